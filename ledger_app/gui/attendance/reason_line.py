"""Why the marked child is missing: reason, the last day of a leave, what was said."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from ledger_app.actions.attendance.roll_call import Absent
from ledger_app.catalogue import TABLES
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import AbsenceReason
from ledger_app.gui.attendance.pupil_model import Tick
from ledger_app.gui.form.editors import Setting, make_editor
from ledger_app.gui.kit import theme


class ReasonLine(QWidget):
    """`changed(Absent)`: something was chosen or typed; `done()`: Enter behind the last field."""

    changed = Signal(object)
    done = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._tick: Tick | None = None
        self._name = QLabel(self.tr("原因"), self)  # in a roll call, whose it is
        self.reason = QComboBox(self)
        self.reason.setAccessibleName(self.tr("缺勤事由"))
        for code in code_list(AbsenceReason.CODES).codes:
            self.reason.addItem(f"{code.value} {code.name}", code.value)
        setting = Setting(today=self._day)
        self.until = make_editor(TABLES["absence"].field("to_on"), setting, self)
        self.note = QLineEdit(self)
        self.note.setAccessibleName(self.tr("家长怎么说"))
        self.note.setPlaceholderText(self.tr("家长怎么说"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._name)
        row.addWidget(self.reason)
        row.addWidget(QLabel(self.tr("请假到"), self))
        row.addWidget(self.until)
        row.addWidget(self.note, 1)
        self.reason.setCurrentIndex(self.reason.findData(AbsenceReason.UNKNOWN))
        self.until.setMaximumWidth(theme.text_pixels() * 11)
        self.note.setMinimumWidth(theme.text_pixels() * 6)
        self.reason.activated.connect(self._tell)
        self.until.committed.connect(self._tell)
        self.until.go_on.connect(self._from_until)
        self.note.editingFinished.connect(self._tell)
        self.note.returnPressed.connect(self.done)

    def show_tick(self, tick: Tick | None) -> None:
        """Show the reason of a child; nothing can be said of one who is not expected."""
        self._tick = tick
        fits = tick is not None and tick.pupil.is_expected
        self.setEnabled(fits)
        self._name.setText(tick.pupil.name if tick else "")
        why = tick.why if tick and fits and not tick.is_there else Absent()
        self.reason.setCurrentIndex(self.reason.findData(why.reason))
        self.until.set_value(why.to_on or None)
        self.note.setText(why.note)

    def commit(self) -> bool:
        """Take what is half typed; return False where the day cannot be read."""
        return bool(self.until.commit())

    def _day(self) -> date:
        return self._today

    def _from_until(self, step: int) -> None:
        (self.note if step > 0 else self.reason).setFocus()

    def said(self) -> Absent:
        """Return what is chosen and typed."""
        note = self.note.text().strip()
        return Absent(str(self.reason.currentData()), str(self.until.value() or ""), note)

    def _tell(self) -> None:
        why = self.said()
        missing = self._tick is not None and not self._tick.is_there
        if why != Absent() or missing:
            self.changed.emit(why)
