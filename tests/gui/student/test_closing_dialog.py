"""销号 in the window: it names the child, says what is missing as one types, writes on purpose."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel

from ledger_app.actions import edit_file, find_students, undo_revision
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.student.closing_dialog import ClosingDialog, ReopenDialog
from ledger_app.gui.students.page import StudentsPage
from ledger_app.store.changes.revisions import revise
from ledger_app.store.lists.student_files import load_file
from tests.gui.children import fill, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
NAME = "赵国庆"


@pytest.fixture
def student(ledger):
    student = fill(ledger)[NAME]
    edit_file.add_record(ledger, "dropout", student, {"confirmed_on": "2026-11-02"})
    return student


@pytest.fixture
def page(ledger, student, qtbot):
    page = StudentsPage(started(ledger))
    qtbot.addWidget(page)
    page.resize(1220, 680)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_student(ShowStudent(student))
    return page


def opened(page, key, kind):
    (action,) = [each for each in page.page_actions() if each.entry.key == key]
    action.trigger()
    return next(each for each in page.window().findChildren(kind) if each.isVisible())


def status(ledger):
    return find_students.status_name(find_students.find(ledger, NAME)[0]["status"])


def test_it_names_the_child_and_says_what_is_missing_while_one_types(ledger, page, qtbot, student):
    dialog = opened(page, "close_case", ClosingDialog)
    assert any(NAME in label.text() for label in dialog.findChildren(QLabel))
    assert dialog.missing.text() == "还缺：销号原因、销号佐证、审批人"
    assert dialog.editors["transferred_to"].isHidden()
    qtbot.keyClicks(dialog.editors["close_reason"].entry(), "2")
    assert "转入学校" in dialog.missing.text()
    assert not dialog.editors["transferred_to"].isHidden()
    assert dialog.yes.text() == "先记为待销号"
    for key, text in (
        ("transferred_to", "No. 2"),
        ("close_evidence", "letter"),
        ("close_approver", "Wei"),
    ):
        qtbot.keyClicks(dialog.editors[key].entry(), text)
    assert (dialog.missing.text(), dialog.yes.text()) == ("", "销号")
    assert load_file(ledger, student).of("placement") == ()  # nothing is written by typing
    dialog.yes.click()
    assert status(ledger) == "已转学"
    undo_revision.undo(ledger)
    assert status(ledger) == "辍学"


def test_enter_goes_from_field_to_field_and_writes_only_on_the_button(ledger, page, qtbot, student):
    dialog = opened(page, "close_case", ClosingDialog)
    dialog.editors["close_reason"].put_typed("死亡")
    for key in ("close_reason", "closed_on", "close_evidence", "close_approver"):
        qtbot.waitUntil(lambda key=key: dialog.focusWidget() is dialog.editors[key].entry())
        qtbot.keyClick(dialog.editors[key].entry(), Qt.Key.Key_Return)
    assert (dialog.focusWidget(), dialog.isVisible()) == (dialog.yes, True)
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons.button(QDialogButtonBox.StandardButton.Cancel).isDefault()
    assert load_file(ledger, student).of("placement") == ()
    qtbot.keyClick(dialog.yes, Qt.Key.Key_Return)
    assert status(ledger) == "待销号"


def test_what_lacks_something_is_opened_again_and_made_good(ledger, page, student):
    dialog = opened(page, "close_case", ClosingDialog)
    dialog.editors["close_reason"].put_typed("误报")
    dialog.editors["close_approver"].put_typed("韦校长")
    dialog.yes.click()
    assert status(ledger) == "待销号"
    again = opened(page, "close_case", ClosingDialog)
    assert again.missing.text() == "还缺：误报的说明"
    again.editors["close_evidence"].put_typed("同名的孩子，名单录错")
    again.yes.click()
    assert status(ledger) == "未核实"  # again what its evidence says: there is none
    assert len(load_file(ledger, student).of("placement")) == 1


def test_a_closing_is_taken_back(ledger, page, student):
    dead = {"close_reason": "6", "close_evidence": "证明", "close_approver": "韦校长"}
    edit_file.add_record(ledger, "placement", student, {"closed_on": "2026-11-20", **dead})
    page.refresh()
    dialog = opened(page, "reopen", ReopenDialog)
    dialog.editors["reopened_on"].put_typed("2026-11-19")
    dialog.yes.click()
    assert "撤销日期要在销号那天" in dialog.problem.text()
    dialog.editors["reopened_on"].put_typed(ledger.now()[:10])
    dialog.yes.click()
    assert not dialog.isVisible()
    assert status(ledger) == "辍学"
    (row,) = load_file(ledger, student).of("placement")
    assert row["close_evidence"] == "证明"


def test_at_a_school_that_is_paired_the_approver_is_the_townships(ledger, page, student):
    keys = {"sign_key": "a", "seal_key": "b", "fingerprint": "c", "verified": "1"}
    unit = {"unit_kind": "township", "unit_code": "530627105", "unit_name": "福利镇中心校"}
    with revise(ledger, "pair", "配对") as revision:
        revision.insert("partner", {**unit, **keys, "state": "active"})
    dialog = opened(page, "close_case", ClosingDialog)
    approver = dialog.editors["close_approver"]
    assert approver.entry().isReadOnly()
    assert approver._note.text() == "乡镇填写"
    assert not dialog.editors["close_evidence"].entry().isReadOnly()
    dialog.editors["close_reason"].set_value("4")
    dialog.editors["close_evidence"].set_value("户口簿")
    said = dialog.write()
    assert "待销号" in said
    assert "审批人" in said


def test_before_the_deed_it_says_what_it_will_change(ledger, page, qtbot, student):
    dialog = opened(page, "close_case", ClosingDialog)
    qtbot.keyClicks(dialog.editors["close_reason"].entry(), "6")
    qtbot.waitUntil(lambda: dialog.consequence.whole() != "")
    assert "变为 待销号" in dialog.consequence.whole()
    for key in ("close_evidence", "close_approver"):
        qtbot.keyClicks(dialog.editors[key].entry(), "x")
    qtbot.waitUntil(lambda: "个案结束" in dialog.consequence.whole())
    assert status(ledger) == "辍学"


def test_taking_back_says_at_once_what_it_will_change(ledger, page, student):
    values = {
        "close_reason": "8", "closed_on": "2026-11-20", "close_evidence": "误报",
        "close_approver": "韦校长",
    }  # fmt: skip
    edit_file.add_record(ledger, "placement", student, values)
    page.show_student(ShowStudent(student))
    dialog = opened(page, "reopen", ReopenDialog)
    assert "变为 辍学" in dialog.consequence.whole()
    assert "个案开始" in dialog.consequence.whole()
