"""The chips beside the filters: what is filtered by just now, each to be taken away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ledger_app.actions import list_students
from ledger_app.actions.finding import filter_names
from ledger_app.domain.phrase.filter_keys import EITHER
from ledger_app.gui.kit import theme
from ledger_app.gui.session import Session

FILTERS = {
    "school": "学校",
    "grade": "年级",
    "class_no": "班级",
    "village_name": "村",
    "status": "状态",
    "categories": "类别",
    "risk_level": "风险",
    "boards": "寄宿",
    "left_behind": "留守",
    "sex": "性别",
    "relocation": "分流",
    "standing": "去向",
    "grounds": "依据",
    "unseen": "见到",
    "ending": "到期",
}
CHOSEN = "id"  # a filter that nobody ticks: children counted elsewhere, one by one
CHIP_LENGTH = 16  # characters of names in a chip
NO_SECOND_ARROW = "::menu-indicator { image: none; }"
Values = tuple[str, ...]


def in_short(title: str, names: str) -> str:
    """Return what stands in a chip: 年级：五年级, but 7天没联系, which says of what by itself."""
    says_itself = title not in FILTERS.values() and title in names and " 或 " not in names
    return names if says_itself or title == names else f"{shortened(title, CHIP_LENGTH)}：{names}"


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters, and a sign where some are left out."""
    return text if len(text) <= most else f"{text[:most]}…"


class Chips(QObject):
    """`dropped(key)`: a chip was clicked; `narrowed(key, other, values)`: a word of several
    meanings means this one."""

    dropped = Signal(str)
    narrowed = Signal(str, str, object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._known: dict[tuple[str, Values], tuple[str, str]] = {}

    def forget(self) -> None:
        """Know no name: the ledger is closed."""
        self._known = {}

    def chip(self, key: str, values: Values, parent: QWidget) -> QPushButton:
        """Return the chip of one filter."""
        title, names = self._named(key, values)
        shown = shortened(names, CHIP_LENGTH)
        chip = QPushButton(f"{in_short(title, shown)}  ✕", parent)
        chip.setToolTip(self.tr("{0}：{1}（点一下取消）").format(title, names))
        chip.setAccessibleName(self.tr("取消筛选 {0} {1}").format(title, names))
        theme.set_role(chip, "chip")
        if key.startswith(EITHER):
            chip.setText(f"{title}：{shown}  ▾")
            chip.setToolTip(self.tr("{0}：{1}（点一下选是哪一种）").format(title, names))
            chip.setAccessibleName(self.tr("是哪一种：{0} {1}").format(title, names))
            chip.setMenu(self._choices(key, values, chip))
            chip.setStyleSheet(f"QPushButton{NO_SECOND_ARROW}")
        else:
            chip.clicked.connect(partial(self._drop, key))
        return chip

    def _named(self, key: str, values: Values) -> tuple[str, str]:
        """Return what a filter and its values are called."""
        if key == CHOSEN:
            chosen = self.tr("{0} 人").format(len(list(filter(None, values))))
            return self.tr("去向里点出的"), chosen
        if answer := self._session.peek(filter_names.filter_name, key, values):
            self._known[key, values] = answer.value
        plain = " 或 ".join(list_students.value_name(key, value) for value in values)
        title, names = self._known.get((key, values), ("", plain))
        return FILTERS.get(key, title), names

    def _choices(self, key: str, values: Values, chip: QPushButton) -> QMenu:
        menu = QMenu(chip)
        for other, meant, name in self._session.peek(filter_names.choices, values).otherwise([]):
            only = menu.addAction(self.tr("只要 {0}").format(name))
            only.triggered.connect(partial(self._narrow, key, other, meant))
        menu.addSeparator()
        menu.addAction(self.tr("取消这个条件")).triggered.connect(partial(self._drop, key))
        return menu

    def _drop(self, key: str, _on: bool = False) -> None:
        self.dropped.emit(key)

    def _narrow(self, key: str, other: str, values: Values, _on: bool = False) -> None:
        self.narrowed.emit(key, other, values)
