"""The list of a class on a day: who is expected, who is known to be away and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import SchoolStatus, StatusCode
from ledger_app.domain.day import Day
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.names import sort_key
from ledger_app.domain.reads import together
from ledger_app.domain.standing.absences import (
    ABSENCE_READS,
    NO_END,
    Missing,
    last_school_day,
    missing,
)
from ledger_app.domain.standing.status import STATUS_READS, Status, status_of
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.class_words import short_class
from ledger_app.domain.telling.due_words import said_day
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places
from ledger_app.store.lists.places import Place
from ledger_app.store.lists.student_files import load_files

_READS = together(
    STATUS_READS,
    ABSENCE_READS,
    {
        "student": ("name", "birth_date", "id_no", "register_no"),
        "absence": ("reason_given", "remark"),
    },
)
# Whoever stands so is in the room unless somebody says otherwise; all others only if they came.
_EXPECTED = frozenset(
    {
        StatusCode.AT_SCHOOL,
        StatusCode.ABSENT,
        StatusCode.RETURNED,
        StatusCode.FOLLOWED_UP,
        StatusCode.CLOSED,
        StatusCode.UNVERIFIED,
        StatusCode.TOO_YOUNG,
        StatusCode.TOO_OLD,
    }
)


@dataclass(frozen=True)
class Pupil:
    """One child of a class. `away` says why it is not expected, "" if it is; `missing` since when.

    `was_there` is what the roll call of that day already says, None where it says nothing.
    """

    id: str
    name: str
    birth_date: str
    id_no: str
    register_no: str
    initials: str
    status: Status
    away: str
    missing: Missing | None
    was_there: bool | None = None

    @property
    def is_expected(self) -> bool:
        """Tell whether the child counts as there unless somebody says it is not."""
        return not self.away

    @property
    def is_there(self) -> bool:
        """Tell what the list begins with: there, or as it was registered, or still missing."""
        if self.was_there is not None:
            return self.was_there
        return self.is_expected and self.missing is None


@dataclass(frozen=True)
class ClassList:
    """A class on a day. `taken` is the roll call of that kind that there already is."""

    place: Place
    school_name: str
    day: Day
    kind: str
    pupils: tuple[Pupil, ...]
    taken: Row | None = None

    @property
    def called(self) -> str:
        """Return 福利镇中心小学三(1)班."""
        return f"{self.school_name}{class_called(self.place)}"


def class_list(ledger: Ledger, place: Place, on: date, kind: str) -> ClassList:
    """Return the list of a class on a day, by the sound of the names.

    Raises LedgerError for a day without school, a day to come, and a class nobody is in.
    """
    day = ledger.day(on)
    must_be_school_day(ledger, day)
    _must_be_open(ledger, place, day)
    names = places.school_names(ledger)
    members = places.member_ids(ledger, place)
    if not members:
        raise _nobody_in(place, places.class_sizes(ledger), names)
    taken = next(
        (row for row in places.roll_calls(ledger, day.text, place) if row["kind"] == kind), None
    )
    files = load_files(ledger, members, reads=_READS)
    was_there = _registered(taken)
    pupils = tuple(_pupil(file, day, was_there) for file in files)
    return ClassList(place, names.get(place[0], ""), day, kind, pupils, taken)


def newest_school_day(ledger: Ledger) -> str:
    """Return today as an ISO day, or the last day before it on which school was held."""
    day = ledger.day()
    return day.text if day.is_school_day else last_school_day(day.text, day.calendar)


def must_be_school_day(ledger: Ledger, day: Day) -> None:
    """Raise LedgerError, with a way on, for a day on which no roll can have been called."""
    if day.date > ledger.today():
        raise LedgerError(f"{day.text} 还没有到，不能先登记。", "到了那一天再点名。")
    if day.is_school_day:
        return
    before = last_school_day(day.text, day.calendar)
    after = day.calendar.school_days_after(day.date, 1).isoformat()
    raise LedgerError(
        f"{day.text} 不上课，没有登记。",
        f"请换成上课的那一天（前面最近是 {before}，后面最近是 {after}；"
        "开学前报到的登记到开学第一天）；这一天补课的，先在 设置 › 校历 里改成上课。",
    )


def _must_be_open(ledger: Ledger, place: Place, day: Day) -> None:
    """Raise LedgerError for a school that was closed by then: nobody can have been seen there."""
    school = next((row for row in places.schools(ledger) if row["id"] == place[0]), None)
    if school is None or school["status"] != SchoolStatus.CLOSED:
        return
    closed = school["closed_on"] or ""
    if closed <= day.text:
        when = f" {closed} " if closed else "已经"
        raise LedgerError(
            f"{school['name']}{when}撤并，{day.text} 不能在那里点名。",
            "孩子已经到接收学校的，先登记分流到校，再点那边的班。",
        )


def class_called(place: Place) -> str:
    """Return 三(1)班, 三年级 where it has no number, 未分班 where nothing is known."""
    _, grade, class_no = place
    if not grade and not class_no:
        return "未分班"
    words = short_class({"grade": grade, "class_no": class_no})
    if not class_no:
        return code_list("grade").name_of(grade)
    return f"{words}班" if words.endswith(")") else words


def _nobody_in(place: Place, sizes: Mapping[Place, int], names: Mapping[str, str]) -> LedgerError:
    school, said = names.get(place[0], ""), class_called(place)
    if place in sizes:
        return LedgerError(
            f"{school}{said}在台账里还没有学生。", "请先导入这个班的花名册，或在学生档案里填班级。"
        )
    known = sorted(each for each, count in sizes.items() if each[0] == place[0] and count)
    if not known:
        return LedgerError(f"{school}在台账里还没有学生。", "请先导入这所学校的花名册。")
    listed = "、".join(class_called(each) for each in sorted(known, key=in_order))
    return LedgerError(f"{school}没有{said}。", f"台账里有学生的班：{listed}。")


def in_order(place: Place) -> tuple[str, int, str, int, str]:
    """Return what classes are sorted by: school, grade, number; 10 comes after 9."""
    school, grade, class_no = place
    return school, len(grade), grade, len(class_no), class_no


def _registered(taken: Row | None) -> frozenset[str] | None:
    return frozenset((taken["children"] or "").split()) if taken else None


def _pupil(file: StudentFile, day: Day, there: frozenset[str] | None) -> Pupil:
    student, status, away = file.student, status_of(file, day), missing(file, day)
    why = "" if status.code in _EXPECTED else f"{status.name}：{status.reason}"
    # A leave that began on the day of this roll call is how it was registered, not why not.
    began_here = there is not None and away is not None and away.from_on == day.text
    if not why and away is not None and away.is_excused and not began_here:
        why = _on_leave(away, day)
    return Pupil(
        student["id"],
        student["name"] or "",
        student["birth_date"] or "",
        student["id_no"] or "",
        student["register_no"] or "",
        "".join(syllable[0] for syllable in sort_key(student["name"] or "").split()),
        status,
        why,
        away,
        _as_registered(student["id"], there, away),
    )


def _as_registered(child: str, there: frozenset[str] | None, away: Missing | None) -> bool | None:
    """Return what the roll call says of a child; it says nothing of one that joined later."""
    if there is None:
        return None
    return child in there if child in there or away else None


def _on_leave(away: Missing, day: Day) -> str:
    given = away.row.get("reason_given")
    reason = code_list("absence_reason").name_of(given) if given else "请假"
    until = "" if away.excused_to == NO_END else f"到 {said_day(away.excused_to, day)}"
    return f"{reason}：{said_day(away.from_on, day)} 起{until}"
