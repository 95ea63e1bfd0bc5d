"""Texts a ledger column is composed of: several fields of one child in a few words.

Nothing dated after the day of the ledger shows, and restricted labels never do (未保法 §103).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.meanings import PairKind, StatusCode
from ledger_app.catalogue.model import Field
from ledger_app.domain.day import Day
from ledger_app.domain.standing.cases import Case, days_missed
from ledger_app.domain.standing.status import status_of
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling import visits
from ledger_app.domain.telling.class_words import class_name, grade_and_class, grade_name
from ledger_app.domain.telling.guardian import guardian_of
from ledger_app.domain.telling.place_names import NO_PLACES, PlaceNames
from ledger_app.domain.telling.responsible import responsible
from ledger_app.domain.telling.restricted import (
    HIDDEN_CODES,
    IN_THE_FILE,
    OTHER,
    RESTRICTED,
    is_restricted_child,
)
from ledger_app.domain.telling.special_groups import categories, category_names, concern_categories
from ledger_app.domain.values import display

__all__ = ["RESTRICTED", "categories"]

SUMMARY_LENGTH = 30
TAUGHT_ELSEWHERE = "在外就读"
PAIR_NAMES = {
    PairKind.COUNTY: "县",
    PairKind.TOWNSHIP: "乡",
    PairKind.VILLAGE: "村",
    PairKind.SCHOOL: "校",
    PairKind.TEACHER: "师",
}


@dataclass(frozen=True)
class Entry:
    """One row of a ledger: a child and the record that put it there."""

    file: StudentFile
    record: Row | Case | None
    number: int
    county: str = ""
    township: str = ""
    places: PlaceNames = NO_PLACES

    @property
    def case(self) -> Case | None:
        """Return the record if it is a case."""
        return self.record if isinstance(self.record, Case) else None

    @property
    def row(self) -> Row:
        """Return the record's own row: of a case, the dropout."""
        if isinstance(self.record, Case):
            return self.record.dropout
        return self.record or {}


Composer = Callable[[Entry, Day], str]


def shown(table: str, row: Row | None, key: str) -> str:
    """Return one field of a row in words; a telling code is shown as 其他."""
    value = row.get(key) if row else None
    if value is None:
        return ""
    field = _field(table, key)
    # Here and not in each column: no paper composed of fields can forget it.
    hidden = HIDDEN_CODES.get(field.codes)
    if not hidden:
        return display(field, value)
    values = str(value).split(",")
    if hidden.isdisjoint(values):
        return display(field, value)
    rest = [one for one in values if one not in hidden]
    return "、".join([display(field, one) for one in rest] + [OTHER])


@cache  # asked for every cell of a township's ledger
def _field(table: str, key: str) -> Field:
    return TABLES[table].field(key)


def joined(*parts: str | None, by: str = " ") -> str:
    """Join the parts that say something."""
    return by.join(part for part in parts if part)


def as_list(file: StudentFile, table: str, key: str, on: Day) -> list[Row]:
    """Return a child's records dated by `key` on or before a day, undated ones too."""
    day = on.text
    return [row for row in file.of(table) if (row.get(key) or "") <= day]


def school_name(file: StudentFile) -> str:
    """Return the name of the child's school, "" if it is not known."""
    return str(file.school.get("name") or "")


def guardian_and_phone(file: StudentFile) -> str:
    """Return 吴秀英（母亲） and the phone number on a line of its own."""
    known = guardian_of(file)
    return joined(known.called, known.phone, by="\n")


def identity_number(student: Row) -> str:
    """Return the ID number, else the temporary number, said to be one."""
    if student.get("id_no"):
        return str(student["id_no"])
    return f"临时{student['temp_no']}" if student.get("temp_no") else ""


def home(student: Row) -> str:
    """Return where the child lives."""
    place = joined(student.get("village_name"), student.get("hamlet"), by="")
    return str(student.get("address") or student.get("home_address") or place)


def registered_home(student: Row, places: PlaceNames) -> str:
    """Return where the household is registered."""
    return str(student.get("hukou_address") or "") or places.text(student.get("hukou_code"))


def teacher(file: StudentFile) -> tuple[str, str]:
    """Return the class teacher's name and phone: from the file, else from the class."""
    own = file.student
    if own.get("home_teacher"):
        return str(own["home_teacher"]), str(own.get("teacher_phone") or "")
    known = file.school_class
    return str(known.get("home_teacher") or ""), str(known.get("teacher_phone") or "")


def responsible_and_phones(file: StudentFile, on: Day) -> str:
    """Return the two nearest people responsible, each with phone."""
    return "\n".join(
        joined(row.get("helper_name"), row.get("helper_phone"), by="\n")
        for row in responsible(file, on)[:2]
    )


