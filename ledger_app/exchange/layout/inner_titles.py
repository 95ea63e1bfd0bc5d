"""Titles between the rows of a list: 三年级(2)班, 福利镇石门小学 hold for the rows below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ledger_app.catalogue.codes import fold
from ledger_app.exchange.layout.class_names import ClassName, class_of, school_in, unit_in
from ledger_app.exchange.layout.heading_words import Use
from ledger_app.exchange.layout.headings import ListHeading
from ledger_app.exchange.layout.row_kinds import has_id
from ledger_app.exchange.layout.rows.lone_rows import is_post
from ledger_app.exchange.layout.sheet_titles import Context, read_titles
from ledger_app.exchange.layout.title_words import teacher_in, village_in
from ledger_app.exchange.reading.workbook import Cell

_MOST_TEXTS = 3  # 三年级(2)班 | 班主任：李老师 | 共 40 人
_BEGINS_WITH_CLASS = re.compile(
    "(?:小学|初中)?(?:第?[一二三四五六七八九1-9]|初[一二三]|20[0-9]{2}级|学前)[^,，;；]*[级班]"
)
_BARE_CLASS = re.compile(
    "第?[(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)]?班"
    "(?:$|[:,(]|班主任|老师|教师|辅导员|共|人数|[0-9]+人|学生|名单|花名册).*"
)
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[,.]|\([一二三四五六七八九十]{1,2}\)|[0-9]{1,2}[,)]|[^\w(]+)+"
)
_SEAL = re.compile(r"^[^:]*\(?(?:盖章|公章|签章|签字|签名)\)?:?_*$")
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
    filled = [at for at, cell in enumerate(cells) if str(cell).strip()]
    texts = [cell.strip() for at in filled if isinstance(cell := cells[at], str)]
    if not texts or has_id(cells) or _SEAL.match(fold(texts[0])):
        return None
    if len(texts) < len(filled) and not _counts(texts, [cells[at] for at in filled]):
        return None
    if _is_bare_class(texts):
        said = read_titles([texts])
        named = ClassName(context.class_name.grade, class_of(texts[0]).class_no)
        return replace(context.then(said), class_name=named)
    first = _without_numbering(texts[0])
    alone = all(any(teacher_in(text)) for text in texts[1:])
    name = str(cells[name_at]).strip() if name_at >= 0 else ""
    # 三年级1班 | 班主任 | 李老师, or 班主任：李老师 in one cell.
    if name not in ("", texts[0]) and not is_post(name) and not any(teacher_in(name)):
        return None
    if not alone and _is_place(heading, filled[0]):
        return None  # a nameless child of that class
    if alone and any(village_in(first, labelled=False)):
        return _then_village(context, first)
    if not (_names_class(first, alone=alone) or (alone and _names_school(first))):
        return None
    said = read_titles([[first, *texts[1:]]])
    joined = context.then(said)
    return replace(joined, class_name=said.class_name) if said.school else joined


def _counts(texts: list[str], filled: list[Cell]) -> bool:
    """Tell whether the numbers in a title row say how many: 一年级1班 | 人数 | 30."""
    numbers = [cell for cell in filled if not isinstance(cell, str)]
    few = all(isinstance(cell, int | float) and 0 <= cell <= 999 for cell in numbers)
    return few and any(re.search("人数?$|共$|计$", fold(text).rstrip(":")) for text in texts)


def _is_bare_class(texts: list[str]) -> bool:
    """Tell whether a row says 1班, (2)班 or 2班 班主任 吴老师 and nothing of a child."""
    found = _BARE_CLASS.fullmatch(fold("".join(texts)))
    return bool(found) and bool(class_of(texts[0]).class_no) and not class_of(texts[0]).grade


def _without_numbering(text: str) -> str:
    """Return 三年级(1)班 of 一、三年级(1)班 and of ★三年级(1)班★."""
    bare = _NUMBERING.sub("", fold(text))
    return bare if bare != fold(text) and _BEGINS_WITH_CLASS.match(bare) else text


def _then_village(context: Context, text: str) -> Context:
    village, hamlet = village_in(text, labelled=False)
    if not village and (context.class_name.grade or context.class_name.class_no):
        hamlet = context.hamlet  # 第三组 of a class is where they sit
    return replace(
        context,
        village=village or context.village,
        hamlet=hamlet,
        titles=(*context.titles, text),
    )


def teacher_below(context: Context, cells: Sequence[Cell]) -> Context | None:
    """Return the context with the class teacher of a line right under a title; None if it is none.

    Further down such a line is signed: it says nothing of the rows below it.
    """
    name, phone = teacher_in(" ".join(str(cell) for cell in cells if str(cell).strip()))
    return replace(context, teacher=name, teacher_phone=phone) if name else None


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
