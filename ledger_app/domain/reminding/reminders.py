"""Reminders: what is due on a day, derived from records and rules; stored are only the outcomes."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from ledger_app.catalogue import STUDENT
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads, together
from ledger_app.domain.reminding.child_today import ChildToday, Due
from ledger_app.domain.reminding.duties import NOTHING_KNOWN, UnitToday, duties
from ledger_app.domain.reminding.matters import Matter, weight_of
from ledger_app.domain.reminding.outcomes import HEAD, Answers, Settled, last_answers, settle
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers import TRIGGERS
from ledger_app.domain.reminding.triggers.calendar import OF_UNIT
from ledger_app.domain.reminding.words import WORDS, Words, words_read
from ledger_app.domain.standing.lasting_states.passed import COPY_READS, is_reading_copy
from ledger_app.domain.standing.status import Status
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.due_words import OVERDUE, SOON, TODAY, due_state, said_day

ORDER = {OVERDUE: 0, TODAY: 1, SOON: 2}
ABSENCE = "缺勤"  # topic of the steps that an absence leads to
PERSUASION = "劝返"  # topic of all rules about a child who is to come back
_NEVER = "9999-12-31"
_NOBODYS: Mapping[str, Status] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reminder:
    """One due thing. `days` is how many days it is overdue, negative for days still left.

    `student` is "" for a duty of the unit. `record` is the id of the record it comes from: where
    `opens` is the table of that record (dropout, relocation, placement) it is filled in there,
    a contact is always a new one, begun with `presets`. `fills` is the field of that record which
    is to be filled in. `also` are rule and day of others of the same `topic` that this one speaks
    for. `matter` is what it is about, `others` are the matters of those it speaks for; answered up
    to `early_days` before its day, it counts.
    """

    rule: str
    label: str
    student: str
    name: str
    due_on: str
    state: str
    who: str
    action: str
    reason: str
    days: int
    opens: str
    presets: Mapping[str, str] = field(default_factory=dict)
    record: str = ""
    urgency: int = 2
    topic: str = ""
    also: tuple[tuple[str, str], ...] = ()
    fills: str = ""
    matter: str = Matter.OTHER
    others: tuple[str, ...] = ()
    early_days: int = 0

    @property
    def is_written_down(self) -> bool:
        """Tell whether what answers it is there to be changed: a record, or the child's own row."""
        return bool(self.record) or self.opens == STUDENT.key

    @property
    def is_settled_by_return(self) -> bool:
        """Tell whether somebody is after a child to come back: its return settles that."""
        return self.topic == PERSUASION

    @property
    def is_settled_by_sight(self) -> bool:
        """Tell whether a child is missed at school: whoever sees it there has settled that."""
        return self.topic == ABSENCE


def found_by(rules: Iterable[Rule]) -> Reads:
    """Return what has to be read to know whether something is due by these rules."""
    parts: list[Reads] = [{"student": ("opened_on",)}, COPY_READS]
    for rule in filter(_is_enabled, rules):
        trigger = TRIGGERS[rule.trigger]
        parts += [trigger.reads, {trigger.record: (rule.check,)} if rule.check else {}]
    return together(*parts)


def said_with(rules: Iterable[Rule]) -> Reads:
    """Return what the words of these rules are taken from."""
    used = filter(_is_enabled, rules)
    sentences = (sentence for rule in used for sentence in (rule.who, rule.action))
    return together({"student": ("name",)}, *map(words_read, sentences))


def _is_enabled(rule: Rule) -> bool:
    return rule.enabled


def may_concern(file: StudentFile) -> bool:
    """Tell whether something could become due about a child by any rule, on whatever day.

    But for what may become due about anybody, once nothing is known of it any more.
    """
    for concerns in _PARTICULAR:  # noqa: SIM110 - asked of every child of a township
        if concerns(file):
            return True
    return False


# Each quick test once: several triggers share one.
_PARTICULAR = tuple(
    dict.fromkeys(each.concerns for each in TRIGGERS.values() if not each.of_anybody)
)


Concerns = Callable[[StudentFile], bool]
Again = Callable[[list[str], Reads], Iterable[StudentFile]]
_Found = tuple[ChildToday, Rule, Due, Settled]


