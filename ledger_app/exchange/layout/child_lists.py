"""Cut a sheet into lists of children: heading, context, rows; and what was left out, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from ledger_app.exchange.layout.assignment import NOTHING_SAID, SheetAssignment
from ledger_app.exchange.layout.columns.aliases import NAME_CAPTIONS
from ledger_app.exchange.layout.heading_words import Use
from ledger_app.exchange.layout.headings import (
    ListColumn,
    ListHeading,
    find_heading,
    heading_at,
    same_columns,
)
from ledger_app.exchange.layout.inner_titles import teacher_below, title_between
from ledger_app.exchange.layout.row_kinds import Ignored, has_id, kind_of_row
from ledger_app.exchange.layout.rows.form_sheets import (
    FORM_REFUSED,
    FormSheet,
    form_sheet,
    is_family_of_a_form,
)
from ledger_app.exchange.layout.rows.grown_ups import grown_ups_of
from ledger_app.exchange.layout.rows.households import HouseholdReader, with_house_columns
from ledger_app.exchange.layout.rows.merged_cells import rows_under_merged, with_shared_cells
from ledger_app.exchange.layout.rows.second_headings import heading_again
from ledger_app.exchange.layout.rows.staff_lists import is_of_staff, is_of_staff_below
from ledger_app.exchange.layout.rows.withheld import Withheld, withheld_rows
from ledger_app.exchange.layout.sheet_titles import (
    Context,
    joined_context,
    read_titles,
    said_context,
    sheet_context,
)
from ledger_app.exchange.layout.side_by_side import Span, only, spans
from ledger_app.exchange.reading.patience import go_on, too_much
from ledger_app.exchange.reading.workbook import Cell, Worksheet, column_letter

Told = Mapping[str, Any]  # stored values by key
NO_HEADING = "没有认出名单的标题行"
OF_STAFF = "像是教职工或干部的名单，不是学生名单"
MOST_LISTS = 5000  # of one sheet: no township has as many classes


@dataclass(frozen=True)
class IgnoredRow:
    """A row that is no child: where (1-based) and why."""

    sheet: str
    row: int
    reason: str
    name: str = ""  # of a grown-up


@dataclass(frozen=True)
class ChildList:
    """The rows under one heading. `numbers` are the workbook's row numbers (1-based) of `rows`."""

    sheet: str
    heading: ListHeading
    context: Context
    numbers: list[int]
    rows: list[list[Cell]]
    # Rows that go on about the child before: (index in `rows`, row number, cells).
    more: list[tuple[int, int, list[Cell]]] = field(default_factory=list)
    # Rows that wait for an answer, by row number: hidden, struck out.
    withheld: dict[int, Withheld] = field(default_factory=dict)
    # What other rows say of a child, by row number: values, and members of its family.
    told: dict[int, tuple[Told, Sequence[Told]]] = field(default_factory=dict)
    of_forms: bool = False  # its columns are captions of forms: the sheet has no such column

    def letter(self, index: int) -> str:
        """Return the letter of a column in the sheet, "" where it is none of the sheet's."""
        return "" if self.of_forms else column_letter(index)


@dataclass(frozen=True)
class SheetLists:
    """What one sheet holds: its lists, the rows left out, and why if it holds no list."""

    sheet: str
    lists: tuple[ChildList, ...]
    ignored: tuple[IgnoredRow, ...]
    refused: str = ""


class Around(NamedTuple):
    """What is told around a sheet: the year it is read in (0: nobody is judged by age), and the
    names of all sheets of its workbook."""

    year: int = 0
    sheets: tuple[str, ...] = ()


ALONE = Around()


def read_lists(
    sheet: Worksheet, said: SheetAssignment = NOTHING_SAID, around: Around = ALONE
) -> SheetLists:
    """Return the lists of children in a sheet, every other row accounted for as ignored.

    `said` is what a person assigned: it counts more than what was found.
    """
    if said.skipped:
        return SheetLists(sheet.name, (), (), "按您的选择没有读")
    forms = form_sheet(sheet) if said.heading_row is None else None
    if forms:
        return _read_forms(sheet, forms, said, around)
    heading = _first_heading(sheet, said, around.year)
    if heading is None:
        return SheetLists(sheet.name, (), (), _no_heading(sheet, said))
    if said.heading_row is None and is_of_staff(sheet, heading):
        return SheetLists(sheet.name, (), (), OF_STAFF)
    if said.heading_row is None and is_family_of_a_form(sheet, heading.last):
        return SheetLists(sheet.name, (), (), FORM_REFUSED)
    width = len(heading.columns)
    found = spans(heading, sheet)
    if found == [(0, width)]:
        return _read_whole(sheet, heading, said, around)
    return _joined(sheet, [_read_span(sheet, heading, found, span, said, around) for span in found])


