"""Which differences may be decided many at once: nobody's being at school hangs on them."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from ledger_app.catalogue import STUDENT, TABLES, Field, Kind

_HARMLESS = frozenset({Kind.PHONE, Kind.LONG_TEXT})
# Of the child itself: who it is, where it should be, what it counts as.
_HARMLESS_SECTIONS = frozenset({"联系与住址", "上下学与生活", "七长"})
# Of an empty field, what may not be filled unseen: who the child is, where it is at school.
_WEIGHTY_SECTIONS = frozenset({"档案", "学籍", "特殊身份"})
_WEIGHTY_KINDS = frozenset({Kind.ID_NUMBER, Kind.SCHOOL, Kind.DATE, Kind.MONTH})
_WHO_IT_IS = frozenset({"name", "sex", "id_type", "no_id_reason", "temp_no"})
_SIGNS = re.compile(r"[\s，。、；：,.;:·\-—()（）]+")


def is_harmless(table: str, field: str, ours: Any, theirs: Any) -> bool:  # noqa: ANN401
    """Tell whether a wrong choice would neither hide a child nor mistake it for another.

    Telephones, addresses and notes are, values that differ in signs and blanks only, and what is
    filled into an empty field of the child's own; never identity, school, class, states, dates, or
    whether a record stays.
    """
    known = TABLES.get(table)
    if known is None or not field:
        return False
    try:
        own = known.field(field)
    except KeyError:
        return False
    if own.sensitive:
        return False
    if table == STUDENT.key and ours is None:
        return not _is_weighty(own)
    return _is_of_little_weight(own) or (
        own.kind in (Kind.TEXT, Kind.NAME) and _plain(ours) == _plain(theirs)
    )


def _is_weighty(field: Field) -> bool:
    return (
        field.section in _WEIGHTY_SECTIONS
        or field.kind in _WEIGHTY_KINDS
        or field.key in _WHO_IT_IS
    )


def _is_of_little_weight(field: Field) -> bool:
    return field.kind in _HARMLESS or field.section in _HARMLESS_SECTIONS


def _plain(value: Any) -> str:  # noqa: ANN401
    return _SIGNS.sub("", unicodedata.normalize("NFKC", str(value or "")))
