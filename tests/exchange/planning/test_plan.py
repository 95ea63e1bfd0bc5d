"""What an import would do: who is matched, what is written, and that nobody is lost."""

from __future__ import annotations

import tempfile
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.planning.import_plan import PlannedRow, RowFate
from ledger_app.exchange.planning.plan import ImportPlan, Policy, plan_import
from ledger_app.exchange.reading.read_workbook import read_workbook
from ledger_app.exchange.reading.workbook import Workbook, Worksheet
from tests.exchange import samples
from tests.exchange.applying import applied
from tests.exchange.existing import Existing

TODAY = date(2026, 11, 21)
UNIT = {"id": "unit", "name": "福利镇中心小学", "code": ""}
HEAD = [
    "姓名",
    "性别",
    "出生日期",
    "身份证号",
    "年级",
    "班级",
    "监护人姓名",
    "监护人电话",
    "家庭住址",
]
GANG_ROW = [
    "王刚",
    "男",
    "2017-03-11",
    samples.GANG,
    "三年级",
    "1",
    "王大山",
    "13800000001",
    "石门村",
]


def book(*rows: list[Any], name: str = "名单") -> Workbook:
    width = max(map(len, rows))
    sheet = Worksheet(name, [r + [""] * (width - len(r)) for r in rows])
    digest = sha256(repr(sheet).encode()).hexdigest()  # the same rows are the same file
    return Workbook("a.xlsx", digest, "xlsx", (sheet,))


def planned(workbook: Workbook, existing: Existing | None = None, **options: Any) -> ImportPlan:
    options.setdefault("unit_school", "unit")
    plan = plan_import(workbook, existing or Existing(schools=[UNIT]), today=TODAY, **options)
    counts = plan.counts
    assert counts["rows"] == sum(counts[fate.value] for fate in RowFate)
    return plan


def ledger(**values: Any) -> Existing:
    """Return a ledger with one child, 王刚 unless told otherwise."""
    child = {"id": "c1", "name": "王刚", "birth_date": "2017-03-11", "sex": "1", "school": "unit"}
    return Existing(rows=[child | values], schools=[UNIT])


def only(plan: ImportPlan) -> PlannedRow:
    (row,) = plan.rows
    return row


def test_a_sound_number_finds_the_child_whatever_the_name() -> None:
    plan = planned(book(HEAD, ["王钢", *GANG_ROW[1:]]), ledger(id_no=samples.GANG))
    row = only(plan)
    assert (row.student_id, row.fate) == ("c1", RowFate.UPDATED)
    assert "name" not in row.values
    assert any("王刚" in problem.text for problem in row.problems)


def test_a_register_number_finds_a_child_without_papers() -> None:
    head = ["姓名", "学籍号"]
    register = "L529901201703110001"
    row = only(planned(book(head, ["王刚刚", register]), ledger(register_no=register)))
    assert row.student_id == "c1"


def test_a_register_number_made_of_the_identity_number_stands_for_it() -> None:
    workbook = book(["姓名", "学籍号"], ["王刚", "G" + samples.GANG])
    assert only(planned(workbook, ledger(id_no=samples.GANG))).student_id == "c1"
    register = ledger(register_no="G" + samples.GANG, birth_date=None)
    assert only(planned(book(HEAD, GANG_ROW), register)).student_id == "c1"


def test_a_word_in_the_number_column_identifies_nobody() -> None:
    workbook = book(["姓名", "身份证号", "学籍号"], ["赵六", "办理中", "办理中"])
    existing = ledger(id_no="办理中", register_no="办理中")
    assert only(planned(workbook, existing)).fate is RowFate.CREATED


def test_name_and_birth_date_find_a_child_whose_number_was_missing() -> None:
    row = only(planned(book(HEAD, GANG_ROW), ledger()))
    assert row.student_id == "c1"
    assert row.values["id_no"] == samples.GANG


