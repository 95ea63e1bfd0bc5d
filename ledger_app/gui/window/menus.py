"""The menu bar: the window's own actions, and those of the page in sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from ledger_app.gui.kit import icons

SEPARATOR = "-"


@dataclass(frozen=True)
class Entry:
    """One action of the window: its name in code, menu, text, keys, icon; when it can be used."""

    name: str
    menu: str
    text: str
    keys: str = ""
    icon: str = ""
    needs_ledger: bool = True


class Menus(QObject):
    """Fills the menu bar. Where a page offers the keys of a window action, the page's own wins."""

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._menus = {name: QMenu(title, bar) for name, title in self._titles().items()}
        for menu in self._menus.values():
            bar.addMenu(menu)
        self._own: list[tuple[Entry, QAction | None]] = []

    def _titles(self) -> dict[str, str]:
        """Return the menus by name, in order; Alt and the letter opens one."""
        return {
            "文件": self.tr("文件(&F)"),
            "编辑": self.tr("编辑(&E)"),
            "学生": self.tr("学生(&S)"),
            "记录": self.tr("记录(&R)"),
            "打印": self.tr("打印(&P)"),
            "视图": self.tr("视图(&V)"),
            "帮助": self.tr("帮助(&H)"),
        }

    def menu(self, name: str) -> QMenu:
        """Return the menu of this name, as actions give it in Entry.menu or property "menu"."""
        return self._menus[name]

    def add(self, entry: Entry, slot: Callable[[], None]) -> QAction:
        """Add an action of the window."""
        action = QAction(entry.text, self)
        if entry.keys:
            action.setShortcuts([QKeySequence(keys) for keys in entry.keys.split(" / ")])
        if entry.icon:
            icons.set_icon(action, entry.icon)
        action.triggered.connect(partial(_call, slot))
        self._own.append((entry, action))
        return action

    def add_line(self, menu: str) -> None:
        """Add a line between groups."""
        self._own.append((Entry("", menu, SEPARATOR, needs_ledger=False), None))

    def arrange(self, page_actions: list[QAction], *, ledger_open: bool) -> None:
        """Fill the menus for what is in sight; a menu without anything in it is not shown."""
        taken = {keys.toString() for action in page_actions for keys in action.shortcuts()}
        for name, menu in self._menus.items():
            _empty(menu)
            self._fill(menu, name, taken, ledger_open)
            self._fill_from_page(menu, name, page_actions)
            shown = any(not action.isSeparator() for action in menu.actions())
            menu.menuAction().setVisible(shown)

    def _fill(self, menu: QMenu, name: str, taken: set[str], ledger_open: bool) -> None:
        for entry, action in self._own:
            if entry.menu != name or (entry.needs_ledger and not ledger_open):
                continue
            if action is None:
                menu.addSeparator()
            elif not {keys.toString() for keys in action.shortcuts()} & taken:
                menu.addAction(action)

    def _fill_from_page(self, menu: QMenu, name: str, page_actions: list[QAction]) -> None:
        own = [action for action in page_actions if action.property("menu") == name]
        if own and menu.actions():
            menu.addSeparator()
        menu.addActions(own)


def _empty(menu: QMenu) -> None:
    """Take everything out; QMenu.clear would make PySide forget actions that others still have."""
    for action in menu.actions():
        menu.removeAction(action)
        if action.isSeparator() and action.parent() is menu:
            action.deleteLater()


def _call(slot: Callable[[], None], checked: bool = False) -> None:
    slot()
