"""Tables that are text: CSV and its kin, and how text is decoded."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.reading.blank_separated import cut_at_blanks
from ledger_app.exchange.reading.file_kinds import SAVE_AS
from ledger_app.exchange.reading.uneven_rows import kept_even, set_beside
from ledger_app.exchange.reading.workbook import Cell, Worksheet

SEPARATORS = (",", "\t", ";", "|", "，", "；")
_WHOLE = re.compile("[0-9]{1,17}[.]0")  # 13800000001.0, as other programs write whole numbers
_SNIFFED_LINES = 60
csv.field_size_limit(1 << 30)  # the file's size is limited already; a long cell is no damage
_NOTHING = frozenset({"nan", "NaN", "NULL", "null", "None"})  # of programs, for an empty cell
_CAPTION = re.compile(r"姓\s*名|[学學]生|[学學]籍|身[份分][证證]")


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
    return [
        Worksheet("", [[cell and plain_cell(cell) for cell in row] for row in raw], uneven=uneven)
    ]


def read_pasted(content: bytes) -> list[Worksheet]:
    """Return a table copied in Excel or WPS: tabs between cells, quoted where lines break."""
    raw = _rows(decode(content), "\t")
    return [Worksheet("", _plain(raw))]


def _plain(rows: list[list[str]]) -> list[list[Cell]]:
    return [[cell and plain_cell(cell) for cell in row] for row in rows]


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
