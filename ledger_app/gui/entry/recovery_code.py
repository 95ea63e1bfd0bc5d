"""Type the 13 groups of the recovery sheet: each is checked as soon as it is whole."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from ledger_app.actions.printing import recovery_sheet
from ledger_app.gui.kit import theme

PER_LINE = 4
WHOLE = 5  # characters of a group


class GroupField(QLineEdit):
    """One group. Pasting the whole code fills the fields from here on."""

    pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a pasted code apart; Backspace in an empty field goes back."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class RecoveryCodeEntry(QWidget):
    """Thirteen fields; `changed` when one changes, `finished` when the last is typed or Enter."""

    changed = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        self.fields = [self._make_field(place) for place in range(recovery_sheet.GROUP_COUNT)]
        for place, field in enumerate(self.fields):
            row, column = divmod(place, PER_LINE)
            number = QLabel(str(place + 1), self)
            theme.set_role(number, "dim")
            grid.addWidget(number, row, 2 * column, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(field, row, 2 * column + 1)
        self._said = QLabel(self)
        theme.set_role(self._said, "error")
        grid.addWidget(self._said, grid.rowCount() - 1, 2, 1, 2 * PER_LINE - 2)
        self.setFocusProxy(self.fields[0])

    def code(self) -> str:
        """Return all groups with blanks between."""
        return " ".join(recovery_sheet.tidied(field.text()) for field in self.fields)

    def is_right(self) -> bool:
        """Tell whether every group fits its check character."""
        return all(self._fits(place) for place in range(len(self.fields)))

    def forget(self) -> None:
        """Empty every field."""
        for field in self.fields:
            field.clear()

    def _make_field(self, place: int) -> GroupField:
        field = GroupField(self)
        field.setProperty("place", place)
        field.setAccessibleName(self.tr("恢复码第 {0} 组").format(place + 1))
        field.setMinimumWidth(76)
        field.textEdited.connect(self._edited)
        field.textChanged.connect(self._judge)
        field.returnPressed.connect(self._finish)
        field.pasted.connect(self._spread)
        return field

    def _fits(self, place: int) -> bool:
        return recovery_sheet.is_group(self.fields[place].text(), place)

    def _edited(self) -> None:
        field = self.sender()
        if isinstance(field, GroupField) and len(recovery_sheet.tidied(field.text())) >= WHOLE:
            place = int(field.property("place"))
            if self._fits(place) and place + 1 < len(self.fields):
                self.fields[place + 1].setFocus()
            else:
                self.changed.emit()  # Qt says "edited" before "changed": whoever listens must know
                self._finish()

    def _finish(self) -> None:
        if self.is_right():
            self.finished.emit()

    def _spread(self, text: str) -> None:
        field = self.sender()
        start = int(field.property("place")) if isinstance(field, GroupField) else 0
        letters = recovery_sheet.tidied(text)
        groups = [letters[at : at + WHOLE] for at in range(0, len(letters), WHOLE)]
        for place, group in enumerate(groups[: len(self.fields) - start], start):
            self.fields[place].setText(group)

    def _judge(self) -> None:
        wrong = []
        for place, field in enumerate(self.fields):
            whole = len(recovery_sheet.tidied(field.text())) >= WHOLE
            bad = whole and not self._fits(place)
            theme.set_look(field, "severity", "error" if bad else "")
            wrong += [place + 1] if bad else []
        text = self.tr("第 {0} 组有误，请对照恢复单。").format("、".join(map(str, wrong)))
        self._said.setText(text if wrong else "")
        self.changed.emit()
