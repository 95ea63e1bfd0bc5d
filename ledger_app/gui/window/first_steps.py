"""What an empty ledger shows: three steps instead of an empty grid."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.gui.kit import icons, theme

WIDTH = 640


class FirstSteps(QWidget):
    """Three large steps, each with a button; under them what is due before there is any child."""

    today_wanted = Signal()
    import_wanted = Signal()
    places_wanted = Signal()
    student_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget(self)
        inside.setMaximumWidth(WIDTH)
        box = QVBoxLayout(inside)
        box.setSpacing(12)
        title = QLabel(self.tr("台账是空的。从这里开始："), inside)
        theme.set_role(title, "title")
        box.addWidget(title)
        self._buttons: list[QPushButton] = []
        for number, step in enumerate(self._steps(), 1):
            box.addWidget(self._make_step(number, *step))
        self.setFocusProxy(self._buttons[0])
        self.due = QPushButton(inside)
        theme.set_look(self.due, "link", True)
        self.due.clicked.connect(self.today_wanted)
        self.due.hide()
        box.addWidget(self.due, 0, Qt.AlignmentFlag.AlignLeft)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(inside, 8)
        across.addStretch(1)
        outside = QVBoxLayout(self)
        outside.addStretch(2)
        outside.addLayout(across)
        outside.addStretch(3)

    def show_due(self, count: int) -> None:
        """Lead to what is counted beside 今日: a monthly report is due without any child."""
        self.due.setText(self.tr("今日已有 {0} 条不等名单的事，现在看").format(count))
        self.due.setVisible(count > 0)

    def _steps(self) -> tuple[tuple[str, str, str, str, SignalInstance], ...]:
        return (
            (
                self.tr("导入花名册"),
                self.tr(
                    "学籍系统导出的 Excel 也可以直接拖进来。写入之前先看清会新增多少、有什么问题。"
                ),
                self.tr("选文件…"),
                "import",
                self.import_wanted,
            ),
            (
                self.tr("设学校和班级"),
                self.tr("中心校、村小、教学点和各班班主任。导入花名册时没有的会自动补上。"),
                self.tr("去设置"),
                "school",
                self.places_wanted,
            ),
            (
                self.tr("登记第一个学生"),
                self.tr("只要姓名就能建档，其他以后再补。"),
                self.tr("新建档案"),
                "user-plus",
                self.student_wanted,
            ),
        )

    def _make_step(
        self, number: int, title: str, text: str, action: str, icon: str, signal: SignalInstance
    ) -> QFrame:
        card = QFrame(self)
        theme.set_role(card, "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(18, 14, 18, 14)
        row.setSpacing(16)
        sign = QLabel(str(number), card)
        theme.set_role(sign, "step")
        words = QVBoxLayout()
        words.setSpacing(4)
        name, explained = QLabel(title, card), QLabel(text, card)
        theme.set_role(name, "strong")
        theme.set_role(explained, "dim")
        explained.setWordWrap(True)
        words.addWidget(name)
        words.addWidget(explained)
        button = QPushButton(action, card)
        icons.set_icon(button, icon)
        button.setAccessibleName(title)
        button.setMinimumWidth(button.fontMetrics().horizontalAdvance("选选选选选选选选"))
        button.clicked.connect(signal)
        self._buttons.append(button)
        row.addWidget(sign)
        row.addLayout(words, 1)
        row.addWidget(button)
        return card
