"""While a worker has the ledger: the window stays alive, and nothing that is asked for is lost."""

from __future__ import annotations

import gc
import weakref
from threading import Event, get_ident
from time import monotonic

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QThread, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from ledger_app.actions import edit_file, list_students
from ledger_app.domain.telling.masking import Purpose
from ledger_app.gui.imports.import_window import ImportWindow
from ledger_app.gui.page import PrintCards, ShowStudent
from ledger_app.gui.today import reading as today_reading
from ledger_app.gui.window import day_watch
from ledger_app.gui.window.screens import show_dialog
from ledger_app.store.safety import ledger_files
from tests.gui.children import press
from tests.gui.frame import IGNORED, unlock, wait_free
from tests.gui.real_window import (
    LONGEST,
    Holder,
    editor,
    half_type,
    pane,
    stored,
)
from tests.ledgers import open_again

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
FELT = 1  # second: for so long a window may not stand still
WANG, LI = "王𬱖", "李梓涵"


def look_around(window):
    """Do what a person does while waiting: paint, scroll, press keys, go to other pages."""
    window.pages._past_first_steps = False
    page = window.pages.page("students")
    page.model._rows.clear()
    window.grab()
    page.view.scrollToBottom()
    page.step_student(1)
    page.bar.box.setText("li")
    page.bar.clear()
    pane(window).turn_tab(1)
    pane(window).show_tab("history")
    pane(window).focus_first()
    pane(window).set_revealed(True)
    pane(window).new_record("contact")
    page.focus_search()
    page.many.ask_batch()
    page.ask_new()
    page.views._fill()
    for key in ("today", "print", "settings", "students"):
        window.pages.show_page(key)
        QApplication.processEvents()
        window.grab()
    today = window.pages.page("today")
    today._show_current()
    window.undo()
    window.redo()
    window.show_revisions()
    window.pages.find_student()
    window.back_up_now()
    window.day_watch.back_up_if_changed()
    QApplication.processEvents()


def test_a_search_that_has_to_wait_says_so_and_counts_nothing_falsely(qtbot, window):
    page = window.pages.page("students")
    page.bar.box.setText("没有这个人")
    assert page.list.count_text().startswith("6 人 · 筛出 0")
    work = Holder(window)
    page.bar.box.setText("li")
    assert page.list._stack.currentWidget() is page.list.nobody  # not the steps of an empty file
    assert page.list.count_text() == "6 人"
    assert "完成后马上查找" in page.list.told_text()
    work.let_go(qtbot)
    qtbot.waitUntil(lambda: page.list.count_text().startswith("6 人 · 筛出 1"))
    assert page.list.told_text() == ""


class WatchedLock:
    """The ledger's lock, noting how long the window's thread waited for it each time."""

    def __init__(self, lock):
        self._lock, self._window, self.waits = lock, get_ident(), []

    def acquire(self, blocking=True, timeout=-1):
        begun = monotonic()
        try:
            return self._lock.acquire(blocking, timeout)
        finally:
            if get_ident() == self._window:
                self.waits.append(monotonic() - begun)

    def release(self):
        self._lock.release()

    def __enter__(self):
        self.acquire()

    def __exit__(self, *_):
        self.release()


def test_the_window_never_stands_still_for_a_worker(qtbot, window):
    lock = window.session.ledger.lock = WatchedLock(window.session.ledger.lock)
    work = Holder(window)
    look_around(window)
    assert not window.session.act(list_students.count)  # what cannot wait is refused
    assert lock.waits
    assert max(lock.waits) < FELT
    work.let_go(qtbot)
    wait_free(qtbot, window)
    for dialog in window.findChildren(QDialog):
        dialog.reject()


def test_rows_that_are_not_read_yet_wait_and_come(qtbot, window):
    page = window.pages.page("students")
    page.model._rows.clear()
    work = Holder(window)
    assert page.model.index(3, 0).data() == "…"
    work.let_go(qtbot)
    assert page.model.index(3, 0).data() not in ("…", None)


def test_the_list_keeps_cursor_and_selection_through_a_backup(qtbot, window):
    page = window.pages.page("students")
    page.view.go_to_row(2)
    page._following.stop()
    page._follow()
    work = Holder(window)
    page.model._rows.clear()
    window.grab()
    work.let_go(qtbot)
    assert page.view.currentIndex().row() == 2
    assert page.view.chosen_rows() == [2]


