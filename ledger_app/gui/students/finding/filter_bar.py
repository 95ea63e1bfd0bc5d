"""Above the list: the search box, filters with counts, and what is filtered by just now."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from ledger_app.actions import list_students
from ledger_app.actions.finding import filter_names
from ledger_app.actions.list_students import ListQuery
from ledger_app.gui.kit import icons, theme
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.session import Session, waits
from ledger_app.gui.students.finding.chips import FILTERS, NO_SECOND_ARROW, Chips
from ledger_app.gui.students.finding.filter_popup import FilterPopup
from ledger_app.gui.students.finding.search_box import SearchBox
from ledger_app.gui.students.finding.sentences import Sentences
from ledger_app.gui.students.finding.understood_row import UnderstoodRow

# Those a clerk uses daily have a button; the others stand under 更多.
ON_THE_BAR = ("school", "grade", "class_no", "village_name", "status", "categories", "risk_level")
ARROW = QSize(12, 12)
GAP, FLOW_GAP = 8, 3  # pixels between the parts of the bar, and between filters
FILTERS_SHARE = 7  # tenths of the room; the search box has the others


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
        self._popups: dict[str, FilterPopup] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._chips: list[QPushButton] = []
        self._of_use = list(FILTERS)
        self._open = ""
        self.chips = Chips(session, self)
        self.chips.dropped.connect(self._drop)
        self.chips.narrowed.connect(self._narrow)
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
            if list_students.is_filter(key) and isinstance(values, list | tuple)
        }
        self.box.show_text(text)
        self._due.blockSignals(True)
        self._due.setChecked(due_only)
        self._due.blockSignals(False)
        self._show_chips()
        self.changed.emit()

    def content(self) -> dict[str, Any]:
        """Return what is asked for as a saved view keeps it."""
        listed = self.sentences.listed()
        text, wanted = (listed.text, listed.filters) if listed else (self.text(), self.filters())
        filters = {key: list(values) for key, values in wanted}
        return {"text": text, "filters": filters, "due_only": self.due_only()}

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

    def lift_filters(self) -> None:
        """Look for what is typed among all children."""
        self.set_filters({}, due_only=False, text=self.text())
        self.box.setFocus()

    def take_away(self) -> None:
        """Take everything away without asking for a new list."""
        self._values = {}
        self.sentences.forget_text()
        self.box.show_text("")
        self._due.blockSignals(True)
        self._due.setChecked(False)
        self._due.blockSignals(False)
        self._show_chips()

    def forget(self) -> None:
        """Empty everything: the ledger is closed."""
        self.chips.forget()
        for popup in self._popups.values():
            popup.offer((), ())
        self.sentences.forget()
        self.take_away()

    # How it is made.

    def _build(self) -> None:
        self.box = SearchBox(self)
        self.box.setMinimumWidth(170)
        self.box.setMaximumWidth(340)
        self.box.searched.connect(self._searched)
        self.box.left_down.connect(self._go_down)
        self.box.chip_wanted.connect(self._take_chip_back)
        self.box.earlier_wanted.connect(self._show_earlier)
        self.box.taken.connect(self.first_wanted)
        self.box.emptied.connect(self.left_box)
        self._filters = QWidget(self)
        row = FlowLayout(self._filters, FLOW_GAP)
        self._chip_room = QWidget(self)
        self._chip_flow = FlowLayout(self._chip_room, FLOW_GAP)
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
        inside.addWidget(self._chip_room)
        self._chip_room.hide()
        told = UnderstoodRow(self)
        self.sentences = Sentences(self._session, told, self._take_query)
        inside.addWidget(told)

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
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # only the arrow goes round
        for key, title in FILTERS.items():
            menu.addAction(title).setData(key)
        menu.triggered.connect(self._more_chosen)
        self._more.setMenu(menu)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setStyleSheet(f"QToolButton{NO_SECOND_ARROW}")
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

    def _go_down(self) -> None:
        """Go into the list; where nobody is listed, to who sounds like what was typed."""
        if not (self.sentences.offers_names() and self.sentences.settle()):
            self.into_list.emit()

    def _take_query(self, query: ListQuery) -> None:
        """Show what a sentence became: filters, and the rest of the text."""
        self.set_filters(dict(query.filters), due_only=self.due_only(), text=query.text)

    def _take_chip_back(self) -> None:
        """Turn the last filter into the words for it, before what is typed."""
        key, values = next(reversed(self.filters()), ("", ()))
        words = self._session.peek(filter_names.sentence, key, values).otherwise("") if key else ""
        if words:
            left = {kept: each for kept, each in self.filters() if kept != key}
            text = f"{words} {self.text()}".rstrip()
            self.set_filters(left, due_only=self.due_only(), text=text)
            self.box.setCursorPosition(len(words))

    def _show_earlier(self) -> None:
        """Show a sentence of before again; it is listed as if it had been typed."""
        if text := self.sentences.earlier():
            self.box.setText(text)

    def _due_toggled(self, _on: bool) -> None:
        self._show_chips()
        self.changed.emit()

    # Chips.

    def _show_chips(self) -> None:
        for chip in self._chips:
            self._chip_flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = [self.chips.chip(*each, self._chip_room) for each in self.filters()]
        if len(self._chips) > 1:
            self._chips.append(self._clear_chip())
        for chip in self._chips:
            self._chip_flow.addWidget(chip)
            chip.show()
        self._chip_room.setVisible(bool(self._chips))
        for key, button in self._buttons.items():
            button.setChecked(bool(self._values.get(key)))

    def _clear_chip(self) -> QPushButton:
        chip = QPushButton(self.tr("全部清除"), self._chip_room)
        theme.set_look(chip, "link", True)
        chip.clicked.connect(self.clear)
        return chip

    def _drop(self, key: str) -> None:
        self.set_filter(key, ())

    def _narrow(self, key: str, other: str, values: tuple[str, ...]) -> None:
        """Keep one meaning of a word in the place of all."""
        left = [(kept, each) for kept, each in self.filters() if kept != key]
        together = filter_names.together((*left, (other, values)))
        self.set_filters(dict(together), due_only=self.due_only(), text=self.text())


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
