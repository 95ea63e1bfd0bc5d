"""Ending from outside, locking over what lies open, faults of the disk: nothing lost or seen."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPlainTextEdit

from ledger_app.actions import edit_file, open_ledger
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.window import main
from ledger_app.gui.window.bug_dialog import BugDialog
from ledger_app.gui.window.main_window import MainWindow
from ledger_app.gui.window.messages import copyable
from ledger_app.gui.window.screens import show_dialog
from ledger_app.store.safety import ledger_files
from tests.gui.children import id_number
from tests.gui.frame import IGNORED, copy_of, let_go, unlock, wait_free
from tests.gui.real_window import editor, go_to, half_type, pane, stored
from tests.ledgers import PASSWORD, open_again

pytestmark = pytest.mark.qt_log_ignore(*IGNORED, "This plugin does not support grabbing")
WANG, LI = "王𬱖", "李梓涵"
CHECKOUT = Path(__file__).resolve().parents[3]


def locked(qtbot, window):
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=60_000)


# The lock.


def every_text(window):
    """Return all text that any widget of the window holds, seen or not."""
    found = []
    for widget in window.findChildren(object):
        if isinstance(widget, QLabel | QLineEdit):
            found.append(widget.text())
        elif isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
    page = window.pages.page("students")
    found += [str(page.model.index(row, 0).data()) for row in range(page.model.rowCount())]
    return "\n".join(found)


def test_after_the_lock_no_widget_holds_a_child(qtbot, window, ids):
    pane(window).set_revealed(True)
    pane(window).show_tab("history")
    pane(window).show_tab("student")
    window.pages.page("students").bar.box.setText("王")
    window.pages.show_page("today")
    window.pages.page("today").view.selectAll()
    window.pages.page("print").choose("student_card", ids[WANG])
    window.pages.show_page("print")
    wait_free(qtbot, window)
    assert WANG in every_text(window)
    window.leaving.lock()
    locked(qtbot, window)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = every_text(window)
    for secret in (WANG, LI, id_number("2017-03-11", 12), "1380000", "王建国"):
        assert secret not in left
    assert window.session.revealed == set()
    assert pane(window)._last.recall("former_name") is None


def test_lists_and_hints_lying_open_go_with_the_lock(qtbot, window):
    found = editor(window, "birth_date")
    found.focus_editor()
    QTest.keyClick(found.entry(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    page = window.pages.page("students")
    page._offer_menu(page.rect().center())
    assert QApplication.activePopupWidget() is not None
    window.leaving.lock()
    assert QApplication.activePopupWidget() is None
    locked(qtbot, window)


def test_no_message_about_a_child_stands_above_the_first_screen(qtbot, window):
    window.session.act(edit_file.add_student, {"name": "曾新来"})
    window.undo()
    assert any("曾新来" in text for text in window.messages.texts())
    window.opening.make()
    locked(qtbot, window)
    assert not any("曾新来" in text for text in window.messages.texts())


def test_another_ledger_shows_nothing_of_the_one_before(qtbot, window, tmp_path):
    folder = tmp_path / "other"
    folder.mkdir()
    other = ledger_files.create(
        folder / "另一所.ledger", PASSWORD, author="陈", clock=open_again_clock(), start={}
    )
    edit_file.add_student(other, {"name": "曾新来"})
    window.leaving.leave_then(lambda: window.opening.take(other))
    qtbot.waitUntil(lambda: window.session.is_open and window.session.ledger is other)
    wait_free(qtbot, window)
    assert window.screens.shows_ledger()
    window.pages.show_page("students")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shown = every_text(window)
    assert "曾新来" in shown
    assert WANG not in shown


def open_again_clock():
    from tests.ledgers import Clock

    return Clock()


def test_a_file_chosen_after_the_lock_is_not_printed(qtbot, window, ids, tmp_path):
    window.pages.page("print").choose("student_card", ids[WANG])
    window.pages.show_page("print")
    wait_free(qtbot, window)
    prepared = window.pages.page("print")._preview
    issuing = window.pages.page("print").issuing
    window.leaving.lock()
    locked(qtbot, window)
    issuing.save_as(tmp_path / "卡片.pdf", prepared.prepared if prepared else None)
    assert not issuing.is_at_work
    assert not list(tmp_path.glob("*.pdf"))


# Faults of the disk.


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be moved")
def test_a_file_taken_away_is_said_and_the_text_stays(qtbot, window, ids, path):
    away = path.with_name("moved.ledger")
    path.rename(away)
    found = half_type(window, "former_name", "王㛃")
    assert not go_to(window, ids[LI])
    assert found.typed_text() == "王㛃"
    assert any("不见了" in text for text in window.messages.texts())
    away.rename(path)
    assert go_to(window, ids[LI])
    assert stored(window, ids[WANG], "former_name") == "王㛃"


def test_a_read_that_fails_is_a_sentence_not_a_bug(qtbot, window):
    import sqlcipher3.dbapi2 as sqlcipher

    def broken(ledger):
        raise sqlcipher.OperationalError("disk I/O error")

    bugs = []
    window.session.broke.connect(bugs.append)
    assert not window.session.act(broken)
    assert bugs == []
    assert any("磁盘出错" in text for text in window.messages.texts())


def test_a_file_that_cannot_be_closed_does_not_hold_the_window(qtbot, window, monkeypatch):
    def broken(ledger):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(open_ledger, "close", broken)
    ledger = window.session.ledger
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=60_000)
    monkeypatch.undo()
    ledger_files.close(ledger)


def test_a_restore_that_was_given_up_asks_for_the_password_again(qtbot, window, path):
    from ledger_app.gui.entry.backup_dialog import RestoreDialog

    window.back_up_now()
    wait_free(qtbot, window)
    window.opening.restore()
    dialog = window.findChild(RestoreDialog)
    dialog.password.setText("错的口令-1234")
    dialog.restore_now()
    qtbot.waitUntil(lambda: not window.session.is_busy, timeout=60_000)
    QApplication.processEvents()
    assert dialog.isVisible()
    assert window.screens.shows_unlock()  # no list that says there are no children
    dialog.reject()
    assert window.screens.shows_unlock()
    unlock(qtbot, window)


def test_a_home_folder_that_cannot_be_written_is_a_sentence(qtbot, monkeypatch, tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(in_the_way))
    monkeypatch.setenv("APPDATA", str(in_the_way))
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=let_go)
    window.show()
    window.opening.demo()
    assert window.screens.start.isEnabled()
    assert any("写不进去" in text for text in window.messages.texts())


# Two ledgers opened at once.


def test_of_two_ledgers_opened_at_once_both_are_let_go(qtbot, window, tmp_path, children_file):
    folder = tmp_path / "second"
    folder.mkdir()
    second = open_again(copy_of(children_file[0], folder))
    first = window.session.ledger
    window.opening.take(second)
    qtbot.waitUntil(lambda: window.session.is_open and window.session.ledger is second)
    assert first.closed
    wait_free(qtbot, window)


# What is sent to a technician.


def raised(error):
    try:
        raise error
    except ValueError:
        import traceback

        return traceback.format_exc()


@pytest.mark.parametrize(
    "said",
    [
        "'Zhang San'",
        "no such child: Zhang San, 138 0000 1000, 2017-03-11",
        "王𬱖 529901201703110023",
        "first line\nZhang San\n    Li Hua 13800001000\nWang",
    ],
)
def test_details_to_copy_hold_nobody(said):
    text = copyable(raised(ValueError(said)))
    assert "ValueError" in text
    assert "test_leaving.py" in text
    for secret in ("Zhang", "San", "Hua", "Wang", "138", "0000", "2017", "王", "5299"):
        assert secret not in text.split("\n", 1)[1].replace("raise", "")


def test_a_bug_without_a_trace_still_says_what_it_is():
    text = copyable("TypeError: Pages.print_on() takes 3 arguments, Zhang San\nLi Hua\n")
    assert "TypeError" in text
    assert "print_on" in text
    for secret in ("Zhang", "San", "Hua"):
        assert secret not in text


def test_a_bug_in_a_slot_is_shown_once_without_the_childs_name(qtbot, window, capsys):
    said = " ".join(("Zhang", "San"))
    for _ in range(2):
        try:
            raise KeyError(said)
        except KeyError as error:
            main.report(window, KeyError, error, error.__traceback__)
    dialogs = window.findChildren(BugDialog)
    assert len(dialogs) == 1
    assert "Zhang" not in dialogs[0].details.toPlainText()
    dialogs[0].accept()


# Nothing is left behind.


def test_dialogs_and_tabs_are_freed(qtbot, window, ids):
    dialog = QDialog(window)
    show_dialog(dialog)
    tab = weakref.ref(pane(window).tab("contact"))
    seen = weakref.ref(dialog)
    dialog.reject()
    del dialog
    window.leaving.lock()
    locked(qtbot, window)
    for _ in range(3):
        QApplication.sendPostedEvents(None, 52)  # deferred deletes
        QApplication.processEvents()
        gc.collect()
    assert seen() is None
    assert tab() is None


def test_a_saved_view_with_values_that_are_gone_still_opens(qtbot, window):
    page = window.pages.page("students")
    page._use_view(
        {
            "filters": {"school": ["gone"], "no_such": ["1"], "grade": "3"},
            "sort": "no_such",
            "columns": {"shown": ["no_such", "name"], "widths": {"name": "wide"}},
        }
    )
    assert page.model.rowCount() == 0
    page.bar.clear()
    assert page.model.rowCount() == 6
    page._use_view({"filters": None, "columns": None, "text": None})
    assert page.model.rowCount() == 6


# The program as a whole.

SCRIPT = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ledger_app.gui.window import main, main_window
from ledger_app.actions import open_ledger
from ledger_app.gui.page import ShowStudent
path, student, password, ending = sys.argv[1:5]
made = []
class Window(main_window.MainWindow):
    def __init__(self):
        super().__init__()
        made.append(self)
        QTimer.singleShot(300, self.begin)
    def begin(self):
        self.opening.take(open_ledger.open_ledger(Path(path), password))
        self.pages.ask(ShowStudent(student))
        pane = self.pages.page("students").pane
        editor = pane.tab("student").kept_form().form.editor("former_name")
        editor.focus_editor()
        editor.entry().setText("王㛃")
        assert editor.has_pending()
        self.help.show_here()
        if ending == "quit":
            self.close()
        else:
            os.kill(os.getpid(), getattr(signal, ending))
main.MainWindow = Window
code = main.main([])
import threading
assert threading.active_count() == 1 and not made[0].session.is_busy
sys.exit(code)
"""