def responsible_by_level(file: StudentFile, on: Day) -> str:
    """Return all people responsible by level: 县：张三；乡：李四；村：王五；校：赵六."""
    rows = sorted(responsible(file, on), key=lambda row: row.get("pair_kind") or "9")
    named = [
        (PAIR_NAMES.get(row.get("pair_kind") or "", ""), str(row.get("helper_name") or ""))
        for row in rows
    ]
    return "；".join(joined(level, name, by="：") for level, name in named if name)


def main_reason(dropout: Row) -> str:
    """Return the main reason of a dropout, else all that are given, else the words beside them."""
    return (
        shown("dropout", dropout, "main_reason")
        or shown("dropout", dropout, "dropout_reasons")
        or str(dropout.get("dropout_detail") or "")
    )


def whereabouts(file: StudentFile, dropout: Row) -> str:
    """Return where the child is now."""
    if dropout.get("dropout_whereabouts") in HIDDEN_CODES["dropout_whereabouts"]:
        return OTHER
    code = shown("dropout", dropout, "dropout_whereabouts")
    note = str(dropout.get("whereabouts_note") or "")
    return joined(code, note, by="：") or str(file.student.get("whereabouts") or "")


def contact_line(row: Row, *, is_restricted: bool = False) -> str:
    """Return one contact in a line: day, how, who, what came of it; words only if they may be."""
    words = IN_THE_FILE if is_restricted else summary(str(row.get("content") or ""))
    outcome = shown("contact", row, "result") or words
    who = str(row.get("persuaders") or "")
    said = joined(who, outcome, by="：")
    return joined(row.get("contacted_on"), shown("contact", row, "mode"), said)


def persuasion_line(case: Case) -> str:
    """Return the last persuasion: when, who, result."""
    if not case.persuasions:
        return ""
    row = case.persuasions[-1]
    said = joined(row.get("persuaders"), shown("contact", row, "result"), by="：")
    promised = f"（{row['promised_on']}）" if row.get("promised_on") else ""
    return joined(row.get("contacted_on"), said + promised)


def summary(text: str) -> str:
    """Return the beginning of a long text; the whole of it stands on the card."""
    line = " ".join(text.split())
    return line if len(line) <= SUMMARY_LENGTH else line[: SUMMARY_LENGTH - 1] + "…"


def first_contact(file: StudentFile, case: Case, on: Day) -> str:
    """Return day and way of the first contact since the child was missed at school."""
    rows = as_list(file, "contact", "contacted_on", on)
    attended = case.dropout.get("last_attended")
    # The call of the first morning comes before anybody speaks of a suspicion.
    missed = min(attended + "~", case.since) if attended else case.since
    row = next((row for row in rows if (row.get("contacted_on") or "") >= missed), None)
    return joined(row.get("contacted_on"), shown("contact", row, "mode")) if row else ""


def follow_ups(entry: Entry, on: Day) -> str:
    """Return what the visits after the return found."""
    placement = entry.case.placement if entry.case else None
    found = visits.after_return(entry.file, placement, on) if placement else []
    return "；".join(f"{name}：{text}" for name, text in found)


def _move_visit(step: str) -> Composer:
    def text(entry: Entry, on: Day) -> str:
        return dict(visits.after_move(entry.file, entry.row, on)).get(step, "")

    return text


def frequency(file: StudentFile, concern: Row, on: Day) -> str:
    """Return how often the child is to be contacted."""
    if concern.get("contact_frequency"):
        return str(concern["contact_frequency"])
    visits = [row.get("visits_per_term") for row in responsible(file, on)]
    most = max((count for count in visits if count), default=None)
    return f"每学期{most}次" if most else ""


def distance_and_time(student: Row) -> str:
    """Return 3.5公里，40分钟."""
    way, minutes = shown("student", student, "distance_km"), student.get("commute_min")
    return joined(f"{way}公里" if way else "", f"{minutes}分钟" if minutes else "", by="，")


def _closed(case: Case) -> str:
    return joined(case.closed_on, shown("placement", case.placement, "close_reason"))


def said_status(file: StudentFile, on: Day) -> str:
    """Return the status as a paper may say it: 专门学校 tells of a restricted matter."""
    found = status_of(file, on)
    return TAUGHT_ELSEWHERE if found.code == StatusCode.SPECIAL_SCHOOL else found.name


def _of_case(compose: Callable[[Case], str | None]) -> Composer:
    def text(entry: Entry, on: Day) -> str:
        return (compose(entry.case) or "") if entry.case else ""

    return text


def siblings(student: Row) -> str:
    """Return 2 人，姐姐读八年级."""
    count, note = student.get("siblings"), student.get("siblings_note")
    return joined("" if count is None else f"{count} 人", note, by="，")