def _read_forms(
    sheet: Worksheet, forms: FormSheet, said: SheetAssignment, around: Around
) -> SheetLists:
    """Return the children of a sheet that has a form or a card for each."""
    heading = heading_at(forms.sheet, 0, 1, said, around.year)
    if forms.refused or heading is None:
        return SheetLists(sheet.name, (), (), forms.refused or NO_HEADING)
    found = joined_context(sheet_context(sheet.name, around.sheets), read_titles(forms.titles))
    taken = [at for at, row in enumerate(forms.rows_at) if row + 1 not in said.left_out]
    numbers = [forms.rows_at[at] + 1 for at in taken]
    waiting = withheld_rows(sheet, said)
    withheld = {number: waiting[number - 1] for number in numbers if number - 1 in waiting}
    children = ChildList(
        sheet.name,
        heading,
        said_context(found, said),
        numbers,
        [forms.sheet.rows[at + 1] for at in taken],
        withheld=withheld,
        of_forms=True,
    )
    others = (row for row in range(1, len(sheet.rows) + 1) if row not in numbers)
    ignored = tuple(
        IgnoredRow(sheet.name, row, Ignored.SAID if row in said.left_out else Ignored.FORM)
        for row in others
    )
    return SheetLists(sheet.name, (children,), ignored)


def _first_heading(sheet: Worksheet, said: SheetAssignment, year: int) -> ListHeading | None:
    """Return the heading that a person pointed at, else the first that is found."""
    if said.heading_row is None:
        return find_heading(sheet, said=said, year=year)
    return heading_at(sheet, said.heading_row - 1, said.heading_rows, said, year)


def _no_heading(sheet: Worksheet, said: SheetAssignment) -> str:
    if said.heading_row is not None:
        return f"您指定的第 {said.heading_row} 行里没有标题"
    return NO_HEADING if sheet.rows else "空的工作表"


def _read_whole(
    sheet: Worksheet, heading: ListHeading, said: SheetAssignment, around: Around
) -> SheetLists:
    reader = _Reader(sheet, heading, said, around)
    reader.read()
    return SheetLists(sheet.name, tuple(reader.lists), tuple(reader.ignored))


def _read_span(
    sheet: Worksheet,
    heading: ListHeading,
    found: Sequence[Span],
    span: Span,
    said: SheetAssignment,
    around: Around,
) -> SheetLists:
    """Read one of several lists beside each other, as if the others were not there."""
    part = only(sheet, heading.row, found, span)
    again = find_heading(part, heading.row, heading.row + 1, said, around.year)
    return _read_whole(part, again, said, around) if again else SheetLists(sheet.name, (), ())


def _joined(sheet: Worksheet, parts: Sequence[SheetLists]) -> SheetLists:
    """Return the lists of all parts; a row is left out only where no part has a child in it."""
    lists = tuple(children for part in parts for children in part.lists)
    taken = {number for children in lists for number in children.numbers}
    ignored: dict[int, IgnoredRow] = {}
    for row in (row for part in parts for row in part.ignored):
        if row.row not in taken and ignored.get(row.row, row).reason in (row.reason, Ignored.BLANK):
            ignored[row.row] = row
    return SheetLists(sheet.name, lists, tuple(ignored[at] for at in sorted(ignored)))


