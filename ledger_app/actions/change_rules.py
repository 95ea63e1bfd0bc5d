"""The reminder rules of this ledger: other days, switched off; each change can be undone."""

from __future__ import annotations

from ledger_app.actions import due_list
from ledger_app.catalogue.unit_tables.rule_change import RULE_CHANGE
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reminding.rule import Rule
from ledger_app.store.changes import own_changes
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.prescribed import prescribed_values
from ledger_app.store.lists.own_values import SCHOOL_AGE, Own, own_values
from ledger_app.store.lists.rules_in_use import rules_in_use, rules_with

MOST_DAYS = 366
KIND = "setting"  # of the revisions


def rule_rows(ledger: Ledger) -> list[Rule]:
    """Return every rule, switched off ones too, with this ledger's changes."""
    return list(rules_in_use(ledger))


def usual_rules() -> dict[str, Rule]:
    """Return the rules as the program brings them, by key."""
    return {rule.key: rule for rule in rules_with({})}


def change_rule(ledger: Ledger, key: str, *, enabled: bool, offset_days: int) -> None:
    """Keep switch and days of one rule, and bring the due days of all lists up to date.

    Raises LedgerError for a rule that is not there and for days that are no use.
    """
    usual = usual_rules().get(key)
    if usual is None:
        raise LedgerError(f"没有提醒规则“{key}”。")
    least = int(usual.repeats and not usual.again_days)  # it comes again after these days
    if not least <= offset_days <= MOST_DAYS:
        raise LedgerError(f"“{usual.label}”的天数只能在 {least} 到 {MOST_DAYS} 之间。")
    given = {"enabled": enabled, "offset_days": offset_days}
    own = own_values(ledger, RULE_CHANGE)
    for entry, value in given.items():
        own.pop((key, entry), None)
        if getattr(usual, entry) != value:
            own[key, entry] = value
    state = f"{offset_days} 天" if enabled else "不再提醒"
    _keep(ledger, own, f"改提醒规则：{usual.label} {state}")


def out_of_sight_without(ledger: Ledger, key: str) -> list[str]:
    """Return the names of the children whom today nothing but this rule shows."""
    found = [each for each in due_list.due(ledger) if each.student]
    shown = {each.student for each in found if each.rule != key}
    lost = {each.student: each.name for each in found if each.student not in shown}
    return list(lost.values())


def prescribed(ledger: Ledger) -> frozenset[str]:
    """Return the rules of which the unit above prescribes a value: they are not changed here."""
    return frozenset(at[0] for at in prescribed_values(ledger, RULE_CHANGE))


def usual_again(ledger: Ledger) -> None:
    """Take back every change of the rules; the ages stay, and what the unit above prescribes."""
    kept = own_values(ledger, RULE_CHANGE)
    told = prescribed_values(ledger, RULE_CHANGE)
    stays = {at: value for at, value in kept.items() if at[0] == SCHOOL_AGE or at in told}
    _keep(ledger, stays, "恢复原来的提醒规则")


def _keep(ledger: Ledger, own: Own, summary: str) -> None:
    rules_with(own)  # refuses what the reminders could not work with
    with revise(ledger, KIND, summary) as revision:
        own_changes.keep(revision, RULE_CHANGE, own)
