"""The package is on the stick, read back and alike: 可以拔出, and what to do with it now."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.handoff.making import Packed
from ledger_app.gui.kit import theme

BREAK = "\u200b"  # a line may end here
_SIGN = re.compile(r"([\\/_. -])")


class PackedPane(QWidget):
    """`print_wanted()`: the 移交清单 for both signatures."""

    print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.done, self.told = QLabel(self.tr("✓ 可以拔出U盘"), self), QLabel(self)
        self.words, self._how = QLabel(self), QLabel(self)
        self.print = QPushButton(self.tr("打印移交清单"), self)
        self.print.setAutoDefault(False)
        self.print.clicked.connect(self.print_wanted)
        theme.set_role(self.done, "title")
        theme.set_role(self.words, "title")
        theme.set_role(self._how, "dim")
        for label in (self.told, self._how, self.words):
            label.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        for widget in (self.done, self.told, self.words, self._how):
            box.addWidget(widget)
        box.addWidget(self.print, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)

    def show_packed(self, packed: Packed) -> None:
        """Say what lies where."""
        told = self.tr("第 {0} 包：{1} 人，{2} 条记录。已写入、读回核对一致：\n{3}")
        where = _SIGN.sub(rf"\1{BREAK}", str(packed.path))  # else one long word
        self.told.setText(told.format(packed.sequence, packed.students, packed.records, where))
        self.words.setText(packed.words)
        self._how.setText(
            self.tr("这六个词打电话告诉乡镇，不要写在U盘上，也不要和U盘放在一起。")
            if packed.words
            else self.tr("移交清单一式两份，交接双方签字。")
        )
        self.words.setVisible(bool(packed.words))