@pytest.mark.parametrize("ending", ["SIGTERM", "SIGINT", "quit"])
def test_ended_from_outside_it_keeps_half_typed_text_and_exits_with_0(path, ids, ending):
    if os.name != "posix" and ending != "quit":
        pytest.skip("signals are POSIX")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path), ids[WANG], PASSWORD, ending],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    ledger = open_again(path)
    found = ledger.value("SELECT former_name FROM student WHERE id = ?", [ids[WANG]])
    ledger_files.close(ledger)
    assert found == "王㛃"
    assert not path.with_name(f".{path.name}.open").exists()


def test_a_ledger_named_on_the_command_line_is_asked_for(path, qtbot):
    seen = []
    from PySide6.QtCore import QTimer

    def look():
        windows = (w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
        window = next(w for w in windows if w.isVisible())  # not one left by another test
        seen.append((window.screens.shows_unlock(), window.screens.unlock.path))
        window.close()

    # One that another test left in sight would keep the application going for ever.
    for left in QApplication.topLevelWidgets():
        left.hide()
    QTimer.singleShot(500, look)
    QTimer.singleShot(60_000, QApplication.quit)
    assert main.main([str(path)]) == 0
    assert seen == [(True, path)]


def test_a_ledger_that_another_window_has_open_says_who(qtbot, window, path):
    with pytest.raises(LedgerError) as refused:
        open_again(path)
    assert "张老师" in refused.value.message


def test_closing_waits_until_the_printer_has_all_pages(qtbot, window, monkeypatch):
    issuing = window.pages.page("print").issuing
    issuing._job = object()
    window.close()
    qtbot.wait(50)
    assert window.isVisible()
    issuing._job = None
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=60_000)


