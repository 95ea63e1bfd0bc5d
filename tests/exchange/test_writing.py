"""Workbooks written by the program: text stays text, nothing is cut, rows can be loaded again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.planning.plan import ImportPlan, plan_import
from ledger_app.exchange.reading.read_workbook import read_workbook
from ledger_app.exchange.writing.failed_rows import write_failed_rows
from ledger_app.exchange.writing.tables import TableSheet, write_tables
from tests.exchange import samples
from tests.exchange.applying import applied
from tests.exchange.existing import Existing

TODAY = date(2026, 11, 21)
UNIT = {"id": "unit", "name": "福利镇中心小学", "code": ""}
LEADS = ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"]
LEADS += [
    "＋1",
    "－1",
    "＠1",
    '="x"',
    "'=1",
    "=HYPERLINK(1)",
    "#N/A",
    "#REF!",
    "007",
    "TRUE",
    "1e5",
]


def table(*rows: list[Any], name: str = "名单") -> TableSheet:
    return TableSheet(name, ["标题"], ["甲"] * max(map(len, rows)), rows)


def written(path: Path, *rows: list[Any]) -> list[list[Any]]:
    write_tables([table(*rows)], path)
    sheet = load_workbook(path).active
    return [list(row) for row in sheet.iter_rows(min_row=3)]


def plan_of(path: Path, existing: Existing | None = None) -> ImportPlan:
    start = existing or Existing(schools=[UNIT])
    return plan_import(read_workbook(path), start, unit_school="unit", today=TODAY)


@pytest.mark.parametrize("text", LEADS)
def test_text_is_never_a_formula_or_a_number(tmp_path: Path, text: str) -> None:
    ((cell,),) = written(tmp_path / "a.xlsx", [text])
    assert cell.data_type == "s"
    assert cell.number_format == "@"
    kept = text.replace("\r", "\n")  # as every XML reader sees a line end
    assert (cell.value or "").strip() == kept.strip()
    assert read_workbook(tmp_path / "a.xlsx").sheets[0].rows[2][0] == cell.value


def test_numbers_dates_and_blanks(tmp_path: Path) -> None:
    row = [2.5, 13800000001, date(2017, 3, 11), None, "末"]
    ((number, phone, day, blank, _),) = written(tmp_path / "a.xlsx", row)
    assert (number.value, phone.value, phone.number_format) == (2.5, 13800000001, "0")
    assert day.value.date() == date(2017, 3, 11)
    assert blank.value is None


def test_an_identity_number_is_text(tmp_path: Path) -> None:
    ((cell,),) = written(tmp_path / "a.xlsx", [samples.GANG])
    assert (cell.value, cell.data_type) == (samples.GANG, "s")


def test_control_characters_are_shown_as_lost(tmp_path: Path) -> None:
    ((cell,),) = written(tmp_path / "a.xlsx", ["王\x0b刚\x00"])
    assert cell.value == "王\ufffd刚\ufffd"


@pytest.mark.parametrize("length", [32_767, 32_768, 40_000])
def test_long_text_is_kept_whole_or_refused(tmp_path: Path, length: int) -> None:
    path = tmp_path / "a.xlsx"
    if length <= 32_767:
        ((cell,),) = written(path, ["长" * length])
        assert len(cell.value) == length
    else:
        with pytest.raises(LedgerError, match="没有写出"):
            written(path, ["长" * length])
        assert not path.exists()


def test_a_character_outside_the_first_plane_counts_twice(tmp_path: Path) -> None:
    with pytest.raises(LedgerError):
        written(tmp_path / "a.xlsx", ["𬱖" * 16_384])


def test_print_set_up(tmp_path: Path) -> None:
    write_tables([TableSheet("名单", ["标题"], ["姓名"], [["王刚"]], "A3")], tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet.page_setup.paperSize == 8
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.freeze_panes == "A3"


def test_sheet_names_excel_takes(tmp_path: Path) -> None:
    names = ["三/1?班", "三/1?班", "长" * 40, "", "'引'"]
    write_tables([table(["x"], name=name) for name in names], tmp_path / "a.xlsx")
    found = load_workbook(tmp_path / "a.xlsx").sheetnames
    assert len(set(found)) == len(names)
    assert all(0 < len(name) <= 31 for name in found)


def test_a_file_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="没有写成"):
        write_tables([table(["x"])], tmp_path / "没有" / "a.xlsx")
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(LedgerError, match="没有写成"):
        write_tables([table(["x"])], tmp_path / "a.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_refusal_leaves_the_file_before_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_tables([table(["早先"])], path)
    before = path.read_bytes()
    with pytest.raises(LedgerError):
        write_tables([table(["长" * 40_000])], path)
    assert path.read_bytes() == before


def test_nothing_to_mend_writes_nothing(tmp_path: Path) -> None:
    plan = plan_of(samples.semicolons(tmp_path))
    assert write_failed_rows(plan, tmp_path / "out.xlsx") == 0
    assert not (tmp_path / "out.xlsx").exists()


def test_rows_to_mend_are_as_they_were_with_what_is_wrong(tmp_path: Path) -> None:
    path = samples.what_cannot_be_kept(tmp_path)
    plan = plan_of(path)
    assert write_failed_rows(plan, tmp_path / "out.xlsx") == 5
    before, after = (read_workbook(p).sheets[0].rows for p in (path, tmp_path / "out.xlsx"))
    assert [row[:-1] for row in after] == before
    assert after[0][-1] == "问题"
    assert "原第 2 行" in str(after[1][-1])
    assert "没有姓名" in str(after[1][-1])


@pytest.mark.parametrize("shape", samples.SHAPES, ids=lambda shape: shape.__name__)
def test_rows_to_mend_can_be_loaded_again(shape: Any, tmp_path: Path) -> None:
    plan = plan_of(shape(tmp_path))
    out = tmp_path / "mend.xlsx"
    count = write_failed_rows(plan, out)
    if not count:
        return
    again = plan_of(out)
    assert again.counts["rows"] == count
    assert not [column for column in again.unmapped_columns if column.heading == "问题"]
    after = plan_of(out, applied(Existing(schools=[UNIT]), plan))
    assert after.counts["created"] == after.counts["updated"] == 0


def test_mended_rows_complete_the_children(tmp_path: Path) -> None:
    plan = plan_of(samples.what_cannot_be_kept(tmp_path))
    out = tmp_path / "mend.xlsx"
    write_failed_rows(plan, out)
    book = load_workbook(out)
    book.active["A2"] = "周小小"
    book.active["D5"] = samples.id_no("20160808", 222)
    book.save(out)
    after = plan_of(out, applied(Existing(schools=[UNIT]), plan))
    assert after.counts["created"] == 1
    updated = [row for row in after.rows if row.fate.value == "updated"]
    assert [row.values["id_no"] for row in updated] == [samples.id_no("20160808", 222)]


def test_two_row_headings_become_one_that_reads_the_same(tmp_path: Path) -> None:
    plan = plan_of(samples.two_line_heading(tmp_path))
    head = plan.lists[0]
    write_tables([TableSheet(head.sheet, head.titles, head.heading, [])], tmp_path / "a.xlsx")
    rows = [row.cells for row in plan.rows]
    write_tables([TableSheet(head.sheet, head.titles, head.heading, rows)], tmp_path / "a.xlsx")
    again = plan_of(tmp_path / "a.xlsx")
    assert [row.values for row in again.rows] == [row.values for row in plan.rows]
    assert [row.members for row in again.rows] == [row.members for row in plan.rows]


def test_a_cell_too_long_to_write_is_said(tmp_path: Path) -> None:
    rows = [["姓名", "性别", "备注"], ["王刚", "未", "长" * 40_000]]
    plan = plan_of(samples.text(tmp_path / "a.csv", rows))
    write_failed_rows(plan, tmp_path / "out.xlsx")
    (row,) = read_workbook(tmp_path / "out.xlsx").sheets[0].rows[1:]
    assert row[:3] == ["王刚", "未", "#这一格太长"]
    assert "32767 个字" in str(row[3])
