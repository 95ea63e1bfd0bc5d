"""体检: everything that is wrong in one child's file, each with its kind and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ledger_app.catalogue import CHILD_TABLES, STUDENT, TABLES, Kind, Table
from ledger_app.domain.checking.check_between import said_in_file
from ledger_app.domain.checking.check_values import missing
from ledger_app.domain.checking.checks import check_file, check_row
from ledger_app.domain.checking.contradiction import Contradiction, Spot, mark, spot
from ledger_app.domain.checking.contradictions import across
from ledger_app.domain.checking.date_conflicts import inside_records
from ledger_app.domain.checking.problem import Problem, Severity
from ledger_app.domain.day import Day
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.in_words.field_notes import FieldNote, Place, field_notes
from ledger_app.domain.telling.masking import mask_numbers
from ledger_app.domain.telling.taken_over import filled, taken_over

CONTRADICTION, MISSING, NUMBER, DUPLICATE = "contradiction", "missing", "number", "duplicate"
DATE, OUT_OF_SIGHT, OTHER = "date", "out_of_sight", "other"
NOT_LOOKED = "not_looked"  # typed by hand, nobody has typed it a second time
EXPLAINED = "explained"  # whatever it is: a note on the field says why
KINDS = {
    CONTRADICTION: "互相矛盾",
    MISSING: "缺必填",
    NUMBER: "号码可疑",
    DUPLICATE: "重号",
    DATE: "日期不可能",
    OUT_OF_SIGHT: "规则关闭后看不到",
    OTHER: "待核对",
    NOT_LOOKED: "没有复录",
    EXPLAINED: "已说明",
}
_NUMBERS = (Kind.ID_NUMBER, Kind.PHONE)
_NUMBER_KEYS = frozenset({"register_no", "aux_no", "temp_no"})
_TABLES = frozenset(table.key for table in CHILD_TABLES)
_MOST_NAMED = 6  # fields named in one line


_Notes = Mapping[Place, FieldNote]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: its kind, in words, and the place or the two places to mend it."""

    kind: str
    text: str
    first: Spot
    second: Spot


def examine(file: StudentFile, on: Day) -> Iterator[Finding]:
    """Yield what is wrong in a file as of a day, by kind; what is merely worth knowing is not.

    What a note on its field explains is of a kind of its own, with the note.
    """
    notes = {each.place: each for each in field_notes(file)}
    for found in _examine(file, on, notes):
        yield _explained(found, notes) if notes else found


def _explained(found: Finding, notes: _Notes) -> Finding:
    for at in (found.first, found.second):
        note = notes.get(Place(at.table, at.record, at.field))
        if note is not None:
            said = mask_numbers(note.line) if not note.is_hidden else "见附注"
            text = f"{found.text}（已说明：{said}）"
            return Finding(EXPLAINED, text, found.first, found.second)
    return found


def _examine(file: StudentFile, on: Day, notes: _Notes) -> Iterator[Finding]:
    dates = list(dict.fromkeys(inside_records(file, on)))
    contrary = across(file, on)
    for found in contrary:
        yield _of(found, CONTRADICTION)
    for found in dates:
        yield _of(found, DATE)
    told = {(place.table, place.record, place.field) for each in dates for place in (each.first,)}
    yield from _of_row(STUDENT, filled(file, taken_over(file)), file, on, told, notes)
    for table in CHILD_TABLES:
        for row in file.of(table.key):
            yield from _of_row(table, row, file, on, told, notes)
    known = {said_in_file(each) for each in contrary}
    for problem in check_file(file, on):
        if problem.severity is not Severity.NOTE and problem.text not in known:
            place = _place_in_file(file, problem)
            yield Finding(OTHER, problem.text, place, place)


def _of(found: Contradiction, kind: str) -> Finding:
    return Finding(kind, found.text, found.first, found.second)


def _of_row(
    table: Table,
    row: Row,
    file: StudentFile,
    on: Day,
    told: set[tuple[str, str, str]],
    notes: _Notes,
) -> Iterator[Finding]:
    lacking: list[str] = []
    student = None if table is STUDENT else file.student
    for problem in check_row(table, row, on, student):
        place = mark(problem.field) if table is STUDENT else spot(table.key, row, problem.field)
        noted = Place(table.key, place.record, place.field) in notes
        if _is_missing(table, problem) and not noted:
            lacking.append(problem.field)
        elif problem.severity is Severity.NOTE or (table.key, place.record, place.field) in told:
            continue
        else:
            # Under an empty field, it is something to be filled in, whichever check asks for it.
            empty = row.get(problem.field) in (None, "")
            kind = MISSING if empty else _kind(table.key, problem.field)
            yield Finding(kind, problem.text, place, place)
    if lacking:
        labels = [table.field(key).label for key in lacking]
        more = f" 等 {len(labels)} 项" if len(labels) > _MOST_NAMED else ""
        text = f"{_called(table, row)}没有填：{'、'.join(labels[:_MOST_NAMED])}{more}"
        first = mark(lacking[0]) if table is STUDENT else spot(table.key, row, lacking[0])
        yield Finding(MISSING, text, first, first)


def _called(table: Table, row: Row) -> str:
    """Return a record as a line calls it, by a name or a day: 家庭成员 王刚."""
    key = table.title[0] if table.title and table is not STUDENT else ""
    # Only what tells nothing restricted: a label would.
    name = row.get(key) if key and table.field(key).kind in (Kind.NAME, Kind.DATE) else ""
    return f"{table.label} {name} " if name else table.label


def _is_missing(table: Table, problem: Problem) -> bool:
    return problem == _missing(table.key, problem.field)


@cache
def _missing(table: str, key: str) -> Problem:
    return missing(TABLES[table].field(key))


@cache
def _kind(table: str, key: str) -> str:
    field = TABLES[table].field(key)
    if field.kind in _NUMBERS or key in _NUMBER_KEYS:
        return NUMBER
    return DATE if field.kind in (Kind.DATE, Kind.MONTH) else OTHER


def _place_in_file(file: StudentFile, problem: Problem) -> Spot:
    """Return where a problem between records stands: a field of the child, or a table's newest."""
    if problem.field not in _TABLES:
        return mark(problem.field)
    rows = file.of(problem.field)
    return Spot(problem.field, "", (rows[-1].get("id") or "") if rows else "")