# Dialogs that are closed while they work.


def test_a_check_closed_before_its_end_is_no_bug(qtbot, window):
    from ledger_app.gui.entry.backup_dialog import CheckDialog

    window.opening.check()
    window.findChild(CheckDialog).accept()
    for _ in range(3):
        QApplication.sendPostedEvents(None, 52)  # deferred deletes
    wait_free(qtbot, window)
    QApplication.processEvents()  # an exception here fails the test


def test_a_password_change_under_way_cannot_be_closed(qtbot, window):
    from ledger_app.gui.entry.change_password import ChangePasswordDialog
    from ledger_app.gui.entry.recovery_dialog import RecoveryDialog

    window.opening.change_password()
    dialog = window.findChild(ChangePasswordDialog)
    dialog.old.setText(PASSWORD)
    dialog.new_password.first.setText("新的口令-2026-山水")
    dialog.new_password.second.setText("新的口令-2026-山水")
    dialog.change_now()
    dialog.reject()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: window.findChild(RecoveryDialog) is not None, timeout=20_000)
    window.findChild(RecoveryDialog).reject()
    locked(qtbot, window)


def test_a_ledger_being_made_is_never_left_open_with_nobody_at_it(qtbot, tmp_path):
    from ledger_app.gui.entry.new_ledger import NewLedgerDialog
    from ledger_app.gui.entry.recovery_dialog import RecoveryDialog

    window = MainWindow()
    qtbot.addWidget(window, before_close_func=let_go)
    window.show()
    window.opening.make()
    dialog = window.findChild(NewLedgerDialog)
    dialog.unit.setText("福利镇中心小学")
    dialog.place.setText(str(tmp_path / "新.ledger"))
    dialog.new_password.first.setText(PASSWORD)
    dialog.new_password.second.setText(PASSWORD)
    dialog.make_now()
    dialog.reject()
    qtbot.waitUntil(lambda: window.findChild(RecoveryDialog) is not None, timeout=20_000)
    assert window.session.is_open
    window.findChild(RecoveryDialog).reject()
    locked(qtbot, window)
    ledger_files.close(open_again(tmp_path / "新.ledger"))


def test_an_id_number_copied_from_its_field_does_not_stay_on_the_clipboard(qtbot, window):
    number = id_number("2016-05-04", 21)
    found = half_type(window, "id_no", number)
    found.entry().selectAll()
    found.entry().copy()
    assert QApplication.clipboard().text() == number
    window.leaving.lock()
    locked(qtbot, window)
    assert QApplication.clipboard().text() == ""
