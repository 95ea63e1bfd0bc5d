"""The one box that finds children: it searches at every keystroke, but never while composing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ledger_app.gui.kit import icons


class SearchBox(QLineEdit):
    """Signals: `searched(text)`, `left_down()` Down, `taken()` Enter, `emptied()` Esc if empty,
    `chip_wanted()` Backspace at the beginning, `earlier_wanted()` Up."""

    searched = Signal(str)
    left_down = Signal()
    taken = Signal()
    emptied = Signal()
    chip_wanted = Signal()
    earlier_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False
        self._last = ""
        self.setPlaceholderText(self.tr("姓名、拼音、号码、村，或一句话…"))
        self.setAccessibleName(self.tr("查找学生"))
        self.setToolTip(
            self.tr(
                "可输入姓名、拼音（guogx）、证件号、电话、学校、村；空格隔开表示都要符合。"
                "也可以是一句话：“青山 五年级 留守 一周没联系”，“没填监护人电话 不寄宿”。Ctrl+F"
            )
        )
        icons.sign_search(self)
        self.textChanged.connect(self._changed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Wait while text is being composed; search once it is committed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self._changed(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties, Down goes into the list, Enter opens the first; the rest edits."""
        key = event.key()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.emptied.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and held:
            event.ignore()  # Alt+↓ opens a list, where there is one; Ctrl+↓ is the next child
        elif key == Qt.Key.Key_Down:
            self.left_down.emit()
        elif key == Qt.Key.Key_Up:
            self.earlier_wanted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif key == Qt.Key.Key_Backspace and not (held or self._before()):
            self.chip_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _before(self) -> bool:
        """Tell whether Backspace has something to take away here."""
        return bool(self.cursorPosition() or self.hasSelectedText() or self._composing)

    def show_text(self, text: str) -> None:
        """Show a text without searching for it."""
        self._last = text
        self.setText(text)

    def _changed(self, text: str) -> None:
        if not self._composing and text != self._last:
            self._last = text
            self.searched.emit(text)
