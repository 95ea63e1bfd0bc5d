"""The left edge: one button a page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ledger_app.gui.kit import icons, theme
from ledger_app.gui.window.page_list import PageEntry

WIDTH, NARROW = 112, 60
EDGE, TOP, GAP = 8, 10, 4


class SideBar(QWidget):
    """One button a page, of which one is down. `chosen(key)`: one was pressed."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(WIDTH)  # larger text, or a larger count, takes more
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, TOP, EDGE, TOP)
        box.setSpacing(GAP)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        for number, entry in enumerate(entries, 1):
            button = self._make_button(entry.key, entry.shown_title(), entry.icon)
            button.setToolTip(f"{entry.shown_title()}  Ctrl+{number}")
            button.setProperty("tip", button.toolTip())
            box.addWidget(button)
        box.addStretch(1)

    def show_chosen(self, key: str) -> None:
        """Press the button of a page without saying so."""
        self._buttons[key].setChecked(True)

    def set_narrow(self, narrow: bool) -> None:
        """Leave signs and gaps out where a small screen has no room for them."""
        width = NARROW if narrow else WIDTH
        if self.minimumWidth() == width:
            return
        self.setMinimumWidth(width)
        edge, above = (0, 2) if narrow else (EDGE, TOP)
        self._box.setContentsMargins(edge, above, edge, above)
        self._box.setSpacing(0 if narrow else GAP)
        style = Qt.ToolButtonStyle
        for button in self._buttons.values():
            theme.set_look(button, "low", narrow)
            button.setToolButtonStyle(
                style.ToolButtonTextOnly if narrow else style.ToolButtonTextBesideIcon
            )

    def show_count(self, key: str, count: int, about: str = "") -> None:
        """Put a number behind a page's name, none for 0; what it counts is said under the mouse."""
        button = self._buttons[key]
        name = str(button.property("name"))
        button.setText(f"{name}  {count}" if count else name)
        title = str(button.property("tip"))
        button.setToolTip(f"{title}\n{about}" if count and about else title)

    def _make_button(self, key: str, name: str, icon_name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(name)
        button.setProperty("name", name)
        button.setAccessibleName(name)
        button.setCheckable(True)
        button.setIconSize(QSize(20, 20))
        icons.set_icon(button, icon_name)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
        button.clicked.connect(partial(self.chosen.emit, key))
        self._group.addButton(button)
        self._buttons[key] = button
        return button
