"""Duties of the unit: they concern no child, and are worked out in reminding/duties.py."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.domain.reminding.child_today import ChildToday, Due
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.student_file import StudentFile

BY_CALENDAR = "day_of_month"
CALENDAR_LACKS = "calendar_lacks"
TERM_OPENS = "term_opens"
ROWS_UNSURE = "rows_unsure"
YEAR_BEGINS = "year_begins"
SHEETS_OUT = "sheets_out"  # route sheets whose answers nobody has typed in
# Of the hand-off: what a unit owes to the one above, and the one above to it.
PACKAGE_OWED, MONTH_NOT_HANDED = "package_owed", "month_not_handed"
PACKAGE_AWAITED, PACKAGES_UNREAD = "package_awaited", "packages_unread"
FILES_TO_HAND_OVER = "files_to_hand_over"
HAND_OFF = frozenset(
    {PACKAGE_OWED, MONTH_NOT_HANDED, PACKAGE_AWAITED, PACKAGES_UNREAD, FILES_TO_HAND_OVER}
)
REPORTED = frozenset({BY_CALENDAR, TERM_OPENS})  # a report goes out, signed, on a day
OF_UNIT = REPORTED | {CALENDAR_LACKS, ROWS_UNSURE, YEAR_BEGINS, SHEETS_OUT} | HAND_OFF


def _nobody(_: StudentFile) -> bool:
    return False


def _nothing(_: ChildToday, __: Rule) -> Iterator[Due]:
    return iter(())


TRIGGERS = {key: Trigger(_nobody, _nothing, {}) for key in OF_UNIT}
