"""Titles between the rows of a list: 三年级(2)班, 福利镇石门小学 hold for the rows below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ledger_app.catalogue.codes import fold
from ledger_app.exchange.layout.class_names import class_of, school_in, unit_in
from ledger_app.exchange.layout.heading_words import Use
from ledger_app.exchange.layout.headings import ListHeading
from ledger_app.exchange.layout.row_kinds import has_id
from ledger_app.exchange.layout.sheet_titles import Context, read_titles
from ledger_app.exchange.reading.workbook import Cell

_MOST_TEXTS = 3  # 三年级(2)班 | 班主任：李老师 | 共 40 人
_BEGINS_WITH_CLASS = re.compile(
    "(?:小学|初中)?(?:第?[一二三四五六七八九1-9]|初[一二三]|20[0-9]{2}级|学前)[^,，;；]*[级班]"
)
_BARE_CLASS = re.compile("第?[(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)]?班")
_LABELS = ("班级", "年级班级", "年级", "班别", "所在班级", "班级名称")
_PLACES = frozenset({"grade", "class_no", "village_name", "hamlet", "address", "prev_school"})


def title_between(
    cells: Sequence[Cell], heading: ListHeading, name_at: int, context: Context
) -> Context | None:
    """Return what a title row says with what was said above it; None if the row is no title."""
    labelled = _under_label(cells)
    if labelled:
        return _then_class(context, labelled)
    if len(cells) - cells.count("") > _MOST_TEXTS:  # nearly always, and at once
        return None
    bare = _bare_class(cells)
    if bare:
        return replace(context, class_name=replace(context.class_name, class_no=bare))
    filled = [at for at, cell in enumerate(cells) if str(cell).strip()]
    texts = [cell for at in filled if isinstance(cell := cells[at], str)]
    if not texts or len(texts) < len(filled) or has_id(cells):
        return None
    first, alone = texts[0].strip(), len(texts) == 1
    if name_at >= 0 and str(cells[name_at]).strip() not in ("", first):
        return None
    if not alone and _is_place(heading, filled[0]):
        return None  # a nameless child of that class
    if not (_names_class(first, alone=alone) or (alone and _names_school(first))):
        return None
    said = read_titles([[first]])
    joined = context.then(said)
    return replace(joined, class_name=said.class_name) if said.school else joined


def _bare_class(cells: Sequence[Cell]) -> str:
    """Return the class of a row that says 1班, (2)班 or 三班 and nothing else, "" for any other."""
    texts = [text for cell in cells if (text := str(cell).strip())]
    alone = len(texts) == 1 and _BARE_CLASS.fullmatch(fold(texts[0]))
    return class_of(texts[0]).class_no if alone else ""


def _under_label(cells: Sequence[Cell]) -> list[str]:
    """Return the texts of a row like 班级：一(2)班 | 班主任：… or 班级 | 一(2)班 | …; else []."""
    first = next((cell for cell in cells if cell != ""), "")
    if not isinstance(first, str) or not first.lstrip().startswith(_LABELS) or has_id(cells):
        return []
    texts = [text for cell in cells if (text := str(cell).strip())]
    label, _, named = fold(texts[0]).partition(":")
    if label not in _LABELS or (not named and len(texts) < 2):
        return []
    found = class_of(named or texts[1])
    return texts if found.grade or found.entry_year or found.class_no else []


def _then_class(context: Context, texts: list[str]) -> Context:
    """Return the context of the class that a labelled row names; a bare class keeps the grade."""
    said = read_titles([texts])
    named = said.class_name
    if not (named.grade or named.entry_year):
        named = replace(context.class_name, class_no=named.class_no)
    return replace(context.then(said), class_name=named)


def _is_place(heading: ListHeading, index: int) -> bool:
    meaning = heading.columns[index].meaning
    key = meaning.field.key if meaning.field else ""
    return key in _PLACES or meaning.use in (Use.GRADE_CLASS, Use.SCHOOL_NAME)


def _names_class(text: str, *, alone: bool) -> bool:
    if not class_of(text).grade and not class_of(text).entry_year:
        return False
    return bool(_BEGINS_WITH_CLASS.match(fold(text))) or (alone and bool(school_in(text)))


def _names_school(text: str) -> bool:
    return bool(school_in(unit_in(text)) or school_in(text))
