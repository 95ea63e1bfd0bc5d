"""Children out of school of whom a level above has not been told: domain.md §0, §5.2.

Which level a rule asks for is its `check`. Each level answers for itself only: what the township
knows, the county has not been told.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.domain.reads import together
from ledger_app.domain.reminding.child_today import OPENED_READS, ChildToday, Due
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.absence import may_be_out
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.standing.cases import Case, CaseState, days_missed
from ledger_app.domain.standing.duties.reports import (
    LEVELS,
    REPORT_READS,
    WRITTEN,
    reported_on,
)
from ledger_app.domain.standing.status import STATUS_READS
from ledger_app.domain.telling.due_words import said_day
from ledger_app.domain.telling.in_words.reports import said_reports

COUNTY, TOWNSHIP = "reported_county_on", "reported_township_on"


def unreported_absence(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield suspected dropouts of which the rule's level has not been told.

    Answered by a report to that level since the child was last at school, or by the confirmation:
    that has a report of its own, see `unreported_dropout`.
    """
    live = child.live
    if live is None or live.state is not CaseState.SUSPECTED or child.is_gone:
        return
    row, level = live.dropout, rule.check or TOWNSHIP
    attended = row.get("last_attended")
    told = said_reports(row, _first_day(live), child.today)
    if reported_on(row, level, _first_day(live), child.today):
        return
    day = attended or live.since or child.opened_on
    due_on = child.rule_day(rule, day) or child.today.text
    if not child.is_near(rule.key, due_on):
        return
    start = f"最后到校 {said_day(attended, child.today)}" if attended else "疑似辍学"
    missed = days_missed(live, child.today)
    lost = f"缺课 {missed} 个上课日" if missed else ""
    lack = f"未见上报{LEVELS[level]}的记录"
    yield Due(due_on, day, _in_words(start, lost, told, lack), row.get("id") or "")


def unreported_dropout(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield confirmed dropouts of which the rule's level has not been told.

    The county is to be told in writing after the confirmation: a report of the suspicion is none.
    The other levels are told once: any report of this case answers them.
    """
    live = child.live
    if live is None or live.state is not CaseState.CONFIRMED or child.is_gone:
        return
    level, confirmed = rule.check or COUNTY, live.confirmed_on or ""
    row, on = live.dropout, child.today
    told = said_reports(row, _first_day(live), on)
    written = reported_on(row, WRITTEN, confirmed, on)
    since = confirmed if level == COUNTY else _first_day(live)
    if (written and level == COUNTY) or reported_on(row, level, since, on):
        return
    day = confirmed or live.since or child.opened_on
    due_on = child.rule_day(rule, day) or on.text
    if not child.is_near(rule.key, due_on):
        return
    start = f"{said_day(confirmed, on)} 认定辍学" if confirmed else "已认定辍学（日期不详）"
    to = "书面报告县级教育部门" if level == COUNTY else f"上报{LEVELS[level]}"
    yield Due(due_on, day, _in_words(start, told, f"未见{to}的记录"), row.get("id") or "")


def _in_words(*parts: str) -> str:
    return "，".join(filter(None, parts))


def _first_day(live: Case) -> str:
    """Return the day from which a report can be one of this case."""
    attended = live.dropout.get("last_attended")
    return min(attended, live.since) if attended else live.since


_READS = together(STATUS_READS, OPENED_READS, REPORT_READS)
TRIGGERS = {
    "unreported_absence": Trigger(may_be_out, unreported_absence, _READS, "dropout"),
    "unreported_dropout": Trigger(
        may_be_out, unreported_dropout, together(_READS, {"dropout": (WRITTEN,)}), "dropout"
    ),
}
