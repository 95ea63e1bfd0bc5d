"""Find the heading rows of a sheet and what each column is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice, pairwise

from ledger_app.catalogue.codes import fold
from ledger_app.domain.names import name_problem, normalise_name
from ledger_app.exchange.layout.birth_columns import with_birth_parts
from ledger_app.exchange.layout.heading_words import (
    BLANK,
    Meaning,
    Use,
    is_person,
    meaning_of,
    member_field,
    path_meaning,
)
from ledger_app.exchange.layout.option_columns import with_options
from ledger_app.exchange.layout.row_kinds import kind_of_row
from ledger_app.exchange.reading.patience import go_on
from ledger_app.exchange.reading.workbook import Cell, Worksheet

DEEPEST = 3  # rows a heading may take
LOOK_AHEAD = 4  # rows after the first possible heading that may be a better one
MOST_TRIED = 60  # rows that speak of names or numbers and are no heading
IDENTITY = frozenset({"name", "id_no", "register_no"})


_IDENTITY_WORDS = re.compile(
    r"名|学\s*生|证|證|身份|籍|ｎａｍｅ|name|id_no|register_no", re.IGNORECASE
)


class Sureness(StrEnum):
    """How sure it is what a column means."""

    CERTAIN = "certain"  # a label or alias under a group that is understood, or an ID column
    ASKED = "asked"  # it could be several things or several people's: nothing of it is stored
    UNKNOWN = "unknown"  # nothing is called so
    SAID = "said"  # a person assigned it


@dataclass(frozen=True)
class ListColumn:
    """One column of a list: where, its heading as one text, what it is used for.

    Of a column that is ASKED or UNKNOWN the meaning is UNKNOWN: nothing is stored until somebody
    assigns it. `doubt` says why it is asked, `choices` what it could be, each as a heading that
    means it by itself (联系电话, 父亲联系电话, 监护人联系电话).
    """

    index: int
    heading: str
    meaning: Meaning
    grouped: bool = False  # the rows above the last one changed what it means
    sure: Sureness = Sureness.CERTAIN
    doubt: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListHeading:
    """A heading of `depth` rows from `row` (0-based) and the columns under it."""

    row: int
    depth: int
    columns: tuple[ListColumn, ...]

    @property
    def mapped(self) -> int:
        """Count the different things under it that the ledger keeps."""
        return len({column.meaning for column in self.columns if column.meaning.counts})

    @property
    def rank(self) -> tuple[int, bool, int]:
        """Compare headings: more columns understood, groups made use of, fewer rows."""
        return self.mapped, any(column.grouped for column in self.columns), -self.depth

    @property
    def last(self) -> int:
        """Return the last row of the heading."""
        return self.row + self.depth - 1


def find_heading(sheet: Worksheet, start: int = 0, stop: int | None = None) -> ListHeading | None:
    """Return the first heading at or after row `start`; None when the sheet has no list."""
    filled = filled_rows(sheet)
    last = len(sheet.rows) if stop is None else min(stop, len(sheet.rows))
    for row in islice(_candidates(sheet, start, last), MOST_TRIED):
        best = _best_at(sheet, filled, row)
        if best is None:
            continue
        for later in range(row + 1, min(row + LOOK_AHEAD, last)):
            if _child_between(sheet, best, later):
                break
            other = _best_at(sheet, filled, later)
            if other and other.rank > best.rank:
                best = other
        return best
    return None


def heading_at(sheet: Worksheet, row: int, depth: int) -> ListHeading | None:
    """Return the heading of `depth` rows that a person pointed at; None if it names nobody."""
    filled = filled_rows(sheet)
    found = [
        heading
        for heading in _headings(sheet, filled, max(row, 0), max(depth, 1))
        if any(_identity_key(column) for column in heading.columns)
    ]
    return max(found, key=lambda heading: heading.rank, default=None)


def _child_between(sheet: Worksheet, heading: ListHeading, later: int) -> bool:
    """Tell whether the row before `later` is a child's already: what follows is another list."""
    before = later - 1
    name = next((c.index for c in heading.columns if _identity_key(c) == "name"), -1)
    used = [column.index for column in heading.columns if column.meaning.counts]
    return before > heading.last and kind_of_row(sheet.rows[before], name, used) is None


def _candidates(sheet: Worksheet, start: int, stop: int) -> Iterator[int]:
    """Give the rows that begin a band with the caption of a name or number somewhere in it."""
    named: dict[int, bool] = {}
    for row in range(start, stop):
        go_on()
        band = range(row, min(row + DEEPEST, len(sheet.rows)))
        for at in band:
            if at not in named:
                named[at] = _names_somebody(sheet.rows[at])
        if any(named[at] for at in band):
            yield row


