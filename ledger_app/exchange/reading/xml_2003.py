"""The sheets of an “XML 表格 2003” file, which many systems save as .xls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from xml.etree import ElementTree

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.reading.file_kinds import SAVE_AS, damaged
from ledger_app.exchange.reading.marks.cell_formats import shown_by
from ledger_app.exchange.reading.marks.sheet_marks import Look, Marks, marked
from ledger_app.exchange.reading.workbook import NO_RESULT, Cell, Limits, Range, Worksheet

_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"


def read_xml2003(content: bytes, limits: Limits) -> list[Worksheet]:
    """Return the sheets of an “XML 表格 2003” file, which many systems save as .xls."""
    if b"<!DOCTYPE" in content.replace(b"\x00", b"") or b"<!ENTITY" in content:
        raise LedgerError("这个工作簿里有不该有的内容（DOCTYPE），为安全起见没有读取。", SAVE_AS)
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise damaged() from error
    looks = _looks(root)
    return [_sheet(node, looks, limits) for node in root.iter(f"{_SPREADSHEET}Worksheet")]


def _looks(root: ElementTree.Element) -> dict[str, Look]:
    """Return what a style says of its cells, by its name."""
    found = {}
    for style in root.iter(f"{_SPREADSHEET}Style"):
        font = style.find(f"{_SPREADSHEET}Font")
        code = style.find(f"{_SPREADSHEET}NumberFormat")
        struck = font is not None and font.get(f"{_SPREADSHEET}StrikeThrough") == "1"
        shown = shown_by((code.get(f"{_SPREADSHEET}Format") or "") if code is not None else "")
        found[style.get(f"{_SPREADSHEET}ID") or ""] = Look(struck, shown)
    return {name: look for name, look in found.items() if look != Look()}


def _sheet(node: ElementTree.Element, looks: Mapping[str, Look], limits: Limits) -> Worksheet:
    reader = _Rows(looks, limits)
    reader.columns(node.iter(f"{_SPREADSHEET}Column"))
    for line in node.iter(f"{_SPREADSHEET}Row"):
        reader.line(line)
    marks = reader.marks
    marks.hidden = (node.findtext(f".//{_EXCEL}Visible") or "").startswith("Sheet")
    marks.filtered = node.find(f".//{_EXCEL}AutoFilterColumn") is not None
    name = node.get(f"{_SPREADSHEET}Name") or ""
    return marked(Worksheet(name, reader.rows, tuple(reader.merged)), marks, limits)


class _Rows:
    """Gathers the rows of one sheet, and its marks."""

    def __init__(self, looks: Mapping[str, Look], limits: Limits) -> None:
        self.rows: list[list[Cell]] = []
        self.merged: list[Range] = []
        self.marks = Marks()
        self._found: list[tuple[int, int, Look]] = []
        self.marks.cells = self._found
        self._looks = looks
        self._limits = limits

    def columns(self, nodes: Iterator[ElementTree.Element]) -> None:
        """Note which columns are hidden."""
        at = 0
        for node in nodes:
            at = _number(node, "Index", at + 1) - 1
            more = _number(node, "Span", 0)
            if node.get(f"{_SPREADSHEET}Hidden") == "1":
                self.marks.hidden_columns.append((at, at + more))
            at += more + 1

    def line(self, node: ElementTree.Element) -> None:
        """Take one row, and the empty ones before it that are left out."""
        wanted = _number(node, "Index", len(self.rows) + 1)
        self.rows.extend([] for _ in range(min(wanted, self._limits.rows + 1) - len(self.rows) - 1))
        if node.get(f"{_SPREADSHEET}Hidden") == "1":
            self.marks.hidden_rows.add(len(self.rows))
        cells: list[Cell] = []
        for cell in node.iter(f"{_SPREADSHEET}Cell"):
            self._cell(cell, cells)
        self.rows.append(cells)

    def _cell(self, node: ElementTree.Element, cells: list[Cell]) -> None:
        most, row = self._limits.columns, len(self.rows)
        wanted = min(_number(node, "Index", len(cells) + 1), most + 1)
        cells.extend([""] * (wanted - len(cells) - 1))
        first, wide = len(cells), min(_number(node, "MergeAcross", 0), most)
        tall = min(_number(node, "MergeDown", 0), self._limits.rows)
        if wide or tall:
            self.merged.append((row, first, row + tall, first + wide))
        look = self._looks.get(node.get(f"{_SPREADSHEET}StyleID") or "")
        if look:
            self._found.append((row, first, look))
        cells.append(_value(node))
        cells.extend([""] * wide)


def _value(node: ElementTree.Element) -> Cell:
    found = node.find(f"{_SPREADSHEET}Data")
    if found is None:
        return NO_RESULT if node.get(f"{_SPREADSHEET}Formula") else ""
    text, kind = "".join(found.itertext()).strip(), found.get(f"{_SPREADSHEET}Type")
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return date.fromisoformat(text[:10])
    except ValueError:
        pass  # what is no number and no day is kept as it is written
    return text


def _number(node: ElementTree.Element, attribute: str, otherwise: int) -> int:
    text = node.get(f"{_SPREADSHEET}{attribute}") or ""
    return int(text) if text.isdigit() and len(text) < 9 else otherwise
