"""What a row is known by in next month's workbook, so that what was decided of it is remembered."""

from __future__ import annotations

import hashlib
import re

from ledger_app.catalogue.codes import fold
from ledger_app.domain.identity import forms_of
from ledger_app.domain.names import name_key
from ledger_app.domain.same_child.sides import Side

_LENGTH = 32  # characters: no two rows of a county will ever share them
_NUMBER = re.compile("[0-9]{5}")  # and not 办理中 or 无, which many children share
_COUNTED = re.compile("[0-9零一二三四五六七八九十〇年月日.()_ -]+|副本|最新|新版|终稿")


def row_key(side: Side, typed: str = "", source: str = "") -> str:
    """Return the key of a row: the same next month though row, class or telephone change.

    A number as it was `typed`, sound or not, is enough with the name; else birth date and family;
    else all the row says of its place, and the workbook's name (`source`, months and dates apart):
    what was decided of a bare name holds only for lists of that source.
    """
    return hashlib.sha256("|".join(_parts(side, typed, source)).encode()).hexdigest()[:_LENGTH]


def _parts(side: Side, typed: str, source: str) -> list[str]:
    name = name_key(side.text("name"))
    number = typed if _NUMBER.search(typed) else side.text("id_no") or side.register
    if number:
        return [name, "number", (forms_of(number) or ("",))[0]]
    born, people = side.text("birth_date"), sorted(side.people)
    if born and people:
        return [name, "birth", born, *people]
    place = [side.text("school"), side.text("grade"), side.class_no, side.village, side.head]
    told = [born, side.text("sex"), *people, *place, *sorted(side.phones)]
    return [name, "told", *told, _COUNTED.sub("", fold(source))]
