"""What the sheets of an .xls (Excel 97–2003, and WPS .et) say besides their values."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from ledger_app.exchange.reading.marks.cell_formats import BUILT_IN, PLAIN, Shown, shown_by
from ledger_app.exchange.reading.marks.ole_streams import workbook_stream
from ledger_app.exchange.reading.marks.sheet_marks import Look, Marks

# Numbers of the records ([MS-XLS] 2.3) that are looked at; all others are passed over.
_BOF, _EOF, _SHEET, _FONT, _FORMAT, _XF = 0x809, 0x0A, 0x85, 0x31, 0x41E, 0xE0
_ROW, _COLUMNS, _FILTERED = 0x208, 0x7D, 0x9B
_FORMULA, _ERROR, _MANY = 0x06, 0x205, 0xBD
_CELLS = frozenset({_FORMULA, _ERROR, 0xFD, 0x203, 0x27E, 0x204, 0xD6})  # row, column, style first
_BIFF8 = 0x600
_FAULTS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?"} | {
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_MISSING_FONT = 4  # there is none of this number
_HEAD = struct.Struct("<HH")
_CELL = struct.Struct("<HHH")


class Record(NamedTuple):
    kind: int
    at: int  # where it begins in the stream
    body: bytes


class XlsMarks:
    """Finds the marks of each sheet in the records of the workbook."""

    def __init__(self, content: bytes) -> None:
        self._stream = workbook_stream(content)
        self._starts: list[int] = []
        self._looks: dict[int, Look] = {}
        self._read_globals()

    def of(self, at: int) -> Marks:
        """Return the marks of a sheet, by its place; its cells are found as they are asked for."""
        marks = Marks()
        marks.cells = self._cells(self._starts[at], marks)
        return marks

    def _read_globals(self) -> None:
        """Learn where the sheets lie, and which styles strike out or show less than there is."""
        shown: dict[int, Shown] = dict(BUILT_IN)
        struck: list[bool] = []
        styles: list[tuple[int, int]] = []
        for kind, at, body in _records(self._stream, 0):
            if kind == _BOF and at == 0 and struct.unpack_from("<H", body)[0] != _BIFF8:
                raise ValueError("an older format")
            if kind == _SHEET:
                self._starts.append(struct.unpack_from("<I", body)[0])
            elif kind == _FONT:
                struck.append(bool(body[2] & 0x08))
            elif kind == _FORMAT:
                shown[struct.unpack_from("<H", body)[0]] = shown_by(_text(body[2:]))
            elif kind == _XF:
                styles.append(_HEAD.unpack_from(body))
        for at, (font, code) in enumerate(styles):
            font -= font > _MISSING_FONT
            look = Look(font < len(struck) and struck[font], shown.get(code, PLAIN))
            if look != Look():
                self._looks[at] = look

    def _cells(self, start: int, marks: Marks) -> Iterator[tuple[int, int, Look]]:
        for kind, _, body in _records(self._stream, start):
            if kind in _CELLS:
                row, column, style = _CELL.unpack_from(body)
                look = self._looks.get(style)
                fault = _fault(kind, body)
                if look or fault:
                    yield row, column, (look or Look())._replace(text=fault)
            elif kind == _MANY and self._looks:
                yield from self._many(body)
            elif kind == _ROW and (body[12] & 0x20 or body[6:8] == b"\x00\x00"):
                marks.hidden_rows.add(_HEAD.unpack_from(body)[0])
            elif kind == _COLUMNS:
                first, last, width, _, flags = struct.unpack_from("<5H", body)
                if flags & 1 or not width:
                    marks.hidden_columns.append((first, last))
            elif kind == _FILTERED:
                marks.filtered = True

    def _many(self, body: bytes) -> Iterator[tuple[int, int, Look]]:
        """Return the cells of a record of several numbers beside each other."""
        row, first = _HEAD.unpack_from(body)
        for index, at in enumerate(range(4, len(body) - 6, 6)):
            look = self._looks.get(body[at] | body[at + 1] << 8)
            if look:
                yield row, first + index, look


def _fault(kind: int, body: bytes) -> str | None:
    if kind == _ERROR and body[7]:
        return _FAULTS.get(body[6], "#N/A")
    if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        return _FAULTS.get(body[8], "#N/A")
    return None


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """Return the records of one part of the stream; those of charts inside it are left out."""
    depth, end = 0, len(stream)
    while at + 4 <= end:
        kind, length = _HEAD.unpack_from(stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 1:
            yield Record(kind, at, stream[at + 4 : at + 4 + length])
        if depth <= 0:
            return
        at += 4 + length


def _text(body: bytes) -> str:
    """Return the text of a format: how long it is, how its characters are written, these."""
    count, wide = struct.unpack_from("<HB", body)
    return body[3:].decode("utf-16-le" if wide & 1 else "latin-1", "replace")[:count]
