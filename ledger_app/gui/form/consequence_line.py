"""What a value would change, in a calm line under its field; the whole of it under the mouse."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from ledger_app.gui.kit import theme


class ConsequenceLine(QLabel):
    """Hidden while there is nothing to say. It is short, and breaks under a narrow field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "consequence")
        self.setWordWrap(True)
        self.hide()

    def say(self, text: str, whole: str = "") -> None:
        """Show a line, and the whole of it as its tool tip; "" hides it."""
        if text != self.text():
            self.setText(text)
        self.setToolTip(whole or text)
        self.setAccessibleDescription(whole or text)
        self.setVisible(bool(text))

    def whole(self) -> str:
        """Return all that is said, "" while hidden."""
        return self.toolTip() if self.text() else ""
