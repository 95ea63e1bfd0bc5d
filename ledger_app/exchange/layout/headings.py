"""Find the heading rows of a sheet and what each column is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, starmap

from ledger_app.catalogue.codes import code_list, fold
from ledger_app.catalogue.model import Kind
from ledger_app.domain.names import name_problem, normalise_name
from ledger_app.exchange.layout.assignment import NOTHING_SAID, SheetAssignment
from ledger_app.exchange.layout.columns.contents import LOOKED_AT, settled
from ledger_app.exchange.layout.columns.heading_rows import DEEPEST, HeadingRows, caption_text
from ledger_app.exchange.layout.columns.list_columns import (
    IDENTITY,
    ListColumn,
    Sureness,
)
from ledger_app.exchange.layout.columns.read_columns import read_columns
from ledger_app.exchange.layout.heading_words import TICKABLE, Use, meaning_of
from ledger_app.exchange.layout.row_kinds import kind_of_row
from ledger_app.exchange.reading.patience import go_on
from ledger_app.exchange.reading.workbook import Cell, Worksheet

# A group of rows in a form, beside whose 姓名 no child stands.
_NARROW = 2  # cells of a row that has one caption: a running number beside the name
_FAMILY = re.compile(
    "(?:主要|其他)?(?:家庭)?(?:主要|其他)?成员(?:信息|情况)?|家庭(?:情况|信息|关系)|社会关系|"
    "(?:父母|家长|监护人)(?:情况|信息)"
)
LOOK_AHEAD = 4  # rows after the first possible heading that may be a better one
MOST_TRIED = 60  # rows that speak of names or numbers and are no heading

_IDENTITY_WORDS = re.compile(
    r"名|学\s*生|证|證|身份|籍|ｎａｍｅ|name|id_no|register_no", re.IGNORECASE
)


@dataclass(frozen=True)
class ListHeading:
    """A heading of `depth` rows from `row` (0-based) and the columns under it."""

    row: int
    depth: int
    columns: tuple[ListColumn, ...]
    shown: bool = False  # the way its cells are merged shows how many rows it takes

    @property
    def mapped(self) -> int:
        """Count the different things under it that the ledger keeps, or would if it were asked."""
        asked = sum(column.sure is Sureness.ASKED for column in self.columns)
        return len({column.meaning for column in self.columns if column.meaning.counts}) + asked

    @property
    def rank(self) -> tuple[int, bool, int]:
        """Compare headings: more columns understood, groups made use of, fewer rows."""
        return self.mapped, any(column.grouped for column in self.columns), -self.depth

    @property
    def last(self) -> int:
        """Return the last row of the heading."""
        return self.row + self.depth - 1


def find_heading(
    sheet: Worksheet,
    start: int = 0,
    stop: int | None = None,
    said: SheetAssignment = NOTHING_SAID,
    year: int = 0,
) -> ListHeading | None:
    """Return the first heading at or after row `start`; None when the sheet has no list.

    `said` is what a person assigned; `year` is the year it is read in: it
    tells children's numbers from their parents'.
    """
    finder = _Finder(sheet, said)
    last = len(sheet.rows) if stop is None else min(stop, len(sheet.rows))
    taken = 0  # rows of a heading of several rows that names nobody: its captions are no heading
    for row in islice(_candidates(sheet, start, last, said), MOST_TRIED):
        if row < taken:
            continue
        best = finder.best_at(row)
        if best is None:
            taken = row + finder.rows.depth_at(row)
            continue
        for later in range(best.last + 1 if best.shown else row + 1, min(row + LOOK_AHEAD, last)):
            if _child_between(sheet, best, later):
                break
            other = finder.best_at(later)
            if other and other.rank > best.rank:
                best = other
        return _settled(sheet, best, year)
    return None


def heading_at(
    sheet: Worksheet,
    row: int,
    depth: int,
    said: SheetAssignment = NOTHING_SAID,
    year: int = 0,
) -> ListHeading | None:
    """Return the heading of `depth` rows that a person pointed at; None if nothing stands there.

    It may name nobody yet: which of its columns is the name is what she says next.
    """
    heading = _Finder(sheet, said).heading(max(row, 0), max(depth, 1))
    if heading is None or not any(column.heading for column in heading.columns):
        return None
    return _settled(sheet, heading, year)


def _settled(sheet: Worksheet, heading: ListHeading, year: int) -> ListHeading:
    if not year:
        return heading
    below = sheet.rows[heading.last + 1 : heading.last + 1 + LOOKED_AT]
    return replace(heading, columns=tuple(settled(heading.columns, below, year)))


class _Finder:
    """Tries rows of a sheet as a heading."""

    def __init__(self, sheet: Worksheet, said: SheetAssignment) -> None:
        self._sheet = sheet
        self._said = said
        self.rows = HeadingRows(sheet)

    def best_at(self, row: int) -> ListHeading | None:
        """Return the best heading that begins in this row."""
        if not _may_be_heading(self._sheet.rows[row]):
            return None
        shown = self.rows.depth_at(row)
        depths = [shown] if shown else range(1, DEEPEST + 1)
        found = [
            replace(heading, shown=shown > 0)
            for depth in depths
            if (shown or depth == 1 or not (self._is_title(row) or self._is_lone(row + depth - 1)))
            and (heading := self.heading(row, depth))
            and _is_list(self._sheet, heading)
        ]
        return max(found, key=lambda heading: heading.rank, default=None)

    def _is_title(self, row: int) -> bool:
        """Tell whether one text begins above all captions: it groups none of them."""
        texts = [at for at, cell in enumerate(self._sheet.rows[row]) if caption_text(cell)]
        below = self._sheet.rows[row + 1] if row + 1 < len(self._sheet.rows) else []
        first = next((at for at, cell in enumerate(below) if cell != ""), len(below))
        return len(texts) == 1 and texts[0] <= first

    def _is_lone(self, row: int) -> bool:
        """Tell whether a row has but one text: a class title below the captions is none of them."""
        rows = self._sheet.rows
        return row < len(rows) and sum(str(cell).strip() != "" for cell in rows[row]) == 1

    def heading(self, row: int, depth: int) -> ListHeading | None:
        """Return what these rows would be as a heading."""
        if row + depth > len(self._sheet.rows):
            return None
        lines, copies = self.rows.lines(row, depth), self.rows.copies(row, depth)
        return ListHeading(row, depth, read_columns(lines, copies, self._said))


def _child_between(sheet: Worksheet, heading: ListHeading, later: int) -> bool:
    """Tell whether the row before `later` is a child's already: what follows is another list."""
    before = later - 1
    name = next((c.index for c in heading.columns if c.identity == "name"), -1)
    used = [column.index for column in heading.columns if column.meaning.counts]
    return before > heading.last and kind_of_row(sheet.rows[before], name, used) is None


