"""The keys and values that filters of the list are made of, as far as they are no plain column."""

from __future__ import annotations

from ledger_app.catalogue import FILE_TABLES, STUDENT, Field
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import StatusCode
from ledger_app.domain.telling.restricted import (
    HIDDEN_CODES,
    RESTRICTED,
    SENSITIVE,
    UNSPOKEN_TABLES,
    categories_of,
)

Filters = tuple[tuple[str, tuple[str, ...]], ...]  # all must hold, each by any of its values

FIELD = "field:"  # and the key of a field of the file
EITHER, NEITHER = "either:", "neither:"  # and the word; values are key=value: any of them, none
NOT = "!"  # before a value: all but that one
FILLED = "*"  # anything; "" is nothing
# Typed, never ticked. days (or "never"); over, days ahead; 12-15; 2015-03; week, month, days
TYPED_KEYS = (
    "class", "not_contacted", "not_called", "not_visited", "not_seen", "contacted", "called",
    "visited", "seen", "due", "age", "born", "born_between", "created", "last_result",
    "responsible", "teacher", "phone_of", "relative", "record",
)  # fmt: skip
# Tables of a file that children can be looked for by: a concern alone may tell of a hidden matter,
# and what the program keeps about a file has no tab.
KEPT_TABLES = tuple(
    each.key for each in FILE_TABLES
    if each.tab and each.key not in (*UNSPOKEN_TABLES, "concern", "unlisted")
)  # fmt: skip
# Columns of the list that are called as a field of the file is.
COLUMNS = ("school", "grade", "class_no", "village_name", "sex", "boards")
# Whether a file is marked as secret is not to be seen from a list either.
_NEVER = frozenset({"confidentiality"})
_HIDDEN_HERE = {"status": {StatusCode.SPECIAL_SCHOOL}}


def may_be_asked(field: Field) -> bool:
    """Tell whether children can be looked for by a field of the file."""
    return not field.sensitive and field.key not in _NEVER


def asked_fields() -> tuple[Field, ...]:
    """Return the fields of the file that children can be looked for by."""
    return tuple(each for each in STUDENT.fields if may_be_asked(each))


def key_of(field: Field) -> str:
    """Return the filter of a field: the column of the list, where it has one."""
    return field.key if field.key in COLUMNS else f"{FIELD}{field.key}"


def codes_asked(codes: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return (value, words) of a code list without those that tell of a restricted matter."""
    hidden = set(HIDDEN_CODES.get(codes, ())) | _HIDDEN_HERE.get(codes, set())
    if codes == "risk_category":
        hidden |= categories_of(RESTRICTED, SENSITIVE)
    return [
        (code.value, (code.name, *code.aliases))
        for code in code_list(codes).codes
        if code.value not in hidden
    ]


def joined(key: str, value: str) -> str:
    """Return one of several meanings of a word as a value: see `parted`."""
    return f"{key}={value}"


def parted(text: str) -> tuple[str, str]:
    """Return key and value of one of several meanings."""
    key, _, value = text.partition("=")
    return key, value


def is_typed(key: str) -> bool:
    """Tell whether a filter is one that only a sentence makes."""
    return key in TYPED_KEYS or key.startswith((FIELD, EITHER, NEITHER))


def may_be_typed(key: str) -> bool:
    """Tell whether there is such a filter, and whether it may be asked for."""
    if key.startswith(FIELD):
        return any(key_of(each) == key for each in asked_fields())
    return is_typed(key)
