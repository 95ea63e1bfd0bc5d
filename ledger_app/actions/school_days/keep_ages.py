"""Keep the ages of compulsory school: when a child enters, and until when it must come.

义务教育法 §11: six, seven where conditions lack; the end is the county's (15, 16, 17 years).
"""

from __future__ import annotations

from ledger_app.domain.calendar import ENTRY_AGES, LEAVING_AGES
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file import audit, settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.file.saving import saving
from ledger_app.store.lists import student_index


def ages(ledger: Ledger) -> tuple[int, int]:
    """Return the ages at which a child enters school and is past compulsory school."""
    return ledger.calendar.entry_age, ledger.calendar.leaving_age


def keep_ages(ledger: Ledger, entry: int, leaving: int) -> bool:
    """Save both ages and bring all lists up to date; return whether they were others.

    Raises LedgerError for an age that no county has.
    """
    if entry not in ENTRY_AGES or leaving not in LEAVING_AGES:
        raise LedgerError(
            f"入学年龄只能是 {_said(ENTRY_AGES)} 周岁，义务教育到 {_said(LEAVING_AGES)} 周岁。",
            "没有保存。",
        )
    if (entry, leaving) == ages(ledger):
        return False
    kept = {"entry_age": entry, "leaving_age": leaving}
    with saving(ledger):
        # Whoever was too young or too old stands otherwise now: all rows, not only those of a day.
        settings.write(ledger, {**kept, "index_of": {}})
        audit.append(ledger, "setting", {"keys": sorted(kept), "sums": settings.sums(kept)})
    ledger.forget()
    student_index.bring_up_to_date(ledger)
    return True


def _said(ages: tuple[int, ...]) -> str:
    return "、".join(map(str, ages))
