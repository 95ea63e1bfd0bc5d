"""A child as one list has it: of a workbook's row, or of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from ledger_app.domain.identity import birth_of, is_valid_id, normalise_id, sex_of
from ledger_app.domain.same_child.row_keys import row_key
from ledger_app.domain.same_child.sides import Side
from ledger_app.domain.student_file import Row
from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.planning.listed_rows import ListedRows
from ledger_app.exchange.planning.place_assignment import is_household_list

_OF_A_YEAR = frozenset({"school", "school_name", "grade", "class_no"})


@dataclass(frozen=True)
class ListedChild:
    """One child on one list: its place there, and what the list says, by catalogue keys.

    `typed` is its identity number as it is written, `digits` what is left of a damaged one.
    `values` has the school as `school` (its id, for a new file) and as `school_name`.
    """

    sheet: str
    row: int  # of the workbook, from 1; 0 in the ledger
    student_id: str | None
    values: Mapping[str, Any]
    family: Sequence[Mapping[str, Any]] = ()
    typed: str = ""
    digits: str = ""
    is_of_household_list: bool = False
    same_time: bool = field(default=True, compare=False)  # as the other list: class counts
    source: str = ""  # the workbook: what is known of a bare name holds for its lists only
    responsible: Sequence[Mapping[str, Any]] = ()
    maybe_files: tuple[str, ...] = ()  # of the ledger, that may be the child's: nobody can tell

    @cached_property
    def side(self) -> Side:
        """Return it as it is compared; schools are compared by name."""
        said = {**self.values, "school": self.values.get("school_name")}
        if not self.same_time:
            said = {key: value for key, value in said.items() if key not in _OF_A_YEAR}
        return Side(said, self.family)

    @cached_property
    def number(self) -> str:
        """Return its sound identity number, "" without one."""
        number = normalise_id(str(self.values.get("id_no") or ""))
        return number if is_valid_id(number) else ""

    @property
    def name(self) -> str:
        """Return the child's name."""
        return str(self.values.get("name") or "")

    @property
    def birth(self) -> str:
        """Return the birth date as ISO text, "" where nobody says it."""
        return str(self.values.get("birth_date") or "")

    @cached_property
    def key(self) -> str:
        """Return what the child is known by on next month's list."""
        return row_key(Side(self.values, self.family), self.typed, self.source)


class LeftOut(NamedTuple):
    """A row that is not compared, or a whole sheet (row 0), and why."""

    sheet: str
    row: int
    name: str
    reason: str


def of_rows(
    listed: ListedRows, source: str, *, same_time: bool
) -> tuple[list[ListedChild], list[LeftOut]]:
    """Return the children of a workbook, and what of it is not compared."""
    children: list[ListedChild] = []
    left_out = [LeftOut(s.sheet, 0, "", s.refused) for s in listed.sheets if s.refused]
    for at, found in enumerate(listed.rows):
        household = is_household_list(listed.lists[at])
        for row in found:
            if why := listed.lists[at].withheld.get(row.row, "") or _nameless(row):
                name = str(row.values.get("name") or "")
                left_out.append(LeftOut(row.sheet, row.row, name, why))
                continue
            school = listed.assigner.book.name_of(str(row.values.get("school") or ""))
            values = _told(row.values, row.identity.number or "", school or row.school_name)
            child = ListedChild(
                row.sheet, row.row, None, values, row.members, row.identity.typed,
                row.identity.digits, household, same_time, source, row.responsible,
            )  # fmt: skip
            children.append(child)
    return children, left_out


def _nameless(row: ParsedRow) -> str:
    return "" if row.values.get("name") else "没有姓名，或姓名不能用"


def of_ledger(
    rows: Iterable[Row], families: Mapping[str, Sequence[Row]], *, same_time: bool
) -> Iterator[ListedChild]:
    """Yield children of the ledger: rows of `student` with `id` and `school_name`."""
    for row in rows:
        number = normalise_id(str(row.get("id_no") or ""))
        values = _told(row, number, str(row.get("school_name") or ""))
        family = families.get(str(row["id"]), ())
        yield ListedChild("", 0, str(row["id"]), values, family, number, "", False, same_time)


def _told(values: Mapping[str, Any], number: str, school: str) -> dict[str, Any]:
    """Return what is said of a child; what its number says fills what is not."""
    told = {key: value for key, value in values.items() if value not in (None, "")}
    if school:
        told["school_name"] = school
    born = birth_of(number) if number else None
    if born:
        told.setdefault("birth_date", born.isoformat())
        told.setdefault("sex", sex_of(number))
    return told
