"""Printouts with a ledger's own values: titles, columns shown, their order, captions, widths.

A value is found by (printout, part, entry). Part "" is the printout itself: `title`, and of a table
`columns`, all parts in their order. The other parts are a table's columns by name
(`TableBody.parts`): `caption`, `shown`, `width_mm`. What the program no longer has is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ledger_app.domain.errors import LedgerError
from ledger_app.printing.printout import Printout
from ledger_app.printing.printouts import check_title
from ledger_app.printing.shapes import SHAPES

Own = Mapping[tuple[str, ...], Any]


def with_own(printouts: Iterable[Printout], own: Own) -> tuple[Printout, ...]:
    """Return the printouts with a ledger's own values on top.

    Raises LedgerError naming the printout if a value is no use.
    """
    return tuple(_with_own(one, own) for one in printouts)


def _with_own(printout: Printout, own: Own) -> Printout:
    values = {(part, entry): value for (key, part, entry), value in own.items()
              if key == printout.key}  # fmt: skip
    if not values:
        return printout
    try:
        title = values.pop(("", "title"), printout.title)
        if not isinstance(title, str) or not title.strip():
            raise LedgerError("的标题不能为空。")
        check_title(title)
        change = SHAPES[printout.shape].change
        changed = change(printout, values) if change else printout
    except LedgerError as cause:
        raise LedgerError(f"打印表“{printout.plain_title}”{cause.message}", cause.hint) from cause
    return replace(changed, title=title)
