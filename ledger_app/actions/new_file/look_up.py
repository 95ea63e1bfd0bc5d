"""Whether a child that is being typed is there already, and what its entries tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ledger_app.actions.checking.same_child import FEWEST
from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.codes import code_list
from ledger_app.domain.checking import checks
from ledger_app.domain.checking.problem import Problem
from ledger_app.domain.dates import expected_grade
from ledger_app.domain.derived import derived_values
from ledger_app.domain.household import phones_of
from ledger_app.domain.identity import birth_of, forms_of
from ledger_app.domain.names import normalise_name
from ledger_app.domain.phones import looks_right
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.domain.telling.guardian import guardian_at_home
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import student_lookup, student_rows
from ledger_app.store.lists.student_rows import ListQuery

MOST = 30  # files that are named
LAST = 4  # characters of a number
NUMBER, NAME, PHONE, SOUND = "证件号", "姓名", "电话", "同音"
_PHONES = ("guardian_phone", "phone", "phone2", "carer_phone")
_HOUSE = ("guardian_name", "guardian_relation", "guardian_phone")


@dataclass(frozen=True)
class Found:
    """A file that is there already: what is the same, and who it is, as a table shows it."""

    id: str
    same: tuple[str, ...]
    name: str
    school: str
    of_class: str
    born: str
    guardian: str
    number: str

    @property
    def called(self) -> str:
        """Return name, class and the last four of the number."""
        parts = (self.of_class, self.number and f"证件号末四位 {self.number}")
        return f"{self.name}（{'，'.join(filter(None, parts)) or '别的都没有填'}）"


def files_like(ledger: Ledger, typed: Mapping[str, str]) -> list[Found]:
    """Return the files with this number, name or telephone, in this order, each once.

    Where nobody of the school is called so, those of it whose names sound the same: 往刚, 王刚.
    """
    same: dict[str, list[str]] = {}
    name, school = typed.get("name", ""), typed.get("school", "")
    named = _of_name(ledger, name)
    for what, ids in (
        (NUMBER, _of_number(ledger, typed.get("id_no", ""))),
        (NAME, named),
        (PHONE, _of_phone(ledger, typed.get("guardian_phone", ""))),
        (SOUND, [] if named else _of_sound(ledger, name, school)),
    ):
        for each in ids:
            same.setdefault(each, []).append(what)
    ids = list(same)[:MOST]
    rows = student_rows.list_rows(ledger, student_rows.nos_of(ledger, ids))
    return [_found(row, same[row["id"]]) for row in rows]


def _found(row: Row, same: Sequence[str]) -> Found:
    return Found(
        row["id"],
        tuple(same),
        row["name"],
        row["school_name"] or "",
        grade_and_class(row),
        row["birth_date"] or "",
        row["guardian"].called,
        (row["id_no"] or "")[-LAST:],
    )


def _of_name(ledger: Ledger, text: str) -> list[str]:
    name = normalise_name(text)
    return student_lookup.ids_of_name(ledger, name) if name else []


def _of_sound(ledger: Ledger, text: str, school: str) -> list[str]:
    """Return the children of a school that are called as it sounds; in a district many are."""
    name = normalise_name(text)
    if not (school and name):
        return []
    nos, _ = student_rows.sounding(ledger, ListQuery(name, (("school", (school,)),)))
    return [row["id"] for row in student_rows.list_rows(ledger, nos[:MOST])]


def _of_number(ledger: Ledger, text: str) -> list[str]:
    forms = forms_of(text)
    long = bool(forms) and len(forms[0]) >= FEWEST
    return student_lookup.ids_of_numbers(ledger, forms) if long else []


def _of_phone(ledger: Ledger, text: str) -> list[str]:
    """Return the files with this telephone, whosever it is there."""
    numbers = [each for each in phones_of(text) if looks_right(each)]
    nos = {no for each in numbers for no in student_rows.student_nos(ledger, ListQuery(each))}
    ids = [row["id"] for row in student_rows.list_rows(ledger, sorted(nos)[: 2 * MOST])]
    families = student_lookup.families(ledger, ids, ("phone",))
    return [
        child["id"]
        for child in student_lookup.students(ledger, ids)
        if any(
            number in phones_of(phone)
            for number in numbers
            for phone in (
                *(child[key] for key in _PHONES),
                *(row["phone"] for row in families.get(child["id"], ())),
            )
        )
    ]


def guardians_of(found: Sequence[Found]) -> set[str]:
    """Return the guardians that files name: several houses have one telephone, at a shop or so."""
    return {each.guardian for each in found if each.guardian}


def house_of(ledger: Ledger, student_id: str) -> dict[str, str]:
    """Return what a child of the same house has in common with this one: guardian and address."""
    child = student_lookup.student(ledger, student_id) or {}
    family = student_lookup.families(ledger, [student_id]).get(student_id, ())
    home = guardian_at_home(family) or {}
    if child.get("guardian_name"):
        found = {key: child.get(key) for key in _HOUSE}
    else:
        found = {key: home.get(key.removeprefix("guardian_")) for key in _HOUSE}
    found["address"] = child.get("address") or home.get("address")
    return {key: str(value) for key, value in found.items() if value}


def told_by_number(ledger: Ledger, id_no: str) -> str:
    """Return what a right number says: 女，2017-03-11 出生，应读三年级; "" otherwise."""
    found, born = derived_values(id_no, ledger.today()), birth_of(id_no)
    if not found or born is None:
        return ""
    sex = code_list("sex").name_of(found["sex"])
    parts = [sex, f"{found['birth_date']} 出生"]
    if grade := found.get("grade"):
        parts.append(f"应读{code_list('grade').name_of(grade)}")
    elif expected_grade(born, ledger.today()) == 0:
        parts.append("还没到入学年龄")
    return "，".join(parts)


def problems(ledger: Ledger, given: Mapping[str, str]) -> list[Problem]:
    """Return what is doubtful in what stands on the page; nothing that is merely empty."""
    row = {**derived_values(given.get("id_no", ""), ledger.today()), **given}
    found = checks.check_row(STUDENT, row, ledger.day(), needs=False)
    return [problem for problem in found if given.get(problem.field)]
