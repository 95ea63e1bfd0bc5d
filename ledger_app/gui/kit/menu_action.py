"""What stands in the menu bar: actions known by a key, each with the key of its menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from ledger_app.gui.kit import icons


class Menu(StrEnum):
    """The menus, in the order of the bar."""

    FILE = "file"
    EDIT = "edit"
    STUDENT = "student"
    RECORD = "record"
    PRINT = "print"
    HANDOFF = "handoff"
    VIEW = "view"
    HELP = "help"


@dataclass(frozen=True)
class MenuEntry:
    """One action: its key in code, menu, text, shortcuts, icon; whether it needs an open ledger.

    Where a page has an action with the key of one of the window's, the page's stands in its place.
    Those of one `group` stand in a menu of their own under that name, at the place of the first.
    """

    key: str
    menu: Menu
    text: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    needs_ledger: bool = True
    group: str = ""


class MenuAction(QAction):
    """An action that knows what it is, so that nobody looks for it by its text or shortcut."""

    def __init__(self, entry: MenuEntry, act: Callable[[], object], parent: QObject) -> None:
        super().__init__(_shown(entry), parent)
        self.entry = entry
        self.setShortcuts([QKeySequence(each) for each in entry.shortcuts])
        if entry.icon:
            icons.set_icon(self, entry.icon)
        self.triggered.connect(partial(_call, act))


# Qt calls them 上方向, 回车; help, buttons and hints of this program call them so.
_CALLED = {"Up": "↑", "Down": "↓", "Return": "Enter", "Ins": "Insert"}


def _shown(entry: MenuEntry) -> str:
    """Return what stands in a menu: the text, and the key where it is not called as Qt does."""
    *held, last = entry.shortcuts[0].split("+") if entry.shortcuts else [""]
    return f"{entry.text}\t{'+'.join([*held, _CALLED[last]])}" if last in _CALLED else entry.text


def _call(act: Callable[[], object], _checked: bool = False) -> None:
    act()
