"""Make a demo ledger: an invented township with families, concerns, contacts, dropouts, a closure.

The same seed, day and size give the same content. Nobody in it exists: ID numbers carry the
unassigned region 529901.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from ledger_app import paths
from ledger_app.actions.demo import demo_lists, demo_stories
from ledger_app.actions.demo.township import Record, Township
from ledger_app.actions.open_ledger import make_ledger
from ledger_app.catalogue import CHILD_TABLES
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.handoff_meanings import UnitKind
from ledger_app.domain import dates
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes import file_numbers
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger

MOST_STUDENTS = 200_000
CLASS_SIZE = 42
_IN_MEMORY = 20_000  # children invented before they are written
_PER_SCHOOL = 420  # children a school beyond the first six schools


def make_demo(
    path: Path,
    password: str,
    *,
    kind: str = "school",
    students: int = 928,
    seed: int = 1,
    clock: Callable[[], datetime] = datetime.now,
) -> Ledger:
    """Make a new ledger full of invented children and return it open."""
    if not 1 <= students <= MOST_STUDENTS:
        raise LedgerError(f"学生数应在 1 到 {MOST_STUDENTS} 之间。")
    words = tomllib.loads((paths.resources() / "demo" / "names.toml").read_text("utf-8"))
    unit, code = _units(words)[kind]
    ledger = make_ledger(
        path,
        password,
        unit=unit,
        code=code,
        kind=kind,
        author="张老师",
        clock=clock,
    )
    settings.put(
        ledger,
        {"township": words["township"], "county": words["county"], "clerk_phone": "0851-8000000",
         "demo": True},
    )  # fmt: skip
    town = Township(Random(seed), ledger.today(), ledger.calendar, words)
    with revise(ledger, "demo", f"演示数据：{students} 名学生") as revision:
        _fill(revision, town, students)
    return ledger


def _units(words: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return name and code of who keeps the ledger, by the kind of unit."""
    return {
        UnitKind.SCHOOL: (f"{words['township']}中心学校", "2152990001"),
        UnitKind.TOWNSHIP: (f"{words['township']}中心校", "529901101000"),
        UnitKind.COUNTY: (f"{words['county']}教育局", "529901000000"),
    }


def _fill(revision: Revision, town: Township, students: int) -> None:
    own = settings.get(revision.ledger, "own_school")
    _schools(town, own, students)
    _write_schools(revision, town, own)
    for number, portion in enumerate(_portions(_sizes(town, students))):
        town.records = {}
        for school, count in portion:
            _children(town, school, count)
        if number == 0:
            _name_the_rare(town)
        demo_stories.tell(town)
        demo_lists.keep_lists(town)
        _write(revision, town)


