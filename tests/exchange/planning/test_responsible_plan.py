"""Who answers for a child in next month's list: added beside whom the ledger has, never ended."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_app.exchange.planning.import_plan import MemberChange, Policy
from ledger_app.exchange.planning.responsible_plan import responsible_changes
from tests.exchange.applying import applied
from tests.exchange.existing import Existing
from tests.exchange.planning.test_plan import UNIT, book, only, planned

TODAY = "2026-11-21"
LI = {"helper_name": "李大海", "helper_phone": "13900000001"}
NEW = {"helper_name": "钱二", "pair_kind": "3"}


def stored(**values: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("helper_phone", "helper_unit", "pair_kind", "from_on", "to_on"))
    return {"id": "r1", **empty, **values}


def changes(said: list[dict[str, Any]], *rows: Any, policy: Policy = Policy.FILL) -> Any:
    return responsible_changes(said, rows, policy, TODAY)


def test_a_new_one_is_added_beside_the_old_one_and_both_are_named() -> None:
    plan = changes([NEW], stored(**LI))
    assert plan.changes == [MemberChange(None, NEW, table="responsibility")]
    (said,) = plan.remarks
    assert "李大海" in said
    assert "钱二" in said


def test_of_another_level_there_is_nothing_to_say() -> None:
    plan = changes([NEW], stored(**LI, pair_kind="2"))
    assert (len(plan.changes), plan.remarks) == (1, [])


def test_an_empty_field_is_filled_and_a_differing_one_stays_and_is_named() -> None:
    said = [LI | {"helper_unit": "镇政府"}]
    plan = changes(said, stored(helper_name="李 大海", helper_phone="13900000009"))
    (change,) = plan.changes
    assert (change.member_id, change.values) == ("r1", {"helper_unit": "镇政府"})
    assert plan.kept == ["包保责任人电话"]


def test_the_workbook_may_change_the_telephone() -> None:
    said = stored(helper_name="李大海", helper_phone="13900000009")
    (change,) = changes([LI], said, policy=Policy.WORKBOOK).changes
    assert change.values == {"helper_phone": "13900000001"}


def test_what_has_ended_does_not_begin_again_by_itself() -> None:
    plan = changes([LI], stored(**LI, to_on="2026-09-01"))
    assert plan.changes == []
    assert "2026-09-01" in plan.remarks[0]


@pytest.mark.parametrize("policy", [Policy.FILL, Policy.WORKBOOK])
def test_the_same_list_a_second_time_changes_nothing(policy: Policy) -> None:
    head = ["姓名", "身份证号", "乡镇包保领导", "电话", "村级包保责任人", "包保教师"]
    row = ["王刚", "52990120170311001X", "李大海", "13900000001", "钱二", "李大海"]
    first = planned(book(head, row))
    assert len(only(first).members) == 3
    ledger = applied(Existing(schools=[UNIT]), first)
    again = only(planned(book(head, row), ledger, policy=policy))
    assert (again.fate.value, again.members) == ("unchanged", ())
    kept = only(planned(book(head, [*row[:4], "孙三", ""]), ledger, policy=Policy.LEDGER))
    assert (kept.fate.value, kept.members) == ("skipped", ())
