"""Sheets as JSON and back, so that an edition can be printed again exactly."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import Any

from ledger_app.printing.model import Paper, PrintedSheet
from ledger_app.printing.shapes import SHAPES, shape_of

_decode = json.JSONDecoder().raw_decode
_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=asdict).encode


def to_json(sheet: PrintedSheet) -> Iterator[str]:
    """Yield all that is printed as one JSON text, row by row: a township's fills the memory."""
    shape = shape_of(sheet)
    content = {each.name: getattr(sheet, each.name) for each in fields(sheet)}
    rows = content.pop(shape.rows, ())
    yield _json({"kind": shape.key, **content}).removesuffix("}")
    if shape.rows:
        yield f', "{shape.rows}": ['
        yield from joined(map(_json, rows))
        yield "]"
    yield "}"


def joined(texts: Iterable[str]) -> Iterator[str]:
    """Yield the members of a JSON list with what stands between them."""
    between = ""
    for text in texts:
        yield between + text
        between = ", "


def from_json(text: str | bytes) -> PrintedSheet:
    """Return the sheet that `to_json` wrote; raise ValueError if it is none."""
    content = _read(text.decode() if isinstance(text, bytes) else text)
    kind = content.pop("kind")
    if kind not in SHAPES:
        raise ValueError(f"unknown sheet kind {kind!r}")
    paper = content["paper"]
    content["paper"] = Paper(**{**paper, "margins_mm": tuple(paper["margins_mm"])})
    for key in ("signers", "notes"):
        content[key] = tuple(content[key])
    return SHAPES[kind].read_kept(content)


def _read(text: str) -> dict[str, Any]:
    """Return the JSON text; its rows one by one, each text once, as a township's fill the memory.

    A quotation mark within a text has a backslash before it: what is found is the key.
    """
    for name in sorted({shape.rows for shape in SHAPES.values() if shape.rows}):
        key = f', "{name}": ['
        at = text.find(key)
        if at >= 0 and text.endswith("]}"):
            rows = list(_rows(text, at + len(key)))
            return {**json.loads(text[:at] + "}"), name: rows}
    content: dict[str, Any] = json.loads(text)
    return content


def _rows(text: str, at: int) -> Iterator[tuple[str, ...]]:
    """Yield the members of the list that begins there, each a list of texts."""
    same: dict[str, str] = {}
    while text[at] != "]":
        row, at = _decode(text, at)
        yield tuple([same.setdefault(cell, cell) for cell in row])
        at += len(", ") if text[at] == "," else 0
