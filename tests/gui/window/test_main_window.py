"""The frame around the pages: menus, undo, messages, status, first steps, leaving."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from ledger_app import paths
from ledger_app.actions import back_up, edit_file, new_day, undo_revision
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.entry.change_password import ChangePasswordDialog
from ledger_app.gui.form.asking_dialog import AskingDialog
from ledger_app.gui.kit import remembered, user_settings
from ledger_app.gui.kit.menu_action import Menu
from ledger_app.gui.page import ShowCount, ShowStudent
from ledger_app.gui.window import main
from ledger_app.gui.window.afterwards.revisions_dialog import RevisionsDialog
from ledger_app.gui.window.bug_dialog import BugDialog
from ledger_app.gui.window.help import help_pages
from ledger_app.gui.window.main_window import MainWindow
from ledger_app.gui.window.messages import MessageBar, copyable
from ledger_app.store.changes import history
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from tests.gui.children import press as press_button
from tests.gui.frame import (
    IGNORED,
    copy_of,
    enter,
    let_go,
    make_file,
    make_window,
    see,
    stand_in,
    unlock,
    wait_free,
)

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    return make_file(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def path(one_child_file, tmp_path):
    return copy_of(one_child_file, tmp_path)


@pytest.fixture
def window(qtbot, path):
    window = make_window(qtbot)
    enter(window, path)
    return window


def menu_texts(window, name):
    return [each.text() for each in window.menus.menu(name).actions() if not each.isSeparator()]


def press(window, key, modifier=Qt.KeyboardModifier.ControlModifier):
    window.activateWindow()
    see()
    QTest.keyClick(window, key, modifier)


def names(window):
    return window.session.ledger.column(
        "SELECT name FROM student WHERE deleted_at IS NULL ORDER BY no"
    )


# Pages and menus.


def test_ctrl_and_a_digit_show_the_pages(window):
    seen = []
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_1):
        press(window, key)
        seen.append(window.pages.key())

    assert seen == ["students", "print", "handoff", "settings", "today"]


def test_a_page_brings_its_actions_and_no_menu_is_empty(window):
    assert "本页的操作" not in menu_texts(window, Menu.RECORD)
    window.pages.show_page("students")

    assert "本页的操作" in menu_texts(window, Menu.RECORD)
    assert all(
        menu.actions() for menu in window.menus._menus.values() if menu.menuAction().isVisible()
    )


def test_no_two_actions_in_the_menus_share_a_key(window):
    for page in ("today", "students", "print", "settings"):
        window.pages.show_page(page)
        keys = [
            key.toString()
            for menu in window.menus._menus.values()
            for action in menu.actions()
            for key in action.shortcuts()
        ]
        assert len(keys) == len(set(keys)), page


def test_ctrl_n_reaches_the_new_file_from_any_page(window):
    press(window, Qt.Key.Key_N)

    assert window.pages.key() == "students"
    assert window.pages.page("students").news == 1


def test_every_action_of_the_window_with_a_key_stands_in_a_menu(window):
    shown = {text for menu in window.menus._menus for text in menu_texts(window, menu)}

    assert {"锁定", "导入花名册…", "修改记录…", "查找学生", "打印表和名册…", "本页帮助"} <= shown


def test_a_child_chosen_on_today_opens_on_the_students_page(window):
    window.pages.page("today").asks.emit(ShowStudent("abc"))

    assert window.pages.key() == "students"
    assert window.pages.page("students").shown == [ShowStudent("abc")]


def test_what_is_due_today_stands_beside_today(window):
    window.pages.page("today").asks.emit(ShowCount(12))

    assert window.pages._side._buttons["today"].text() == "今日  12"


def test_an_empty_ledger_shows_three_steps_that_go_away_with_the_first_child(
    qtbot, empty, tmp_path
):
    window = make_window(qtbot)
    enter(window, copy_of(empty, tmp_path))
    assert window.pages.shows_first_steps()
    window.pages._steps.places_wanted.emit()
    assert window.pages.key() == "settings"
    assert window.pages.page("settings").places.isVisible()

    window.pages.show_page("students")
    assert window.pages.shows_first_steps()
    window.session.act(edit_file.add_student, {"name": "王𬱖"})
    assert not window.pages.shows_first_steps()


def test_the_keyboard_stays_in_a_page_whose_button_is_turned_off(window):
    window.pages.show_page("print")
    page = window.pages.page("print")
    button, likely = QPushButton(page), QLineEdit(page)
    page.setFocusProxy(likely)
    for each in (button, likely):
        each.show()
    button.setFocus()
    assert window.focusWidget() is button
    button.setEnabled(False)
    assert window.focusWidget() is likely


def test_an_empty_ledger_leads_to_the_lines_that_it_counts_and_the_keyboard_to_its_first_step(
    qtbot, empty, tmp_path
):
    window = make_window(qtbot)
    enter(window, copy_of(empty, tmp_path))
    steps = window.pages._steps
    assert window.focusWidget().accessibleName() == "导入花名册"

    window.pages.page("today").asks.emit(ShowCount(1))
    assert steps.due.text() == "今日已有 1 条不等名单的事，现在看"
    steps.due.click()
    assert not window.pages.shows_first_steps()
    assert window.pages.key() == "today"
    window.pages.page("today").asks.emit(ShowCount(0))
    assert steps.due.isHidden()


def test_what_the_dialog_in_front_says_went_wrong_is_not_said_behind_it_too(window):
    dialog = AskingDialog(window.session, "", window)
    dialog.layout_.addWidget(QLineEdit(dialog))
    dialog.finish_layout()
    dialog.open()
    window.session.failed.emit("还没有填。", "")
    assert dialog.problem.text() == "还没有填。"
    assert window.messages.texts() == []
    window.day_watch.lists_failed.emit("名单没有写成。", "")  # which no dialog hears of
    assert "名单没有写成。" in window.messages.texts()[0]


# Undo.


def test_undo_and_redo_are_named_and_said(window):
    student = window.session.ledger.value("SELECT id FROM student")
    window.session.act(edit_file.save_fields, "student", student, {"village_name": "青山村"})
    assert "村" in window.window_actions["undo"].text()
    press(window, Qt.Key.Key_Z)
    assert window.session.ledger.value("SELECT village_name FROM student") is None
    assert "已撤销" in window.messages.texts()[0]
    assert "村" in window.window_actions["redo"].text()

    press(window, Qt.Key.Key_Y)
    assert window.session.ledger.value("SELECT village_name FROM student") == "青山村"


def test_undo_keeps_half_typed_text_first_and_undoes_it(window):
    window.pages.show_page("students")
    window.pages.page("students").field.setText("李梓涵")
    window.undo()

    assert names(window) == ["王𬱖"]
    assert history.reversible(window.session.ledger).redo["about"] == "建档：李梓涵"


def test_an_older_revision_is_undone_from_the_list_and_what_was_edited_since_is_kept(qtbot, window):
    ledger = window.session.ledger
    lin = edit_file.add_student(ledger, {"name": "李梓涵"}).record_id
    edit_file.save_fields(ledger, "student", lin, {"village_name": "青山村"})
    window.show_revisions()
    dialog = window.findChild(RevisionsDialog)
    assert dialog.model.line(1).texts[5] == "建档：李梓涵"
    dialog.table.selectRow(1)
    dialog.undo_button.click()
    assert "“建档：李梓涵”" in press_button(dialog, "不做").text()
    assert not window.session.is_busy
    dialog.undo_button.click()
    press_button(dialog, "撤销")
    wait_free(qtbot, window)

    assert names(window) == ["王𬱖", "李梓涵"]
    assert "之后又改过" in dialog._said.text()
    assert "李梓涵" in window.messages._shown[0].accessibleName()


@pytest.mark.parametrize("again", [False, True])
def test_an_import_is_named_before_it_is_undone_or_done_again(window, again):
    ledger = window.session.ledger
    with revise(ledger, "import", "导入：花名册.xlsx") as revision:
        revision.insert("student", {"name": "李梓涵"})
    if again:
        window.session.act(undo_revision.undo)
    before = names(window)
    reverse, verb = (window.redo, "重做") if again else (window.undo, "撤销")
    reverse()
    box = press_button(window, "不做")
    assert f"{verb}“导入：花名册.xlsx”？" in box.text()
    assert "共 1 处" in box.informativeText()
    assert names(window) == before
    reverse()
    press_button(window, verb)
    assert names(window) != before


def test_what_is_undone_cannot_be_undone_twice_from_the_list(window):
    window.session.act(edit_file.add_student, {"name": "李梓涵"})
    window.undo()
    window.show_revisions()
    dialog = window.findChild(RevisionsDialog)

    dialog.table.selectRow(0)
    assert not dialog.undo_button.isEnabled()
    dialog.table.selectRow(1)
    assert dialog.model.line(1).texts[4] == "已撤销"
    assert not dialog.undo_button.isEnabled()


# Messages and status.


def test_a_refusal_stays_above_the_page_until_it_is_closed(window):
    window.session.act(edit_file.add_student, {"name": ""})

    (message,) = window.messages._shown
    assert message.text.startswith("姓名还没填")
    message.closed.emit()
    assert not window.messages.isVisible()


def test_a_bug_is_said_and_its_details_hold_nothing_about_a_child(window):
    def broken(ledger):
        raise ValueError(f"王𬱖 529901201703113328 {Path.home()}/台账")

    window.session.act(broken)
    (message,) = window.messages._shown
    (button,) = (each for each in message.findChildren(QPushButton) if each.property("details"))
    button.click()
    copied = QGuiApplication.clipboard().text()

    assert "ValueError" in copied
    assert "broken" in copied
    for private in ("王", "529901", str(Path.home())):
        assert private not in copied


def test_details_keep_what_helps():
    text = copyable("  File \"/x/gui/pages.py\", line 12, in open\nKeyError: 'no'")

    assert "pages.py" in text
    assert "line 12" in text
    assert "PySide6" in text


def test_an_unexpected_exception_opens_one_dialog(window, capsys):
    for _ in range(2):
        try:
            raise RuntimeError("529901201703113328")
        except RuntimeError:
            main.report(window, *sys.exc_info())
    printed = capsys.readouterr().err
    assert "RuntimeError" in printed
    assert "529901" not in printed
    (dialog,) = window.findChildren(BugDialog)

    assert "RuntimeError" in dialog.details.toPlainText()
    assert "529901" not in dialog.details.toPlainText()


def test_at_most_three_messages_and_failures_outlive_notes(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_failure("第一个失败")
    bar.show_note("做好了")
    bar.show_failure("第二个失败")
    bar.show_failure("第三个失败")
    bar.show_failure("第三个失败")

    assert bar.texts() == ["第一个失败", "第二个失败", "第三个失败"]


def test_saved_is_said_only_after_a_write(window):
    assert window.status.texts()[1] == ""
    window.session.act(edit_file.add_student, {"name": ""})
    assert window.status.texts()[1] == ""
    window.session.act(edit_file.add_student, {"name": "李梓涵"})
    assert window.status.texts()[1] == "已保存 12:00:00"


def test_long_work_is_shown_while_it_runs(qtbot, window):
    shown = []
    window.day_watch.at_work.connect(shown.append)
    window.back_up_now()
    assert shown == ["正在备份…"]
    wait_free(qtbot, window)
    qtbot.waitUntil(lambda: shown[-1] == "", timeout=5_000)


# What the program does by itself.


def test_the_day_begins_with_a_backup_and_once_a_day(qtbot, window, path):
    window.day_watch.begin_day()
    wait_free(qtbot, window)
    window.day_watch.begin_day()
    wait_free(qtbot, window)

    assert [each.reason for each in back_up.backups(path)] == ["day"]
    assert window.status.texts()[2] != "还没有备份"


def test_a_new_day_while_the_window_is_open_moves_statuses_and_due_days(qtbot, window):
    ledger = window.session.ledger
    window.day_watch.begin_day()
    wait_free(qtbot, window)
    ledger.clock.move(days=1)
    with qtbot.waitSignal(window.session.changed, timeout=5_000):
        window.day_watch._look_at_day()

    assert settings.get(ledger, "index_day") == "2026-11-22"


def test_the_half_hourly_backup_is_made_only_after_changes(qtbot, window, path):
    window.day_watch.back_up_if_changed()
    wait_free(qtbot, window)
    assert back_up.backups(path) == []
    window.session.act(edit_file.add_student, {"name": "李梓涵"})
    window.day_watch.back_up_if_changed()
    wait_free(qtbot, window)
    window.day_watch.back_up_if_changed()
    wait_free(qtbot, window)

    assert [each.reason for each in back_up.backups(path)] == ["hour"]


def test_the_window_closes_after_keeping_and_backing_up(qtbot, window, path):
    window.pages.show_page("students")
    window.pages.page("students").field.setText("李梓涵")
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=60_000)

    assert [each.reason for each in back_up.backups(path)] == ["close"]
    again = make_window(qtbot)
    enter(again, path)
    assert names(again) == ["王𬱖", "李梓涵"]


def test_a_window_without_changes_closes_at_once(window, path):
    event = QCloseEvent()
    window.closeEvent(event)

    assert event.isAccepted()
    assert back_up.backups(path) == []


def test_closing_a_ledger_shows_the_first_screen_and_lets_go_of_the_pages(qtbot, window, path):
    window.leaving.close_ledger()
    qtbot.waitUntil(lambda: window.screens.shows_start(), timeout=60_000)

    assert window.pages.made() == []
    again = make_window(qtbot)
    enter(again, path)


# What is dropped, what is remembered, help.


def drop(window, file):
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        content,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


def test_a_workbook_dropped_before_a_ledger_is_open_says_what_to_do(qtbot, tmp_path):
    window = make_window(qtbot)
    drop(window, tmp_path / "花名册.xlsx")

    assert window.messages.texts() == ["请先打开台账，再导入花名册。"]


def test_a_workbook_dropped_on_the_pages_goes_to_the_import(window, tmp_path, monkeypatch):
    dropped = []
    monkeypatch.setattr(window.importing, "open", dropped.append)
    drop(window, tmp_path / "花名册.XLSX")
    drop(window, tmp_path / "照片.png")

    assert dropped == [tmp_path / "花名册.XLSX"]


def test_another_ledger_dropped_closes_the_first(qtbot, window, path, empty, tmp_path):
    (tmp_path / "另一个").mkdir()
    other = copy_of(empty, tmp_path / "另一个")
    drop(window, other)
    qtbot.waitUntil(lambda: window.screens.shows_unlock(), timeout=60_000)

    assert window.screens.unlock.path == other
    assert not window.session.is_open


def test_size_and_place_come_back(qtbot):
    first = make_window(qtbot)
    first.setGeometry(30, 40, 1000, 620)
    first.closeEvent(QCloseEvent())
    second = MainWindow(maker=stand_in)
    qtbot.addWidget(second)

    expected = user_settings.onto_screen(first.geometry())
    assert second.geometry() == expected
    remembered.keep(user_settings.NAME, {})


def test_f1_opens_the_page_of_where_one_is_and_every_page_has_one(window):
    topics = [topic for topic, _ in help_pages.pages()]
    assert set(window.pages.names()) <= set(topics)
    assert set(help_pages.order()) == set(topics)
    window.pages.show_page("students")
    press(window, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    shown = window.help._shown

    assert shown.topic() == "students"
    assert "找孩子" in shown._text.toPlainText()


def test_f1_on_the_hand_off_opens_the_page_of_the_clerk_who_sits_there(window):
    window.pages.show_page("handoff")
    press(window, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    assert window.help._shown.topic() == "handoff"
    settings.put(window.session.ledger, {"unit_kind": "township"})
    window.activateWindow()
    window.help.show_here()
    assert window.help._shown.topic() == "handoff_township"
    assert "每个单位一行" in window.help._shown._text.toPlainText()


def test_help_links_lead_to_pages_that_are_there():
    folder = paths.resources() / "help"
    for path in folder.glob("*.md"):
        for link in re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
            assert (folder / link).is_file(), (path.name, link)


def test_a_refusal_while_a_dialog_is_open_is_said_in_the_dialog(window):
    window.opening.change_password()
    window.session.failed.emit("磁盘已满。", "请腾出空间。")

    assert "磁盘已满" in window.findChild(ChangePasswordDialog)._said.text()
    assert window.messages.texts() == []


def test_an_error_of_the_day_does_not_stop_the_day(qtbot, window, path, monkeypatch):
    def full(ledger):
        raise LedgerError("磁盘已满。", "请腾出空间。")

    monkeypatch.setattr(back_up, "back_up_for_today", full)
    settings.put(window.session.ledger, {"index_day": "2026-11-20"}, audited=False)
    with qtbot.waitSignal(window.session.changed, timeout=5_000):
        window.day_watch.begin_day()

    assert window.messages.texts() == ["磁盘已满。"]
    assert settings.get(window.session.ledger, "index_day") == "2026-11-21"


def test_lists_of_another_program_are_made_anew_and_said_so(qtbot, window):
    settings.put(window.session.ledger, {"index_of": {"program": "0.1.0"}}, audited=False)
    shown = []
    window.day_watch.at_work.connect(shown.append)
    with qtbot.waitSignal(window.session.changed, timeout=5_000):
        window.day_watch.begin_day()

    count = window.session.ledger.value("SELECT count(*) FROM student_index")
    assert f"正在更新名单：0 / {count}…" in shown
    assert shown[-1] == ""


def test_lists_that_the_disk_does_not_take_are_no_reason_to_stop(qtbot, window, monkeypatch):
    def full(ledger, tell=None):
        raise sqlcipher.OperationalError("database or disk is full")

    monkeypatch.setattr(new_day.student_index, "bring_up_to_date", full)
    window.day_watch.begin_day()
    wait_free(qtbot, window)

    (said,) = window.messages.texts()
    assert said.startswith("名单没有更新")
    assert "磁盘已满" in said
    assert window.status.texts()[2] != "还没有备份"


def test_the_program_starts_with_a_file_named_on_the_command_line(qapp, path, monkeypatch):
    seen = []

    def instead_of_the_loop():
        (window,) = (
            each
            for each in qapp.topLevelWidgets()
            if isinstance(each, MainWindow) and each.screens.unlock.path == path
        )
        seen.append((window.screens.shows_unlock(), sys.excepthook is sys.__excepthook__))
        window.close()
        return 0

    monkeypatch.setattr(main.QApplication, "exec", staticmethod(instead_of_the_loop))

    assert main.main([str(path)]) == 0
    assert seen == [(True, False)]
    assert sys.excepthook is sys.__excepthook__


def test_the_real_pages_fit_the_frame(qtbot, path):
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=let_go)
    window.show()
    enter(window, path)
    for page in window.pages.names():
        window.pages.show_page(page)
        wait_free(qtbot, window)
        assert window.pages.page(page).isVisible()
    student = window.session.ledger.value("SELECT id FROM student")
    window.pages.ask(ShowStudent(student))
    assert window.pages.page("students").pane.student_id() == student

    window.leaving.lock()
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=60_000)
    unlock(qtbot, window)
    assert window.pages.page("students").pane.student_id() == student
    assert window.messages.texts() == []
