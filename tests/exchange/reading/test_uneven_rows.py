"""A row of a text table with more cells than its heading is kept whole and said, never shifted."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger_app.exchange.reading.read_workbook import read_workbook
from ledger_app.exchange.reading.uneven_rows import kept_even
from tests.exchange.planning.test_plan import planned
from tests.exchange.planning.test_real_lists import said, values
from tests.exchange.samples import GANG, MEI

HEAD = "姓名,性别,家庭住址,家长,联系电话"


def table(folder: Path, *lines: str) -> Path:
    path = folder / "a.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_the_child_of_a_row_with_a_comma_too_many_is_named_and_not_stored(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        HEAD,
        "王刚,男,石门村3组,王大山,13800000001",
        "李梅,女,石门村,5组,李小河,13800000002",
    )
    plan = planned(read_workbook(path))
    assert values(plan, "name") == ["王刚"]
    assert "格数与标题对不上" in said(plan)
    assert "李梅,女,石门村,5组,李小河,13800000002" in said(plan)


@pytest.mark.parametrize(
    ("lines", "uneven"),
    [
        ([HEAD, "王刚,男,村,,", "李梅,女,村,,"], set()),
        ([HEAD, "王刚,男", "李梅,女,村"], set()),  # what ends early lacks its last cells only
        ([HEAD, "王刚,男,村,,,", "李梅,女,村,,,"], set()),  # each line ends with a comma
        ([HEAD, "王刚,男,村,5组,王大山,", "李梅,女,村,,"], {1}),  # the telephone was empty
        ([HEAD, "王刚,男,村,3组,王大山,138", "李梅,女,村,5组,李小河,139"], {1, 2}),
        (["花名册,,,,,,,", HEAD, "王刚,男,村,,"], set()),  # what stands above is no list
        (["姓名,性别,住址", ",,镇,村,组", "王刚,男,镇,村,组"], set()),  # a heading of two rows
        (["姓名,性别", "王刚,男", "学生姓名,住址,电话", "李梅,村,138"], set()),
        (["一,二", "三,四,五"], set()),
        (["姓名", "王刚", "李梅,女"], set()),
        (["姓名,性别"], set()),
    ],
)
def test_which_rows_are_uneven(lines: list[str], uneven: set[int]) -> None:
    rows = [line.split(",") for line in lines]
    even, found = kept_even(rows, ",")
    assert found == {at: lines[at] for at in uneven}
    for at, row in enumerate(even):
        assert (
            row == rows[at] if at not in uneven else [cell for cell in row if cell] == [lines[at]]
        )


def test_what_stands_before_an_identity_number_in_its_place_is_kept(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "姓名,性别,身份证号,家庭住址,家长,联系电话",
        f"王刚,男,{GANG},石门村,5组,王大山,13800000001",
        f"李梅,女,小名小小,{MEI},石门村5组,李小河,13800000002",
    )
    plan = planned(read_workbook(path))
    assert values(plan, "name") == ["王刚"]
    assert values(plan, "id_no") == [GANG]
    assert values(plan, "guardian_phone") == values(plan, "address") == [None]
    assert "身份证号后面的各格没有导入：王刚" in said(plan)
    assert "没有导入：李梅" in said(plan)
    assert "没有对应的项目" not in said(plan)  # the line is said once


def test_a_child_whose_last_cell_is_its_number_is_imported_and_the_rest_is_said(
    tmp_path: Path,
) -> None:
    plan = planned(read_workbook(table(tmp_path, "姓名,性别,身份证号", f"王刚,男,{GANG},转走,了")))
    assert values(plan, "id_no") == [GANG]
    assert "身份证号后面的各格没有导入" in said(plan)


def test_a_sum_with_a_comma_too_many_is_a_sum(tmp_path: Path) -> None:
    plan = planned(read_workbook(table(tmp_path, HEAD, "王刚,男,村,,", "合计,1人,,,,,,")))
    assert "格数与标题" not in said(plan)
