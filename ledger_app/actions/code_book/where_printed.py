"""On which papers a field stands: found by filling them with a child whose values are all unlike.

What a paper declares as `table.field` counts, and what comes out of its composed texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from ledger_app.actions.code_book.traced_file import DAY, Place, nobody, shown_values, traced_files
from ledger_app.catalogue import FILE_TABLES, TABLES, Kind
from ledger_app.domain.calendar import SchoolCalendar
from ledger_app.domain.day import Day
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.subject import Of, students
from ledger_app.printing.printout import Printout
from ledger_app.printing.request import Header, Request
from ledger_app.printing.shapes import SHAPES

_TRACED = frozenset({"student", "school", "school_class", *(each.key for each in FILE_TABLES)})


def where_printed(printouts: Iterable[Printout]) -> dict[Place, tuple[str, ...]]:
    """Return {(table, field): titles of the papers it stands on}, in the order of the papers."""
    found: defaultdict[Place, dict[str, None]] = defaultdict(dict)
    values = shown_values(_TRACED)
    for printout in printouts:
        known = set(_declared(printout.body, printout.kind.table))
        for purpose, title in _issues(printout):
            known |= set(_traced(printout, purpose, values)) - known
            for place in known:
                if not any(each.startswith(printout.plain_title) for each in found[place]):
                    found[place][title] = None
    return {place: tuple(titles) for place, titles in found.items()}


def _issues(printout: Printout) -> Iterator[tuple[Purpose, str]]:
    """Yield how a paper is printed: in 本人档案 stands what stands nowhere else."""
    yield Purpose.REPORT, printout.plain_title
    if Purpose.OWN_FILE in printout.purposes:
        yield Purpose.OWN_FILE, f"{printout.plain_title}（只在本人档案）"


def _traced(printout: Printout, purpose: Purpose, values: Mapping[str, Place]) -> Iterator[Place]:
    """Yield the fields whose values come out, but are not on the paper of a child with nothing."""
    texts = "\n".join(_texts(printout, purpose, traced_files()))
    always = "\n".join(_texts(printout, purpose, [nobody()]))
    for value, place in values.items():
        if value in texts and value not in always:
            yield place


def _texts(printout: Printout, purpose: Purpose, files: Iterable[StudentFile]) -> Iterator[str]:
    """Yield what stands on a paper of these children, one by one, in full."""
    shape = SHAPES[printout.shape]
    if Of.STUDENTS not in shape.subjects:
        return
    for file in files:
        request = Request(
            on=Day(DAY, SchoolCalendar()),
            header=Header(unit="", filled_on=DAY),
            purpose=purpose,
            subject=students(file.student["id"]),
        )
        for sheet in shape.fill(printout, [file], request):
            yield from shape.texts(sheet)


def _declared(part: object, table: str) -> Iterator[Place]:
    """Yield the fields that the declaration of a paper names, wherever in it."""
    if isinstance(part, list | tuple):
        for each in part:
            yield from _declared(each, table)
    elif is_dataclass(part):
        source = getattr(part, "source", "")
        if isinstance(source, str) and (place := _place(source, table)):
            yield place
        inside = getattr(part, "rows", "")
        for each in fields(part):
            yield from _declared(getattr(part, each.name), inside or table)


def _place(source: str, table: str) -> Place | None:
    """Return the field of table.field, or of the plain key that a block of records names."""
    first, dot, key = source.rpartition(".")
    name = first if dot else table
    if name not in TABLES:
        return None
    keys = {field.key for field in TABLES[name].fields if field.kind is not Kind.SCHOOL or dot}
    return (name, key) if key in keys else None
