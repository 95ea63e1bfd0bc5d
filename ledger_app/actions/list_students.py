"""The student list of the window: numbers in order, rows as they are shown, what filters offer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import NO, YES
from ledger_app.domain.phrase import filter_words
from ledger_app.domain.phrase.filter_keys import FILLED, NOT, is_typed, may_be_typed
from ledger_app.domain.standing.sightings import SEEN_LATELY_DAYS
from ledger_app.domain.standing.standings import NAMES as STANDING_NAMES
from ledger_app.domain.telling.restricted import restricted_categories
from ledger_app.domain.telling.standings.board import REVIEW_DAYS
from ledger_app.domain.telling.standings.grounds_words import NAMES as GROUNDS_NAMES
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import places, student_rows
from ledger_app.store.lists.finding.conditions import FILTERS
from ledger_app.store.lists.student_rows import SORTS, ListQuery

__all__ = ["FILTERS", "SORTS", "ListQuery", "count", "living", "numbers", "offered", "rows"]

# Which code list names the values of a filter.
_CODE_LISTS = {
    "grade": "grade",
    "status": "status",
    "risk_level": "risk_level",
    "categories": "risk_category",
    "boards": "yesno",
    "sex": "sex",
    "relocation": "relocation_state",
}
_OWN_NAMES = {
    "unseen": {YES: f"超过 {SEEN_LATELY_DAYS} 天没有人见到", "": "见到过，或不用去见"},
    "ending": {YES: f"{REVIEW_DAYS} 天内到期", "": "没有期限，或还早"},
    "standing": {str(key): name for key, name in STANDING_NAMES.items()},
    "grounds": GROUNDS_NAMES,
}
_LEFT_BEHIND = {YES: "留守", NO: "非留守"}


def numbers(ledger: Ledger, query: ListQuery) -> list[int]:
    """Return the list numbers of the children that fit, in order."""
    return list(student_rows.student_nos(ledger, query))


def rows(ledger: Ledger, nos: Sequence[int]) -> list[Row]:
    """Return list rows in the order of `nos`; deleted children are left out."""
    return student_rows.list_rows(ledger, nos)


def changed_rows(ledger: Ledger, ids: Iterable[str]) -> dict[int, Row | None]:
    """Return {list number: list row} of these ids; None for a deleted child."""
    return student_rows.changed_rows(ledger, list(ids))


def make_ready(ledger: Ledger, query: ListQuery) -> bool:
    """Load a piece of what a search in this list looks through; return whether all is there."""
    return student_rows.make_ready(ledger, query)


def count(ledger: Ledger) -> int:
    """Return how many children the ledger keeps."""
    return student_rows.count(ledger)


def living(ledger: Ledger, ids: Iterable[str]) -> dict[int, bool]:
    """Return {list number: whether the file is in the lists} of these ids."""
    return student_rows.listed(ledger, list(ids))


def offered(ledger: Ledger, key: str) -> list[tuple[str, str, int]]:
    """Return (value, name, number of children) of what a filter can be set to.

    Restricted risk categories are left out: who has one is not to be seen from a list.
    """
    schools = places.school_names(ledger) if key == "school" else {}
    return [
        (value, schools.get(value) or value_name(key, value), number)
        for value, number in student_rows.values_of(ledger, key)
        if key != "categories" or value not in restricted_categories()
    ]


def is_filter(key: str) -> bool:
    """Tell whether lists can be filtered by this: a saved view may be of another program."""
    return key in FILTERS or may_be_typed(key)


def value_name(key: str, value: str) -> str:
    """Return how one value of a filter is called (schools excepted: those are in the ledger)."""
    if is_typed(key):
        return filter_words.value_name(key, value)
    if key == "boards" and value.startswith(NOT):
        return f"{value_name(key, YES if value == f'{NOT}{NO}' else NO)}或没填"
    if value.startswith(NOT):
        return f"不是{value_name(key, value.removeprefix(NOT))}"
    if value == FILLED:
        return "有"
    if key in _OWN_NAMES:
        return _OWN_NAMES[key].get(value, value)
    if not value:
        return "（未填）"
    if key == "left_behind":
        return _LEFT_BEHIND.get(value, value)
    if key == "class_no":
        return value if value.endswith("班") else f"{value}班"
    codes = _CODE_LISTS.get(key)
    return code_list(codes).name_of(value) if codes else value