def _names_somebody(cells: Sequence[Cell]) -> bool:
    """Tell whether a row may have the caption of a name or number: a quick look before trying."""
    return any(isinstance(cell, str) and _IDENTITY_WORDS.search(cell) for cell in cells)


def filled_rows(sheet: Worksheet) -> dict[int, list[Cell]]:
    """Return the rows that merged cells touch, with each merged cell's text all over its range."""
    filled: dict[int, list[Cell]] = {}
    for top, left, bottom, right in sheet.merged:
        go_on()
        if bottom - top >= DEEPEST or top >= len(sheet.rows):
            continue
        value = sheet.rows[top][left] if left < len(sheet.rows[top]) else ""
        for row in range(top, min(bottom + 1, len(sheet.rows))):
            cells = filled.setdefault(row, list(sheet.rows[row]))
            end = min(right + 1, len(cells))
            cells[left:end] = [value] * (end - left)
    return filled


def _best_at(sheet: Worksheet, filled: dict[int, list[Cell]], row: int) -> ListHeading | None:
    """Return the best heading that begins in this row."""
    if not _may_be_heading(sheet.rows[row]):
        return None
    found = [
        heading
        for depth in range(1, DEEPEST + 1)
        for heading in _headings(sheet, filled, row, depth)
        if _is_list(sheet, heading)
    ]
    return max(found, key=lambda heading: heading.rank, default=None)


def _may_be_heading(cells: Sequence[Cell]) -> bool:
    """Tell whether there are two texts and hardly anything else; saves trying data rows."""
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    others = sum(cell != "" and not isinstance(cell, str) for cell in cells)
    # A heading is text; the rare number among it is a year or a running number.
    if others * 4 <= len(texts):
        return len(texts) >= 1
    found = [meaning_of(text).field for text in texts if len(text) <= 60]
    return any(field and field.key in IDENTITY for field in found)  # 姓名 | 1 | 2 | 3: a register


def _headings(
    sheet: Worksheet, filled: dict[int, list[Cell]], row: int, depth: int
) -> list[ListHeading]:
    band = range(row, row + depth)
    if band[-1] >= len(sheet.rows):
        return []
    lines = [[_caption(cell) for cell in filled.get(at, sheet.rows[at])] for at in band]
    variants = [lines]
    if depth > 1:
        variants.append([_spread(line, lines[-1]) for line in lines[:-1]] + lines[-1:])
    return [ListHeading(row, depth, _columns(variant)) for variant in variants]


def _caption(cell: Cell) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) and len(cell) <= 60 else ""


def _spread(groups: list[str], below: list[str]) -> list[str]:
    """Let a group's heading reach over the empty cells at its right that have a caption below."""
    spread, group = [], ""
    for text, caption in zip(groups, below, strict=True):
        group = text if text else (group if caption else "")
        spread.append(group)
    return spread


def _columns(lines: list[list[str]]) -> tuple[ListColumn, ...]:
    columns = []
    paths = list(zip(*lines, strict=True))
    meanings = with_options(paths, [path_meaning(path) if any(path) else BLANK for path in paths])
    meanings = with_birth_parts(lines[-1], meanings)
    for index, (path, meaning) in enumerate(zip(paths, meanings, strict=True)):
        texts = [text for text in dict.fromkeys(path) if text]
        grouped = len(texts) > 1 and meaning != path_meaning((texts[-1],))
        columns.append(ListColumn(index, "·".join(texts), meaning, grouped))
    return _told_apart(columns)


_PERSONAL = frozenset(
    {"id_no", "id_type", "sex", "birth_date", "phone", "phone2", "address", "home_address"}
    | {"hukou_address", "relation", "ethnic", "health", "political"}
)
_NAME = meaning_of("姓名")
_CHILD = re.compile("学生|儿童|孩子|幼儿|被监护人")
# Names of other people, and how the keys of what is said of them begin.
_PERSONS = {
    "guardian_name": "guardian",
    "carer_name": "carer",
    "head_name": "householder",
    "home_teacher": "teacher",
}


def _told_apart(columns: list[ListColumn]) -> tuple[ListColumn, ...]:
    """Give a heading that comes twice (电话 after 父亲, then after 母亲) to the person before."""
    repeated = _repeated(columns)
    person = ""
    told: list[ListColumn] = []
    for column in columns:
        meaning = column.meaning
        if meaning.use is Use.MEMBER and meaning.field and meaning.field.key == "name":
            person = meaning.member
        elif meaning.field and meaning.field.key in _PERSONS:
            person = _PERSONS[meaning.field.key]
        elif person and (meaning in repeated or _is_carers(meaning, person)):
            meaning = _of_person(meaning, person)
        elif meaning.use is Use.STUDENT and meaning.field and meaning.field.key == "name":
            person = ""
        told.append(replace(column, meaning=meaning))
    return tuple(_one_child(told))


