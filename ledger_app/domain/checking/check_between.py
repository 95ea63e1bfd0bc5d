"""What must agree between the records of one child. `field` names the student field or table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import (
    NOT_ARRIVING,
    YES,
    IntakeSource,
    RiskCategory,
    SchoolKind,
)
from ledger_app.domain.checking.contradiction import Contradiction
from ledger_app.domain.checking.contradictions import across
from ledger_app.domain.checking.mark_conflicts import ABSENT
from ledger_app.domain.checking.problem import Problem, chosen, day, error, note, warning
from ledger_app.domain.day import Day
from ledger_app.domain.standing import closed_school
from ledger_app.domain.standing.cases import cases, in_relocation_ledger, live_case
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.guardian import called_at_home, guardian_at_home, same_person
from ledger_app.domain.telling.masking import screen_phone
from ledger_app.domain.telling.special_groups import marked_groups

FileRule = Callable[[StudentFile, Day], Iterator[Problem]]

_STARTS = ("last_attended", "suspected_on", "confirmed_on")
_CONTACT_KEYS = ("contacted_on", "purpose", "mode", "persuaders", "result", "content")
# Grades that a kind of school holds; kinds that are not listed hold any grade.
GRADES_OF_KIND = {
    SchoolKind.PRIMARY: range(7),
    SchoolKind.JUNIOR: range(7, 11),
    SchoolKind.TEACHING_POINT: range(7),
}


def check_family(file: StudentFile, on: Day) -> Iterator[Problem]:
    """Check the members among themselves and against the guardian."""
    members = file.of("family_member")
    if not members:
        yield warning("family_member", "还没有登记家庭成员，请至少登记一名监护人。")
        return
    if not any(member.get("is_guardian") == YES for member in members):
        yield warning("family_member", "家庭成员中没有一个是监护人，请在监护人那一行选“是”。")
    names = [member["name"] for member in members if member.get("name")]
    numbers = [member["id_no"] for member in members if member.get("id_no")]
    for name in _repeated(names):
        yield warning("family_member", f"家庭成员“{name}”登记了不止一次，请核对。")
    if _repeated(numbers):
        yield error("family_member", "两名家庭成员的身份证件号相同，请核对。")
    yield from _guardian_entered_once(file.student, members)


def _guardian_entered_once(student: Row, family: Sequence[Row]) -> Iterator[Problem]:
    """Offer what the fields of the child or 家庭 know of the guardian and the other does not."""
    typed, chosen = student.get("guardian_name"), guardian_at_home(family)
    known = called_at_home(chosen) if chosen else ""
    person = same_person(student, family) if typed else chosen
    if typed and person is None and any(row.get("name") for row in family):
        other = f"（家庭成员里的监护人是{known}）" if known else ""
        text = f"监护人不在家庭成员里{other}，请核对，或把监护人登记为家庭成员。"
        yield note("guardian_name", text)
    elif not typed and known:
        yield note("guardian_name", f"家庭成员里的监护人是{known}，这里还空着，可以照填。")
    if person is None or not person.get("name"):
        return
    name, phone = person["name"], person.get("phone")
    if phone and not student.get("guardian_phone"):
        text = f"家庭成员里{name}的电话是 {screen_phone(phone)}，这里还空着，可以照填。"
        yield note("guardian_phone", text)
    elif student.get("guardian_phone") and not phone:
        text = f"{name}的电话填在“监护人电话”里，家庭成员里还空着，可以照填。"
        yield note("family_member", text)


def _repeated(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def check_absence(file: StudentFile, on: Day) -> Iterator[Problem]:
    """Compare what the register says with an open case (名在人不在, 教基厅函〔2024〕15号)."""
    student = file.student
    if not any(case.is_open for case in cases(file, on)):
        return
    # Of a child who is not in school by the register, check_student asks it already.
    if student.get("in_school_status") not in ABSENT and not student.get("whereabouts"):
        yield warning("whereabouts", "孩子没有在校，请写明现在去向（省、市、县、单位）。")


def check_contradictions(file: StudentFile, on: Day) -> Iterator[Problem]:
    """Say what two records, or a mark and a record, tell against each other."""
    for each in across(file, on):
        place = each.first if each.first.table == STUDENT.key else each.second
        field = place.field if place.table == STUDENT.key else each.first.table
        yield error(field, said_in_file(each))


def said_in_file(found: Contradiction) -> str:
    """Return a contradiction as the file says it, with what to do."""
    return f"{found.text}，请核对后改过来。"


def check_contacts(file: StudentFile, on: Day) -> Iterator[Problem]:
    """Point out a contact that was written down twice: it would count as two persuasions."""
    told = [tuple(row.get(key) for key in _CONTACT_KEYS) for row in file.of("contact")]
    for contact, count in Counter(told).items():
        if count > 1 and contact[0] and contact[-1]:
            text = f"{contact[0]} 的联系记录有 {count} 条完全一样，劝返次数会多算，请删去重复的。"
            yield warning("contact", text)


def check_closing(file: StudentFile, on: Day) -> Iterator[Problem]:
    """Say of a closing that does not hold what it lacks, beyond what its own fields say."""
    live = live_case(cases(file, on))
    if live and live.lacking:
        missing = "、".join(live.lacking)
        yield warning("placement", f"{live.claimed_on} 的销号还不算数，还缺{missing}。")


def check_returns(file: StudentFile, on: Day) -> Iterator[Problem]:
    """Check that returns belong to dropouts and relapses are followed up."""
    dropouts, returns = file.of("dropout"), file.of("placement")
    starts = sorted(start for row in dropouts if (start := _start_of(row)))
    back = [row for row in returns if row.get("returned_on")]
    if back and not dropouts:
        yield warning("placement", "有复学安置记录，却没有辍学情况记录，请补登辍学情况。")
    for row in back:
        relapsed = row.get("relapsed_on")
        if relapsed and not any(start >= row["returned_on"] for start in starts):
            yield warning("dropout", f"{relapsed} 再次辍学，请另建一条辍学情况记录。")


def _start_of(row: Row) -> str:
    return next((row[key] for key in _STARTS if row.get(key)), "")


def check_move(file: StudentFile, on: Day) -> Iterator[Problem]:
    """Compare the latest relocation with the school the child is registered at."""
    moves, student = file.of("relocation"), file.student
    if (left := closed_school.unplaced_from(file, on)) is not None:
        school = f"就读学校{left}" if left == (file.school.get("name") or "") else f"接收学校{left}"
        closed = closed_school.is_closed(file.schools.get(left) or file.school, on.text)
        text = f"{school}{'已' if closed else '将'}撤并，请登记分流安置，写明接收学校。"
        yield warning("relocation", text)
    if not moves:
        return
    asked = (
        student.get("source_list") == IntakeSource.RELOCATED
    )  # then check_student has asked already
    if not asked and not student.get("prev_school"):
        yield error("prev_school", "分流的孩子要填原就读学校。")
    last = next(reversed(in_relocation_ledger(file, on)), moves[-1])
    arrived, current = day(last, "moved_on"), file.school.get("name")
    receiving = last.get("receiving_school")
    if arrived and arrived <= on.date and receiving and current and receiving != current:
        yield warning("school", f"已分流到“{receiving}”，就读学校还是“{current}”，请核对后改过来。")
    travels = arrived and last.get("choice_type") not in NOT_ARRIVING
    if travels and not asked and student.get("commute_min") in (None, ""):
        yield warning("commute_min", "分流后上学的路变了，请填“单程时间(分钟)”。")


def check_school(file: StudentFile, on: Day) -> Iterator[Problem]:
    grade = file.student.get("grade")
    grades = GRADES_OF_KIND.get(file.school.get("kind") or "")
    if grades is None or not grade or not grade.isdigit() or int(grade) in grades:
        return
    kind = code_list("school_kind").name_of(file.school["kind"])
    yield warning(
        "grade", f"就读学校是{kind}，没有“{code_list('grade').name_of(grade)}”，请核对学校和年级。"
    )


def check_attention(file: StudentFile, on: Day) -> Iterator[Problem]:
    """Point out a special status that no concern follows (特殊群体 are 重点关注, [M1])."""
    today = on.text
    followed: set[str] = set()
    for concern in file.of("concern"):
        if not concern.get("until_on") or concern["until_on"] > today:
            followed |= chosen(concern, "risk_categories")
    names = code_list("risk_category").name_of
    missing = dict.fromkeys(
        names(category)
        for category in marked_groups(file.student)
        if category not in followed and category != RiskCategory.ILL
    )
    if missing:
        text = f"属于{'、'.join(missing)}，还没有相应的重点关注记录，请考虑建一条。"
        yield note("concern", text)


def check_leaves(file: StudentFile, on: Day) -> Iterator[Problem]:
    """Point out two leaves at one time: of which the end counts is not known."""
    rows = sorted(
        (row["from_on"], row.get("returned_on") or row.get("to_on") or "9")
        for row in file.of("leave")
        if row.get("from_on")
    )
    for (first, until), (second, _) in pairwise(rows):
        if second <= until:
            text = f"{first} 和 {second} 起的休学（缓学、免学）时间重叠，请核对起止日期。"
            yield warning("leave", text)


FILE_RULES: tuple[FileRule, ...] = (
    check_family,
    check_absence,
    check_contradictions,
    check_contacts,
    check_closing,
    check_returns,
    check_move,
    check_school,
    check_attention,
    check_leaves,
)
