"""Which values may stand in a package: those that a ledger can hold, as its tables check them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from ledger_app.catalogue import STUDENT, TABLES, Field, Kind, Owner
from ledger_app.catalogue.unit_tables.printout_change import PRINTOUT_CHANGE
from ledger_app.catalogue.unit_tables.rule_change import RULE_CHANGE
from ledger_app.catalogue.unit_tables.school import SCHOOL
from ledger_app.catalogue.unit_tables.school_class import SCHOOL_CLASS
from ledger_app.domain.dates import FIRST_YEAR
from ledger_app.exchange.packages.refused import DAMAGED, FUTURE, PackageRefused

LONGEST = 1_000_000  # characters, where the field does not allow more
_LONGEST_NAME = 200
# As the tables check them: a ledger must be able to tell whatever it holds.
_FORMS = {
    Kind.DATE: re.compile(r".{4}-.{2}-.{2}", re.DOTALL),
    Kind.MONTH: re.compile(r".{4}-.{2}", re.DOTALL),
    Kind.TIME: re.compile(r".{2}:.{2}", re.DOTALL),
    Kind.YES_NO: re.compile(r"[01]"),
    Kind.SCHOOL: re.compile(r"school:.+", re.DOTALL),
}
_OWN_VALUES = (RULE_CHANGE.key, PRINTOUT_CHANGE.key)
_LARGEST = 2**63 - 1  # what a column holds
_DAYS = (Kind.DATE, Kind.MONTH)
_YEARS = 300
_PLACES = {SCHOOL.key: "school:", SCHOOL_CLASS.key: "class:"}


class _Shape(NamedTuple):
    """What a column takes: the type of its values; of a text how long it may be, and its form."""

    type: type
    longest: int = 0
    has_form: Callable[[str], object] | None = None


@cache
def _shapes(table: str) -> dict[str, _Shape]:
    own = table in _OWN_VALUES
    return {
        field.key: _shape(field, is_json=own and field.key == "value")
        for field in TABLES[table].fields
    }


def _shape(field: Field, *, is_json: bool) -> _Shape:
    if field.kind is Kind.INTEGER:
        return _Shape(int)
    if field.kind is Kind.DECIMAL:
        return _Shape(float)  # whole ones, too: so a column holds them
    form = _FORMS.get(field.kind)
    # Every list reads a rule: one that cannot be read would open no ledger.
    has_form = _is_json if is_json else form.fullmatch if form else None
    return _Shape(str, max(LONGEST, field.max_length), has_form)


def must_be_stored(table: str, values: Mapping[str, Any]) -> None:
    """Raise PackageRefused where the columns of this table cannot hold these values."""
    shapes = _shapes(table)
    for key, value in values.items():
        if key not in shapes:
            raise PackageRefused(FUTURE)
        kind, longest, has_form = shapes[key]
        is_right = type(value) is kind
        if is_right and longest:
            is_right = 0 < len(value) <= longest and (not has_form or bool(has_form(value)))
        elif is_right:
            is_right = abs(value) <= _LARGEST
        if not is_right:
            raise PackageRefused(DAMAGED)


def must_be_of_our_time(table: str, values: Mapping[str, Any]) -> None:
    """Raise PackageRefused at a day that nobody reckons with: no calendar goes so far.

    Only of what others send; what a ledger of ours holds it must be able to tell.
    """
    for key in _day_keys(table):
        if key in values and not FIRST_YEAR <= _year(values[key]) < FIRST_YEAR + _YEARS:
            label = TABLES[table].field(key).label
            raise PackageRefused(DAMAGED, f"这个包里有离今天太远的日期（{label}），没有收。")


@cache
def _day_keys(table: str) -> tuple[str, ...]:
    return tuple(each.key for each in TABLES[table].fields if each.kind in _DAYS)


def _year(text: str) -> int:
    """Return the year of a day; one that is no day is told as it is and counts for none."""
    year = text[:4]
    return int(year) if year.isascii() and year.isdigit() else FIRST_YEAR


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def must_name_a_record(table: object, record_id: object, student: object) -> None:
    """Raise PackageRefused where a record of this name can be in no package."""
    if not isinstance(table, str) or not isinstance(record_id, str):
        raise PackageRefused(DAMAGED)
    if table not in TABLES:
        raise PackageRefused(FUTURE)
    if TABLES[table].owner is Owner.HERE:
        raise PackageRefused(DAMAGED)
    is_right = 0 < len(record_id) <= _LONGEST_NAME and "\0" not in record_id
    if table in _PLACES:
        is_right = is_right and student is None and record_id.startswith(_PLACES[table])
    else:
        # Ids stand in lists, by blanks.
        is_right = is_right and record_id.split() == [record_id]
        is_right = is_right and _is_whose(table, record_id, student)
    if not is_right:
        raise PackageRefused(DAMAGED)


def _is_whose(table: str, record_id: str, student: object) -> bool:
    if table == STUDENT.key:
        return student == record_id
    if not TABLES[table].of_student:
        return student is None
    return isinstance(student, str) and [student] == student.split()
