"""Which cell styles of an .xlsx strike out, or show less of a cell than it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree

from ledger_app.exchange.reading.marks.cell_formats import BUILT_IN, PLAIN, shown_by
from ledger_app.exchange.reading.marks.sheet_marks import Look

_OFF = frozenset({"0", "false", "off"})
PLAIN_LOOK = Look()


class Styles(NamedTuple):
    """What holds for all sheets: what a style says of its cells, what stands for no result."""

    looks: Mapping[int, Look]
    no_result: frozenset[str] = frozenset({""})
    filtered_tables: bool = False


def looks_by_style(xml: bytes) -> dict[int, Look]:
    """Return what is to be said of a cell by the number of its style; plain styles are left out."""
    root = ElementTree.fromstring(xml)
    struck = [strikes(font) for font in _children(root, "fonts", "font")]
    shown = BUILT_IN | {
        _number(node.get("numFmtId")): shown_by(node.get("formatCode") or "")
        for node in _children(root, "numFmts", "numFmt")
    }
    found = {}
    for at, style in enumerate(_children(root, "cellXfs", "xf")):
        font = _number(style.get("fontId"))
        look = Look(
            0 <= font < len(struck) and struck[font],
            shown.get(_number(style.get("numFmtId")), PLAIN),
        )
        if look != PLAIN_LOOK:
            found[at] = look
    return found


def strikes(font: ElementTree.Element) -> bool:
    """Tell whether a font, or the run of a rich text, is struck out."""
    return any(
        local(node.tag) in ("strike", "dstrike") and (node.get("val") or "1").lower() not in _OFF
        for node in font
    )


def local(tag: str) -> str:
    """Return the name of an element without its namespace."""
    return tag.rpartition("}")[2]


def _children(root: ElementTree.Element, group: str, name: str) -> Iterator[ElementTree.Element]:
    for node in root:
        if local(node.tag) == group:
            yield from (child for child in node if local(child.tag) == name)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else -1
