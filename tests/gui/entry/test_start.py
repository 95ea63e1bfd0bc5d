"""The first screen: recent files, opening, what stands in the way."""

from __future__ import annotations

import json
import linecache
import os

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest

from ledger_app.actions import back_up, open_ledger, password_attempts
from ledger_app.gui.entry.backup_dialog import RestoreDialog
from ledger_app.gui.entry.new_ledger import NewLedgerDialog
from ledger_app.gui.kit import remembered, user_settings
from ledger_app.gui.window import main
from ledger_app.store.safety import ledger_files
from tests.gui.frame import IGNORED, copy_of, make_window, unlock, wait_free
from tests.ledgers import PASSWORD, open_again

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


@pytest.fixture
def path(one_child_file, tmp_path):
    return copy_of(one_child_file, tmp_path)


@pytest.fixture
def window(qtbot):
    remembered.keep(user_settings.NAME, {})
    return make_window(qtbot)


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


def refusal(qtbot, window):
    qtbot.waitUntil(lambda: bool(window.screens.unlock.error()), timeout=60_000)
    return window.screens.unlock.error()


def test_the_program_s_own_source_does_not_stay_in_memory(qapp):
    assert linecache.getlines(main.__file__)  # as PySide6 does with every module
    main.application()
    assert not linecache.cache


def test_the_first_screen_offers_new_open_and_demo_and_only_menus_that_work(window):
    shown = [menu.title() for menu in window.menus._menus.values() if menu.menuAction().isVisible()]

    assert window.screens.shows_start()
    assert shown == ["文件(&F)", "视图(&V)", "帮助(&H)"]
    window.screens.start.new_wanted.emit()
    assert window.findChild(NewLedgerDialog).isVisible()


def test_a_ledger_dropped_on_the_window_asks_for_its_password_and_opens(qtbot, window, path):
    drop(window, path)
    assert window.screens.shows_unlock()
    unlock(qtbot, window)

    assert user_settings.recent_files() == [path]
    assert window.windowTitle().startswith(path.name)
    assert window.status.texts()[0] == "福利镇中心小学 · 张老师"


def test_enter_opens_and_the_password_does_not_stay_in_the_field(qtbot, window, path):
    window.opening.open_file(path)
    window.screens.unlock.password.setText(PASSWORD)
    QTest.keyClick(window.screens.unlock.password, Qt.Key.Key_Return)
    qtbot.waitUntil(window.screens.shows_ledger, timeout=60_000)

    assert window.screens.unlock.password.text() == ""


def test_a_wrong_password_is_a_sentence_and_a_growing_wait_never_a_lock_out(qtbot, window, path):
    window.opening.open_file(path)
    window.screens.unlock.password.setText("不是这个口令")
    window.screens.unlock.try_password()

    assert "口令不对" in refusal(qtbot, window)
    assert not window.screens.unlock.open_button.isEnabled()
    assert "秒" in window.screens.unlock.open_button.text()
    qtbot.waitUntil(window.screens.unlock.open_button.isEnabled, timeout=5_000)
    unlock(qtbot, window)
    assert open_ledger.seconds_to_wait(path) == 0


def test_a_backup_is_not_tried_again_before_it_is_time(qtbot, window, path):
    window.opening.open_file(path)
    window.opening.restore(path)
    dialog = window.findChild(RestoreDialog)
    dialog.add_source(path)
    dialog.password.setText("不是这个口令")
    for _ in range(2):
        password_attempts.note(path)
    dialog.restore_now()

    assert "口令输错过，请等 2 秒再试" in dialog._said.text()
    assert dialog.restore_button.isEnabled()
    dialog.reject()


