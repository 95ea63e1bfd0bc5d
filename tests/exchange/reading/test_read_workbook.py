"""Whatever is given as a workbook: read for what it is, or refused in one sentence."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook as Writer
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.reading import file_kinds
from ledger_app.exchange.reading.marks.ods_marks import OdsMarks
from ledger_app.exchange.reading.read_workbook import LIMITS, read_workbook
from ledger_app.exchange.reading.workbook import LONGEST, TOO_LONG
from tests.exchange import samples

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
NAMES = ((1, "姓名"), (2, "王刚"), (3, "李梅"))
CELL = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'


def zipped(
    path: Path, cells: str, before: str = "", more: dict[str, str] | None = None, claim: str = ""
) -> Path:
    """Write a workbook whose only sheet has these rows, as raw XML."""
    buffer = io.BytesIO()
    Writer().save(buffer)
    with zipfile.ZipFile(buffer) as plain, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in plain.infolist():
            if entry.filename != "xl/worksheets/sheet1.xml":
                out.writestr(entry.filename, plain.read(entry))
        body = (
            f"<?xml version='1.0'?>{before}{SHEET}{claim}<sheetData>{cells}</sheetData></worksheet>"
        )
        out.writestr("xl/worksheets/sheet1.xml", body)
        for name, text in (more or {}).items():
            out.writestr(name, text)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(LedgerError) as caught:
        read_workbook(path)
    assert caught.value.hint
    return caught.value.message


def rows_of(path: Path) -> list[list[object]]:
    return [list(row) for row in read_workbook(path).sheets[0].rows]


def test_values_come_as_they_are(tmp_path: Path) -> None:
    row = ["王刚", samples.GANG, 7, 2.5, date(2017, 3, 11), True, "=1+1", "#N/A", "左 右"]
    book = Writer()
    book.active.append(row)
    book.active.cell(1, 7).data_type = "s"
    book.active.cell(1, 8).data_type = "s"
    book.save(tmp_path / "values.xlsx")
    (read,) = rows_of(tmp_path / "values.xlsx")
    assert read == row
    assert [type(cell) for cell in read[2:4]] == [int, float]
    assert read[5] is True


def test_the_ending_may_lie(tmp_path: Path) -> None:
    path = samples.xlsx(tmp_path / "a.xlsx", {"表": [["姓名", "性别"], ["王刚", "男"]]})
    lying = path.rename(tmp_path / "a.csv")
    assert read_workbook(lying).kind == "xlsx"
    old = Path(__file__).parents[2] / "data" / "exchange" / "roster.xls"
    renamed = tmp_path / "roster.et"
    renamed.write_bytes(old.read_bytes())
    assert read_workbook(renamed).kind == "xls"


def test_rows_keep_their_numbers_below_blank_rows(tmp_path: Path) -> None:
    path = samples.xlsx(tmp_path / "a.xlsx", {"表": [[], [], ["", "姓名"], ["", "王刚"]]})
    assert rows_of(path) == [["", ""], ["", ""], ["", "姓名"], ["", "王刚"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_text_in_any_encoding(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [
        ["姓名", "身份证号", "家庭住址"],
        ["彭军𬱖", samples.GANG, "石门村"],
        ["李㛃", "", "3、4组"],
    ]
    assert rows_of(samples.text(tmp_path / "a.csv", rows, separator, encoding)) == rows


def test_text_with_quotes_and_line_breaks(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        '姓名,备注\r\n王刚,"说""好""\n第二行,逗号"\r\n', encoding="utf-8", newline=""
    )
    assert rows_of(tmp_path / "a.csv")[1] == ["王刚", '说"好"\n第二行,逗号']


def test_an_empty_line_after_every_line_is_no_row(tmp_path: Path) -> None:
    """Some programs on Windows write each end of a line twice, as it were."""
    path = tmp_path / "a.csv"
    path.write_bytes('姓名,备注\r\r\n王刚,"一\r\r\n二"\r\r\n李明,\r\r\n'.encode("gb18030"))
    assert rows_of(path) == [["姓名", "备注"], ["王刚", "一\r\n二"], ["李明", ""]]
    path.write_bytes("姓名,备注\r\n王刚,好\r\r\n李明,好\r\n".encode())
    assert rows_of(path) == [["姓名", "备注"], ["王刚", "好"], ["", ""], ["李明", "好"]]


def test_a_lone_surrogate_or_binary_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(bytes(range(256)) * 40)
    assert "认不出这个文件" in refusal(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b"\x00" * 5000, "空的"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "图片"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (b"PK\x03\x04 broken", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "不是工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 90, "损坏"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "单个文件网页"),
        (b"<html><body>none</body></html>", "没有表格"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert said in refusal(path)


def test_a_merged_cell_of_a_web_page_has_its_text_at_its_left(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    rows = "<tr><td>姓名<td colspan=2>家长<td>村<tr><td>王刚<td>王建国<td>父亲<td>石门村"
    path.write_bytes(f"<html><table>{rows}</table></html>".encode())
    (sheet,) = read_workbook(path).sheets
    assert [list(row) for row in sheet.rows] == [
        ["姓名", "家长", "", "村"],
        ["王刚", "王建国", "父亲", "石门村"],
    ]


def test_lock_file_missing_file_and_folder(tmp_path: Path) -> None:
    (tmp_path / "~$名单.xlsx").write_bytes(b"\x05user")
    assert "临时文件" in refusal(tmp_path / "~$名单.xlsx")
    assert "找不到" in refusal(tmp_path / "没有.xlsx")
    assert "文件夹" in refusal(tmp_path)


def test_word_document_in_a_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as out:
        out.writestr("word/document.xml", "<a/>")
    assert "Word" in refusal(tmp_path / "a.xlsx")


def test_a_cut_workbook(tmp_path: Path) -> None:
    path = samples.xlsx(tmp_path / "a.xlsx", {"表": [["姓名"]]})
    path.write_bytes(path.read_bytes()[:-200])
    assert "损坏" in refusal(path)


def test_cells_at_both_ends_of_a_sheet(tmp_path: Path) -> None:
    far = f'<row r="1">{CELL.format("A1", "姓名")}</row>'
    far += f'<row r="1048576">{CELL.format("XFD1048576", "x")}</row>'
    assert "太大" in refusal(zipped(tmp_path / "far.xlsx", far))


def test_too_many_rows_or_columns_say_where_they_end(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}">{CELL.format(f"A{n}", "x")}</row>' for n in (1, LIMITS.rows + 1))
    assert f"A{LIMITS.rows + 1}" in refusal(zipped(tmp_path / "rows.xlsx", rows))
    wide = f'<row r="1">{CELL.format("A1", "x")}{CELL.format("ZZ1", "x")}</row>'
    assert "ZZ1" in refusal(zipped(tmp_path / "wide.xlsx", wide))


def test_a_lying_dimension_loses_no_row(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}">{CELL.format(f"A{n}", n)}</row>' for n in range(1, 301))
    path = zipped(tmp_path / "a.xlsx", rows)
    for claim in ('<dimension ref="A1"/>', '<dimension ref="A1:XFD1048576"/>'):
        lying = zipped(tmp_path / "lying.xlsx", rows, claim=claim)
        assert len(rows_of(lying)) == 300
    assert len(rows_of(path)) == 300


@pytest.mark.parametrize("part", ["sheet", "other"])
def test_document_types_are_refused(tmp_path: Path, part: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'
    if part == "sheet":
        path = zipped(tmp_path / "a.xlsx", "", before=bomb)
    else:
        path = zipped(tmp_path / "a.xlsx", "", more={"docProps/extra.xml": f"{bomb}<a>&c;</a>"})
    assert "DOCTYPE" in refusal(path)


def test_too_many_parts(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "a.xlsx", "", more={f"xl/{n}.xml": "<a/>" for n in range(LIMITS.entries + 1)}
    )
    assert "部件" in refusal(path)


def test_a_part_larger_than_its_header_says_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.xlsx", f'<row r="1">{CELL.format("A1", "x" * 3_000_000)}</row>')
    limits = replace(LIMITS, entry_bytes=1_000_000)
    with pytest.raises(LedgerError, match="太大"):
        read_workbook(path, limits)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(content.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little")))
    with pytest.raises(LedgerError, match=r"太大|损坏"):
        read_workbook(path, limits)


def test_a_large_file_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" * 100)
    with pytest.raises(LedgerError, match="MB"):
        read_workbook(path, replace(LIMITS, file_bytes=100))


def test_xml_table_with_document_type(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text(samples.XML.replace("<Workbook", "<!DOCTYPE Workbook><Workbook", 1), "utf-8")
    assert "DOCTYPE" in refusal(path)


def test_too_little_memory_is_not_called_damage(tmp_path: Path) -> None:
    rows = [[f"{row}-{column}" for column in range(60)] for row in range(20_000)]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    with pytest.raises(LedgerError, match="太大"):
        read_workbook(path, replace(LIMITS, memory_bytes=120_000_000))


def test_the_worker_dying_is_a_sentence(tmp_path: Path) -> None:
    path = samples.xlsx(tmp_path / "a.xlsx", {"表": [["姓名"]]})
    with pytest.raises(LedgerError, match=r"太大|损坏"):
        read_workbook(path, replace(LIMITS, memory_bytes=1_000_000))


def test_the_same_bytes_have_the_same_sum(tmp_path: Path) -> None:
    path = samples.xlsx(tmp_path / "a.xlsx", {"表": [["姓名"]]})
    copy = tmp_path / "b.xlsx"
    copy.write_bytes(path.read_bytes())
    assert read_workbook(path).sha256 == read_workbook(copy).sha256


ODS = """<?xml version="1.0"?><office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>
<table:table table:name="名单"><table:table-row table:number-rows-repeated="2">
<table:table-cell table:number-columns-repeated="3"/></table:table-row><table:table-row>
<table:table-cell/><table:table-cell office:value-type="string" table:number-columns-spanned="2"
 table:number-rows-spanned="2"><text:p>家长</text:p></table:table-cell>
