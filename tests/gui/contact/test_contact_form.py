"""The short form of a contact in the real window, by keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QApplication

from ledger_app.actions import edit_file, undo_revision
from ledger_app.bench.keys import calls
from ledger_app.bench.keys.counted_keys import CountedKeys
from ledger_app.gui.contact.contact_dialog import ContactDialog
from ledger_app.gui.page import LogContact, ShowStudent
from ledger_app.store.lists.student_files import load_file
from tests.gui.frame import IGNORED, see, unlock, wait_free
from tests.gui.real_window import editor, half_type, pane

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


@pytest.fixture
def keys(window):
    return CountedKeys(window)


def form(window):
    """Return the short form that is open, None without one."""
    found = [each for each in window.findChildren(ContactDialog) if each.isVisible()]
    return found[0] if found else None


def contacts(window, child):
    return load_file(window.session.ledger, child).of("contact")


def at_line(qtbot, window, name, rule):
    """Go to a line of 今日."""
    window.pages.show_page("today")
    wait_free(qtbot, window)
    see()
    page = window.pages.page("today")
    for row in range(page.model.rowCount()):
        line = page.model.line(page.model.index(row))
        if line is not None and (line.reminder.name, line.reminder.rule) == (name, rule):
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            page.view.selectionModel().setCurrentIndex(page.model.index(row), flag)
            page.view.setFocus()
            return page
    raise AssertionError((name, rule))


def at(qtbot, window, child):
    """Go to a child in the list."""
    window.pages.ask(ShowStudent(child))
    wait_free(qtbot, window)
    window.pages.page("students").focus_list()


def test_a_call_from_today_costs_eight_keys_and_ends_on_the_next_line(qtbot, window, ids, keys):
    page = at_line(qtbot, window, "王𬱖", "repersuade")
    after = page.view.next_keys()
    calls.log_call(window, keys)
    assert keys.pressed <= calls.CALL
    assert form(window) is None
    (row,) = contacts(window, ids["王𬱖"])
    assert (row["purpose"], row["mode"], row["met_who"], row["result"]) == ("1", "2", "2", "2")
    assert (row["promised_on"], row["phone_tried"]) == ("2026-11-24", "13800001000")
    assert "路费" in row["content"]
    assert page.view.keys() == after
    assert page.view.hasFocus()


def test_a_suspected_dropout_with_its_first_contact_costs_at_most_24_keys(qtbot, window, ids, keys):
    at(qtbot, window, ids["陈㛃喆"])
    before = window.session.ledger.value("SELECT max(no) FROM revision")
    calls.suspect(window, keys)
    assert keys.pressed <= calls.SUSPECTED
    file = load_file(window.session.ledger, ids["陈㛃喆"])
    (case,) = file.of("dropout")
    assert (case["last_attended"], case["dropout_ym"]) == ("2026-11-20", "2026-11")
    assert (case["dropout_reasons"], case["main_reason"]) == ("01", "01")
    assert case["dropout_whereabouts"] == "1"
    (row,) = file.of("contact")
    assert (row["result"], row["met_who"]) == ("7", "3")
    assert window.session.ledger.value("SELECT max(no) FROM revision") == before + 1
    assert window.pages.page("students").current.id == ids["陈㛃喆"]


def test_the_same_key_opens_the_same_form_on_every_page(qtbot, window, ids, keys):
    at(qtbot, window, ids["王𬱖"])
    for show in ("list", "file", "examination"):
        if show == "file":
            pane(window).show_tab("family_member")
            pane(window).focus_first()
        elif show == "examination":
            window.pages.show_page("examination")
            wait_free(qtbot, window)
            see()
        keys.press("Ctrl+J")
        dialog = form(window)
        assert dialog is not None, show
        keys.press("Esc")
        assert form(window) is None
    assert not contacts(window, ids["王𬱖"])


def test_nothing_is_chosen_that_was_not_so_the_last_time_for_this_child_and_purpose(
    qtbot, window, ids, keys
):
    ledger = window.session.ledger
    other = {"contacted_on": "2026-11-20", "purpose": "1", "mode": "3", "result": "8"}
    edit_file.add_record(ledger, "contact", ids["单小雨"], other)
    mine = {"contacted_on": "2026-11-19", "purpose": "2", "mode": "1", "met_who": "1"}
    edit_file.add_record(ledger, "contact", ids["陈㛃喆"], mine)
    at(qtbot, window, ids["陈㛃喆"])
    keys.press("Ctrl+J")
    choices = form(window).form.choices
    assert choices["mode"].value() is None
    keys.press("1")  # 劝返: never done so before
    assert choices["mode"].value() is None
    keys.press("Up", "2")  # 关爱走访: the last time at home
    assert choices["mode"].value() == "1"
    assert "上次是这样" in choices["mode"]._note.text()
    assert choices["mode"].hasFocus()  # not past it
    keys.press("2")
    assert choices["mode"].value() == "2"
    assert choices["mode"]._note.isHidden()


def test_a_result_that_the_rules_ask_for_is_asked_for_at_its_field(qtbot, window, ids, keys):
    at(qtbot, window, ids["王𬱖"])
    keys.press("Ctrl+J")
    dialog = form(window)
    keys.press("Up", "1", "2", "2", "Ctrl+Return")  # 劝返 without a result
    assert form(window) is dialog
    assert dialog.form.choices["result"].hasFocus()
    assert "劝返结果" in dialog.form.choices["result"]._note.text()
    keys.press("2", "Ctrl+Return")  # promised, without a day
    assert dialog.form.editors["promised_on"].entry().hasFocus()
    keys.press("+", "3", "Ctrl+Return")
    assert form(window) is None
    assert contacts(window, ids["王𬱖"])[-1]["promised_on"] == "2026-11-24"


def test_what_is_half_typed_waits_for_the_same_child_also_after_the_lock(qtbot, window, ids, keys):
    told = []
    window.pages.told.connect(told.append)
    at(qtbot, window, ids["王𬱖"])
    keys.press("Ctrl+J", "2", "3", "7").write("母亲不同意")
    keys.press("Esc", "Esc")
    assert form(window) is None
    assert "填了一半的留着" in told[0]
    assert not contacts(window, ids["王𬱖"])
    at(qtbot, window, ids["单小雨"])
    keys.press("Ctrl+J")
    assert form(window).form.choices["result"].value() is None  # another child's is its own
    keys.press("Esc")
    at(qtbot, window, ids["王𬱖"])
    keys.press("Ctrl+J")
    assert form(window).form.choices["result"].value() == "7"
    window.leaving.lock()
    qtbot.waitUntil(window.screens.shows_unlock)
    assert form(window) is None  # nothing of the child can be read meanwhile
    unlock(qtbot, window)
    wait_free(qtbot, window)
    assert form(window).form.choices["mode"].value() == "2"
    keys.press("Ctrl+Return")
    assert contacts(window, ids["王𬱖"])[-1]["result"] == "7"


def test_more_keeps_what_is_typed_and_opens_the_record_at_the_same_field(qtbot, window, ids, keys):
    at(qtbot, window, ids["王𬱖"])
    keys.press("Ctrl+J", "2", "3", "7").write("母亲不同意")
    keys.press("F2")
    assert form(window) is None
    assert pane(window).current_tab() == "contact"
    found = editor(window, "content", "contact")
    assert found.entry().hasFocus()
    assert found.value() == "母亲不同意"
    (row,) = contacts(window, ids["王𬱖"])
    assert (row["mode"], row["result"], row["phone_tried"]) == ("2", "7", "13800001000")
    undo_revision.undo(window.session.ledger)
    assert not contacts(window, ids["王𬱖"])


def test_the_number_that_was_rung_is_still_the_chosen_one_when_the_form_is_taken_up_again(
    qtbot, window, ids, keys
):
    child = ids["王𬱖"]
    edit_file.save_fields(window.session.ledger, "student", child, {"phone2": "13900002222"})
    at(qtbot, window, child)
    keys.press("Ctrl+J", "2", "3", "7")
    form(window).numbers.choose("13900002222")
    assert form(window).numbers.number() == "13900002222"
    keys.press("Esc", "Esc")
    assert form(window) is None
    keys.press("Ctrl+J")
    assert form(window).numbers.number() == "13900002222"
    keys.press("Ctrl+Return")
    assert contacts(window, child)[-1]["phone_tried"] == "13900002222"


def test_more_keeps_it_for_all_that_are_ticked(qtbot, window, ids, keys):
    ledger = window.session.ledger
    house = {"guardian_name": "王建国", "guardian_phone": "13800001000"}
    edit_file.save_fields(ledger, "student", ids["单小雨"], house)
    at(qtbot, window, ids["王𬱖"])
    keys.press("Ctrl+J")
    form(window).lines.ticks[ids["单小雨"]].setChecked(True)
    keys.press("1", "3", "7", "F2")
    assert form(window) is None
    assert [row["result"] for row in contacts(window, ids["单小雨"])] == ["7"]
    undo_revision.undo(ledger)
    assert not contacts(window, ids["王𬱖"])
    assert not contacts(window, ids["单小雨"])


def test_a_half_typed_field_of_the_file_is_kept_first_or_says_why_it_cannot(
    qtbot, window, ids, keys
):
    half_type(window, "village_name", "石门村")
    keys.press("Ctrl+J")
    assert form(window) is not None
    sql = "SELECT village_name FROM student WHERE id = ?"
    assert window.session.ledger.value(sql, [ids["王𬱖"]]) == "石门村"
    keys.press("Esc")
    half_type(window, "birth_date", "哪一天")
    keys.press("Ctrl+J")
    assert form(window) is None  # the field says what is wrong


def test_children_of_one_house_are_ticked_and_each_may_have_its_own_result(
    qtbot, window, ids, keys
):
    ledger = window.session.ledger
    house = {"guardian_name": "王建国", "guardian_phone": "13800001000"}
    edit_file.save_fields(ledger, "student", ids["单小雨"], house)
    edit_file.save_fields(ledger, "student", ids["赵国庆"], house)
    at(qtbot, window, ids["王𬱖"])
    keys.press("Ctrl+J")
    dialog = form(window)
    assert set(dialog.lines.ticks) == {ids["单小雨"], ids["赵国庆"]}
    dialog.lines.ticks[ids["单小雨"]].setChecked(True)
    dialog.lines.results[ids["单小雨"]].set_value("8")
    keys.press("1", "3", "7", "Ctrl+Return")
    results = [contacts(window, ids[name]) for name in ("王𬱖", "单小雨", "赵国庆")]
    assert [[row["result"] for row in rows] for rows in results] == [["7"], ["8"], []]
    undo_revision.undo(ledger)
    assert not contacts(window, ids["单小雨"])


def test_a_child_of_the_house_is_ticked_by_keys_and_more_keeps_it_for_both(
    qtbot, window, ids, keys
):
    house = {"guardian_name": "王建国", "guardian_phone": "13800001000"}
    edit_file.save_fields(window.session.ledger, "student", ids["单小雨"], house)
    at(qtbot, window, ids["王𬱖"])
    keys.press("Ctrl+J", "Up", "Up", "Up")
    tick = form(window).lines.ticks[ids["单小雨"]]
    assert tick.hasFocus()
    keys.press("Space", "Enter")
    assert tick.isChecked()
    tick.setFocus()
    keys.press("Tab", "Tab")
    assert form(window).form.numbers.choice.hasFocus()  # the next field, no button
    keys.press("Enter", "6", "2", "3", "F2")
    assert form(window) is None
    assert [len(contacts(window, ids[name])) for name in ("王𬱖", "单小雨")] == [1, 1]


def test_a_result_of_its_own_ticks_the_child(qtbot, window, ids, keys):
    house = {"guardian_name": "王建国", "guardian_phone": "13800001000"}
    edit_file.save_fields(window.session.ledger, "student", ids["单小雨"], house)
    at(qtbot, window, ids["王𬱖"])
    keys.press("Ctrl+J")
    lines = form(window).lines
    lines.results[ids["单小雨"]].setFocus()
    keys.press("8", "Enter")
    assert lines.chosen() == [ids["单小雨"]]


def test_one_contact_for_all_that_are_selected(qtbot, window, ids, keys):
    at(qtbot, window, ids["陈㛃喆"])
    window.pages.page("students").view.selectAll()
    keys.press("Ctrl+J")
    dialog = form(window)
    assert len(dialog.lines.chosen()) == len(ids)
    dialog.lines.ticks[ids["李梓涵"]].setChecked(False)
    keys.press("3", "7", "4", "Enter").write("家长会")
    keys.press("Ctrl+Return")
    assert form(window) is None
    told = {name for name in ids if any(row["mode"] == "7" for row in contacts(window, ids[name]))}
    assert told == set(ids) - {"李梓涵"}


def test_a_child_in_a_case_that_came_back_is_asked_about_and_its_return_is_written(
    qtbot, window, ids, keys
):
    at(qtbot, window, ids["王𬱖"])
    keys.press("Ctrl+J", "2", "1", "1", "1")
    offer = form(window).form.offer
    assert "登记复学" in offer._said.text() + offer._asked.buttons[0].text()
    keys.press("1", "Ctrl+Return")
    (back,) = load_file(window.session.ledger, ids["王𬱖"]).of("placement")
    assert (back["returned_on"], back["return_grade"]) == ("2026-11-21", "3")


def test_a_case_is_not_opened_unless_somebody_says_so(qtbot, window, ids, keys):
    at(qtbot, window, ids["陈㛃喆"])
    keys.press("Ctrl+J", "1", "2", "2", "7", "Ctrl+Return")
    assert len(contacts(window, ids["陈㛃喆"])) == 1
    assert not load_file(window.session.ledger, ids["陈㛃喆"]).of("dropout")


def test_an_earlier_contact_says_both_days(qtbot, window, ids, keys):
    at(qtbot, window, ids["王𬱖"])
    keys.press("Ctrl+J")
    dialog = form(window)
    day = dialog.form.editors["contacted_on"]
    day.focus_editor()
    keys.write("11-18").press("Enter")
    assert "补记" in dialog.form.late.text()
    assert "11-21" in dialog.form.late.text()


def test_the_safety_note_stands_on_top_and_numbers_are_masked_until_asked_for(
    qtbot, window, ids, keys
):
    ledger = window.session.ledger
    edit_file.save_fields(ledger, "student", ids["王𬱖"], {"safety_note": "不得告知父亲住址"})
    at(qtbot, window, ids["王𬱖"])
    keys.press("Ctrl+J")
    dialog = form(window)
    assert dialog.who.safety.isVisible()
    assert "不得告知父亲住址" in dialog.who.safety.text()
    said = "".join(each.text() for each in dialog.numbers.choice.buttons)
    assert "13800001000" not in said
    dialog.numbers.reveal.click()
    assert "13800001000" in "".join(each.text() for each in dialog.numbers.choice.buttons)
    assert any(ids["王𬱖"] in each for each in ledger.column(
        "SELECT detail FROM audit WHERE event = 'reveal'"
    ))  # fmt: skip


def test_who_has_no_file_any_more_is_said_and_no_form_opens(window, ids):
    edit_file.delete_students(window.session.ledger, [ids["王𬱖"]])
    with_signal = []
    window.session.failed.connect(lambda message, hint: with_signal.append(message))
    window.pages._asked("students", LogContact((ids["王𬱖"],)))
    assert form(window) is None
    assert "找不到" in with_signal[0]
    assert QApplication.activeModalWidget() is None
