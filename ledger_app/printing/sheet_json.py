"""Sheets as JSON and back, so that an edition can be printed again exactly."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import Any

from ledger_app.printing.model import Align, Block, Box, Card, Paper, PrintedColumn, PrintedTable

_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=asdict).encode


def to_json(sheet: PrintedTable | Card) -> Iterator[str]:
    """Yield all that is printed as one JSON text, row by row: a township's fills the memory."""
    content = {each.name: getattr(sheet, each.name) for each in fields(sheet)}
    rows = content.pop("rows", ())
    head = {"kind": "ledger" if isinstance(sheet, PrintedTable) else "card", **content}
    yield _json(head).removesuffix("}")
    if isinstance(sheet, PrintedTable):
        yield ', "rows": ['
        yield from joined(map(_json, rows))
        yield "]"
    yield "}"


def joined(texts: Iterable[str]) -> Iterator[str]:
    """Yield the members of a JSON list with what stands between them."""
    between = ""
    for text in texts:
        yield between + text
        between = ", "


def from_json(text: str | bytes) -> PrintedTable | Card:
    """Return the sheet that `to_json` wrote; raise ValueError if it is none."""
    content: dict[str, Any] = json.loads(text)
    kind = content.pop("kind")
    content["paper"] = _paper(content["paper"])
    for key in ("signers", "notes"):
        content[key] = tuple(content[key])
    if kind == "ledger":
        content["columns"] = tuple(_column(column) for column in content["columns"])
        content["rows"] = [tuple(row) for row in content["rows"]]
        return PrintedTable(**content)
    if kind == "card":
        content["blocks"] = tuple(_block(block) for block in content["blocks"])
        return Card(**content)
    raise ValueError(f"unknown sheet kind {kind!r}")


def _paper(content: dict[str, Any]) -> Paper:
    return Paper(**{**content, "margins_mm": tuple(content["margins_mm"])})


def _column(content: dict[str, Any]) -> PrintedColumn:
    return PrintedColumn(**{**content, "align": Align(content["align"])})


def _block(content: dict[str, Any]) -> Block:
    lines = tuple(
        tuple(Box(**{**box, "align": Align(box["align"])}) for box in line)
        for line in content["lines"]
    )
    return Block(**{**content, "lines": lines})
