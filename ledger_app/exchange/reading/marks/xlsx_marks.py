"""What the sheets of an .xlsx say besides their values, found without parsing them.

A sheet of a million cells is searched for the few texts that matter. Where one is written in an
unusual way, the sheet is walked through element by element (`xlsx_walk`): slower, the same result.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from ledger_app.exchange.reading.marks.sheet_marks import Look, Marks
from ledger_app.exchange.reading.marks.xlsx_styles import Styles, local, looks_by_style
from ledger_app.exchange.reading.marks.xlsx_walk import (
    Strings,
    column_number,
    fault,
    struck_strings,
    walk,
)
from ledger_app.exchange.reading.workbook import NO_RESULT

_CHUNK = 1 << 22
_HEAD = 60_000  # bytes of a piece that tell how all of it is written
_BEFORE_ROWS = 100  # bytes in which a piece of rows has its first one
_UNUSUAL = re.compile(rb"<\w+:(?:row|c)\b|<(?:row|c)(?! r=\")[\s>/]|<(?:row|c) [^>]*='")
_ON = rb'="(?:1|true)"'
_HIDDEN_ROW = re.compile(rb'<row r="([0-9]+)"[^>]*?(?:\shidden' + _ON + rb'|\sht="0(?:\.0+)?")')
_HIDDEN_COLUMN = re.compile(
    rb"<col(?=\s)[^>]*?(?:\shidden" + _ON + rb'|\swidth="0(?:\.0+)?")[^>]*>'
)
_FROM_TO = re.compile(rb'\s(min|max)="([0-9]{1,6})"')
_FILTERED = re.compile(rb"<sheetPr[^>]* filterMode" + _ON)
_PLACE = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_VALUE = re.compile(rb"<v[^>]*>([^<]*)</v>")
_ERROR = b' t="e"'
# What a file says of which the formulas are still to be worked out: their 0 is no result.
_UNCOUNTED = re.compile(rb"fullCalcOnLoad" + _ON)


class _UnusualError(Exception):
    """The sheet is not written in the way that can be searched."""


class XlsxMarks:
    """Finds the marks of each sheet; the styles and struck-out texts are read once."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._names = set(self._archive.namelist())
        self._parts = self._sheet_parts()
        uncounted = _UNCOUNTED.search(self._read("xl/workbook.xml"))
        self._styles = Styles(
            looks_by_style(self._read("xl/styles.xml") or b"<styleSheet/>"),
            frozenset({"", "0"} if uncounted else {""}),
            self._has_filtered_tables(),
        )
        strings = self._read("xl/sharedStrings.xml")
        self._strings = struck_strings(strings) if b"strike" in strings else Strings()

    def of(self, at: int) -> Marks:
        """Return the marks of a sheet, by its place; its cells are found as they are asked for."""
        marks = Marks()
        marks.cells = self._cells(self._parts[at], marks)
        return marks

    def _cells(self, part: str, marks: Marks) -> Iterator[tuple[int, int, Look]]:
        if not (self._strings.whole or self._strings.partly):
            search = _Search(marks, self._styles)
            try:
                for chunk in self._chunks(part):
                    yield from search.cells(chunk)
                return
            except _UnusualError:
                pass  # what was found until here is found again
        with self._archive.open(part) as stream:
            yield from walk(stream, marks, self._styles, self._strings)

    def _chunks(self, part: str) -> Iterator[bytes]:
        """Return a sheet in pieces that end where a row ends."""
        rest = b""
        with self._archive.open(part) as stream:
            while read := stream.read(_CHUNK):
                chunk = rest + read
                end = chunk.rfind(b"row>") + 4
                rest = chunk[end:] if end > 3 else chunk
                if end > 3:
                    yield chunk[:end]
        yield rest

    def _read(self, name: str) -> bytes:
        return self._archive.read(name) if name in self._names else b""

    def _has_filtered_tables(self) -> bool:
        tables = (name for name in self._names if name.startswith("xl/tables/"))
        return any(b"filterColumn" in self._read(name) for name in tables)

    def _sheet_parts(self) -> list[str]:
        """Return where the part of each sheet lies, in the order of the sheets."""
        links = ElementTree.fromstring(self._archive.read("xl/_rels/workbook.xml.rels"))
        targets = {
            node.get("Id"): posixpath.join("/xl", node.get("Target") or "") for node in links
        }
        found = []
        for node in ElementTree.fromstring(self._archive.read("xl/workbook.xml")).iter():
            if local(node.tag) == "sheet":
                link = next((node.attrib[key] for key in node.attrib if local(key) == "id"), "")
                found.append(posixpath.normpath(targets.get(link, "")).lstrip("/"))
        return found


