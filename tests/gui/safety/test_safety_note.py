"""The safety note stands on top of the file, in 今日, and before anything is printed or saved."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.checking.safety_lines import in_list
from ledger_app.actions.contact.last_talk import LastTalk
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.today import due_lines
from ledger_app.bench.keys.counted_keys import CountedKeys
from ledger_app.gui.exporting.list_saving import ListSaving
from ledger_app.gui.printing.page import PrintPage
from tests.gui.children import fill, press, started
from tests.gui.frame import wait_free
from tests.gui.real_window import pane

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
NOTE = "不得告知父亲住址"
TODAY = datetime(2026, 11, 21, 9, 41, 7)


def in_sight(window):
    label = pane(window)._head._safety
    return label.text() if label.isVisible() else ""


def test_the_note_is_typed_by_one_key_and_stands_on_top_of_the_file(window, qtbot):
    assert in_sight(window) == ""
    keys = CountedKeys(window)
    keys.press("Ctrl+Alt+S").write(NOTE).press("Enter")
    wait_free(qtbot, window)
    assert in_sight(window) == f"⚠ 安全提示：{NOTE}"
    assert keys.pressed == 2
    keys.press("Ctrl+Z")
    wait_free(qtbot, window)
    assert in_sight(window) == ""


def test_it_is_in_the_form_although_sensitive_things_are_hidden(window):
    form = pane(window).tab("student").kept_form().form
    assert not form.is_revealed()
    assert form.editor("safety_note").isVisibleTo(form)
    assert not form.editor("case_involved").isVisibleTo(form)


def test_another_child_has_no_note_of_the_one_before(window, ids, qtbot):
    edit_file.save_fields(window.session.ledger, "student", ids["王𬱖"], {"safety_note": NOTE})
    pane(window).reload()
    assert NOTE in in_sight(window)
    pane(window)._current.be(2, ids["李梓涵"], "")
    pane(window).draw()
    assert in_sight(window) == ""


def test_a_long_note_is_never_cut(window, ids, qtbot):
    long = "不得告知父亲住址和电话；母亲名单保密；" * 5
    edit_file.save_fields(window.session.ledger, "student", ids["王𬱖"], {"safety_note": long})
    pane(window).reload()
    QApplication.processEvents()
    label = pane(window)._head._safety
    room = label.contentsRect().adjusted(9, 3, -9, -3)
    wrapped = label.fontMetrics().boundingRect(room, 0x1000, label.text())
    assert wrapped.height() <= label.height()
    assert label.height() > 2 * label.fontMetrics().height()


def test_the_strip_of_today_says_it_above_the_number(window, ids, qtbot):
    ledger = window.session.ledger
    edit_file.save_fields(ledger, "student", ids["王𬱖"], {"safety_note": NOTE})
    lines = {each.reminder.name: each for each in due_lines.today_lines(ledger)}
    strip = window.pages.page("today").strip
    strip.show_line(lines["王𬱖"], ledger.day(), LastTalk(), revealed=False)
    assert strip.safety.text() == f"⚠ 安全提示：{NOTE}"
    strip.show_line(lines["李梓涵"], ledger.day(), LastTalk(), revealed=False)
    assert strip.safety.text() == ""


# Before paper.


@pytest.fixture
def page(ledger, qtbot):
    ledger.clock = lambda: TODAY
    ids = fill(ledger)
    edit_file.save_fields(ledger, "student", ids["王𬱖"], {"safety_note": NOTE})
    edit_file.save_fields(ledger, "student", ids["赵国庆"], {"safety_note": "名单保密"})
    page = PrintPage(started(ledger))
    qtbot.addWidget(page)
    page.resize(1220, 680)
    page.show()
    settle(qtbot, page)
    yield page
    settle(qtbot, page)


def shown(qtbot, page, key, student=None):
    page.choose(key, student)
    settle(qtbot, page)
    return page._preview


def settle(qtbot, page):
    qtbot.waitUntil(
        lambda: not (page._timer.isActive() or page._progress or page.issuing.is_at_work),
        timeout=30_000,
    )


def listed(page):
    return [page.problems.item(at).text() for at in range(page.problems.count())]


def test_a_paper_names_those_of_its_children_who_have_a_note_and_nobody_else(page, qtbot):
    preview = shown(qtbot, page, "suspected_ledger")
    assert [each.text for each in preview.safety] == [f"王𬱖（三年级2班）：{NOTE}"]
    assert listed(page)[:2] == [
        "1 个孩子有安全提示，打印前先看：", f"王𬱖（三年级2班）：{NOTE}",
    ]  # fmt: skip
    texts = " ".join(t for sheet in preview.prepared.sheets for row in sheet.rows for t in row)
    assert "王𬱖" in texts
    assert NOTE not in texts


def test_a_route_sheet_and_a_card_name_them_too(page, qtbot):
    sheet = shown(qtbot, page, "visit_list")
    assert [each.name for each in sheet.safety] == ["王𬱖"]
    wang = sheet.safety[0].student
    assert [each.name for each in shown(qtbot, page, "student_card", wang).safety] == ["王𬱖"]


def test_nothing_is_issued_before_the_note_was_confirmed_and_that_is_noted(
    page, qtbot, monkeypatch
):
    asked = []
    monkeypatch.setattr(page.issuing, "ask_file", lambda *given, read: asked.append(read))
    preview = shown(qtbot, page, "suspected_ledger")
    page._ask_file()
    assert asked == []
    press(page, "不做")
    assert asked == []
    page._ask_file()
    box = press(page, "看过了，继续")
    assert NOTE in box.informativeText()
    assert asked == [preview.safety]
    print_ledger.issue(page._session.ledger, preview.prepared, seen=asked[0])
    [detail] = page._session.ledger.column("SELECT detail FROM audit WHERE event = 'safety_seen'")
    assert json.loads(detail)["paper"] == "suspected_ledger"
    assert NOTE not in detail


def test_a_paper_without_such_children_asks_nothing(page, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(page.issuing, "ask_file", lambda *given, read: asked.append(given))
    undo_revision.undo(page._session.ledger)
    undo_revision.undo(page._session.ledger)
    shown(qtbot, page, "suspected_ledger")
    page._ask_file()
    assert len(asked) == 1
    assert not [box for box in page.findChildren(QMessageBox) if box.isVisible()]


def test_a_list_is_saved_after_the_notes_of_its_children_were_read(page, qtbot, monkeypatch):
    saving = ListSaving(page._session, page)
    asked = []
    monkeypatch.setattr(saving, "_ask_file", lambda *given: asked.append(given))
    ledger = page._session.ledger
    nos = ledger.column("SELECT no FROM student")
    saving.ask(nos, [("姓名", str), ("年级班级", str)])
    assert asked == []
    press(page, "看过了，继续")
    assert [each.name for each in asked[0][-1]] == ["王𬱖", "赵国庆"]
    assert in_list(ledger, nos[:0]) == []


def test_an_old_edition_is_made_again_after_the_notes_of_today_were_read(page, qtbot, monkeypatch):
    ledger, asked = page._session.ledger, []
    monkeypatch.setattr(page.issuing, "ask_file", lambda *given: asked.append(given))
    preview = shown(qtbot, page, "suspected_ledger")
    number, _ = print_ledger.issue(ledger, preview.prepared, seen=preview.safety)
    page._edition_asked(number, to_file=True)
    assert asked == []
    assert NOTE in press(page, "看过了，继续").informativeText()
    assert asked[0][-1] == list(preview.safety)


def test_a_note_written_after_the_preview_lets_nothing_be_printed_from_it(page, qtbot):
    preview = shown(qtbot, page, "suspected_ledger")
    assert page._actions["save"].isEnabled()
    page._session.act(
        edit_file.save_fields, "student", preview.safety[0].student, {"safety_note": "名单保密"}
    )
    assert not page._actions["save"].isEnabled()
    settle(qtbot, page)
    assert [each.note for each in page._preview.safety] == ["名单保密"]


def test_whoever_printed_from_elsewhere_meanwhile_is_told_and_no_number_is_used(
    page, qtbot, tmp_path
):
    preview = shown(qtbot, page, "suspected_ledger")
    target = tmp_path / "疑似.pdf"
    page.issuing.save_as(target, preview.prepared)
    settle(qtbot, page)
    assert "1 个孩子的安全提示还没有看过" in page.foot.note.text()
    assert not target.exists()
    assert print_ledger.editions(page._session.ledger, "suspected_ledger") == []
