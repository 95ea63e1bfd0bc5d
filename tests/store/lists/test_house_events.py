"""What happened in a house is a line of `due` at its other children, however they are found."""

from __future__ import annotations

import pytest

from ledger_app.actions import due_list, edit_file, open_student

MOTHER = {"guardian_name": "吴秀英", "guardian_phone": "13822223333"}
HOUSE_NO = {"household_no": "12", "village_name": "青山村"}
AT_HOME = {"name": "吴秀英", "phone": "13822223333", "is_guardian": "1"}
DROPPED = {"is_suspected": "1", "suspected_on": "2026-11-10"}


def asked(ledger):
    return [each.name for each in due_list.due(ledger) if each.rule == "same_house"]


@pytest.mark.parametrize(
    ("first", "second", "family", "is_asked"),
    [
        (MOTHER, MOTHER, {}, True),
        (HOUSE_NO, HOUSE_NO, {}, True),
        (MOTHER, {}, {"王二": AT_HOME}, True),
        ({}, MOTHER, {"王大": AT_HOME}, True),
        ({}, {}, {"王大": AT_HOME, "王二": AT_HOME}, True),
        (MOTHER, MOTHER | {"guardian_name": "韦老师"}, {}, False),
        (HOUSE_NO, HOUSE_NO | {"village_name": "石门村"}, {}, False),
        (MOTHER, {}, {}, False),
    ],
)
def test_a_dropout_is_asked_about_at_the_other_child(ledger, first, second, family, is_asked):
    ids = {
        name: edit_file.add_student(ledger, {"name": name, **given}).record_id
        for name, given in (("王大", first), ("王二", second))
    }
    for name, member in family.items():
        edit_file.add_record(ledger, "family_member", ids[name], member)
    edit_file.add_record(ledger, "dropout", ids["王大"], DROPPED)
    assert asked(ledger) == (["王二"] if is_asked else [])
    reminders = open_student.open_file(ledger, ids["王二"]).reminders
    assert ("same_house" in {each.rule for each in reminders}) is is_asked
    visit = {"contacted_on": "2026-11-20", "mode": "1", "met_who": "1", "purpose": "6"}
    edit_file.add_record(ledger, "contact", ids["王二"], visit)
    assert asked(ledger) == []


def test_an_answer_by_hand_moves_the_line(ledger):
    for name in ("王大", "王二"):
        edit_file.add_student(ledger, {"name": name, **MOTHER})
    first = ledger.value("SELECT id FROM student WHERE name = '王大'")
    edit_file.add_record(ledger, "dropout", first, DROPPED)
    (line,) = [each for each in due_list.due(ledger) if each.rule == "same_house"]
    due_list.answer(ledger, line, "done")
    assert asked(ledger) == ["王二"]  # comes again: soon
    again = next(each for each in due_list.due(ledger) if each.rule == "same_house")
    assert again.due_on > line.due_on


@pytest.mark.parametrize(
    ("student", "table", "values"),
    [
        ({}, "contact", {"contacted_on": "2026-11-18", "mode": "2", "content": "电话已注销"}),
        ({}, "contact", {"contacted_on": "2026-11-18", "mode": "2", "content": "用户不存在"}),
        ({}, "contact", {"contacted_on": "2026-11-18", "mode": "2", "content": "已停机"}),
        ({"register_status": "5", "marked_on": "2026-11-10"}, "", {}),
        ({"register_status": "6", "marked_on": "2026-11-10"}, "", {}),
        ({"in_school_status": "2", "absent_kind": "2", "marked_on": "2026-11-10"}, "", {}),
        ({}, "placement", {"returned_on": "2026-09-02", "relapsed_on": "2026-11-10"}),
    ],
)
def test_today_asks_whatever_the_file_asks(ledger, student, table, values):
    first = edit_file.add_student(ledger, {"name": "王大", **MOTHER, **student}).record_id
    second = edit_file.add_student(ledger, {"name": "王二", **MOTHER}).record_id
    if table:
        edit_file.add_record(ledger, table, first, values)
    assert asked(ledger) == ["王二"]
    reminders = open_student.open_file(ledger, second).reminders
    assert "same_house" in {each.rule for each in reminders}
