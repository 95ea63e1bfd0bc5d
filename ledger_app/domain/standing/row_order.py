"""The order in which records of one day count: by what they say, never by which was typed first.

Where the day does not tell which came last, the one that leaves more to do counts as the last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from ledger_app.catalogue.meanings import PersuadeResult
from ledger_app.domain.reads import Reads
from ledger_app.domain.student_file import Row, StudentFile

ORDER_READS: Reads = {
    "contact": (
        "contacted_on", "result", "purpose", "mode", "met_who", "promised_on", "content",
    ),
    "placement": (
        "returned_on", "closed_on", "reopened_on", "relapsed_on", "relapse", "placement",
        "close_reason",
    ),
    "dropout": ("suspected_on", "confirmed_on", "last_attended", "dropout_ym", "is_suspected"),
}  # fmt: skip
# What more tells two rows apart where it was read: a plan decides no status.
_ALSO = {"contact": ("next_on",)}
_DAY = {"contact": "contacted_on", "placement": "returned_on", "dropout": "suspected_on"}
# Of one day: back at school before promised, promised before refused, refused before lost.
_WORST_LAST = (
    PersuadeResult.RETURNED_AT_ONCE,
    PersuadeResult.FOUND_ELSEWHERE,
    PersuadeResult.PROMISED,
    PersuadeResult.NOT_MET,
    PersuadeResult.LEGAL,
    PersuadeResult.REFUSED,
    PersuadeResult.LOST,
)
_RANK = {result: rank for rank, result in enumerate(_WORST_LAST, 1)}


def in_order(file: StudentFile, table: str) -> Sequence[Row]:
    """Return the rows of a table as they count: by day, those of one day by what they say.

    Example: 11-20 失联 and 11-20 承诺返校, whichever was typed first: promised, then lost.
    """
    rows = file.of(table)
    if len(rows) < 2:
        return rows
    day = _DAY[table]
    days = [row.get(day) or "" for row in rows]
    # As a rule each has a day of its own, and the file has them by day.
    if all(first < second for first, second in pairwise(days)):
        return rows
    return sorted(rows, key=_key_of(table))


def _key_of(table: str) -> Callable[[Row], tuple[str, ...]]:
    keys, more = ORDER_READS[table], _ALSO.get(table, ())

    def key(row: Row) -> tuple[str, ...]:
        said = [str(row.get(each) or "") for each in keys]
        said += [str(row[each] or "") for each in more if each in row]
        if table == "contact":
            said.insert(1, f"{_RANK.get(row.get('result') or '', 0):02}")
        return (*said, str(row.get("id") or ""))

    return key
