"""Six groups of four digits as they are heard on the telephone."""

from __future__ import annotations

import unicodedata

from PySide6.QtWidgets import QLineEdit, QWidget

GROUP, DIGITS = 4, 24


class DigitsEntry(QLineEdit):
    """Groups what is typed by itself; whatever is no digit is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("1234 5678 …… 共 6 组，照电话里念的输"))
        self.textEdited.connect(self._group)

    def digits(self) -> str:
        """Return the digits alone."""
        return _digits(self.text())

    def _group(self, text: str) -> None:
        behind = len(_digits(text[self.cursorPosition() :]))
        shown = grouped(_digits(text)[:DIGITS])
        if shown != text:
            self.setText(shown)
            self.setCursorPosition(_place_before(shown, behind))


def grouped(digits: str) -> str:
    """Return digits in groups of four: 1234 5678."""
    return " ".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))


def _digits(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKC", text) if each in "0123456789")


def _place_before(shown: str, behind: int) -> int:
    """Return where in the text so many digits are left behind the cursor."""
    at = len(shown)
    while behind and at:
        at -= 1
        behind -= shown[at] != " "
    return at
