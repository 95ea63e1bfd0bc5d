"""export: ledgers and lists as workbooks."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

TABLES = (
    "suspected_ledger", "dropout_ledger", "focus_ledger", "relocation_ledger", "elsewhere_ledger",
    "leave_ledger", "board_table", "opening_report", "comparison_sheet",
)  # fmt: skip


@pytest.mark.parametrize("key", TABLES)
def test_every_table_is_written_with_its_title(shell, demo, tmp_path, key):
    title = {each["key"]: each["title"] for each in shell("printouts", demo, "--json").json}[key]
    said = shell("export", demo, key, tmp_path / "表.xlsx")
    assert said.code == 0, said.err
    assert str(tmp_path / "表.xlsx") in said.out
    sheet = load_workbook(tmp_path / "表.xlsx").worksheets[0]
    assert title in sheet["A1"].value


def test_a_card_is_refused_with_a_sentence(shell, demo, tmp_path):
    said = shell("export", demo, "student_card", tmp_path / "卡.xlsx")
    assert said.code == 1
    assert "不能存成工作簿" in said.err
    assert not (tmp_path / "卡.xlsx").exists()


def test_a_ledger_of_one_school_names_its_part(shell, demo, tmp_path):
    out = tmp_path / "一校.xlsx"
    said = shell("export", demo, "focus_ledger", out, "--school", "长山村小学")
    assert said.code == 0, said.err
    rows = [[cell.value for cell in row] for row in load_workbook(out).worksheets[0].iter_rows()]
    assert any("范围：长山村小学" in str(row[0]) for row in rows[:4])
    column = next(row.index("学校") for row in rows if "学校" in row)
    assert {row[column] for row in rows if str(row[0]).isdigit()} == {"长山村小学"}
