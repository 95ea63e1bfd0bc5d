"""What was found before packing: what stands in the way, what is worth a look, whose files."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ledger_app.actions import find_students
from ledger_app.actions.handoff.preflight import Finding, Preflight
from ledger_app.domain.telling.called import called
from ledger_app.gui.kit import theme
from ledger_app.gui.session import Session

STUDENT = Qt.ItemDataRole.UserRole
MOST_NAMED = 30  # children below one finding; the sentence says how many there are


class FindingList(QListWidget):
    """`student_wanted(id)`: Enter or a double click on a child, or on a finding that has some."""

    student_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName(self.tr("移交前检查"))
        theme.wrap_items(self)
        self.itemDoubleClicked.connect(self._open)

    def show_found(self, found: Preflight) -> None:
        """Show what stands in the way first."""
        self.clear()
        names = self._names([*found.blocking, *found.advisory])
        for finding in found.blocking:
            self._add(finding, "✗", "danger", names)
        for finding in found.advisory:
            self._add(finding, "⚠", "warn", names)
        if not self.count():
            self._line(self.tr("✓ 没有发现问题。"), "good", "")
        self.setCurrentRow(0)

    def _names(self, findings: Sequence[Finding]) -> dict[str, str]:
        shown = [each for finding in findings for each in finding.students[:MOST_NAMED]]
        wanted = list(dict.fromkeys(shown))
        rows = self._session.act(find_students.rows_of, wanted, quiet=True).otherwise([])
        return {row["id"]: called(row) for row in rows}

    def _add(self, finding: Finding, sign: str, token: str, names: dict[str, str]) -> None:
        students = finding.students
        self._line(f"{sign} {finding.text}", token, students[0] if students else "")
        for each in students[:MOST_NAMED]:
            if each in names:
                self._line(f"      {names[each]}", "", each)
        if len(students) > MOST_NAMED:
            more = self.tr("      …… 还有 {0} 人").format(len(students) - MOST_NAMED)
            self._line(more, "dim", "")

    def _line(self, text: str, token: str, student: str) -> None:
        item = QListWidgetItem(text, self)
        item.setData(STUDENT, student)
        if token:
            item.setForeground(theme.colour(token))

    def _open(self, item: QListWidgetItem) -> None:
        if item.data(STUDENT):
            self.student_wanted.emit(item.data(STUDENT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the child; with Ctrl it is meant for the dialog."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        item = self.currentItem()
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif enter and item is not None:
            self._open(item)
        else:
            super().keyPressEvent(event)
