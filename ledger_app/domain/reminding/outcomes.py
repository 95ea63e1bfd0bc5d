"""What was decided about a reminder: done ends it, postponed moves it, 做不了 moves it, too.

While a child is out, nobody is let off: what could not be done comes back on its new day, and the
third time it is a matter for the head of the school.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledger_app.catalogue.meanings import Outcome
from ledger_app.domain.calendar import SchoolCalendar
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.calendar import BY_CALENDAR
from ledger_app.domain.student_file import Row

Answers = Mapping[tuple[str, str, str], Row]
RAISED_AT = 3  # times 做不了 for the same matter
HEAD = "校长"
# Days until a rule without an offset of its own comes back: a child out of school sooner.
_SOON, _LATER = 3, 7


@dataclass(frozen=True, slots=True)
class Settled:
    """The day a reminder is due after its outcomes, how often it could not be done, why last."""

    due_on: str
    impossible: int = 0
    because: str = ""

    @property
    def is_raised(self) -> bool:
        """Tell whether it has failed so often that the head must decide."""
        return self.impossible >= RAISED_AT

    @property
    def said(self) -> str:
        """Return in words what came of it so far, "" for nothing."""
        if not self.impossible:
            return ""
        because = f"（{self.because}）" if self.because else ""
        head = f"，请{HEAD}定怎么办" if self.is_raised else ""
        return f"；已 {self.impossible} 次做不了{because}{head}"


def last_answers(outcomes: Iterable[Row]) -> Answers:
    """Return the last outcome by rule, student ("" for the unit) and due day."""
    known = sorted(outcomes, key=lambda row: str(row.get("created_at") or ""))
    return {
        (row.get("rule") or "", row.get("student_id") or "", row.get("due_on") or ""): row
        for row in known
    }


def again_on(rule: Rule, since: str, calendar: SchoolCalendar) -> str:
    """Return the ISO day on which what could not be done by `since` is tried again by default."""
    if rule.again_days:
        return calendar.shifted(since, rule.again_days, "day")
    # The offset of a duty of the calendar is a day of the month.
    if rule.offset_days > 0 and rule.trigger != BY_CALENDAR:
        return calendar.shifted(since, rule.offset_days, rule.unit)
    return calendar.shifted(since, _SOON if rule.urgency == 1 else _LATER, "day")


def settle(
    rule: Rule, student: str, due_on: str, answers: Answers, calendar: SchoolCalendar
) -> Settled | None:
    """Return when a reminder is due after its outcomes, None when it is over.

    Example: due 11-09; on 11-10 做不了, again 11-17; on 11-17 postponed to 11-20; 做不了 on 11-20
    without a day, as older versions wrote it: a rule of 7 days is due on 11-27, failed twice.
    """
    passed, failed, because = set(), 0, ""
    # Followed from day to day; two postponements to each other's day must not go round for ever.
    while due_on not in passed and (answer := answers.get((rule.key, student, due_on))):
        passed.add(due_on)
        outcome = answer.get("outcome")
        if outcome == Outcome.POSTPONED:
            due_on = answer.get("postponed_to") or due_on
            continue
        # Counted from when it was answered: work done late is not due again at once.
        answered = max(due_on, str(answer.get("created_at") or "")[:10])
        if outcome == Outcome.IMPOSSIBLE:
            failed, because = failed + 1, answer.get("reason") or because
            due_on = answer.get("postponed_to") or again_on(rule, answered, calendar)
        elif rule.repeats:
            failed, because = 0, ""
            unit = "day" if rule.again_days else rule.unit
            due_on = calendar.shifted(answered, rule.again_days or rule.offset_days, unit)
        else:
            return None
    return Settled(due_on, failed, because)