def test_two_sound_numbers_are_two_children_where_both_are_listed_and_else_asked() -> None:
    other = samples.id_no("20170311", 335)
    row = only(planned(book(HEAD, GANG_ROW), ledger(id_no=other)))
    assert (row.fate, bool(row.unsure)) == (RowFate.SKIPPED, True)
    twin = [*GANG_ROW[:3], other, *GANG_ROW[4:]]
    both = planned(book(HEAD, GANG_ROW, twin), ledger(id_no=other))
    assert [row.fate for row in both.rows] == [RowFate.CREATED, RowFate.UPDATED]
    assert both.rows[0].problems


def test_a_cut_number_matches_by_its_first_digits_and_the_name() -> None:
    damaged = [*GANG_ROW[:2], "", float(samples.GANG[:17] + "0"), *GANG_ROW[4:]]
    row = only(planned(book(HEAD, damaged), ledger(id_no=samples.GANG, birth_date=None)))
    assert row.student_id == "c1"
    assert "id_no" not in row.values
    assert row.values["birth_date"] == "2017-03-11"
    stranger = only(planned(book(HEAD, damaged), ledger(id_no=samples.id_no("20170311", 555))))
    assert stranger.fate is RowFate.CREATED
    assert "id_no" not in stranger.values


def test_several_possible_children_are_never_guessed() -> None:
    twins = [
        {"id": "c1", "name": "王刚", "birth_date": "2017-03-11"},
        {"id": "c2", "name": "王刚", "birth_date": "2017-03-11"},
    ]
    row = only(planned(book(HEAD, GANG_ROW), Existing(rows=twins, schools=[UNIT])))
    assert row.fate is RowFate.SKIPPED
    assert "2 个可能的孩子" in row.reason
    assert [problem.row for problem in row.problems] == [2]


def test_a_telephone_decides_between_namesakes() -> None:
    namesakes = [
        {"id": "c1", "name": "王刚", "birth_date": "2017-03-11", "phone": "13999999999"},
        {"id": "c2", "name": "王刚", "birth_date": "2017-03-11", "phone": "13800000001"},
    ]
    row = only(planned(book(HEAD, GANG_ROW), Existing(rows=namesakes, schools=[UNIT])))
    assert row.student_id == "c2"


def test_a_namesake_who_shares_nothing_else_is_left_to_a_person() -> None:
    other = {"school": "s2", "guardian_name": "赵六", "guardian_phone": "13700000000"}
    row = only(planned(book(HEAD, GANG_ROW), ledger(**other)))
    assert row.fate is RowFate.SKIPPED


def test_dots_and_blanks_in_names_do_not_hide_a_child() -> None:
    head = ["姓名", "出生日期"]
    existing = ledger(name="阿卜杜热西提·买买提江")
    row = only(planned(book(head, ["阿卜杜热西提 • 买买提江", "2017.3.11"]), existing))
    assert row.fate is RowFate.UNCHANGED


def test_a_bare_class_list_finds_its_children_again() -> None:
    head = ["姓名", "性别"]
    workbook = book(head, ["王刚", "男"], ["李梅", "女"], name="三(1)班")
    first = planned(workbook)
    assert first.counts["created"] == 2
    again = planned(workbook, applied(Existing(schools=[UNIT]), first))
    assert again.counts["unchanged"] == 2


def test_two_bare_rows_of_one_name_are_mentioned() -> None:
    plan = planned(book(["姓名", "性别"], ["王刚", "男"], ["王刚", "男"], name="三(1)班"))
    assert [row.fate for row in plan.rows] == [RowFate.CREATED, RowFate.SKIPPED]
    assert [problem.row for problem in plan.problems] == [3]


@pytest.mark.parametrize("policy", Policy)
def test_what_a_second_row_has_more_joins_the_first(policy: Policy) -> None:
    head = ["姓名", "身份证号", "家庭住址"]
    workbook = book(head, ["王刚", samples.GANG, ""], ["王刚", samples.GANG, "石门村"])
    new = planned(workbook, policy=policy)
    assert new.rows[0].values["address"] == "石门村"
    known = planned(workbook, ledger(id_no=samples.GANG), policy=policy)
    assert known.counts["updated"] == (0 if policy is Policy.LEDGER else 1)


