"""Find the class and the children that somebody names in words: certain, or a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.actions import edit_file, find_students
from ledger_app.actions.attendance.class_list import ClassList, Pupil, class_called
from ledger_app.actions.attendance.roll_call import Absent, classes_of, not_of_class
from ledger_app.catalogue import TABLES
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import AbsenceReason
from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.layout.class_names import cell_class
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places
from ledger_app.store.lists.places import Place

_SHORTEST = 6  # characters of an id that may stand for it


def class_named(ledger: Ledger, school: str | None, grade: str, class_no: str) -> Place:
    """Return the class that these words name; one that is not there is returned as it was named.

    Raises LedgerError where the school or the grade is unknown, or several classes fit.
    """
    school_id = edit_file.school_id(ledger, school) if school else _only_school(ledger)
    code = edit_file.parsed_value(ledger, TABLES["roll_call"].field("grade"), grade) or ""
    known = [place for place, _ in classes_of(ledger, school_id) if place[1] == code]
    if not class_no.strip():
        return _only_class(ledger, school_id, code, known)
    fits = [each for each in known if each[2] == class_no.strip()]
    wanted = _plain(class_no, code)
    fits = fits or [each for each in known if _plain(each[2], code) == wanted]
    if len(fits) > 1:
        names = "、".join(f"“{each[2]}”" for each in fits)
        raise LedgerError(
            f"“{class_no}”可能是 {len(fits)} 个班：{names}。", "请照台账里的写法写班级。"
        )
    return fits[0] if fits else (school_id, code, wanted)


def child_named(ledger: Ledger, list_: ClassList, text: str) -> str:
    """Return the id of the child of the class with this id (or its start), number or name.

    Raises LedgerError where nobody or more than one fits, and where the child is of another class.
    """
    found = fitting(list_.pupils, text)
    if len(found) > 1:
        told = "；".join(f"{each.id[:8]} {each.name} {each.birth_date}" for each in found)
        raise LedgerError(
            f"{list_.called}有 {len(found)} 个“{text}”：{told}。", "请用前面的编号指明是哪一个。"
        )
    if found:
        return found[0].id
    child = find_students.student_id(ledger, text)
    if all(each.id != child for each in list_.pupils):
        raise not_of_class(ledger, list_, child)
    return child


def reasons_named(ledger: Ledger, list_: ClassList, texts: Sequence[str]) -> dict[str, Absent]:
    """Return {child: why it is missing} of texts like 王𬱖, 3f2a9c:病假 or 王𬱖:病假:11-20."""
    found: dict[str, Absent] = {}
    for text in texts:
        child, *rest = text.replace("：", ":").split(":")
        reason = reason_named(rest[0]) if rest else AbsenceReason.UNKNOWN
        until = TABLES["absence"].field("to_on")
        to_on = edit_file.parsed_value(ledger, until, rest[1]) if len(rest) > 1 else ""
        found[child_named(ledger, list_, child.strip())] = Absent(reason, to_on or "")
    return found


def reason_named(text: str) -> str:
    """Return the code of an absence reason; raise LedgerError with all of them."""
    codes = code_list(AbsenceReason.CODES)
    if not text.strip():
        return AbsenceReason.UNKNOWN
    if code := codes.find(text):
        return code.value
    names = "、".join(each.name for each in codes.codes)
    raise LedgerError(f"没有缺勤事由“{text.strip()}”。", f"可以写：{names}。")


def fitting(pupils: Sequence[Pupil], text: str) -> list[Pupil]:
    """Return the children with this id or number, else name, else start of an id."""
    for fits in (
        lambda each: text.upper() in (each.id.upper(), each.id_no, each.register_no),
        lambda each: each.name == text,
        lambda each: len(text) >= _SHORTEST and each.id.startswith(text.lower()),
    ):
        if found := [each for each in pupils if fits(each)]:
            return found
    return []


def _only_class(ledger: Ledger, school: str, grade: str, known: Sequence[Place]) -> Place:
    """Return the one class of a grade; raise LedgerError where it has several, or none is named."""
    if len(known) == 1:
        return known[0]
    if grade and not known:
        return (school, grade, "")
    of_school = known if grade else [place for place, _ in classes_of(ledger, school)]
    if not grade and len(of_school) == 1:
        return of_school[0]
    listed = "、".join(map(class_called, of_school))
    raise LedgerError("没有写是哪个班。", f"台账里有学生的班：{listed}。")


def _only_school(ledger: Ledger) -> str:
    schools = list(dict.fromkeys(place[0] for place, _ in classes_of(ledger)))
    if len(schools) == 1:
        return schools[0]
    names = places.school_names(ledger)
    if not schools:
        raise LedgerError("台账里还没有学生。", "请先导入花名册。")
    listed = "、".join(names.get(each, "") for each in schools[:8])
    raise LedgerError(
        f"台账里有 {len(schools)} 所学校有学生，没有写是哪一所。", f"请写明学校：{listed}。"
    )


def _plain(class_no: str, grade: str) -> str:
    """Return 1 for 1, 01, 1班, (1)班 and 三(1)班; a class with a name of its own keeps it."""
    text = class_no.strip()
    return cell_class(text, grade).class_no or text.removesuffix("班")
