"""Files that may be about one child: the same number in two of them, or the same name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.domain.checking.problem import Problem, error
from ledger_app.domain.identity import forms_of, whole_forms
from ledger_app.domain.names import normalise_name
from ledger_app.domain.same_child.fact_words import label_of
from ledger_app.domain.same_child.finding import Hit, Known, compared
from ledger_app.domain.same_child.grouping import is_suspect
from ledger_app.domain.same_child.sides import FAMILY_COMPARED, Side
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.called import called
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import student_lookup, student_rows
from ledger_app.store.rosters import child_pairs
from ledger_app.store.safety.fault import Fault, some_of

FEWEST = 6  # characters of a number from which it is looked up
MOST = 5  # files that are named
NUMBERS = {"id_no": "证件号", "register_no": "学籍号"}
_KEYS = ("name", "id_no", "register_no", "birth_date", "grade", "class_no")


@dataclass(frozen=True)
class Alike:
    """Other files like the one in hand: their ids, and who they are in one sentence."""

    ids: tuple[str, ...]
    text: str


def alike(ledger: Ledger, key: str, typed: str, besides: str = "") -> Alike | None:
    """Return the other files with this name or number, None where there are none.

    Of this name only those that may be the same child as the file `besides`, by all it says.
    """
    same: dict[str, str] = {}
    if key == "name":
        name = normalise_name(typed)
        ids = student_lookup.ids_of_name(ledger, name) if name else []
        if besides:
            same = _who_may_be(ledger, name, besides, ids)
            ids = list(same)
        told = "台账里另有同名的档案：{0}。请看是不是同一个孩子"
    else:
        forms = forms_of(typed)
        long = bool(forms) and len(forms[0]) >= FEWEST
        ids = student_lookup.ids_of_numbers(ledger, forms) if long else []
        told = f"这个{NUMBERS[key]}，另一份档案已经在用：{{0}}。请核对是不是重复建档"
    others = [each for each in ids if each != besides]
    if not others:
        return None
    rows = student_rows.list_rows(ledger, student_rows.nos_of(ledger, others[:MOST]))
    named = "；".join(who(row) + same.get(row["id"], "") for row in rows)
    named += f" 等 {len(others)} 份" if len(others) > MOST else ""
    return Alike(tuple(others), f"{told.format(named)}。")


def _who_may_be(ledger: Ledger, name: str, student: str, ids: Sequence[str]) -> dict[str, str]:
    """Return those of these files that may be the child's, as far as facts and answers tell.

    With each what is the same, in words.
    """
    others = [each for each in ids if each != student]
    if not others:
        return {}
    judged = child_pairs.others(ledger, student)
    families = student_lookup.families(ledger, [student, *others], FAMILY_COMPARED)
    sides = {
        row["id"]: Side(row, families.get(row["id"], ()))
        for row in student_lookup.students(ledger, [student, *others])
    }
    own = sides.get(student, Side({}))
    named = Known(student, Side({**own.values, "name": name}, own.family))
    hits = {each: compared(named, sides[each]) for each in others if each not in judged}
    return {each: _same_facts(hit) for each, hit in hits.items() if is_suspect(hit)}


def _same_facts(hit: Hit) -> str:
    labels = "、".join(map(label_of, hit.weighed.agreeing))
    return f"，{labels}相同" if labels else ""


def who(row: Row) -> str:
    """Return name, school, class and guardian of a list row."""
    guardian = row["guardian"].called if row.get("guardian") else ""
    parts = (row.get("school_name"), grade_and_class(row), guardian and f"监护人 {guardian}")
    return f"{row['name']}（{'，'.join(filter(None, parts)) or '别的都没有填'}）"


def problems(ledger: Ledger, student: Row) -> list[Problem]:
    """Return the numbers of a child that another file has, too."""
    numbers = [key for key in NUMBERS if student[key]]
    forms = [form for key in numbers for form in forms_of(student[key])]
    # One statement for a child that is alone with its numbers, as nearly all are.
    if not forms or student_lookup.ids_of_numbers(ledger, forms) in ([], [student["id"]]):
        return []
    found = [(key, alike(ledger, key, student[key], student["id"])) for key in numbers]
    return [error(key, other.text) for key, other in found if other is not None]


@dataclass
class _Groups:
    """Children by what they may share; a child stands once in each group."""

    found: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, key: str, child: Row) -> None:
        members = self.found.setdefault(key, [])
        if not members or members[-1] is not child:
            members.append(child)

    def shared(self) -> list[list[Row]]:
        groups = [members for members in self.found.values() if len(members) > 1]
        return list({tuple(child["id"] for child in each): each for each in groups}.values())


def shared_numbers(ledger: Ledger) -> dict[str, str]:
    """Return of every child whose number another file has, too, by id: who has it, in words."""
    numbers = _Groups()
    for child in student_lookup.everyone(ledger, _KEYS):
        for number in dict.fromkeys((child["id_no"], child["register_no"])):
            for form in whole_forms(number or ""):
                numbers.add(form, child)
    return {
        child["id"]: f"证件号或学籍号相同：{_all(members)}"
        for members in numbers.shared()
        for child in members
    }


def everywhere(ledger: Ledger) -> tuple[list[Fault], list[Fault]]:
    """Return the numbers that two files share, and the names that may be one child's."""
    numbers, names = _Groups(), _Groups()
    for child in student_lookup.everyone(ledger, _KEYS):
        names.add(child["name"], child)
        for number in dict.fromkeys((child["id_no"], child["register_no"])):
            for form in whole_forms(number or ""):  # a number of 15 digits meets both its own
                numbers.add(form, child)
    same = some_of(numbers.shared(), _same_number, "还有 {0} 个号码在几份档案里。")
    judged = child_pairs.answers(ledger)
    maybe = [members for group in names.shared() if (members := _candidates(group, judged))]
    return same, some_of(maybe, _same_name, "还有 {0} 个姓名在几份档案里。")


def _candidates(group: Sequence[Row], judged: Mapping[frozenset[str], Row]) -> list[Row]:
    """Return those of one name who may be one child: born on one day, or on a day nobody knows.

    Of whom somebody said that they are not one child is not asked again.
    """
    return [
        child
        for child in group
        if any(
            child["id"] != other["id"]
            and (not child["birth_date"] or other["birth_date"] in (None, child["birth_date"]))
            and not _are_two(judged.get(frozenset((child["id"], other["id"]))))
            for other in group
        )
    ]


def _are_two(said: Row | None) -> bool:
    return said is not None and said["answer"] == SameChild.OTHER


def _same_number(members: Sequence[Row]) -> Fault:
    return Fault("same_number", f"证件号或学籍号相同：{_all(members)}。", _about(members))


def _same_name(members: Sequence[Row]) -> Fault:
    told = f"同名，可能是同一个孩子：{_all(members)}，请核对。"
    return Fault("same_name", told, _about(members))


def _all(members: Sequence[Row]) -> str:
    return "、".join(map(called, members[:MOST])) + ("等" if len(members) > MOST else "")


def _about(members: Sequence[Row]) -> dict[str, Any]:
    return {"students": [child["id"] for child in members]}
