"""今日 under headings: why first, the weightiest above; nobody is lost in any order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger_app.actions.today.arranging import Heading, Order, arranged, lines_of
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
    place = ("s1", "青山小学", "10", "1")
    lines = [
        about("十年级", Matter.OUT, 1, place=place),
        about("二年级", Matter.OUT, 1, place=("s1", "青山小学", "2", "1")),
        about("没有班", Matter.OUT, 1, place=("", None, None, None)),
        TodayLine(replace(MORNING[1].reminder, student=""), {}),
    ]
    titles = [row.title for row, _ in arranged(lines, Order.CLASS) if isinstance(row, Heading)]
    assert titles[0] == "青山小学 二(1)班"
    assert titles[-2:] == ["（未填）", "本单位"]
