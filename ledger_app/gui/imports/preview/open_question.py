"""What nobody has answered of a workbook's hidden and struck-out rows, with the way back to it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ledger_app.actions.import_workbook import ImportPlan
from ledger_app.actions.imports.open_questions import open_questions
from ledger_app.gui.kit import theme

NAMED = 4  # questions told; the others are met where they are answered


class OpenQuestionLine(QWidget):
    """`wanted()`: a person goes to answer."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        theme.set_role(self.told, "warning")
        self.answer = QPushButton(self.tr("去答复"), self)
        self.answer.setAutoDefault(False)
        self.answer.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.told, 1)
        row.addWidget(self.answer)

    def show_plan(self, plan: ImportPlan) -> None:
        """Tell what is open; nothing is shown where everything was answered."""
        found = open_questions(plan)
        count = sum(len(each.names) for each in found)
        shown = "；".join(each.told() for each in found[:NAMED])
        more = "……" if len(found) > NAMED else ""
        text = self.tr("有 {0} 行要不要导入还没有答复，没有导入：{1}{2}。")
        self.told.setText(text.format(count, shown, more))
        self.setVisible(bool(found))