class _Reader:
    """Walks down one sheet, opening a new list at each new heading or class title."""

    def __init__(
        self, sheet: Worksheet, heading: ListHeading, said: SheetAssignment, around: Around
    ) -> None:
        self.sheet = sheet
        self._said = said
        self._year = around.year
        heading = with_house_columns(sheet, heading)
        self._withheld = withheld_rows(sheet, said)
        self._left_out = frozenset(row - 1 for row in said.left_out)
        self.lists: list[ChildList] = []
        self.ignored: list[IgnoredRow] = []
        self._rows = with_shared_cells(sheet, heading)
        above = sheet.rows[: heading.row]
        self._ignore(0, heading.row, Ignored.HEADING)
        found = joined_context(sheet_context(sheet.name, around.sheets), read_titles(above))
        self._context = said_context(found, said)
        self._captions = _name_captions(heading)
        self._may_be_caption = self._captions | NAME_CAPTIONS
        self._continued: frozenset[int] = frozenset()
        self._group_row = sheet.rows[heading.row]
        self._open(heading)

    def read(self) -> None:
        """Go through all rows below the first heading."""
        at = self._heading.last + 1
        while at < len(self._rows):
            go_on()
            cells = self._rows[at]
            if at in self._left_out:
                self._ignore(at, at + 1, Ignored.SAID)
                at += 1
                continue
            again = None
            if self._speaks_of_names(cells) or cells == self._group_row:
                again = find_heading(self.sheet, at, at + 1, self._said, self._year)
            if again:
                self._next_heading(again)
                at = again.last + 1
                continue
            self._take(at, cells)
            at += 1
        self._close()

    def _speaks_of_names(self, cells: list[Cell]) -> bool:
        """Tell whether a row may be another heading: a quick look before it is tried as one."""
        if self._may_be_caption.isdisjoint(cells):
            return False
        return not self._captions.isdisjoint(cells) or not has_id(cells)

    def _take(self, at: int, cells: list[Cell]) -> None:
        own = self.sheet.rows[at]
        if cells is not own and not any(str(cell).strip() for cell in own):
            # Only cells merged down from above reach into it.
            self.ignored.append(IgnoredRow(self.sheet.name, at + 1, Ignored.BLANK))
            return
        if at in self._continued and self._continues(at, cells):
            self.ignored.append(IgnoredRow(self.sheet.name, at + 1, Ignored.CONTINUED))
            return
        title = title_between(cells, self._heading, self._name_at, self._context)
        kind = Ignored.HEADING if title else self._kind(at, cells)
        if title:
            self._context = title
            self._open(self._heading)
        elif kind is Ignored.SIGNATURE and not self.lists[-1].rows:
            self._context = teacher_below(self._context, cells) or self._context
            self.lists[-1] = replace(self.lists[-1], context=self._context)
        if self._houses and kind in (None, Ignored.ADULT):
            self._houses.take(cells, at + 1, is_child=kind is None)
        if kind is None:
            self.lists[-1].numbers.append(at + 1)
            self.lists[-1].rows.append(cells)
            if at in self._withheld:
                self.lists[-1].withheld[at + 1] = self._withheld[at]
        else:
            name = str(cells[self._name_at]) if kind in (Ignored.ADULT, Ignored.STAFF) else ""
            self.ignored.append(IgnoredRow(self.sheet.name, at + 1, kind, name))

    def _kind(self, at: int, cells: list[Cell]) -> Ignored | None:
        """Return why a row is no child; captions are looked for where no Chinese name stands."""
        kind = kind_of_row(cells, self._name_at, self._used)
        below = at - self._heading.last
        name = cells[self._name_at] if self._name_at >= 0 else ""
        if kind is None and (below <= 2 or not (isinstance(name, str) and name > "\u3400")):
            kind = heading_again(cells, self._heading, below)
        if kind is not None:
            return kind
        if self._of_staff:
            return Ignored.STAFF
        if self._houses:
            return Ignored.ADULT if self._grown.is_one(cells) else None
        if self._grown.is_old_without_a_day(cells):
            self._withheld.setdefault(at, Withheld.ADULT)
        return None

    def _continues(self, at: int, cells: list[Cell]) -> bool:
        """Keep a row under a child's merged name as more of that child: its other parent."""
        current = self.lists[-1]
        if not current.rows or str(cells[self._name_at]).strip():
            return False
        current.more.append((len(current.rows) - 1, at + 1, cells))
        return True

    def _next_heading(self, again: ListHeading) -> None:
        self._ignore(again.row, again.row, Ignored.HEADING)
        if not same_columns(again, self._heading):
            self._open(again)
            found = self._said.heading_row is None
            self._of_staff = found and is_of_staff_below(self.sheet, again)
        else:
            self._ignore(again.row, again.last + 1, Ignored.HEADING)

    def _close(self) -> None:
        """Give the children of the last list what is sure of their house."""
        if self._houses:
            self.lists[-1].told.update(self._houses.told())

    def _open(self, heading: ListHeading) -> None:
        self._heading = heading
        self._of_staff = False
        if self.lists:
            self._close()
        self._grown = grown_ups_of(self.sheet, heading, self._year)
        is_household = self._grown.relation_at >= 0
        self._houses = HouseholdReader(heading, self._grown) if is_household else None
        self._name_at = next(
            (
                c.index
                for c in heading.columns
                if _key(c) == "name" and c.meaning.use is Use.STUDENT
            ),
            -1,
        )
        self._continued = rows_under_merged(self.sheet, self._name_at, heading.last)
        if len(self.lists) >= MOST_LISTS:
            raise too_much(f"工作表“{self.sheet.name}”里认出了 {MOST_LISTS} 多个名单，多得不正常。")
        self._used = [c.index for c in heading.columns if c.meaning.counts or _unknown(c)]
        self._ignore(heading.row, heading.last + 1, Ignored.HEADING)
        self.lists.append(ChildList(self.sheet.name, heading, self._context, [], []))

    def _ignore(self, start: int, stop: int, reason: Ignored) -> None:
        # Headings of two rows overlap with what was just noted; further back nothing can.
        known = {row.row for row in self.ignored[-50:]}
        self.ignored += [
            IgnoredRow(self.sheet.name, at + 1, reason)
            for at in range(start, stop)
            if at + 1 not in known
        ]


def _key(column: ListColumn) -> str:
    return column.meaning.field.key if column.meaning.field else ""


def _unknown(column: ListColumn) -> bool:
    return column.meaning.use is Use.UNKNOWN


def _name_captions(heading: ListHeading) -> frozenset[Cell]:
    """Return the texts that tell a repeated heading: the captions of the identity columns."""
    # 父亲 and 母亲 are names too, and what a child's row says under 监护人关系.
    return frozenset(c.heading.rpartition("·")[2] for c in heading.columns if c.identity)