def test_the_recovery_code_opens_and_each_group_is_checked_as_it_is_typed(qtbot, window, path):
    ledger = open_again(path)
    groups = open_ledger.recovery_groups(ledger)
    ledger_files.close(ledger)
    window.opening.open_file(path)
    window.screens.unlock._turn_code()
    code = window.screens.unlock.code
    code.fields[0].setText("AAAAA" if groups[0] != "AAAAA" else "BBBBB")
    assert code.fields[0].property("severity") == "error"

    QGuiApplication.clipboard().setText("-".join(groups).lower())
    QTest.keyClick(code.fields[0], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert code.is_right()
    assert code.fields[0].property("severity") == ""
    window.screens.unlock.try_code()
    qtbot.waitUntil(window.screens.shows_ledger, timeout=60_000)

    assert window.messages.texts() == ["已用恢复码打开。口令没有变。"]


def test_the_recovery_code_typed_to_its_end_opens_without_a_click(qtbot, window, path):
    ledger = open_again(path)
    groups = open_ledger.recovery_groups(ledger)
    ledger_files.close(ledger)
    window.opening.open_file(path)
    window.screens.unlock._turn_code()
    for field, group in zip(window.screens.unlock.code.fields, groups, strict=True):
        QTest.keyClicks(field, group.lower())
    qtbot.waitUntil(window.screens.shows_ledger, timeout=60_000)


def test_the_keyboard_waits_on_the_ledger_opened_last(qtbot, window, path):
    user_settings.note_recent(path)
    window.screens.show_start()
    window.activateWindow()
    (button,) = window.screens.start.recent_buttons()
    qtbot.waitUntil(button.hasFocus)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert window.screens.shows_unlock()


def test_swapped_groups_of_the_recovery_code_are_refused(qtbot, window, path):
    ledger = open_again(path)
    groups = open_ledger.recovery_groups(ledger)
    ledger_files.close(ledger)
    window.opening.open_file(path)
    swapped = [groups[1], groups[0], *groups[2:]]
    for field, group in zip(window.screens.unlock.code.fields, swapped, strict=True):
        field.setText(group)

    assert not window.screens.unlock.code.is_right()
    assert not window.screens.unlock.code_button.isEnabled()


def test_a_second_start_hears_who_has_the_file_open(qtbot, window, path):
    first = open_again(path)
    back_up.back_up(first)
    try:
        window.opening.open_file(path)
        window.screens.unlock.password.setText(PASSWORD)
        window.screens.unlock.try_password()

        assert "张老师" in refusal(qtbot, window)
        assert (
            not window.screens.unlock.restore_button.isVisible()
        )  # nothing is wrong with the file
    finally:
        ledger_files.close(first)


def test_an_empty_file_is_named_and_its_backups_are_one_click_away(qtbot, window, path):
    ledger = open_again(path)
    back_up.back_up(ledger)
    ledger_files.close(ledger)
    path.write_bytes(b"")
    window.opening.open_file(path)
    window.screens.unlock.password.setText(PASSWORD)
    window.screens.unlock.try_password()

    assert "0 字节" in refusal(qtbot, window)
    assert window.screens.unlock.restore_button.isVisible()
    window.screens.unlock.restore_button.click()
    dialog = window.findChild(RestoreDialog)
    dialog.password.setText(PASSWORD)
    dialog.restore_now()
    wait_free(qtbot, window)
    unlock(qtbot, window)
    assert window.session.ledger.value("SELECT name FROM student") == "王𬱖"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_read_only_folder_is_a_sentence(qtbot, window, path):
    path.parent.chmod(0o500)
    try:
        window.opening.open_file(path)
        window.screens.unlock.password.setText(PASSWORD)
        window.screens.unlock.try_password()
        assert "只读" in refusal(qtbot, window)
    finally:
        path.parent.chmod(0o700)


def test_a_damaged_file_says_restore(qtbot, window, path):
    whole = bytearray(path.read_bytes())
    whole[6000:6100] = bytes(100)
    path.write_bytes(bytes(whole))
    window.opening.open_file(path)
    window.screens.unlock.password.setText(PASSWORD)
    window.screens.unlock.try_password()

    assert "损坏" in refusal(qtbot, window)
    assert not window.session.is_open


def test_five_recent_files_the_newest_first_and_missing_ones_greyed(window, tmp_path):
    for number in range(7):
        user_settings.note_recent(tmp_path / f"{number}.ledger")
    (tmp_path / "6.ledger").touch()
    window.screens.start.refresh()
    buttons = window.screens.start.recent_buttons()

    assert [button.text() for button in buttons][:2] == ["6.ledger", "5.ledger"]
    assert len(user_settings.recent_files()) == 5
    assert [button.isEnabled() for button in buttons][:2] == [True, False]


def test_a_window_from_a_screen_that_is_gone_comes_back_onto_one_that_is_there(qapp):
    screen = QGuiApplication.primaryScreen().availableGeometry()
    found = user_settings.onto_screen(QRect(QPoint(9000, -4000), screen.size() * 2))

    assert screen.contains(found)


def test_what_the_window_remembers_survives_a_broken_file(window):
    remembered._path().write_text("{not json", encoding="utf-8")

    assert user_settings.recent_files() == []
    assert user_settings.text_size() == 0
    user_settings.note_recent(remembered._path())
    assert json.loads(remembered._path().read_text(encoding="utf-8"))["window"]["recent"]
