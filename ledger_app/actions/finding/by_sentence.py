"""一句话查人: what is typed is looked for as names first; where nobody is found so, it is read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ledger_app.domain import names
from ledger_app.domain.phrase.meaning import Reading, together
from ledger_app.domain.telling.class_words import short_class
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import student_rows
from ledger_app.store.lists.student_rows import ListQuery

MOST_OFFERED = 5  # children of the same sound


@dataclass(frozen=True)
class Alike:
    """Names that sound as what was typed, or nearly: (name, name with class), (王, 王 12人)."""

    children: tuple[tuple[str, str], ...] = ()
    same: bool = True


NOTHING, NOBODY = Reading(), Alike()


@dataclass(frozen=True)
class Understood:
    """What is listed for a text: `query`. `reading` is what it would be as a sentence; `is_read`
    tells whether that is what is listed. `alike` are others, where nobody is listed."""

    query: ListQuery
    reading: Reading = NOTHING
    is_read: bool = False
    alike: Alike = NOBODY


def understood(ledger: Ledger, query: ListQuery) -> Understood:
    """Return how the text of a query is taken: whoever has the name typed is found by it.

    A blank at the end says that a word is done, so that it may be read: 青山 and a blank.
    """
    text = query.text
    if not text.strip():
        return Understood(query)
    named = bool(student_rows.student_nos(ledger, query))
    reading = reading_of(ledger, text)
    if reading.chips and (not named or (text[-1:].isspace() and not reading.rest)):
        taken = with_reading(query, reading)
        nobody = reading.rest and not student_rows.student_nos(ledger, taken)
        return Understood(taken, reading, True, _alike(ledger, taken) if nobody else NOBODY)
    if named:
        return Understood(query, NOTHING if reading.rest else reading)
    return Understood(query, alike=_alike(ledger, query))


def reading_of(ledger: Ledger, text: str) -> Reading:
    """Return what a text says as a sentence; Latin letters and digits say nothing."""
    if text.isascii():
        return Reading(rest=text)
    from ledger_app.domain.phrase.reader import read  # a name or a number is found without it
    from ledger_app.store.lists.finding.ledger_words import words_of

    return read(text, words_of(ledger, text))


@dataclass(frozen=True)
class Told:
    """What is said of a text: filters (title, values), the rest, how many are found, who sounds
    like it (name, shown)."""

    chips: tuple[tuple[str, str], ...] = ()
    rest: str = ""
    is_read: bool = False
    found: int = 0
    alike: tuple[tuple[str, str], ...] = ()
    same: bool = True


def told(ledger: Ledger, taken: Understood) -> Told | None:
    """Return what is to be said of a text, None where all were found by name."""
    from ledger_app.actions.finding import filter_names

    found = len(student_rows.student_nos(ledger, taken.query))
    chips = tuple(filter_names.chip_names(ledger, taken.reading))
    if chips:
        rest = taken.reading.rest
        return Told(chips, rest, taken.is_read, found, taken.alike.children, taken.alike.same)
    text = taken.query.text.strip()
    if found or (text.isascii() and not taken.alike.children):
        return None
    return Told((), text, alike=taken.alike.children, same=taken.alike.same)


def name_only(name: str) -> Reading:
    """Return the reading of a text that is nothing but a name."""
    return Reading(rest=name)


def with_reading(query: ListQuery, reading: Reading) -> ListQuery:
    """Return a query that asks for what was understood, and for the rest by name."""
    filters = together((*query.filters, *reading.filters()))
    return replace(query, text=reading.rest, filters=filters)


def _alike(ledger: Ledger, query: ListQuery) -> Alike:
    """Return the children of the same sound, or else those of nearly the same; names once each.

    One character alone is the beginning of a name: the surnames that sound so are named.
    """
    typed = names.query_key(query.text)
    if len(typed) == 1:
        surnames = student_rows.surnames_sounding(ledger, query)[:MOST_OFFERED]
        return Alike(tuple((name, f"{name} {count}人") for name, count in surnames))
    same, near = student_rows.sounding(ledger, query)
    rows = student_rows.list_rows(ledger, (same or near)[: MOST_OFFERED * 4])
    once = {row["name"]: f"{row['name']} {short_class(row)}".strip() for row in reversed(rows)}
    return Alike(tuple(reversed(once.items()))[:MOST_OFFERED], bool(same))


def find(ledger: Ledger, text: str) -> tuple[list[Row], Reading]:
    """Return list rows of the children that a text finds, and what was read of it, if it was."""
    query = ListQuery(text=text)
    nos, reading = student_rows.student_nos(ledger, query), NOTHING
    if not nos or text[-1:].isspace():  # a name needs no words to be learned
        taken = understood(ledger, query)
        nos = student_rows.student_nos(ledger, taken.query)
        reading = taken.reading if taken.is_read else NOTHING
    return student_rows.list_rows(ledger, nos), reading


def sounding_like(ledger: Ledger, text: str) -> Alike:
    """Return who sounds like what was typed: for where nobody was found."""
    return understood(ledger, ListQuery(text=text)).alike
