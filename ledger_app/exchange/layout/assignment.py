"""What a person said of a workbook: columns, heading rows, rows left out, of which class it speaks.

The same in the window, in `--columns FILE.toml` and in what a ledger remembers of a source. What a
column is taken for is written as a heading of one row that means it by itself (父亲联系电话, 班级,
监护人姓名; heading_words.written_caption gives it, heading_words.meaning_of reads it back).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ledger_app.catalogue.codes import fold

NOT_TAKEN = "不要"  # said of a column: nothing of it is to be stored


@dataclass(frozen=True)
class SaidColumn:
    """What one column was said to be: its letter, the heading it had, what it is taken for."""

    letter: str
    heading: str
    taken_for: str  # a heading that means it by itself, or NOT_TAKEN


@dataclass(frozen=True)
class SheetAssignment:
    """What was said of one sheet. Rows are the workbook's own numbers, from 1.

    `school` is a name, `year` a school year (2026-2027), `grade` a code, `class_no` a class; "" for
    what the sheet itself says. `hidden` and `struck` say whether hidden (filtered) and struck-out
    rows are read: None while nobody said.
    """

    heading_row: int | None = None
    heading_rows: int = 1
    columns: tuple[SaidColumn, ...] = ()
    left_out: frozenset[int] = frozenset()
    school: str = ""
    year: str = ""
    grade: str = ""
    class_no: str = ""
    hidden: bool | None = None
    struck: bool | None = None
    skipped: bool = False  # the whole sheet

    def taken_for(self, letter: str, heading: str) -> str:
        """Return what a column is taken for, "" if nobody said: the letter and the heading agree,
        or the heading alone where it stands once."""
        same = [each for each in self.columns if fold(each.heading) == fold(heading)]
        by_letter = [each for each in same if each.letter == letter]
        chosen = by_letter or (same if len(same) == 1 and heading else [])
        return chosen[0].taken_for if chosen else ""


NOTHING_SAID = SheetAssignment()


@dataclass(frozen=True)
class Assignment:
    """What was said of a workbook, by name of the sheet; `source` names the kind of list."""

    sheets: Mapping[str, SheetAssignment] = field(default_factory=dict)
    source: str = ""

    def of(self, sheet: str) -> SheetAssignment:
        """Return what was said of a sheet."""
        return self.sheets.get(sheet, NOTHING_SAID)


UNSAID = Assignment()
