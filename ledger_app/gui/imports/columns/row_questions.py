"""Hidden and struck-out rows, a hidden sheet: whether they are read is asked, with their names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ledger_app.actions.rehearsing.said_columns import SheetAssignment
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.flow_layout import FlowLayout

NAMED = 3  # children named in a question


class RowQuestions(QWidget):
    """`said(dict)`: `hidden` or `struck` of SheetAssignment, as a person answered."""

    said = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hidden, self.struck = QLabel(self), QLabel(self)
        self.answers = {
            (key, wanted): self._button(key, wanted)
            for key in ("hidden", "struck")
            for wanted in (True, False)
        }
        row = FlowLayout(self)
        for key, label in (("hidden", self.hidden), ("struck", self.struck)):
            theme.set_role(label, "warning")
            row.addWidget(label)
            row.addWidget(self.answers[key, True])
            row.addWidget(self.answers[key, False])

    def _button(self, key: str, wanted: bool) -> QPushButton:
        also = self.tr("隐藏的也读") if key == "hidden" else self.tr("删除线的也读")
        button = QPushButton(also if wanted else self.tr("不读"), self)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._say, key, wanted))
        return button

    def show_sheet(
        self,
        said: SheetAssignment,
        hidden: Sequence[str],
        struck: Sequence[str],
        *,
        whole_sheet: bool,
        filtered: bool,
    ) -> None:
        """Ask about a sheet: the names of its hidden and of its struck-out rows."""
        text = self.tr("隐藏的 {0} 行（{1}）：")
        if filtered:
            text = self.tr("被筛选掉的 {0} 行（{1}）：")
        text = text.format(len(hidden), _named(hidden))
        if whole_sheet:
            text = self.tr("这张工作表是隐藏的：")
        self._ask("hidden", self.hidden, text, said.hidden, whole_sheet or bool(hidden))
        text = self.tr("画了删除线的 {0} 行（{1}）：").format(len(struck), _named(struck))
        self._ask("struck", self.struck, text, said.struck, bool(struck))
        self.setVisible(whole_sheet or bool(hidden or struck))

    def lead_to(self, key: str) -> None:
        """Give the keyboard to the answers of a question: space takes one, Tab leads on."""
        self.answers[key, True].setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(
        self, key: str, label: QLabel, text: str, answered: bool | None, is_asked: bool
    ) -> None:
        label.setText(text)
        label.setVisible(is_asked)
        for wanted in (True, False):
            button = self.answers[key, wanted]
            button.setVisible(is_asked)
            button.setChecked(answered is wanted)
            button.setAccessibleName(f"{text}{button.text()}")

    def _say(self, key: str, wanted: bool, _checked: bool = False) -> None:
        self.said.emit({key: wanted})


def _named(names: Sequence[str]) -> str:
    shown = [name or "没有姓名" for name in names[:NAMED]]
    return "、".join(shown) + ("……" if len(names) > NAMED else "")
