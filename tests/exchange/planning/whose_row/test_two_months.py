"""Two months of lists with known truth: nobody is taken for another child, hardly anybody is lost.

A school with many namesakes, siblings and twins is listed; next month the same children are listed
again with the corrections, moves and newcomers of a month. Whose row each row is, is known here.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from hashlib import sha256

import pytest

from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.exchange.planning.import_plan import PlannedRow, RowFate
from ledger_app.exchange.planning.plan import ImportPlan, plan_import
from ledger_app.exchange.planning.unsure import Decision
from ledger_app.exchange.reading.workbook import Workbook, Worksheet
from tests.exchange.applying import applied
from tests.exchange.existing import Existing
from tests.exchange.planning.test_plan import TODAY
from tests.exchange.samples import id_no

SCHOOLS = [
    {"id": f"s{n}", "name": f"青山镇{name}小学", "code": ""} for n, name in enumerate("石清")
]
SURNAMES = "王李张刘陈杨"
GIVEN = ("小明", "晓明", "佳怡", "浩然", "梓涵", "思远", "静", "强", "子轩", "雨涵", "诗雨", "磊")
FATHERS = [first + last for first in "建国大山德天长光铁志永" for last in "国强军平富贵宝林河"]
GRADES = "一二三四五六"
VILLAGES = ("清泉村", "联合村", "石门村", "福利村")


@dataclass(frozen=True)
class Person:
    """A child as it is in truth, in one month."""

    key: int
    name: str
    sex: str
    birth: str
    number: str
    school: int
    grade: int
    class_no: int
    village: str
    father: str
    phone: str


COLUMNS = {
    "姓名": lambda p: p.name,
    "性别": lambda p: p.sex,
    "出生日期": lambda p: f"{p.birth[:4]}-{p.birth[4:6]}-{p.birth[6:]}",
    "身份证号": lambda p: p.number,
    "学校": lambda p: SCHOOLS[p.school]["name"],
    "年级": lambda p: f"{GRADES[p.grade - 1]}年级",
    "班级": lambda p: str(p.class_no),
    "村": lambda p: p.village,
    "父亲姓名": lambda p: p.father,
    "父亲电话": lambda p: p.phone,
}
CLASS = ("姓名", "性别", "学校", "年级", "班级")
KINDS = {
    "numbers": (*CLASS, "身份证号", "父亲姓名", "父亲电话"),
    "births": (*CLASS, "出生日期", "父亲姓名", "父亲电话"),
    "families": (*CLASS, "村", "父亲姓名", "父亲电话"),
    "villages": ("村", "姓名", "性别", "父亲姓名"),
    "classes": CLASS,
    "names": ("姓名", "性别"),
}


def born(chance: random.Random, grade: int) -> str:
    return f"{2020 - grade}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"


def person(chance: random.Random, key: int) -> Person:
    grade = chance.randint(1, 6)
    birth = born(chance, grade)
    sex = chance.choice("男女")
    number = id_no(birth, 2 * (key % 490) + (sex == "男"))
    name = chance.choice(SURNAMES) + chance.choice(GIVEN)
    father = name[0] + chance.choice(FATHERS)
    phone = f"139{key:08}"
    place = (chance.randint(0, 1), grade, chance.randint(1, 2))
    return Person(key, name, sex, birth, number, *place, chance.choice(VILLAGES), father, phone)


def first_month(chance: random.Random, count: int) -> list[Person]:
    people = [person(chance, key) for key in range(count)]
    for key in range(0, count - 1, 15):  # twins: all but name and number is the same
        one = people[key]
        name = one.name[0] + chance.choice(GIVEN)
        number = id_no(one.birth, 900 + key % 50 * 2 + (one.sex == "男"))
        if name != one.name:
            people[key + 1] = replace(one, key=key + 1, name=name, number=number)
    return people


def next_month(chance: random.Random, people: list[Person], new: int) -> list[Person]:
    """Return who is listed a month later: some left, some are new, some were corrected."""
    kept = [changed(chance, each) for each in people if chance.random() > 0.06]
    kept += [person(chance, len(people) + key) for key in range(new)]
    chance.shuffle(kept)
    return kept


def changed(chance: random.Random, one: Person) -> Person:
    what = chance.random()
    if what < 0.04:
        return replace(one, phone=f"177{one.key:08}")
    if what < 0.06:
        return replace(one, number=id_no(one.birth, 800 + one.key % 90 * 2 + (one.sex == "男")))
    if what < 0.08:
        return replace(one, name=one.name + "轩")
    if what < 0.1:
        return replace(one, class_no=3 - one.class_no)
    if what < 0.12:
        return replace(one, village=chance.choice(VILLAGES))
    return one


def book(name: str, kind: str, people: list[Person]) -> Workbook:
    heading = list(KINDS[kind])
    rows = [heading, *([COLUMNS[key](each) for key in heading] for each in people)]
    sheet = Worksheet("名单", rows)
    return Workbook(name, sha256(repr(rows).encode()).hexdigest(), "xlsx", (sheet,))


def planned(ledger: Existing, workbook: Workbook) -> ImportPlan:
    return plan_import(workbook, ledger, today=TODAY)


def ids_of(people: list[Person], plan: ImportPlan, ledger: Existing) -> dict[str, int]:
    """Return the key of the person by the id of the file that was made of its row."""
    names = {(each.get("name"), each.get("id_no"), each["id"]) for each in ledger.rows}
    made = [each["id"] for each in ledger.rows]
    created = [at for at, row in enumerate(plan.rows) if row.fate is RowFate.CREATED]
    assert len(made) == len(created) == len(names)
    return {key: people[at].key for key, at in zip(made, created, strict=True)}


def judged(row: PlannedRow, one: Person, truth: dict[str, int], before: set[int]) -> str:
    """Return what became of a row, held against whose row it is."""
    files = {each.student_id for each in row.unsure.candidates} if row.unsure else set()
    if row.student_id is not None:
        return "right" if truth[row.student_id] == one.key else "wrong"
    if one.key not in before:
        return "right"
    if row.unsure:
        return "asked" if one.key in {truth.get(each or "") for each in files} else "asked_else"
    return "lost"


def two_months(
    seed: int, kind: str, first: str
) -> tuple[list[Person], Existing, dict[str, int], ImportPlan]:
    """Return who is listed in the second month, the ledger before it, whose its files are in
    truth, and what is planned of the list."""
    chance = random.Random(seed)
    people = first_month(chance, 240)
    start = planned(Existing(schools=SCHOOLS), book("九月.xlsx", first, people))
    ledger = applied(Existing(schools=SCHOOLS), start)
    truth = ids_of(people, start, ledger)
    later = next_month(chance, people, 20)
    return later, ledger, truth, planned(ledger, book("十月.xlsx", kind, later))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("of_first", ["all", "same"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nobody_is_taken_for_another_child(kind: str, of_first: str, seed: int) -> None:
    first = "numbers" if of_first == "all" else kind
    later, _ledger, truth, plan = two_months(seed, kind, first)
    before = set(truth.values())
    found: dict[str, list[Person]] = {}
    for row, one in zip(plan.rows, later, strict=True):
        found.setdefault(judged(row, one, truth, before), []).append(one)
    assert "wrong" not in found
    missed = [*found.get("lost", ()), *found.get("asked_else", ())]
    assert len(missed) <= 0.05 * len(before)


@pytest.mark.parametrize("kind", ["numbers", "births", "classes"])
def test_what_was_answered_once_is_asked_no_second_time(kind: str) -> None:
    later, ledger, truth, plan = two_months(4, kind, "numbers")
    files = {key: student for student, key in truth.items()}
    asked = {one.key for row, one in zip(plan.rows, later, strict=True) if row.unsure}
    answers = {
        row.unsure.key: Decision(SameChild.SAME, files[one.key])
        if one.key in files
        else Decision(SameChild.OTHER)
        for row, one in zip(plan.rows, later, strict=True)
        if row.unsure
    }
    assert answers
    decided = plan_import(book("十月.xlsx", kind, later), ledger, today=TODAY, decisions=answers)
    assert not [row for row in decided.rows if row.fate is RowFate.SKIPPED]
    after = replace(applied(ledger, decided), decided=answers)
    shuffled = random.Random(5).sample(later, len(later))
    again = planned(after, book("十一月.xlsx", kind, shuffled))
    for row, one in zip(again.rows, shuffled, strict=True):
        assert row.unsure is None or one.key not in asked & files.keys()
        assert row.student_id is None or truth.get(row.student_id, one.key) == one.key
