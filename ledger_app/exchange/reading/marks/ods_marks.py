"""What the sheets of an OpenDocument workbook say besides their values, merged cells included."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from ledger_app.exchange.reading.marks.cell_formats import PLAIN, Part, Shown
from ledger_app.exchange.reading.marks.sheet_marks import Look, Marks
from ledger_app.exchange.reading.workbook import FAULTS, Limits

_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _STYLE, _NUMBER = (_SPACE % name for name in ("table", "style", "datastyle"))
_OFFICE, _TEXT = _SPACE % "office", _SPACE % "text"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_DAYS = frozenset({"day", "day-of-week", "hours", "minutes", "seconds", "week-of-year", "quarter"})
_LIMITS = Limits()


class OdsMarks:
    """Reads the marks of all sheets at once: the styles stand before them."""

    def __init__(self, content: bytes) -> None:
        self._sheets: list[_Table] = []
        self._styles = _Styles()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in ("styles.xml", "content.xml"):  # what the second uses the first may say
                if name in archive.namelist():
                    with archive.open(name) as part:
                        self._read(ElementTree.iterparse(part, events=("start", "end")))

    def of(self, at: int) -> Marks:
        """Return the marks of a sheet, by its place."""
        return self._sheets[at].marks

    def _read(self, events: Iterator[tuple[str, ElementTree.Element]]) -> None:
        table, styles = _Table(self._styles), self._styles
        for event, node in events:
            if event == "start":
                if node.tag == f"{_TABLE}table":
                    table = _Table(styles, node.get(f"{_TABLE}style-name") or "")
                    self._sheets.append(table)
            elif node.tag == f"{_TABLE}table-column":
                table.column(node)
            elif node.tag == f"{_TABLE}table-row":
                table.line(node)
                node.clear()
            elif node.tag == f"{_STYLE}style":
                styles.learn(node)
            elif node.tag in (f"{_NUMBER}date-style", f"{_NUMBER}number-style"):
                styles.shown[node.get(f"{_STYLE}name") or ""] = _shown(node)


@dataclass
class _Styles:
    """Styles by name: what they say of a cell, and which hide a sheet."""

    shown: dict[str, Shown] = field(default_factory=dict)
    looks: dict[str, Look] = field(default_factory=dict)
    hiding: set[str] = field(default_factory=set)

    def learn(self, node: ElementTree.Element) -> None:
        name = node.get(f"{_STYLE}name") or ""
        if any(part.get(f"{_TABLE}display") == "false" for part in node):
            self.hiding.add(name)
        above = self.looks.get(node.get(f"{_STYLE}parent-style-name") or "", Look())
        shown = self.shown.get(node.get(f"{_STYLE}data-style-name") or "", above.shown)
        lines = [part.get(f"{_STYLE}text-line-through-style") for part in node]
        lines = [line for line in lines if line]
        look = Look(lines[-1] != "none" if lines else above.struck, shown)
        if look != Look():
            self.looks[name] = look


def _shown(node: ElementTree.Element) -> Shown:
    """Return what a number style shows of a cell."""
    parts = {part.tag.rpartition("}")[2]: part for part in node}
    if node.tag == f"{_NUMBER}date-style":
        if "year" not in parts or parts.keys() & _DAYS:
            return PLAIN
        return Shown(Part.MONTH if "month" in parts else Part.YEAR)
    number = parts.get("number")
    if number is None or parts.keys() - {"number"} or number.get(f"{_NUMBER}grouping") == "true":
        return PLAIN
    whole = _count(number, f"{_NUMBER}min-integer-digits")
    decimals = _count(number, f"{_NUMBER}decimal-places", 0)
    return Shown(digits=whole if whole > 1 and not decimals else 0, decimals=decimals)


class _Table:
    """Gathers the marks of one sheet while its rows go by."""

    def __init__(self, styles: _Styles, style: str = "") -> None:
        self.marks = Marks(hidden=style in styles.hiding)
        self._found: list[tuple[int, int, Look]] = []
        self.marks.cells = self._found
        self._looks = styles.looks
        self._columns: list[Look] = []  # what a cell without a style of its own is shown by
        self._row = 0

    def column(self, node: ElementTree.Element) -> None:
        """Take a column, or several alike."""
        count = min(_count(node, f"{_TABLE}number-columns-repeated"), _LIMITS.columns)
        first = len(self._columns)
        if node.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            self.marks.hidden_columns.append((first, first + count - 1))
        look = self._looks.get(node.get(f"{_TABLE}default-cell-style-name") or "", Look())
        self._columns += [look] * count

    def line(self, node: ElementTree.Element) -> None:
        """Take a row, or several alike."""
        count = min(_count(node, f"{_TABLE}number-rows-repeated"), _LIMITS.rows)
        rows, seen = range(self._row, self._row + count), node.get(f"{_TABLE}visibility")
        if seen in ("collapse", "filter"):
            self.marks.hidden_rows.update(rows)
            self.marks.filtered |= seen == "filter"
        column = 0
        for cell in node:
            if cell.tag in _CELLS:
                wide = min(_count(cell, f"{_TABLE}number-columns-repeated"), _LIMITS.columns)
                self._merge(cell, column)
                look = self._look(cell, column)
                if look != Look():
                    self._found += [(row, column + n, look) for row in rows for n in range(wide)]
                column += wide
        self._row += count

    def _merge(self, cell: ElementTree.Element, column: int) -> None:
        wide = _count(cell, f"{_TABLE}number-columns-spanned")
        tall = _count(cell, f"{_TABLE}number-rows-spanned")
        if wide > 1 or tall > 1:
            span = (self._row, column, self._row + tall - 1, column + wide - 1)
            self.marks.merged = (*self.marks.merged, span)

    def _look(self, cell: ElementTree.Element, column: int) -> Look:
        if not cell.get(f"{_OFFICE}value-type"):
            return Look()  # an empty cell
        style = cell.get(f"{_TABLE}style-name")
        beside = self._columns[column] if column < len(self._columns) else Look()
        look = self._looks.get(style, Look()) if style else beside
        if cell.get(f"{_CALC}value-type") == "error":
            text = "".join("".join(part.itertext()) for part in cell if part.tag == f"{_TEXT}p")
            return look._replace(text=text if text in FAULTS else "#N/A")
        return look


def _count(node: ElementTree.Element, what: str, otherwise: int = 1) -> int:
    text = node.get(what) or ""
    # A hostile count must not become a number that loops for hours.
    return int(text) if text.isdigit() and len(text) < 9 else otherwise
