"""The ages of compulsory school, beside the calendar: both choose who must be at school."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from ledger_app.actions.school_days import keep_ages
from ledger_app.domain.calendar import ENTRY_AGES, LEAVING_AGES
from ledger_app.gui.kit import theme
from ledger_app.gui.session import Session


class AgesRow(QWidget):
    """Two choices in one line.

    `chosen(entry age, leaving age)`: a person chose one; nothing is kept yet.
    """

    chosen = Signal(int, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.entry = self._box(ENTRY_AGES, self.tr("入学年龄"))
        self.leaving = self._box(LEAVING_AGES, self.tr("义务教育到几周岁"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for text, box in (
            (self.tr("入学：8 月 31 日前满"), self.entry),
            (self.tr("义务教育：到满"), self.leaving),
        ):
            row.addWidget(QLabel(text, self))
            row.addWidget(box)
            row.addSpacing(12)
        note = QLabel(self.tr("按县里的规定选；谁该在学校、谁超龄，都按它算。"), self)
        theme.set_role(note, "dim")
        row.addWidget(note)
        row.addStretch(1)

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
        box.activated.connect(self._choose)
        return box

    def _choose(self) -> None:
        self.chosen.emit(self.entry.currentData(), self.leaving.currentData())