def reminders(
    files: Iterable[StudentFile],
    rules: Sequence[Rule],
    on: Day,
    outcomes: Iterable[Row] = (),
    began_on: str = "",
    again: Again | None = None,
    steady: Container[str] = (),
    unit: UnitToday = NOTHING_KNOWN,
    standings: Mapping[str, Status] = _NOBODYS,
) -> list[Reminder]:
    """Return everything overdue, due on the day, or soon, in this order.

    What is overdue or due on the day is sorted by urgency of the rule (a child out of school comes
    first), then by its day; what is due soon only by its day.
    `outcomes` are the records of table `outcome`: done ends that one reminder (a rule that repeats
    comes again after its offset), postponed and impossible move it. A due day counts as soon
    within the rule's warn_days. `began_on` (ISO day) is since when the unit keeps a ledger, by
    default since the oldest of `files`: duties of the months before are not asked for.
    `unit` is what its own duties are worked out from.
    `again` reads files by their ids, where `files` hold what is `found_by` the rules only: of a
    township's children, something is due about one in thirteen. `steady` are the children of whom
    it is known that nothing of what may be due about anybody is; `standings` are those that were
    worked out for the day before, by child.
    """
    active = list(filter(_is_enabled, rules))
    answers = last_answers(outcomes)
    found, oldest = _of_children(files, active, on, answers, steady, standings)
    made = [_reminder(*each) for each in (_read_again(found, again) if again else found)]
    known = replace(unit, began_on=began_on or oldest)
    for rule in active:
        made += _of_unit(rule, known, on, answers)
    return sorted(made, key=pressing)


def _of_children(
    files: Iterable[StudentFile],
    active: Sequence[Rule],
    on: Day,
    answers: Answers,
    steady: Container[str],
    standings: Mapping[str, Status],
) -> tuple[list[_Found], str]:
    """Return what is due about children, and the ISO day on which the oldest file began."""
    horizons = {rule.key: _horizon(rule, on) for rule in active}
    found: list[_Found] = []
    oldest = ""
    groups = _by_concern(active)
    particular = _by_concern(rule for rule in active if not TRIGGERS[rule.trigger].of_anybody)
    of_copies = _by_concern(rule for rule in active if TRIGGERS[rule.trigger].of_copies)
    for file in files:
        opened = file.student.get("opened_on")
        if opened and (not oldest or opened < oldest):
            oldest = opened
        child: ChildToday | None = None
        student_id = file.student.get("id") or ""
        is_steady = student_id in steady
        asked = particular if is_steady else groups
        if is_reading_copy(file, on):
            asked = of_copies  # whoever keeps the file has the other lines
        for concerns, members in asked:
            if concerns(file):
                if child is None:
                    standing = standings.get(student_id)
                    child = ChildToday(file, on, horizons, is_steady, standing)
                found += _of_child(child, members, answers)
    return found, oldest


def _horizon(rule: Rule, on: Day) -> str:
    """Return the last ISO day that is in sight: all days, where a child must never be out of it."""
    return _NEVER if TRIGGERS[rule.trigger].in_sight else on.later(rule.warn_days)


def _read_again(found: Sequence[_Found], again: Again) -> Iterator[_Found]:
    """Yield what was found with the files that its sentences are taken from."""
    asked: dict[str, tuple[Rule, dict[str, None]]] = {}
    for child, rule, *_ in found:
        asked.setdefault(rule.key, (rule, {}))[1][child.file.student["id"]] = None
    files = {
        (key, file.student["id"]): file
        for key, (rule, ids) in asked.items()
        for file in again(list(ids), said_with([rule]))
    }
    for child, rule, due, settled in found:
        if file := files.get((rule.key, child.file.student["id"])):  # not deleted meanwhile
            yield ChildToday(file, child.today, child.horizons), rule, due, settled


def pressing(reminder: Reminder) -> tuple[int, int, str]:
    """Return what reminders are sorted by, the most pressing first: state, urgency, day."""
    # What is not due yet is a calendar, not an alarm: there only the day counts.
    rank = 0 if reminder.state == SOON else reminder.urgency
    return ORDER[reminder.state], rank, reminder.due_on


def by_matter(reminder: Reminder) -> tuple[int, str]:
    """Return what 今日 is sorted by: the weight of what it is about, then its day."""
    return weight_of(reminder.matter), reminder.due_on


def one_line_each(found: Sequence[Reminder]) -> list[Reminder]:
    """Return reminders as people read them: where one is due, all of its child and topic are one.

    Takes them in order. The first leads; the furthest step about its record says what to do.
    """
    groups: dict[tuple[str, str], list[Reminder]] = {}
    for each in found:
        if each.topic:
            groups.setdefault((each.student, each.topic), []).append(each)
    lines = []
    for each in found:
        members = groups.get((each.student, each.topic), [each])
        if members[0].state == SOON:
            lines.append(each)
        elif each is members[0]:
            lines.append(_as_one(members))
    return lines


