"""Why files are sent back: typed, or one of the usual reasons by the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget


class ReasonLine(QWidget):
    """`given(reason)`: Enter or the button; `left()`: Esc."""

    given = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = QLabel(self)
        self._told.setWordWrap(True)
        self.box = QComboBox(self)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.addItems(self._usual())
        self.box.setMinimumContentsLength(8)
        self.box.setAccessibleName(self.tr("退回原因"))
        line = self.box.lineEdit() or QLineEdit(self)
        line.setAccessibleName(self.tr("退回原因"))
        line.setPlaceholderText(self.tr("写明要学校核实或补什么；↑ ↓ 选常用的"))
        line.returnPressed.connect(self._give)
        self.give = QPushButton(self.tr("退回"), self)
        self.leave = QPushButton(self.tr("不退回"), self)
        for button in (self.give, self.leave):
            button.setAutoDefault(False)
        self.give.setToolTip(self.tr("Enter"))
        self.leave.setToolTip(self.tr("Esc"))
        self.give.clicked.connect(self._give)
        self.leave.clicked.connect(self.left)
        QShortcut(QKeySequence("Esc"), self.box).activated.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._told, 1)
        row.addWidget(self.box, 3)
        row.addWidget(self.give)
        row.addWidget(self.leave)

    def ask(self, who: str) -> None:
        """Ask why these files are sent back."""
        self._told.setText(self.tr("退回{0}，原因：").format(who))
        self.box.setCurrentIndex(-1)
        self.box.setEditText("")
        self.show()
        self.box.setFocus()

    def _usual(self) -> list[str]:
        return [
            self.tr("请打电话核实后再报"),
            self.tr("状态变动没有依据，请补联系或家访记录"),
            self.tr("请补证明材料"),
            self.tr("与上次移交不一致，请说明"),
            self.tr("证件号或出生日期请与户口簿核对"),
            self.tr("缺监护人电话，请补"),
        ]

    def _give(self) -> None:
        if self.isHidden():
            return  # the same Enter comes from the box and from the line in it
        if reason := " ".join(self.box.currentText().split()):
            self.given.emit(reason)