def test_a_class_turned_into_a_date_is_said() -> None:
    row = only(planned(book(["姓名", "班级"], ["王刚", date(2026, 3, 1)])))
    assert "class_no" not in row.values
    assert [problem.column for problem in row.problems] == ["班级"]


def test_a_namesake_in_another_class_is_another_child() -> None:
    existing = ledger(birth_date=None, grade="5", class_no="2")
    row = only(planned(book(["姓名", "性别"], ["王刚", "男"], name="三(1)班"), existing))
    assert row.fate is RowFate.CREATED


@pytest.mark.parametrize(
    ("policy", "address", "fate"),
    [
        (Policy.FILL, "石门村", RowFate.UPDATED),
        (Policy.WORKBOOK, "石门村", RowFate.UPDATED),
        (Policy.LEDGER, None, RowFate.SKIPPED),
    ],
)
def test_policies(policy: Policy, address: str | None, fate: RowFate) -> None:
    existing = ledger(id_no=samples.GANG, guardian_name="王大河", address=None, hamlet="3组")
    row = only(planned(book(HEAD, GANG_ROW), existing, policy=policy))
    assert row.fate is fate
    assert row.values.get("address") == address
    wins = policy is Policy.WORKBOOK
    assert row.values.get("guardian_name") == ("王大山" if wins else None)
    assert row.before.get("guardian_name") == ("王大河" if wins else None)


def test_empty_cells_erase_nothing_even_if_the_workbook_wins() -> None:
    existing = ledger(id_no=samples.GANG, address="育才村")
    row = only(planned(book(HEAD, [*GANG_ROW[:8], ""]), existing, policy=Policy.WORKBOOK))
    assert "address" not in row.values


def test_wrong_and_impossible_cells_never_hide_a_child() -> None:
    wrong = ["王刚", "男", "2017-13-40", samples.GANG[:-1] + "9", "三年级", "1", "", "", ""]
    row = only(planned(book(HEAD, wrong)))
    assert row.fate is RowFate.CREATED
    assert not {"id_no", "birth_date"} & row.values.keys()
    assert {problem.column for problem in row.problems} == {"出生日期", "身份证号"}


def test_sex_and_birth_date_come_from_the_number() -> None:
    row = only(planned(book(["姓名", "身份证号", "出生年月"], ["王刚", samples.GANG, "2017年3月"])))
    assert (row.values["sex"], row.values["birth_date"]) == ("1", "2017-03-11")
    assert not row.problems


def test_a_row_without_a_name_fails_unless_its_number_is_known() -> None:
    nameless = ["", *GANG_ROW[1:]]
    assert only(planned(book(HEAD, nameless))).fate is RowFate.FAILED
    known = only(planned(book(HEAD, nameless), ledger(id_no=samples.GANG)))
    assert known.fate is RowFate.UPDATED


def test_members_are_matched_by_relation_and_name() -> None:
    head = ["姓名", "身份证号", "父亲姓名", "父亲电话", "母亲姓名", "母亲电话"]
    row = ["王刚", samples.GANG, "王大山", "13800000001", "周小兰", "13800000003"]
    father = {"id": "m1", "name": "王大山", "relation": "51", "phone": None}
    mother = {"id": "m2", "name": "周兰", "relation": "52", "phone": None}
    child = {"id": "c1", "name": "王刚", "id_no": samples.GANG}
    existing = Existing([child], {"c1": [father, mother]}, [UNIT])
    filled = only(planned(book(head, row), existing))
    assert [(one.member_id, one.values) for one in filled.members] == [
        ("m1", {"phone": "13800000001"})
    ]
    assert any("周兰" in problem.text for problem in filled.problems)
    renamed = only(planned(book(head, row), existing, policy=Policy.WORKBOOK))
    assert renamed.members[1].values == {"name": "周小兰", "phone": "13800000003"}


def test_the_member_who_is_guardian_becomes_the_guardian() -> None:
    head = ["姓名", "成员1姓名", "成员1关系", "成员1联系电话", "成员1是否监护人"]
    row = only(planned(book(head, ["王刚", "王大山", "父亲", "13800000001", "是"])))
    assert row.values["guardian_name"] == "王大山"
    assert row.values["guardian_relation"] == "51"
    own = only(planned(book([*head, "监护人姓名"], ["王刚", "王大山", "父亲", "", "是", "周小兰"])))
    assert own.values["guardian_name"] == "周小兰"
    assert "guardian_phone" not in own.values


