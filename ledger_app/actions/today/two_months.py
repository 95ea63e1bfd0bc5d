"""Last month's work beside this one's, beside what is due today."""

from __future__ import annotations

from collections.abc import Iterable

from ledger_app.actions.today.due_lines import Lines, read_day
from ledger_app.domain.reminding.months import Month, first_days, months
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import outcomes
from ledger_app.store.lists.rules_in_use import rules_in_use


def two_months(ledger: Ledger, lines: Iterable[Reminder]) -> tuple[Month, Month]:
    """Return last month and this one; `lines` are today's."""
    last, _, following = (day.isoformat() for day in first_days(ledger.today()))
    labels = {rule.key: rule.label for rule in rules_in_use(ledger)}
    return months(
        outcomes.contacts_with_names(ledger, last, following),
        outcomes.with_names(ledger, last, following),
        lines,
        labels,
        ledger.today(),
    )


def day_with_months(ledger: Ledger) -> tuple[Lines, tuple[Month, Month]]:
    """Return today's lines as `read_day` does, and the two months that end with them."""
    found = read_day(ledger)
    return found, two_months(ledger, [line.reminder for line in found[0]])
