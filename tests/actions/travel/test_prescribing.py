"""What the township prescribes comes down with the receipt and goes before what a school has."""

from __future__ import annotations

import pytest

from ledger_app.actions import change_rules, edit_file
from ledger_app.actions.school_days import keep_ages, keep_calendar
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes.revisions import revise
from tests.actions.travel.three_units import GREEN, UNION, add_child

TERM = {"kind": "1", "from_on": "2026-09-01", "to_on": "2027-01-22"}


def days_of(ledger, key):
    return next(each.offset_days for each in change_rules.rule_rows(ledger) if each.key == key)


def test_rules_come_down_and_are_not_changed_at_the_school(three):
    change_rules.change_rule(three.green, "repersuade", enabled=True, offset_days=9)
    change_rules.change_rule(three.green, "whereabouts", enabled=True, offset_days=20)
    change_rules.change_rule(three.township, "repersuade", enabled=True, offset_days=5)
    three.down(three.green)
    assert days_of(three.green, "repersuade") == 5
    assert days_of(three.green, "whereabouts") == 20  # nobody has prescribed that
    assert change_rules.prescribed(three.green) == {"repersuade"}
    with pytest.raises(LedgerError, match="由上级规定"):
        change_rules.change_rule(three.green, "repersuade", enabled=True, offset_days=9)
    change_rules.change_rule(three.green, "whereabouts", enabled=True, offset_days=25)
    change_rules.usual_again(three.green)
    assert days_of(three.green, "repersuade") == 5
    assert days_of(three.green, "whereabouts") == 30
    change_rules.usual_again(three.township)
    three.down(three.green)
    assert days_of(three.green, "repersuade") == 7


def test_the_ages_come_down(three):
    keep_ages.keep_ages(three.green, 7, 15)
    assert keep_ages.ages(three.green) == (7, 15)
    keep_ages.keep_ages(three.township, 6, 16)
    keep_ages.keep_ages(three.township, 6, 17)
    three.down(three.green)
    assert keep_ages.ages(three.green) == (6, 17)
    with pytest.raises(LedgerError, match="由上级规定"):
        keep_ages.keep_ages(three.green, 7, 15)


def test_a_term_from_above_goes_before_one_typed_here_and_nobody_is_asked_about_both(three):
    edit_file.add_record(three.green, "calendar_day", None, {**TERM, "from_on": "2026-08-31"})
    market = {"kind": "7", "from_on": "2026-11-25", "name": "赶集"}
    edit_file.add_record(three.green, "calendar_day", None, market)
    edit_file.add_record(three.township, "calendar_day", None, TERM)
    three.down(three.green)
    assert three.green.day().term_begins.isoformat() == "2026-09-01"
    assert not three.green.calendar.is_school_day(three.green.day().date.replace(day=25))
    shown = {each.from_on: each for each in keep_calendar.entries(three.green)}
    assert shown["2026-09-01"].source == "上级规定"
    assert shown["2026-08-31"].problem == "上级规定了这个学期，这一条不算。"
    assert shown["2026-11-25"].problem == ""
    assert not [text for _, text in keep_calendar.asked(three.green) if "已经录过" in text]


def test_the_list_of_schools_comes_down_and_a_name_without_a_code_finds_its_school(three):
    typed = edit_file.add_record(three.green, "school", None, {"name": "联合小学"}).record_id
    child = add_child(three.green, "王甲")
    with revise(three.green, "edit", "班级") as revision:
        revision.update("student", child, {"school": typed})
    three.down(three.green)
    rows = three.green.rows(
        "SELECT id, name, code, phone FROM school WHERE deleted_at IS NULL ORDER BY code"
    )
    assert [(row["name"], row["code"]) for row in rows] == [
        ("青山小学", GREEN), ("联合小学", UNION),
    ]  # fmt: skip
    assert rows[1]["phone"] == "0771-2"
    assert three.green.value("SELECT school FROM student WHERE id = ?", [child]) == rows[1]["id"]


def test_a_neighbour_that_changes_is_followed_without_a_question(three):
    three.down(three.green)
    union = three.township.value("SELECT id FROM school WHERE code = ?", [UNION])
    edit_file.save_fields(three.township, "school", union, {"phone": "0771-9"})
    three.down(three.green)
    assert three.green.value("SELECT phone FROM school WHERE code = ?", [UNION]) == "0771-9"
    assert three.green.value("SELECT count(*) FROM conflict WHERE record LIKE '%3'") == 0