def _candidates(sheet: Worksheet, start: int, stop: int, said: SheetAssignment) -> Iterator[int]:
    """Give the rows that begin a band with the caption of a name or number somewhere in it."""
    called = {each.heading.rpartition("·")[2] for each in said.columns} - {""}
    named: dict[int, bool] = {}
    for row in range(start, stop):
        go_on()
        band = range(row, min(row + DEEPEST, len(sheet.rows)))
        for at in band:
            if at not in named:
                cells = sheet.rows[at]
                named[at] = _names_somebody(cells) or not called.isdisjoint(
                    map(caption_text, cells)
                )
        if any(named[at] for at in band):
            yield row


def _names_somebody(cells: Sequence[Cell]) -> bool:
    """Tell whether a row may have the caption of a name or number: a quick look before trying."""
    return any(isinstance(cell, str) and _IDENTITY_WORDS.search(cell) for cell in cells)


def _may_be_heading(cells: Sequence[Cell]) -> bool:
    """Tell whether there are two texts and hardly anything else; saves trying data rows."""
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    others = sum(cell != "" and not isinstance(cell, str) for cell in cells)
    # A heading is text; the rare number among it is a year or a running number.
    if others * 4 <= len(texts):
        return len(texts) >= 1
    found = [meaning_of(text).field for text in texts if len(text) <= 60]
    return any(field and field.key in IDENTITY for field in found)  # 姓名 | 1 | 2 | 3: a register


_NAME = meaning_of("姓名")


