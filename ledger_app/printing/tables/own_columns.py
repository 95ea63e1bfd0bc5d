"""A table's columns as a ledger has them: shown or not, in which order, called what, how wide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ledger_app.domain.errors import LedgerError
from ledger_app.printing.printout import Printout
from ledger_app.printing.tables.declared import Part, TableBody, check_widths

Values = Mapping[tuple[str, str], Any]  # by part and entry

_TYPES: dict[str, tuple[type, ...]] = {
    "caption": (str,), "shown": (bool,), "width_mm": (int, float),
}  # fmt: skip


def change(printout: Printout, values: Values) -> Printout:
    """Return the printout with these values; raise LedgerError for one that is no use."""
    body: TableBody = printout.body
    by_name = {part.name: _changed(part, values) for part in body.parts}
    order = _ordered(tuple(by_name), values.get(("", "columns"), ()))
    parts = tuple(by_name[name] for name in order)
    columns = tuple(part.column for part in parts if part.is_shown)
    check_widths(columns, printout.paper)
    return replace(printout, body=replace(body, columns=columns, parts=parts))


def _ordered(names: tuple[str, ...], wanted: object) -> list[str]:
    """Return the names in the wanted order; one that is not in it follows the one before it."""
    if not isinstance(wanted, list | tuple):
        raise LedgerError("的各列顺序写法不对。")
    order = [name for name in wanted if name in names]
    for at, name in enumerate(names):
        if name not in order:
            order.insert(order.index(names[at - 1]) + 1 if at else 0, name)
    return order


def _changed(part: Part, values: Values) -> Part:
    column = part.column
    own = {entry: values[part.name, entry] for entry in _TYPES if (part.name, entry) in values}
    for entry, value in own.items():
        # A bool is an int to Python, and no width.
        if type(value) not in _TYPES[entry] or (entry == "caption" and not value.strip()):
            raise LedgerError(f"的“{column.caption}”一列，{entry} 不能是 {value!r}。")
    if "width_mm" in own and not 3 <= own["width_mm"] <= 400:
        raise LedgerError(f"的“{column.caption}”一列太窄或太宽：{own['width_mm']:g} 毫米。")
    is_shown = own.pop("shown", True)
    return Part(part.name, replace(column, **own), is_shown)
