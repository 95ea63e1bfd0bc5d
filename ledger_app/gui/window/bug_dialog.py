"""What is shown when the program itself failed."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.window.messages import copyable


class BugDialog(Dialog):
    """The details to copy: no names, no numbers, no folders of anybody."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("程序出错"))
        self.resize(680, 420)
        said = QLabel(
            self.tr(
                "程序出错了，刚才这一步可能没有完成；之前保存的内容都在。\n"
                "请关掉这个窗口再试一次。如果总是这样，请把下面的详情复制给技术人员。"
            ),
            self,
        )
        said.setWordWrap(True)
        note = QLabel(self.tr("详情里没有学生的姓名和号码。"), self)
        theme.set_role(note, "note")
        self.details = QPlainTextEdit(copyable(details), self)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(self.tr("出错详情"))
        copy, close = QPushButton(self.tr("复制详情"), self), QPushButton(self.tr("关闭"), self)
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(note, 1)
        row.addWidget(copy)
        row.addWidget(close)
        box = QVBoxLayout(self)
        box.addWidget(said)
        box.addWidget(self.details, 1)
        box.addLayout(row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