def _schools(town: Township, own: str | None, students: int) -> None:
    words = town.words
    place = {"township_name": words["township"], "township_code": "529901101000", "status": "1"}
    first = {"name": f"{words['township']}中心学校", "code": "2152990001", "kind": "3", **place}
    town.add_school({**first, **({"id": own} if own else {})})
    villages = [words["villages"][number % len(words["villages"])] for number in range(5)]
    extra = max(0, (students - 928) // _PER_SCHOOL)
    names = [f"{village}小学" for village in villages]
    names += [f"{words['county']}第{number + 1}学校" for number in range(extra)]
    for number, name in enumerate(names, 2):
        row = {"name": name, "code": f"2152990{number:03d}", **place}
        village = villages[number - 2] if number - 2 < len(villages) else None
        town.add_school({**row, "kind": "1", "village_name": village})
    receiving, closing = town.schools[:2]
    closing.update(
        status="2", receiving_school=receiving["name"], remark="本学年撤并，学生分流到中心学校"
    )


def _sizes(town: Township, students: int) -> Iterator[tuple[Record, int]]:
    """Yield each school with its number of children."""
    weights = [560, 62, 88, 74, 82, 62] + [_PER_SCHOOL] * (len(town.schools) - 6)
    counts = [students * weight // sum(weights) for weight in weights]
    counts[0] += students - sum(counts)
    yield from zip(town.schools, counts, strict=True)


def _portions(sizes: Iterable[tuple[Record, int]]) -> Iterator[list[tuple[Record, int]]]:
    """Yield schools in portions of about as many children as a township has."""
    portion: list[tuple[Record, int]] = []
    for school, count in sizes:
        portion.append((school, count))
        if sum(size for _, size in portion) >= _IN_MEMORY:
            yield portion
            portion = []
    if portion:
        yield portion


def _children(town: Township, school: Record, count: int) -> None:
    top = 9 if school["kind"] == "3" else 6
    per_grade = [count // top + (grade < count % top) for grade in range(top)]
    for grade, size in enumerate(per_grade, 1):
        _grade(town, school, grade, size)


def _grade(town: Township, school: Record, grade: int, size: int) -> None:
    classes = max(1, -(-size // CLASS_SIZE))
    teachers = [town.rng.choice(town.words["teachers"]) for _ in range(classes)]
    for number, teacher in enumerate(teachers, 1):
        row = {"school": school["id"], "grade": str(grade), "class_no": str(number)}
        town.add("school_class", {**row, "home_teacher": teacher, "teacher_phone": town.phone()})
    for place in range(size):
        _child(town, school, grade, str(place % classes + 1))


def _child(town: Township, school: Record, grade: int, class_no: str) -> None:
    rng = town.rng
    sex = "1" if rng.random() < 0.52 else "2"
    enrolled = dates.school_year(town.today) - grade + 1
    born = date(enrolled - 7, 9, 1) + timedelta(days=rng.randrange(365))
    father = town.person("1")
    surname = father[:2] if father[:2] in town.words["compound_surnames"] else father[0]
    id_no = town.id_number(born, sex)
    village = school.get("village_name") or rng.choice(town.words["villages"])
    home = f"{town.words['township']}{village}{rng.randint(1, 12)}组{rng.randint(1, 99)}号"
    phone = town.phone()
    left_behind = rng.choices(("0", "1", "2"), (70, 18, 12))[0]
    far = rng.random() < (0.35 if school["kind"] == "3" else 0.1)
    boards = "1" if far and grade >= 4 else "0"
    student = {
        "name": town.person(sex, surname), "sex": sex, "birth_date": born.isoformat(),
        "ethnic": rng.choice(town.words["ethnic"]), "id_type": "1", "id_no": id_no,
        "register_no": f"G{id_no}", "nationality": "CHN", "hmt_oversea": "00", "health": "10",
        "hukou_code": "529901101000", "hukou_address": home, "hukou_type": "1", "has_hukou": "1",
        "school": school["id"], "grade": str(grade), "class_no": class_no,
        "enrol_ym": f"{enrolled}-09", "enrol_mode": "11",
        "study_mode": "2" if boards == "1" else "1",
        "register_status": "1", "in_school_status": "1", "address": home, "home_address": home,
        "village_name": village, "phone": phone, "guardian_name": father,
        "guardian_relation": "51", "guardian_phone": phone, "left_behind_edu": left_behind,
        "left_behind_mca": "1" if left_behind == "2" else "0", "migrant_child": "0", "orphan": "0",
        "only_child": rng.choice("01"), "disability_type": "0", "inclusive_study": "0",
        "commute_mode": "5" if far else rng.choice("14"), "boards": boards,
        "distance_km": float(rng.randint(3, 14) if far else max(1, rng.randint(0, 3))),
        "commute_min": rng.randint(25, 60) if far else rng.randint(5, 30), "meals_at_school": "1",
        "econ_category": rng.choices(("0", "1", "3", "5"), (78, 12, 4, 6))[0],
        "source_list": "3",
    }  # fmt: skip
    student = town.add("student", student)
    _family(town, student, father, home, phone)


def _family(town: Township, student: Record, father: str, home: str, phone: str) -> None:
    mother = town.person("2")
    for name, relation, guardian in ((father, "51", "1"), (mother, "52", "0")):
        away = student["left_behind_edu"] == "2" or (
            student["left_behind_edu"] == "1" and guardian == "1"
        )
        town.add(
            "family_member",
            {"student_id": student["id"], "name": name, "relation": relation, "address": home,
             "phone": phone if guardian == "1" else town.phone(), "is_guardian": guardian,
             "employer": "外出务工" if away else "务农"},
        )  # fmt: skip
    if student["left_behind_edu"] == "2":
        carer = {
            "carer_name": town.person("2"),
            "carer_relation": "62",
            "carer_phone": town.phone(),
        }
        student.update(carer)


def _name_the_rare(town: Township) -> None:
    """Give some children names that other programs print as boxes."""
    students = town.records["student"]
    for place, (name, sex, ethnic) in enumerate(town.words["rare_names"]):
        student = students[place * 61 % len(students)]
        found = code_list("ethnic").find(ethnic)
        born = date.fromisoformat(student["birth_date"])
        id_no = town.id_number(born, sex)
        student.update(name=name, sex=sex, id_no=id_no, register_no=f"G{id_no}")
        student["ethnic"] = found.value if found else student["ethnic"]


def _write_schools(revision: Revision, town: Township, own: str | None) -> None:
    schools = town.schools
    if own:
        revision.update("school", own, {k: v for k, v in schools[0].items() if k != "id"})
        schools = schools[1:]
    revision.insert_many("school", schools)


def _write(revision: Revision, town: Township) -> None:
    own = (each.key for each in CHILD_TABLES)
    revision.insert_many("school_class", town.records.get("school_class", []))
    students = file_numbers.opened(revision, town.records.get("student", []))
    revision.insert_many("student", students)
    for table in (*own, "roll_call", "name_list"):
        revision.insert_many(table, town.records.get(table, []))