CODE_HEAD = ["学校标识码", "姓名", "身份证号"]


def test_a_lone_code_is_learnt_by_the_unit() -> None:
    plan = planned(book(CODE_HEAD, ["2152000001", "王刚", samples.GANG]))
    assert only(plan).values["school"] == "unit"
    assert plan.school_codes == {"unit": "2152000001"}
    assert not plan.new_schools


def test_codes_of_several_schools_make_schools_at_a_township() -> None:
    rows = [["2152000001", "王刚", samples.GANG], ["2152000002", "李梅", samples.MEI]]
    known = {"id": "s2", "name": "石门小学", "code": "2152000002"}
    plan = planned(book(CODE_HEAD, *rows), Existing(schools=[known]), unit_school=None)
    assert [school.code for school in plan.new_schools] == ["2152000001"]
    assert plan.rows[0].values["school"] == plan.new_schools[0].id
    assert plan.rows[1].values["school"] == "s2"


def test_the_school_asked_for_wins() -> None:
    head = ["学校名称", "姓名"]
    plan = planned(book(head, ["石门小学", "王刚"]), school_name="福利镇中心小学")
    assert only(plan).values["school"] == "unit"


def test_schools_of_skipped_rows_are_not_made() -> None:
    twins = [{"id": key, "name": "王刚", "birth_date": "2017-03-11"} for key in ("c1", "c2")]
    workbook = book(["学校名称", "姓名", "出生日期"], ["石门小学", "王刚", "2017-03-11"])
    plan = planned(workbook, Existing(rows=twins, schools=[UNIT]))
    assert not plan.new_schools


def test_classes_already_kept_are_not_new() -> None:
    existing = Existing(schools=[UNIT], classes={("unit", "3", "1")})
    second = ["李梅", "女", "", samples.MEI, "三年级", "02", "", "", ""]
    plan = planned(book(HEAD, GANG_ROW, second), existing)
    assert plan.new_classes == (("unit", "3", "2"),)


@pytest.mark.parametrize("first", [0, 1])
def test_a_number_without_a_name_finds_its_child_wherever_the_child_stands(first: int) -> None:
    lines = [["王刚", samples.GANG, ""], ["", samples.GANG, "13800000001"]]
    head = ["姓名", "身份证号", "监护人电话"]
    plan = planned(book(head, lines[first], lines[1 - first]))
    assert plan.counts["created"] == 1
    assert plan.counts["failed"] == 0
    child = plan.rows[first]
    assert (child.fate, child.name) == (RowFate.CREATED, "王刚")
    assert child.values["guardian_phone"] == "13800000001"
    assert [row.row for row in plan.rows] == [2, 3]


def test_no_list_is_a_sentence() -> None:
    with pytest.raises(LedgerError, match="没有找到学生名单"):
        planned(book(["说明"], ["请填写"]))


