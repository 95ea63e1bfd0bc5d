"""Tables that are text: CSV and its kin, and the web pages and XML that systems call .xls."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from html.parser import HTMLParser
from xml.etree import ElementTree

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.reading.blank_separated import cut_at_blanks
from ledger_app.exchange.reading.file_kinds import SAVE_AS, damaged
from ledger_app.exchange.reading.uneven_rows import kept_even, set_beside
from ledger_app.exchange.reading.workbook import Cell, Limits, Range, Worksheet

SEPARATORS = (",", "\t", ";", "|", "，", "；")
_WHOLE = re.compile("[0-9]{1,17}[.]0")  # 13800000001.0, as other programs write whole numbers
_SNIFFED_LINES = 60
csv.field_size_limit(1 << 30)  # the file's size is limited already; a long cell is no damage
_NOTHING = frozenset({"nan", "NaN", "NULL", "null", "None"})  # of programs, for an empty cell
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_CAPTION = re.compile(r"姓\s*名|[学學]生|[学學]籍|身[份分][证證]")
_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"


def decode(content: bytes, declared: str = "") -> str:
    """Return text in UTF-8 (BOM or not), UTF-16, GB18030 or Big5; raise LedgerError otherwise."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")):
        if content.startswith(mark):
            return _decoded(content[len(mark) :], (name,))
    if content.startswith(codecs.BOM_UTF16_BE):
        return _decoded(content[2:], ("utf-16-be",))
    if content[:2000].count(0) > len(content[:2000]) // 5:
        little = content[1:2000:2].count(0) >= content[:2000:2].count(0)
        return _decoded(content, ("utf-16-le" if little else "utf-16-be",))
    names = ("utf-8", *(("cp950",) if _is_big5(content) else ()), "gb18030")
    known = declared.lower() in {"utf-8", "utf8", "big5"}
    return _decoded(content, (declared, *names) if known else names)


def _is_big5(content: bytes) -> bool:
    """Tell whether only Big5 makes headings of a list out of bytes that GB18030 reads, too."""
    read = [content[:20_000].decode(name, errors="replace") for name in ("cp950", "gb18030")]
    as_big5, as_gb = (bool(_CAPTION.search(text)) for text in read)
    return as_big5 and not as_gb


def _decoded(content: bytes, names: tuple[str, ...]) -> str:
    for name in names:
        try:
            return content.decode(name).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    raise LedgerError("认不出这个文件的文字编码，读出来会是乱码。", SAVE_AS)


def read_separated(content: bytes) -> list[Worksheet]:
    """Return the one sheet of a separated text file; the separator is found out by trying."""
    text = _single_spaced(decode(content))
    separator = sniff(text)
    try:
        cut = cut_at_blanks(text, separator)
        if cut is not None:
            raw, uneven = cut, set_beside(cut)
        else:
            raw, uneven = kept_even(_rows(text, separator), separator)
    except csv.Error as error:
        raise LedgerError("这个文本表格的引号或格式不对，读不下去。", SAVE_AS) from error
    return [Worksheet("", [[plain_cell(cell) for cell in row] for row in raw], uneven=uneven)]


def read_pasted(content: bytes) -> list[Worksheet]:
    """Return a table copied in Excel or WPS: tabs between cells, quoted where lines break."""
    raw = _rows(decode(content), "\t")
    return [Worksheet("", [[plain_cell(cell) for cell in row] for row in raw])]


def _single_spaced(text: str) -> str:
    """Return text without the empty line after each one that programs on Windows make.

    They write \\r\\n where each \\n gets a \\r by itself. Where every line ends so,
    nobody has meant it; a single one is left, for it may be a line that somebody left empty.
    """
    doubled = text.count("\r\r\n")
    return text.replace("\r\r\n", "\r\n") if doubled == text.count("\n") else text


def _rows(text: str, separator: str) -> list[list[str]]:
    """Return the rows; a quotation mark that is never closed must not swallow the rows below it."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        pass  # a mark in the wrong place: 12"屏, or one that opens and never closes
    lines = text.splitlines()
    by_line = [next(csv.reader([line], delimiter=separator), []) for line in lines]
    try:
        whole = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return by_line
    return max(whole, by_line, key=_even_rows)


def _even_rows(rows: list[list[str]]) -> int:
    """Count the rows that have the usual number of columns."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths.values(), default=0)


def sniff(text: str) -> str:
    """Return the separator that cuts most lines into the same number of columns, else a comma."""
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:_SNIFFED_LINES]
    return max(SEPARATORS, key=lambda separator: _evenness(lines, separator))


def _evenness(lines: list[str], separator: str) -> float:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1)
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda item: item[1] * item[0])
    return count * (width - 1)


def plain_cell(text: str) -> str:
    """Return a cell of a text file without the marks that keep numbers as text: tab, ="…", '…"""
    text = text.strip()
    if text in _NOTHING:
        return ""
    if _WHOLE.fullmatch(text):
        return text[:-2]
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        return text[2:-1]
    if len(text) > 1 and text[0] in "'‘’" and text[1] in "0123456789=+-@":
        return text[1:]
    return text


