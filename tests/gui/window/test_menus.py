"""Menus say keys as the rest of the program does, and none is longer than it must be."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenuBar

from ledger_app.gui.kit.menu_action import Menu, MenuAction, MenuEntry
from ledger_app.gui.window.menus import Menus


@pytest.fixture
def bar(qtbot):
    bar = QMenuBar()
    qtbot.addWidget(bar)
    return bar


def action(bar, key, text, *shortcuts, group=""):
    return MenuAction(MenuEntry(key, Menu.RECORD, text, shortcuts, group=group), bar.update, bar)


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("Ctrl+Return", "做\tCtrl+Enter"),
        ("Ctrl+Up", "做\tCtrl+↑"),
        ("Ins", "做\tInsert"),
        ("F9", "做"),
    ],
)
def test_a_key_is_called_as_everywhere(bar, keys, shown):
    assert action(bar, "do", "做", keys).text() == shown


def test_those_of_a_group_stand_in_a_menu_of_their_own_each_time_it_is_arranged(bar):
    menus = Menus(bar)
    actions = [
        action(bar, "log", "登记联系…"),
        action(bar, "new_a", "新增家庭成员", group="新增记录"),
        action(bar, "new_b", "新增联系记录", group="新增记录"),
        action(bar, "close", "销号…"),
    ]
    for _ in range(2):
        menus.arrange(actions, ledger_open=True)
        shown = menus.menu(Menu.RECORD).actions()
        assert [each.text() for each in shown] == ["登记联系…", "新增记录", "销号…"]
        inner = shown[1].menu()
        assert [each.text() for each in inner.actions()] == ["新增家庭成员", "新增联系记录"]
