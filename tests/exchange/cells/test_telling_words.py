"""Words that tell of more than their column, errors of a spreadsheet, cells that slipped."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_app.exchange.cells.row_problem import ProblemKind
from ledger_app.exchange.planning.import_plan import ImportPlan
from ledger_app.exchange.reading.workbook import NO_RESULT
from tests.exchange.planning.test_plan import book, only, planned

HERE, AWAY, LENT_HERE = "1", "2", "3"
MOVING, SUSPENDED, DROPPED = "3", "4", "6"


def one(**cells: Any) -> tuple[dict[str, Any], ImportPlan]:
    """Return what is stored of one child, and the plan."""
    plan = planned(book(["姓名", "性别", *cells], ["王刚", "男", *cells.values()]))
    kept = {k: v for k, v in only(plan).values.items() if k not in ("school", "marked_on")}
    return kept, plan


def texts(plan: ImportPlan) -> str:
    return "".join(problem.text for problem in plan.problems)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("在校", (HERE, None)),
        ("在读", (HERE, None)),
        ("√", (HERE, None)),
        ("否", (AWAY, None)),
        ("离校", (AWAY, None)),
        ("不在校", (AWAY, None)),
        ("休学", (None, SUSPENDED)),
        ("已转走", (None, MOVING)),
        ("辍学", (None, DROPPED)),
        ("在校不在籍", (LENT_HERE, None)),
    ],
)
def test_a_word_about_where_a_child_is_becomes_its_mark(word: str, expected: Any) -> None:
    values, _plan = one(在校情况=word)
    assert (values.get("in_school_status"), values.get("register_status")) == expected


@pytest.mark.parametrize("word", ["在校", "不在校", "在籍不在校"])
def test_the_same_words_are_understood_under_the_other_heading_and_that_is_said(word: str) -> None:
    values, plan = one(学籍状态=word)
    assert values["in_school_status"] == (HERE if word == "在校" else AWAY)
    assert [problem.kind for problem in plan.problems] == [ProblemKind.MOVED]


def test_who_left_school_is_asked_where_to() -> None:
    _values, plan = one(在校情况="离校")
    assert "写明归类" in texts(plan)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1", "2", "0"], ["1", "2", None]),
        ([1, 0, 1], [None, None, None]),
        (["男", "0", "女"], ["1", None, "2"]),
        ([1.0, 2.0, 2.0], ["1", "2", "2"]),
    ],
)
def test_a_0_is_no_sex_and_beside_it_a_1_is_none_for_sure(
    cells: list[Any], expected: list[str | None]
) -> None:
    names = ("王刚", "李梅", "孙一")
    plan = planned(book(["姓名", "性别"], *map(list, zip(names, cells, strict=True))))
    assert [row.values.get("sex") for row in plan.rows] == expected
    told = [p.row for p in plan.problems if p.about == "sex"]
    assert len(told) == expected.count(None)


def test_what_a_word_says_is_left_out_where_the_other_column_denies_it() -> None:
    values, plan = one(在校情况="在籍在校", 学籍状态="离校")
    assert (values["in_school_status"], "register_status" in values) == (HERE, False)
    assert "不一致" in texts(plan)


@pytest.mark.parametrize(
    ("presence", "key"), [("在校", "student_source"), ("不在校", "absent_kind"), ("", "")]
)
def test_a_lent_child_sits_here_or_elsewhere_by_its_row(presence: str, key: str) -> None:
    values, plan = one(在校情况=presence, 学籍状态="借读")
    told = {"student_source", "absent_kind"} & set(values)
    assert told == ({key} if key else set())
    assert ("看不出" in texts(plan)) == (not key)


def test_who_moved_away_is_moving_until_a_paper_is_written_down() -> None:
    values, plan = one(学籍状态="转出")
    assert values["register_status"] == MOVING
    assert "请在档案里登记转出" in texts(plan)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("智力三级", ("5", "3")),
        ("肢体残疾二级", ("4", "2")),
        ("听力(一级)", ("2", "1")),
        ("4级 视力", ("1", "4")),
        ("精神(孤独症)三级", ("6", "3")),
        ("肢残", ("4", None)),
        ("无", ("0", None)),
        ("残疾三级", (None, None)),
    ],
)
def test_kind_and_level_of_a_disability_in_one_cell(cell: str, expected: Any) -> None:
    values, plan = one(残疾类型=cell)
    assert (values.get("disability_type"), values.get("disability_level")) == expected
    assert bool(plan.problems) == (expected[0] is None)


@pytest.mark.parametrize(
    ("heading", "cell", "likely"),
    [
        ("民族", "汗族", "汉族"),
        ("民族", "布侬族", "布依族”还是“布朗族"),
        ("民族", "哈呢族", "哈尼族"),
        ("户口性质", "农业户囗", "农业户口"),
        ("残疾类型", "肢体残级", "肢体残疾"),
    ],
)
def test_a_mistyped_word_is_asked_about_and_never_taken(
    heading: str, cell: str, likely: str
) -> None:
    values, plan = one(**{heading: cell})
    assert set(values) <= {"name", "sex"}
    assert f"是不是“{likely}”" in texts(plan)


@pytest.mark.parametrize("cell", ["子", "女儿", "长子"])
def test_whose_child_it_is_is_a_parent(cell: str) -> None:
    values, plan = one(监护人姓名="王大山", 与监护人关系=cell)
    assert values["guardian_relation"] == "50"
    assert not plan.problems


def test_a_mother_in_law_guards_no_child() -> None:
    values, plan = one(监护人姓名="王大山", 与监护人关系="婆婆")
    assert "guardian_relation" not in values
    assert "奶奶、外婆" in texts(plan)


@pytest.mark.parametrize("fault", ["#N/A", "#REF!", "#VALUE!", NO_RESULT, "########"])
@pytest.mark.parametrize("heading", ["联系电话", "现住址", "民族", "监护人姓名", "备注"])
def test_an_error_of_the_spreadsheet_is_named_and_not_stored(fault: str, heading: str) -> None:
    values, plan = one(**{heading: fault})
    assert set(values) == {"name", "sex"}
    (problem,) = plan.problems
    assert (problem.row, problem.column, problem.kind) == (2, heading, ProblemKind.LEFT_OUT)


@pytest.mark.parametrize("fault", ["#N/A", NO_RESULT, "########"])
@pytest.mark.parametrize("heading", ["年级", "班级", "年级班级", "出生日期", "身份证号", "学籍号"])
def test_an_error_where_the_class_or_a_number_should_be_is_named(fault: str, heading: str) -> None:
    values, plan = one(**{heading: fault})
    assert set(values) == {"name", "sex"}
    assert any(
        (problem.row, problem.column, problem.kind) == (2, heading, ProblemKind.LEFT_OUT)
        for problem in plan.problems
    )


@pytest.mark.parametrize("nothing", ["无", "/", "—", "没有", "N/A"])
def test_a_dash_is_as_empty_as_an_empty_cell(nothing: str) -> None:
    values, plan = one(现住址=nothing, 备注=nothing, 联系电话=nothing, 监护人姓名=nothing)
    assert set(values) == {"name", "sex"}
    assert not plan.problems


def test_cells_that_slipped_by_a_column_are_not_stored_under_their_neighbours_heading() -> None:
    values, plan = one(现住址="清泉村", 家长="5组", 联系电话="李大山")
    assert set(values) == {"name", "sex", "address", "village_name"}
    assert texts(plan).count("错位") == 2


@pytest.mark.parametrize("ditto", ["同上", "〃", '"'])
@pytest.mark.parametrize("heading", ["现住址", "班级", "学校名称", "联系电话", "民族", "监护人"])
def test_what_says_as_above_is_named_and_not_stored(ditto: str, heading: str) -> None:
    values, plan = one(**{heading: ditto})
    assert set(values) == {"name", "sex"}
    assert "没有照上一行填" in texts(plan)
    assert not plan.new_schools


@pytest.mark.parametrize("words", ["无人监护", "外婆带", "福利院", "王刚(已故)", "王刚父"])
def test_who_is_nobody_is_no_guardian(words: str) -> None:
    values, plan = one(监护人姓名=words)
    assert set(values) == {"name", "sex"}
    assert "不像一个人的姓名" in texts(plan)


def test_a_teacher_may_be_called_by_the_surname() -> None:
    values, plan = one(班主任="周老师")
    assert values["home_teacher"] == "周老师"
    assert not plan.problems


@pytest.mark.parametrize("cell", ["待建", "5.29901E+17", "无学籍"])
def test_words_and_lost_digits_are_no_register_number(cell: str) -> None:
    values, plan = one(全国学籍号=cell)
    assert "register_no" not in values
    assert plan.problems


def test_a_register_number_is_found_behind_its_caption() -> None:
    values, plan = one(全国学籍号="学籍号：G529901201603071059")
    assert values["register_no"] == "G529901201603071059"
    assert not plan.problems


def test_the_number_of_a_telephone_with_a_remark_that_is_no_person_is_kept() -> None:
    values, plan = one(联系电话="13800000001（微信同号）")
    assert values["phone"] == "13800000001"
    assert not plan.problems


@pytest.mark.parametrize("heading", ["是否在校", "在校状态", "是否在读", "是否到校"])
def test_whether_a_child_is_there_is_read_under_the_headings_clerks_write(heading: str) -> None:
    for word, presence in (("否", "2"), ("不在校", "2"), ("是", "1"), ("在读", "1")):
        values, _plan = one(**{heading: word})
        assert values["in_school_status"] == presence


def test_nothing_written_beside_whether_it_is_there_is_not_a_child_without_register() -> None:
    for word in ("无", "0"):
        values, _plan = one(是否在校=word)
        assert not {"in_school_status", "register_status"} & set(values)
