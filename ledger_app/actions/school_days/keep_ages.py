"""Keep the ages of compulsory school: when a child enters, and until when it must come.

义务教育法 §11: six, seven where conditions lack; the end is the county's (15, 16, 17 years).
"""

from __future__ import annotations

from ledger_app.catalogue.unit_tables.rule_change import RULE_CHANGE
from ledger_app.domain.calendar import ENTRY_AGES, LEAVING_AGES
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes import own_changes
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import student_index
from ledger_app.store.lists.own_values import SCHOOL_AGE, own_values


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
    own = own_values(ledger, RULE_CHANGE)
    own.update({(SCHOOL_AGE, key): age for key, age in kept.items()})
    with revise(ledger, "setting", f"入学年龄 {entry} 周岁，义务教育到 {leaving} 周岁") as revision:
        own_changes.keep(revision, RULE_CHANGE, own)
        # Whoever was too young or too old stands otherwise now: all rows, not only those of a day.
        settings.write(ledger, {"index_of": {}})
    ledger.forget()
    student_index.bring_up_to_date(ledger)
    return True


def _said(ages: tuple[int, ...]) -> str:
    return "、".join(map(str, ages))
