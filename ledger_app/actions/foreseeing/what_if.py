"""What an entry would do, before it is kept: status, 今日, ledgers, what has gone out already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from ledger_app.actions.edit_file import parsed, with_what_follows
from ledger_app.actions.foreseeing.gone_out import gone_out, listings, parts_given_out
from ledger_app.actions.open_student import OpenFile
from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.domain.day import Day
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.foreseeing.changed_file import NEW, Entry, changed, changed_then
from ledger_app.domain.foreseeing.consequences import (
    Consequences,
    MateChange,
    consequences,
    due_changes,
)
from ledger_app.domain.foreseeing.in_words import line, sentence
from ledger_app.domain.foreseeing.outlook import (
    Issued,
    Outlook,
    Terms,
    matters,
    outlook,
    stood,
)
from ledger_app.domain.household import House
from ledger_app.domain.reminding.triggers.calendar import OF_UNIT
from ledger_app.domain.standing.duties.house_events import TABLE as EVENTS
from ledger_app.domain.standing.duties.house_events import events_of
from ledger_app.domain.standing.marks import with_day
from ledger_app.domain.standing.past_place import PLACE_KEYS
from ledger_app.domain.student_file import StudentFile
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places, whole_file
from ledger_app.store.lists.households.events import with_events, with_these
from ledger_app.store.lists.households.house import house_of
from ledger_app.store.lists.rules_in_use import rules_in_use
from ledger_app.store.lists.student_files import load_file, load_files

_MATTERS = "what matters"
_BESIDE = frozenset({"school", "school_class"})  # of these only the child's own row decides


@dataclass(frozen=True)
class _Before:
    """A child as it stands: its file with what happened in its house, and what it says."""

    file: StudentFile
    on: Day
    terms: Terms
    says: Outlook
    house: House
    opened: OpenFile | None = None


class _After(NamedTuple):
    file: StudentFile
    says: Outlook
    entries: Sequence[Entry]


def may_matter(ledger: Ledger, table: str, key: str, *, is_new: bool = False) -> bool:
    """Tell whether a field can change anything: with a new record each one brings that about."""
    read = _reads(ledger)
    return table in read if is_new else key in read.get(table, ())


def what_if(
    ledger: Ledger,
    student_id: str,
    table: str,
    record: str | None,
    given: Mapping[str, object],
    opened: OpenFile | None = None,
) -> Consequences:
    """Return what changes if these values are kept; nothing is written.

    They are parsed as edit_file does; `record` None is a new one. Of an `opened` file hardly
    anything is read. Raises LedgerError where a value cannot be kept.
    """
    entry = _entry(ledger, table, record, given)
    read = _reads(ledger).get(table, frozenset())
    before = _before(ledger, student_id, opened)
    is_nothing = not entry.values or (record and read.isdisjoint(entry.values))
    if is_nothing or (record is None and not read):
        return consequences(before.says, before.says, before.on, ())
    if table == STUDENT.key:
        row = with_what_follows(ledger, before.file.student, dict(entry.values))
        entry = replace(entry, values=row)
    return _of_entries(ledger, before, [entry])


@dataclass(frozen=True)
class Told:
    """What is said under a field: what fits there, and all of it; "" where nothing changes."""

    line: str = ""
    whole: str = ""


def told(found: Consequences) -> Told:
    """Return consequences as a window says them."""
    return Told(line(found), sentence(found))


def tell(
    ledger: Ledger,
    student_id: str,
    table: str,
    record: str | None,
    given: Mapping[str, object],
    opened: OpenFile | None = None,
) -> Told:
    """Return what is said while a value is being typed; nothing of one that cannot be kept."""
    if not any(may_matter(ledger, table, key, is_new=record is None) for key in given):
        return Told()
    try:
        return told(what_if(ledger, student_id, table, record, given, opened))
    except LedgerError:
        return Told()  # the field says why, once it is left


def foreseen(ledger: Ledger, student_id: str, *entries: Entry) -> Consequences:
    """Return what changes if stored values are written as they are, into a table each."""
    return _of_entries(ledger, _before(ledger, student_id, None), entries)


def foreseen_of_one_of_many(ledger: Ledger, student_id: str, *entries: Entry) -> Consequences:
    """Return the same for one of many children: nothing of it is kept at hand.

    In a child's own row a mark gets its day, as a batch writes it.
    """
    before = _read(ledger, student_id, None)
    dated = [
        replace(each, values=with_day(before.file.student, each.values, each.at[:10]))
        if each.table == STUDENT.key
        else each
        for each in entries
    ]
    return _of_entries(ledger, before, dated)


def _of_entries(ledger: Ledger, before: _Before, entries: Sequence[Entry]) -> Consequences:
    file = before.file
    for entry in entries:
        file = _placed(ledger, changed(file, entry), entry)
    after = _After(file, outlook(file, before.on, before.terms), entries)
    issued = gone_out(ledger, before.terms.listings)
    corrected = _corrected(ledger, before, after, issued)
    found = consequences(before.says, after.says, before.on, before.terms.listings, corrected)
    return replace(found, house=tuple(_of_house(ledger, before, file)))


def _of_house(ledger: Ledger, before: _Before, after: StudentFile) -> Iterator[MateChange]:
    """Yield what the others of the house are asked about, as soon as it happened to this child."""
    on = before.on
    old, new = events_of(before.file, on), events_of(after, on)
    if old == new:
        return
    for mate in before.house.mates:
        theirs = _before(ledger, mate.id, None)
        others = list(theirs.file.of(EVENTS))
        for event in old:
            if event in others:
                others.remove(event)
        now = with_these(theirs.file, [*others, *new])
        due = due_changes(theirs.says.due, outlook(now, on, theirs.terms).due)
        if due:
            yield MateChange(mate.id, str(theirs.file.student["name"] or ""), due)


def _entry(ledger: Ledger, table: str, record: str | None, given: Mapping[str, object]) -> Entry:
    stored = parsed(ledger, TABLES[table], given)
    if record is None:
        stored = {key: value for key, value in stored.items() if value is not None}
    return Entry(table, record or NEW, stored, ledger.now())


def _before(ledger: Ledger, student_id: str, opened: OpenFile | None) -> _Before:
    """Return a child as it stands, worked out once between two revisions."""
    key = "foreseen", student_id, ledger.today()
    kept: _Before | None = ledger.cache.get(key)
    if kept is None or kept.opened is not opened:
        kept = ledger.cache[key] = _read(ledger, student_id, opened)
    return kept


def _read(ledger: Ledger, student_id: str, opened: OpenFile | None) -> _Before:
    on = ledger.day()
    if opened is not None and opened.asked is not None:
        file, answered, house = opened.asked, opened.answered, opened.house
    else:
        plain = load_file(ledger, student_id)
        house = house_of(ledger, plain)
        file = with_events(ledger, plain, house, on)
        answered = whole_file.answered(ledger, student_id)
    terms = replace(_terms(ledger), outcomes=answered)
    return _Before(file, on, terms, outlook(file, on, terms), house, opened)


def _terms(ledger: Ledger) -> Terms:
    rules = [rule for rule in rules_in_use(ledger) if rule.trigger not in OF_UNIT]
    return Terms(rules, (), listings(ledger))


def _reads(ledger: Ledger) -> Mapping[str, frozenset[str]]:
    if _MATTERS not in ledger.lasting:
        read = matters(_terms(ledger))
        ledger.lasting[_MATTERS] = {
            table: columns | ({"school"} if table == STUDENT.key else frozenset())
            for table, columns in read.items()
            if table not in _BESIDE
        }
    found: Mapping[str, frozenset[str]] = ledger.lasting[_MATTERS]
    if parts := parts_given_out(ledger):  # on which paper a child stands
        return {**found, STUDENT.key: found[STUDENT.key] | parts}
    return found


def _placed(ledger: Ledger, file: StudentFile, entry: Entry) -> StudentFile:
    """Return the file with the school and class that it is in by an entry."""
    if entry.table != STUDENT.key or not entry.values.keys() & set(PLACE_KEYS):
        return file
    school, school_class = places.place_of(ledger, dict(file.student))
    return replace(file, school=school, school_class=school_class)


def _corrected(
    ledger: Ledger, before: _Before, after: _After, issued: Sequence[Issued]
) -> list[str]:
    """Return the names of what has gone out and would say something else now."""
    then: dict[str, tuple[StudentFile, StudentFile] | None] = {}
    found = []
    for each in issued:
        day = ledger.day(date.fromisoformat(each.day))
        if day.date >= before.on.date and each.scope is None:
            if _says(before.says, each) != _says(after.says, each):
                found.append(each.name)
            continue
        if each.day not in then:
            then[each.day] = _both_then(ledger, before, after, day)
        files = then[each.day]
        if files and stood(files[0], day, each) != stood(files[1], day, each):
            found.append(each.name)
    return found


def _both_then(
    ledger: Ledger, before: _Before, after: _After, day: Day
) -> tuple[StudentFile, StudentFile] | None:
    """Return the file as a paper of a day is filled from it, without and with the entries."""
    if day.date >= before.on.date:
        return before.file, after.file
    then = _then(ledger, str(before.file.student["id"]), day)
    if then is None:
        return None
    other = then
    for entry in after.entries:
        other = _placed(ledger, changed_then(before.file, other, entry, day.text), entry)
    return then, other


def _says(found: Outlook, issued: Issued) -> str | int:
    return found.rows[issued.listing.key] if issued.listing else found.status.code


def _then(ledger: Ledger, student_id: str, day: Day) -> StudentFile | None:
    """Return a child's file as papers of a past day are filled from it."""
    key = "foreseen then", student_id, day.text
    if key not in ledger.cache:
        ledger.cache[key] = next(load_files(ledger, [student_id], placed_on=day), None)
    found: StudentFile | None = ledger.cache[key]
    return found