class _Search:
    """Looks for what matters in the pieces of one sheet."""

    def __init__(self, marks: Marks, styles: Styles) -> None:
        self._marks = marks
        self._styles = styles
        self._formulas = False
        numbers = b"|".join(b"%d" % style for style in styles.looks)
        self._styled = re.compile(rb' s="(' + numbers + rb')"') if numbers else None
        nothing = rb"\s*0?\s*" if "0" in styles.no_result else rb"\s*"
        end = rb"\s*(?:<v\s*/>\s*|<v>" + nothing + rb"</v>\s*)?</c>"
        self._no_result = (re.compile(rb"</f>" + end), re.compile(rb"<f\b[^>]*/>" + end))

    def cells(self, chunk: bytes) -> Iterator[tuple[int, int, Look]]:
        """Note hidden rows and columns of a piece; return its cells of which there is a word."""
        whole = chunk.rfind(b">", 0, _HEAD)  # up to here no tag is cut in two
        if _UNUSUAL.search(chunk, 0, whole + 1) or b"strike" in chunk:
            raise _UnusualError
        self._rows_and_columns(chunk)
        # What was read is changed before what stands instead of it is put there.
        yield from self._by_style(chunk)
        yield from _errors(chunk)
        # Formulas that share one have the text of it before them.
        self._formulas = self._formulas or b"</f>" in chunk
        if self._formulas:
            for pattern in self._no_result:
                yield from _without_result(chunk, pattern)

    def _by_style(self, chunk: bytes) -> Iterator[tuple[int, int, Look]]:
        for hit in self._styled.finditer(chunk) if self._styled else ():
            row, column, tag = _place(chunk, hit.start())
            if tag:
                yield row, column, self._styles.looks[int(hit[1])]

    def _rows_and_columns(self, chunk: bytes) -> None:
        marks = self._marks
        if b"hidden=" in chunk or b' ht="0' in chunk:
            marks.hidden_rows.update(int(hit[1]) - 1 for hit in _HIDDEN_ROW.finditer(chunk))
        if b"<row" in chunk[:_BEFORE_ROWS]:
            return  # neither the head of the sheet nor what stands below its rows
        for hit in _HIDDEN_COLUMN.finditer(chunk, 0, _HEAD):
            ends = {key: int(number) for key, number in _FROM_TO.findall(hit[0])}
            marks.hidden_columns.append((ends.get(b"min", 1) - 1, ends.get(b"max", 0) - 1))
        marks.filtered = bool(
            marks.filtered
            or b"<filterColumn" in chunk
            or _FILTERED.search(chunk, 0, _HEAD)
            or (self._styles.filtered_tables and b"<tablePart" in chunk)
        )


def _errors(chunk: bytes) -> Iterator[tuple[int, int, Look]]:
    at = chunk.find(_ERROR)
    while at >= 0:
        row, column, tag = _place(chunk, at)
        if tag:
            found = _VALUE.search(chunk, at, max(chunk.find(b"</c>", at), at))
            yield (
                row,
                column,
                Look(text=fault(found[1].decode("ascii", "replace") if found else "")),
            )
        at = chunk.find(_ERROR, at + 1)


def _without_result(chunk: bytes, pattern: re.Pattern[bytes]) -> Iterator[tuple[int, int, Look]]:
    for hit in pattern.finditer(chunk):
        row, column, tag = _place(chunk, chunk.rfind(b"<c ", 0, hit.end()) + 3)
        if b't="str"' not in tag and b't="e"' not in tag:  # an empty text is a result
            yield row, column, Look(text=NO_RESULT)


def _place(chunk: bytes, at: int) -> tuple[int, int, bytes]:
    """Return row, column and tag of the cell in whose tag this place is; no tag if in none."""
    start = chunk.rfind(b"<", 0, at)
    found = _PLACE.match(chunk, start)
    if not found:
        if chunk.startswith((b"<c ", b"<c>"), start):
            raise _UnusualError
        return 0, 0, b""
    tag = chunk[start : chunk.find(b">", at) + 1]
    return int(found[2]) - 1, column_number(found[1].decode("ascii")), tag