<table:covered-table-cell/></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>"""


def test_merged_cells_of_an_open_document() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("content.xml", ODS)
    assert OdsMarks(content.getvalue()).of(0).merged == ((2, 1, 3, 2),)


def test_a_list_as_long_as_allowed_is_not_refused_for_what_it_inflates_to() -> None:
    """Reckoned, as the program that wrote it would: text inline and each of 70 cells filled."""
    texts = [samples.GANG, "福利县福利镇中心小学", "2017-03-11", "汉族", "13800000001", "是", "1"]
    row = "".join(CELL.format(f"BR{LIMITS.rows}", text) for text in texts * 10)
    inflated = len(row.encode()) * LIMITS.rows
    assert 200_000_000 < inflated < LIMITS.entry_bytes < LIMITS.inflated_bytes
    assert LIMITS.rows * 70 < LIMITS.cells


@pytest.mark.parametrize("allowed", [{"entry_bytes": 500}, {"inflated_bytes": 2_000}])
def test_what_its_headers_call_too_large_is_not_unpacked(allowed: dict[str, int]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.xml", "x" * 900)
    file_kinds.check_declared(buffer.getvalue(), LIMITS)
    with pytest.raises(LedgerError, match="太大"):
        file_kinds.check_declared(buffer.getvalue(), replace(LIMITS, **allowed))


def test_a_sheet_for_each_child_is_read_to_the_last(tmp_path: Path) -> None:
    path = samples.xlsx(tmp_path / "a.xlsx", {f"{n:03}号": [["姓名"]] for n in range(260)})
    assert [sheet.name for sheet in read_workbook(path).sheets][-1] == "259号"


def test_too_many_sheets_are_refused_and_none_is_left_off(tmp_path: Path) -> None:
    path = samples.xlsx(tmp_path / "a.xlsx", {f"{n}": [["姓名"]] for n in range(4)})
    with pytest.raises(LedgerError, match="4 张工作表，超过了 3 张"):
        read_workbook(path, replace(LIMITS, sheets=3))


def test_what_nobody_sees_is_not_read(tmp_path: Path) -> None:
    row = ["\ufeff姓名\u200b", "王\u00ad刚", "\u202a529\u202c", "\u3000", " 村 ", "\u2060", "a\nb"]
    path = samples.xlsx(tmp_path / "a.xlsx", {"表\u200b": [row]})
    sheet = read_workbook(path).sheets[0]
    assert sheet.rows == [["姓名", "王刚", "529", "", "村", "", "a\nb"]]
    assert sheet.name == "表"


@pytest.mark.parametrize("value", ["NaN", "1E400", "-1e999"])
def test_a_number_that_is_none_is_an_error_of_its_cell(tmp_path: Path, value: str) -> None:
    rows = f'<row r="1"><c r="A1"><v>{value}</v></c>{CELL.format("B1", "王刚")}</row>'
    assert rows_of(zipped(tmp_path / "a.xlsx", rows)) == [["#NUM!", "王刚"]]


def test_a_kind_of_file_that_cannot_be_looked_through_is_told(tmp_path: Path) -> None:
    """Nobody can see then which rows are hidden: the values are read, and it is said."""
    path = samples.xlsx(tmp_path / "a.xlsx", {"表": [["姓名", "性别"], ["王刚", "男"]]})
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for entry in old.infolist():
            text = old.read(entry)
            broken = entry.filename == "xl/styles.xml"
            new.writestr(entry.filename, text + b"<more>" if broken else text)
    assert read_workbook(path).sheets[0].looked
    sheet = read_workbook(tmp_path / "b.xlsx").sheets[0]
    assert not sheet.looked
    assert sheet.rows[1] == ["王刚", "男"]


def test_a_cell_longer_than_any_spreadsheet_has_is_said_and_the_rest_is_read(
    tmp_path: Path,
) -> None:
    text = "村" * (LONGEST + 1)
    cells = CELL.format("A1", "王刚") + CELL.format("B1", text) + CELL.format("C1", text[1:])
    rows = rows_of(zipped(tmp_path / "a.xlsx", f'<row r="1">{cells}</row>'))
    assert rows == [["王刚", TOO_LONG, text[1:]]]


@pytest.mark.parametrize("mac", [False, True])
def test_dates_of_a_workbook_that_counts_from_1904(tmp_path: Path, mac: bool) -> None:
    book = Writer()
    book.epoch = CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900
    book.active.append(["王刚", date(2016, 2, 1), date(2012, 12, 31)])
    book.active["C1"].number_format = "yyyy-mm"
    book.save(tmp_path / "a.xlsx")
    assert rows_of(tmp_path / "a.xlsx") == [["王刚", date(2016, 2, 1), "2012-12"]]


def test_a_web_page_whose_cells_spread_over_everything_is_given_up_soon(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    cell = "<tr><td rowspan=60000 colspan=300>姓名</td></tr>"
    path.write_text(f"<html><table>{cell * 50}", "utf-8")
    assert "太大" in refusal(path)


@pytest.mark.parametrize(
    "bad",
    [
        '<c r="B2" t="s"><v>999</v></c>',
        '<c r="B2" t="s"><v>甲</v></c>',
        '<c r="B2" t="b"><v>7</v></c>',
        '<c r="B2" t="zz"><v>7</v></c>',
        '<c r="??"><v>7</v></c>',
        "<c r='B2' t='q'><v>1</v></c>",
    ],
)
def test_one_bad_cell_does_not_end_a_file(tmp_path: Path, bad: str) -> None:
    rows = [f'<row r="{at}">{CELL.format(f"A{at}", name)}{{}}</row>' for at, name in NAMES]
    body = "".join(rows).format("", bad, CELL.format("B3", "男"))
    read = rows_of(zipped(tmp_path / "a.xlsx", body))
    assert read == [["姓名", ""], ["王刚", "#REF!"], ["李梅", "男"]]


def test_a_sheet_that_is_no_xml_is_still_damaged(tmp_path: Path) -> None:
    assert "损坏" in refusal(zipped(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</x>'))
