"""Text tables set apart by blanks, and text in Big5: read right, or said, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger_app.exchange.reading.read_workbook import read_workbook
from tests.exchange.planning.test_plan import planned
from tests.exchange.planning.test_real_lists import ONE, TWO, said, values
from tests.exchange.samples import MEI, text

HEAD = ["序号", "姓名", "性别", "出生日期", "电话"]


@pytest.mark.parametrize("gap", [" ", "    ", "\u3000"])
def test_a_table_set_apart_by_blanks(tmp_path: Path, gap: str) -> None:
    rows = [HEAD, [1, "王刚", "男", "2017-03-11", ONE], [2, "李梅", "女", "2018-05-02", TWO]]
    plan = planned(read_workbook(text(tmp_path / "a.txt", rows, gap, "gb18030")))
    assert values(plan, "name") == ["王刚", "李梅"]
    assert values(plan, "phone") == [ONE, TWO]


def test_columns_of_a_printed_table_are_told_by_their_place(tmp_path: Path) -> None:
    lines = [
        "三年级(1)班名单",
        "序号  姓名      性别  出生日期    电话",
        "1     王  刚    男    2017-03-11  13800000001",
        "2     李梅      女                13800000002",
        "合计  2人",
    ]
    (tmp_path / "a.txt").write_text("\n".join(lines), "utf-8")
    plan = planned(read_workbook(tmp_path / "a.txt"))
    assert values(plan, "name") == ["王刚", "李梅"]
    assert values(plan, "birth_date") == ["2017-03-11", None]
    assert values(plan, "phone") == [ONE, TWO]
    assert plan.counts["rows"] == 2


def test_a_line_that_fits_no_column_is_said_and_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("姓名 性别 电话 备注\n王刚 男 13800000001\n李梅 女 13800000002 住校\n", "utf-8")
    plan = planned(read_workbook(path))
    assert values(plan, "name") == ["李梅"]
    assert [problem.row for problem in plan.problems] == [2]


def test_names_with_blanks_in_one_column_stay_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("姓名\n王 刚\n欧阳 小明\n", "utf-8")
    assert values(planned(read_workbook(tmp_path / "a.txt")), "name") == ["王刚", "欧阳小明"]


def test_big5_is_told_from_gb18030(tmp_path: Path) -> None:
    rows = [
        ["序號", "姓名", "性別", "年級", "身份證號", "備註"],
        [1, "許功蓋", "女", "三年級", MEI, "住校"],
    ]
    plan = planned(read_workbook(text(tmp_path / "a.csv", rows, encoding="big5")))
    assert values(plan, "name") == ["許功蓋"]
    assert values(plan, "grade") == ["3"]
    assert values(plan, "id_no") == [MEI]
    assert not said(plan)