def test_typing_goes_on_during_a_backup_and_is_kept_after_it(qtbot, window, ids):
    found = half_type(window, "former_name", "王")
    work = Holder(window)
    assert QApplication.focusWidget() is found.entry()
    QTest.keyClicks(found.entry(), "abc")
    QTest.keyClick(found.entry(), Key.Key_Return)
    assert "马上保存" in found.problem()[0]
    assert not found.entry().hasFocus()
    work.let_go(qtbot)
    assert stored(window, ids[WANG], "former_name") == "王abc"
    assert found.problem()[0] == ""
    assert not found.has_pending()


def test_a_new_record_begun_before_a_backup_is_kept_after_it(qtbot, window, ids):
    pane(window).new_record("contact")
    first = half_type(window, "content", "奶奶在家", "contact")
    work = Holder(window)
    QTest.keyClick(first.entry(), Key.Key_Return, Ctrl)
    second = half_type(window, "place", "家里", "contact")
    QTest.keyClick(second.entry(), Key.Key_Return)
    work.let_go(qtbot)
    rows = window.session.ledger.rows(
        "SELECT content, place FROM contact WHERE content = '奶奶在家' AND deleted_at IS NULL"
    )
    assert rows == [{"content": "奶奶在家", "place": "家里"}]


@pytest.mark.parametrize("away", ["mouse", "key", "page"])
def test_the_child_asked_for_comes_when_the_work_ends(qtbot, window, ids, away):
    page = window.pages.page("students")
    half_type(window, "former_name", "王㛃")
    work = Holder(window)
    if away == "mouse":
        page.view.go_to_row(1)
        page._following.stop()
        page._follow()
    elif away == "key":
        page.step_student(1)
    else:
        page.show_student(ShowStudent(ids[LI]))
    # The file before is not left under another one's mark; who is marked is said instead.
    marked = page.model.row_at(page.view.chosen_rows()[0])
    assert page.current.id == marked["id"]
    assert pane(window).student_id() in ("", marked["id"])
    assert marked["name"] in (pane(window)._cover.text(), WANG)
    work.let_go(qtbot)
    wait_free(qtbot, window)
    assert pane(window).student_id() == page.current.id != ids[WANG]
    assert stored(window, ids[WANG], "former_name") == "王㛃"


def test_a_contact_asked_for_on_today_lands_on_its_own_child(qtbot, window, ids):
    window.pages.show_page("today")
    work = Holder(window)
    window.pages.ask(ShowStudent(ids[LI], new_record="contact", presets={"purpose": "2"}))
    work.let_go(qtbot)
    wait_free(qtbot, window)
    assert pane(window).student_id() == ids[LI]
    assert pane(window).current_tab() == "contact"
    assert pane(window).tab("contact").kept_form().is_draft()


def test_enter_in_the_search_box_opens_a_child_that_was_searched_for(qtbot, window, ids):
    page = window.pages.page("students")
    work = Holder(window)
    page.bar.box.setText("梓涵")
    QTest.keyClick(page.bar.box, Key.Key_Return)
    work.let_go(qtbot)
    wait_free(qtbot, window)
    assert pane(window).student_id() == ids[LI]


def test_a_tab_turned_during_work_never_shows_another_child(qtbot, window, ids):
    pane(window).show_tab("dropout")
    pane(window).show_tab("student")
    page = window.pages.page("students")
    page.show_student(ShowStudent(ids["单小雨"]))
    work = Holder(window)
    pane(window).show_tab("dropout")
    tab = pane(window).tab("dropout")
    assert not tab.isVisible()  # it still holds the dropout of another child
    work.let_go(qtbot)
    assert tab.isVisible()
    assert tab._model.rowCount() == 0


def test_undo_pressed_during_work_comes_after_it(qtbot, window, ids):
    window.session.act(edit_file.save_fields, "student", ids[WANG], {"former_name": "王㛃"})
    work = Holder(window)
    window.undo()
    work.let_go(qtbot)
    wait_free(qtbot, window)
    assert stored(window, ids[WANG], "former_name") is None


def test_numbers_are_shown_only_once_that_is_logged(qtbot, window, ids):
    work = Holder(window)
    pane(window).set_revealed(True)
    assert not pane(window).tab("student").kept_form().form.is_revealed()
    work.let_go(qtbot)
    assert pane(window).tab("student").kept_form().form.is_revealed()
    ledger = window.session.ledger
    assert ledger.value("SELECT count(*) FROM audit WHERE event = 'reveal'") == 1


