"""A row is known again next month, and no other row is taken for it."""

from __future__ import annotations

from ledger_app.domain.same_child.row_keys import row_key
from ledger_app.domain.same_child.sides import Side

FULL = {"name": "王小明", "birth_date": "2016-01-01", "guardian_name": "王建国"}


def key(values: dict[str, str], source: str = "9月花名册.xlsx", typed: str = "") -> str:
    return row_key(Side(values), typed, source)


def test_number_and_name_are_the_row_whatever_else_changes() -> None:
    one = {"name": "王小明", "class_no": "1"}
    other = {"name": "王小明", "class_no": "2", "phone": "1"}
    assert key(one, typed="529901") == key(other, "别的.xlsx", typed="529901")
    assert key(one, typed="529901") != key(one, typed="529902")
    assert key(one, typed="529901") != key({"name": "李梅"}, typed="529901")


def test_birth_date_and_family_are_the_row_whatever_else_changes() -> None:
    assert key(FULL) == key(FULL | {"class_no": "2", "grade": "4"}, "别的.xlsx")
    assert key(FULL) != key(FULL | {"guardian_name": "李大山"})


def test_a_bare_name_is_known_again_only_on_the_lists_of_its_source() -> None:
    bare = {"name": "王小明"}
    assert key(bare, "石门小学9月花名册.xlsx") == key(bare, "石门小学10月花名册.xlsx")
    assert key(bare, "石门小学9月花名册.xlsx") != key(bare, "清泉小学9月花名册.xlsx")
    assert key(bare | {"village_name": "清泉村"}) != key(bare | {"village_name": "联合村"})


def test_what_many_children_share_is_no_number() -> None:
    one, other = {"name": "王小明", "class_no": "1"}, {"name": "王小明", "class_no": "2"}
    assert key(one, typed="办理中") != key(other, typed="办理中")
    assert key(one | {"register_no": "7"}) != key(other | {"register_no": "7"})
    assert key(one | {"register_no": "51990120230007"}) == key(
        other | {"register_no": "51990120230007"}
    )
