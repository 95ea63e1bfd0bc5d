"""Above the lines of 今日: what is looked for among them, several things at once, as chips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from ledger_app.actions.today.arranging import UNFILLED
from ledger_app.actions.today.due_lines import TodayLine
from ledger_app.actions.today.narrowing import FACETS, Narrowing, offered, value_name
from ledger_app.gui.kit import icons, theme
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.students.finding.filter_popup import FilterPopup
from ledger_app.gui.students.finding.search_box import SearchBox
from ledger_app.gui.today.head import OrderButton

CHIP_LENGTH = 16  # characters of names in a chip
GAP = 4  # pixels between filters and between chips


class LookingBar(QWidget):
    """Search box, filters, order; below them what is looked for just now, if anything is.

    `narrowed(Narrowing)`: other lines are looked for; `into_list()`: Down or Enter in the box;
    `left()`: Esc in the empty box; `unticked()`: all ticks are to go.
    """

    narrowed = Signal(object)
    into_list = Signal()
    left = Signal()
    unticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[TodayLine] = ()
        self._values: dict[str, tuple[str, ...]] = {}
        self._clerk = ""
        self._popups: dict[str, FilterPopup] = {}
        self._chips: list[QWidget] = []
        self.box = self._make_box()
        self.buttons = {key: self._make_button(key) for key in FACETS}
        self.mine, self.order = self._make_mine(), OrderButton(self)
        self._flow_room = QWidget(self)
        self._flow = FlowLayout(self._flow_room, GAP)
        self._ticked = 0
        self._arrange()

    def _make_box(self) -> SearchBox:
        box = SearchBox(self)
        box.setPlaceholderText(self.tr("在今日里找：姓名、拼音、村、负责人、原因…"))
        box.setAccessibleName(self.tr("在今日里查找"))
        tip = self.tr("姓名、拼音、村、学校、班级、负责人、原因；空格隔开表示都要符合。Ctrl+F")
        box.setToolTip(tip)
        box.searched.connect(self._tell)
        box.left_down.connect(self.into_list)
        box.taken.connect(self.into_list)
        box.emptied.connect(self.left)
        return box

    def _make_button(self, key: str) -> QToolButton:
        title = FACETS[key].title
        button = QToolButton(self)
        button.setText(title)
        button.setCheckable(True)  # checked while it filters
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(self.tr("按{0}筛选").format(title))
        icons.set_icon(button, "chevron-down", "dim")
        button.clicked.connect(partial(self._open, key))
        return button

    def _make_mine(self) -> QToolButton:
        mine = QToolButton(self)
        mine.setText(self.tr("只看我的"))
        mine.setCheckable(True)
        mine.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        mine.toggled.connect(self._changed)
        mine.hide()
        return mine

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.box, 1)
        row.addSpacing(GAP)
        room = QWidget(self)
        flow = FlowLayout(room, GAP)  # at 200 % they stand in two lines
        for button in (*self.buttons.values(), self.mine):
            flow.addWidget(button)
        row.addWidget(room, 2)
        row.addWidget(self.order)
        self.box.setMinimumWidth(theme.text_pixels() * 7)
        self.box.setMaximumWidth(theme.text_pixels() * 26)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP)
        inside.addLayout(row)
        inside.addWidget(self._flow_room)
        self._flow_room.hide()

    # What is looked for.

    def narrowing(self) -> Narrowing:
        """Return what is looked for now."""
        mine = self._clerk if self.mine.isChecked() and self._clerk else ""
        return Narrowing(self.box.text(), dict(self._values), mine)

    def kept(self) -> dict[str, object]:
        """Return the filters as they are kept from one day to the next: not what was typed."""
        return {"values": dict(self._values), "mine": self.mine.isChecked()}

    def use(self, kept: Mapping[str, object]) -> None:
        """Filter as before; facets that are no more are left out."""
        values = kept.get("values")
        found = values if isinstance(values, dict) else {}
        self._values = {
            key: tuple(map(str, found[key])) for key in FACETS if isinstance(found.get(key), list)
        }
        self.mine.blockSignals(True)
        self.mine.setChecked(kept.get("mine") is True)
        self.mine.blockSignals(False)

    def show_lines(self, lines: Sequence[TodayLine], clerk: str) -> None:
        """Offer what these lines can be filtered by; `clerk` is whose own may be looked for."""
        self._lines, self._clerk = lines, clerk
        self.mine.setVisible(bool(clerk))
        self.mine.setToolTip(self.tr("负责人里写着“{0}”或“学籍管理员”的行").format(clerk))

    def show_left_out(self, left_out: int, ticked: int, ticked_children: int) -> None:
        """Say what is looked for, how many lines that leaves out, and how many are ticked."""
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(key, values) for key, values in self._values.items() if values]
        if left_out:
            text = self.tr("另有 {0} 条没列出来 · 全部显示").format(left_out)
            self._chips.append(self._link(text, self.show_all))
        if ticked:
            text = self.tr("✓ 勾了 {0} 条，{1} 人  ✕").format(ticked, ticked_children)
            chip = self._link(text, self.unticked.emit)
            chip.setToolTip(self.tr("改期、做不了、批量登记都对勾了的做；点一下全部取消（Esc）"))
            theme.set_role(chip, "chip")
            self._chips.insert(0, chip)
        for chip in self._chips:
            self._flow.addWidget(chip)
            chip.show()
        self._flow_room.setVisible(bool(self._chips))
        for key, button in self.buttons.items():
            button.setChecked(bool(self._values.get(key)))

    def show_all(self) -> None:
        """Look for nothing in particular."""
        self._values = {}
        self.box.show_text("")
        self.mine.blockSignals(True)
        self.mine.setChecked(False)
        self.mine.blockSignals(False)
        self._changed()

    def set_filter(self, key: str, values: tuple[str, ...]) -> None:
        """Filter by these values of one facet; none take the filter away."""
        self._values = {k: v for k, v in self._values.items() if k != key}
        if values:
            self._values[key] = values
        self._changed()

    def go_to_box(self) -> None:
        """Put the keyboard into the box, over what stands there."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def forget(self) -> None:
        """Hold nobody's name: the ledger is locked or closed."""
        self._lines = ()
        self.use({})
        self.box.show_text("")
        for popup in self._popups.values():
            popup.offer((), ())

    # What happens.

    def _open(self, key: str, _checked: bool = False) -> None:
        """Offer the values that lines have, with their numbers."""
        popup = self._popups.get(key) or self._make_popup(key)
        ticked = self._values.get(key, ())
        self.buttons[key].setChecked(bool(ticked))
        there = offered(self._lines, key)
        known = {value for value, *_ in there}
        gone = [(value, value_name(key, value), 0) for value in ticked if value not in known]
        popup.offer([*there, *gone], ticked)
        popup.open_under(self.buttons[key])

    def _make_popup(self, key: str) -> FilterPopup:
        popup = FilterPopup(FACETS[key].title, self)
        popup.ticked.connect(partial(self.set_filter, key))
        self._popups[key] = popup
        return popup

    def _chip(self, key: str, values: tuple[str, ...]) -> QPushButton:
        title = FACETS[key].title
        names = "、".join(value_name(key, value) or UNFILLED for value in values)
        shown = names if len(names) <= CHIP_LENGTH else f"{names[:CHIP_LENGTH]}…"
        chip = QPushButton(f"{title}：{shown}  ✕", self._flow_room)
        chip.setToolTip(self.tr("{0}：{1}（点一下取消）").format(title, names))
        chip.setAccessibleName(self.tr("取消筛选 {0} {1}").format(title, names))
        theme.set_role(chip, "chip")
        chip.clicked.connect(partial(self._take_away, key))
        return chip

    def _link(self, text: str, act: object) -> QPushButton:
        link = QPushButton(text, self._flow_room)
        theme.set_look(link, "link", True)
        link.clicked.connect(act)
        return link

    def _take_away(self, key: str, _checked: bool = False) -> None:
        self.set_filter(key, ())

    def _changed(self, _on: bool = False) -> None:
        self._tell()

    def _tell(self, _text: str = "") -> None:
        self.narrowed.emit(self.narrowing())
