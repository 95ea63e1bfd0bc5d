"""The menu bar: the window's own actions, and those of the page in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QMenuBar

from ledger_app.gui.kit.menu_action import Menu, MenuAction, MenuEntry


class Menus(QObject):
    """Fills the menu bar. Where page and window have an action of one key, the page's stands."""

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        titles = self._titles()
        self._menus = {key: QMenu(titles[key], bar) for key in Menu}
        for menu in self._menus.values():
            bar.addMenu(menu)
        self._own: dict[Menu, list[MenuAction | None]] = {key: [] for key in Menu}

    def _titles(self) -> dict[Menu, str]:
        """Return what the menus are called; Alt and the letter opens one."""
        return {
            Menu.FILE: self.tr("文件(&F)"),
            Menu.EDIT: self.tr("编辑(&E)"),
            Menu.STUDENT: self.tr("学生(&S)"),
            Menu.RECORD: self.tr("记录(&R)"),
            Menu.PRINT: self.tr("打印(&P)"),
            Menu.HANDOFF: self.tr("移交(&T)"),
            Menu.VIEW: self.tr("视图(&V)"),
            Menu.HELP: self.tr("帮助(&H)"),
        }

    def menu(self, key: Menu) -> QMenu:
        """Return the menu with this key."""
        return self._menus[key]

    def add(self, entry: MenuEntry, act: Callable[[], object]) -> MenuAction:
        """Add an action of the window."""
        action = MenuAction(entry, act, self)
        self._own[entry.menu].append(action)
        return action

    def add_line(self, key: Menu) -> None:
        """Add a line between groups."""
        self._own[key].append(None)

    def arrange(self, page_actions: Sequence[MenuAction], *, ledger_open: bool) -> None:
        """Fill the menus for what is in sight; a menu without anything in it is not shown."""
        of_page = {action.entry.key for action in page_actions}
        for key, menu in self._menus.items():
            _empty(menu)
            for action in self._own[key]:
                if action is None:
                    menu.addSeparator()
                elif action.entry.key in of_page:
                    continue
                elif ledger_open or not action.entry.needs_ledger:
                    menu.addAction(action)
            own = [action for action in page_actions if action.entry.menu is key]
            if own and menu.actions():
                menu.addSeparator()
            _add_grouped(menu, own)
            shown = any(not action.isSeparator() for action in menu.actions())
            menu.menuAction().setVisible(shown)


def _add_grouped(menu: QMenu, actions: Sequence[MenuAction]) -> None:
    """Add actions; those of a group into a menu of their own."""
    groups: dict[str, QMenu] = {}
    for action in actions:
        group = action.entry.group
        if not group:
            menu.addAction(action)
            continue
        if group not in groups:
            groups[group] = QMenu(group, menu)
            menu.addMenu(groups[group])
        groups[group].addAction(action)


def _empty(menu: QMenu) -> None:
    """Take everything out; QMenu.clear would make PySide forget actions that others still have."""
    for action in menu.actions():
        menu.removeAction(action)
        if isinstance(inner := action.menu(), QMenu) and inner.parent() is menu:
            _empty(inner)
            inner.deleteLater()
        if action.isSeparator() and action.parent() is menu:
            action.deleteLater()
