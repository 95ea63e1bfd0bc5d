"""Ctrl+J, the same entry on every page where a child is current."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject

from ledger_app.gui.kit.menu_action import Menu, MenuAction, MenuEntry

LOG = "log"
KEYS = "Ctrl+J"


def contact_action(log: Callable[[], object], parent: QObject) -> MenuAction:
    """Return the action that asks for the short form of a contact."""
    text = QCoreApplication.translate("ContactAction", "登记联系…")
    return MenuAction(MenuEntry(LOG, Menu.RECORD, text, (KEYS,), "phone"), log, parent)