def _is_list(sheet: Worksheet, heading: ListHeading) -> bool:
    """Tell whether this is the heading of a list of children and not a form for one child."""
    meanings = [column.meaning for column in heading.columns]
    texts = sum(meaning.use is not Use.BLANK for meaning in meanings)
    if not any(
        m.use is Use.STUDENT and m.field is not None and m.field.key in IDENTITY for m in meanings
    ):
        return False
    captions = {fold(column.heading) for column in heading.columns if column.heading}
    if _family_of_a_form(heading.columns):
        return False
    if "问题" not in captions and _caption_below(sheet, heading):  # rows to mend are no form
        return False
    if heading.mapped < 2 and not (heading.mapped == 1 and len(captions) <= 2):
        return False
    if len(captions) == 1 and _is_wide_below(sheet, heading):
        return False  # 福利镇的孩子 is a title where five columns stand below it
    known = sum(_is_understood(column) for column in heading.columns)
    told = {meaning for meaning in meanings if meaning.counts} - {meaning_of("班内学号")}
    return known * 2 > texts or (
        len(told) >= 2 and not _is_form(heading.columns) and _names_below(sheet, heading)
    )


def _is_wide_below(sheet: Worksheet, heading: ListHeading) -> bool:
    """Tell whether rows below have three cells or more: one caption is none of theirs."""
    below = sheet.rows[heading.last + 1 : heading.last + 9]
    return any(sum(cell != "" for cell in cells) > _NARROW for cells in below)


def _texts_below(sheet: Worksheet, heading: ListHeading) -> list[str]:
    """Return the texts under 姓名 in the next rows, a repeated heading left out."""
    at = next((c.index for c in heading.columns if c.identity == "name"), None)
    if at is None:
        return []
    below = [row[at] for row in sheet.rows[heading.last + 1 : heading.last + 9]]
    texts = [cell for cell in below if isinstance(cell, str) and cell.strip()]
    return [text for text in texts if meaning_of(text) != _NAME]


def _names_below(sheet: Worksheet, heading: ListHeading) -> bool:
    """Tell whether most texts under 姓名 are names."""
    texts = _texts_below(sheet, heading)
    return 2 * sum(not name_problem(normalise_name(text)) for text in texts) > len(texts)


def _caption_below(sheet: Worksheet, heading: ListHeading) -> bool:
    """Tell whether the next caption of a form stands under 姓名: 出生日期, 家庭住址."""
    texts = _texts_below(sheet, heading)[:1]
    return any(meaning_of(text).counts for text in texts)


def _family_of_a_form(columns: Sequence[ListColumn]) -> bool:
    """Tell whether the names are those of a child's family: 家庭成员 | 姓名 | 关系 | 电话."""
    for column, beside in pairwise(columns):
        if column.identity == "name":
            return False
        named = meaning_of(beside.caption) == _NAME
        if named and _FAMILY.fullmatch(fold(column.caption)):
            return True
    return False


def _is_understood(column: ListColumn) -> bool:
    """Tell whether a column is a heading for sure, though it may be asked whose."""
    return column.meaning.use not in (Use.BLANK, Use.UNKNOWN) or column.doubt != ""


def _is_form(columns: Sequence[ListColumn]) -> bool:
    """Tell whether captions and what was filled in take turns: 姓名 | 王刚 | 性别 | 男."""
    shown = [column for column in columns if column.meaning.use is not Use.BLANK]
    answered = sum(starmap(_answers, pairwise(shown)))
    return answered >= 2 and answered * 2 >= sum(column.meaning.counts for column in shown)


def _answers(caption: ListColumn, beside: ListColumn) -> bool:
    """Tell whether a text may be what was filled in beside a caption."""
    field = caption.meaning.field
    if not caption.meaning.counts or _is_understood(beside):
        return False
    if field and field.kind in TICKABLE:
        return code_list(field.codes or "yesno").find(beside.heading) is not None
    if field and field.kind in (Kind.PHONE, Kind.ID_NUMBER, Kind.DATE):
        return any(character.isdigit() for character in beside.heading)
    return True


def same_columns(first: ListHeading, second: ListHeading) -> bool:
    """Tell whether two headings put the same over the same columns, in the same words or others.

    The heading of the next page means what it meant above, whatever few cells stand below it.
    """
    if [c.heading for c in first.columns] == [c.heading for c in second.columns]:
        return True
    return [c.meaning for c in first.columns] == [c.meaning for c in second.columns]


__all__ = ["IDENTITY", "ListColumn", "ListHeading", "Sureness", "find_heading", "heading_at"]
