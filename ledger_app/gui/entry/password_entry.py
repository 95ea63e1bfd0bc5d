"""Fields for passwords: one to type it, two to choose a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from ledger_app.actions import open_ledger
from ledger_app.gui.kit import icons, theme
from ledger_app.gui.kit.one_line import Sentence

STRENGTH_LOOKS = ("error", "warning", "warning", "note", "note")


class PasswordEntry(QLineEdit):
    """A hidden line of text with an eye. Says when Caps Lock seems to be on."""

    caps_lock = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)
        self._eye = QAction(self.tr("显示口令"), self)
        icons.set_icon(self._eye, "eye")
        self._eye.triggered.connect(self.toggle)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)

    def toggle(self) -> None:
        """Show or hide what is typed."""
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        icons.set_icon(self._eye, "eye-off" if hidden else "eye")
        self._eye.setText(self.tr("隐藏口令") if hidden else self.tr("显示口令"))

    def forget(self) -> None:
        """Empty the field, its undo steps too, and hide what comes next."""
        self.clear()
        if self.echoMode() != QLineEdit.EchoMode.Password:
            self.toggle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell from a letter and the Shift key whether Caps Lock is on; Qt cannot say."""
        text = event.text()
        if len(text) == 1 and text.isascii() and text.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(text.isupper() != shift)
        super().keyPressEvent(event)


class NewPassword(QWidget):
    """A new password typed twice, with a word for its strength and a sentence for what is wrong."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, name: str = "") -> None:
        super().__init__(parent)
        name = name or self.tr("口令")
        self.first = PasswordEntry(name, self)
        self.second = PasswordEntry(self.tr("再输一次"), self)
        self._word = Sentence(parent=self)
        self._lines = lines = QFormLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setHorizontalSpacing(10)
        lines.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        lines.addRow(_label(name), self.first)
        lines.addRow("", self._word)
        lines.addRow(_label(self.tr("再输一次")), self.second)
        for field in (self.first, self.second):
            field.textChanged.connect(self._judge)
        self.setFocusProxy(self.first)
        self._judge()

    def put_first(self, name: str, field: QWidget) -> None:
        """Put one more line above, level with these."""
        self._lines.insertRow(0, _label(name), field)

    def password(self) -> str:
        """Return the password, or an empty string while it cannot be used."""
        return "" if self.problem() else self.first.text()

    def problem(self) -> str:
        """Return what is wrong, in a sentence, or an empty string."""
        if found := open_ledger.password_problem(self.first.text()):
            return found
        if not self.second.text():
            return self.tr("还差：再输一次口令。")
        if self.first.text() != self.second.text():
            return self.tr("两次输入的口令不一样。")
        return ""

    def forget(self) -> None:
        """Empty both fields."""
        self.first.forget()
        self.second.forget()

    def strength_words(self) -> tuple[str, ...]:
        """Return the words for strengths 0 to 4."""
        return (
            "",
            self.tr("口令强度：弱，能用，再长一些更好"),
            self.tr("口令强度：一般"),
            self.tr("口令强度：好"),
            self.tr("口令强度：很好"),
        )

    def _judge(self) -> None:
        typed = self.first.text()
        strength = open_ledger.password_strength(typed)
        text = self.strength_words()[strength] or open_ledger.password_problem(typed)
        if not typed:
            text = self.tr("至少 8 个字符；一句只有自己知道的话最好，汉字也行。")
        elif strength and self.second.text() and typed != self.second.text():
            text, strength = self.problem(), 0
        theme.set_role(self._word, STRENGTH_LOOKS[strength] if typed else "note")
        self._word.setText(text)
        self.changed.emit()


def _label(text: str) -> QLabel:
    label = QLabel(text)
    theme.set_role(label, "label")
    return label
