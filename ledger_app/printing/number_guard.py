"""The last look at a masked paper: no text on it, whoever wrote it, carries a whole number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from ledger_app.domain.telling.masking import WITH_PHONES, Purpose
from ledger_app.domain.telling.written_numbers import doubtful, masked
from ledger_app.printing.model import PrintedSheet
from ledger_app.printing.problems import SheetProblem, SheetProblemKind, Who

# Not words of anybody: what the program itself puts on a sheet, what a column is called inside, and
# the ids by which the next edition finds out who left: they are not printed.
OWN = frozenset({"footer", "file_no", "source", "as_of", "filled_on", "purpose"}) | {
    "children",
    "left_out",
}


def guarded(sheet: PrintedSheet, purpose: Purpose) -> PrintedSheet:
    """Return the sheet with the numbers in all of its texts masked, unless it is a full paper.

    Fields are masked before; here are titles, captions, notes and signers that a clerk may have
    changed, schools, and what comes about where texts are put together.
    """
    if purpose in WITH_PHONES:
        return sheet
    changed: PrintedSheet = _changed(sheet, masked)
    return changed


def doubts(
    sheets: Iterable[PrintedSheet], about: Callable[[PrintedSheet, str], Who]
) -> Iterator[SheetProblem]:
    """Yield what looks like a number on masked sheets and can't be judged, each with its child."""
    seen: set[tuple[Who, str]] = set()
    for sheet in sheets:
        for text in dict.fromkeys(_texts(sheet)):
            for part in doubtful(text):
                who = about(sheet, text)
                if (who, part) in seen:
                    continue
                seen.add((who, part))
                whose = f"{who.name}：" if who.name else ""
                said = f"{whose}“{part}”像是号码，程序拿不准，没有遮住。请看原文，要遮的先改写。"
                yield SheetProblem(SheetProblemKind.NUMBER, said, who)


def _changed(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401
    """Return a value of a sheet with its texts changed, however deep they lie."""
    if isinstance(value, str):
        return value if isinstance(value, Enum) else change(value)
    if isinstance(value, tuple | list):
        return type(value)([_changed(each, change) for each in value])
    if is_dataclass(value) and not isinstance(value, type):
        own = {one.name: getattr(value, one.name) for one in fields(value) if one.name not in OWN}
        return replace(value, **{name: _changed(part, change) for name, part in own.items()})
    return value


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, str):
        if not isinstance(value, Enum):
            yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            if one.name not in OWN:
                yield from _texts(getattr(value, one.name))
