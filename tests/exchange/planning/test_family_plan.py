"""Family members of a row beside those of the ledger: the same person, or one more."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_app.exchange.planning.family_plan import member_changes, written_values
from ledger_app.exchange.planning.import_plan import MemberChange, Policy

FATHER, UNCLE = "51", "71"


def stored(key: str = "m1", **values: Any) -> dict[str, Any]:
    return {"id": key, "relation": FATHER, "name": "王大山", "phone": None} | values


def changes(
    member: dict[str, Any], *known: dict[str, Any], policy: Policy = Policy.FILL
) -> list[MemberChange]:
    return member_changes([member], known, policy)[0]


def test_a_member_the_ledger_has_not_is_added() -> None:
    mother = {"relation": "52", "name": "李梅"}
    assert changes(mother, stored()) == [MemberChange(None, mother)]


def test_the_same_name_is_the_same_person_whatever_blanks_it_has() -> None:
    member = {"relation": FATHER, "name": "王 大山", "phone": "1"}
    assert changes(member, stored()) == [MemberChange("m1", {"phone": "1"}, {"phone": None})]


def test_a_name_alone_is_the_same_person_where_no_relation_differs() -> None:
    assert changes({"name": "王大山", "phone": "1"}, stored())[0].member_id == "m1"
    assert (
        changes({"relation": FATHER, "name": "王大山", "phone": "1"}, stored(relation=None))[
            0
        ].member_id
        == "m1"
    )
    assert changes({"relation": UNCLE, "name": "王大山"}, stored())[0].member_id is None


def test_a_child_has_one_father_so_that_another_name_is_said_and_not_written() -> None:
    member = {"relation": FATHER, "name": "王二山", "phone": "1"}
    found, remarks, _kept = member_changes([member], [stored()], Policy.FILL)
    assert found == []
    assert "父亲在台账中是“王大山”，工作簿中是“王二山”" in remarks[0]
    (written,) = changes(member, stored(), policy=Policy.WORKBOOK)
    assert (written.member_id, written.values["name"]) == ("m1", "王二山")


@pytest.mark.parametrize(
    ("member", "known", "same"),
    [
        ({"name": "王二山"}, {"name": "王大山"}, None),  # there may be several uncles
        ({"phone": "1"}, {"name": "王大山"}, "m1"),
        ({"name": "王二山"}, {"name": None}, "m1"),
    ],
)
def test_of_those_a_child_may_have_several_of_only_a_blank_name_is_the_same(
    member: dict[str, Any], known: dict[str, Any], same: str | None
) -> None:
    uncle = stored(relation=UNCLE, **known)
    assert changes({"relation": UNCLE, "phone": "1"} | member, uncle)[0].member_id == same


def test_of_two_uncles_without_a_name_none_is_chosen() -> None:
    uncles = [stored(key, relation=UNCLE, name=None) for key in ("m1", "m2")]
    assert changes({"relation": UNCLE, "name": "王二山"}, *uncles)[0].member_id is None
    two_fathers = [stored("m1", name="甲"), stored("m2", name="乙")]
    assert changes({"relation": FATHER, "name": "丙"}, *two_fathers)[0].member_id is None


def test_one_stored_member_is_nobody_twice() -> None:
    members = [{"relation": FATHER, "name": "王大山"}, {"relation": FATHER, "phone": "2"}]
    found, _remarks, _kept = member_changes(members, [stored()], Policy.FILL)
    assert [each.member_id for each in found] == [None]


def test_what_differs_and_stays_is_named() -> None:
    member = {"relation": FATHER, "name": "王大山", "phone": "1", "address": "石门村"}
    _found, _remarks, kept = member_changes([member], [stored(phone="2")], Policy.FILL)
    assert kept == ["父亲联系电话"]
    assert member_changes([member], [stored(phone="2")], Policy.WORKBOOK)[2] == []


def test_what_a_policy_writes() -> None:
    row = {"phone": "1", "address": "", "name": "王大山"}
    values = {"phone": "2", "address": "石门村", "name": "王大山"}
    assert written_values(values, row, Policy.FILL) == {"address": "石门村"}
    assert written_values(values, row, Policy.WORKBOOK) == {"phone": "2", "address": "石门村"}
