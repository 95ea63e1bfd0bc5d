"""Folding the lines of 今日: few enough to read, none lost, each in one place."""

from __future__ import annotations

import random

import pytest

from ledger_app.actions.today.due_lines import TodayLine
from ledger_app.actions.today.folds import (
    MOST_LINES,
    Fold,
    Level,
    by_state,
    folded,
    in_order,
    not_in_class_folds,
    parts,
)
from ledger_app.domain.reminding.reminders import Reminder


def line(
    name, place=("s1", "青山小学", "3", "1"), rule="unverified", days=0, village="青山村", urgency=2
):
    school, school_name, grade, class_no = place
    state = "overdue" if days > 0 else "today" if days == 0 else "soon"
    reminder = Reminder(
        rule, "未核实", name, name, "2026-09-08", state, "班主任", "查明", "没有依据", days, "",
        urgency=urgency,
    )  # fmt: skip
    child = {
        "school": school, "school_name": school_name, "grade": grade, "class_no": class_no,
        "village_name": village, "list_order": f"{school_name}{grade}{class_no}{name}",
    }  # fmt: skip
    return TodayLine(reminder, child)


def of_class(count, place=("s1", "青山小学", "3", "1"), **more):
    return [line(f"{place[0]}-{place[2]}-{place[3]}-{n}", place, **more) for n in range(count)]


def children(entries):
    """Return every child of these entries, whether its line is folded or not."""
    return [
        each.reminder.student
        for entry in entries
        for each in (entry.lines if isinstance(entry, Fold) else [entry])
    ]


def said(entries):
    return [(each.title, each.said) if isinstance(each, Fold) else each.reminder.name
            for each in in_order(entries)]  # fmt: skip


def test_many_of_one_class_are_one_line_with_their_number():
    (fold,) = folded(of_class(34), by_state)
    assert (fold.title, fold.said) == ("青山小学 三(1)班", "34 人本学期还没有核实在校")
    assert fold.school_class == ("s1", "3", "1")


@pytest.mark.parametrize(("count", "entries"), [(1, 1), (3, 3), (4, 1)])
def test_a_few_of_a_class_are_quickly_read_one_by_one(count, entries):
    assert len(folded(of_class(count), by_state)) == entries


def test_children_of_no_class_are_folded_by_their_village():
    nowhere = ("", None, None, None)
    found = folded(of_class(5, nowhere) + of_class(6, nowhere, village=None), by_state)
    assert [each.title for each in found] == ["青山村", "没有填村的"]
    assert all(each.school_class is None for each in found)


def test_a_list_by_village_is_folded_by_village():
    lines = of_class(3) + of_class(3, ("s1", "青山小学", "4", "1"))
    (fold,) = folded(lines, lambda each: each.child["village_name"], by_village=True)
    assert (fold.title, fold.count) == ("青山村", 6)


def test_what_is_overdue_and_what_is_not_are_not_mixed():
    found = folded(of_class(5, days=3) + of_class(5, days=-2), by_state)
    assert [each.count for each in found] == [5, 5]


def test_children_out_of_school_keep_their_own_line_while_there_is_room():
    out = [line(f"失学{n}", rule="suspected_report") for n in range(8)]
    found = folded(out + of_class(30), by_state)
    assert [each.reminder.name for each in found if not isinstance(each, Fold)] == [
        f"失学{n}" for n in range(8)
    ]


def test_children_out_of_school_are_folded_last_of_all():
    out = [line(f"失学{n}", rule="suspected_report", urgency=1) for n in range(45)]
    calls = of_class(30, rule="left_behind", urgency=2)
    found = folded([*out, *calls, *of_class(50)], by_state)
    alone = [each.reminder.name for each in found if not isinstance(each, Fold)]
    assert alone == [f"失学{n}" for n in range(45)]
    assert len(folded(out * 4, by_state)) == 1


def test_a_duty_of_the_unit_is_never_in_a_fold():
    duties = [line("", rule="monthly_report") for _ in range(80)]
    assert len(folded(duties, by_state)) == 80


def township(schools=45, classes=20, pupils=19):
    return [
        each
        for school in range(schools)
        for grade in range(1, classes + 1)
        for each in of_class(pupils, (f"s{school}", f"第{school}小学", str(grade), "1"))
    ]


def test_a_township_on_1_september_is_few_enough_lines_and_no_child_is_lost():
    lines = township()
    found = folded(lines, by_state)
    assert len(found) <= MOST_LINES
    assert sorted(children(found)) == sorted(each.reminder.student for each in lines)
    assert {each.level for each in found} == {Level.SCHOOL}
    assert found[0].title == "第0小学"


def test_a_county_is_one_line_that_opens_step_by_step_down_to_the_children():
    (fold,) = folded(township(schools=80, classes=2, pupils=5), by_state)
    assert (fold.title, fold.count) == ("全部", 800)
    schools = parts(fold)
    assert len(schools) == 80
    classes = parts(schools[3])
    assert [each.title for each in classes] == ["第3小学 一(1)班", "第3小学 二(1)班"]
    assert len(parts(classes[0])) == 5
    assert all(isinstance(each, TodayLine) for each in parts(classes[0]))


def test_a_school_of_one_class_opens_into_its_children_at_once():
    lines = [each for n in range(70) for each in of_class(4, (f"s{n}", f"第{n}小学", "1", ""))]
    (everybody,) = folded(lines, by_state)
    assert [each.reminder.student for each in parts(parts(everybody)[0])] == [
        each.reminder.student for each in lines[:4]
    ]


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_lines_each_is_there_exactly_once_at_every_step(seed):
    chance = random.Random(seed)
    lines = [
        line(
            f"{n}",
            (chance.choice([*(f"s{at}" for at in range(9)), ""]), chance.choice(["甲", None]),
             chance.choice(["1", "2", None]), chance.choice(["1", "2", "甲班", None])),
            rule=chance.choice(["unverified", "unverified", "suspected_report", "left_behind"]),
            days=chance.choice([-5, 0, 3]),
            village=chance.choice(["青山村", "石门村", None, ""]),
        )
        for n in range(chance.randrange(400))
    ]  # fmt: skip
    by_village = chance.random() < 0.5
    found = folded(lines, by_state, by_village=by_village, most=chance.choice([5, 60]))
    whole = sorted(each.reminder.student for each in lines)
    while any(isinstance(each, Fold) for each in found):
        assert sorted(children(found)) == whole
        assert all(each.count > 1 for each in found if isinstance(each, Fold))
        opened = [
            part
            for each in found
            for part in (parts(each, by_village=by_village) if isinstance(each, Fold) else [each])
        ]
        assert len(opened) > len(found)
        found = opened
    assert sorted(children(found)) == whole


def test_the_most_pressing_stands_first_whether_folded_or_not():
    late = line("迟的", ("s1", "青山小学", "9", "9"), days=5)
    assert said([*folded([*of_class(5), late], by_state)])[0] == "迟的"


def test_the_shell_names_alone_whom_no_class_counts():
    alone = not_in_class_folds([*of_class(40), *of_class(2, ("s2", "石门小学", "1", "1"))])
    assert [each.reminder.student for each in alone] == ["s2-1-1-0", "s2-1-1-1"]