def test_an_undo_during_other_work_reaches_the_open_file(qtbot, window, ids):
    """The change is told while the next work has begun already: the file must follow later."""
    given = {"former_name": "王㛃"}
    work = Holder(window)
    window.session.changed.emit(None)
    pane(window).reload()
    work.let_go(qtbot)
    window.session.act(edit_file.save_fields, "student", ids[WANG], given)
    assert editor(window, "former_name").value() == "王㛃"


def test_deleting_takes_those_who_were_chosen_when_asked(qtbot, window, ids):
    page = window.pages.page("students")
    page.view.selectAll()
    page.many.ask_delete()
    page.view.clearSelection()  # as a list that is read again does
    press(page, "删除档案")
    assert window.session.ledger.value("SELECT count(*) FROM student_index") == 0


def test_many_files_are_deleted_on_the_worker_and_come_back(qtbot, window, monkeypatch):
    from ledger_app.actions import undo_revision
    from ledger_app.gui.students import many_students

    monkeypatch.setattr(many_students, "MANY", 2)
    monkeypatch.setattr(undo_revision, "LARGE", 2)
    page = window.pages.page("students")
    page.view.selectAll()
    page.many.ask_delete()
    press(page, "删除档案")
    assert window.session.is_busy
    wait_free(qtbot, window)
    assert page.model.rowCount() == 0
    window.undo()
    assert "删除档案：" in press(window, "撤销").text()
    assert window.session.is_busy
    wait_free(qtbot, window)
    assert page.model.rowCount() == 6


def test_a_workbook_dropped_during_work_is_read_after_it(qtbot, window, tmp_path):
    path = tmp_path / "名单.csv"
    path.write_text("姓名,年级\n赵新来,三年级\n", encoding="utf-8")
    work = Holder(window)
    window.importing.open(path)
    assert not window.findChildren(ImportWindow)
    work.let_go(qtbot)
    qtbot.waitUntil(lambda: bool(window.findChildren(ImportWindow)))
    wait_free(qtbot, window)
    window.findChildren(ImportWindow)[0].reject()


def test_the_end_of_work_comes_on_the_windows_thread(qtbot, window):
    threads = []
    window.session.run(
        lambda ledger: threads.append(QThread.currentThread()),
        then=lambda _: threads.append(QThread.currentThread()),
    )
    wait_free(qtbot, window)
    QApplication.processEvents()
    assert threads[0] is not threads[1]
    assert threads[1] is window.thread()


def test_closing_during_work_waits_and_keeps_what_is_typed_meanwhile(qtbot, window):
    half_type(window, "former_name", "王㛃")
    work = Holder(window)
    window.close()
    assert window.isVisible()
    half_type(window, "hamlet", "上寨")
    ledger = window.session.ledger
    kept = []
    window.session.changed.connect(
        lambda _: kept.append(ledger.value("SELECT hamlet FROM student WHERE hamlet = '上寨'"))
    )
    work.let_go(qtbot)
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=60_000)
    assert kept[-1] == "上寨"
    assert not window.session.is_open


def test_locking_during_work_hides_at_once_and_keeps_what_is_typed(qtbot, window, ids):
    half_type(window, "former_name", "王㛃")
    ledger, kept = window.session.ledger, []
    window.session.changed.connect(
        lambda _: kept.append(
            ledger.value("SELECT count(*) FROM student WHERE former_name = '王㛃'")
        )
    )
    window.messages.show_note("王𬱖的档案已保存。", stays=True)
    work = Holder(window)
    window.leaving.lock()
    assert window.screens.shows_unlock()
    assert window.messages.texts() == []
    work.let_go(qtbot)
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=60_000)
    assert kept[-1] == 1


def test_a_dialog_is_hidden_by_the_lock_at_once_and_ended_after_the_work(qtbot, window):
    dialog, ended = QDialog(window), []
    dialog.finished.connect(ended.append)
    show_dialog(dialog)
    work = Holder(window)
    window.leaving.lock()
    assert not dialog.isVisible()
    assert ended == []
    work.let_go(qtbot)
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=60_000)
    assert ended == [QDialog.DialogCode.Rejected.value]


