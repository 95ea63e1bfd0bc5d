"""The list of a class, worked by keyboard alone: blank, letters, digits, Enter."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QWidget

from ledger_app.actions.attendance.roll_call import Absent
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import AbsenceReason
from ledger_app.gui.attendance.pupil_model import PupilModel
from ledger_app.gui.kit import theme

PAUSE = 1.0  # seconds after which a letter begins a new name
LEAST_WIDTH, MOST_WIDTH = 12, 26  # of a column, in heights of a line of text
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PupilView(QListView):
    """Children in columns. `save_wanted()`: Enter was pressed."""

    save_wanted = Signal()

    def __init__(self, model: PupilModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._typed, self._typed_at = "", 0.0
        self.setModel(model)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(self.tr("班级名单"))
        self.setMinimumHeight(theme.text_pixels() * 9)
        self.clicked.connect(model.toggle)
        model.modelReset.connect(self._share_width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Give each column as much as there is, so that a reason is read whole.

        All are of one width whatever is ticked: a reason must not move the names beside it.
        """
        unit, room = theme.text_pixels(), self.maximumViewportSize()
        high, wide = round(unit * 2.1), room.width() - 2
        free = room.height() - self.horizontalScrollBar().sizeHint().height()  # Qt leaves it room
        columns = -(-self._model.pupil_count() // max(free // high, 1))
        width = wide // max(min(columns, wide // (unit * LEAST_WIDTH)), 1)
        self.setGridSize(QSize(min(width, unit * MOST_WIDTH), high))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with the blank, go to a name by its initials, give a reason by its digit."""
        text = event.text().lower()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self.save_wanted.emit()
        elif text == " ":
            self._model.toggle(self.currentIndex())
        elif text.isdigit():
            self._give_reason(text)
        elif text.isascii() and text.isalpha():
            self._jump(text)
        else:
            super().keyPressEvent(event)

    def _give_reason(self, digit: str) -> None:
        tick = self._model.tick(self.currentIndex())
        known = {code.value for code in code_list(AbsenceReason.CODES).codes}
        if tick is not None and digit in known:
            why = Absent(digit, tick.why.to_on, tick.why.note)
            self._model.set_why(self.currentIndex(), why)

    def _jump(self, letter: str) -> None:
        """Go to the next child whose name begins with what was typed within a second."""
        now, here = monotonic(), max(self.currentIndex().row(), 0)
        goes_on = now - self._typed_at < PAUSE
        typed = self._typed + letter if goes_on else letter
        row = self._model.row_with(typed, here if goes_on else here + 1)
        if row < 0 and goes_on:
            typed, row = letter, self._model.row_with(letter, here + 1)
        self._typed, self._typed_at = typed, now
        if row >= 0:
            self.setCurrentIndex(self._model.index(row))
