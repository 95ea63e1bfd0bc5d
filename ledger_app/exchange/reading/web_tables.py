"""The tables of a web page, which many systems save as .xls."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.reading.file_kinds import too_large
from ledger_app.exchange.reading.marks.sheet_marks import Look, Marks, marked
from ledger_app.exchange.reading.text_tables import decode, plain_cell
from ledger_app.exchange.reading.workbook import Cell, Limits, Range, Worksheet

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_RULE = re.compile(r"[.]([\w-]{1,40})\s*\{([^{}]{0,2000})\}")
_STYLE_SHEETS = 400_000  # characters at the beginning of a page
_HIDES = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_STRIKES = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_MOST_COVERED = 1_000_000  # places that cells of one table spread over
_STRIKING_TAGS = frozenset({"s", "strike", "del"})


def read_html(content: bytes, limits: Limits) -> list[Worksheet]:
    """Return the tables of a web page as sheets; cells that span are noted as merged."""
    declared = _CHARSET.search(content[:4000])
    text = decode(content, declared[1].decode("ascii") if declared else "")
    parser = _Tables(limits, _Classes(text))
    parser.feed(text)
    parser.close()
    tables = [sheet for sheet in parser.sheets if sheet.rows]
    if not tables:
        raise LedgerError("这个文件其实是网页，里面没有表格。", "请在原系统里重新导出。")
    return tables


class _Classes:
    """Which classes of the page's style sheet, and which styles, hide a row or strike out."""

    def __init__(self, page: str) -> None:
        rules = [found.groups() for found in _RULE.finditer(page[:_STYLE_SHEETS])]
        self._hiding = {name for name, rule in rules if _HIDES.search(rule)}
        self._striking = {name for name, rule in rules if _STRIKES.search(rule)}

    def hide(self, attributes: dict[str, str | None]) -> bool:
        classes = set((attributes.get("class") or "").split())
        return bool(classes & self._hiding or _HIDES.search(attributes.get("style") or ""))

    def strike(self, attributes: dict[str, str | None]) -> bool:
        classes = set((attributes.get("class") or "").split())
        return bool(classes & self._striking or _STRIKES.search(attributes.get("style") or ""))


class _Tables(HTMLParser):
    """Collects tables: a grid where spanning cells leave the places they cover empty."""

    def __init__(self, limits: Limits, classes: _Classes) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[Worksheet] = []
        self._limits = limits
        self._classes = classes
        self._hidden: set[int] = set()
        self._struck: list[tuple[int, int, Look]] = []
        self._striking = 0  # tags that strike out and are open
        self._cell_strikes = False
        self._all_struck = True  # whatever was written in this cell until now
        self._rows: list[list[Cell]] | None = None
        self._merged: list[Range] = []
        self._covered: set[tuple[int, int]] = set()
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table" and not self._rows:
            self._start_table()
        elif tag == "tr":
            self._start_row(dict(attrs))
        elif tag in _STRIKING_TAGS:
            self._striking += 1
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
        elif tag in _STRIKING_TAGS:
            self._striking = max(0, self._striking - 1)
        elif tag == "table" and self._rows is not None:
            self._end_cell()
            self._end_table()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)
            if data.strip():
                self._all_struck &= bool(self._striking) or self._cell_strikes

    def close(self) -> None:
        """Take what a page that breaks off has given."""
        super().close()
        self._end_cell()
        self._end_table()

    def _start_table(self) -> list[list[Cell]]:
        self._merged, self._covered, self._hidden, self._struck = [], set(), set(), []
        self._rows = []
        return self._rows

    def _start_row(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        # There are no rows after a table inside a table has ended.
        rows = self._start_table() if self._rows is None else self._rows
        if self._classes.hide(attributes):
            self._hidden.add(len(rows))
        rows.append([])

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
        if len(self._covered) > _MOST_COVERED:
            raise too_large()
        cells.extend([""] * wide)
        self._text = []
        self._striking, self._all_struck = 0, True
        self._cell_strikes = self._classes.strike(attributes)

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
        if text and self._all_struck:
            self._struck.append((len(self._rows) - 1, first, Look(struck=True)))

    def _end_table(self) -> None:
        if self._rows:
            number = len(self.sheets) + 1
            sheet = Worksheet(f"表{number}", self._rows, tuple(self._merged))
            marks = Marks(hidden_rows=self._hidden, cells=self._struck)
            self.sheets.append(marked(sheet, marks, self._limits))
        self._rows = None


def _span(text: str | None, most: int) -> int:
    return min(int(text), most) if text and text.strip().isdigit() and int(text) > 0 else 1
