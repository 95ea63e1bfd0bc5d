"""What is to be read before printing, line by line; a line leads to its child or printout."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from ledger_app.actions.printing.paper_problems import PaperProblem
from ledger_app.gui.kit import theme

LEAST = 4  # lines in sight
STUDENT, PRINTOUT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class ProblemLines(QListWidget):
    """Hidden, with its `title`, where there is nothing to say.

    Signals: `child_wanted(id)`; `printout_wanted(key)`.
    """

    child_wanted = Signal(str)
    printout_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(parent)
        theme.set_role(self.title, "warning")
        self.setAccessibleName(self.tr("打印前的问题"))
        theme.wrap_items(self)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setMinimumHeight(LEAST * self.fontMetrics().lineSpacing())
        self.itemActivated.connect(self._jump)
        self.itemClicked.connect(self._jump)

    def show_problems(self, problems: Sequence[PaperProblem]) -> None:
        """List the problems in the order given."""
        self.clear()
        for problem in problems:
            leads = self.tr("按 Enter 看那张表。") if problem.printout else ""
            item = QListWidgetItem(problem.text + leads)
            item.setData(STUDENT, problem.student)
            item.setData(PRINTOUT, problem.printout)
            item.setForeground(theme.colour("warn"))
            self.addItem(item)
        self.title.setText(self.tr("⚠ 打印前请看 {0} 条").format(len(problems)))
        self.title.setVisible(bool(problems))
        self.setVisible(bool(problems))

    def go_to_printout(self) -> None:
        """Go to the other printout that a line tells of; nothing happens where none does."""
        for row in range(self.count()):
            if self.item(row).data(PRINTOUT):
                self._jump(self.item(row))
                return

    def _jump(self, item: QListWidgetItem) -> None:
        if student := item.data(STUDENT):
            self.child_wanted.emit(student)
        elif printout := item.data(PRINTOUT):
            self.printout_wanted.emit(printout)