def read_html(content: bytes, limits: Limits) -> list[Worksheet]:
    """Return the tables of a web page as sheets; cells that span are noted as merged."""
    declared = _CHARSET.search(content[:4000])
    parser = _Tables(limits)
    parser.feed(decode(content, declared[1].decode("ascii") if declared else ""))
    parser.close()
    tables = [sheet for sheet in parser.sheets if sheet.rows]
    if not tables:
        raise LedgerError("这个文件其实是网页，里面没有表格。", "请在原系统里重新导出。")
    return tables


class _Tables(HTMLParser):
    """Collects tables: a grid where spanning cells leave the places they cover empty."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[Worksheet] = []
        self._limits = limits
        self._rows: list[list[Cell]] | None = None
        self._merged: list[Range] = []
        self._covered: set[tuple[int, int]] = set()
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table" and not self._rows:
            self._rows, self._merged, self._covered = [], [], set()
        elif tag == "tr":
            self._end_cell()
            if self._rows is None:  # after a table inside a table has ended
                self._rows, self._merged, self._covered = [], [], set()
            self._rows.append([])
        elif self._rows is None:
            return
        elif tag in ("td", "th"):
            self._end_cell()
            self._start_cell(dict(attrs))
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._rows is not None:
            self._end_cell()
            self._end_table()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def close(self) -> None:
        """Take what a page that breaks off has given."""
        super().close()
        self._end_cell()
        self._end_table()

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        rows = self._rows or []
        if not rows:
            rows.append([])
            self._rows = rows
        row, cells = len(rows) - 1, rows[-1]
        while (row, len(cells)) in self._covered:
            cells.append("")
        tall = _span(attributes.get("rowspan"), self._limits.rows)
        wide = _span(attributes.get("colspan"), self._limits.columns)
        first = len(cells)
        if tall > 1 or wide > 1:
            self._merged.append((row, first, row + tall - 1, first + wide - 1))
        for below in range(1, min(tall, 1000)):
            self._covered.update((row + below, first + right) for right in range(wide))
        cells.extend([""] * wide)
        self._text = []

    def _end_cell(self) -> None:
        if self._text is None or not self._rows:
            return
        text = plain_cell(re.sub(r"[ \t\r\xa0]+", " ", "".join(self._text)))
        self._text = None
        cells = self._rows[-1]
        first = len(cells) - 1
        if self._merged and self._merged[-1][0] == len(self._rows) - 1:
            start, end = self._merged[-1][1], self._merged[-1][3]
            first = start if end == first else first
        cells[first] = text

    def _end_table(self) -> None:
        if self._rows:
            number = len(self.sheets) + 1
            self.sheets.append(Worksheet(f"表{number}", self._rows, tuple(self._merged)))
        self._rows = None


def _span(text: str | None, most: int) -> int:
    return min(int(text), most) if text and text.strip().isdigit() and int(text) > 0 else 1


def read_xml2003(content: bytes, limits: Limits) -> list[Worksheet]:
    """Return the sheets of an “XML 表格 2003” file, which many systems save as .xls."""
    if b"<!DOCTYPE" in content.replace(b"\x00", b"") or b"<!ENTITY" in content:
        raise LedgerError("这个工作簿里有不该有的内容（DOCTYPE），为安全起见没有读取。", SAVE_AS)
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise damaged() from error
    return [_xml_sheet(node, limits) for node in root.iter(f"{_SPREADSHEET}Worksheet")]


def _xml_sheet(node: ElementTree.Element, limits: Limits) -> Worksheet:
    rows: list[list[Cell]] = []
    merged: list[Range] = []
    for line in node.iter(f"{_SPREADSHEET}Row"):
        wanted = _number(line, "Index", len(rows) + 1)
        rows.extend([] for _ in range(min(wanted, limits.rows + 1) - len(rows) - 1))
        rows.append(_xml_cells(line, len(rows), merged, limits))
    return Worksheet(node.get(f"{_SPREADSHEET}Name") or "", rows, tuple(merged))


def _xml_cells(
    line: ElementTree.Element, row: int, merged: list[Range], limits: Limits
) -> list[Cell]:
    cells: list[Cell] = []
    for node in line.iter(f"{_SPREADSHEET}Cell"):
        wanted = min(_number(node, "Index", len(cells) + 1), limits.columns + 1)
        cells.extend([""] * (wanted - len(cells) - 1))
        first, wide = len(cells), min(_number(node, "MergeAcross", 0), limits.columns)
        tall = min(_number(node, "MergeDown", 0), limits.rows)
        if wide or tall:
            merged.append((row, first, row + tall, first + wide))
        cells.append(_xml_value(node))
        cells.extend([""] * wide)
    return cells


def _xml_value(node: ElementTree.Element) -> Cell:
    found = node.find(f"{_SPREADSHEET}Data")
    if found is None:
        return ""
    text = "".join(found.itertext()).strip()
    if found.get(f"{_SPREADSHEET}Type") == "Number":
        try:
            return float(text)
        except ValueError:
            return text
    return text[:10] if found.get(f"{_SPREADSHEET}Type") == "DateTime" else text


def _number(node: ElementTree.Element, attribute: str, otherwise: int) -> int:
    text = node.get(f"{_SPREADSHEET}{attribute}") or ""
    return int(text) if text.isdigit() and len(text) < 9 else otherwise
