"""Locking: by key, by idleness; what is hidden, kept, backed up, and how one comes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from ledger_app.actions import back_up, edit_file
from ledger_app.gui.kit import input_guard
from ledger_app.gui.page import ComeBack
from ledger_app.gui.window import clipboard
from ledger_app.gui.window.idle import IdleWatch
from ledger_app.gui.window.screens import show_dialog
from ledger_app.gui.worker import Progress
from tests.gui.frame import IGNORED, copy_of, enter, make_window, unlock, wait_free

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


@pytest.fixture
def path(one_child_file, tmp_path):
    return copy_of(one_child_file, tmp_path)


@pytest.fixture
def window(qtbot, path):
    window = make_window(qtbot)
    enter(window, path)
    return window


def wait_locked(qtbot, window):
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=60_000)


def test_ctrl_l_hides_at_once_and_closes_the_file(qtbot, window, path):
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    assert window.screens.shows_unlock()
    wait_locked(qtbot, window)
    assert not path.with_name(f".{path.name}.open").exists()
    assert not window.status.isVisible()


def test_what_is_half_typed_is_kept_before_the_lock(qtbot, window):
    window.pages.show_page("students")
    window.pages.page("students").field.setText("李梓涵")
    window.leaving.lock()
    wait_locked(qtbot, window)
    unlock(qtbot, window)

    names = window.session.ledger.column("SELECT name FROM student ORDER BY no")
    assert names == ["王𬱖", "李梓涵"]


def test_one_comes_back_to_the_same_page_and_child(qtbot, window):
    window.pages.show_page("students")
    page = window.pages.page("students")

    page.place = lambda: ComeBack("abc", ())
    window.leaving.lock()
    wait_locked(qtbot, window)
    unlock(qtbot, window)

    assert window.pages.key() == "students"
    assert window.pages.page("students") is page
    assert page.shown == [ComeBack("abc", ())]


def test_dialogs_close_with_the_lock(qtbot, window):
    dialog = QDialog(window)
    show_dialog(dialog)
    assert QApplication.activeModalWidget() is dialog
    window.leaving.lock()

    assert QApplication.activeModalWidget() is None
    wait_locked(qtbot, window)


def test_ctrl_l_locks_from_within_a_dialog(qtbot, window):
    dialog = QDialog(window)
    line = QLineEdit(dialog)
    show_dialog(dialog)
    QTest.keyClick(line, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    wait_locked(qtbot, window)
    assert QApplication.activeModalWidget() is None
    assert window.screens.shows_unlock()


@pytest.mark.qt_log_ignore(*IGNORED, "This plugin does not support grabbing")
def test_ctrl_l_locks_over_an_open_menu(qtbot, window):
    menu = window.menuBar().actions()[0].menu()
    menu.popup(window.mapToGlobal(window.rect().topLeft()))
    QTest.keyClick(menu, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    wait_locked(qtbot, window)
    assert QApplication.activePopupWidget() is None


def test_while_work_runs_the_window_is_hidden_and_the_file_closed_afterwards(qtbot, window):
    go_on = []
    dialog = QDialog(window)
    show_dialog(dialog)

    progress = Progress()

    def work(ledger):
        while not progress.cancelled:
            QTest.qSleep(5)
        return "ready"

    window.session.run(work, then=go_on.append)
    window.leaving.lock()
    assert window.screens.shows_unlock()
    assert not dialog.isVisible()
    assert window.session.is_open
    window.screens.unlock.password.setText("x")
    assert not window.screens.unlock.open_button.isEnabled()

    progress.cancel()
    wait_locked(qtbot, window)
    assert [answer.value for answer in go_on] == ["ready"]


def test_changes_are_backed_up_when_leaving_and_only_then(qtbot, window, path):
    window.leaving.lock()
    wait_locked(qtbot, window)
    assert [each.reason for each in back_up.backups(path)] == []
    unlock(qtbot, window)
    window.session.act(edit_file.add_student, {"name": "李梓涵"})
    window.leaving.lock()
    wait_locked(qtbot, window)

    assert [each.reason for each in back_up.backups(path)] == ["close"]


def test_a_lock_during_a_failing_backup_still_locks_and_says_why(qtbot, window, path):
    window.session.act(edit_file.add_student, {"name": "李梓涵"})
    back_up_folder = path.with_name(f"{path.stem}.备份")
    back_up_folder.write_text("in the way", encoding="utf-8")
    window.leaving.lock()
    wait_locked(qtbot, window)

    assert window.messages.texts()


class Clocks:
    def __init__(self):
        self.steady, self.wall = 100.0, 5_000.0

    def both(self):
        return (lambda: self.steady, lambda: self.wall)


@pytest.fixture
def clocks():
    return Clocks()


@pytest.fixture
def watch(qapp, clocks):
    found = IdleWatch(qapp, 5, clocks.both())
    found.start()
    yield found
    found.stop()
    found.deleteLater()


def test_five_minutes_without_a_touch_are_idle(qtbot, watch, clocks):
    clocks.steady += 299
    with qtbot.assertNotEmitted(watch.idle):
        watch.look()
    clocks.steady += 1
    with qtbot.waitSignal(watch.idle):
        watch.look()


@pytest.mark.parametrize("kind", [QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress])
def test_a_key_and_the_mouse_begin_the_time_again(qtbot, watch, clocks, kind):
    widget = QWidget()
    qtbot.addWidget(widget)
    clocks.steady += 290
    if kind == QEvent.Type.KeyPress:
        QTest.keyClick(widget, Qt.Key.Key_A)
    else:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    clocks.steady += 290
    with qtbot.assertNotEmitted(watch.idle):
        watch.look()


@pytest.mark.parametrize("kind", ["InputMethod", "MouseMove", "Wheel", "TouchBegin", "TabletPress"])
def test_every_way_of_touching_counts(qapp, qtbot, watch, clocks, kind):
    clocks.steady += 290
    input_guard.guard(qapp).eventFilter(watch, QEvent(QEvent.Type[kind]))
    clocks.steady += 290
    with qtbot.assertNotEmitted(watch.idle):
        watch.look()


def test_sleep_of_the_computer_counts_as_idle(qtbot, watch, clocks):
    clocks.wall += 3_600  # the steady clock stood still
    with qtbot.waitSignal(watch.idle):
        watch.look()


def test_the_minutes_are_those_of_the_ledger(qtbot, watch, clocks):
    watch.set_minutes(1)
    clocks.steady += 61
    with qtbot.waitSignal(watch.idle):
        watch.look()


def test_idleness_locks_the_window(qtbot, window):
    window.leaving.idle.idle.emit()

    assert window.screens.shows_unlock()
    wait_locked(qtbot, window)
    assert "自动锁定" in window.screens.unlock._note.text()


@pytest.fixture
def in_front(monkeypatch):
    """Have a window of the program in front: what is copied is copied in it."""
    window = QWindow()
    monkeypatch.setattr(clipboard.QGuiApplication, "focusWindow", lambda: window)
    yield
    QGuiApplication.clipboard().clear()


def test_a_copied_number_leaves_the_clipboard(qtbot, in_front):
    held = clipboard.Clipboard(seconds=0)
    QGuiApplication.clipboard().setText("529901201703113328")

    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "", timeout=5_000)
    del held


def test_what_was_copied_since_stays_on_the_clipboard(in_front):
    held = clipboard.Clipboard()
    QGuiApplication.clipboard().setText("529901201703113328")
    QGuiApplication.clipboard().setText("别的内容")
    held.clear_now()

    assert QGuiApplication.clipboard().text() == "别的内容"


@pytest.mark.parametrize("own", [True, False])
def test_only_what_was_copied_in_this_program_leaves_the_clipboard(qapp, monkeypatch, own):
    window = QWindow() if own else None
    monkeypatch.setattr(clipboard.QGuiApplication, "focusWindow", lambda: window)
    held = clipboard.Clipboard()
    QGuiApplication.clipboard().setText("号码 529901201703113328")
    held.clear_now()

    assert QGuiApplication.clipboard().text() == ("" if own else "号码 529901201703113328")
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("13800001000", True),
        ("138 0000 1000", True),
        ("母亲 138-0000-1000，下午在家", True),
        ("0451-6543210", True),
        ("6543210", True),
        ("2\t529901201703113328", True),  # a column before it
        ("529901 20170311 3328", True),
        ("王𬱖\t三年级\t138****1000\t529901********3328", False),
        ("2026-11-29", False),
        ("青山村 12 号", False),
    ],
)
def test_numbers_of_people_stay_for_a_while_only(in_front, text, goes):
    held = clipboard.Clipboard()
    QGuiApplication.clipboard().setText(text)
    held.clear_now()  # as after half a minute
    assert QGuiApplication.clipboard().text() == ("" if goes else text)


@pytest.mark.parametrize("leave", ["lock", "close_ledger"])
def test_nothing_copied_in_the_program_outlives_the_lock(qtbot, window, leave):
    QGuiApplication.clipboard().setText("母亲 138 0000 1234，夜里常常惊醒")
    getattr(window.leaving, leave)()
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=60_000)
    assert QGuiApplication.clipboard().text() == ""


def test_the_lock_empties_the_clipboard(qtbot, window, in_front):
    QGuiApplication.clipboard().setText("529901201703113328")
    window.leaving.lock()
    wait_locked(qtbot, window)

    assert QGuiApplication.clipboard().text() == ""
    wait_free(qtbot, window)
