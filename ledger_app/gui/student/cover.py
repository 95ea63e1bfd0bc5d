"""What stands in place of a file: nobody is chosen, several are, or the file is about to be drawn.

The file of the child before is never left in sight under another one's mark in the list.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ledger_app.gui.kit import theme
from ledger_app.gui.student.current_child import CurrentChild

MOST_NAMES = 12


class Cover(QLabel):
    """A sentence in the middle of the pane."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setMargin(24)
        theme.set_role(self, "dim")
        self.say_nobody()

    def say_nobody(self) -> None:
        """Say that no file is open, and how one is opened."""
        self.setText(self.tr("在左边选一个学生，或按 Ctrl+N 新建档案。"))

    def say(self, current: CurrentChild) -> None:
        """Say who is selected."""
        if current.count > 1:
            names = "、".join(current.several[:MOST_NAMES])
            names += self.tr(" 等") if current.count > MOST_NAMES else ""
            told = self.tr(
                "选中了 {0} 人：{1}。\n\n批量修改、打印卡片、删除档案，都是对这 {0} 人一起做；"
                "记缺勤（Ctrl+Shift+A）、给多人登记（Ctrl+Shift+M）填一次，每人一条；"
                "别的记录只对一个孩子做，请先只选一人。"
            )
            self.setText(told.format(current.count, names))
        elif current.count:
            self.setText(current.name or "…")
        else:
            self.say_nobody()
