"""Above the list: the search box, filters with counts, and what is filtered by just now."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from ledger_app.actions import list_students
from ledger_app.gui.kit import icons, theme
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.session import Session, waits
from ledger_app.gui.students.filter_popup import FilterPopup
from ledger_app.gui.students.search_box import SearchBox

# Those a clerk uses daily have a button; the others stand under 更多.
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
ON_THE_BAR = ("school", "grade", "class_no", "village_name", "status", "categories", "risk_level")
NO_SECOND_ARROW = "QToolButton::menu-indicator { image: none; }"
ARROW = QSize(12, 12)
GAP, FLOW_GAP = 8, 3  # pixels between the parts of the bar, and between filters
FILTERS_SHARE = 7  # tenths of the room; the search box has the others
CHIP_LENGTH = 16  # characters of names in a chip


class FilterBar(QWidget):
    """Signals: `changed()` after anything was typed or ticked; `into_list()` Down in the box,
    `first_wanted()` Enter, `left_box()` Esc in the empty box."""

    changed = Signal()
    into_list = Signal()
    first_wanted = Signal()
    left_box = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._values: dict[str, tuple[str, ...]] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._popups: dict[str, FilterPopup] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._chips: list[QPushButton] = []
        self._of_use = list(FILTERS)
        self._open = ""
        self._build()

    # What is asked for.

    def text(self) -> str:
        """Return what is typed."""
        return self.box.text()

    def filters(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the active filters as a list query takes them."""
        return tuple((key, values) for key, values in self._values.items() if values)

    def due_only(self) -> bool:
        """Tell whether only children with something due are wanted."""
        return self._due.isChecked()

    def is_active(self) -> bool:
        """Tell whether anything is typed or ticked."""
        return bool(self.text().strip() or self.filters() or self.due_only())

    def set_filters(self, filters: Mapping[str, Any], *, due_only: bool, text: str = "") -> None:
        """Set everything at once, as a saved view has it; unknown filters are left out."""
        self._values = {
            key: tuple(str(value) for value in values)
            for key, values in filters.items()
            if key in (*FILTERS, CHOSEN) and isinstance(values, list | tuple)
        }
        self._name_values()
        self.box.show_text(text)
        self._due.blockSignals(True)
        self._due.setChecked(due_only)
        self._due.blockSignals(False)
        self._show_chips()
        self.changed.emit()

    def content(self) -> dict[str, Any]:
        """Return what is asked for as a saved view keeps it."""
        filters = {key: list(values) for key, values in self.filters()}
        return {"text": self.text(), "filters": filters, "due_only": self.due_only()}

    def use(self, content: Mapping[str, Any]) -> None:
        """Ask for what a saved view kept; what it did not keep is taken away."""
        self.set_filters(
            content.get("filters") or {},
            due_only=bool(content.get("due_only")),
            text=str(content.get("text") or ""),
        )

    def set_filter(self, key: str, values: tuple[str, ...]) -> None:
        """Set one filter; no values take it away."""
        self._values = {k: v for k, v in self._values.items() if k != key}
        if values:
            self._values[key] = values
        self._name_values(key)
        self._show_chips()
        self.changed.emit()

    @waits("filters")
    def fit_ledger(self) -> None:
        """Leave the filter by school out where all children are at one."""
        schools = self._session.act(list_students.offered, "school").otherwise([])
        self._of_use = [key for key in FILTERS if key != "school" or len(schools) > 1]
        self._fit_buttons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the filters on one line."""
        super().resizeEvent(event)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """Give a button to the filters that fit on one line; the others stand under 更多."""
        end = self._top.itemAt(2)
        room = self.width() - 20 - 2 * GAP - (end.sizeHint().width() if end else 0)
        room = room * FILTERS_SHARE // 10 - _width(self._more) - _width(self._due)
        for key, button in self._buttons.items():
            room -= _width(button) if key in self._of_use else 0
            button.setVisible(key in self._of_use and room >= 0)
        for action in self._more.menu().actions():
            key = action.data()
            hidden = key not in self._buttons or self._buttons[key].isHidden()
            action.setVisible(key in self._of_use and hidden)

    def clear(self) -> None:
        """Take everything away."""
        self.set_filters({}, due_only=False)

    def take_away(self) -> None:
        """Take everything away without asking for a new list."""
        self._values = {}
        self.box.show_text("")
        self._due.blockSignals(True)
        self._due.setChecked(False)
        self._due.blockSignals(False)
        self._show_chips()

    def forget(self) -> None:
        """Empty everything: the ledger is closed."""
        self._names = {}
        for popup in self._popups.values():
            popup.offer((), ())
        self.take_away()

    # How it is made.

    def _build(self) -> None:
        self.box = SearchBox(self)
        self.box.setMinimumWidth(170)
        self.box.setMaximumWidth(340)
        self.box.searched.connect(self._searched)
        self.box.left_down.connect(self.into_list)
        self.box.taken.connect(self.first_wanted)
        self.box.emptied.connect(self.left_box)
        self._filters = QWidget(self)
        self._flow = row = FlowLayout(self._filters, FLOW_GAP)
        for key in ON_THE_BAR:
            row.addWidget(self._make_button(key))
        row.addWidget(self._make_more())
        self._due = self._make_due()
        row.addWidget(self._due)
        self._top = QHBoxLayout()
        self._top.setSpacing(GAP)
        self._top.addLayout(self._level_box(), 10 - FILTERS_SHARE)
        self._top.addWidget(self._filters, FILTERS_SHARE)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(10, 8, 10, 6)
        inside.setSpacing(6)
        inside.addLayout(self._top)

    def _level_box(self) -> QVBoxLayout:
        """Put the box level with the first line of filters, which may have more lines."""
        column = QVBoxLayout()
        for widget in (self._due, self.box):
            widget.ensurePolished()
        lower = (self._due.sizeHint().height() - self.box.sizeHint().height()) // 2
        column.setContentsMargins(0, max(0, lower), 0, 0)
        column.addWidget(self.box)
        column.addStretch(1)
        return column

    def add_at_end(self, widget: QWidget) -> None:
        """Put one more control at the right end."""
        self._top.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def _make_button(self, key: str) -> QToolButton:
        button = _drop_down(FILTERS[key], self._filters)
        button.setAccessibleName(self.tr("按{0}筛选").format(FILTERS[key]))
        button.clicked.connect(partial(self.open_filter, key))
        self._buttons[key] = button
        return button

    def _make_more(self) -> QToolButton:
        self._more = _drop_down(self.tr("更多"), self._filters)
        self._more.setCheckable(False)
        self._more.setAccessibleName(self.tr("更多筛选"))
        menu = QMenu(self._more)
        for key, title in FILTERS.items():
            menu.addAction(title).setData(key)
        menu.triggered.connect(self._more_chosen)
        self._more.setMenu(menu)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setStyleSheet(NO_SECOND_ARROW)
        return self._more

    def _make_due(self) -> QToolButton:
        due = QToolButton(self._filters)
        due.setText(" " + self.tr("只看到期"))
        due.setCheckable(True)
        due.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.set_icon(due, "clock")
        due.toggled.connect(self._due_toggled)
        return due

    # What happens.

    def open_filter(self, key: str, _checked: bool = False) -> None:
        """Show the values of a filter with how many children have each."""
        if key in self._buttons:
            self._buttons[key].setChecked(bool(self._values.get(key)))
        answer = self._session.peek(list_students.offered, key)
        if not answer:
            return
        popup, offered = self._popups.get(key) or self._make_popup(key), answer.value
        self._names.update({(key, value): name for value, name, _ in offered})
        popup.offer(offered, self._values.get(key, ()))
        button = self._buttons.get(key, self._more)
        popup.open_under(self._more if button.isHidden() else button)

    def _make_popup(self, key: str) -> FilterPopup:
        popup = FilterPopup(FILTERS[key], self)
        popup.ticked.connect(partial(self.set_filter, key))
        self._popups[key] = popup
        return popup

    def _more_chosen(self, action: QAction) -> None:
        self.open_filter(action.data())

    def _searched(self, _text: str) -> None:
        self.changed.emit()

    def _due_toggled(self, _on: bool) -> None:
        self._show_chips()
        self.changed.emit()

    # Chips.

    def _name_values(self, only: str = "") -> None:
        """Learn the names of filtered values that a list has not been opened for."""
        for key, values in self._values.items():
            if key == CHOSEN:
                continue
            unknown = [value for value in values if (key, value) not in self._names]
            if unknown and key == "school" and self._session.is_open:
                found = self._session.act(list_students.offered, key).otherwise([])
                self._names.update({(key, value): name for value, name, _ in found})
            for value in unknown:
                self._names.setdefault((key, value), list_students.value_name(key, value))

    def _show_chips(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = [self._chip(key, values) for key, values in self.filters()]
        if len(self._chips) > 1:
            self._chips.append(self._clear_chip())
        for chip in self._chips:
            self._flow.addWidget(chip)
            chip.show()
        for key, button in self._buttons.items():
            button.setChecked(bool(self._values.get(key)))

    def _chip(self, key: str, values: tuple[str, ...]) -> QPushButton:
        title = FILTERS.get(key, self.tr("去向里点出的"))
        names = "、".join(self._names.get((key, value), value) for value in values)
        if key == CHOSEN:
            names = self.tr("{0} 人").format(len(list(filter(None, values))))
        shown = names if len(names) <= CHIP_LENGTH else f"{names[:CHIP_LENGTH]}…"
        chip = QPushButton(f"{title}：{shown}  ✕", self._filters)
        chip.setToolTip(self.tr("{0}：{1}（点一下取消）").format(title, names))
        chip.setAccessibleName(self.tr("取消筛选 {0} {1}").format(title, names))
        theme.set_role(chip, "chip")
        chip.clicked.connect(partial(self._chip_clicked, key))
        return chip

    def _clear_chip(self) -> QPushButton:
        chip = QPushButton(self.tr("全部清除"), self._filters)
        theme.set_look(chip, "link", True)
        chip.clicked.connect(self.clear)
        return chip

    def _chip_clicked(self, key: str, _checked: bool = False) -> None:
        self.set_filter(key, ())


def _width(button: QToolButton) -> int:
    button.ensurePolished()
    return button.sizeHint().width() + FLOW_GAP


def _drop_down(title: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setText(title)
    button.setCheckable(True)  # checked while it filters
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands after the word
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    icons.set_icon(button, "chevron-down", "dim")
    button.setIconSize(ARROW)
    theme.set_role(button, "filter")
    return button
