"""打印走访单: a sheet a village, for each who answers, or one; who goes; whole numbers or not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import find_students
from ledger_app.actions.visits.routes import By, Route
from ledger_app.domain.telling.called import called_all
from ledger_app.domain.telling.masking import Purpose
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.page import PrintRoute
from ledger_app.gui.session import Session

LONGEST_NAME = 50


class RouteDialog(Dialog):
    """Asks how the route is divided. `wanted(PrintRoute)`: the print centre is to show it."""

    wanted = Signal(object)

    def __init__(
        self, session: Session, students: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._students = tuple(dict.fromkeys(students))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("打印走访单"))
        self.setMinimumWidth(theme.text_pixels() * 34)
        self._by = QButtonGroup(self)
        self.visitor = QLineEdit(self)
        self.visitor.setMaxLength(LONGEST_NAME)
        self.visitor.setAccessibleName(self.tr("走访人"))
        self.visitor.setPlaceholderText(self.tr("留空就在纸上手写；按负责人分时印负责人"))
        self.whole = QCheckBox(self.tr("带完整电话和拨号码（用完交回，看和印都记入审计）"), self)
        self._arrange(self._whom(session))

    def choose(self, by: By) -> None:
        """Choose how it is divided."""
        self._by.button(list(By).index(by)).setChecked(True)

    def accept(self) -> None:
        """Ask the print centre for it."""
        by = list(By)[self._by.checkedId()]
        purpose = Purpose.VISIT if self.whole.isChecked() else Purpose.INTERNAL
        route = Route(by, self.visitor.text().strip())
        super().accept()
        self.wanted.emit(PrintRoute(self._students, route, purpose))

    def _whom(self, session: Session) -> str:
        if not self._students:
            return self.tr("没有选孩子：印今天和超期要联系的。")
        rows = session.act(find_students.rows_of, self._students).otherwise([])
        return self.tr("{0} 人：{1}").format(len(rows), called_all(rows))

    def _arrange(self, whom: str) -> None:
        about = QLabel(whom, self)
        about.setWordWrap(True)
        note = QLabel(self.tr("不选就遮住电话中间几位，也没有拨号码。"), self)
        note.setWordWrap(True)
        theme.set_role(note, "dim")
        rows = QFormLayout()
        rows.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        rows.addRow(self.tr("一张单子"), self._choices())
        rows.addRow(self.tr("走访人"), self.visitor)
        rows.addRow(self.tr("电话"), self.whole)
        rows.addRow("", note)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(about)
        layout.addLayout(rows)
        layout.addWidget(self._buttons())

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        texts = (self.tr("每个村(社区)"), self.tr("每个负责人"), self.tr("全部一张"))
        for number, text in enumerate(texts):
            button = QRadioButton(text, self)
            self._by.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._by.button(0).setChecked(True)
        self._by.button(0).setFocus()
        return row

    def _buttons(self) -> QDialogButtonBox:
        choices = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(choices.Ok | choices.Cancel, self)
        buttons.button(choices.Ok).setText(self.tr("看打印样"))
        buttons.button(choices.Ok).setDefault(True)
        buttons.button(choices.Cancel).setText(self.tr("取消"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons
