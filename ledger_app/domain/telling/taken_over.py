"""What the program knows of a child though nobody typed it there, and from where it is taken.

福利镇双丰村9组79号 names township, village and group; the guardian's address and number stand in
the family; the class has its teacher; the school its township. Nothing is guessed: an address that
does not name its village plainly gives none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ledger_app.catalogue.meanings import YES, Disability, InclusiveStudy
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.guardian import guardian_at_home, same_person

_NUMERAL = "[0-9０-９一二三四五六七八九十]{1,3}"
_ADDRESS = re.compile(
    r"(?:(?:[^省市县区镇乡村]{1,12}(?:省|自治区|市|自治州|县|区|旗))*)"
    r"(?P<township>[^省市县区镇乡村]{1,10}(?:镇|乡|街道(?:办事处)?))?"
    r"(?P<village>[^省市县镇乡村0-9０-９]{1,10}(?:村委会|村(?![组镇乡街])|社区|居委会))"
    rf"(?P<hamlet>(?:[^0-9０-９组社屯队号村镇乡]{{0,8}}{_NUMERAL}(?:组|社|屯|队|村民小组)"
    r"|[^0-9０-９组社屯队号村镇乡]{1,8}(?:组|屯)))?"
)
_OF_ADDRESS = frozenset({"township_name", "village_name", "hamlet"})
_VILLAGE_WORDS = ("村", "社区", "居委会")  # without one of them the pattern finds nothing
_BESIDE = frozenset({"guardian_address", "guardian_id_no"})
_LONGEST = 100  # of an address: what is longer is a story


class Place(NamedTuple):
    """What an address names: township, village, group, each "" where it does not."""

    township: str = ""
    village: str = ""
    hamlet: str = ""


NOWHERE = Place()


class TakenOver(NamedTuple):
    """A value that nobody typed, and where it stands: 现住址, 家庭成员, 班级, 学校."""

    value: str
    source: str


@lru_cache(maxsize=8192)
def place_in(address: str) -> Place:
    """Return what an address names: 青山县福利镇双丰村9组79号 → 福利镇, 双丰村, 9组."""
    text = "".join(address.split())
    may_name = any(word in text for word in _VILLAGE_WORDS) and len(text) <= _LONGEST
    found = _ADDRESS.match(text) if may_name else None
    if found is None:
        return NOWHERE
    village = found["village"].removesuffix("委会") if found["village"] else ""
    return Place(found["township"] or "", village, found["hamlet"] or "")


def from_address(address: str) -> dict[str, str]:
    """Return township_name, village_name and hamlet as an address has them."""
    if not address or (place := place_in(address)) is NOWHERE:
        return {}
    named = zip(("township_name", "village_name", "hamlet"), place, strict=True)
    return {key: text for key, text in named if text}


def giving_way(stored: Row, said: Mapping[str, Any]) -> Row:
    """Return a stored row in which what was taken from its address is empty where a list differs.

    The group in an address is where the child lives; a column 组 is what somebody wrote.
    """
    if _OF_ADDRESS.isdisjoint(said):
        return stored
    taken = from_address(str(stored.get("address") or ""))
    gone = {key for key, text in taken.items() if stored.get(key) == text != said.get(key, text)}
    return {**stored, **dict.fromkeys(gone)} if gone else stored


def from_row(student: Row) -> dict[str, TakenOver]:
    """Return what the child's own row tells for other fields of it."""
    address = student.get("address")
    places = from_address(str(address)) if address else {}
    found = {key: TakenOver(text, "现住址") for key, text in places.items()}
    if student.get("hukou_type") or student.get("hukou_address"):
        found["has_hukou"] = TakenOver(YES, "户口性质" if student.get("hukou_type") else "户籍地址")
    if student.get("disability_type") == Disability.NONE:
        found["inclusive_study"] = TakenOver(InclusiveStudy.NOT, "残疾类型")
    return found


def from_family(student: Row, family: Sequence[Row]) -> dict[str, TakenOver]:
    """Return what the family says beside name and telephone of a guardian who is named."""
    known = _guardian_at_home(student, family) if student.get("guardian_name") else {}
    return {key: each for key, each in known.items() if key in _BESIDE}


def _guardian_at_home(student: Row, family: Sequence[Row]) -> dict[str, TakenOver]:
    """Return who the guardian is where only the family says so, or says more of the same one."""
    own = same_person(student, family) if student.get("guardian_name") else guardian_at_home(family)
    if own is None or not own.get("name"):
        return {}
    keys = ("name", "relation", "phone", "address", "id_no")
    return {f"guardian_{key}": TakenOver(str(own[key]), "家庭成员") for key in keys if own.get(key)}


def taken_over(file: StudentFile, township: str = "") -> dict[str, TakenOver]:
    """Return all that is known for fields of the child's row, filled already or not.

    `township`: what the unit says of itself.
    """
    student, school, klass = file.student, file.school, file.school_class
    found: dict[str, TakenOver] = {}
    if township:
        found["township_name"] = TakenOver(township, "本单位")
    townships = ("township_name", "township_code")
    found |= _of(school, dict(zip(townships, townships, strict=True)), "学校")
    found |= from_row(student) | _guardian_at_home(student, file.of("family_member"))
    found |= _of(klass, {"home_teacher": "home_teacher", "teacher_phone": "teacher_phone"}, "班级")
    return found


def _of(row: Row, keys: Mapping[str, str], source: str) -> dict[str, TakenOver]:
    return {key: TakenOver(str(row[own]), source) for key, own in keys.items() if row.get(own)}


def filled(file: StudentFile, taken: Mapping[str, TakenOver]) -> Row:
    """Return the child's row with what is taken over where it is empty: nobody need type that."""
    own = file.student
    more = {key: each.value for key, each in taken.items() if own.get(key) in (None, "")}
    return {**own, **more} if more else own
