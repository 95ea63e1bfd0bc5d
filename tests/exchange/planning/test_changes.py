"""What a workbook says otherwise than the ledger is named by child, old → new, written or not."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.exchange.planning.import_plan import ImportPlan, Policy, RowFate
from ledger_app.exchange.planning.unsure import Decision
from tests.exchange.applying import applied
from tests.exchange.existing import Existing
from tests.exchange.planning.test_plan import UNIT, book, ledger, only, planned
from tests.exchange.samples import GANG, MEI, id_no

OTHER = {"id": "s2", "name": "石门小学", "code": ""}
ROLL = ["姓名", "身份证号", "学校", "年级", "班级", "电话"]
HERE = {
    "id_no": GANG,
    "grade": "3",
    "class_no": "1",
    "sex": "1",
    "id_type": "1",
    "phone": "13900000001",
}


def said(plan: ImportPlan) -> str:
    return "\n".join(problem.text for problem in plan.problems)


def told(plan: ImportPlan) -> list[tuple[str, str, str, bool]]:
    return [(each.key, each.old, each.new, each.written) for each in plan.changes]


def row(**said_of: str) -> list[str]:
    cells = {
        "姓名": "王刚", "身份证号": GANG, "学校": UNIT["name"], "年级": "三年级", "班级": "1",
        "电话": "13900000001",
    }  # fmt: skip
    return list((cells | said_of).values())


def known(**values: Any) -> Existing:
    return Existing(ledger(**(HERE | values)).rows, {}, [UNIT, OTHER])


def test_nothing_is_named_where_nothing_differs() -> None:
    plan = planned(book(ROLL, row(班级="01")), known())
    assert (plan.changes, only(plan).fate) == ((), RowFate.UNCHANGED)


@pytest.mark.parametrize("policy", [Policy.FILL, Policy.WORKBOOK])
def test_each_change_is_named_whether_it_is_written_or_not(policy: Policy) -> None:
    plan = planned(book(ROLL, row(电话="17700000002")), known(), policy=policy)
    written = policy is Policy.WORKBOOK
    assert told(plan) == [("phone", "13900000001", "17700000002", written)]
    assert plan.changes[0].name == "王刚"


def test_a_name_the_workbook_changes_is_kept_as_the_former_one() -> None:
    plan = planned(book(ROLL, row(姓名="王思刚")), known(), policy=Policy.WORKBOOK)
    assert only(plan).values == {"name": "王思刚", "former_name": "王刚"}
    assert "姓名由“王刚”改成“王思刚”，原来的姓名记作曾用名" in said(plan)
    again = planned(book(ROLL, row()), applied(known(), plan), policy=Policy.WORKBOOK)
    assert (only(again).student_id, only(again).values) == ("c1", {})  # and is not called back


def test_a_name_stays_where_only_gaps_are_filled_and_is_said() -> None:
    plan = planned(book(ROLL, row(姓名="王思刚")), known())
    assert only(plan).values == {}
    assert "姓名却是“王思刚”" in said(plan)


def test_a_dot_or_blank_more_is_no_other_name() -> None:
    plan = planned(book(ROLL, row(姓名="王 刚")), known(), policy=Policy.WORKBOOK)
    assert "former_name" not in only(plan).values


def test_a_number_of_another_child_renames_nobody() -> None:
    """王红, a girl, with her brother's number: a slip, whoever wins."""
    lines = [["姓名", "性别", "身份证号"], ["王红", "女", GANG], ["王刚", "男", GANG]]
    plan = planned(book(*lines), known(), policy=Policy.WORKBOOK)
    assert [each.fate for each in plan.rows] == [RowFate.SKIPPED, RowFate.UNCHANGED]
    assert plan.rows[0].unsure
    assert "id_no" not in plan.rows[0].unsure.values


@pytest.mark.parametrize("policy", [Policy.FILL, Policy.WORKBOOK])
def test_another_school_is_never_a_silent_move(policy: Policy) -> None:
    plan = planned(book(ROLL, row(学校="石门小学")), known(), policy=policy)
    assert ("school", UNIT["name"], "石门小学", policy is Policy.WORKBOOK) in told(plan)
    assert "石门小学" in said(plan)


