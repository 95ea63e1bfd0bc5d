"""A roll call from a workbook in the window: what is not certain is asked, then all is kept."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMessageBox

from ledger_app.store.lists import places
from tests.gui.attendance.test_roll_call_dialog import FRIDAY, dialog, school

__all__ = ["dialog", "school"]  # fixtures
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def load(qtbot, dialog, tmp_path, *lines):
    path = tmp_path / "点名表.csv"
    path.write_text("\n".join(("姓名,班级,到校情况", *lines)), encoding="utf-8")
    dialog.loading.load(dialog.sheets(path))
    settle(qtbot, dialog)


def settle(qtbot, dialog):
    dialog._session.settle(30_000)
    qtbot.wait(1)


def answer(qtbot, dialog, yes):
    (box,) = [each for each in dialog.findChildren(QMessageBox) if each.isVisible()]
    next(each for each in box.buttons() if each.text() == yes).click()
    settle(qtbot, dialog)


def present(dialog):
    calls = places.roll_calls(dialog._session.ledger, FRIDAY)
    return {row["class_no"]: row["present"] for row in calls}


def test_the_classes_of_a_workbook_are_registered(qtbot, dialog, tmp_path):
    load(qtbot, dialog, tmp_path, "李二,1,到", "王一,1,病假", "赵涛,1,√", "钱四,2,√")
    assert dialog.note.text().startswith("已从点名表登记 2 个班。")
    assert present(dialog) == {"1": 2, "2": 1}
    assert "✗ 王一  病假" in dialog.model.data(dialog.model.index(1))


def test_empty_marks_and_what_was_registered_are_asked_about(qtbot, dialog, tmp_path):
    load(qtbot, dialog, tmp_path, "李二,1,", "王一,1,×", "赵涛,1,")
    assert present(dialog) == {}
    answer(qtbot, dialog, "空着的算到")
    assert present(dialog) == {"1": 2}
    load(qtbot, dialog, tmp_path, "李二,1,√", "王一,1,√", "赵涛,1,√")
    assert present(dialog) == {"1": 2}
    answer(qtbot, dialog, "用点名表代替")
    assert present(dialog) == {"1": 3}


def test_what_cannot_be_read_is_said_with_its_row(qtbot, dialog, tmp_path):
    load(qtbot, dialog, tmp_path, "李二,1,到", "王一,1,看情况", "赵涛,1,到")
    assert "第 3 行 王一：看不懂“看情况”是到还是没到" in dialog.note.text()
    assert present(dialog) == {}
