"""The rows of a table as they come out of student files, in reading order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.masking import Purpose, mask_name
from ledger_app.domain.telling.printable_columns import Composer, Entry, column_text
from ledger_app.domain.telling.record_kinds import RecordKind
from ledger_app.domain.telling.record_kinds.kind import is_withheld
from ledger_app.printing.printout import Printout
from ledger_app.printing.request import Request
from ledger_app.printing.tables.problems import NAMES

ReadingOrder = tuple[str, int, str, str, str]  # school, grade, class, name, id


class Line(NamedTuple):
    """One row with what it is sorted and counted by; `child` is an id."""

    order: ReadingOrder
    cells: tuple[str, ...]
    school: str
    child: str
    outcome: tuple[str, ...]


@dataclass(frozen=True)
class Gathered:
    """All rows in their order, and the ids of the files of each school that are left out."""

    lines: list[Line]
    left_out: dict[str, list[str]]

    def of(self, school: str) -> Gathered:
        """Return those of one school."""
        lines = [line for line in self.lines if line.school == school]
        return Gathered(lines, {school: self.left_out.get(school, [])})


def gathered(printout: Printout, files: Iterable[StudentFile], request: Request) -> Gathered:
    """Return the rows that children's files have in a table."""
    kind, on = printout.kind, request.on
    sources = [_source_text(column.source, kind, request) for column in printout.body.columns]
    lines: list[Line] = []
    left_out: dict[str, list[str]] = {}
    for file in files:  # a township's files do not fit into memory together; their rows do
        entries = _entries(kind, file, request)
        found = [each for each in entries if kind.is_in(request.scope, each, on)]
        child = str(file.student.get("id") or "")
        if is_withheld(file):
            if found:
                left_out.setdefault(kind.school(found[-1], on), []).append(child)
            continue
        for entry in found:
            school = kind.school(entry, on)
            cells = tuple([text(entry, on) for text in sources])
            outcome = kind.counted.of(entry, on)
            lines.append(Line(_reading_order(file, school, child), cells, school, child, outcome))
    lines.sort(key=attrgetter("order"))
    return Gathered(lines, left_out)


def _reading_order(file: StudentFile, school: str, child: str) -> ReadingOrder:
    student = file.student
    grade = str(student.get("grade") or "")
    return (
        school,
        int(grade) if grade.isdigit() else 99,
        str(student.get("class_no") or "").zfill(3),
        str(student.get("pinyin") or student.get("name") or ""),
        child,
    )


def _source_text(source: str, kind: RecordKind, request: Request) -> Composer:
    text = column_text(source, kind)
    if request.purpose is Purpose.NOTICE and source in NAMES:
        return lambda entry, on: mask_name(text(entry, on))
    return text


def _entries(kind: RecordKind, file: StudentFile, request: Request) -> list[Entry]:
    """Return each record that puts a child on the table."""
    header = request.header
    found = kind.entries(file, request.on)
    return [Entry(file, each, 0, header.county, header.township, header.places) for each in found]
