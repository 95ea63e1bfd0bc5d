"""How much is overdue, due today and near: in sight wherever the list is scrolled to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ledger_app.actions.today.due_lines import TodayLine
from ledger_app.domain.telling.due_words import OVERDUE, SOON, TODAY, due_group
from ledger_app.gui.kit import theme

STATES = (OVERDUE, TODAY, SOON)


def state_of(line: TodayLine) -> str:
    """Return overdue, today, soon (within a week), or later."""
    return due_group(line.reminder.days)


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

    def show_lines(self, lines: Sequence[TodayLine]) -> None:
        """Count the lines; a state without any is not named."""
        words = (self.tr("超期 {0}"), self.tr("今天 {0}"), self.tr("近 7 天 {0}"))
        states = [state_of(line) for line in lines]
        for state, word in zip(STATES, words, strict=True):
            link, count = self._links[state], states.count(state)
            link.setText(f"{theme.due_mark(state)[0]} {word.format(count)}")
            link.setVisible(count > 0)

    def texts(self) -> list[str]:
        """Return what is said."""
        return [link.text() for link in self._links.values() if not link.isHidden()]
