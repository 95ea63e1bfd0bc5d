"""Two files of one child beside each other: what is filled, and what a person chooses.

Fields that mean something together (school, grade, class; a guardian's name and telephone) are
taken together: the class of one school with the name of another would be a third child's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ledger_app.catalogue import STUDENT, Kind
from ledger_app.catalogue.codes import code_list
from ledger_app.domain.standing.marks import MARK_KEYS, marked_on, with_day
from ledger_app.domain.student_file import Row

JOINED = "；"
# Of the file itself, not of the child: they stay those of the file that goes on.
_OWN = frozenset({"file_no", "file_status", "opened_on", "opened_by"})
_TOGETHER: dict[str, tuple[str, ...]] = {
    "姓名": ("name", "pinyin"),
    "身份证件": ("id_type", "id_no", "id_valid_to"),
    "户籍": ("has_hukou", "hukou_code", "hukou_address", "hukou_type"),
    "就读班级": ("school", "grade", "class_no", "class_seat_no", "home_teacher", "teacher_phone"),
    "学籍标注": (*MARK_KEYS, "marked_on"),
    "现住址": ("address", "village_code", "village_name", "hamlet"),
    "易地搬迁": ("resettlement", "resettlement_site"),
    "乡镇": ("township_code", "township_name"),
    "户主": ("head_name", "head_relation"),
    "监护人": (
        "guardian_name", "guardian_relation", "guardian_phone", "guardian_id_no",
        "guardian_address",
    ),
    "受委托照护人": (
        "carer_name", "carer_relation", "carer_phone", "carer_id_no", "carer_address",
        "delegation_notice_on",
    ),
    "残疾": (
        "disability_type", "disability_level", "disability_cert_kind", "disability_cert_no",
    ),
    "重大疾病": ("serious_illness", "illness_note"),
}  # fmt: skip
# Where two values of the first field are both worth keeping, the other one goes into the second.
_BESIDE = {"name": "former_name", "phone": "phone2"}
_PAPER = "id_no"
_NO_PAPER = "no_id_reason"


class Take(StrEnum):
    """Whose value goes on."""

    KEPT = "kept"  # of the file that stays
    OTHER = "other"
    BOTH = "both"


TAKEN = {Take.KEPT: "留下的档案", Take.OTHER: "并入的档案", Take.BOTH: "两份都留"}


@dataclass(frozen=True)
class Facing:
    """What two files say of one thing, where they do not say the same.

    `take` is what happens unless a person chooses another of the `choices`; where there is one
    choice only nobody is asked. `both` are the values of Take.BOTH.
    """

    key: str  # of the first field
    label: str
    kept: Mapping[str, Any]
    other: Mapping[str, Any]
    take: Take
    choices: tuple[Take, ...]
    both: Mapping[str, Any]

    @property
    def is_asked(self) -> bool:
        return len(self.choices) > 1

    def values(self, take: Take) -> Mapping[str, Any]:
        """Return the fields as they are when this is taken."""
        return {Take.KEPT: self.kept, Take.OTHER: self.other, Take.BOTH: self.both}[take]


def facings(kept: Row, other: Row) -> list[Facing]:
    """Return what the other file would bring or says otherwise, in the order of the form."""
    return list(_facings(kept, other))


def _facings(kept: Row, other: Row) -> Iterator[Facing]:
    groups = {key: (label, keys) for label, keys in _TOGETHER.items() for key in keys}
    seen: set[str] = set()
    # Where there is a number, why there was none is over.
    passed = _OWN | ({_NO_PAPER} if kept.get(_PAPER) or other.get(_PAPER) else set())
    for field in STUDENT.fields:
        label, keys = groups.get(field.key, (field.label, (field.key,)))
        if field.key in passed or label in seen:
            continue
        seen.add(label)
        mine, theirs = ({key: row.get(key) for key in keys} for row in (kept, other))
        if any(theirs[key] not in (None, "", mine[key]) for key in keys):
            yield _facing(keys, label, mine, theirs, (kept, other))


def _facing(
    keys: Sequence[str], label: str, mine: Row, theirs: Row, rows: tuple[Row, Row]
) -> Facing:
    filled = [(mine[key], theirs[key]) for key in keys if mine[key] and theirs[key]]
    differ = any(one != other for one, other in filled)
    one_is_empty = not any(mine.values())
    union = {key: mine[key] or theirs[key] for key in keys}
    if _PAPER in keys and bool(mine[_PAPER]) != bool(theirs[_PAPER]):
        # A paper's kind goes with its number: of the child without one it says "none".
        take = Take.KEPT if mine[_PAPER] else Take.OTHER
        return Facing(keys[0], label, mine, theirs, take, (take,), {})
    if not differ and (one_is_empty or filled):
        return Facing(keys[0], label, mine, theirs, Take.BOTH, (Take.BOTH,), union)
    both = union if not differ else _both(keys[0], mine, theirs, rows)
    is_certain = differ and both and not _is_list(keys[0])
    choices = (Take.KEPT, Take.OTHER, *((Take.BOTH,) if both else ()))
    take = Take.BOTH if is_certain else Take.KEPT
    return Facing(keys[0], label, mine, theirs, take, choices, both)


def _is_list(key: str) -> bool:
    return STUDENT.field(key).kind is Kind.CODES


def _both(key: str, mine: Row, theirs: Row, rows: tuple[Row, Row]) -> dict[str, Any]:
    """Return the values where both can be kept, else nothing."""
    field, (one, other) = STUDENT.field(key), (mine[key], theirs[key])
    if field.kind is Kind.LONG_TEXT:
        text = one if other in one else other if one in other else f"{one}{JOINED}{other}"
        return {key: text} if len(text) <= (field.max_length or len(text)) else {}
    if field.kind is Kind.CODES:
        several = {*one.split(","), *other.split(",")}
        in_order = [code.value for code in code_list(field.codes).codes if code.value in several]
        return {key: ",".join(in_order)}
    beside = _BESIDE.get(key)
    if beside and one and other and one != other and not any(row.get(beside) for row in rows):
        return {**mine, beside: other}
    return {}


def joined(kept: Row, other: Row, chosen: Mapping[str, Take]) -> dict[str, Any]:
    """Return what is to be written into the file that stays; KeyError for what is not there.

    `chosen` holds what a person takes, by the key of a facing. ValueError: it cannot be taken.
    """
    found = {each.key: each for each in facings(kept, other)}
    values: dict[str, Any] = {}
    for key, take in {**{key: each.take for key, each in found.items()}, **chosen}.items():
        if take not in (*found[key].choices, found[key].take):
            raise ValueError(key)
        values |= found[key].values(take)
        if key == MARK_KEYS[0] and (take is Take.OTHER or not any(found[key].kept.values())):
            # Where nobody wrote the day of a mark it is that of its file, which goes.
            values |= with_day({}, found[key].other, marked_on(other))
    if values.get(_PAPER, kept.get(_PAPER)):
        values[_NO_PAPER] = None
    return {key: value for key, value in values.items() if value != kept.get(key)}


def left_out(kept: Row, other: Row, chosen: Mapping[str, Take]) -> list[tuple[str, Any]]:
    """Return (key, value) of what the two files say and the joined one does not."""
    now = {**kept, **joined(kept, other, chosen)}
    texts = [str(value) for value in now.values() if value]
    return [
        (key, value)
        for each in facings(kept, other)
        for key in each.kept
        for value in (each.kept[key], each.other[key])
        if value and value != now.get(key) and not _is_within(value, key, now, texts)
    ]


def _is_within(value: Any, key: str, now: Row, texts: Sequence[str]) -> bool:  # noqa: ANN401
    beside = _BESIDE.get(key)
    if beside:
        return bool(now.get(beside) == value)
    if _is_list(key):
        return set(str(value).split(",")) <= set(str(now.get(key) or "").split(","))
    return STUDENT.field(key).kind is Kind.LONG_TEXT and any(value in text for text in texts)
