"""Note in one line that children are away: since when, why, until when, what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ledger_app.actions.attendance.absence_changes import Changes, open_absence
from ledger_app.actions.attendance.roll_call import LONGEST_NOTE, Absent
from ledger_app.actions.ownership.must_write import must_keep_all
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places, student_lookup


def note_absence(ledger: Ledger, ids: Sequence[str], from_on: date, why: Absent) -> int:
    """Open an absence of each child, or say more of the one that is open; return how many changed.

    A leave may begin on a day to come. Raises LedgerError with a way on; then nothing is kept.
    """
    day = ledger.day(from_on)
    if why.to_on and why.to_on < day.text:
        raise LedgerError(f"请假止早于缺勤起（{day.text}）。", "请改其中一个日期。")
    if len(why.note) > LONGEST_NOTE:
        raise LedgerError(f"说明超过 {LONGEST_NOTE} 个字。", "请写短一些。")
    if from_on > ledger.today() and not why.is_leave:
        raise LedgerError(f"{day.text} 还没有到，不能先记没请假的缺勤。", "请了假的选病假或事假。")
    chosen = list(dict.fromkeys(ids))
    with ledger.lock:
        rows = places.absences(ledger, chosen)
        seen = places.seen_after(ledger, day.text)
        plan = Changes(day)
        for child in chosen:
            open_absence(plan, child, rows.get(child, ()), why.values, seen.get(child, ""))
        must_keep_all(ledger, chosen)
        with revise(ledger, "edit", _about(ledger, chosen, day.text)) as revision:
            plan.write(revision)
    return len(plan.added) + len(plan.altered)


def _about(ledger: Ledger, chosen: Sequence[str], day: str) -> str:
    first = student_lookup.name_of(ledger, chosen[0]) if chosen else ""
    who = first if len(chosen) < 2 else f"{first}等 {len(chosen)} 人"
    return f"登记缺勤：{who} {day}"
