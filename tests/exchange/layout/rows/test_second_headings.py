"""Rows under a heading that say it again in other words or another script, or explain it."""

from __future__ import annotations

import pytest

from ledger_app.exchange.layout.child_lists import Around, read_lists
from ledger_app.exchange.layout.row_kinds import Ignored
from ledger_app.exchange.reading.workbook import Worksheet
from tests.exchange.samples import GANG

HEAD = ["姓名", "性别", "出生日期", "身份证号"]
CHILD = ["王刚", "男", "2017-03-11", GANG]


def read(*rows: list[str]) -> tuple[list[str], list[str]]:
    """Return the names read and the reasons of the rows under the heading that are no children."""
    sheet = read_lists(Worksheet("名单", [HEAD, *map(list, rows)]))
    names = [str(row[0]) for children in sheet.lists for row in children.rows]
    return names, [row.reason for row in sheet.ignored if row.row > 1]


@pytest.mark.parametrize(
    "second",
    [
        ["Name", "Gender", "Date of Birth", "ID No."],
        ["NAME", "SEX", "BIRTHDAY", "ID CARD"],
        ["མིང", "ཕོ་མོ", "སྐྱེས་ཚེས", "ཐོབ་ཐང"],
        ["ئىسىم", "جىنسى", "تۇغۇلغان", "نومۇر"],
        ["xìngmíng", "xìngbié", "chūshēng", "zhèngjiàn"],
    ],
)
def test_a_heading_in_two_languages_makes_no_child(second: list[str]) -> None:
    assert read(second, CHILD) == (["王刚"], [Ignored.HEADING])


@pytest.mark.parametrize(
    "explaining",
    [
        ["（汉字）", "男/女", "YYYY-MM-DD", "18位"],
        ["与户口簿一致", "下拉选择", "格式2016-01-01", "18位文本格式"],
        ["", "1-男 2-女", "", "必填"],
    ],
)
def test_a_row_that_explains_the_columns_makes_no_child(explaining: list[str]) -> None:
    assert read(explaining, CHILD) == (["王刚"], [Ignored.NOTE])


@pytest.mark.parametrize(
    "child",
    [
        ["John", "M", "", ""],
        ["Aziz", "男", "", ""],
        ["Aziz", "", "2017-03-11", GANG],
        ["王刚", "男", "农历三月", "办理中"],
        ["文一", "女", "", "正在补办，按户口"],
    ],
)
def test_a_child_with_a_foreign_name_or_no_number_stays_one(child: list[str]) -> None:
    assert read(child, CHILD)[0] == [child[0], "王刚"]


def test_the_heading_on_the_next_page_in_other_words_makes_no_child() -> None:
    names, reasons = read(
        CHILD, ["学生姓名", "性别", "出生年月", "身份证号码"], ["李梅", "女", "", ""]
    )
    assert names == ["王刚", "李梅"]
    assert reasons == [Ignored.HEADING]


def test_the_child_above_a_repeated_heading_is_no_part_of_it() -> None:
    """Its guardian is its 母亲, which is the caption of another column, too."""
    head = ["姓名", "母亲", "与监护人关系"]
    rows = [["王刚", "李梅", "父亲"], ["王丽", "李梅", "母亲"], head, ["王强", "周敏", "母亲"]]
    sheet = read_lists(Worksheet("名单", [head, *rows]))
    assert [row[0] for one in sheet.lists for row in one.rows] == ["王刚", "王丽", "王强"]


def test_a_list_below_may_call_its_children_otherwise() -> None:
    first, second = ["学生", "家长", "民族"], ["儿童姓名", "民族", "家长"]
    rows = [["王刚", "王大山", "汉族"], second, ["王丽", "苗族", "李梅"]]
    sheet = read_lists(Worksheet("名单", [first, *rows]))
    assert [row[0] for one in sheet.lists for row in one.rows] == ["王刚", "王丽"]
    assert [each.reason for each in sheet.ignored] == [Ignored.HEADING, Ignored.HEADING]


def test_the_heading_of_the_next_page_means_what_it_meant_above() -> None:
    """One row alone would look as if the teacher had one telephone, and it were hers."""
    head = ["姓名", "班主任", "联系电话"]
    rows = [["王刚", "周敏", "13800000001"], ["王丽", "周敏", "13800000002"], head]
    sheet = Worksheet("名单", [head, *rows, ["王强", "周敏", "13800000003"]])
    (children,) = read_lists(sheet, around=Around(2026)).lists
    assert children.heading.columns[2].doubt
    assert [row[0] for row in children.rows] == ["王刚", "王丽", "王强"]
