"""The one box that finds children: it searches at every keystroke, but never while composing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ledger_app.gui.kit import icons


class SearchBox(QLineEdit):
    """Signals: `searched(text)`, `left_down()` Down, `taken()` Enter, `emptied()` Esc if empty."""

    searched = Signal(str)
    left_down = Signal()
    taken = Signal()
    emptied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False
        self._last = ""
        self.setPlaceholderText(self.tr("姓名、拼音、身份证号、电话、村…"))
        self.setAccessibleName(self.tr("查找学生"))
        self.setToolTip(
            self.tr(
                "可输入姓名、拼音、首字母、证件号、电话、学校、村；空格隔开表示都要符合。Ctrl+F"
            )
        )
        self.setClearButtonEnabled(True)
        self.addAction(icons.icon("search", "dim"), QLineEdit.ActionPosition.LeadingPosition)
        self.textChanged.connect(self._changed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Wait while text is being composed; search once it is committed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self._changed(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties, Down goes into the list, Enter opens the first; the rest edits."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.emptied.emit()
        elif key == Qt.Key.Key_Down:
            self.left_down.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        else:
            super().keyPressEvent(event)

    def show_text(self, text: str) -> None:
        """Show a text without searching for it."""
        self._last = text
        self.setText(text)

    def _changed(self, text: str) -> None:
        if not self._composing and text != self._last:
            self._last = text
            self.searched.emit(text)
