"""A small box about one field: it stands below the field and gives the keyboard back to it."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ledger_app.gui.kit.dialog import Dialog


class FieldDialog(Dialog):
    """What only stands under others: what is asked, they say."""

    _field: QWidget | None = None

    def stand_at(self, field: QWidget) -> None:
        """Stand right below a field, as far as the screen has room; it has the keyboard after."""
        self.move(field.mapToGlobal(QPoint(0, field.height() + 4)))
        self._field = field

    def done(self, result: int) -> None:
        """Give the keyboard back to the field."""
        super().done(result)
        if self._field is not None and isValid(self._field):
            self._field.window().activateWindow()
            self._field.setFocus()
