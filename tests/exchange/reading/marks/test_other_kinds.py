"""Hidden, struck-out, wrong and half shown cells are seen in every kind of file that holds them."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from ledger_app.exchange.reading.marks.ods_marks import OdsMarks
from ledger_app.exchange.reading.marks.ole_streams import workbook_stream
from ledger_app.exchange.reading.marks.sheet_marks import UNREADABLE
from ledger_app.exchange.reading.marks.xls_marks import XlsMarks
from ledger_app.exchange.reading.read_workbook import LIMITS, read_workbook
from ledger_app.exchange.reading.workbook import NO_RESULT

DATA = Path(__file__).parents[3] / "data" / "exchange"
KINDS = ["xls", "ods"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_an_older_or_open_workbook_says_besides_its_values(kind: str) -> None:
    first, second, third = read_workbook(DATA / f"hidden_and_struck.{kind}").sheets
    assert first.looked
    assert (first.hidden_rows, first.filtered, first.hidden_columns) == ({2}, False, {3})
    assert first.struck == {3, 4}  # by the name alone, by the whole row; not by a parent's name
    assert first.merged == ((1, 3, 2, 3),)
    assert [row[0] for row in first.rows[1:3]] == ["001", 2]
    assert [row[4] for row in first.rows[1:]] == [
        *(f"2016-0{month}" for month in range(1, 6)),
        date(2016, 6, 1),
    ]
    assert [row[5] for row in first.rows[5:]] == ["#N/A", "#DIV/0!"]
    assert [row[6] for row in first.rows[1:3]] == [2, ""]  # an empty text is a result
    assert (second.hidden_rows, second.filtered) == ({2, 3}, True)
    assert (second.hidden, third.hidden) == (False, True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_without_marks_has_none(kind: str) -> None:
    sheet = read_workbook(DATA / f"roster.{kind}").sheets[0]
    assert sheet.looked
    assert not any((sheet.hidden_rows, sheet.hidden_columns, sheet.struck, sheet.filtered))


@pytest.mark.parametrize("step", [3, 7, 11])
def test_a_damaged_older_workbook_ends_in_an_error_that_is_expected(step: int) -> None:
    """What cannot be looked through is said; it takes neither for ever nor the values with it."""
    sound = (DATA / "hidden_and_struck.xls").read_bytes()
    for at in range(8, len(sound), len(sound) // 60 + step):
        content = bytearray(sound)
        content[at : at + 4] = b"\x05\x00\x00\x00"
        try:
            marks = XlsMarks(bytes(content))
            for sheet in range(3):
                list(marks.of(sheet).cells)
        except UNREADABLE:
            continue


def test_a_chain_of_sectors_without_end_is_noticed() -> None:
    content = bytearray((DATA / "hidden_and_struck.xls").read_bytes())
    first = int.from_bytes(content[48:52], "little")
    table = (int.from_bytes(content[76:80], "little") + 1) * 512
    content[table + first * 4 : table + first * 4 + 4] = first.to_bytes(4, "little")
    with pytest.raises(ValueError, match="without end"):
        workbook_stream(bytes(content))


def test_counts_of_an_open_document_are_not_believed_blindly() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(DATA / "hidden_and_struck.ods") as old:
        text = old.read("content.xml").decode("utf-8")
    many = '<table:table-row table:number-rows-repeated="99999999" '
    text = re.sub(r'(<table:table-row [^>]*)table:number-rows-repeated="[0-9]+"', r"\1", text)
    text = text.replace("<table:table-row ", many)
    with zipfile.ZipFile(buffer, "w") as new:
        new.writestr("content.xml", text)
    assert len(OdsMarks(buffer.getvalue()).of(0).hidden_rows) <= LIMITS.rows


XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles>
<Style ss:ID="struck"><Font ss:StrikeThrough="1"/></Style>
<Style ss:ID="month"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style>
<Style ss:ID="day"><NumberFormat ss:Format="Short Date"/></Style></Styles>
<Worksheet ss:Name="五(2)班"><Table><Column ss:Index="3" ss:Hidden="1" ss:Span="1"/>
<Row><Cell><Data ss:Type="String">姓名</Data></Cell><Cell><Data ss:Type="String">出生</Data></Cell>
<Cell><Data ss:Type="String">电话</Data></Cell><Cell><Data ss:Type="String">年龄</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">王刚</Data></Cell><Cell ss:StyleID="month">
<Data ss:Type="DateTime">2016-02-01T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell ss:Formula="=1+1"/></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="String">李梅</Data></Cell><Cell ss:StyleID="day">
<Data ss:Type="DateTime">2016-02-03T00:00:00.000</Data></Cell></Row>
<Row ss:Index="5"><Cell ss:StyleID="struck"><Data ss:Type="String">陈一</Data></Cell></Row></Table>
<AutoFilter x:Range="R1C1:R5C4" xmlns="urn:schemas-microsoft-com:office:excel">
<AutoFilterColumn x:Type="Custom"/></AutoFilter></Worksheet>
<Worksheet ss:Name="旧"><Table/><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">
<Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"""


def test_an_xml_table_says_it_too(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text(XML, "utf-8")
    sheet, old = read_workbook(path).sheets
    assert sheet.rows == [
        ["姓名", "出生", "电话", "年龄"],
        ["王刚", "2016-02", "#N/A", NO_RESULT],
        ["李梅", date(2016, 2, 3), "", ""],
        ["", "", "", ""],
        ["陈一", "", "", ""],
    ]
    assert (sheet.hidden_rows, sheet.filtered, sheet.struck) == ({2}, True, {4})
    assert sheet.hidden_columns == {2, 3}
    assert (sheet.hidden, old.hidden) == (False, True)


PAGE = """<html><head><style>.gone {color:red; text-decoration:line-through} .off{display: none}
</style></head><body><table><tr><td>姓名</td><td>家长姓名</td><td>住址</td></tr>
<tr><td>王刚</td><td><s>王大山</s></td><td>村</td></tr>
<tr><td class="xl1 gone">李梅</td><td>李小河</td><td>村</td></tr>
<tr style="mso-hide:all; display:none"><td>陈一</td><td>陈大</td><td>村</td></tr>
<tr class=off><td>赵大宝</td><td>赵大</td><td>村</td></tr>
<tr><td><del>钱小宝</del></td><td>钱大</td><td>村</td></tr>
<tr><td>孙小数<s>（转走）</s></td><td>孙大</td><td style='text-decoration:line-through'>村</td></tr>
<tr><td><strike>周小</td><td>周大</td><td>村</td></tr></table></body></html>"""


def test_a_web_page_says_it_too(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text(PAGE, "utf-8")
    (sheet,) = read_workbook(path).sheets
    assert sheet.hidden_rows == {3, 4}
    assert sheet.struck == {2, 5, 7}
