"""The ages of compulsory school: they choose who must be at school."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ledger_app.actions.school_days import keep_ages
from ledger_app.domain.calendar import ENTRY_AGES, LEAVING_AGES
from ledger_app.gui.kit import theme
from ledger_app.gui.session import Done, Refused, Session


class AgesRow(QWidget):
    """Two choices in one line, kept as they are made, and what is said of it below."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.entry = self._box(ENTRY_AGES, self.tr("入学年龄"))
        self.leaving = self._box(LEAVING_AGES, self.tr("义务教育到几周岁"))
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        row = QHBoxLayout()
        for text, box in (
            (self.tr("8 月 31 日前满"), self.entry),
            (self.tr("入学，义务教育到满"), self.leaving),
        ):
            row.addWidget(QLabel(text, self))
            row.addWidget(box)
        row.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addLayout(row)
        lines.addWidget(self.said)
        self._say(self.tr("按县里的规定选；谁该在学校、谁超龄，都按它算。"))

    def refresh(self) -> None:
        """Show what is kept."""
        found = self._session.act(keep_ages.ages).otherwise(None)
        for box, age in zip((self.entry, self.leaving), found or (), strict=False):
            box.setCurrentIndex(box.findData(age))

    def _box(self, ages: tuple[int, ...], name: str) -> QComboBox:
        box = QComboBox(self)
        for age in ages:
            box.addItem(self.tr("{0} 周岁").format(age), age)
        box.setAccessibleName(name)
        box.activated.connect(self._keep)
        return box

    def _keep(self) -> None:
        """Keep both on the worker: all lists are worked out again."""
        if not self._session.is_open:
            return
        self.setEnabled(False)
        self._say(self.tr("正在按新的年龄重算…"))
        chosen = (self.entry.currentData(), self.leaving.currentData())
        self._session.run(keep_ages.keep_ages, *chosen, then=self._kept, quiet=True)

    def _kept(self, answer: Done[bool] | Refused) -> None:
        self.setEnabled(True)
        self.refresh()
        if not answer:
            self._say(f"{answer.message}{answer.hint}", "error")
            return
        self._say(self.tr("✓ 已保存。"))
        if answer.value:
            self._session.saved.emit(self._session.ledger.now()[11:])
            self._session.changed.emit(None)

    def _say(self, text: str, role: str = "dim") -> None:
        theme.set_role(self.said, role)
        self.said.setText(text)