def _missed(entry: Entry, on: Day) -> str:
    days = days_missed(entry.case, on) if entry.case else None
    return "" if days is None else str(days)


def _last_contact(entry: Entry, on: Day) -> str:
    rows: Sequence[Row] = as_list(entry.file, "contact", "contacted_on", on)
    if not rows:
        return ""
    return contact_line(rows[-1], is_restricted=is_restricted_child(entry.file, on))


def _dropout_month(entry: Entry, on: Day) -> str:
    """Return the month of the dropout: as written, else the month it began."""
    written = str(entry.row.get("dropout_ym") or "")
    if written:
        return written if written <= on.text[:7] else ""
    return entry.case.began[:7] if entry.case else ""


def _township(entry: Entry, on: Day) -> str:
    own, school = entry.file.student, entry.file.school
    return str(own.get("township_name") or school.get("township_name") or entry.township)


# What a printout may name as the source of a column, besides table.field.
COLUMNS: dict[str, Composer] = {
    "序号": lambda entry, on: str(entry.number),
    "县区": lambda entry, on: entry.county,
    "乡镇": _township,
    "学校": lambda entry, on: school_name(entry.file),
    "年级": lambda entry, on: grade_name(entry.file.student),
    "班级": lambda entry, on: class_name(entry.file.student),
    "年级班级": lambda entry, on: grade_and_class(entry.file.student),
    "姓名": lambda entry, on: str(entry.file.student.get("name") or ""),
    "出生年月": lambda entry, on: str(entry.file.student.get("birth_date") or "")[:7],
    "身份证号": lambda entry, on: identity_number(entry.file.student),
    "户籍地": lambda entry, on: registered_home(entry.file.student, entry.places),
    "户口所在地及代码": lambda entry, on: entry.places.with_code(
        entry.file.student.get("hukou_code")
    ),
    "出生地及代码": lambda entry, on: entry.places.with_code(
        entry.file.student.get("birthplace_code")
    ),
    "兄弟姐妹": lambda entry, on: siblings(entry.file.student),
    "家庭住址": lambda entry, on: home(entry.file.student),
    "监护人": lambda entry, on: guardian_of(entry.file).name,
    "监护人关系": lambda entry, on: guardian_of(entry.file).relation,
    "监护人电话": lambda entry, on: guardian_of(entry.file).phone,
    "监护人及电话": lambda entry, on: guardian_and_phone(entry.file),
    "班主任": lambda entry, on: teacher(entry.file)[0],
    "班主任电话": lambda entry, on: teacher(entry.file)[1],
    "班主任及电话": lambda entry, on: joined(*teacher(entry.file), by="\n"),
    "特殊群体类别": lambda entry, on: category_names(entry.file, on),
    "其他特殊群体类别": lambda entry, on: category_names(
        entry.file, on, besides="relocated_closure"
    ),
    "帮扶责任人及电话": lambda entry, on: responsible_and_phones(entry.file, on),
    "包保责任人": lambda entry, on: responsible_by_level(entry.file, on),
    "目前状态": lambda entry, on: said_status(entry.file, on),
    "最近联系日期及情况": _last_contact,
    "缺课天数": _missed,
    "辍学年月": _dropout_month,
    "辍学原因": lambda entry, on: main_reason(entry.row),
    "现去向": lambda entry, on: whereabouts(entry.file, entry.row),
    "首次联系日期": lambda entry, on: (
        first_contact(entry.file, entry.case, on) if entry.case else ""
    ),
    "劝返次数": _of_case(lambda case: str(len(case.persuasions))),
    "最近一次劝返": _of_case(persuasion_line),
    "是否复学": _of_case(lambda case: "是" if case.back_on else "否"),
    "复学日期": _of_case(lambda case: case.back_on),
    "巩固情况": follow_ups,
    "一周回访": _move_visit("一周"),
    "一月回访": _move_visit("一月"),
    "学期末回访": _move_visit("学期末"),
    "销号日期": _of_case(lambda case: case.closed_on),
    "销号日期及原因": _of_case(_closed),
    "重点关注类别": lambda entry, on: concern_categories(entry.row),
    "联系频次": lambda entry, on: frequency(entry.file, entry.row, on),
    "家长意见及签字日期": lambda entry, on: joined(
        shown("relocation", entry.row, "parent_opinion"),
        shown("relocation", entry.row, "parent_signed_on"),
    ),
    "距离及单程时间": lambda entry, on: distance_and_time(entry.file.student),
    "上学交通方式": lambda entry, on: str(
        entry.row.get("transport_solution") or shown("student", entry.file.student, "commute_mode")
    ),
}
