"""The absence ladder as a clerk sees it: date, what has happened, which lines there are.

Sources: domain.md §2.9, §5.2; findings S25. 2026-09-07 is a Monday.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ledger_app import paths
from ledger_app.domain.calendar import SchoolCalendar
from ledger_app.domain.reminding import reminders
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.student_file import StudentFile
from tests.days import ORDINARY, the_day

FOLDER = paths.resources() / "rules"
RULES = load_rules(FOLDER)
SHORT = {
    "absence_same_day": "电话", "absence_1": "家访", "absence_2": "集体", "absence_3": "疑似",
    "registry_flag": "标注", "dropout_confirm": "认定", "village_help": "请村",
    "still_missing": "仍缺", "leave_over": "假满", "seen_in_case": "见到",
}  # fmt: skip
MARKS = {"overdue": "!", "today": "", "soon": "…"}

AWAY = {"from_on": "2026-09-07", "reason_given": "7", "excused": "0"}
ILL = {"from_on": "2026-09-07", "to_on": "2026-09-09", "reason_given": "1", "excused": "1"}
CALLED = {"contacted_on": "2026-09-07", "mode": "2", "result": "2"}
VISITED = {"contacted_on": "2026-09-08", "mode": "1", "met_who": "2", "content": "答应让孩子来"}
NO_ANSWER = {"contacted_on": "2026-09-07", "mode": "2", "result": "8"}
SUSPECTED = {"is_suspected": "1", "suspected_on": "2026-09-09", "last_attended": "2026-09-04"}
FLAGGED = SUSPECTED | {"registry_flagged_on": "2026-09-15"}
REFUSED = {"contacted_on": "2026-09-09", "mode": "1", "purpose": "1", "result": "7"}
BACK = {"held_on": "2026-09-10"}


def child(student=None, **records) -> StudentFile:
    rows = {
        table: [{"id": f"{table}{n}", **row} for n, row in enumerate(kept)]
        for table, kept in records.items()
    }
    return StudentFile({"id": "s", "name": "赵涛", "grade": "3", **(student or {})}, rows)


def lines(file: StudentFile, day: str, rules=RULES, calendar=ORDINARY, outcomes=()) -> str:
    """Return the lines of the ladder by day: 电话! is overdue, 疑似… comes soon."""
    found = reminders.reminders([file], rules, the_day(day, calendar), outcomes)
    found = [each for each in found if each.rule in SHORT]
    order = list(SHORT)
    found.sort(key=lambda each: order.index(each.rule))
    return " ".join(f"{SHORT[each.rule]}{MARKS[each.state]}" for each in found)


# fmt: off
STORIES = [
    # nothing done: every step comes, and none goes
    ("2026-09-04", {"absence": [AWAY]}, ""),
    ("2026-09-07", {"absence": [AWAY]}, "电话 家访 疑似… 仍缺…"),
    ("2026-09-08", {"absence": [AWAY]}, "电话! 家访! 集体 疑似… 仍缺"),
    ("2026-09-09", {"absence": [AWAY]}, "电话! 家访! 集体! 疑似 仍缺!"),
    ("2026-09-14", {"absence": [AWAY]},
     "电话! 家访! 集体! 疑似! 标注 认定… 仍缺!"),
    ("2026-09-18", {"absence": [AWAY]},
     "电话! 家访! 集体! 疑似! 标注! 认定 仍缺!"),
    # each step is answered by what it asks for
    ("2026-09-07", {"absence": [AWAY], "contact": [CALLED]}, "家访 疑似… 仍缺…"),
    ("2026-09-07", {"absence": [AWAY], "contact": [NO_ANSWER]}, "电话 家访 疑似… 仍缺…"),
    ("2026-09-07", {"absence": [{**AWAY, "contacted_at": "09-07 08:40"}]},
     "家访 疑似… 仍缺…"),
    ("2026-09-08", {"absence": [AWAY], "contact": [CALLED, VISITED]}, "疑似… 仍缺…"),
    ("2026-09-08", {"absence": [{**AWAY, "home_visit_on": "2026-09-08"}]}, "疑似… 仍缺"),
    ("2026-09-09", {"absence": [AWAY], "contact": [CALLED, VISITED]}, "疑似 仍缺"),
    # a case takes over: marked, confirmed, the village asked
    ("2026-09-09", {"absence": [AWAY], "dropout": [SUSPECTED]}, ""),
    ("2026-09-16", {"absence": [AWAY], "dropout": [SUSPECTED]}, "标注! 认定…"),
    ("2026-09-16", {"absence": [AWAY], "dropout": [FLAGGED]},
     "认定…"),
    ("2026-09-18", {"dropout": [SUSPECTED]}, "标注! 认定"),
    ("2026-09-18", {"dropout": [SUSPECTED | {"confirmed_on": "2026-09-18"}]}, "标注!"),
    ("2026-09-14", {"dropout": [SUSPECTED], "contact": [
        REFUSED]}, "标注 认定… 请村"),
    ("2026-09-14", {"dropout": [SUSPECTED], "contact": [
        REFUSED,
        REFUSED | {"contacted_on": "2026-09-11", "mode": "6"}]}, "标注 认定…"),
    # seen at school in an open case: evidence, not yet a return
    ("2026-09-10", {"dropout": [SUSPECTED], "roll_call": [BACK]}, "见到"),
    # over: seen on a later day, or its last day has passed
    ("2026-09-10", {"absence": [AWAY], "roll_call": [BACK]}, ""),
    ("2026-09-10", {"absence": [AWAY], "sighting": [
        {"seen_on": "2026-09-10", "kind": "1"}]}, ""),
    ("2026-09-10", {"absence": [AWAY], "sighting": [
        {"seen_on": "2026-09-10", "kind": "2"}]},
     "电话! 家访! 集体! 疑似! 仍缺!"),
    ("2026-09-09", {"absence": [AWAY | {"to_on": "2026-09-08"}]}, ""),
    ("2026-09-08", {"absence": [AWAY | {"to_on": "2026-09-08"}]},
     "电话! 家访! 集体 疑似… 仍缺"),
    # two absences with no school day between are one; an end typed early does not start it anew
    ("2026-09-09", {"absence": [AWAY | {"to_on": "2026-09-08"}, AWAY | {"from_on": "2026-09-09"}]},
     "电话! 家访! 集体! 疑似 仍缺!"),
    # excused: nobody is after it before its end, and it always comes back then
    ("2026-09-07", {"absence": [ILL]}, "假满…"),
    ("2026-09-09", {"absence": [ILL]}, "假满…"),
    ("2026-09-10", {"absence": [ILL]}, "电话 家访 仍缺… 假满"),
    ("2026-09-14", {"absence": [ILL]},
     "电话! 家访! 集体! 疑似 标注… 仍缺! 假满!"),
    ("2026-09-14", {"absence": [ILL], "roll_call": [BACK]}, ""),
    ("2026-09-10", {"absence": [ILL | {"to_on": None}]}, "假满"),
    ("2027-06-30", {"absence": [ILL | {"to_on": None}]}, "假满!"),
    # 休学 since has a day of its own; a mark in the register has none and ends nothing
    ("2026-09-14", {"absence": [AWAY], "leave": [
        {"kind": "1", "from_on": "2026-09-10", "to_on": "2027-07-01"}]}, ""),
    ("2026-09-08", {"absence": [AWAY], "student": {"in_school_status": "2", "absent_kind": "1"}},
     "电话! 家访! 集体 疑似… 仍缺"),
    # nobody wrote since when
    ("2026-09-07", {"absence": [{"excused": "0", "created_at": "2026-09-07 08:00:00"}]},
     "电话 家访 疑似… 仍缺…"),
]
# fmt: on


@pytest.mark.parametrize(("day", "told", "expected"), STORIES)
def test_on_this_day_these_lines_stand(day, told, expected):
    assert lines(child(**told), day) == expected


def test_holidays_are_no_missed_days():
    """S25: 1 to 7 October do not count; the line stands all through them."""

    week = SchoolCalendar(days_off=frozenset(date(2026, 10, day) for day in range(1, 8)))
    away = child(absence=[AWAY | {"from_on": "2026-09-30"}], contact=[
        {"contacted_on": "2026-09-30", "mode": "1", "met_who": "2"}])  # fmt: skip
    assert lines(away, "2026-10-07", calendar=week) == "疑似… 仍缺…"
    assert lines(away, "2026-10-08", calendar=week) == "集体 疑似… 仍缺"
    assert lines(away, "2026-10-14", calendar=week) == "集体! 疑似! 标注 仍缺!"


def test_the_days_are_the_countys():
    five = load_rules(FOLDER, {"absence_3": {"offset_days": 5}})
    assert "疑似" not in lines(child(absence=[AWAY]), "2026-09-07", five)
    assert lines(child(absence=[AWAY]), "2026-09-10", five).count("疑似…") == 1
    assert " 疑似 " in lines(child(absence=[AWAY]), "2026-09-11", five)


def test_the_third_day_proposes_a_suspicion_with_everything_filled():
    """The line opens a new dropout record: last day at school, suspected today, grade."""
    found = reminders.reminders([child(absence=[AWAY])], RULES, the_day("2026-09-09"))
    (line,) = [each for each in reminders.one_line_each(found) if each.student]
    assert (line.opens, line.record) == ("dropout", "")
    assert line.presets == {
        "is_suspected": "1", "suspected_on": "2026-09-09", "last_attended": "2026-09-04",
        "dropout_ym": "2026-09", "dropout_grade": "3",
    }  # fmt: skip
    assert line.reason == (
        "09-07 起缺课 3 个上课日（不明），还没有联系上监护人；还没有家访记录；"
        "还没有到校；还没有登记疑似辍学"
    )
    assert "报告表" in line.action


def test_the_first_day_asks_for_a_call():
    found = reminders.reminders([child(absence=[AWAY])], RULES, the_day("2026-09-07"))
    line = reminders.one_line_each(found)[0]
    assert (line.opens, dict(line.presets)) == ("contact", {"purpose": "6", "mode": "2"})
    assert line.action.startswith("今天打电话")


def test_an_open_absence_has_a_line_whatever_was_answered():
    """Every line answered by hand, day after day: the next school day it is there again."""

    away, outcomes = child(absence=[AWAY]), []
    for number in range(300):
        day = (date(2026, 9, 7) + timedelta(days=number)).isoformat()
        found = reminders.reminders([away], RULES, the_day(day), outcomes)
        assert [each for each in found if each.student == "s"], day
        outcomes += [
            {"rule": each.rule, "student_id": "s", "due_on": each.due_on,
             "outcome": "impossible" if number % 2 else "done", "created_at": f"{day} 09:00:00"}
            for each in found
        ]  # fmt: skip
