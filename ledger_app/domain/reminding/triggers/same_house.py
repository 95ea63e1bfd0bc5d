"""A sibling dropped out, moved away or is out of reach: the others of the house are looked at."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.domain.reads import together
from ledger_app.domain.reminding.child_today import ChildToday, Due
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.standing.duties.house_events import KEYS, TABLE
from ledger_app.domain.standing.status import STATUS_READS
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.due_words import said_day

SAME_HOUSE = "same_house"


def same_house(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield the newest event of the house since which nobody has seen or reached this child.

    Answered by a contact that reached somebody, a sighting, a roll call that saw the child. A child
    in a case of its own, or gone, has its own lines.
    """
    events = [row for row in child.file.of(TABLE) if row["day"] <= child.today.text]
    if not events or child.is_gone or (child.live and child.live.is_open):
        return
    newest = max(events, key=lambda row: str(row["day"]))
    day = newest["day"]
    seen = [row.get("seen_on") for row in child.file.of("sighting")]
    seen += [row.get("held_on") for row in child.file.of("roll_call")]
    if child.last_reached >= day or any(day <= (each or "") <= child.today.text for each in seen):
        return
    due_on = child.rule_day(rule, day)
    if child.is_near(rule.key, due_on):
        reason = f"同户的{newest['name']} {said_day(day, child.today)} {newest['what']}"
        yield Due(due_on, day, f"{reason}，这个孩子还没有一并核实")


def _has_event(file: StudentFile) -> bool:
    return bool(file.of(TABLE))


TRIGGERS = {
    SAME_HOUSE: Trigger(
        _has_event,
        same_house,
        together(STATUS_READS, {TABLE: KEYS, "sighting": ("seen_on",), "roll_call": ("held_on",)}),
    )
}
