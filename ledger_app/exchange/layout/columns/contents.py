"""What only the cells can tell: whose identity numbers a column has, whether one teacher has many
telephones. Nothing else is decided by content.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ledger_app.domain import identity
from ledger_app.domain.values import as_text
from ledger_app.exchange.layout.columns.list_columns import ListColumn, Sureness
from ledger_app.exchange.layout.columns.neighbours import NUMBERS, PHONES, is_inferred
from ledger_app.exchange.layout.heading_words import Use, meaning_of, written_caption
from ledger_app.exchange.reading.workbook import Cell, is_fault

LOOKED_AT = 300  # rows: enough to tell, few enough to be quick
MOST = 0.8  # of the numbers of a column
GROWN_UP, OLDEST_PUPIL = 22, 20
_NUMBER, _PHONE = meaning_of("身份证件号"), meaning_of("联系电话")
Rows = Sequence[Sequence[Cell]]


def settled(columns: Sequence[ListColumn], rows: Rows, year: int) -> list[ListColumn]:
    """Return the columns, told by their cells where nothing else can be meant."""
    found = _by_age(columns, rows, year)
    found = [_without_many_phones(column, found, rows) for column in found]
    found = _of_one_child(found, rows)
    if any(column.meaning == _NUMBER for column in found):
        return found
    numbers = [
        column.index
        for column in found
        if column.meaning.use in (Use.UNKNOWN, Use.BLANK)
        and column.sure is not Sureness.SAID
        and not column.choices
        and _whose(column.index, rows, year, sound=True) == "child"
    ]
    if len(numbers) != 1:
        return found
    return [_as_number(column) if column.index == numbers[0] else column for column in found]


def _as_number(column: ListColumn) -> ListColumn:
    heading = column.heading or "（没有标题）"
    return replace(
        column, heading=heading, meaning=_NUMBER, sure=Sureness.CERTAIN, doubt="", choices=()
    )


def _by_age(columns: Sequence[ListColumn], rows: Rows, year: int) -> list[ListColumn]:
    """Give an identity number beside somebody to whom its dates of birth point, and the telephone
    right behind it to the same."""
    found: list[ListColumn] = []
    whose = ""
    for column in columns:
        if _NUMBER in map(meaning_of, column.choices):
            whose = _whose(column.index, rows, year)
        elif _PHONE not in map(meaning_of, column.choices):
            whose = ""
        found.append(_given(column, whose))
    return found


def _given(column: ListColumn, whose: str) -> ListColumn:
    if column.sure is not Sureness.ASKED or not whose:
        return column
    own = next((each for each in column.choices if meaning_of(each) in (_NUMBER, _PHONE)), "")
    theirs = column.choices[0] if column.choices[0] != own else ""
    # A telephone beside somebody who has no place in the file stays asked, whoever's the number is.
    chosen = own if whose == "child" and (theirs or _is_number(own)) else theirs
    chosen = chosen if whose == "child" or theirs else ""
    if not chosen:
        return column
    return replace(column, meaning=meaning_of(chosen), sure=Sureness.CERTAIN, doubt="", choices=())


def _of_one_child(columns: Sequence[ListColumn], rows: Rows) -> list[ListColumn]:
    """Ask about a second column of numbers that are others than the first one's: a row in which
    only it is filled would get somebody else's."""
    first = next((column for column in columns if column.meaning == _NUMBER), None)
    return [
        column.asked(f"和前面的“{first.caption}”不是同一个号码，不知道是谁的", *NUMBERS[1:])
        if first and column is not first and _are_others(column, first, rows)
        else column
        for column in columns
    ]


def _are_others(column: ListColumn, first: ListColumn, rows: Rows) -> bool:
    if column.meaning != _NUMBER or column.sure is Sureness.SAID:
        return False
    pairs = [(as_text(row[first.index]), as_text(row[column.index])) for row in rows]
    both = [tuple(map(identity.normalise_id, pair)) for pair in pairs if all(pair)]
    return sum(one != other for one, other in both) * 2 > len(both)


def _is_number(choice: str) -> bool:
    return meaning_of(choice) == _NUMBER


def _whose(index: int, rows: Rows, year: int, *, sound: bool = False) -> str:
    """Return child or adult if most filled cells are numbers of such an age, else "".

    `sound`: only with the right check digit, where nothing but the cells says what a column is.
    """
    texts = [as_text(row[index]) for row in rows if row[index] != ""]
    numbers = [identity.normalise_id(text) for text in texts if text.strip()]
    ages: Counter[str] = Counter()
    for number in numbers:
        born = identity.birth_of(number) if len(number) == 18 else None
        if born and (identity.is_valid_id(number) or not sound):
            age = year - born.year
            ages["child" if age <= OLDEST_PUPIL else "adult" if age >= GROWN_UP else ""] += 1
    most, count = ages.most_common(1)[0] if ages else ("", 0)
    return most if count >= MOST * len(numbers) else ""


def _without_many_phones(
    column: ListColumn, columns: Sequence[ListColumn], rows: Rows
) -> ListColumn:
    """Ask about a telephone beside a teacher who would have several: it is the families'."""
    if not is_inferred(column):
        return column
    names = [c for c in columns[: column.index] if _names_official(c)]
    if not names:
        return column
    phones: dict[str, set[str]] = {}
    for row in rows:
        name, phone = (as_text(row[at]).strip() for at in (names[-1].index, column.index))
        # An error is nobody's name, and the heading of the next page has no number.
        if name and not is_fault(name) and any(map(str.isdigit, phone)):
            phones.setdefault(name, set()).add(phone)
    if sum(len(each) > 1 for each in phones.values()) * 2 < len(phones) or not phones:
        return column
    doubt = f"挨着“{names[-1].caption}”，可是同一个人有好几个号码，不知道是谁的"
    return column.asked(doubt, *PHONES, written_caption("", column.meaning))


def _names_official(column: ListColumn) -> bool:
    field = column.meaning.field
    return field is not None and field.key in ("home_teacher", "helper_name")
