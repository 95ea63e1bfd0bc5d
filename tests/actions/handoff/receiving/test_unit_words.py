"""A unit below in one sentence and in one row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger_app.actions.handoff.overview import UnitLine
from ledger_app.actions.handoff.receiving import unit_words

QINGSHAN = UnitLine(
    "2152000011", "青山小学", 7, "2026-10-18", 34, 120, gaps=(6,), is_answered=True, is_paired=True
)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "青山小学：第 7 包，34 天前；第 6 包缺"),
        ({"gaps": (), "days": 0}, "青山小学：第 7 包，今天"),
        (
            {"gaps": (4, 5, 6), "is_answered": False},
            "青山小学：第 7 包，34 天前；第 4 到 6 包缺；还没有回执",
        ),
        ({"gaps": (), "verified": False}, "青山小学：第 7 包，34 天前；来源未核实"),
        ({"sequence": 0, "days": None, "is_paired": False}, "青山小学：还没有来过包；没有配对"),
    ],
)  # fmt: skip
def test_a_unit_in_one_sentence(changed, said):
    assert unit_words.sentence(replace(QINGSHAN, **changed)) == said


def test_each_number_stands_under_its_heading():
    line = replace(QINGSHAN, to_judge=3, conflicts=2, returned=1, questions=4, answers=1)
    row = dict(zip(unit_words.HEADINGS, unit_words.cells(line), strict=True))
    assert row["最近一包"] == "第 7 包 10-18"
    assert (row["距今"], row["缺包"], row["回执"]) == ("34 天前", "第 6 包", "已回")
    assert (row["待审"], row["冲突"], row["退回"], row["请核实"]) == ("3", "2", "1", "4＋1 已答")
    assert (row["未到"], row["缺失"]) == ("–", "–")


def test_what_is_late_has_a_sign_and_a_colour_and_what_never_came_too():
    late = replace(QINGSHAN, days=36, gaps=())
    never = UnitLine("1", "联合小学")
    assert unit_words.cells(late)[2] == "⚠ 36 天前"
    assert unit_words.tone(late) == "danger"
    assert unit_words.cells(never)[1] == "没有来过"
    assert unit_words.tone(never) == "warn"
    assert unit_words.tone(replace(QINGSHAN, gaps=())) == ""


def test_all_units_in_one_line_and_none_at_all():
    never = UnitLine("1", "联合小学")
    said = unit_words.summary([replace(QINGSHAN, to_judge=3, is_answered=False), never])
    assert said == "2 个单位，1 个还没有来过包，3 份档案待审，1 个单位待回执。"
    assert "1 个超过 35 天没有来包" in unit_words.summary([replace(QINGSHAN, days=36), never])
    assert "配对" in unit_words.summary([])
