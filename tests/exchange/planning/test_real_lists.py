"""Lists as townships pass them around: nobody lost, nothing wrong stored, all of it said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.planning.import_plan import RowFate
from ledger_app.exchange.planning.plan import ImportPlan, Policy
from ledger_app.exchange.reading.read_workbook import read_workbook
from ledger_app.exchange.reading.workbook import Workbook, Worksheet
from ledger_app.exchange.writing.failed_rows import write_failed_rows
from tests.exchange.applying import applied
from tests.exchange.existing import Existing
from tests.exchange.planning.test_plan import UNIT, book, ledger, only, planned
from tests.exchange.samples import CHEN, GANG, MEI, id_no, text, xlsx

ONE, TWO, THREE = "13800000001", "13800000002", "13800000003"
FATHER = id_no("19850101", 1)


def values(plan: ImportPlan, key: str) -> list[Any]:
    """Return one field of every child that would be created."""
    return [row.values.get(key) for row in plan.rows if row.fate is RowFate.CREATED]


def said(plan: ImportPlan) -> str:
    return "\n".join(problem.text for problem in plan.problems)


def merged_book(rows: list[list[Any]], *spans: tuple[int, int, int, int]) -> Workbook:
    width = max(map(len, rows))
    sheet = Worksheet("名单", [row + [""] * (width - len(row)) for row in rows], spans)
    return Workbook("a.xlsx", "0" * 64, "xlsx", (sheet,))


@pytest.mark.parametrize("gap", [[], [""]])
def test_two_lists_beside_each_other_are_both_read(gap: list[str]) -> None:
    head = ["序号", "姓名", "电话"]
    plan = planned(
        book(
            ["三年级(1)班学生名单"],
            [*head, *gap, *head],
            [1, "王刚", ONE, *gap, 3, "陈一", THREE],
            [2, "李梅", TWO, *gap, "", "", ""],
        )
    )
    assert values(plan, "name") == ["王刚", "李梅", "陈一"]
    assert values(plan, "phone") == [ONE, TWO, THREE]
    assert values(plan, "class_no") == ["1", "1", "1"]


def test_names_in_three_columns_and_nothing_else() -> None:
    plan = planned(book(["序号", "姓名"] * 3, [1, "甲", 2, "乙", 3, "丙"], name="五(2)班"))
    assert values(plan, "name") == ["甲", "乙", "丙"]


def test_sums_at_the_right_are_nobodys_grade() -> None:
    head = ["姓名", "性别", "", "年级", "男生人数", "合计"]
    plan = planned(book(head, ["王刚", "男", "", "一年级", 20, 38]))
    assert "grade" not in only(plan).values


def test_an_unclosed_quotation_mark_swallows_no_child(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('姓名,性别,住址\n王刚,男,"石门村\n李梅,女,"育才村"\n陈一,男,村\n', "utf-8")
    assert values(planned(read_workbook(path)), "name") == ["王刚", "李梅", "陈一"]


def test_line_breaks_inside_quotes_stay_in_their_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('姓名,性别,住址\n王刚,男,"石门村\n3组"\n李梅,女,村\n', "utf-8")
    assert values(planned(read_workbook(path)), "address") == ["石门村 3组", "村"]


def test_a_failed_formula_in_a_text_file_is_no_address(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", [["姓名", "性别", "家庭住址"], ["王刚", "男", "#REF!"]])
    assert "address" not in only(planned(read_workbook(path))).values


@pytest.mark.parametrize("cell", ["未入学", "无", "/", "在家", "外出务工", "初中毕业", "辍学"])
def test_what_is_no_school_makes_none_and_is_not_the_unit(cell: str) -> None:
    plan = planned(book(["姓名", "性别", "就读学校"], ["王刚", "男", cell]))
    assert plan.new_schools == ()
    assert "school" not in only(plan).values
    assert ("不是学校" in said(plan)) == (cell != "/")


@pytest.mark.parametrize("cell", ["福利镇一小", "县民中", "福利县职业高级中学", "福永小学"])
def test_a_school_by_any_name_is_one(cell: str) -> None:
    plan = planned(book(["姓名", "性别", "就读学校"], ["王刚", "男", cell]))
    assert [school.name for school in plan.new_schools] == [cell]
    assert "会新建" in said(plan)


def test_a_school_written_with_its_grade() -> None:
    plan = planned(book(["姓名", "现就读学校及年级"], ["王刚", "福利镇初级中学八年级"]))
    assert plan.new_schools[0].name == "福利镇初级中学"
    assert values(plan, "grade") == ["8"]


def test_a_blank_among_several_schools_is_not_the_unit() -> None:
    rows = [["福利镇石门小学", "王刚", "男"], ["", "李梅", "女"]]
    plan = planned(book(["学校", "姓名", "性别"], *rows))
    assert values(plan, "school") == [plan.new_schools[0].id, None]
    assert "没有写学校" in said(plan)


def test_rows_to_mend_do_not_slip_into_the_unit(tmp_path: Path) -> None:
    rows = [["福利镇石门小学", "王刚", "男"], ["", "李梅", "女"]]
    plan = planned(book(["学校", "姓名", "性别"], *rows))
    write_failed_rows(plan, tmp_path / "mend.xlsx")
    after = applied(Existing(schools=[UNIT]), plan)
    assert planned(read_workbook(tmp_path / "mend.xlsx"), after).counts["updated"] == 0


@pytest.mark.parametrize("cell", ["高一(2)班", "高中一年级", "职高二年级", "中专一年级", "已毕业"])
def test_grades_above_the_ninth_are_not_the_first(cell: str) -> None:
    for heading in ("年级班级", "年级"):
        plan = planned(book(["姓名", "性别", heading], ["王刚", "男", cell]))
        assert "grade" not in only(plan).values
        assert cell in said(plan)


@pytest.mark.parametrize(
    "cell", ["3.2班", "3.2", 3.2, "3-2", "三2", "三(2)", "302", 302, "小三(2)班"]
)
def test_one_class_in_a_cell_of_both(cell: Any) -> None:
    row = only(planned(book(["姓名", "性别", "年级班级"], ["王刚", "男", cell])))
    assert (row.values.get("grade"), row.values.get("class_no")) == ("3", "2")


def test_class_numbers_of_a_junior_school_are_no_grades() -> None:
    title = ["福利镇初级中学七年级学生名册"]
    plan = planned(book(title, ["姓名", "班级", "性别"], ["王刚", 101, "男"]))
    assert (values(plan, "grade"), values(plan, "class_no")) == (["7"], ["101"])


def test_a_grade_that_contradicts_the_class_is_said() -> None:
    plan = planned(book(["姓名", "年级", "班级"], ["王刚", "三年级", "四(1)班"]))
    assert values(plan, "grade") == ["3"]
    assert "四(1)班" in said(plan)


def test_two_numbers_in_one_cell_are_two_numbers() -> None:
    rows = [["王刚", f"{ONE}/{TWO}"], ["李梅", f"{ONE}\n{TWO}"], ["陈一", f"{ONE}、{TWO}、{THREE}"]]
    plan = planned(book(["姓名", "监护人电话"], *rows))
    assert values(plan, "guardian_phone") == [ONE] * 3
    assert values(plan, "phone2") == [TWO] * 3
    assert THREE in said(plan)


def test_the_householders_number_is_not_the_childs() -> None:
    head = ["户主姓名", "身份证号码", "学生姓名", "学生身份证号码"]
    plan = planned(book(head, ["王大山", FATHER, "王刚", GANG], ["李小河", FATHER, "李梅", ""]))
    assert values(plan, "id_no") == [GANG, None]


def test_the_teachers_telephone_is_not_the_parents() -> None:
    head = ["姓名", "家长", "联系电话", "班主任", "联系电话"]
    plan = planned(book(head, ["王刚", "王大山", "", "张老师", TWO]))
    row = only(plan)
    assert row.values.get("guardian_phone") is None
    assert row.values["teacher_phone"] == TWO


def test_one_person_in_two_groups_is_one_member() -> None:
    head = ["姓名", "监护人1姓名", "监护人1关系", "监护人1电话", "父亲姓名", "父亲工作单位"]
    plan = planned(book(head, ["王刚", "王大山", "父亲", ONE, "王大山", "某厂"]))
    (member,) = only(plan).members
    assert (member.values["phone"], member.values["employer"]) == (ONE, "某厂")


def test_the_family_in_rows_below_a_merged_name() -> None:
    head = ["姓名", "性别", "家庭成员姓名", "家庭成员关系"]
    rows = [
        ["王刚", "男", "王大山", "父亲"],
        ["", "", "周小兰", "母亲"],
        ["李梅", "女", "李小河", "父亲"],
    ]
    plan = planned(merged_book([head, *rows], (1, 0, 2, 0)))
    assert values(plan, "name") == ["王刚", "李梅"]
    assert [m.values["name"] for m in plan.rows[0].members] == ["王大山", "周小兰"]
    assert [m.values["name"] for m in plan.rows[1].members] == ["李小河"]


def test_a_birth_date_in_three_columns() -> None:
    rows = [["姓名", "出生日期", "", ""], ["", "年", "月", "日"], ["王刚", 2017, 3, 11]]
    assert values(planned(merged_book(rows, (0, 1, 0, 3))), "birth_date") == ["2017-03-11"]


def test_a_birth_date_to_come_is_not_stored() -> None:
    plan = planned(book(["姓名", "出生日期"], ["王刚", "2030-01-01"]))
    assert values(plan, "birth_date") == [None]
    assert "晚于今天" in said(plan)


def test_titles_between_the_rows_hold_below_them() -> None:
    plan = planned(
        book(
            ["序号", "姓名", "性别"],
            ["三年级(1)班", "", "班主任：李老师"],
            [1, "王刚", "男"],
            ["", "三年级(2)班 1人", ""],
            [1, "李梅", "女"],
            ["福利镇石门小学"],
            [1, "陈一", "男"],
        )
    )
    assert values(plan, "name") == ["王刚", "李梅", "陈一"]
    assert values(plan, "class_no") == ["1", "2", None]
    assert values(plan, "school") == ["unit", "unit", plan.new_schools[0].id]


def test_demands_examples_and_sentences_are_no_children() -> None:
    plan = planned(
        book(
            ["姓名", "性别", "身份证号"],
            ["必填", "必填", "选填"],
            ["文本", "1-男 2-女", "18位"],
            ["张三（示例）", "男", CHEN],
            ["王刚", "男", GANG],
            ["平均分", "", ""],
            ["男：23 女：22", "", ""],
            ["以上学生情况属实", "", ""],
        )
    )
    assert values(plan, "name") == ["王刚"]
    assert plan.counts["rows"] == 1


def test_a_form_for_one_child_does_not_import_the_parents(tmp_path: Path) -> None:
    form = [
        ["姓名", "王刚", "性别", "男", "民族", "汉族"],
        ["家庭成员", "姓名", "关系", "电话"],
        ["", "王大山", "父亲", ONE],
    ]
    good = [["姓名", "性别"], ["李梅", "女"]]
    plan = planned(read_workbook(xlsx(tmp_path / "a.xlsx", {"登记表": form, "一(1)": good})))
    assert values(plan, "name") == ["王刚", "李梅"]
    assert [member.values["name"] for member in plan.rows[0].members] == ["王大山"]


def test_a_row_that_slipped_sideways_fails_instead_of_naming_a_child_man() -> None:
    plan = planned(book(["序号", "姓名", "性别"], ["王刚", "男", GANG], [2, "李梅", "女"]))
    assert plan.counts["failed"] == 1
    assert "错位" in said(plan)


def test_grown_ups_of_a_household_are_no_pupils() -> None:
    head = ["户主", "姓名", "与户主关系", "身份证号码"]
    plan = planned(book(head, ["王大山", "王大山", "户主", FATHER], ["", "王刚", "子", GANG]))
    assert values(plan, "name") == ["王刚"]
    assert [row.reason for row in plan.ignored if row.row == 2] == ["户里的大人"]
    assert "1 行是户里的大人（王大山），没有当作学生" in said(plan)


def test_a_remark_behind_the_name_goes_to_the_remarks_and_is_said() -> None:
    plan = planned(book(["姓名", "性别", "备注"], ["王刚（转走）", "男", "九月"]))
    assert (values(plan, "name"), values(plan, "remark")) == (["王刚"], ["转走；九月"])
    assert "是否还在校" in said(plan)


@pytest.mark.parametrize("remark", ["父母外出务工", "转入", "建档立卡"])
def test_remarks_about_others_are_not_taken_for_leaving(remark: str) -> None:
    assert said(planned(book(["姓名", "性别", "备注"], ["王刚", "男", remark]))) == ""


def test_a_number_copied_to_another_child_merges_nobody() -> None:
    plan = planned(book(["姓名", "身份证号", "电话"], ["李强", GANG, ONE]), ledger(id_no=GANG))
    assert only(plan).fate is RowFate.SKIPPED
    assert "号码填错" in said(plan)


def test_a_changed_telephone_makes_no_second_child() -> None:
    place = {"address": "石门村", "village_name": "石门村"}
    known = ledger(birth_date=None, grade="3", class_no="1", phone=ONE, **place)
    head = ["姓名", "年级", "班级", "电话", "住址"]
    for address in ("石门村", ""):
        unsure = planned(book(head, ["王刚", "三年级", "1", TWO, address]), known)
        assert (only(unsure).fate, bool(only(unsure).unsure)) == (RowFate.SKIPPED, True)
        assert "电话不同），不能确定" in said(unsure)


def test_what_filling_leaves_as_it_was_is_said_once() -> None:
    plan = planned(
        book(["姓名", "身份证号", "电话"], ["王刚", GANG, TWO]), ledger(id_no=GANG, phone=ONE)
    )
    assert "有 1 人的“联系电话”与台账不同" in said(plan)
    row = ["姓名", "身份证号", "电话"], ["王刚", GANG, TWO]
    won = planned(book(*row), ledger(id_no=GANG, phone=ONE), policy=Policy.WORKBOOK)
    assert only(won).values["phone"] == TWO
    assert "与台账不同" not in said(won)


@pytest.mark.parametrize(
    ("head", "cells", "key", "value"),
    [
        ("就读方式", "住校", "boards", "1"),
        ("就读方式", "走读", "boards", "0"),
        ("就读方式", "送教上门", "boards", None),
        ("是否寄宿", "√", "study_mode", "2"),
        ("是否寄宿", "不寄宿", "study_mode", "1"),
        ("身份证号", GANG, "id_type", "1"),
        ("身份证号", "E12345678", "id_type", None),
    ],
)
def test_what_follows_from_the_row(head: str, cells: str, key: str, value: str | None) -> None:
    row = only(planned(book(["姓名", head], ["王刚", cells])))
    assert row.values.get(key) == value
    both = only(planned(book(["姓名", head, "是否寄宿", "就读方式"], ["王刚", cells, "", ""])))
    assert "boards" not in both.values or head == "是否寄宿"


def test_what_follows_fills_only_what_is_empty_and_agrees() -> None:
    rows = [["姓名", "身份证号", "就读方式"], ["王刚", GANG, "住校"]]
    assert only(planned(book(*rows), ledger(id_no=GANG))).values["boards"] == "1"
    for stored in ({"boards": "0"}, {"study_mode": "1"}):
        assert "boards" not in only(planned(book(*rows), ledger(id_no=GANG, **stored))).values


REGISTER = [
    "出生地",
    "国籍",
    "港澳台侨外",
    "入学方式",
    "学生来源",
    "入学年月",
    "是否享受一补",
    "学籍辅号",
]


def test_the_national_register_says_registered_but_not_present() -> None:
    blank = [""] * len(REGISTER)
    row = only(planned(book(["姓名", "性别", *REGISTER], ["王刚", "男", *blank])))
    assert row.values["register_status"] == "1"
    assert "in_school_status" not in row.values
    own = only(planned(book(["姓名", "性别", *REGISTER, "学籍状态"], ["王刚", "男", *blank, ""])))
    assert "register_status" not in own.values


def test_english_headings_and_letters_for_the_sex() -> None:
    head = [
        "No.",
        "Name",
        "Gender",
        "Date of Birth",
        "ID Card No.",
        "Grade",
        "Class",
        "Parent Name",
    ]
    row = only(planned(book(head, [1, "李梅", "F", "2018-05-02", MEI, 2, 1, "李小河"])))
    assert row.values["sex"] == "2"
    assert (row.values["grade"], row.values["class_no"]) == ("2", "1")
    assert row.values["guardian_name"] == "李小河"


def test_a_heading_without_children_is_said() -> None:
    assert "没有学生" in said(planned(book(["姓名", "性别"])))


def test_a_folder_is_called_one(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="文件夹"):
        read_workbook(tmp_path)


def test_a_very_long_cell_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,性别,备注\n王刚,男," + "长" * 200_000 + "\n", "utf-8")
    assert values(planned(read_workbook(path)), "name") == ["王刚"]


def test_whether_a_full_row_is_the_child_of_whom_only_the_name_is_known_is_asked() -> None:
    known = ledger(birth_date=None)
    plan = planned(
        book(["姓名", "性别", "出生日期", "电话"], ["王刚", "男", "2017-03-11", ONE]), known
    )
    assert only(plan).fate is RowFate.SKIPPED
    assert [each.student_id for each in only(plan).unsure.candidates] == ["c1"]


def test_a_corrected_number_is_left_to_a_person_and_makes_no_second_child() -> None:
    known = ledger(id_no=GANG, phone=ONE)
    other = id_no("20170312", 333)
    plan = planned(book(["姓名", "身份证号", "电话"], ["王刚", other, ONE]), known)
    assert only(plan).fate is RowFate.SKIPPED
    assert "电话相同，证件号、出生日期不同" in said(plan)


def test_a_bare_list_of_the_next_year_makes_no_second_class() -> None:
    known = ledger(birth_date=None, grade="3", class_no="1")
    up = planned(book(["姓名", "性别"], ["王刚", "男"], name="四(1)班"), known)
    assert (only(up).fate, bool(only(up).unsure)) == (RowFate.SKIPPED, True)


def test_a_namesake_beside_one_of_the_ledger_is_mentioned() -> None:
    known = ledger(birth_date=None, grade="5", class_no="2")
    plan = planned(book(["姓名", "性别"], ["王刚", "男"], name="三(1)班"), known)
    assert only(plan).fate is RowFate.CREATED
    assert "同名" in said(plan)


def test_a_parents_new_telephone_is_said_when_only_filling() -> None:
    members = {"c1": [{"id": "m1", "relation": "51", "name": "王大山", "phone": ONE}]}
    known = Existing(ledger(id_no=GANG).rows, members, [UNIT])
    plan = planned(
        book(["姓名", "身份证号", "父亲姓名", "父亲电话"], ["王刚", GANG, "王大山", TWO]), known
    )
    assert "父亲联系电话" in said(plan)


@pytest.mark.parametrize(
    ("title", "grade", "class_no"),
    [
        ("三年级一、二班学生名单", "3", None),
        ("四年级1-3班", "4", None),
        ("三、四年级复式班", None, None),
        ("福利镇初级中学一年级(2)班", "7", "2"),
        ("福利镇高级中学一年级2班", None, None),
    ],
)
def test_titles_of_several_classes_name_none(
    title: str, grade: str | None, class_no: str | None
) -> None:
    row = only(planned(book([title], ["姓名", "性别"], ["王刚", "男"])))
    assert (row.values.get("grade"), row.values.get("class_no") if grade else None) == (
        grade,
        class_no,
    )


def test_a_teaching_point_is_not_its_central_school() -> None:
    title = ["福利镇中心小学石门教学点一年级学生花名册"]
    rows = [title, ["姓名", "性别"], ["王刚", "男"]]
    assert planned(book(*rows)).new_schools[0].name == "福利镇中心小学石门教学点"
    known = Existing(schools=[UNIT, {"id": "p", "name": "石门教学点", "code": ""}])
    assert only(planned(book(*rows), known)).values["school"] == "p"


def test_units_of_their_own_are_converted() -> None:
    rows = [["王刚", "500米", "1.5小时"], ["李梅", "2.5公里", "40分钟"]]
    plan = planned(book(["姓名", "上下学距离", "单程时间"], *rows))
    assert values(plan, "distance_km") == [0.5, 2.5]
    assert values(plan, "commute_min") == [90, 40]


def test_a_table_of_another_program_has_whole_numbers_and_nan(tmp_path: Path) -> None:
    rows = [
        ["姓名", "年级", "班级", "联系电话"],
        ["王刚", "3.0", "1.0", f"{ONE}.0"],
        ["李梅", "2.0", "", "nan"],
    ]
    plan = planned(read_workbook(text(tmp_path / "a.csv", rows)))
    assert values(plan, "grade") == ["3", "2"]
    assert values(plan, "class_no") == ["1", None]
    assert values(plan, "phone") == [ONE, None]


def test_numbers_where_they_do_not_belong_are_still_understood() -> None:
    rows = [["1.王刚", "G" + GANG, "", 50000], ["（2）李梅", "12", "g" + MEI, "550200"]]
    plan = planned(book(["姓名", "学号", "身份证号", "邮编"], *rows))
    assert values(plan, "name") == ["王刚", "李梅"]
    assert values(plan, "register_no") == ["G" + GANG, None]
    assert values(plan, "class_seat_no") == [None, "12"]
    assert values(plan, "id_no") == [None, MEI]
    assert values(plan, "postcode") == ["050000", "550200"]


def test_a_list_of_dropouts_says_that_it_gives_files_only() -> None:
    rows = [["福利镇辍学学生花名册"], ["学生姓名", "性别", "辍学原因"], ["王刚", "男", "务工"]]
    assert "只建学生档案" in said(planned(book(*rows)))
    other = [["福利镇控辍保学学生花名册"], ["学生姓名", "性别"], ["王刚", "男"]]
    assert "只建学生档案" not in said(planned(book(*other)))


def test_the_relation_beside_the_carer_is_the_carers() -> None:
    head = ["留守儿童姓名", "受委托监护人姓名", "与儿童关系", "联系电话"]
    row = only(planned(book(head, ["王刚", "王爷爷", "祖父", ONE])))
    assert row.values["carer_relation"] == "61"
    assert "guardian_relation" not in row.values


def test_a_second_name_column_never_stands_in_for_the_first() -> None:
    head = ["序号", "姓名", "性别", "", "姓名", "职务"]
    plan = planned(
        book(head, [1, "王刚", "男", "", "张老师", "班主任"], ["", "", "", "", "李老师", "语文"])
    )
    assert values(plan, "name") == ["王刚"]
    assert plan.counts["failed"] == 1


def test_the_column_that_says_student_holds_the_name() -> None:
    head = ["姓名", "身份证号", "学生姓名", "性别", "年级"]
    plan = planned(book(head, ["王大山", FATHER, "王刚", "男", "三年级"]))
    assert values(plan, "name") == ["王刚"]
    bare = planned(
        book(["序号", "年级", "学生", "家长", "电话"], [1, "三年级", "王刚", "王大山", ONE])
    )
    assert values(bare, "name") == ["王刚"]


def test_a_township_is_told_when_a_list_names_no_school() -> None:
    rows = [["姓名", "性别", "年级"], ["王刚", "男", "三年级"]]
    assert "没有写是哪所学校" in said(planned(book(*rows), Existing(), unit_school=None))
    asked = planned(book(*rows), Existing(), unit_school=None, school_name="石门小学")
    assert "会新建" in said(asked)
    assert "没有写是哪所学校" not in said(asked)


@pytest.mark.parametrize("row", ["第1页，共2页", "第 2 页", "- 3 -", "续表", "（接上页）"])
def test_page_numbers_are_no_children(row: str) -> None:
    plan = planned(book(["姓名", "性别"], ["王刚", "男"], [row], ["李梅", "女"]))
    assert values(plan, "name") == ["王刚", "李梅"]


@pytest.mark.parametrize("around", ["身份证：{}", "{}（本人）", "{}.0"])
def test_a_sound_number_inside_a_text_is_taken(around: str) -> None:
    plan = planned(book(["姓名", "身份证号"], ["王刚", around.format(GANG)]))
    assert values(plan, "id_no") == [GANG]
    two = planned(book(["姓名", "身份证号"], ["王刚", f"{GANG} {MEI}"]))
    assert values(two, "id_no") == [None]


def test_a_code_beside_another_schools_name_is_said() -> None:
    known = Existing(schools=[UNIT, {"id": "p", "name": "石门小学", "code": "2152000002"}])
    head = ["学校标识码", "学校名称", "姓名", "性别"]
    plan = planned(book(head, ["2152000002", "育才小学", "王刚", "男"]), known)
    assert only(plan).values["school"] == "p"
    assert "育才小学" in said(plan)


def test_a_list_of_villages_without_a_school_is_said() -> None:
    plan = planned(book(["姓名", "性别", "村名", "组"], ["王刚", "男", "石门村", "3组"]))
    assert "school" not in only(plan).values
    assert "就读学校没有填" in said(plan)


def test_rows_numbered_ahead_are_blank_and_a_lone_telephone_is_not() -> None:
    head = ["学号", "姓名", "电话"]
    assert said(planned(book(head, ["01", "王刚", ONE], ["02", "", ""]))) == ""
    assert "没有当作学生" in said(planned(book(head, ["01", "王刚", ""], ["", "", TWO])))


@pytest.mark.parametrize(
    "title",
    [
        ["班级：二（3）班", "", "班主任：王老师", "人数：40"],
        ["班级", "二(3)班", "班主任", "王老师", "人数", 40],
        ["年级：二年级", "班级：3班", "", ""],
        ["班级：3班", "班主任：王老师"],
    ],
)
def test_a_class_behind_its_label_holds_below_it(title: list[Any]) -> None:
    head = ["序号", "姓名", "性别", "电话"]
    plan = planned(
        book(["班级：二(1)班"], head, [1, "王刚", "男", ONE], title, head, [1, "李梅", "女", TWO])
    )
    assert values(plan, "grade") == ["2", "2"]
    assert values(plan, "class_no") == ["1", "3"]
    assert plan.counts["rows"] == 2


def test_two_classes_beside_each_other_keep_their_own_titles() -> None:
    head = ["姓名", "性别"]
    plan = planned(
        book(
            ["福利镇中心小学分班名单"],
            ["一(1)班", "", "", "一(2)班"],
            [*head, "", *head],
            ["王刚", "男", "", "李梅", "女"],
        )
    )
    assert values(plan, "class_no") == ["1", "2"]
    assert values(plan, "school") == ["unit", "unit"]


def test_a_sheet_without_a_list_is_said_if_a_person_sees_it() -> None:
    rows = [["姓名", "性别"], ["王刚", "男"]]
    sheets = (
        Worksheet("一(1)班", rows),
        Worksheet("一(2)班", [["李梅", "女"]]),
        Worksheet("代码", [["男"], ["女"]], hidden=True),
        Worksheet("Sheet3", []),
    )
    plan = planned(Workbook("a.xlsx", "0" * 64, "xlsx", sheets))
    assert [problem.sheet for problem in plan.problems] == ["一(2)班"]


def test_a_list_with_many_columns_of_its_own_is_read() -> None:
    own = [f"指标{n}" for n in range(40)]
    plan = planned(book(["姓名", "性别", "年级", *own], ["王刚", "男", "三", *own]))
    assert values(plan, "name") == ["王刚"]
    assert len(plan.unmapped_columns) == len(own)


def test_a_parents_number_without_a_name_is_said() -> None:
    head = ["姓名", "性别", "父亲姓名", "父亲身份证号", "母亲姓名", "母亲民族"]
    plan = planned(book(head, ["王刚", "男", "", FATHER, "", "汉"]))
    assert said(plan) == "“父亲”没有姓名和电话，身份证件号没有导入，请补上姓名。"


def test_a_class_written_once_for_several_children_is_said() -> None:
    head = ["年级", "班级", "姓名", "性别"]
    plan = planned(book(head, ["一年级", "1", "王刚", "男"], ["", "", "李梅", "女"]))
    assert values(plan, "grade") == ["1", None]
    assert "有 1 人没有写年级（如第 3 行）" in said(plan)
    assert "有 1 人没有写班级（如第 3 行）" in said(plan)


def test_a_telephone_in_the_guardians_name_is_the_guardians() -> None:
    plan = planned(book(["姓名", "性别", "监护人"], ["王刚", "男", "王大山13800000001"]))
    kept = only(plan).values
    assert (kept["guardian_name"], kept["guardian_phone"]) == ("王大山", "13800000001")
    assert not said(plan)


def test_a_remark_in_brackets_and_a_count_are_no_children() -> None:
    head = ["序号", "姓名", "性别", "电话"]
    plan = planned(
        book(head, [1, "王刚", "男", ONE], ["", "（转入）", "", TWO], ["男生", "1", "女生", "0"])
    )
    assert values(plan, "name") == ["王刚"]
    assert plan.counts["failed"] == 1
    assert plan.counts["rows"] == 2


def test_whole_numbers_that_became_text_are_grades_and_classes() -> None:
    row = only(planned(book(["姓名", "年级", "班级"], ["王刚", "3.0", "1.0"])))
    assert (row.values["grade"], row.values["class_no"]) == ("3", "1")


@pytest.mark.parametrize("own", ["职称", "任教学科"])
def test_a_list_of_teachers_is_none_of_children(own: str) -> None:
    rows = [["序号", "姓名", "性别", "联系电话", own, "学历"], [1, "张老师", "女", ONE, "", "本科"]]
    teachers = Worksheet("教师", rows)
    children = Worksheet("一(1)班", [["姓名", "性别"], ["王刚", "男"]])
    plan = planned(Workbook("a.xlsx", "0" * 64, "xlsx", (children, teachers)))
    assert values(plan, "name") == ["王刚"]
    assert [problem.sheet for problem in plan.problems] == ["教师"]


def test_a_second_column_of_one_thing_is_kept_or_said() -> None:
    head = ["姓名", "性别", "联系电话", "联系电话", "备注", "备注", "现住址", "家庭住址"]
    row = ["王刚", "男", ONE, TWO, "留守", "爱画画", "石门村", "育才村"]
    plan = planned(book(head, row))
    kept = only(plan).values
    assert (kept["phone"], kept["phone2"]) == (ONE, TWO)
    assert kept["remark"] == "留守；爱画画"
    assert kept["address"] == "石门村"
    assert "“家庭住址”有不止一列" in said(plan)
    assert not planned(book(head, [*row[:7], "石门村"])).problems


def test_a_second_telephone_of_the_father_is_said_and_erases_nothing() -> None:
    head = ["姓名", "性别", "父亲姓名", "父亲电话", "父亲手机号码"]
    plan = planned(book(head, ["王刚", "男", "王大山", ONE, TWO], ["李梅", "女", "李大", ONE, ""]))
    assert [row.members[0].values["phone"] for row in plan.rows] == [ONE, ONE]
    assert [problem.row for problem in plan.problems] == [2]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1", "0"], ["3", "0"]),
        ([1, 2], ["1", "2"]),
        (["是", "非留守"], ["3", "0"]),
        (["√", "×"], ["3", "0"]),
        (["Y", "N"], ["3", "0"]),
        (["留守", "不是"], ["3", "0"]),
        ([True, False], ["3", "0"]),
    ],
)
def test_yes_is_kept_without_a_kind_of_being_left_behind(
    cells: list[Any], expected: list[str]
) -> None:
    rows = [[name, "男", cell] for name, cell in zip(("王刚", "陈一"), cells, strict=True)]
    plan = planned(book(["姓名", "性别", "是否留守儿童"], *rows))
    assert values(plan, "left_behind_edu") == expected
    assert not plan.problems


@pytest.mark.parametrize(("said_of", "relation"), [("父子", "20"), ("母女", "30"), ("长女", "32")])
def test_the_relation_to_the_head_of_the_household_is_the_childs(
    said_of: str, relation: str
) -> None:
    head = ["户主姓名", "与户主关系", "姓名", "性别", "出生日期"]
    plan = planned(book(head, ["王大山", said_of, "王刚", "男", "2017-03-11"]))
    assert values(plan, "head_relation") == [relation]


def test_a_register_number_kept_as_a_number_is_not_stored() -> None:
    plan = planned(book(["姓名", "性别", "学籍号"], ["王刚", "男", float(GANG)]))
    assert values(plan, "register_no") == [None]
    assert "已经丢失" in said(plan)


def test_birth_year_month_and_day_beside_each_other() -> None:
    head = ["姓名", "出生年", "月", "日", "性别"]
    assert values(planned(book(head, ["王刚", 2017, 3, 11, "男"])), "birth_date") == ["2017-03-11"]
    lone = planned(book(["姓名", "出生年", "性别"], ["王刚", 2017, "男"]))
    assert [column.heading for column in lone.unmapped_columns] == ["出生年"]


def test_what_a_member_is_to_the_child_may_be_called_otherwise() -> None:
    plan = planned(
        book(["姓名", "性别", "家庭成员姓名", "家庭成员称谓"], ["王刚", "男", "王大", "父亲"])
    )
    assert only(plan).members[0].values["relation"] == "51"


def test_a_list_of_transfers_says_that_it_moves_nobody() -> None:
    plan = planned(book(["姓名", "性别", "年级", "转入学校"], ["王刚", "男", "三", "县城小学"]))
    assert "转学" in said(plan)


def test_several_names_in_a_cell_are_no_child() -> None:
    plan = planned(book(["班级", "姓名"], ["一(1)班", "王刚、李梅"], ["一(1)班", "阿依 古丽"]))
    assert values(plan, "name") == ["阿依古丽"]
    assert plan.counts["failed"] == 1


def test_a_register_of_attendance_keeps_the_class_of_its_title() -> None:
    days = list(range(1, 32))
    plan = planned(book(["三(1)班考勤表"], ["序号", "姓名", *days], [1, "王刚", *["√"] * 31]))
    assert values(plan, "class_no") == ["1"]


def test_the_title_of_another_table_below_is_no_child() -> None:
    rows = [["姓名", "性别"], ["王刚", "男"], ["家长会签到表"], ["学生姓名", "家长姓名", "电话"]]
    plan = planned(book(*rows, ["李梅", "李大", ONE]))
    assert values(plan, "name") == ["王刚", "李梅"]


def test_a_bare_class_between_the_rows_keeps_the_grade() -> None:
    rows = [["姓名", "性别"], ["1班"], ["王刚", "男"], ["（2）班"], ["李梅", "女"], ["三班"]]
    plan = planned(book(*rows, ["陈一", "男"], name="三年级"))
    assert values(plan, "class_no") == ["1", "2", "3"]
    assert values(plan, "grade") == ["3", "3", "3"]
    assert not plan.problems


def test_a_class_written_as_a_day_is_no_class() -> None:
    plan = planned(book(["姓名", "年级", "班级"], ["王刚", "三", "3月1日"]))
    assert values(plan, "class_no") == [None]
    assert "变成了日期" in said(plan)


def test_school_grade_and_class_in_one_column() -> None:
    rows = [["姓名", "学校年级班级"], ["王刚", "福利镇中心小学三年级2班"]]
    row = only(planned(book(*rows)))
    assert (row.values["school"], row.values["grade"], row.values["class_no"]) == ("unit", "3", "2")


def test_a_short_list_with_columns_of_its_own_is_read_and_a_form_is_not() -> None:
    head = ["姓名", "走读/住校", "特长", "宿舍号", "座位"]
    plan = planned(book(head, ["王刚", "走读", "画画", "", ""], ["李梅", "住校", "", "101", ""]))
    assert values(plan, "name") == ["王刚", "李梅"]
    form = [["姓名", "", "性别", "", "照片", "班主任评语", "荣誉"], ["出生日期", "", "民族", ""]]
    with pytest.raises(LedgerError):
        planned(book(*form, ["家庭住址", "", "联系电话", ""]))


def test_a_sheet_of_marks_tells_nothing_of_children() -> None:
    marks = Worksheet(
        "期末", [["学号", "姓名", "语文", "数学", "总分"], ["01", "王刚", 90, 80, 170]]
    )
    plan = planned(
        Workbook("a.xlsx", "0" * 64, "xlsx", (Worksheet("一(1)班", [["姓名"], ["王刚"]]), marks))
    )
    assert plan.counts["rows"] == 1
    assert [problem.sheet for problem in plan.problems] == ["期末"]


def test_rows_to_mend_are_a_list_whatever_stands_for_the_name(tmp_path: Path) -> None:
    rows = [["姓名", "性别", "年级"], ["王刚", "男", "三"], ["联系电话", "王大", "三"]]
    plan = planned(book(*rows))
    assert write_failed_rows(plan, tmp_path / "mend.xlsx") == 1
    assert planned(read_workbook(tmp_path / "mend.xlsx")).counts["rows"] == 1


def test_what_was_hidden_for_a_notice_is_no_name_and_no_number() -> None:
    head = ["姓名", "性别", "监护人电话"]
    rows = [["王*", "男", ""], ["王＊刚", "男", ""], ["李梅*", "女", "138****0001"]]
    plan = planned(book(head, *rows))
    assert values(plan, "name") == ["李梅*"]
    assert values(plan, "guardian_phone") == [None]
    assert plan.counts["failed"] == 2
    assert "打了星号" in said(plan)


@pytest.mark.parametrize("cell", ["无", "/", "—"])
def test_a_dash_is_no_class(cell: str) -> None:
    plan = planned(book(["姓名", "年级", "班级"], ["王刚", "三", cell]))
    assert values(plan, "class_no") == [None]
    assert not plan.new_classes
