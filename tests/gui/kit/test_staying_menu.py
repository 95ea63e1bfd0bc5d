"""The menu of columns stays open while columns are ticked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from ledger_app.gui.kit.staying_menu import StayingMenu
from tests.gui.frame import IGNORED

GRABBING = "This plugin does not support grabbing the keyboard"  # as a menu does
pytestmark = pytest.mark.qt_log_ignore(*IGNORED, GRABBING)


@pytest.fixture
def menu(qtbot):
    menu = StayingMenu("列")
    qtbot.addWidget(menu)
    for title in ("年级", "班级"):
        menu.addAction(title).setCheckable(True)
    menu.addAction("恢复默认列")
    menu.popup(QPoint(0, 0))
    return menu


def click(qtbot, menu, at):
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(at).center())


def test_two_columns_are_ticked_in_one_opening(qtbot, menu):
    grade, klass, default = menu.actions()
    click(qtbot, menu, grade)
    click(qtbot, menu, klass)
    assert grade.isChecked()
    assert klass.isChecked()
    assert menu.isVisible()
    click(qtbot, menu, default)
    assert not menu.isVisible()


def test_by_keys_too_and_esc_ends(qtbot, menu):
    grade, klass, _default = menu.actions()
    menu.setActiveAction(grade)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(menu, key)
    assert (grade.isChecked(), klass.isChecked(), menu.isVisible()) == (True, True, True)
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
