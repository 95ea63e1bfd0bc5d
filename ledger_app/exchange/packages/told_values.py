"""Which values may stand in a package: those that a ledger can hold, as its tables check them."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from ledger_app.catalogue import STUDENT, TABLES, Field, Kind, Owner
from ledger_app.catalogue.unit_tables.printout_change import PRINTOUT_CHANGE
from ledger_app.catalogue.unit_tables.rule_change import RULE_CHANGE
from ledger_app.catalogue.unit_tables.school import SCHOOL
from ledger_app.catalogue.unit_tables.school_class import SCHOOL_CLASS
from ledger_app.exchange.packages.refused import DAMAGED, FUTURE, PackageRefused

LONGEST = 1_000_000  # characters, where the field does not allow more
_LONGEST_NAME = 200
# As the tables check them: a ledger must be able to tell whatever it holds.
_SHAPES = {
    Kind.DATE: re.compile(r".{4}-.{2}-.{2}", re.DOTALL),
    Kind.MONTH: re.compile(r".{4}-.{2}", re.DOTALL),
    Kind.TIME: re.compile(r".{2}:.{2}", re.DOTALL),
    Kind.YES_NO: re.compile(r"[01]"),
    Kind.SCHOOL: re.compile(r"school:.+", re.DOTALL),
}
_OWN_VALUES = (RULE_CHANGE.key, PRINTOUT_CHANGE.key)
_LARGEST = 2**63 - 1  # what a column holds
_PLACES = {SCHOOL.key: "school:", SCHOOL_CLASS.key: "class:"}


@cache
def _fields(table: str) -> dict[str, Field]:
    return {field.key: field for field in TABLES[table].fields}


def must_be_stored(table: str, key: str, value: Any) -> None:  # noqa: ANN401
    """Raise PackageRefused where a column of this table cannot hold the value."""
    field = _fields(table).get(key)
    if field is None:
        raise PackageRefused(FUTURE)
    if field.kind is Kind.INTEGER:
        is_right = type(value) is int and abs(value) <= _LARGEST
    elif field.kind is Kind.DECIMAL:
        is_right = type(value) is float  # whole ones, too: so a column holds them
    else:
        is_right = isinstance(value, str) and _fits(field, value)
    if is_right and key == "value" and table in _OWN_VALUES:
        is_right = _is_json(value)  # every list reads it: one that cannot be read opens nothing
    if not is_right:
        raise PackageRefused(DAMAGED)


def _fits(field: Field, text: str) -> bool:
    if not text or len(text) > max(LONGEST, field.max_length):
        return False
    shape = _SHAPES.get(field.kind)
    return shape is None or shape.fullmatch(text) is not None


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
    if student is None:
        return table == "outcome"  # one of the unit: its column may be empty
    return isinstance(student, str) and [student] == student.split()
