"""What a kind of record says of itself so that it can be printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ledger_app.catalogue.meanings import YES
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads, together
from ledger_app.domain.standing.cases import Case
from ledger_app.domain.standing.lasting_states.passed import COPY_READS, is_reading_copy
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.column_texts import Composer, Entry, school_name
from ledger_app.domain.telling.scope import Part, Scope

Record = Row | Case | None  # None: the child itself


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """Which files can have such records at all; all of them if nothing is said.

    A file can if it has a record in one of the tables, or one of the values in a field of the
    child, or is of a school with a closing day or in one of the states `schools`. Whether it has
    them on a day is for the file to say.
    """

    tables: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What the foot of a ledger counts, in children: each by the newest of its rows.

    `labels` are always said, also with 0; `others` only of somebody.
    """

    labels: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    of: Callable[[Entry, Day], tuple[str, ...]] = lambda entry, on: ()


PAPER_READS = together({"student": ("confidentiality",)}, COPY_READS)


def is_withheld(file: StudentFile) -> bool:
    """Tell whether a child stands on no ledger, whatever is written: its file is confidential."""
    return file.student.get("confidentiality") == YES


@dataclass(frozen=True, kw_only=True, eq=False)
class RecordKind:
    """One kind of records that make rows of a table or fill blocks of a card."""

    key: str  # as `records` or `record` in a printout's file
    candidates: Candidates
    entries: Callable[[StudentFile, Day], Sequence[Record]]  # of one child on a day
    # All that decides how many entries there are; nothing where no entry is told of beforehand.
    reads: Reads = field(default_factory=dict)
    table: str = ""  # whose fields a column may name, besides those of child, school and class
    # Further tables, and which of their rows goes with an entry.
    beside: Mapping[str, Callable[[Entry], Row | None]] = field(default_factory=dict)
    columns: Mapping[str, Composer] = field(default_factory=dict)  # composed texts of its own
    # Of which school a row is: by that a ledger is divided.
    school: Composer = lambda entry, on: school_name(entry.file)
    # Each such school has a sheet of its own, with its name in the title.
    is_apart: bool = False
    # Which school takes a child in, where a ledger can be of one.
    receiving: Composer | None = None
    counted: Counted = field(default_factory=Counted)
    # What a card's block shows where it is not the newest of the entries.
    newest: Callable[[StudentFile, Day], Record] | None = None

    def rows_on_paper(self, file: StudentFile, on: Day, scope: Scope | None = None) -> int:
        """Return how many rows a child has on a ledger of its unit, or of a part of it."""
        if is_withheld(file) or is_reading_copy(file, on):
            return 0
        entries = self.entries(file, on)
        if scope is None:
            return len(entries)
        return sum(self.is_in(scope, Entry(file, each, 0), on) for each in entries)

    def is_in(self, scope: Scope | None, entry: Entry, on: Day) -> bool:
        """Tell whether a row is of this part of the ledger; its school is the one titles name."""
        if scope is None:
            return True
        if scope.part is Part.SCHOOL:
            return self.school(entry, on) == scope.value
        if scope.part is Part.RECEIVING:
            return self.receiving is not None and self.receiving(entry, on) == scope.value
        return str(entry.file.student.get(scope.part) or "") == scope.value

    def newest_of(self, file: StudentFile, on: Day) -> Record:
        """Return the record that stands for all of a child's, None if there is none."""
        if self.newest:
            return self.newest(file, on)
        return next(reversed(self.entries(file, on)), None)
