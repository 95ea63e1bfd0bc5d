"""Every filled cell of a child's row ends stored, ignored by a rule, or named."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest

from ledger_app.exchange.cells.column_values import says_nothing
from ledger_app.exchange.cells.list_cells import KnownCells
from ledger_app.exchange.cells.parse_rows import ParsedRow, parse_rows
from ledger_app.exchange.layout.child_lists import read_lists
from ledger_app.exchange.reading.workbook import Workbook, Worksheet
from tests.exchange.cells.test_telling_words import one, texts
from tests.exchange.planning.test_plan import only, planned

TODAY = date(2026, 11, 28)
BOY, OTHER = "529901201603071059", "52990120160101101X"
PHONE, MOBILE = "13800000001", "13900000002"
# Headings and what clerks write under them, right and wrong.
COLUMNS: dict[str, tuple[Any, ...]] = {
    "性别": ("男", "女", "1", "妹", "#N/A"),
    "出生日期": ("2016-03-07", "农历三月初七", "2016-02-30", 42436, "####"),
    "身份证号": (BOY, OTHER, f"{BOY}（本人）", "未上户", BOY[:17], 5.29901201603071e17, "#REF!"),
    "学籍号": (f"G{BOY}", "L1234"),
    "学校": ("青山镇石门小学", "未入学", "在家", "石门小学三年级", "#N/A"),
    "年级": ("三年级", "3", "十年级", "#VALUE!", date(2026, 3, 1)),
    "班级": ("1", "2班", "四(2)班", "3月1日", date(2026, 3, 1), "#N/A"),
    "年级班级": ("三年级2班", "四(1)班", "雏鹰", "#N/A"),
    "民族": ("汉", "汗族", "苗族", "外星"),
    "联系电话": (PHONE, f"{PHONE}/{MOBILE}", f"{PHONE}（父）", "李大山", "1380000", 13800000001.0),
    "现住址": ("清泉村3组", "#REF!", "无", 3.0),
    "家庭住址": ("清泉村3组", "石门村1组"),
    "监护人": ("王建国", f"父王刚{PHONE} 母李兰{MOBILE}", "张德贵/周桂英", "5组", "奶奶", "王 刚"),
    "监护人电话": (PHONE, MOBILE, "王刚", f"母:{MOBILE}"),
    "与监护人关系": ("父亲", "子", "婆婆", "邻居", "父 子"),
    "父亲姓名": ("王建国", f"王刚{MOBILE}", "已故", "王建国、李兰"),
    "父亲电话": (PHONE, "无", "不详"),
    "母亲职业": ("务农", "务工"),
    "是否留守儿童": ("是", "否", "√", "双亲", "1", "也许"),
    "残疾类型": ("无", "智力三级", "肢残", "聋哑", "是"),
    "残疾等级": ("三级", "一级"),
    "在校情况": ("在校", "离校", "休学", "借读", "走了"),
    "学籍状态": ("正常", "转出", "在校", "借读", "不知道"),
    "是否寄宿": ("是", "住校", "有时"),
    "备注": ("转走", "无", "父亲外出务工", "爱画画"),
}


def parsed(headings: list[str], cells: list[Any]) -> ParsedRow:
    sheet = Worksheet("名单", [["姓名", *headings], ["王小明", *cells]])
    (children,) = read_lists(sheet).lists
    (row,) = parse_rows(KnownCells(TODAY), children)
    return row


def outcome(headings: list[str], cells: list[Any]) -> tuple[Any, ...]:
    """Return all that is kept of a row and all that is said of it."""
    row = parsed(headings, cells)
    told = (row.school_name, row.no_school, row.entry_year, row.identity.digits)
    said = sorted(problem.text for problem in row.problems)
    return (dict(row.values), list(map(dict, row.members)), *told, said)


def silent(headings: list[str], cells: list[Any]) -> list[str]:
    """Return the cells that change nothing, though others of another meaning would not, either.

    A cell that only repeats what another one says changes nothing: but then a cell in its place
    that says otherwise is stored or named.
    """
    whole = outcome(headings, cells)
    found = []
    for at, (heading, cell) in enumerate(zip(headings, cells, strict=True)):
        if isinstance(cell, str) and says_nothing(cell):
            continue
        others = [each for each in COLUMNS[heading] if not _means_the_same(heading, cell, each)]
        instead = [[*cells[:at], other, *cells[at + 1 :]] for other in ("", *others)]
        same = [outcome(headings, each) == whole for each in instead]
        by_itself = outcome([heading], [cell]) == outcome([heading], [""])
        if same[0] and (by_itself or any(same[1:])):
            found.append(f"{heading} {cell!r} in {dict(zip(headings, cells, strict=True))}")
    return found


def _means_the_same(heading: str, first: Any, second: Any) -> bool:
    if isinstance(second, str) and says_nothing(second):
        return True
    return outcome([heading], [first]) == outcome([heading], [second])


@pytest.mark.parametrize("seed", range(6))
def test_no_cell_is_dropped_without_a_word(seed: int) -> None:
    rng = Random(seed)
    for _ in range(12):
        headings = rng.sample(list(COLUMNS), 7)
        cells = [rng.choice(COLUMNS[heading]) for heading in headings]
        assert not silent(headings, cells)


def test_a_planted_silence_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger_app.exchange.cells.parse_rows.name_the_rest", lambda _cells: None)
    assert silent(["年级", "民族"], ["#VALUE!", "汉"])


@pytest.mark.parametrize(
    ("headings", "cells", "said"),
    [
        (["身份证号", "身份证号码"], [BOY, OTHER], OTHER),
        (["出生日期", "出生年月"], ["2016-03-07", "2016-03-08"], "2016-03-08"),
        (["年级", "所在年级"], ["三年级", "四年级"], "四年级"),
        (["学校名称", "就读学校"], ["青山镇石门小学", "青山镇清泉小学"], "青山镇清泉小学"),
        (["年级班级", "班别"], ["三(1)班", "三(2)班"], "三(2)班"),
    ],
)
def test_a_second_column_that_says_otherwise_is_named(
    headings: list[str], cells: list[str], said: str
) -> None:
    problems = parsed(headings, cells).problems
    assert [said in problem.text for problem in problems if problem.letter == "C"] == [True]
    assert not [p for p in parsed(headings, [cells[0]] * 2).problems if p.letter == "C"]


def test_a_class_against_its_own_columns_is_named() -> None:
    _values, plan = one(年级="三年级", 年级班级="四(2)班")
    assert "四(2)班" in texts(plan)
    assert not one(年级="三年级", 班级="2", 年级班级="三(2)班")[1].problems


def test_what_a_second_row_of_a_child_says_of_it_is_named() -> None:
    head = ["姓名", "性别", "现住址", "监护人", "监护人电话"]
    rows = [["王小明", "男", "清泉村", "王刚", PHONE], ["", "", "石门村", "李兰", MOBILE]]
    sheet = Worksheet("名单", [head, *rows], merged=((1, 0, 2, 0), (1, 1, 2, 1)))
    plan = planned(Workbook("a.xlsx", "0" * 64, "xlsx", (sheet,)))
    row = only(plan)
    assert [dict(change.values)["name"] for change in row.members] == ["李兰"]
    assert "石门村" in texts(plan)
