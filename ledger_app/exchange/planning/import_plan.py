"""What an import plan is made of: plain values, the same for the preview and for doing it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from ledger_app.domain.student_file import Row
from ledger_app.exchange.cells.row_problem import FAMILY, RowProblem
from ledger_app.exchange.layout.assignment import UNSAID, Assignment
from ledger_app.exchange.layout.child_lists import IgnoredRow
from ledger_app.exchange.planning.changes import ChildChange
from ledger_app.exchange.planning.roster import ClassPlace, ListsBefore, Roster
from ledger_app.exchange.planning.unsure import Decision, Unsure
from ledger_app.exchange.reading.workbook import Cell

PROBLEM_HEADING = "问题"  # the column of a workbook of rows to mend that says what is wrong


class Policy(StrEnum):
    """Who wins where the ledger and the workbook differ."""

    FILL = "fill"  # only empty fields of the ledger are written
    WORKBOOK = "workbook"  # what the workbook says is written; its empty cells erase nothing
    LEDGER = "ledger"  # existing files stay as they are, only new children are added


class RowFate(StrEnum):
    """What happens to one row of the workbook."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


class LedgerContents(Protocol):
    """What the ledger has. Rows are mappings with `id` and catalogue keys; `school` is an id."""

    @property
    def students(self) -> Sequence[Row]:
        """Return what each child is found by: `id` and the keys of matching.FOUND_BY."""

    @property
    def schools(self) -> Sequence[Row]:
        """Return all schools, oldest first."""

    @property
    def classes(self) -> Collection[tuple[str, str, str]]:
        """Return all classes: school id, grade, class_no."""

    def stored(self, ids: Sequence[str]) -> Mapping[str, StoredChild]:
        """Return these children as they are stored, by id.

        Asked for few at a time: those of a district would fill the memory.
        """

    @property
    def lists_before(self) -> ListsBefore:
        """Return what the lists of names loaded before say that concerns this workbook."""

    @property
    def decided(self) -> Mapping[str, Decision]:
        """Return what was decided of rows that were set aside, by their key."""

    @property
    def row_keys(self) -> Collection[str]:
        """Return the keys of all rows that were ever set aside, decided or not."""

    def was_loaded(self, sha256: str) -> bool:
        """Tell whether this very file was loaded before."""

    def statuses(self, ids: Sequence[str]) -> Mapping[str, str]:
        """Return the status codes of these children as they stand today, by id."""

    def handed_over(self, ids: Sequence[str]) -> Collection[str]:
        """Return which of these children's files were handed to another unit: they are read."""

    def families(self, ids: Sequence[str]) -> Mapping[str, Sequence[Row]]:
        """Return relation, name and phone of the family members of these children, by id."""

    def scopes_of(self, ids: Sequence[str]) -> Mapping[str, Sequence[Collection[ClassPlace]]]:
        """Return the classes of each list of this term that has a child, by id."""


class StoredChild(NamedTuple):
    """A child's whole row, the rows of its family and of who answers for it."""

    row: Row
    members: Sequence[Row] = ()
    responsible: Sequence[Row] = ()


@dataclass(frozen=True, slots=True)
class MemberChange:
    """A record of a person beside the child to add (`member_id` None) or to change: of the family,
    or of who answers for it."""

    member_id: str | None
    values: Mapping[str, Any]
    before: Mapping[str, Any] = field(default_factory=dict)
    table: str = FAMILY


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of children: its place, what happens, what is written, what is wrong with it.

    `student_id` is None for a child to be created. `before` has the ledger's values of `values`.
    """

    sheet: str
    row: int
    list_index: int  # into ImportPlan.lists
    name: str
    cells: Sequence[Cell]
    fate: RowFate
    problems: tuple[RowProblem, ...]
    reason: str
    student_id: str | None
    values: Mapping[str, Any]
    members: tuple[MemberChange, ...]
    before: Mapping[str, Any]
    # Set aside until somebody says whose row it is; kept, too, where that was said for this plan.
    unsure: Unsure | None = None


@dataclass(frozen=True)
class ColumnUse:
    """What one column was taken for, as the preview shows it.

    `taken_for` is a heading that means it by itself, NOT_TAKEN where a person said so, "" where it
    is not known: then `doubt` says why it is asked, and `choices` what it could be, in such
    headings. `sure` is a layout.headings.Sureness.
    """

    sheet: str
    letter: str
    heading: str
    use: str
    field_key: str
    label: str
    sample: str
    sure: str = "certain"
    doubt: str = ""
    choices: tuple[str, ...] = ()
    taken_for: str = ""


@dataclass(frozen=True)
class UnmappedColumn:
    """A column nothing in the catalogue is called like; its cells are not imported."""

    sheet: str
    letter: str
    heading: str
    count: int  # cells that hold something
    doubt: str = ""  # why nobody knows what it is, if there is more to say than that


@dataclass(frozen=True)
class NewSchool:
    """A school the plan needs and the ledger lacks; `id` is the id its rows already refer to."""

    id: str
    name: str
    code: str


@dataclass(frozen=True)
class ListHead:
    """One list of the workbook, for writing rows back: titles above it and its heading."""

    sheet: str
    titles: tuple[str, ...]
    heading: tuple[str, ...]


@dataclass(frozen=True)
class ImportPlan:
    """All that an import would do. The counts of the five fates add up to the rows."""

    workbook: str
    sha256: str
    policy: Policy
    rows: tuple[PlannedRow, ...]
    problems: tuple[RowProblem, ...]
    ignored: tuple[IgnoredRow, ...]
    refused_sheets: tuple[tuple[str, str], ...]  # sheets without a list, and why
    mapping: tuple[ColumnUse, ...]
    unmapped_columns: tuple[UnmappedColumn, ...]
    new_schools: tuple[NewSchool, ...]
    school_codes: dict[str, str]  # school id → code learnt from the workbook
    new_classes: tuple[tuple[str, str, str], ...]  # (school id, grade, class_no)
    lists: tuple[ListHead, ...]
    changes: tuple[ChildChange, ...] = ()  # what differs from the ledger, written or not
    assignment: Assignment = UNSAID  # what a person said, or what was remembered
    roster: Roster = field(default_factory=Roster)
    # Rows of fill-in workbooks of this ledger that came back, by the record of the handing out.
    fill_ins: Mapping[str, int] = field(default_factory=dict)
    base: int = 0  # newest revision of the ledger the plan was made on
    # Schools that the ledger lacks and only rows name that nobody can tell whose they are.
    waiting_schools: tuple[NewSchool, ...] = ()

    @property
    def ignored_count(self) -> int:
        """Return the number of rows that are no children: titles, sums, signatures, blank rows."""
        return len(self.ignored)

    @property
    def counts(self) -> dict[str, int]:
        """Return rows, created, updated, unchanged, skipped, failed."""
        counts = {"rows": len(self.rows)} | {fate.value: 0 for fate in RowFate}
        for row in self.rows:
            counts[row.fate.value] += 1
        return counts
