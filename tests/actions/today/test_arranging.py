"""今日 under headings: why first, the weightiest above; nobody is lost in any order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger_app.actions.today.arranging import Heading, Order, arranged, line_key, lines_of
from ledger_app.actions.today.due_lines import TodayLine
from ledger_app.domain.reminding.matters import Matter
from tests.actions.today.test_folds import line, of_class


def about(name, matter, days, **more):
    made = line(name, rule=f"rule of {matter}", days=days, **more)
    day = f"2026-11-{20 - days:02}"
    return replace(made, reminder=replace(made.reminder, matter=matter, due_on=day))


def headings(lines, order=Order.MATTER):
    return [row.said for row, _ in arranged(lines, order) if isinstance(row, Heading)]


def names(lines, order=Order.MATTER):
    rows = (row for row, _ in arranged(lines, order) if not isinstance(row, Heading))
    return [each.reminder.name for row in rows for each in lines_of(row)]


MORNING = [
    about("走访", Matter.CARE, 15),
    about("没交包", Matter.OTHER, 9),
    about("劝返", Matter.OUT, 7),
    about("劝返久了", Matter.OUT, 12),
    about("承诺", Matter.PROMISE, 0),
    about("上报", Matter.REPORT, -2),
]


def test_the_heading_says_why_how_many_and_how_long_the_oldest_waits():
    assert headings(MORNING) == [
        "不在校 2 · 最早超 12 天",
        "承诺返校 1 · 最早是今天",
        "限时上报 1 · 最早还有 2 天",
        "关爱回访 1 · 最早超 15 天",
        "移交和其他 1 · 最早超 9 天",
    ]


def test_the_weightiest_stand_above_and_among_them_the_longest_waiting():
    expected = ["劝返久了", "劝返", "承诺", "上报", "走访", "没交包"]
    assert names(MORNING) == names(MORNING[::-1]) == expected


def test_a_year_overdue_is_not_hidden():
    old = about("一年了", Matter.OUT, 12)
    old = replace(old, reminder=replace(old.reminder, days=400, due_on="2025-10-16"))
    assert names([*MORNING, old])[0] == "一年了"
    assert headings([*MORNING, old])[0] == "不在校 3 · 最早超 400 天"


@pytest.mark.parametrize("order", list(Order))
def test_every_order_holds_all_lines_once_and_its_headings_count_them(order):
    unit = TodayLine(replace(MORNING[1].reminder, student="", name=""), {})
    lines = [*MORNING, *of_class(70), unit]
    rows = [row for row, depth in arranged(lines, order) if not depth]
    found = [each for row in rows if not isinstance(row, Heading) for each in lines_of(row)]
    assert sorted(map(id, found)) == sorted(map(id, lines))
    assert sum(row.count for row in rows if isinstance(row, Heading)) == len(lines)


def test_classes_come_in_the_order_of_the_school_and_the_unit_last():
    def at(grade, class_no, school="青山小学"):
        return about(f"{grade}.{class_no}", Matter.OUT, 1, place=("s1", school, grade, class_no))

    lines = [
        at(None, None, school=None), TodayLine(replace(MORNING[1].reminder, student=""), {}),
        at("10", "1"), at("3", "1"), at("2", "10"), at("2", "9"), at("2", None), at(None, "1"),
    ]  # fmt: skip
    titles = [row.title for row, _ in arranged(lines, Order.CLASS) if isinstance(row, Heading)]
    assert titles == [
        "青山小学 二年级", "青山小学 二(9)班", "青山小学 二(10)班", "青山小学 三(1)班",
        "青山小学 已初中毕业(1)班", "青山小学 (1)班", "（未填）", "本单位",
    ]  # fmt: skip


def test_under_why_the_older_stands_above_and_in_any_other_order_the_more_urgent():
    old = about("久", Matter.OUT, 12, urgency=2)
    urgent = about("急", Matter.OUT, 7, urgency=1)
    assert names([urgent, old], Order.MATTER) == ["久", "急"]
    for order in set(Order) - {Order.MATTER}:
        assert names([old, urgent], order) == ["急", "久"]


def test_of_one_day_they_stand_in_the_order_of_the_list():
    lines = [about(name, Matter.OUT, 7) for name in "乙甲"]
    lines[1].child["list_order"] = "0"
    assert names(lines) == ["甲", "乙"]


def test_only_the_fold_that_was_opened_shows_its_children_below_it():
    lines = [*of_class(5), *of_class(6, ("s1", "青山小学", "4", "1"))]
    closed = arranged(lines, Order.TIME)
    folds = [row for row, _ in closed if not isinstance(row, Heading)]
    assert [depth for _, depth in closed] == [0, 0, 0]
    found = arranged(lines, Order.TIME, {line_key(folds[0])})
    assert [depth for _, depth in found] == [0, 0, *[1] * 5, 0]
    assert [row.reminder.student for row, depth in found if depth] == [
        f"s1-3-1-{n}" for n in range(5)
    ]


def test_two_reports_of_the_unit_are_two_lines_though_no_record_tells_them_apart():
    october, november = (
        TodayLine(replace(MORNING[5].reminder, student="", due_on=day), {})
        for day in ("2026-10-31", "2026-11-30")
    )
    assert line_key(october) != line_key(november)


def test_who_must_act_is_the_group_and_nobody_is_one_too():
    def of(who, rule="call"):
        made = about("甲", Matter.OUT, 1)
        return replace(made, reminder=replace(made.reminder, who=who, rule=rule))

    lines = [of(""), of("李敏、周涛"), of("陈老师、刘老师", "unverified")]
    titles = [row.title for row, _ in arranged(lines, Order.PERSON) if isinstance(row, Heading)]
    assert titles == ["李敏、周涛", "陈老师", "（未填）"]  # of a class's teachers the first
    assert [row.matter for row, _ in arranged(lines, Order.PERSON) if isinstance(row, Heading)] == [
        "", "", "",
    ]  # fmt: skip
    assert arranged(lines, Order.MATTER)[0][0].matter == "out"
