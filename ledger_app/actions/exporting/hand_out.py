"""Fill-in workbooks for classes: handed out, and who has returned them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from ledger_app.actions import list_students
from ledger_app.actions.attendance.roll_call import classes_of
from ledger_app.actions.checking.safety_lines import SafetyLine, must_be_read, safety_lines
from ledger_app.actions.list_students import ListQuery
from ledger_app.catalogue import STUDENT, resolve_field
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import YES
from ledger_app.catalogue.model import Field, Kind, Need
from ledger_app.domain.dates import chinese_date
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.fill_keys import key_of
from ledger_app.domain.standing.standings import Standing
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.domain.telling.for_paper import for_paper
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.values import display
from ledger_app.exchange.writing.fill_in_book import FillColumn, FillRow, write_fill_in
from ledger_app.files.targets import free_target
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places
from ledger_app.store.lists.places import Place
from ledger_app.store.lists.student_files import load_files
from ledger_app.store.rosters import fill_ins

LATE_DAYS = 7
_PLACE = ("school", "grade", "class_no")
_KNOWN_BY = ("name", "sex", "birth_date")  # for whoever fills it in to know the child
_NEEDED = (Need.FILE, Need.PRINT)
_CLERK_S = frozenset({"档案", "七长"})  # sections that no class teacher fills in
# Marks of the register have a day and a proof; where the child is, is no matter of a form.
_NOT_ASKED = frozenset(
    {"school", "grade", "class_no", "register_status", "in_school_status", "absent_kind"}
    | {"marked_on", "home_teacher", "teacher_phone", *_KNOWN_BY}
)
_HOW = {Kind.DATE: "写成 2016-05-01。", Kind.MONTH: "写成 2022-09。", Kind.ID_NUMBER: "18 位。"}
_MARKS = "黄色底的格子请填写，灰色的是台账里已有的；不要插入、删除列，也不要改灰色的格子。"


@dataclass(frozen=True)
class HandedOut:
    """What was written: how many children, what is asked, how many were left out as 涉密."""

    count: int
    asked: tuple[str, ...]
    hidden: int


def hand_out(
    ledger: Ledger,
    place: Place,
    path: Path,
    fields: Sequence[str] = (),
    seen: Collection[SafetyLine] = (),
) -> HandedOut:
    """Write the fill-in workbook of a class and note that it was handed out.

    `fields` are names of fields; without any, what a complete file has and some child lacks.
    Raises LedgerError for an empty class, for nothing to ask, and where it can't be written, and
    NotRead: whoever fills it in asks the families.
    """
    free_target(path)
    files = _files(ledger, place)
    if not files:
        raise LedgerError("这个班在台账里没有在读的学生。", "请核对学校、年级和班级。")
    kept = _open(files)
    asked = [_askable(each) for each in fields] if fields else _missing(kept)
    if not asked:
        raise LedgerError("这个班要填的都填了，没有要发的。", "要核对某一项，请点名要填的项目。")
    must_be_read(ledger, fill_ins.FILL_IN, _safety(ledger, kept), seen)
    record, name = uuid4().hex, _called(files[0])
    columns = [*(FillColumn(STUDENT.field(key).label) for key in _KNOWN_BY), *map(_column, asked)]
    titles = [f"{name}学生信息填报表", f"发出：{chinese_date(ledger.today())}　{_MARKS}"]
    write_fill_in("填报表", titles, columns, list(_rows(ledger, kept, asked, record)), path)
    labels = tuple(field.label for field in asked)
    values = {
        "id": record, "handed_on": ledger.today().isoformat(),
        **dict(zip(_PLACE, place, strict=True)),
        "asked": "、".join(labels)[:2000], "child_count": len(kept),
    }  # fmt: skip
    with ledger.lock, revise(ledger, "edit", f"发出填报表：{name}") as revision:
        revision.insert_many(fill_ins.FILL_IN, [values])
    return HandedOut(len(kept), labels, len(files) - len(kept))


def safety(ledger: Ledger, place: Place) -> list[SafetyLine]:
    """Return the safety lines of the children that the form of a class would name."""
    return _safety(ledger, _open(_files(ledger, place)))


def _safety(ledger: Ledger, files: Sequence[StudentFile]) -> list[SafetyLine]:
    return safety_lines(ledger, [str(each.student["id"]) for each in files])


def _open(files: Sequence[StudentFile]) -> list[StudentFile]:
    return [each for each in files if each.student.get("confidentiality") != YES]


def _files(ledger: Ledger, place: Place) -> list[StudentFile]:
    filters = tuple((key, (value,)) for key, value in zip(_PLACE, place, strict=True))
    rows = list_students.rows(ledger, list_students.numbers(ledger, ListQuery(filters=filters)))
    return list(load_files(ledger, [r["id"] for r in rows if r["standing"] != Standing.GONE]))


def _called(file: StudentFile) -> str:
    return f"{file.school.get('name') or ''}{grade_and_class(file.student)}"


def _askable(text: str) -> Field:
    try:
        field = resolve_field(STUDENT, text)
    except KeyError:
        raise LedgerError(f"没有叫“{text}”的项目。", "请写项目的名称，如 监护人电话。") from None
    if not _may_be_asked(field):
        raise LedgerError(f"“{field.label}”不能用填报表来填。", "请在学生档案里填。")
    return field


def _may_be_asked(field: Field) -> bool:
    told = field.sensitive or field.section in _CLERK_S or field.key in _NOT_ASKED
    return not told and field.kind not in (Kind.SCHOOL, Kind.REGION)


def _missing(files: Sequence[StudentFile]) -> list[Field]:
    """Return what a complete file has and some of these lack."""
    return [
        field
        for field in STUDENT.fields
        if field.need in _NEEDED
        and _may_be_asked(field)
        and any(file.student.get(field.key) in (None, "") for file in files)
    ]


def _column(field: Field) -> FillColumn:
    if field.kind in (Kind.CODE, Kind.YES_NO):
        options = tuple(code.name for code in code_list(field.codes or "yesno").codes)
        return FillColumn(field.label, options, field.help)
    if field.kind is Kind.CODES:
        names = "、".join(code.name for code in code_list(field.codes).codes)
        return FillColumn(field.label, (), f"可填几项，用、隔开：{names}")
    return FillColumn(field.label, (), _HOW.get(field.kind, "") or field.help)


def _rows(
    ledger: Ledger, files: Sequence[StudentFile], asked: Sequence[Field], record: str
) -> Iterator[FillRow]:
    ledger_id, day = settings.get(ledger, "ledger_id", ""), ledger.day()
    fields = [*(STUDENT.field(key) for key in _KNOWN_BY), *asked]
    for file in files:
        shown = for_paper(file, day, Purpose.REPORT, signed_by_family=False).student
        texts = [display(field, shown.get(field.key)) or None for field in fields]
        known = len(_KNOWN_BY)  # those are locked though one should be empty
        first = [text or "" for text in texts[:known]]
        yield FillRow(key_of(ledger_id, record, str(file.student["id"])), [*first, *texts[known:]])


def returns(ledger: Ledger) -> list[dict[str, Any]]:
    """Return what was handed out, newest first: class, day, whether and when it came back."""
    found = []
    for row in fill_ins.handed_out(ledger):
        name = f"{row['school_name'] or ''}{grade_and_class(row)}"
        waiting = (ledger.today() - date.fromisoformat(row["handed_on"])).days
        found.append({
            "id": row["id"], "class": name, "handed_on": row["handed_on"], "asked": row["asked"],
            "children": row["child_count"], "returned_on": row["returned_on"],
            "returned": row["returned_count"] or 0, "source": row["source"],
            "late": row["returned_on"] is None and waiting > LATE_DAYS,
        })  # fmt: skip
    return found


@dataclass(frozen=True)
class ClassState:
    """A class and the newest form it was handed, None if there is none."""

    place: Place
    name: str
    count: int
    newest: dict[str, Any] | None


def class_states(ledger: Ledger) -> list[ClassState]:
    """Return all classes that have children, in order."""
    newest: dict[tuple[object, ...], dict[str, Any]] = {}
    for row, told in zip(fill_ins.handed_out(ledger), returns(ledger), strict=True):
        newest.setdefault(tuple(row[key] for key in _PLACE), told)
    names = places.school_names(ledger)
    return [
        ClassState(place, _named(names, place), count, newest.get(tuple(place)))
        for place, count in classes_of(ledger)
    ]


def _named(schools: Mapping[str, str], place: Place) -> str:
    school, grade, class_no = place
    return f"{schools.get(school, '')}{grade_and_class({'grade': grade, 'class_no': class_no})}"
