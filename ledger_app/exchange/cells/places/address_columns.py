"""Addresses that stand in several columns, province to house number, as one text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.model import Field
from ledger_app.domain.values import as_text
from ledger_app.exchange.cells.list_cells import ListCells
from ledger_app.exchange.cells.row_problem import ProblemKind
from ledger_app.exchange.layout.columns.address_parts import PARTS
from ledger_app.exchange.layout.heading_words import Use
from ledger_app.exchange.layout.headings import ListColumn

# Parts of where a child lives that have a field of their own as well.
_OWN_FIELDS = {"村": "village_name", "组": "hamlet"}


def add_addresses(cells: ListCells, values: list[dict[str, Any]]) -> None:
    """Fill addresses from the columns of their parts."""
    groups: dict[Field, list[ListColumn]] = {}
    for column in cells.columns(Use.ADDRESS_PART):
        assert column.meaning.field is not None
        groups.setdefault(column.meaning.field, []).append(column)
    for field, columns in groups.items():
        columns.sort(key=lambda column: PARTS.index(column.meaning.member))
        for at, row in enumerate(values):
            parts = [_text(cells, column, at) for column in columns]
            if any(parts):
                _add(cells, at, row, field, columns, parts)


def _text(cells: ListCells, column: ListColumn, at: int) -> str:
    text = as_text(cells.cells[column.index][at]).strip()
    return f"{text}组" if column.meaning.member == "组" and text.isdigit() else text


def _add(
    cells: ListCells,
    at: int,
    row: dict[str, Any],
    field: Field,
    columns: Sequence[ListColumn],
    parts: Sequence[str],
) -> None:
    address = cells.known.of_field("student", field)[joined(parts)]
    if row.get(field.key) not in (None, address):
        text = f"各栏合起来的“{field.label}”与另一列不同，没有导入，请核对。"
        cells.note(at, columns[0], text, ProblemKind.LEFT_OUT, field.key)
        return
    if address:
        row[field.key] = address
    for column, text in zip(columns, parts, strict=True):
        own = _OWN_FIELDS.get(column.meaning.member) if field.key == "address" else None
        value = own and cells.known.of_field("student", STUDENT.field(own))[text]
        if own and value:
            row.setdefault(own, value)


def joined(parts: Iterable[str]) -> str:
    """Return the parts as one address; one that begins with those before it stands for them."""
    whole = ""
    for part in parts:
        whole = part if part and part.startswith(whole) else whole + part
    return whole
