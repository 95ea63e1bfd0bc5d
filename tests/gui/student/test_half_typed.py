"""Text that is half typed, or that cannot be kept: never silently gone, whatever happens."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ledger_app.actions import edit_file
from ledger_app.catalogue import STUDENT, Kind
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.page import ShowPlaces, ShowStudent
from ledger_app.store.changes import revisions
from tests.gui.frame import IGNORED, copy_of, unlock, wait_free
from tests.gui.real_window import editor, go_to, half_type, pane, stored

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
WANG, LI = "王𬱖", "李梓涵"
BAD = "去年冬天"  # no date


@pytest.fixture
def full_disk(monkeypatch):
    """Refuse every revision until called."""
    patch = pytest.MonkeyPatch()

    def refuse(ledger, kind, summary):
        raise LedgerError("磁盘已满。", "请腾出空间。")

    for module in (revisions, edit_file):
        patch.setattr(module, "revise", refuse)
    yield patch.undo
    patch.undo()


def follow(page):
    page._following.stop()
    page._follow()


def by_mouse(window, ids, qtbot):
    page = window.pages.page("students")
    page.view.go_to_row(1)
    follow(page)


def by_next_key(window, ids, qtbot):
    window.pages.page("students").step_student(1)


def by_search(window, ids, qtbot):
    page = window.pages.page("students")
    page.bar.box.setText("李梓")
    page._open_first()


def by_reminder(window, ids, qtbot):
    window.pages.show_page("today")
    window.pages.ask(ShowStudent(ids[LI], new_record="contact"))


def by_page(window, ids, qtbot):
    window.pages.show_page("print")
    wait_free(qtbot, window)


def by_workbook(window, ids, qtbot):
    window.importing.open(Path("没有.xlsx"))
    wait_free(qtbot, window)


def by_second_undo(window, ids, qtbot):
    window.redo()


AWAY = [by_mouse, by_next_key, by_search, by_reminder, by_page, by_workbook]


@pytest.mark.parametrize("away", AWAY, ids=lambda each: each.__name__)
def test_half_typed_text_is_kept_when_going(qtbot, window, ids, away):
    half_type(window, "former_name", "王㛃")
    away(window, ids, qtbot)
    assert stored(window, ids[WANG], "former_name") == "王㛃"


@pytest.mark.parametrize("away", AWAY, ids=lambda each: each.__name__)
def test_text_that_cannot_be_kept_stays_in_its_field(qtbot, window, ids, away):
    half_type(window, "birth_date", BAD)
    away(window, ids, qtbot)
    assert pane(window).student_id() == ids[WANG]
    assert editor(window, "birth_date").typed_text() == BAD


@pytest.mark.parametrize("away", [by_mouse, by_next_key, by_search, by_reminder])
def test_a_full_disk_keeps_the_text_and_the_child(qtbot, window, ids, away, full_disk):
    before = window.status._saved.text() if hasattr(window.status, "_saved") else ""
    saved = []
    window.session.saved.connect(saved.append)
    found = half_type(window, "former_name", "王㛃")
    away(window, ids, qtbot)

    assert pane(window).student_id() == ids[WANG]
    assert found.typed_text() == "王㛃"
    assert any("磁盘已满" in text for text in window.messages.texts())
    assert saved == []
    assert before == (window.status._saved.text() if hasattr(window.status, "_saved") else "")

    full_disk()
    assert go_to(window, ids[LI])
    assert stored(window, ids[WANG], "former_name") == "王㛃"


def test_escape_gives_up_what_the_ledger_refused(qtbot, window, ids):
    found = half_type(window, "name", " ")
    QTest.keyClick(found.entry(), Key.Key_Return)
    assert "姓名" in found.problem()[0]
    assert not go_to(window, ids[LI])
    found.focus_editor()
    QTest.keyClick(found.entry(), Key.Key_Escape)
    assert found.typed_text() == WANG
    assert go_to(window, ids[LI])


def test_escape_gives_up_ticks_that_a_full_disk_refused(qtbot, window, ids, full_disk):
    keys = [f.key for f in STUDENT.fields if f.kind is Kind.CODES and not f.sensitive]
    found = editor(window, keys[0])
    found.focus_editor()
    found._ticks.toggle(found._ticks._choices[0])
    found.commit()
    assert found.has_pending()
    assert "磁盘已满" in found.problem()[0]
    assert QApplication.focusWidget() is found.entry()
    pane(window)._escape()
    assert not found.has_pending()
    assert found._ticks.ticked() == []
    assert go_to(window, ids[LI])


def test_undo_waits_for_text_that_cannot_be_kept(qtbot, window, ids):
    window.session.act(edit_file.save_fields, "student", ids[WANG], {"former_name": "王㛃"})
    half_type(window, "birth_date", BAD)
    window.undo()
    assert stored(window, ids[WANG], "former_name") == "王㛃"
    assert editor(window, "birth_date").typed_text() == BAD


def test_undo_from_the_menu_takes_half_typed_text_back_and_redo_brings_it(qtbot, window, ids):
    found = half_type(window, "former_name", "王㛃")
    window.undo()
    assert stored(window, ids[WANG], "former_name") is None
    assert found.typed_text() == ""
    window.redo()
    assert stored(window, ids[WANG], "former_name") == "王㛃"


def test_an_import_that_ends_leaves_half_typed_text_alone(qtbot, window, ids):
    found = half_type(window, "former_name", "王㛃")

    given = {"village_name": "新村"}
    save = edit_file.save_fields
    window.session.run(save, "student", ids[WANG], given, then=lambda _: None)
    wait_free(qtbot, window)
    assert found.typed_text() == "王㛃"
    assert editor(window, "village_name").value() == "新村"
    QTest.keyClick(found.entry(), Key.Key_Return)
    assert stored(window, ids[WANG], "former_name") == "王㛃"


def test_half_typed_text_is_kept_when_a_tab_is_shown_for_the_first_time(qtbot, window, ids):
    half_type(window, "former_name", "王㛃")
    pane(window).show_tab("placement")
    assert stored(window, ids[WANG], "former_name") == "王㛃"
    assert pane(window).tab("placement").isVisible()


# Locking and closing.


def locked(qtbot, window):
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=60_000)


def test_the_lock_keeps_half_typed_text(qtbot, window, ids):
    half_type(window, "former_name", "王㛃")
    QTest.keyClick(window, Key.Key_L, Ctrl)
    locked(qtbot, window)
    unlock(qtbot, window)
    assert pane(window).student_id() == ids[WANG]
    assert stored(window, ids[WANG], "former_name") == "王㛃"


def test_what_cannot_be_kept_comes_back_after_the_lock_and_is_said(qtbot, window, ids):
    half_type(window, "birth_date", BAD)
    window.leaving.idle.idle.emit()
    locked(qtbot, window)
    assert window.messages.texts() == []
    unlock(qtbot, window)
    wait_free(qtbot, window)
    assert editor(window, "birth_date").typed_text() == BAD
    assert any("出生日期" in text for text in window.messages.texts())


def test_a_visit_that_a_full_disk_refused_comes_back_after_the_lock(qtbot, window, ids, full_disk):
    pane(window).new_record("contact")
    half_type(window, "content", "奶奶说下周一来。\n衣服不够。", "contact")
    window.leaving.lock()
    locked(qtbot, window)
    full_disk()
    unlock(qtbot, window)
    wait_free(qtbot, window)
    found = editor(window, "content", "contact")
    assert found.typed_text() == "奶奶说下周一来。\n衣服不够。"
    assert pane(window).commit_pending()
    kept = window.session.ledger.column("SELECT content FROM contact WHERE content IS NOT NULL")
    assert "奶奶说下周一来。\n衣服不够。" in kept


def test_closing_stops_over_text_that_cannot_be_kept(qtbot, window, ids):
    half_type(window, "birth_date", BAD)
    window.pages.show_page("today")
    window.close()
    wait_free(qtbot, window)
    assert window.isVisible()
    assert window.session.is_open
    assert window.pages.key() == "students"
    assert editor(window, "birth_date").typed_text() == BAD
    assert "还有内容没有保存，所以没有关闭。" in window.messages.texts()

    button = next(
        each for each in window.messages.findChildren(QPushButton) if "直接关闭" in each.text()
    )
    button.click()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=60_000)
    assert not window.session.is_open


def test_closing_keeps_half_typed_text(qtbot, window, ids, path):
    half_type(window, "former_name", "王㛃")
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=60_000)
    window.opening.open_file(path)
    unlock(qtbot, window)
    assert stored(window, ids[WANG], "former_name") == "王㛃"


def test_another_ledger_waits_for_text_that_cannot_be_kept(qtbot, window, children_file, tmp_path):
    folder = tmp_path / "other"
    folder.mkdir()
    half_type(window, "birth_date", BAD)
    window.opening.open_file(copy_of(children_file[0], folder))
    wait_free(qtbot, window)
    assert window.screens.shows_ledger()
    assert editor(window, "birth_date").typed_text() == BAD


def test_logging_off_keeps_half_typed_text(qtbot, window, ids):
    half_type(window, "former_name", "王㛃")
    window.leaving.keep_all()
    assert stored(window, ids[WANG], "former_name") == "王㛃"


def test_settings_hold_text_that_cannot_be_kept(qtbot, window):
    window.pages.show_page("settings")
    page = window.pages.page("settings")
    page.answer(ShowPlaces())
    places = page.places
    found = places.form().editor("kind")
    found.focus_editor()
    found.entry().setText("没有这种")
    places.add()
    assert places._chosen != "new"
    assert found.typed_text() == "没有这种"
    window.undo()
    assert found.typed_text() == "没有这种"
    assert any("不能保存" in text for text in window.messages.texts())


# New records.


def count(window, table="contact"):
    return window.session.ledger.value(f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL")


def test_a_new_record_that_was_abandoned_leaves_nothing(qtbot, window, ids):
    before = count(window)
    pane(window).new_record("contact")
    assert go_to(window, ids[LI])
    assert count(window) == before


def test_emptying_a_first_value_alone_makes_no_record(qtbot, window, ids):
    before = count(window)
    pane(window).new_record("contact")
    found = editor(window, "contacted_on", "contact")
    found.focus_editor()
    found.entry().clear()
    QTest.keyClick(found.entry(), Key.Key_Return)
    assert go_to(window, ids[LI])
    assert count(window) == before


def test_a_record_undone_under_half_typed_text_is_said(qtbot, window, ids):
    pane(window).new_record("contact")
    found = half_type(window, "content", "奶奶在家", "contact")
    assert found.commit()
    half_type(window, "next_on", BAD, "contact")
    told = []
    window.session.failed.connect(lambda message, hint: told.append(message))
    from ledger_app.actions import undo_revision

    window.session.act(undo_revision.undo)
    assert any("没填完的内容没有保存" in text for text in told)
    assert QApplication.focusWidget() is not None
