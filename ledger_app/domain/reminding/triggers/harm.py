"""Harm that was seen and not reported, and children who work: 未成年人保护法 §11, 义务教育法 §14.

What a line says stands on a screen: never what happened, only that it is to be reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.catalogue.evidence_meanings import HarmKind
from ledger_app.catalogue.tables.harm import AUTHORITIES
from ledger_app.domain.reads import Reads, together
from ledger_app.domain.reminding.child_today import OPENED_READS, ChildToday, Due
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.standing.duties.child_labour import (
    LABOUR_READS,
    may_be_at_work,
    works_since,
)
from ledger_app.domain.standing.status import STATUS_READS
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.due_words import said_day

DAYS = tuple(f"{authority}_on" for authority in AUTHORITIES)
EDUCATION, LABOUR = "education_on", "labour_on"


def unreported_harm(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield harm of which nobody was told, or not the authority that the rule's `check` names.

    The law wants one of them at once; a school then tells its education department as well. Each
    answers for itself. A child that is gone is still one that was harmed.
    """
    for row in child.file.of("harm"):
        found = row.get("found_on") or (row.get("created_at") or "")[:10] or child.today.text
        if found > child.today.text:
            continue
        told = [key for key in DAYS if child.has_passed(row, key)]
        # Before anybody knows, there is one line: to tell somebody at once.
        if bool(told) != bool(rule.check) or rule.check in told:
            continue
        due_on = child.rule_day(rule, found)
        if not child.is_near(rule.key, due_on):
            continue
        at = f"{said_day(found, child.today)} {row.get('found_at') or ''}".rstrip()
        named = [AUTHORITIES[key.removesuffix("_on")] for key in told]
        done = f"已报{'、'.join(named)}，未见报教育部门" if told else "未见向公安、民政、教育报告"
        yield Due(due_on, found, f"{at} 发现，{done}的记录", row.get("id") or "")


def child_labour(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children under sixteen said to work, by their case or a concern, and not reported.

    Answered by a record of 伤害或危险, kind 被招用做工, that was told to 人社 since then; one that
    nobody was told of yet has its own line.
    """
    works = works_since(child.file, child.live, child.today)
    if works is None or child.is_gone:
        return
    since, said = works
    rows = [row for row in child.file.of("harm") if row.get("kind") == HarmKind.EMPLOYED]
    if any(since <= (row.get(LABOUR) or "") <= child.today.text for row in rows):
        return
    day = since or child.opened_on
    due_on = child.rule_day(rule, day) or child.today.text
    if child.is_near(rule.key, due_on):
        open_record = next((row.get("id") or "" for row in rows if _is_untold(row)), "")
        yield Due(due_on, day, f"{said}，未见报告人社（劳动监察）的记录", open_record)


def _is_untold(row: Row) -> bool:
    return not row.get(LABOUR)


def _was_harmed(file: StudentFile) -> bool:
    return bool(file.of("harm"))


_HARM_READS: Reads = {"harm": ("found_on", "found_at", "created_at", *DAYS)}
TRIGGERS = {
    "unreported_harm": Trigger(_was_harmed, unreported_harm, _HARM_READS, "harm"),
    "child_labour": Trigger(
        may_be_at_work,
        child_labour,
        together(STATUS_READS, OPENED_READS, LABOUR_READS, {"harm": ("kind", LABOUR)}),
    ),
}
