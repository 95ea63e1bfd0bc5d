"""The windows of the hand-off open from any page: menu 移交, files dropped on the window, 今日."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog

from ledger_app.actions import due_list
from ledger_app.gui.handoff.answering.answers_dialog import AnswersDialog
from ledger_app.gui.handoff.answering.ask_dialog import AskDialog
from ledger_app.gui.handoff.deciding.differences_dialog import DifferencesDialog
from ledger_app.gui.handoff.packing.pack_dialog import PackDialog
from ledger_app.gui.handoff.pairing.pairing_dialog import PairingDialog
from ledger_app.gui.handoff.receive_dialog import ReceiveDialog
from ledger_app.gui.kit.menu_action import Menu
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.today.line_dialogs import line_dialog
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from tests.actions.handoff.planted import bring_question, note_package
from tests.gui.frame import IGNORED, wait_free
from tests.gui.real_window import editor

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


def open_dialogs(window):
    return [each for each in window.findChildren(QDialog) if each.isVisible()]


def drop(window, *paths):
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
    left = Qt.MouseButton.LeftButton
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, content, left, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("pack", PackDialog),
        ("receive", ReceiveDialog),
        ("differences", DifferencesDialog),
        ("answers", AnswersDialog),
        ("pairing", PairingDialog),
    ],
)
def test_the_menu_opens_each_from_any_page(qtbot, window, key, kind):
    window.pages.show_page("print")
    action = window.window_actions[key]
    assert action in window.menus.menu(Menu.HANDOFF).actions()
    action.trigger()
    wait_free(qtbot, window)
    (dialog,) = open_dialogs(window)
    assert type(dialog) is kind


def test_what_is_half_typed_is_kept_before_a_package_is_looked_at(qtbot, window, ids):
    found = editor(window, "phone")
    found.focus_editor()
    found.entry().setText("13900000009")
    window.window_actions["pack"].trigger()
    wait_free(qtbot, window)
    kept = window.session.ledger.value("SELECT phone FROM student WHERE id = ?", [ids["王𬱖"]])
    assert kept == "13900000009"


@pytest.mark.parametrize("name", ["第1包.handoff", "回执.RECEIPT", "U盘"])
def test_packages_receipts_and_a_whole_stick_are_received(qtbot, window, tmp_path, name):
    path = tmp_path / name
    if path.suffix:
        path.write_bytes(b"x")
    else:
        path.mkdir()
    drop(window, path)
    wait_free(qtbot, window)
    (dialog,) = open_dialogs(window)
    assert type(dialog) is ReceiveDialog


def test_a_card_dropped_on_the_window_is_read_for_pairing(qtbot, window, tmp_path):
    path = tmp_path / "福利镇.pair"
    path.write_text("{}", encoding="utf-8")
    drop(window, path)
    assert isinstance(open_dialogs(window)[0], PairingDialog)


def test_without_a_ledger_nothing_is_received_and_it_is_said(qtbot, window, tmp_path):
    window.leaving.lock()
    path = tmp_path / "第1包.handoff"
    path.write_bytes(b"x")
    drop(window, path)
    assert open_dialogs(window) == []
    assert any("请先打开台账" in text for text in window.messages.texts())


def test_the_status_line_says_when_the_last_package_went_up(qtbot, window):
    ledger = window.session.ledger
    assert window.status.handed_on() == ""
    with revise(ledger, "pack", "做包") as revision:
        note_package(revision, "529901", 7, "out", handed_on="2026-10-29")
    window.desk.tell_standing()
    assert window.status.handed_on() == "上次移交 23 天前"


def test_a_school_does_not_ask_below_and_is_told_where_it_answers(window):
    window.window_actions["ask_below"].trigger()
    assert open_dialogs(window) == []
    assert any("学校在“答复请核实和退回”里答复" in text for text in window.messages.texts())


def test_a_township_asks_about_the_field_in_hand(qtbot, window, ids):
    settings.put(window.session.ledger, {"unit_kind": "township"})
    editor(window, "phone").focus_editor()
    window.window_actions["ask_below"].trigger()
    (dialog,) = open_dialogs(window)
    assert type(dialog) is AskDialog
    assert "王𬱖" in dialog.who.text()
    assert "联系电话" in dialog.who.text()


def test_a_line_of_today_opens_the_question_and_leads_to_the_field(window, ids):
    ledger = window.session.ledger
    child = ids["王𬱖"]
    bring_question(ledger, child, table_name="student", record=child, field="phone")
    (line,) = [each for each in due_list.due(ledger) if each.opens == "question"]
    gone = []
    dialog = line_dialog(window.session, line, window, gone.append)
    assert isinstance(dialog, AnswersDialog)
    dialog.open()
    dialog.buttons["open"].click()
    assert gone == [ShowStudent(child, "student", child, "phone")]


def test_nothing_is_packed_while_something_typed_cannot_be_kept(qtbot, window):
    found = editor(window, "birth_date")
    found.focus_editor()
    found.entry().setText("不知道哪一天")
    window.window_actions["pack"].trigger()
    wait_free(qtbot, window)
    assert open_dialogs(window) == []
    found.entry().setText("")
