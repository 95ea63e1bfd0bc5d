"""A row is decided once, whatever the order of the rows and however many are of one child."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from ledger_app.exchange.cells.id_cells import NO_ID, IdReading
from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.cells.row_problem import ProblemKind
from ledger_app.exchange.planning import update_plan
from ledger_app.exchange.planning.import_plan import Policy, RowFate, StoredChild
from ledger_app.exchange.planning.row_planner import by_evidence
from tests.exchange.applying import applied
from tests.exchange.existing import Existing
from tests.exchange.planning.test_plan import UNIT, book, ledger, only, planned
from tests.exchange.samples import GANG, MEI

HEAD = ["姓名", "身份证号", "出生日期", "家庭住址", "联系电话"]
BARE = ["王刚", "", "", "石门村3组", ""]
FULL = ["王刚", GANG, "", "石门村3组", ""]


def parsed(identity: IdReading = NO_ID, birth: str | None = None, **values: Any) -> ParsedRow:
    return ParsedRow("名单", 2, [], values, [], identity, birth, "", "", False, "", [])


def test_the_rows_that_tell_most_of_their_child_come_first() -> None:
    numbered = IdReading(GANG)
    rows = [
        parsed(name="王刚"),
        parsed(name="王刚", phone="1"),
        parsed(birth="2017-03-11", name="王刚"),
        parsed(),
        parsed(numbered, name="王刚"),
        parsed(numbered),
    ]
    assert by_evidence(rows) == [4, 2, 1, 0, 5, 3]


def test_rows_that_tell_alike_keep_the_order_of_the_workbook() -> None:
    assert by_evidence([parsed(name="王刚"), parsed(name="李梅")]) == [0, 1]
    numbered = parsed(IdReading(GANG), name="王刚"), parsed(IdReading(MEI), name="李梅", phone="1")
    assert by_evidence(numbered) == [0, 1]


@pytest.mark.parametrize("rows", [[BARE, FULL], [FULL, BARE]])
def test_a_poor_row_finds_a_rich_one_s_child_wherever_it_stands(rows: list[list[str]]) -> None:
    plan = planned(book(HEAD, *rows))
    fates = dict(zip(map(tuple, rows), (row.fate for row in plan.rows), strict=True))
    assert fates == {tuple(FULL): RowFate.CREATED, tuple(BARE): RowFate.SKIPPED}
    assert [row.row for row in plan.rows] == [2, 3]


def test_what_several_rows_say_of_a_new_child_is_written_with_its_first() -> None:
    phone = ["王刚", GANG, "", "", "13800000001"]
    seat = ["王刚", GANG, "", "", ""]
    first, second, third = planned(book(HEAD, FULL, phone, seat)).rows
    assert (first.values["address"], first.values["phone"]) == ("石门村3组", "13800000001")
    assert "联系电话并入那一行" in second.reason
    assert (dict(second.values), dict(third.values)) == ({}, {})
    assert "并入" not in third.reason


def test_what_a_later_row_adds_decides_the_fate_of_the_first() -> None:
    """Nothing is written by the first row alone: the ledger has it all."""
    known = ledger(
        id_no=GANG, address="石门村3组", id_type="1", village_name="石门村", hamlet="3组"
    )
    phone = ["王刚", GANG, "", "", "13800000001"]
    assert planned(book(HEAD, FULL), known).rows[0].fate is RowFate.UNCHANGED
    first, second = planned(book(HEAD, FULL, phone), known).rows
    assert (first.fate, second.fate) == (RowFate.UPDATED, RowFate.SKIPPED)
    assert dict(first.values) == {"phone": "13800000001"}
    assert dict(first.before) == {"phone": None}


def test_a_third_row_is_held_against_what_the_second_added() -> None:
    phones = [["王刚", GANG, "", "", phone] for phone in ("13800000001", "13800000002")]
    _first, _second, third = planned(book(HEAD, FULL, *phones)).rows
    assert "联系电话却不同" in third.reason
    assert third.problems[-1].kind is ProblemKind.SET_ASIDE
    assert third.problems[-1].about == "phone"


@pytest.mark.parametrize("policy", [Policy.FILL, Policy.LEDGER])
def test_a_row_more_fills_only_what_the_ledger_leaves_empty(policy: Policy) -> None:
    known = ledger(id_no=GANG, address="福利村", id_type="1", phone="13900000009")
    phone = ["王刚", GANG, "", "", "13800000001"]
    bare = ["王刚", GANG, "", "", ""]
    first, _second = planned(book(HEAD, bare, phone), known, policy=policy).rows
    assert (first.fate, dict(first.values)) == (RowFate.UNCHANGED, {})


def test_what_is_planned_cannot_be_changed() -> None:
    row = only(planned(book(HEAD, FULL)))
    with pytest.raises(FrozenInstanceError):
        row.fate = RowFate.SKIPPED  # type: ignore[misc]


class Asked(Existing):
    """Notes how many children are asked for at a time."""

    asked: list[int] = []  # noqa: RUF012

    def stored(self, ids: Sequence[str]) -> Mapping[str, StoredChild]:
        self.asked.append(len(ids))
        return super().stored(ids)


def test_whole_rows_of_the_ledger_are_read_a_few_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(update_plan, "_PORTION", 2)
    names = ["甲一", "乙二", "丙三", "丁四", "戊五"]
    born = {"birth_date": "2017-03-11", "school": "unit"}
    rows = [{"id": name, "name": name} | born for name in names]
    listed = [[name, "", "2017-03-11", "石门村", ""] for name in names[:3]]
    known = Asked(rows, schools=[UNIT])
    assert planned(book(HEAD, *listed), known).counts["updated"] == 3
    assert known.asked == [2, 1]


def test_a_row_set_aside_is_looked_at_again_once_more_is_known_of_the_child() -> None:
    """The school of the child stands in its second row; the namesake of another school came
    between, when nothing was known to be against it."""
    head = ["姓名", "学籍号", "学校名称", "家庭住址", "性别", "身份证号"]
    rows = [
        ["王刚", f"L{GANG}", "", "", "", GANG],
        ["王刚", "", "清泉小学", "石门村3组12号", "男", ""],
        ["王刚", f"L{GANG}", "福利镇石门小学", "", "", ""],
    ]
    start = Existing(schools=[UNIT])
    plan = planned(book(head, *rows), start)
    assert [row.fate for row in plan.rows] == [RowFate.CREATED, RowFate.CREATED, RowFate.SKIPPED]
    again = planned(book(head, *rows), applied(start, plan))
    assert (again.counts["created"], again.counts["updated"]) == (0, 0)


def test_a_row_that_waits_is_known_again_though_its_school_is_still_none_of_the_ledger_s() -> None:
    head = ["姓名", "学校名称"]
    start = Existing(rows=ledger(birth_date="", sex="", school="").rows, schools=[UNIT])
    lines = book(head, ["王刚", "福利镇石门小学"])
    (first,), (second,) = (planned(lines, start).rows for _ in range(2))
    assert first.unsure
    assert second.unsure
    assert first.unsure.key == second.unsure.key
