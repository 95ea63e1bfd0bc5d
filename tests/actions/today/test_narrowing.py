"""Looking for lines of 今日: by words in any spelling, by several facets, by who must act."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger_app.actions.today.due_lines import TodayLine
from ledger_app.actions.today.narrowing import Narrowing, offered, search_texts
from ledger_app.domain.reminding.matters import Matter
from tests.actions.today.test_arranging import about

LI = ("s1", "青山小学", "5", "1")


def made(name, matter, days, who, reason="承诺 11-18 返校", **more):
    line = about(name, matter, days, **more)
    return replace(line, reminder=replace(line.reminder, who=who, reason=reason, label="劝返联系"))


LINES = [
    made("李梓涵", Matter.OUT, 3, "帮扶责任人（李敏）", place=LI),
    made("王𬱖", Matter.CARE, 0, "班主任（陈老师）", "30 天没有联系", village="双丰村"),
    made("单小雨", Matter.CARE, -2, "帮扶责任人（李敏）", "约定走访", village="双丰村"),
    TodayLine(replace(about("", Matter.REPORT, 1).reminder, who="学籍管理员", student=""), {}),
]


def found(**asked):
    narrowing = Narrowing(**asked)
    kept = narrowing.kept(LINES, lambda: search_texts(LINES))
    return [line.reminder.name for line in kept]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("李梓涵", ["李梓涵"]),
        ("lizi", ["李梓涵"]),
        ("LZH", ["李梓涵"]),
        ("shanxiaoyu", ["单小雨"]),
        ("李敏", ["李梓涵", "单小雨"]),
        ("双丰", ["王𬱖", "单小雨"]),
        ("双丰 李敏", ["单小雨"]),
        ("五(1)", ["李梓涵"]),
        ("承诺 ", ["李梓涵"]),
        ("关爱", ["王𬱖", "单小雨"]),
        ("限时上报", [""]),
        ("没有这样的", []),
        ("", ["李梓涵", "王𬱖", "单小雨", ""]),
    ],
)
def test_words_are_found_in_name_pinyin_place_person_and_reason(text, names):
    assert found(text=text) == names


def test_of_one_facet_any_value_will_do_and_every_facet_must_fit():
    assert found(values={"state": ("today", "soon")}) == ["王𬱖", "单小雨"]
    both = {"state": ("today", "soon"), "who": ("帮扶责任人（李敏）",), "matter": ("care",)}
    assert found(values=both) == ["单小雨"]
    assert found(values={"village": ("本单位",)}) == [""]
    assert found(values={"class": ("青山小学 五(1)班",), "matter": ()}) == ["李梓涵"]


def test_ones_own_lines_are_those_with_ones_name_and_those_of_whoever_keeps_the_ledger():
    assert found(mine="李敏") == ["李梓涵", "单小雨", ""]


def test_a_line_that_speaks_for_several_is_found_by_each_of_them():
    both = replace(LINES[0], reminder=replace(LINES[0].reminder, others=("out", "promise")))
    wanted = Narrowing(values={"matter": ("promise",)})
    assert wanted.kept([both], lambda: search_texts([both])) == [both]


def test_only_values_that_lines_have_are_offered_weightiest_first_with_their_numbers():
    assert offered(LINES, "matter") == [
        ("out", "不在校", 1), ("report", "限时上报", 1), ("care", "关爱回访", 2)
    ]  # fmt: skip
    assert [name for _, name, _ in offered(LINES, "state")] == ["超期", "今天", "近 7 天"]
    nowhere = made("甲", Matter.CARE, 0, "", village=None)
    assert [(name, count) for _, name, count in offered([nowhere, *LINES], "village")] == [
        ("双丰村", 2), ("青山村", 1), ("（未填）", 1), ("本单位", 1),
    ]  # fmt: skip
    assert offered([nowhere], "who") == [("（未填）", "（未填）", 1)]
    assert offered(LINES[3:], "class") == [("本单位", "本单位", 1)]


def test_nothing_is_asked_of_the_names_while_no_word_is_typed():
    def never():
        raise AssertionError("worked out for nothing")

    assert len(Narrowing(values={"matter": ("care",)}).kept(LINES, never)) == 2
