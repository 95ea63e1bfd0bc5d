"""Being away from school as absences tell it: since when, excused or not, and what has ended it.

Whoever types 缺勤止 of an absence that nobody excused says that the child was back the next day.
The end of a leave was agreed beforehand: the child must be seen after it, or it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from ledger_app.catalogue.meanings import YES
from ledger_app.domain.calendar import SCHOOL_DAY, SchoolCalendar
from ledger_app.domain.dates import as_day
from ledger_app.domain.day import Day
from ledger_app.domain.reads import together
from ledger_app.domain.standing.evidence import (
    AT_SCHOOL,
    EVIDENCE_READS,
    Grounds,
    all_evidence,
)
from ledger_app.domain.student_file import Row, StudentFile

_SEEN = AT_SCHOOL | {Grounds.RETURN}
NO_END = "9"  # sorts after every day
ABSENCE_READS = together(EVIDENCE_READS, {"absence": ("from_on", "to_on", "excused", "created_at")})


@dataclass(frozen=True)
class Missing:
    """A stretch away from school that nothing has ended, as seen on a day.

    `rows` are its absences, oldest first. Days are ISO text: `from_on` the first one away,
    `excused_to` the last one somebody excused ("" for none, "9" where nobody wrote how long),
    `unexcused_from` the first one nobody excused, "" while the child is excused.
    """

    rows: tuple[Row, ...]
    from_on: str
    excused_to: str
    unexcused_from: str

    @property
    def row(self) -> Row:
        """Return the absence that tells how things stand."""
        return self.rows[-1]

    @property
    def is_excused(self) -> bool:
        """Tell whether somebody has excused the child for the day that was asked about."""
        return not self.unexcused_from

    def missed_on(self, count: int, calendar: SchoolCalendar) -> str:
        """Return the ISO day that is the count-th school day missed unexcused; 0: the first day."""
        if count < 1:
            return self.unexcused_from
        return calendar.shifted(day_before(self.unexcused_from), count, SCHOOL_DAY)

    def missed(self, on: Day) -> int:
        """Count the school days missed without an excuse, `on` included."""
        start = as_day(self.unexcused_from)
        if start is None:
            return 0
        return on.calendar.school_days_between(start - timedelta(days=1), on.date)


def missing(file: StudentFile, on: Day) -> Missing | None:
    """Return the stretch a child is away in on a day; None where it is at school or nobody said.

    An absence is over when the child was seen at school on a later day, when its last day has
    passed and nobody had excused it, or when a later absence is over.
    """
    rows = sorted(_begun(file, on), key=began_on)
    if not rows:
        return None
    seen = last_seen_at_school(file, on)
    over = -1
    for at, row in enumerate(rows):
        if seen > began_on(row) or (not _excused(row) and (row.get("to_on") or NO_END) < on.text):
            over = at
    open_rows = rows[over + 1 :]
    if not open_rows:
        return None
    earlier = [row for row in rows[: over + 1] if began_on(row) >= seen]
    return _stretch(open_rows, earlier, on)


def _stretch(rows: Sequence[Row], earlier: Sequence[Row], on: Day) -> Missing:
    """Put together what follows upon each other without a school day between."""
    chain = list(rows)
    for row in reversed(earlier):
        if _next_school_day(row.get("to_on") or "", on) < began_on(chain[0]):
            break
        chain.insert(0, row)
    newest = chain[-1]
    from_on = began_on(chain[0])
    if not _excused(newest):
        return Missing(tuple(chain), from_on, "", _unexcused_since(chain, on))
    to_on = newest.get("to_on") or NO_END
    if to_on >= on.text:
        return Missing(tuple(chain), from_on, to_on, "")
    return Missing(tuple(chain), from_on, to_on, _next_school_day(to_on, on))


def _unexcused_since(chain: Sequence[Row], on: Day) -> str:
    """Return the first day of the newest absences that nobody excused."""
    since = began_on(chain[-1])
    for row in reversed(chain[:-1]):
        if _excused(row):
            # A leave that ended before: whoever did not come back then is missing since.
            end = row.get("to_on") or NO_END
            return (
                min(since, max(_next_school_day(end, on), began_on(row))) if end < since else since
            )
        since = began_on(row)
    return since


def last_seen_at_school(file: StudentFile, on: Day) -> str:
    """Return the last ISO day by `on` a roll call, a person or a return had the child at school."""
    found = all_evidence(file, on)
    return max((each.day for each in found if each.grounds in _SEEN), default="")


def last_school_day(before: str, calendar: SchoolCalendar) -> str:
    """Return the last ISO day before this one on which school was held; "" for no day."""
    day = as_day(before)
    if day is None:
        return ""
    for back in range(1, 150):  # longer than any holidays
        earlier = day - timedelta(days=back)
        if calendar.is_school_day(earlier):
            return earlier.isoformat()
    return day_before(before)


def began_on(row: Row) -> str:
    """Return the first day of an absence; where nobody wrote it, the day it was noted."""
    return row.get("from_on") or (row.get("created_at") or "")[:10]


def day_before(text: str) -> str:
    """Return the ISO day before; a text that is no day stays."""
    day = as_day(text)
    return (day - timedelta(days=1)).isoformat() if day else text


def _begun(file: StudentFile, on: Day) -> list[Row]:
    return [row for row in file.of("absence") if began_on(row) <= on.text]


def _excused(row: Row) -> bool:
    return row.get("excused") == YES


def _next_school_day(day: str, on: Day) -> str:
    return on.calendar.shifted(day, 1, SCHOOL_DAY)