def _as_one(members: Sequence[Reminder]) -> Reminder:
    """Return the line of several; an answer to it leaves alone what is not due yet."""
    if len(members) == 1:
        return members[0]
    first, *rest = (each for each in members if each.state != SOON)
    steps = (each for each in (first, *rest) if each.record == first.record)
    last = max(steps, key=lambda each: (-each.urgency, each.due_on))
    return replace(
        first,
        reason=_reasons(members),
        action=last.action,
        opens=last.opens,
        presets=last.presets,
        fills=last.fills,
        also=tuple((each.rule, each.due_on) for each in rest),
        matter=min((each.matter for each in (first, *rest)), key=weight_of),
        others=tuple(dict.fromkeys(each.matter for each in members)),
    )


def _reasons(members: Sequence[Reminder]) -> str:
    """Return why, each clause once: 08-01 复学，未见…7日回访记录；未见…30日回访记录."""
    said: list[str] = []
    heads: set[str] = set()
    for reason in dict.fromkeys(each.reason for each in members):
        begins = [at for at, letter in enumerate(reason) if letter == "，"]
        known = max((at + 1 for at in begins if reason[:at] in heads), default=0)
        said.append(reason[known:])
        heads.update(reason[:at] for at in begins)
    return "；".join(said)


def _by_concern(rules: Iterable[Rule]) -> list[tuple[Concerns, list[Rule]]]:
    """Group the rules by the quick test of their trigger, so that most files cost a few tests."""
    groups: dict[Concerns, list[Rule]] = {}
    for rule in rules:
        if rule.trigger not in OF_UNIT:
            groups.setdefault(TRIGGERS[rule.trigger].concerns, []).append(rule)
    return list(groups.items())


def _of_child(child: ChildToday, rules: Sequence[Rule], answers: Answers) -> Iterator[_Found]:
    student = child.file.student.get("id") or ""
    for rule in rules:
        for due in TRIGGERS[rule.trigger].find(child, rule):
            settled: Settled | None = Settled(due.due_on)
            if answers:
                settled = settle(rule, student, due.due_on, answers, child.today.calendar)
            if settled is not None and child.is_near(rule.key, settled.due_on):
                yield child, rule, due, settled


def _reminder(child: ChildToday, rule: Rule, due: Due, settled: Settled) -> Reminder:
    today, due_on = child.today, settled.due_on
    student = child.file.student
    words = Words(child, due, due_on)
    return Reminder(
        rule.key,
        rule.label,
        student.get("id") or "",
        student.get("name") or "",
        due_on,
        due_state(due_on, today),
        HEAD if settled.is_raised else rule.who.format_map(words),
        rule.action.format_map(words),
        f"{due.reason}{settled.said}",
        today.days_since(due_on),
        due.opens or rule.opens,
        {**rule.presets, **due.presets} if due.presets else rule.presets,
        due.record,
        1 if settled.is_raised else rule.urgency,
        rule.topic,
        fills=due.fills if due.opens else rule.fills,
        matter=rule.matter,
        early_days=rule.early_days,
    )


def _of_unit(rule: Rule, unit: UnitToday, on: Day, answers: Answers) -> Iterator[Reminder]:
    for duty in duties(rule, on, unit):
        settled = settle(rule, "", duty.due_on, answers, on.calendar)
        if settled is not None and settled.due_on <= on.later(rule.warn_days):
            yield _owed(rule, duty.reason, settled, on)


def _owed(rule: Rule, reason: str, settled: Settled, on: Day) -> Reminder:
    due_on = settled.due_on
    day, days = said_day(due_on, on), on.days_since(due_on)
    words = dict.fromkeys(WORDS, "") | {"day": day, "due": day, "days": str(abs(days))}
    return Reminder(
        rule=rule.key,
        label=rule.label,
        student="",
        name="",
        due_on=due_on,
        state=due_state(due_on, on),
        who=HEAD if settled.is_raised else rule.who.format_map(words),
        action=rule.action.format_map(words),
        reason=reason.replace("{due}", day) + settled.said,
        days=days,
        opens=rule.opens,
        presets=rule.presets,
        fills=rule.fills,
        urgency=1 if settled.is_raised else rule.urgency,
        matter=rule.matter,
    )
