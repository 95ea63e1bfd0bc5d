"""The sum of all rows of the lists, kept with them: `check` sees a row that was altered, or an old
page put back, without working out all rows again, which takes longer than the rest of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.id_lists import THESE, these
from ledger_app.store.lists.index_row import COLUMNS

_KEY = "index_sum"
_MOST = 1 << 64
STORED = (
    f"SELECT {', '.join(COLUMNS)}, text, lines FROM student_index JOIN student_search USING (no) "
    "LEFT JOIN student_due USING (no)"
)


def of_row(row: Sequence[Any], text: tuple[int, str], lines: str | None) -> int:
    """Return what a row of the lists, with (number, search text) and what is due, adds to it."""
    return _hash((*row, text[1], lines))


def _hash(row: tuple[Any, ...]) -> int:
    return int.from_bytes(blake2b(repr(row).encode("utf-8"), digest_size=8).digest(), "big")


def of(ledger: Ledger, student_ids: Sequence[str]) -> int:
    """Return what the rows of these children add, as they are stored."""
    return _sum(ledger.db.execute(f"{STORED} WHERE id IN {THESE}", [these(student_ids)]))


def total(ledger: Ledger) -> int:
    """Return the sum as it was kept; of lists that had none yet, as they are."""
    if _KEY not in ledger.lasting:
        kept = settings.get(ledger, _KEY)
        ledger.lasting[_KEY] = _sum(ledger.db.execute(STORED)) if kept is None else kept
    found: int = ledger.lasting[_KEY]
    return found


def keep(ledger: Ledger, new: int) -> None:
    """Keep the sum, inside the transaction that writes the rows."""
    ledger.lasting[_KEY] = new % _MOST
    settings.write(ledger, {_KEY: new % _MOST})


def begin(ledger: Ledger) -> None:
    """Sum up the rows as they are, inside the transaction that writes all of them anew."""
    keep(ledger, _sum(ledger.db.execute(STORED)))


def is_right(ledger: Ledger) -> bool:
    """Tell whether the lists are as they were written."""
    kept = settings.get(ledger, _KEY)
    return kept is None or kept == _sum(ledger.db.execute(STORED)) % _MOST


def _sum(rows: Iterable[tuple[Any, ...]]) -> int:
    return sum(map(_hash, rows))