def _one_child(columns: list[ListColumn]) -> list[ListColumn]:
    """Keep one column for the name and for each number: the one that says 学生, else the first.

    A second 姓名 is a parent's or begins another list; it must not stand in for an empty first.
    """
    chosen: dict[str, ListColumn] = {}
    for column in columns:
        key = _identity_key(column)
        if key and (key not in chosen or _CHILD.search(column.heading)):
            told = key in chosen and _CHILD.search(chosen[key].heading)
            chosen[key] = chosen[key] if told else column
    doubled = {"name"} | {key for key in chosen if _CHILD.search(chosen[key].heading)}
    others = [
        column.index
        for column in columns
        if (key := _identity_key(column)) in doubled and column is not chosen[key]
    ]
    name_at = chosen["name"].index if "name" in chosen else 0
    first_other = min((at for at in others if columns[at].meaning == _NAME), default=name_at)
    return [
        replace(column, meaning=Meaning(Use.UNKNOWN))
        if column.index in others
        or (first_other < column.index < name_at and _is_personal(column.meaning))
        else column
        for column in columns
    ]


def _is_personal(meaning: Meaning) -> bool:
    field = meaning.field
    return meaning.use is Use.STUDENT and field is not None and field.key in _PERSONAL


def _identity_key(column: ListColumn) -> str:
    field = column.meaning.field
    return (
        field.key
        if column.meaning.use is Use.STUDENT and field is not None and field.key in IDENTITY
        else ""
    )


def _is_carers(meaning: Meaning, person: str) -> bool:
    """Tell whether 与儿童关系 stands beside the carer and not beside a guardian."""
    relation = meaning.field is not None and meaning.field.key == "guardian_relation"
    return person == "carer" and relation


def _repeated(columns: list[ListColumn]) -> set[Meaning]:
    seen: set[Meaning] = set()
    repeated: set[Meaning] = set()
    for column in columns:
        if column.meaning.use is Use.STUDENT:
            (repeated if column.meaning in seen else seen).add(column.meaning)
    return repeated


def _of_person(meaning: Meaning, person: str) -> Meaning:
    key = meaning.field.key if meaning.field else ""
    if person in _PERSONS.values():
        key = key.removeprefix("guardian_")
        if key not in _PERSONAL:
            return meaning
        theirs = meaning_of(f"{person}_{key}")
        return theirs if theirs.use is Use.STUDENT else Meaning(Use.UNKNOWN)
    key = {"guardian_relation": "relation"}.get(key, key)
    member = member_field(key)
    return Meaning(Use.MEMBER, member, person) if member else meaning


def _is_list(sheet: Worksheet, heading: ListHeading) -> bool:
    """Tell whether this is the heading of a list of children and not a form for one child."""
    meanings = [column.meaning for column in heading.columns]
    texts = sum(meaning.use is not Use.BLANK for meaning in meanings)
    mapped = len({meaning for meaning in meanings if meaning.counts})
    if not any(
        m.use is Use.STUDENT and m.field is not None and m.field.key in IDENTITY for m in meanings
    ):
        return False
    captions = {fold(column.heading) for column in heading.columns if column.heading}
    if _family_of_a_form(heading.columns):
        return False
    if "问题" not in captions and _caption_below(sheet, heading):  # rows to mend are no form
        return False
    if mapped < 2 and not (mapped == 1 and len(captions) <= 2):
        return False
    known = sum(meaning.use not in (Use.BLANK, Use.UNKNOWN) for meaning in meanings)
    told = {meaning for meaning in meanings if meaning.counts} - {meaning_of("班内学号")}
    return known * 2 > texts or (
        len(told) >= 2 and not _is_form(meanings) and _names_below(sheet, heading)
    )


def _texts_below(sheet: Worksheet, heading: ListHeading) -> list[str]:
    """Return the texts under 姓名 in the next rows, a repeated heading left out."""
    at = next((c.index for c in heading.columns if _identity_key(c) == "name"), None)
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
    for column in columns:
        if column.meaning.field and column.meaning.field.key == "name":
            return False
        if column.meaning.use is Use.UNKNOWN and is_person(column.heading.rpartition("·")[2]):
            return True
    return False


def _is_form(meanings: list[Meaning]) -> bool:
    """Tell whether captions and what was filled in take turns: 姓名 | 王刚 | 性别 | 男."""
    shown = [meaning for meaning in meanings if meaning.use is not Use.BLANK]
    answered = sum(first.counts and second.use is Use.UNKNOWN for first, second in pairwise(shown))
    return answered >= 2 and answered * 2 >= sum(meaning.counts for meaning in shown)


def same_columns(first: ListHeading, second: ListHeading) -> bool:
    """Tell whether two headings put the same meaning over the same columns."""
    return [c.meaning for c in first.columns] == [c.meaning for c in second.columns]
