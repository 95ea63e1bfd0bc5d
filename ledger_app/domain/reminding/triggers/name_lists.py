"""Children that a newer list leaves out, or marks: each is asked about by name, until somebody has
answered or seen it (design §7, "Who is missing")."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.domain.reads import together
from ledger_app.domain.reminding.child_today import ChildToday, Due
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.standing.evidence import EVIDENCE_READS, all_evidence
from ledger_app.domain.standing.standings import Standing
from ledger_app.domain.standing.status import STATUS_READS
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.unlisted import (
    UNLISTED_READS,
    in_question,
    is_marked,
    said_of,
    wants_answer,
)

NOT_LISTED, MARKED = "not_listed", "marked_by_list"  # keys of the rules that ask


def not_listed(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children that a list of their class leaves out, until somebody says why."""
    yield from _asked(child, rule, marked=False)


def marked_by_list(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children that a list says are not at school, against the ledger."""
    yield from _asked(child, rule, marked=True)


def unanswered(child: ChildToday) -> list[Row]:
    """Return the records of lists that want an answer today, the newest last."""
    if not _was_left_out(child.file) or child.standing_now.standing is Standing.GONE:
        return []
    seen = all_evidence(child.file, child.today)
    rows = in_question(child.file, child.today, seen[-1].day if seen else "")
    return [row for row in rows if wants_answer(row, child.today)]


def _asked(child: ChildToday, rule: Rule, *, marked: bool) -> Iterator[Due]:
    for row in unanswered(child):
        if is_marked(row) is marked:
            source = f"（{row['source']}）" if row.get("source") else ""
            reason = f"{said_of(row, child.today)}{source}"
            due_on = child.rule_day(rule, row["missed_on"])
            yield Due(due_on, row["missed_on"], reason, row.get("id") or "")


def _was_left_out(file: StudentFile) -> bool:
    return bool(file.of("unlisted"))


_READS = together(STATUS_READS, EVIDENCE_READS, UNLISTED_READS)
TRIGGERS = {
    NOT_LISTED: Trigger(_was_left_out, not_listed, _READS, "unlisted", in_sight=True),
    MARKED: Trigger(_was_left_out, marked_by_list, _READS, "unlisted", in_sight=True),
}
