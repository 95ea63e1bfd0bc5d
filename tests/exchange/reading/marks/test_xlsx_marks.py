"""Hidden rows, struck-out cells, errors and formats of an .xlsx are seen, however written."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook as Writer
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table, TableColumn

from ledger_app.exchange.reading.marks import xlsx_marks
from ledger_app.exchange.reading.read_workbook import read_workbook
from ledger_app.exchange.reading.workbook import NO_RESULT, Worksheet, is_fault

STRUCK = Font(strike=True)
NAMES = ["王刚", "李梅", "陈一", "赵大宝"]


def read(path: Path, change: Callable[[Any], None], rewrite: bool = False) -> Worksheet:
    """Return a list of four children as it is read after `change`; `rewrite`: written unusually."""
    book = Writer()
    sheet = book.active
    sheet.append(["序号", "姓名", "性别", "家长姓名", "出生年月"])
    for number, name in enumerate(NAMES, start=1):
        sheet.append([number, name, "男", "王大山", date(2016, number, 1)])
    change(sheet)
    book.save(path / "a.xlsx")
    if rewrite:
        unusual(path / "a.xlsx")
    return read_workbook(path / "a.xlsx").sheets[0]


def unusual(path: Path) -> None:
    """Write a sheet as some programs do: every element with a prefix, and in single quotes."""
    content = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            text = old.read(entry).decode("utf-8")
            if entry.filename.startswith("xl/worksheets/sheet"):
                text = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text).replace("xmlns=", "xmlns:x=")
                text = re.sub(r'(\w)="([^"\']*)"', r"\1='\2'", text)
            new.writestr(entry.filename, text)


@pytest.mark.parametrize("rewrite", [False, True])
def test_rows_and_columns_hidden_by_hand(tmp_path: Path, rewrite: bool) -> None:
    def change(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[5].hidden = True
        sheet.row_dimensions[900].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.column_dimensions["E"].hidden = True

    sheet = read(tmp_path, change, rewrite)
    assert sheet.hidden_rows == {2, 4}
    assert not sheet.filtered
    assert sheet.hidden_columns == {2, 4}


@pytest.mark.parametrize("rewrite", [False, True])
def test_rows_that_a_filter_hides(tmp_path: Path, rewrite: bool) -> None:
    def change(sheet: Any) -> None:
        sheet.auto_filter.ref = "A1:E5"
        sheet.auto_filter.add_filter_column(1, ["王刚"])
        for row in (3, 4, 5):
            sheet.row_dimensions[row].hidden = True

    sheet = read(tmp_path, change, rewrite)
    assert sheet.hidden_rows == {2, 3, 4}
    assert sheet.filtered


def test_rows_that_the_filter_of_a_table_hides(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        table = Table(displayName="名单", ref="A1:E5")
        table.tableColumns = [TableColumn(id=n, name=f"列{n}") for n in range(1, 6)]
        sheet.add_table(table)
        table._initialise_columns()
        table.autoFilter.add_filter_column(1, ["王刚"])
        sheet.row_dimensions[3].hidden = True

    sheet = read(tmp_path, change)
    assert (sheet.hidden_rows, sheet.filtered) == ({2}, True)


def test_filter_buttons_alone_hide_nothing(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.auto_filter.ref = "A1:E5"

    sheet = read(tmp_path, change)
    assert (sheet.hidden_rows, sheet.filtered, sheet.hidden_columns) == (set(), False, set())


@pytest.mark.parametrize("rewrite", [False, True])
def test_a_child_is_struck_out_by_its_name_or_by_the_whole_row(
    tmp_path: Path, rewrite: bool
) -> None:
    def change(sheet: Any) -> None:
        sheet["B2"].font = STRUCK  # the name alone
        for column in "BCDE":  # all but the number in front
            sheet[f"{column}3"].font = STRUCK
        sheet["D4"].font = STRUCK  # a parent's name: the child stays
        sheet["C5"].font = STRUCK
        sheet["F5"].font = STRUCK  # an empty cell

    assert read(tmp_path, change, rewrite).struck == {1, 2}


def test_texts_struck_out_by_their_own_letters(tmp_path: Path) -> None:
    line = InlineFont(strike=True)

    def change(sheet: Any) -> None:
        sheet["B2"] = CellRichText(TextBlock(line, "王刚"))
        sheet["D3"] = CellRichText(TextBlock(line, "王大山"), TextBlock(InlineFont(), "李小河"))
        sheet["E4"] = "#N/A"

    sheet = read(tmp_path, change)
    assert sheet.struck == {1}
    assert sheet.rows[2][3] == "李小河"
    assert sheet.rows[1][1] == "王刚"


@pytest.mark.parametrize("rewrite", [False, True])
def test_errors_and_formulas_nobody_has_worked_out(tmp_path: Path, rewrite: bool) -> None:
    def change(sheet: Any) -> None:
        sheet["C2"] = "#N/A"
        sheet["C3"] = "#REF!"
        sheet["C4"] = '=IF(A4="","",A4)'
        sheet["G5"] = "=1+1"

    sheet = read(tmp_path, change, rewrite)
    assert [row[2] for row in sheet.rows[1:4]] == ["#N/A", "#REF!", NO_RESULT]
    assert sheet.rows[4][6] == NO_RESULT
    assert all(is_fault(cell) for cell in ("#N/A", "#REF!", NO_RESULT, "########"))


def test_a_formula_with_a_result_is_its_result(tmp_path: Path) -> None:
    cells = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"甲"</f><v>甲</v></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f t="shared" si="0"/><v>0</v></c>'
        '<c r="E1"><f t="shared" si="0"/></c><c r="F1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    path = with_sheet(tmp_path, cells, counted=True)
    assert read_workbook(path).sheets[0].rows == [[2, "甲", "", 0, NO_RESULT, "#DIV/0!"]]


def test_the_nought_of_a_program_that_works_nothing_out_is_no_result(tmp_path: Path) -> None:
    cells = '<row r="1"><c r="A1"><f>B1</f><v>0</v></c><c r="B1"><v>0</v></c></row>'
    assert read_workbook(with_sheet(tmp_path, cells)).sheets[0].rows == [[NO_RESULT, 0]]


def with_sheet(folder: Path, rows: str, counted: bool = False) -> Path:
    """Write a workbook of these rows; `counted`: by a program that works formulas out."""
    buffer, path = io.BytesIO(), folder / "raw.xlsx"
    Writer().save(buffer)
    with zipfile.ZipFile(buffer) as plain, zipfile.ZipFile(path, "w") as out:
        for entry in plain.infolist():
            text = plain.read(entry).decode("utf-8")
            if entry.filename == "xl/worksheets/sheet1.xml":
                text = re.sub("<sheetData.*", f"<sheetData>{rows}</sheetData></worksheet>", text)
            if counted:
                text = text.replace('fullCalcOnLoad="1"', "")
            out.writestr(entry.filename, text)
    return path


@pytest.mark.parametrize("rewrite", [False, True])
def test_a_date_of_which_only_the_month_is_shown_is_a_month(tmp_path: Path, rewrite: bool) -> None:
    def change(sheet: Any) -> None:
        for row, code in ((2, 'yyyy"年"m"月"'), (3, "yyyy-mm-dd"), (4, "mmm-yy"), (5, "yyyy")):
            sheet[f"E{row}"].number_format = code
        sheet["A2"].number_format = "000"

    sheet = read(tmp_path, change, rewrite)
    assert [row[4] for row in sheet.rows[1:]] == ["2016-01", date(2016, 2, 1), "2016-03", "2016"]
    assert sheet.rows[1][0] == "001"


def test_a_row_without_height_is_hidden(tmp_path: Path) -> None:
    rows = '<row r="{}" ht="{}" customHeight="1"><c r="A{}"><v>1</v></c></row>'
    text = "".join(rows.format(at, height, at) for at, height in enumerate((15, 0, 0.5), start=1))
    assert read_workbook(with_sheet(tmp_path, text)).sheets[0].hidden_rows == {1}


def test_rows_and_cells_without_their_places_are_counted(tmp_path: Path) -> None:
    rows = (
        "<row><c><v>1</v></c></row><row hidden='1'><c t='e'><v>#NUM!</v></c>"
        "<c t='inlineStr'><is><t>甲</t></is></c></row>"
    )
    sheet = read_workbook(with_sheet(tmp_path, rows)).sheets[0]
    assert sheet.rows == [[1, ""], ["#NUM!", "甲"]]
    assert sheet.hidden_rows == {1}


@pytest.mark.parametrize("seed", range(4))
def test_searching_and_walking_find_the_same(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)

    def change(sheet: Any) -> None:
        for row in range(2, 60):
            for column in range(1, 9):
                cell = sheet.cell(row, column)
                cell.value = chance.choice([1, "文字", "#N/A", "=1+1", date(2016, 2, 1), None, 2.5])
                cell.number_format = chance.choice(["General", "000", "yyyy-mm", "yyyy-mm-dd"])
                cell.font = STRUCK if chance.random() < 0.4 else Font()
            sheet.row_dimensions[row].hidden = chance.random() < 0.2

    searched = read(tmp_path, change)
    unusual(tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx").sheets[0] == searched
    assert searched.struck
    assert searched.hidden_rows


def test_a_long_sheet_as_programs_write_it_is_only_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gone through element by element it would take six times as long as its values do."""

    def walked(*_: object) -> None:
        raise AssertionError("walked")

    monkeypatch.setattr(xlsx_marks, "walk", walked)
    for width in range(1, 30):  # wherever the beginning of the sheet is cut
        text = '<c r="A{}" s="0" t="inlineStr"><is><t>{}</t></is></c>'
        rows = "".join(
            f'<row r="{at}">{text.format(at, "字" * width)}</row>' for at in range(1, 1500)
        )
        marks = xlsx_marks.XlsxMarks(with_sheet(tmp_path, rows).read_bytes()).of(0)
        assert list(marks.cells) == []