def test_what_is_typed_during_the_last_backup_is_kept(qtbot, window, path, ids, monkeypatch):
    half_type(window, "former_name", "王㛃")
    may_copy, back_up = Event(), day_watch.back_up.back_up

    def back_up_late(ledger, reason):
        assert may_copy.wait(LONGEST)
        return back_up(ledger, reason)

    monkeypatch.setattr(day_watch.back_up, "back_up", back_up_late)
    window.close()
    assert window.session.is_busy
    half_type(window, "hamlet", "上寨")
    may_copy.set()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=60_000)
    ledger = open_again(path)
    kept = ledger.value("SELECT hamlet FROM student WHERE id = ?", [ids[WANG]])
    ledger_files.close(ledger)
    assert kept == "上寨"


def test_what_was_worked_on_is_forgotten_when_the_work_ends(qtbot, window):
    class Plan:
        """Stands for the plan of a whole school."""

    plan = Plan()
    seen = weakref.ref(plan)
    window.session.run(_take, plan, then=lambda _: None)
    del plan
    wait_free(qtbot, window)
    QApplication.processEvents()
    gc.collect()
    assert seen() is None


def _take(ledger, plan):
    return plan


def test_no_unused_window_is_destroyed_by_the_worker(qtbot, window):
    collected_by = set()

    def seen(phase, _):
        collected_by.add(QThread.currentThread())

    gc.callbacks.append(seen)
    try:
        window.session.run(_make_lists, then=lambda _: None)
        wait_free(qtbot, window)
        assert gc.isenabled()
        _make_lists(None)
    finally:
        gc.callbacks.remove(seen)
    assert collected_by == {window.thread()}


def _make_lists(ledger):
    """Make so many lists that Python looks for garbage again and again."""
    assert len([[] for _ in range(50_000)]) == 50_000


def test_nothing_is_dropped_under_an_open_dialog(qtbot, window, tmp_path):
    first, second = tmp_path / "一.csv", tmp_path / "二.csv"
    for path in (first, second):
        path.write_text("姓名,年级\n赵新来,三年级\n", encoding="utf-8")
    window.importing.open(first)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(second))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(QPointF(), copy, files, left, Qt.KeyboardModifier.NoModifier))
    wait_free(qtbot, window)
    assert len(window.findChildren(ImportWindow)) == 1
    window.findChildren(ImportWindow)[0].reject()


def test_cards_asked_for_during_work_are_those_children(qtbot, window, ids):
    work = Holder(window)
    window.pages._asked("students", PrintCards((ids[LI], ids[WANG])))
    work.let_go(qtbot)
    picker = window.pages.page("print").options.student
    qtbot.waitUntil(lambda: set(picker.students) == {ids[LI], ids[WANG]})
    wait_free(qtbot, window)


def test_a_paper_is_never_that_of_a_choice_before(qtbot, window, ids):
    window.pages._asked("students", PrintCards((ids[WANG],)))
    page = window.pages.page("print")
    qtbot.waitUntil(lambda: page._preview is not None, timeout=60_000)
    page.options.choose_purpose(Purpose.INTERNAL)
    assert not page._actions["print"].isEnabled()
    qtbot.waitUntil(lambda: page._preview is not None, timeout=60_000)
    page.options.student.search.clear()
    page.options.student._look("李")
    assert page.wish() is None
    assert page._preview is None
    wait_free(qtbot, window)


def test_one_comes_back_to_the_child_though_the_morning_is_still_being_read(
    qtbot, window, ids, monkeypatch
):
    monkeypatch.setattr(today_reading, "MANY_STUDENTS", 0)  # as in a large ledger: on the worker
    window.pages.show_page("today")
    wait_free(qtbot, window)
    window.leaving.lock()
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=60_000)
    may_read, day_with_months = Event(), today_reading.day_with_months

    def read_late(ledger):
        assert may_read.wait(LONGEST)
        return day_with_months(ledger)

    monkeypatch.setattr(today_reading, "day_with_months", read_late)
    unlock(qtbot, window)
    following = window.pages.page("students")._following
    qtbot.waitUntil(lambda: not following.isActive(), timeout=60_000)
    may_read.set()
    qtbot.waitUntil(lambda: pane(window).student_id() == ids[WANG], timeout=60_000)
    assert window.pages.key() == "today"
    wait_free(qtbot, window)


def test_the_half_hourly_backup_waits_for_an_open_dialog(qtbot, window, ids):
    window.session.act(edit_file.save_fields, "student", ids[WANG], {"former_name": "王㛃"})
    window.pages.page("students").ask_new()
    window.day_watch.back_up_if_changed()
    assert not window.session.is_busy
    window.findChildren(QDialog)[-1].reject()
    window.day_watch.back_up_if_changed()
    assert window.session.is_busy
    wait_free(qtbot, window)
