"""Today: what is overdue, due and soon; and what was decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain

from ledger_app.actions.imports import waiting_rows
from ledger_app.actions.rosters import sheets_out
from ledger_app.actions.school_days import keep_calendar
from ledger_app.actions.school_year import plan_roll_over
from ledger_app.actions.travel import duties
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import Outcome
from ledger_app.domain.day import Day
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reads import together
from ledger_app.domain.reminding import outcomes as outcomes_of_rules
from ledger_app.domain.reminding import reminders
from ledger_app.domain.reminding.duties import OPENING_DAYS, UnitToday
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.calendar import OF_UNIT
from ledger_app.domain.reminding.triggers.same_house import SAME_HOUSE
from ledger_app.domain.standing.evidence import EARLY_DAYS
from ledger_app.domain.telling.due_words import said_month
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file import audit
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import index_row, outcomes, places, student_index
from ledger_app.store.lists.freshness import lines_of_day
from ledger_app.store.lists.households.events import asked_about
from ledger_app.store.lists.rules_in_use import rules_in_use
from ledger_app.store.lists.student_files import load_files

OPENING_OVER = OPENING_DAYS + 31  # days of a term; by then no rule asks for its opening check
LONGEST = 92  # days that a line may be put off at once: about a quarter
ANSWERS = (Outcome.DONE, Outcome.POSTPONED, Outcome.IMPOSSIBLE)


def due(ledger: Ledger, on: date | None = None) -> list[Reminder]:
    """Return all reminders of a day (today by default), overdue first."""
    rules, day = rules_in_use(ledger), ledger.day(on)
    if student_index.is_of_day(ledger, day):
        found = list(lines_of_day.read(ledger, rules, day))
    else:
        found = worked_out(ledger, day)
    found += _of_unit(ledger, rules, day)
    return sorted([*found, *_of_houses(ledger, rules, day)], key=reminders.pressing)


def worked_out(ledger: Ledger, day: Day) -> list[Reminder]:
    """Return what is due about children on any day, out of their files."""
    rules = rules_in_use(ledger)
    needed = student_index.by_need(ledger, day.date)
    steady = frozenset(student_id for student_id, is_steady in needed.items() if is_steady)
    reads = reminders.found_by(rules)
    others = [student_id for student_id in needed if student_id not in steady]
    found = reminders.reminders(
        chain(
            load_files(ledger, others, reads=reads),
            load_files(ledger, list(steady), reads=reads, without=index_row.UNASKED),
        ),
        [rule for rule in rules if rule.trigger not in OF_UNIT],
        day,
        outcomes.everything(ledger),
        again=lambda ids, reads: load_files(ledger, ids, reads=reads),
        steady=steady,
    )
    place = {student_id: at for at, student_id in enumerate(needed)}
    return sorted(found, key=lambda each: place[each.student])


def _of_unit(ledger: Ledger, rules: Sequence[Rule], day: Day) -> list[Reminder]:
    asked = [rule for rule in rules if rule.trigger in OF_UNIT]
    answered = outcomes.of_rules(ledger, [rule.key for rule in asked])
    unit = unit_today(ledger, day.date)
    return reminders.reminders((), asked, day, answered, began_on(ledger), unit=unit)


def _of_houses(ledger: Ledger, rules: Sequence[Rule], day: Day) -> list[Reminder]:
    """Return what happened to one child and is asked about at the others: see same_house."""
    asked = [rule for rule in rules if rule.trigger == SAME_HOUSE and rule.enabled]
    if not asked:
        return []
    wanted = together(reminders.found_by(asked), reminders.said_with(asked))
    answered = outcomes.of_rules(ledger, [rule.key for rule in asked])
    return reminders.reminders(asked_about(ledger, day, wanted), asked, day, answered)


def unit_today(ledger: Ledger, on: date | None = None) -> UnitToday:
    """Return what the duties of the unit are worked out from."""
    day = ledger.day(on)
    lacking = keep_calendar.asked(ledger, day.date)
    unsure, owed = waiting_rows.sentences(ledger), plan_roll_over.is_owed(ledger, day.date)
    hand_off, sheets = duties.owed(ledger, day), sheets_out.sentences(ledger)
    if day.days_since(day.term_begins.isoformat()) > OPENING_OVER:
        return UnitToday(
            lacking=lacking, unsure=unsure, sheets=sheets, year_owed=owed, hand_off=hand_off
        )
    early = (day.term_begins - timedelta(days=EARLY_DAYS)).isoformat()
    there = places.classes_with_children(ledger)
    registered = places.classes_registered(ledger, early, day.text)
    return UnitToday(
        lacking=lacking,
        class_count=len(there),
        unregistered_count=len(there - registered),
        unsure=unsure,
        sheets=sheets,
        year_owed=owed,
        hand_off=hand_off,
    )


def began_on(ledger: Ledger) -> str:
    """Return the day the ledger was made: duties of the calendar are owed from then on."""
    return audit.began_on(ledger)


def answer(
    ledger: Ledger, reminder: Reminder, outcome: str, *, reason: str = "", until: date | None = None
) -> None:
    """Note that a reminder is done, postponed to a day, or could not be done, because."""
    answer_all(ledger, [reminder], outcome, reason=reason, until=until)


def answer_all(
    ledger: Ledger,
    chosen: Sequence[Reminder],
    outcome: str,
    *,
    reason: str = "",
    until: date | None = None,
) -> int:
    """Note the same outcome for several reminders as one revision; return how many.

    A line that speaks for others answers them, too. What cannot be done comes back on `until`, by
    default each on the day its rule says.
    """
    if outcome not in ANSWERS:
        raise LedgerError(f"不认识的处理结果“{outcome}”。")
    if outcome == Outcome.IMPOSSIBLE and not reason.strip():
        raise LedgerError("做不了的原因还没写。", "请写一句，上级检查时要看。")
    _check_day(ledger, outcome, until)
    with revise(ledger, "edit", _summary(chosen, outcome)) as revision:
        note(revision, chosen, outcome, reason, until)
    return len(chosen)


def note(
    revision: Revision,
    chosen: Sequence[Reminder],
    outcome: str,
    reason: str = "",
    until: date | None = None,
) -> None:
    """Note an outcome of reminders within a revision that may hold more."""
    values = {"outcome": outcome, "reason": reason.strip() or None}
    for each in chosen:
        impossible = outcome == Outcome.IMPOSSIBLE
        day = until or (again_on(revision.ledger, [each]) if impossible else None)
        values["postponed_to"] = day.isoformat() if day else None
        # By rule and due day, not by the line seen: the line is worked out anew every morning.
        for rule, due_on in ((each.rule, each.due_on), *each.also):
            about = {"rule": rule, "due_on": due_on, **values}
            revision.insert("outcome", about, student_id=each.student or None)


def again_on(ledger: Ledger, chosen: Sequence[Reminder]) -> date:
    """Return the day on which what cannot be done today is tried again: the rules' first."""
    rules = {rule.key: rule for rule in rules_in_use(ledger)}
    today = ledger.day()
    asked = [rules[each.rule] for each in chosen if each.rule in rules]
    days = (outcomes_of_rules.again_on(rule, today.text, today.calendar) for rule in asked)
    return date.fromisoformat(min(days, default=today.later(1)))


def _check_day(ledger: Ledger, outcome: str, until: date | None) -> None:
    if outcome == Outcome.POSTPONED and (until is None or until <= ledger.today()):
        raise LedgerError("改期要选今天以后的日期。")
    if until is not None and until > ledger.today() + timedelta(days=LONGEST):
        raise LedgerError(f"最多往后改 {LONGEST} 天：更久就没有人找这个孩子了。")
    if outcome == Outcome.IMPOSSIBLE and until is not None and until <= ledger.today():
        raise LedgerError("做不了的，要选今天以后的日子再办。")


def _summary(chosen: Sequence[Reminder], outcome: str) -> str:
    if not chosen:
        return ""
    first = chosen[0]
    # A duty of the unit is nobody's: it is called by its month and what became of it.
    name = first.name or f"{said_month(first.due_on)} {code_list('outcome').name_of(outcome)}"
    text = f"{first.label}：{name}"
    return text if len(chosen) < 2 else f"{text}等 {len(chosen)} 条"
