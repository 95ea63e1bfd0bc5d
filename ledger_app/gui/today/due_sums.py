"""How much is overdue, due today and near: in sight wherever the list is scrolled to."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ledger_app.actions.today.counts import Counts
from ledger_app.domain.telling.due_words import OVERDUE, SOON, TODAY
from ledger_app.gui.kit import theme

STATES = (OVERDUE, TODAY, SOON)


class TodaySums(QWidget):
    """One link a state, with sign, word and number. Says `wanted(state)`."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._links: dict[str, QPushButton] = {}
        for state in STATES:
            link = QPushButton(self)
            theme.set_look(link, "link", True)
            theme.set_tone(link, theme.due_tone(state))
            link.clicked.connect(partial(self.wanted.emit, state))
            row.addWidget(link)
            self._links[state] = link

    def show_counts(self, counts: Counts) -> None:
        """Show all that there is, also where other lines are looked for; no state without any."""
        words = (self.tr("超期 {0}"), self.tr("今天 {0}"), self.tr("近 7 天 {0}"))
        for state, word in zip(STATES, words, strict=True):
            link, count = self._links[state], counts.of(state)
            link.setText(f"{theme.due_mark(state)[0]} {word.format(count)}")
            link.setVisible(count > 0)

    def texts(self) -> list[str]:
        """Return what is said."""
        return [link.text() for link in self._links.values() if not link.isHidden()]
