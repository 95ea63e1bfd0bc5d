"""One child on one day, as the reminder triggers look at it; nothing is worked out unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ledger_app.catalogue.meanings import PersuadeResult, StatusCode
from ledger_app.domain.day import Day
from ledger_app.domain.once import once
from ledger_app.domain.reads import Reads
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.standing.absences import Missing, missing
from ledger_app.domain.standing.case_status import status
from ledger_app.domain.standing.cases import Case, cases, live_case
from ledger_app.domain.standing.lasting_states.lasting import Lasting, lasting
from ledger_app.domain.standing.reached import reached
from ledger_app.domain.standing.row_order import in_order
from ledger_app.domain.standing.standings import Standing
from ledger_app.domain.standing.status import Status, status_from
from ledger_app.domain.student_file import Row, StudentFile

OPENED_READS: Reads = {"student": ("opened_on", "created_at")}


_AT_SCHOOL = status(StatusCode.AT_SCHOOL, "", "")  # of a child of whom nobody has to ask


@dataclass(frozen=True, slots=True)
class Due:
    """One due thing: the day, the event's day, why in words, the record, where to, by whom.

    `presets` are first values of the record that answers it, beside those of the rule.
    `opens` is the table of the record where it is not the one that the rule opens, `fills` the
    field of it.
    """

    due_on: str
    day: str
    reason: str
    record: str = ""
    to: str = ""
    solver: str = ""
    presets: Mapping[str, str] = field(default_factory=dict)
    opens: str = ""
    fills: str = ""


@dataclass
class ChildToday:
    """One child as seen today; everything beyond the file is worked out when first needed.

    `horizons` gives per rule key the last ISO day that counts as soon. A child that `is_steady` is
    known to be seen at school: what that rests on was not read. `standing` is where it stands
    today, where somebody has worked that out before.
    """

    file: StudentFile
    today: Day
    horizons: Mapping[str, str] = field(default_factory=dict)
    is_steady: bool = False
    standing: Status | None = None

    @once
    def contacts(self) -> Sequence[Row]:
        """Return the contacts up to today, oldest first, those of one day as they count."""
        rows = in_order(self.file, "contact")
        if not rows or contact_day(rows[-1]) <= self.today.text:
            return rows
        return [row for row in rows if contact_day(row) <= self.today.text]

    @once
    def reached(self) -> Sequence[Row]:
        """Return the contacts up to today that reached somebody: only these answer anything."""
        return [row for row in self.contacts if reached(row)]

    @property
    def last_reached(self) -> str:
        """Return the day somebody was reached last, "" for never."""
        return contact_day(self.reached[-1]) if self.reached else ""

    def attempts(self, since: str) -> int:
        """Return how often nobody was reached since an ISO day."""
        return sum(contact_day(row) >= since for row in self.contacts if not reached(row))

    @once
    def promises(self) -> list[tuple[int, Row]]:
        """Return the contacts that promised a return, with their place among the contacts."""
        return [
            (index, row)
            for index, row in enumerate(self.contacts)
            if row.get("promised_on") or row.get("result") == PersuadeResult.RETURNED_AT_ONCE
        ]

    @once
    def plans(self) -> list[tuple[int, Row]]:
        """Return the contacts that named a next day, with their place among the contacts."""
        return [(index, row) for index, row in enumerate(self.contacts) if row.get("next_on")]

    @once
    def cases(self) -> list[Case]:
        """Return the cases as seen today."""
        return cases(self.file, self.today)

    @once
    def live(self) -> Case | None:
        """Return the case that is not over."""
        return live_case(self.cases)

    @once
    def standing_now(self) -> Status:
        """Return where the child stands today, and why."""
        if self.is_steady:
            return _AT_SCHOOL
        if self.standing is not None:
            return self.standing
        return status_from(self.file, self.cases, self.today)

    @once
    def lasting(self) -> Lasting | None:
        """Return the state with an end that stands today."""
        return lasting(self.file, self.today)

    @once
    def missing(self) -> Missing | None:
        """Return the absence that nothing has ended; None while a case is open: it goes on there.

        Nobody has to look for a child that is gone, nor twice for one that has been on leave or
        elsewhere since: that has a day of its own on which it is looked at again.
        """
        found = missing(self.file, self.today)
        if found is None or (self.live and self.live.is_open) or self.is_gone:
            return None
        now = self.standing_now
        lasts = now.standing is Standing.FOR_A_TIME and now.grounds != "mark"
        return None if lasts and now.since >= found.from_on else found

    @once
    def status(self) -> str:
        return self.standing_now.code

    @property
    def opened_on(self) -> str:
        """Return the day the file began, for what has no day of its own; "" if unknown."""
        student = self.file.student
        return student.get("opened_on") or (student.get("created_at") or "")[:10]

    @property
    def is_gone(self) -> bool:
        """Tell whether nobody here has to look for the child: gone for good, with its paper."""
        return self.standing_now.standing is Standing.GONE

    @property
    def is_back(self) -> bool:
        """Tell whether the child was out of school and is known to be back."""
        return bool(self.cases) and not (self.live and self.live.is_open)

    def has_passed(self, row: Row, key: str) -> bool:
        """Tell whether a day is written in a record and not still to come."""
        return "" < (row.get(key) or "") <= self.today.text

    def is_near(self, rule_key: str, due_on: str) -> bool:
        """Tell whether a day is past, today, or soon by this rule."""
        return due_on <= self.horizons[rule_key]

    def shifted(self, day: str, count: int, unit: str = "day") -> str:
        """Return the ISO day `count` days or school days later; "" stays."""
        return self.today.calendar.shifted(day, count, unit)

    def rule_day(self, rule: Rule, day: str) -> str:
        """Return the day a rule makes due after an event's day."""
        return self.shifted(day, rule.offset_days, rule.unit)

    def visited(self, purpose: str, since: str) -> bool:
        """Tell whether somebody was reached for this purpose on or after a day."""
        return any(
            row.get("purpose") == purpose and contact_day(row) >= since for row in self.reached
        )


def in_force(
    rows: Sequence[Row],
    key: str,
    child: ChildToday,
    rule: Rule,
    due: Callable[[str], str] | None = None,
) -> Iterator[Row]:
    """Yield the rows begun by today whose unanswered day is near, and not yet replaced on it."""
    begun = [row for row in rows if child.has_passed(row, key)]
    for row in begun:
        due_on = due(row[key]) if due else child.rule_day(rule, row[key])
        # A second return before the day of a visit: the visit is to be after that one.
        replaced = any(row[key] < other[key] <= due_on for other in begun)
        if child.is_near(rule.key, due_on) and not replaced and not row.get(rule.check):
            yield row


def contact_day(row: Row) -> str:
    """Return the day of a contact, "" when it has none."""
    return row.get("contacted_on") or ""
