"""Merged cells of an OpenDocument workbook, which the reading library does not tell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from xml.etree import ElementTree

from ledger_app.exchange.reading.workbook import Range

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})


def merged_ranges(content: bytes) -> dict[str, tuple[Range, ...]]:
    """Return the merged ranges by sheet name; what cannot be parsed has none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("content.xml") as part:
            return _ranges(ElementTree.iterparse(part, events=("start", "end")))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, OSError, ValueError):
        return {}


def _ranges(events: Iterable[tuple[str, ElementTree.Element]]) -> dict[str, tuple[Range, ...]]:
    found: dict[str, list[Range]] = {}
    name, row, column = "", 0, 0
    for event, node in events:
        if event == "start" and node.tag == f"{_TABLE}table":
            name, row = node.get(f"{_TABLE}name") or "", 0
            found[name] = []
        elif event == "start" and node.tag == f"{_TABLE}table-row":
            column = 0
        elif event == "start" and node.tag in _CELLS:
            wide, tall = _count(node, "columns-spanned"), _count(node, "rows-spanned")
            if wide > 1 or tall > 1:
                found.setdefault(name, []).append((row, column, row + tall - 1, column + wide - 1))
            column += _count(node, "columns-repeated")
        elif event == "end" and node.tag == f"{_TABLE}table-row":
            row += _count(node, "rows-repeated")
            node.clear()
    return {sheet: tuple(ranges) for sheet, ranges in found.items()}


def _count(node: ElementTree.Element, what: str) -> int:
    text = node.get(f"{_TABLE}number-{what}") or ""
    # A hostile count must not become a number that loops for hours.
    return int(text) if text.isdigit() and len(text) < 9 else 1
