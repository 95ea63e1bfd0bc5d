"""What a person says of a workbook before it is loaded, said piece by piece; nothing is written.

An `Assignment` is never changed: each function returns the next one. What may be said of a column
is a heading that means it by itself, so that window, shell and memory speak of the same things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.model import Field
from ledger_app.exchange.layout.assignment import (
    NOT_TAKEN,
    UNSAID,
    Assignment,
    SaidColumn,
    SheetAssignment,
)
from ledger_app.exchange.layout.columns.responsible import caption_of
from ledger_app.exchange.layout.heading_words import TICKABLE, Meaning, Use, meaning_of
from ledger_app.exchange.layout.headings import Sureness
from ledger_app.exchange.planning.import_plan import ColumnUse, ImportPlan

__all__ = [
    "NOT_TAKEN",
    "PERSONS",
    "UNSAID",
    "Assignment",
    "ColumnUse",
    "Offer",
    "SheetAssignment",
    "Sureness",
    "alike",
    "offers",
    "persons",
    "say_column",
    "say_sheet",
    "wanting",
]

MEMBER = TABLES["family_member"]
MOST_TICKED = 15  # options that a list may have side by side; the 56 peoples are no such columns
PERSONS = ("学生", "父亲", "母亲", "监护人", "包保人", "班主任")
_RELATIVES = ("父亲", "母亲", "爷爷", "奶奶", "外公", "外婆")
_NUMBERED = ("监护人1", "监护人2", "成员1", "成员2", "成员3", "成员4")
_OTHERS = (
    *("包保人姓名", "包保人职务", "包保人单位", "包保人电话"),
    *(
        caption_of(level, what)
        for level in ("县级", "乡镇", "村级", "校级", "教师")
        for what in ("", "职务", "单位", "电话")
    ),
)
_PREFIXES = ("guardian_", "carer_", "teacher_", "head_", "helper_")
# What is said of a person, by key, as their columns are headed; keys that mean the same of a child.
_SAID_OF = {
    "name": ("姓名", ""),
    "phone": ("联系电话", "电话"),
    "id_no": ("身份证件号",),
    "address": ("现住址", "住址"),
    "relation": ("关系",),
    "employer": ("工作单位", "单位"),
    "job": ("职务",),
}
_PERSONAL_USES = ("student", "member", "responsible")
_SAME = {
    "home_teacher": "name",
    "phone2": "phone",
    "home_address": "address",
    "role": "job",
    "unit": "employer",
}


@dataclass(frozen=True)
class Offer:
    """One thing that a column can be taken for: its caption, what it belongs to, other names."""

    caption: str
    section: str
    others: tuple[str, ...] = ()


def say_column(
    said: Assignment, sheets: Iterable[str], letter: str, heading: str, taken_for: str
) -> Assignment:
    """Say what a column of these sheets is taken for; "" takes back what was said."""
    found = dict(said.sheets)
    for sheet in sheets:
        before = said.of(sheet)
        kept = [each for each in before.columns if (each.letter, each.heading) != (letter, heading)]
        new = [SaidColumn(letter, heading, taken_for)] if taken_for else []
        found[sheet] = replace(before, columns=(*kept, *new))
    return replace(said, sheets=found)


def say_sheet(said: Assignment, sheets: Iterable[str], **told: Any) -> Assignment:  # noqa: ANN401
    """Say something of whole sheets: fields of SheetAssignment."""
    changed = {sheet: replace(said.of(sheet), **told) for sheet in sheets}
    return replace(said, sheets={**said.sheets, **changed})


def alike(plan: ImportPlan, sheet: str) -> tuple[str, ...]:
    """Return the sheets with the same columns under the same headings, this one first."""
    columns: dict[str, list[tuple[str, str]]] = {}
    for use in plan.mapping:
        columns.setdefault(use.sheet, []).append((use.letter, use.heading))
    mine = columns.get(sheet)
    others = [name for name, theirs in columns.items() if name != sheet and theirs == mine]
    return (sheet, *others)


def wanting(plan: ImportPlan) -> tuple[ColumnUse, ...]:
    """Return the columns that hold something and of which nobody knows yet what it is."""
    open_now = (Sureness.ASKED, Sureness.UNKNOWN)
    return tuple(
        use
        for use in plan.mapping
        if use.sample and not use.taken_for and (use.sure in open_now or use.use == Use.UNKNOWN)
    )


def persons(use: ColumnUse) -> dict[str, str]:
    """Return {person: heading} of whose a column may be; empty for what belongs to nobody.

    The people of every list come first, in one order, so that a key always means the same person.
    """
    what = next(filter(None, (_of_person(text) for text in _texts(use))), "")
    found = {person: _caption(person, what) for person in PERSONS} if what else {}
    found = {person: caption for person, caption in found.items() if caption}
    known = {meaning_of(caption) for caption in found.values()}
    for caption in use.choices:
        if meaning_of(caption).counts and meaning_of(caption) not in known:
            found[caption] = caption
    return found


def _texts(use: ColumnUse) -> Iterator[str]:
    if use.taken_for and use.taken_for != NOT_TAKEN:
        yield use.taken_for
    yield from use.choices
    yield use.heading.rpartition("·")[2]


def _of_person(caption: str) -> str:
    """Return what a heading says of whatever person: name, phone … "" where it is no person's."""
    meaning = meaning_of(caption)
    if meaning.field is None or meaning.use.value not in _PERSONAL_USES:
        return ""
    key = meaning.field.key
    for prefix in _PREFIXES:
        key = key.removeprefix(prefix)
    key = _SAME.get(key, key)
    return key if key in _SAID_OF else ""


def _caption(person: str, what: str) -> str:
    spellings = _SAID_OF[what]
    if person == "学生":
        person, spellings = "", tuple(f.label for f in STUDENT.fields if f.key == what)
    found = (person + text for text in spellings)
    return next((text for text in found if _of_person(text) == what), "")


@cache
def offers() -> tuple[Offer, ...]:
    """Return all that a column can be taken for, the child's own fields first."""
    return tuple(dict.fromkeys((*_of_child(), *_of_family(), *_ticked())))


def _of_child() -> Iterator[Offer]:
    for caption in ("年级班级", "学校名称", "学校标识码", "出生日期年", "出生日期月", "出生日期日"):
        yield Offer(caption, "学籍" if "年级" in caption or "学校" in caption else "基本")
    for field in STUDENT.fields:
        if meaning_of(field.label) == Meaning(Use.STUDENT, field):
            yield Offer(field.label, field.section, field.aliases)
    for caption in _OTHERS:
        if meaning_of(caption).counts:
            yield Offer(caption, "包保人")


def _of_family() -> Iterator[Offer]:
    for person in (*_RELATIVES, *_NUMBERED):
        for field in MEMBER.fields:
            found = meaning_of(person + field.label)
            if found == Meaning(Use.MEMBER, field, person):
                yield Offer(person + field.label, "家庭成员")


def _ticked() -> Iterator[Offer]:
    for field in STUDENT.fields:
        if field.kind in TICKABLE and field.key != "grade":
            for caption in _options(field):
                if meaning_of(caption).use is Use.OPTION:
                    yield Offer(caption, "打勾的列")


def _options(field: Field) -> Sequence[str]:
    names = [code.name for code in code_list(field.codes or "yesno").codes]
    return [f"{field.label}·{name}" for name in names] if len(names) <= MOST_TICKED else []
