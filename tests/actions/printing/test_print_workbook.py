"""A ledger as a workbook: what stands on paper stands in its cells, under the same rules."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import load_workbook

from ledger_app.actions import edit_file
from ledger_app.actions.printing import print_ledger, print_workbook
from ledger_app.actions.printing.print_ledger import Purpose, students
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file import audit

KEY = "dropout_ledger"


@pytest.fixture
def dropped(ledger):
    """Return a ledger with two confirmed dropouts, one of whom has a formula for an address."""
    for number, name in enumerate(("王𬱖", "李𰻝"), 1):
        given = {"name": name, "grade": "7", "guardian_phone": f"1380000000{number}"}
        student = edit_file.add_student(ledger, given | {"address": "=1+1"}).record_id
        edit_file.add_record(
            ledger, "dropout", student,
            {"last_attended": "2026-10-20", "confirmed_on": "2026-11-01", "is_suspected": "0"},
        )  # fmt: skip
    return ledger


def saved(ledger, path, key=KEY, **given):
    prepared = print_ledger.prepare(ledger, key, **given)
    print_workbook.issue(ledger, prepared, path)
    return prepared, load_workbook(path).worksheets


def texts(sheet):
    return [[cell.value or "" for cell in row] for row in sheet.iter_rows()]


def test_the_cells_are_those_of_the_paper(dropped, tmp_path):
    prepared, (sheet,) = saved(dropped, tmp_path / "a.xlsx")
    paper, rows = prepared.sheets[0], texts(sheet)
    assert rows[0][0] == paper.title
    assert "填报单位" in rows[1][0]
    captions = [below or above for above, below in zip(rows[2], rows[3], strict=True)]
    assert captions == [column.caption for column in paper.columns]
    assert rows[4:6] == [list(row) for row in paper.rows]
    under = [row[0] for row in rows[6:]]
    assert under[: len(paper.notes)] == list(paper.notes)
    for signer in paper.signers:
        assert any(f"{signer}：" in line for line in under), signer


def test_groups_stand_over_their_columns(dropped, tmp_path):
    prepared, (sheet,) = saved(dropped, tmp_path / "a.xlsx")
    merged = {str(each) for each in sheet.merged_cells.ranges}
    groups = [column.group for column in prepared.sheets[0].columns]
    first = sheet.cell(3, groups.index("辍学情况") + 1)
    assert first.value == "辍学情况"
    assert f"{first.coordinate}:{sheet.cell(3, groups.index('劝返与责任')).coordinate}" in merged
    assert "A3:A4" in merged  # 序号 has no group


def test_every_cell_is_text(dropped, tmp_path):
    _, (sheet,) = saved(dropped, tmp_path / "a.xlsx")
    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in filled} == {"s"}
    assert {cell.number_format for cell in filled} == {"@"}
    assert "=1+1" in {cell.value for cell in filled}


def test_it_prints_as_the_paper_does(dropped, tmp_path):
    _, (sheet,) = saved(dropped, tmp_path / "a.xlsx")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.freeze_panes == "A5"
    assert "期号 001" in sheet.oddFooter.left.text


def test_a_workbook_for_the_office_hides_what_its_paper_hides(dropped, tmp_path):
    _, (sheet,) = saved(dropped, tmp_path / "a.xlsx", purpose=Purpose.INTERNAL)
    said = " ".join(text for row in texts(sheet) for text in row)
    assert "13800000001" not in said
    assert "138****0001" in said


def test_it_is_an_edition_and_stands_in_the_audit(dropped, tmp_path):
    saved(dropped, tmp_path / "a.xlsx")
    assert [each["number"] for each in print_ledger.editions(dropped, KEY)] == [1]
    entry = next(each for each in audit.entries(dropped) if each["event"] == "print")
    assert KEY in str(entry["detail"])


def test_nothing_to_report_is_said(ledger, tmp_path):
    _, (sheet,) = saved(ledger, tmp_path / "a.xlsx")
    assert texts(sheet)[4][0] == "无"


def test_a_past_day_is_that_day_s(dropped, tmp_path):
    prepared, (sheet,) = saved(dropped, tmp_path / "a.xlsx", on=date(2026, 10, 1))
    assert prepared.row_count == 0
    assert "截至：2026年10月1日" in texts(sheet)[1][0]


def test_a_card_is_no_table(dropped, tmp_path):
    child = dropped.value("SELECT id FROM student WHERE name = '王𬱖'")
    prepared = print_ledger.prepare(dropped, "student_card", subject=students(child))
    with pytest.raises(LedgerError, match="卡片"):
        print_workbook.issue(dropped, prepared, tmp_path / "a.xlsx")
    assert print_ledger.editions(dropped, "student_card") == []


@pytest.mark.parametrize("name", ["a.xls", "a.pdf", "a"])
def test_another_kind_of_file_uses_no_number(dropped, tmp_path, name):
    with pytest.raises(LedgerError, match=r"\.xlsx"):
        saved(dropped, tmp_path / name)
    assert print_ledger.editions(dropped, KEY) == []


def test_a_workbook_is_never_written_over_the_ledger(dropped, tmp_path):
    target = tmp_path / "a.xlsx"
    target.write_bytes(dropped.path.read_bytes())
    with pytest.raises(LedgerError):
        saved(dropped, target)
    assert print_ledger.editions(dropped, KEY) == []