def test_two_schools_that_list_one_child_are_both_named_and_it_stays_where_it_is() -> None:
    lines = [row(学校="石门小学", 班级="2"), row()]
    plan = planned(book(ROLL, *lines), known(), policy=Policy.WORKBOOK)
    assert {problem.row for problem in plan.problems} >= {2, 3}
    assert all("school" not in each.values for each in plan.rows)


def test_a_class_that_moves_up_is_told_once_with_its_children() -> None:
    numbers = [id_no("20170311", 301 + 2 * each) for each in range(3)]
    names = ["王刚", "李强", "赵涛"]
    before = [
        {"id": name, "name": name, "school": "unit", **HERE, "id_no": number}
        for name, number in zip(names, numbers, strict=True)
    ]
    pairs = zip(names, numbers, strict=True)
    lines = [row(姓名=name, 身份证号=number, 年级="四年级") for name, number in pairs]
    start = Existing(before, {}, [UNIT])
    up = planned(book(ROLL, *lines), start, policy=Policy.WORKBOOK)
    assert "有 3 人由三年级1班改到四年级1班：王刚、李强、赵涛。" in said(up)
    kept = planned(book(ROLL, *lines), start)
    assert "有 3 人台账里在三年级1班，工作簿里在四年级1班，没有改" in said(kept)


def test_a_corrected_number_is_asked_and_follows_what_is_decided() -> None:
    lines = book(ROLL, row(身份证号=id_no("20170311", 335)))
    asked = only(planned(lines, known(birth_date="2017-03-11")))
    assert asked.unsure
    (candidate,) = asked.unsure.candidates
    assert candidate.differing == (f"证件号 {GANG} / {id_no('20170311', 335)}",)
    assert "班级 三年级1班" in candidate.agreeing


def test_one_number_on_two_rows_is_said_of_both() -> None:
    plan = planned(book(["姓名", "身份证号"], ["王刚", GANG], ["李梅", GANG], ["赵涛", MEI]))
    assert [each.fate for each in plan.rows] == [
        RowFate.CREATED,
        RowFate.SKIPPED,
        RowFate.CREATED,
    ]
    about = {problem.row for problem in plan.problems if "身份证号" in problem.text}
    assert about == {2, 3}


def test_where_the_ledger_counts_nothing_is_said_to_be_changed() -> None:
    lines = row(姓名="王思刚", 班级="2", 电话="17700000002")
    plan = planned(book(ROLL, lines), known(), policy=Policy.LEDGER)
    assert (only(plan).fate, only(plan).values) == (RowFate.SKIPPED, {})
    assert [each.written for each in plan.changes] == [False] * 3
    assert "曾用名" not in said(plan)
    assert "人由" not in said(plan)


def test_what_two_rows_say_differently_is_not_said_to_wait_for_another_policy() -> None:
    lines = [row(电话="17700000002"), row(电话="17700000003")]
    plan = planned(book(ROLL, *lines), known(), policy=Policy.WORKBOOK)
    assert "以工作簿为准" not in said(plan)


@pytest.mark.parametrize("policy", [Policy.FILL, Policy.WORKBOOK])
def test_a_child_named_for_a_row_does_not_get_the_number_of_another(policy: Policy) -> None:
    """王红 has her brother's number on the list; somebody says that the row is hers."""
    here = Existing(
        [*known().rows, {"id": "c2", "name": "王红", "school": "unit", "grade": "3"}], {}, [UNIT]
    )
    lines = book(ROLL, row(姓名="王红", 电话="13900000009"))
    asked = planned(lines, here, policy=policy).rows[0].unsure
    decided = {asked.key: Decision(SameChild.SAME, "c2")}
    done = only(planned(lines, here, policy=policy, decisions=decided))
    assert done.student_id == "c2"
    assert done.values["phone"] == "13900000009"
    assert not {"id_no", "birth_date", "sex", "id_type"} & set(done.values)
