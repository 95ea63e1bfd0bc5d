"""At the end of a field a sign that something is noted of it, and under it what."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from ledger_app.gui.kit import theme
from ledger_app.gui.kit.one_line import OneLine


class FieldMarks:
    """Of one field: `row` is what stands beside its control, `under` what stands below.

    Made when there is something to show: most fields never have a mark.
    """

    def __init__(self, editor: QWidget, row: QBoxLayout, under: QBoxLayout) -> None:
        self._editor, self._row, self._under = editor, row, under
        self._signs: QLabel | None = None
        self._line: OneLine | None = None
        self._shown = ("", "", "")

    def show(self, signs: str = "", line: str = "", tip: str = "") -> None:
        """Show signs at the end of the field, one line under it, and all of it under the mouse."""
        if (signs, line, tip) == self._shown:
            return
        self._shown = (signs, line, tip)
        if signs and self._signs is None:
            self._signs = QLabel(self._editor)
            theme.set_role(self._signs, "dim")
            self._row.addWidget(self._signs)
        if line and self._line is None:
            self._line = OneLine(self._editor)
            theme.set_role(self._line, "note")
            self._under.addWidget(self._line)
        for label, text in ((self._signs, signs), (self._line, line)):
            if label is not None:
                label.setText(text)
                label.setToolTip(tip)
                label.setAccessibleName(tip)
                label.setVisible(bool(text))

    def texts(self) -> tuple[str, str, str]:
        """Return signs, line and tip as they are shown."""
        return self._shown