@pytest.mark.parametrize("shape", samples.SHAPES, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("policy", Policy)
def test_the_same_file_twice_changes_nothing(shape: Any, policy: Policy, tmp_path: Path) -> None:
    workbook = read_workbook(shape(tmp_path))
    start = Existing(schools=[UNIT])
    after = applied(start, planned(workbook, start))
    again = planned(workbook, after, policy=policy)
    assert again.counts["created"] == again.counts["updated"] == 0
    assert not again.new_schools
    assert not again.new_classes


NAMES = st.sampled_from(["王刚", "李梅", "王 刚", "", "合计", "阿依·买", "赵", "12"])
TEXTS = ["", "男", "2017-03-11", "2017.3", samples.GANG, samples.MEI, samples.GANG[:-1], "三年级"]
VALUES = [7, 2.5, float(samples.GANG[:15] + "000"), date(2017, 3, 11), True]
CELLS = st.sampled_from([*TEXTS, *VALUES, "1", "无", "=1+1", "福利镇石门小学"])
HEADINGS = st.permutations([*HEAD, "学校名称", "备注", "QQ", "父亲姓名", "父亲电话", "学籍号"])


_COUNTED = (RowFate.CREATED, RowFate.UPDATED, RowFate.UNCHANGED)


@settings(deadline=None, max_examples=120)
@given(
    heading=HEADINGS,
    rows=st.lists(st.tuples(NAMES, st.lists(CELLS, min_size=14, max_size=14)), max_size=12),
    policy=st.sampled_from(Policy),
)
def test_every_row_is_accounted_for(
    heading: list[str], rows: list[tuple[str, list[Any]]], policy: Policy
) -> None:
    at = heading.index("姓名")
    lines = [[*cells[:at], name, *cells[at:]] for name, cells in rows]
    workbook = book(list(heading), *lines)
    start = Existing(schools=[UNIT])
    plan = planned(workbook, start)
    assert plan.counts["rows"] + plan.ignored_count == len(lines) + 1
    assert {row.row for row in plan.rows} | {row.row for row in plan.ignored} == set(
        range(1, len(lines) + 2)
    )
    named = [row for row in plan.rows if row.fate is RowFate.CREATED]
    assert all(row.values["name"] for row in named)
    again = planned(workbook, applied(start, plan), policy=policy)
    assert again.counts["created"] == 0
    assert again.counts["failed"] <= plan.counts["failed"]
    if policy is Policy.FILL:  # a row set aside may find its child once the others are in
        aside = [row for row in plan.rows if row.problems and row.fate not in _COUNTED]
        assert again.counts["updated"] <= len(aside)


def test_a_plan_from_a_file_is_the_same_each_time() -> None:
    with tempfile.TemporaryDirectory() as folder:
        workbook = read_workbook(samples.what_cannot_be_kept(Path(folder)))
    first, second = planned(workbook), planned(workbook)
    assert [row.values for row in first.rows] == [row.values for row in second.rows]
    assert first.problems == second.problems


RENAMED = ["姓名", "出生日期", "身份证号", "监护人姓名", "监护人电话"]


@pytest.mark.parametrize(
    ("cells", "fate"),
    [
        (["王钢", "2017-03-11", "", "王大山", ""], RowFate.SKIPPED),
        (["黄刚", "2017-03-11", "办理中", "", "13800000001"], RowFate.SKIPPED),
        (["王钢", "2017-03-12", "", "王大山", ""], RowFate.CREATED),
        (["李明", "2017-03-11", "", "王大山", ""], RowFate.CREATED),
        (["王钢", "2017-03-11", "", "王大海", "13800000009"], RowFate.CREATED),
        (["王钢", "2017-03-11", samples.GANG, "王大山", ""], RowFate.SKIPPED),
    ],
)
def test_a_corrected_name_makes_no_second_child(cells: list[str], fate: RowFate) -> None:
    existing = ledger(guardian_name="王大山", guardian_phone="13800000001")
    row = only(planned(book(RENAMED, cells), existing))
    assert row.fate is fate
    if fate is RowFate.SKIPPED:
        assert "王刚" in row.reason
        assert "改正了姓名" in row.reason
        assert row.unsure


@pytest.mark.parametrize(("name", "noted"), [("王钢", True), ("李明", False), ("王二小", False)])
def test_a_name_that_nearly_agrees_is_mentioned(name: str, noted: bool) -> None:
    row = only(planned(book(RENAMED, [name, "2017-03-11", "", "", ""]), ledger()))
    assert row.fate is RowFate.CREATED
    assert any("姓名相近" in problem.text for problem in row.problems) is noted


@pytest.mark.parametrize("order", [1, -1])
def test_twins_who_are_both_listed_are_two_children(order: int) -> None:
    twins = [[name, "2017-03-11", "", "王大山", ""] for name in ("王刚", "王强")]
    plan = planned(book(RENAMED, *twins[::order]), ledger(guardian_name="王大山"))
    assert sorted(row.fate for row in plan.rows) == [RowFate.CREATED, RowFate.UNCHANGED]
    assert planned(book(RENAMED, *twins), Existing(schools=[UNIT])).counts["created"] == 2
