"""A table's columns as a ledger has them: shown or not, in which order, called what, how wide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ledger_app.domain.errors import LedgerError
from ledger_app.printing.printout import Printout
from ledger_app.printing.tables.declared import check_widths
from ledger_app.printing.tables.sheet import PrintedColumn

Values = Mapping[tuple[str, str], Any]  # by part and entry

_TYPES: dict[str, tuple[type, ...]] = {
    "caption": (str,), "shown": (bool,), "width_mm": (int, float),
}  # fmt: skip


def column_parts(columns: tuple[PrintedColumn, ...]) -> tuple[str, ...]:
    """Return what each column goes by: its source, its caption if it is left to the pen.

    The second of the same gets a number: a place would be another column after an update.
    """
    seen: dict[str, int] = {}
    parts = []
    for column in columns:
        name = column.source or column.caption
        seen[name] = seen.get(name, 0) + 1
        parts.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(parts)


def change(printout: Printout, values: Values) -> Printout:
    """Return the printout with these values; raise LedgerError for one that is no use."""
    body = printout.body
    by_part = dict(zip(column_parts(body.columns), body.columns, strict=True))
    changed = {part: _changed(part, column, values) for part, column in by_part.items()}
    columns = tuple(
        changed[part]
        for part in _ordered(tuple(by_part), values.get(("", "columns"), ()))
        if values.get((part, "shown"), True)
    )
    check_widths(columns, printout.paper)
    return replace(printout, body=replace(body, columns=columns))


def _ordered(parts: tuple[str, ...], wanted: object) -> list[str]:
    """Return the parts in the wanted order; one that is not in it follows the one before it."""
    if not isinstance(wanted, list | tuple):
        raise LedgerError("的各列顺序写法不对。")
    order = [part for part in wanted if part in parts]
    for at, part in enumerate(parts):
        if part not in order:
            order.insert(order.index(parts[at - 1]) + 1 if at else 0, part)
    return order


def _changed(part: str, column: PrintedColumn, values: Values) -> PrintedColumn:
    own = {entry: values[part, entry] for entry in _TYPES if (part, entry) in values}
    for entry, value in own.items():
        # A bool is an int to Python, and no width.
        if type(value) not in _TYPES[entry] or (entry == "caption" and not value.strip()):
            raise LedgerError(f"的“{column.caption}”一列，{entry} 不能是 {value!r}。")
    if "width_mm" in own and not 3 <= own["width_mm"] <= 400:
        raise LedgerError(f"的“{column.caption}”一列太窄或太宽：{own['width_mm']:g} 毫米。")
    own.pop("shown", None)
    return replace(column, **own)
