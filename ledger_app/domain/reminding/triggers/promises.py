"""What was said in a contact: a promise to be back, a planned next contact."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.catalogue.meanings import PersuadeResult
from ledger_app.domain.reads import together
from ledger_app.domain.reminding.child_today import ChildToday, Due, contact_day
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.standing.absences import last_seen_at_school
from ledger_app.domain.standing.reached import reached
from ledger_app.domain.standing.status import STATUS_READS
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.due_words import said_day


def promised_return(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield promises to be back: the promised day, or the day of 当场返校 itself.

    Answered by a return or closing since the promise, by being seen in class, by a newer contact
    with a result on or after the promised day that reached somebody, or by a newer promise.
    """
    for index, row in child.promises:
        said_on = contact_day(row)
        at_once = row.get("result") == PersuadeResult.RETURNED_AT_ONCE
        promised = row.get("promised_on") or (said_on if at_once else "")
        if not promised or not child.is_near(rule.key, due_on := child.rule_day(rule, promised)):
            continue
        newer = child.contacts[index + 1 :]
        back = _came_back(child, min(said_on, promised)) or _was_seen(child, said_on, promised)
        if back or any(_answers_promise(each, promised) for each in newer):
            continue
        if not row.get("promised_on") and child.is_back:
            continue  # 当场返校 of a child who is back
        if child.is_gone:
            return
        words = f"{said_day(said_on, child.today)} 记为当场返校" if at_once else ""
        words = words or f"承诺 {said_day(promised, child.today)} 返校"
        tail = "至今未见到校记录" if promised < child.today.text else "请核实是否到校"
        yield Due(due_on, promised, f"{words}，{tail}", row.get("id") or "")


def _answers_promise(newer: Row, promised: str) -> bool:
    if newer.get("promised_on"):
        return True
    # A call before the promised day without a new promise leaves the old one standing.
    return bool(newer.get("result")) and reached(newer) and contact_day(newer) >= promised


def _came_back(child: ChildToday, since: str) -> bool:
    days = (row.get(key) for row in child.file.of("placement") for key in _RETURN_DAYS)
    return any(since <= day <= child.today.text for day in days if day)


def _was_seen(child: ChildToday, said_on: str, promised: str) -> bool:
    """Tell whether somebody of the school had the child before it since it was promised."""
    seen = last_seen_at_school(child.file, child.today)
    return bool(seen) and (seen > said_on or seen >= promised)


_RETURN_DAYS = ("returned_on", "closed_on")


def planned_contact(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield planned next contacts (next_on).

    Answered by a newer contact that names its own next day, or one that reached somebody no
    earlier than early_days before the planned day; by a closing after the contact.
    """
    for index, row in child.plans:
        planned = row["next_on"]
        if not child.is_near(rule.key, due_on := child.rule_day(rule, planned)):
            continue
        enough = child.shifted(planned, -rule.early_days)
        newer = child.contacts[index + 1 :]
        if any(_answers_plan(each, enough) for each in newer):
            continue
        if child.is_gone or _closed_since(child, contact_day(row)):
            return
        plan = f"：{row['next_plan']}" if row.get("next_plan") else ""
        missing = "至今没有联系上" if newer else "尚无新的联系记录"
        reason = f"计划 {said_day(planned, child.today)} 再联系，{missing}{plan}"
        yield Due(due_on, planned, reason, row.get("id") or "")


def _answers_plan(newer: Row, enough: str) -> bool:
    return bool(newer.get("next_on")) or (contact_day(newer) >= enough and reached(newer))


def _closed_since(child: ChildToday, day: str) -> bool:
    if child.live or not child.cases:
        return False
    return (child.cases[-1].closed_on or "") >= day


def _may_have_promised(file: StudentFile) -> bool:
    return any(row.get("promised_on") or row.get("result") for row in file.of("contact"))


def _has_plans(file: StudentFile) -> bool:
    return any(row.get("next_on") for row in file.of("contact"))


TRIGGERS = {
    "promised_return": Trigger(
        _may_have_promised,
        promised_return,
        together(STATUS_READS, {"contact": ("promised_on",)}),
    ),
    "planned_contact": Trigger(
        _has_plans,
        planned_contact,
        together(STATUS_READS, {"contact": ("next_on", "next_plan")}),
    ),
}
