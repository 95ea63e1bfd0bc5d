"""What was agreed about a child that is watched: how often it is contacted, how often visited."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.catalogue.evidence_meanings import ContactMode
from ledger_app.catalogue.meanings import RiskLevel
from ledger_app.domain.how_often import TERM, HowOften, how_often
from ledger_app.domain.reads import Reads, together
from ledger_app.domain.reminding.child_today import OPENED_READS, ChildToday, Due, contact_day
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.left_behind import AWAY
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.reminding.visits_owed import visit_due, visits
from ledger_app.domain.standing.status import STATUS_READS
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.due_words import said_day
from ledger_app.domain.telling.left_behind import FOLLOWED_READS, is_followed, may_be_followed


def agreed_contact(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield concerns whose 联系频次 has run out since somebody was reached, else since it began.

    Agreed visits are answered by visits only; whatever is agreed for a term is spread over it.
    """
    for row in _in_force(child):
        for agreed in how_often(row.get("contact_frequency") or ""):
            if found := _next(child, row, agreed):
                due_on, reason = found
                due_on = child.rule_day(rule, due_on)
                if child.is_near(rule.key, due_on) and not child.is_gone:
                    said = f"重点关注，约定{row['contact_frequency']}，{reason}"
                    yield Due(
                        due_on,
                        due_on,
                        said,
                        presets={"mode": ContactMode.AT_HOME} if agreed.visit else {},
                    )


def _next(child: ChildToday, concern: Row, agreed: HowOften) -> tuple[str, str] | None:
    """Return when the next contact that was agreed is due, and what there was of it."""
    answers = visits(child) if agreed.visit else child.reached
    what = "走访" if agreed.visit else "联系"
    since = _since(child, concern)
    if agreed.unit == TERM:
        owed = visit_due(agreed.times, answers, since, child.today)
        return (owed[0], f"本学期已{what} {owed[2]} 次") if owed else None
    last = contact_day(answers[-1]) if answers else ""
    when = f"上次{what}是 {said_day(last, child.today)}" if last else f"还没有{what}记录"
    day = max(last, since)
    return (child.shifted(day, agreed.days) if day else child.today.text), when


def unclear_frequency(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield concerns whose 联系频次 nobody can count by: it drives nothing until it is said."""
    for row in _in_force(child):
        text = row.get("contact_frequency") or ""
        if not text.strip() or how_often(text):
            continue
        day = _since(child, row)
        due_on = child.rule_day(rule, day) or child.today.text
        if child.is_near(rule.key, due_on) and not child.is_gone:
            yield Due(due_on, day, f"联系频次“{text}”看不出多久一次", row.get("id") or "")


def red_risk(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children at red risk whom nobody reached since the offset."""
    rows = [row for row in _in_force(child) if row.get("risk_level") == RiskLevel.RED]
    if not rows:
        return
    last = child.last_reached
    day = max(last, min(_since(child, row) for row in rows))
    due_on = child.rule_day(rule, day) or child.today.text
    if not child.is_near(rule.key, due_on) or child.is_gone:
        return
    tried = child.attempts(last)
    if last:
        attempts = f"，此后 {tried} 次没有联系上" if tried else ""
        when = f"上次联系是 {said_day(last, child.today)}{attempts}"
    else:
        when = f"联系过 {tried} 次，都没有联系上" if tried else "还没有联系过"
    yield Due(due_on, day, f"风险红色，{when}", rows[-1].get("id") or "")


def agreed_visits(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield people responsible whose agreed visits of this term are behind.

    A visit counts for everybody where one alone has agreed to visit; where several have, for whom
    it names.
    """
    rows = {
        row.get("helper_name") or "": row
        for row in child.file.of("responsibility")
        if _visits_of(row)
        and (row.get("from_on") or "") <= child.today.text <= (row.get("to_on") or "9")
    }
    for name, row in rows.items():
        made = [each for each in visits(child) if _names(each, name) or len(rows) == 1]
        since = row.get("from_on") or ""
        owed = visit_due(_visits_of(row), made, since, child.today)
        if owed is None:
            continue
        due_on = child.rule_day(rule, owed[0])
        if child.is_near(rule.key, due_on) and not (child.is_gone or child.status in AWAY):
            who = f"{name}约定" if name else "约定"
            reason = f"{who}本学期走访 {owed[1]} 次，已走访 {owed[2]} 次"
            yield Due(due_on, owed[0], reason, row.get("id") or "")


def left_behind_visit(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield left-behind children whom nobody has visited this term: due at its end."""
    if not is_followed(child.file, child.today):
        return
    owed = visit_due(1, visits(child), child.opened_on, child.today)
    if owed is None:
        return
    due_on = child.rule_day(rule, owed[0])
    if child.is_near(rule.key, due_on) and not (child.is_gone or child.status in AWAY):
        yield Due(due_on, owed[0], "留守儿童，本学期还没有走访记录")


def _in_force(child: ChildToday) -> list[Row]:
    today = child.today.text
    return [
        row
        for row in child.file.of("concern")
        if (row.get("since_on") or "") <= today < (row.get("until_on") or "9")
    ]


def _since(child: ChildToday, concern: Row) -> str:
    return concern.get("since_on") or (concern.get("created_at") or "")[:10] or child.opened_on


def _visits_of(row: Row) -> int:
    return int(row.get("visits_per_term") or 0)


def _names(visit: Row, name: str) -> bool:
    return bool(name) and name in (visit.get("persuaders") or "")


def _says_how_often(file: StudentFile) -> bool:
    return any(row.get("contact_frequency") for row in file.of("concern"))


def _is_red(file: StudentFile) -> bool:
    return any(row.get("risk_level") == RiskLevel.RED for row in file.of("concern"))


def _is_visited(file: StudentFile) -> bool:
    return any(row.get("visits_per_term") for row in file.of("responsibility"))


_CONCERN_READS: Reads = {"concern": ("since_on", "until_on", "created_at")}
_READS = together(STATUS_READS, OPENED_READS, _CONCERN_READS)
_OFTEN_READS = together(_READS, {"concern": ("contact_frequency",)})
TRIGGERS = {
    "agreed_contact": Trigger(_says_how_often, agreed_contact, _OFTEN_READS),
    "unclear_frequency": Trigger(_says_how_often, unclear_frequency, _OFTEN_READS),
    "red_risk": Trigger(_is_red, red_risk, together(_READS, {"concern": ("risk_level",)})),
    "agreed_visits": Trigger(
        _is_visited,
        agreed_visits,
        together(
            STATUS_READS,
            {
                "responsibility": ("visits_per_term", "from_on", "to_on", "helper_name"),
                "contact": ("persuaders",),
            },
        ),
    ),
    "left_behind_visit": Trigger(
        may_be_followed,
        left_behind_visit,
        together(STATUS_READS, OPENED_READS, FOLLOWED_READS),
    ),
}
