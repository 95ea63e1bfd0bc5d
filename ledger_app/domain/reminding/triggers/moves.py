"""What makes something due about relocated children: arrival, follow-ups, open difficulties."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ledger_app.catalogue.meanings import ContactPurpose, RelocationChoice
from ledger_app.domain.calendar import SchoolCalendar
from ledger_app.domain.dates import as_day
from ledger_app.domain.reads import together
from ledger_app.domain.reminding.child_today import OPENED_READS, ChildToday, Due, in_force
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.standing.cases import relocation_known_on
from ledger_app.domain.standing.status import STATUS_READS
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.due_words import said_day

NO_DIFFICULTY = frozenset({"无", "没有", "暂无", "无困难", "-", "—"})


def after_move(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield follow-ups after the first day at the receiving school.

    Answered by the rule's check field, or by a 分流回访 no earlier than early_days before the day.
    """
    yield from _after_move(child, rule, lambda day: child.rule_day(rule, day))


def term_of_move(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield follow-ups at the end of the term of the move; answered like `after_move`."""
    yield from _after_move(
        child, rule, lambda day: child.rule_day(rule, _term_end(day, child.today.calendar))
    )


def _after_move(child: ChildToday, rule: Rule, due: Callable[[str], str]) -> Iterator[Due]:
    for row in in_force(child.file.of("relocation"), "moved_on", child, rule, due):
        due_on = due(row["moved_on"])
        if (
            row.get("choice_type") == RelocationChoice.HOME_TAUGHT  # home_teaching asks
            or child.visited(
                ContactPurpose.RELOCATION_VISIT, child.shifted(due_on, -rule.early_days)
            )
            or child.is_gone
            or (child.live and child.live.is_open)  # out again: there is no class to ask about
        ):
            continue
        to = row.get("receiving_school") or "接收学校"
        reason = f"{said_day(row['moved_on'], child.today)} 到{to}，未见{rule.label}记录"
        yield Due(due_on, row["moved_on"], reason, row.get("id") or "", to)


def not_arrived(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield relocated children without a first day at the receiving school.

    Told in term: offset after the notice (else the parents' signature, the entry), not before
    the school closed. Told from May or in the winter holidays: on the first day of term.
    """
    for row in _open_relocations(child):
        if (
            child.has_passed(row, "moved_on")
            or row.get("choice_type") == RelocationChoice.HOME_TAUGHT
        ):
            continue
        closed = child.file.school.get("closed_on") or ""
        day = max(relocation_known_on(row), closed) or _made(row) or child.opened_on
        due_on = (
            child.today.calendar.coming_term(day) or child.rule_day(rule, day) or child.today.text
        )
        if not child.is_near(rule.key, due_on) or child.is_gone:
            continue
        to = row.get("receiving_school") or ""
        where = f"应到{to}，至今没有到校日期" if to else "原学校撤并，尚未确定接收学校"
        yield Due(due_on, day, where, row.get("id") or "", to or "接收学校")


def open_difficulty(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield difficulties not solved by their day, or undated_days after they became known."""
    for row in _open_relocations(child):
        difficulty = (row.get("difficulty") or "").strip()
        solved = child.has_passed(row, "solved_on")
        if not difficulty or difficulty in NO_DIFFICULTY or solved:
            continue
        planned = row.get("solve_by_on") or ""
        known = relocation_known_on(row) or _made(row) or child.opened_on
        due_on = (
            child.rule_day(rule, planned) if planned else child.shifted(known, rule.undated_days)
        )
        due_on = due_on or child.today.text
        if not child.is_near(rule.key, due_on) or child.is_gone:
            continue
        when = f"应于 {said_day(planned, child.today)} 办结" if planned else "没有定办结日期"
        reason = f"困难“{difficulty[:40]}”{when}，尚未办结"
        solver = row.get("solver") or ""
        yield Due(due_on, planned or known, reason, row.get("id") or "", solver=solver)


def _open_relocations(child: ChildToday) -> list[Row]:
    """Return the relocations known today, without those an arrival elsewhere has overtaken."""
    rows = [
        row for row in child.file.of("relocation") if relocation_known_on(row) <= child.today.text
    ]
    if len(rows) < 2:
        return rows
    arrived = [row for row in rows if child.has_passed(row, "moved_on")]
    newest = max((relocation_known_on(row) for row in arrived), default="")
    # Whoever arrived somewhere is not waited for at the school of an older plan.
    pending = [row for row in rows if row not in arrived]
    return arrived + [row for row in pending if not arrived or relocation_known_on(row) > newest]


def _made(row: Row) -> str:
    return (row.get("created_at") or "")[:10]


def _term_end(day: str, calendar: SchoolCalendar) -> str:
    start = as_day(day)
    return calendar.first_term_end(start).isoformat() if start else day


def _was_relocated(file: StudentFile) -> bool:
    return bool(file.of("relocation"))


_OPEN_READS = together(STATUS_READS, OPENED_READS, {"relocation": ("created_at",)})
TRIGGERS = {
    "after_move": Trigger(_was_relocated, after_move, STATUS_READS, "relocation"),
    "term_of_move": Trigger(_was_relocated, term_of_move, STATUS_READS, "relocation"),
    "not_arrived": Trigger(_was_relocated, not_arrived, _OPEN_READS),
    "open_difficulty": Trigger(
        _was_relocated,
        open_difficulty,
        together(_OPEN_READS, {"relocation": ("difficulty", "solved_on", "solve_by_on", "solver")}),
    ),
}
