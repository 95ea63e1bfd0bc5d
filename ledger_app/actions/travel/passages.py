"""档案流转: the township hands a child's file from one school's ledger to another's.

For the pages: at the unit above `leaving` (files that should go), `on_the_way`, `hand_over`,
`hand_back`; at the new school `arriving` and `arrive`. Each passage goes down to both schools with
their next receipts: the old one's file becomes a reading copy, the new one gets it whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import PassageHow
from ledger_app.catalogue.meanings import SchoolStatus
from ledger_app.catalogue.tables.passage import PASSAGE
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.standing.lasting_states.passed import ARRIVAL_DAYS
from ledger_app.domain.telling.class_words import short_class
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import travelling
from ledger_app.store.handoff.keepers import keepers
from ledger_app.store.handoff.units import Unit, own_unit
from ledger_app.store.lists import student_lookup

KIND, ARRIVAL = "handover", "arrival"  # of the revisions; a handover may have gone out: no undo
_SCHOOL = "school"


@dataclass(frozen=True)
class Leaving:
    """A child that a record says went to another school of the list, and whose file has not."""

    student: str
    name: str
    place: str  # 三(2)
    from_code: str
    from_name: str
    to_code: str
    to_name: str
    left_on: str
    how: str


@dataclass(frozen=True)
class OnTheWay:
    """A file that was handed over, while nobody has seen the child arrive.

    `due_on` is the day by which it is to be there; both telephones are for whoever asks.
    """

    id: str
    student: str
    name: str
    place: str
    from_code: str
    from_name: str
    from_phone: str
    to_code: str
    to_name: str
    to_phone: str
    how: str
    left_on: str
    handed_on: str
    due_on: str
    is_late: bool


@dataclass(frozen=True)
class School:
    """A school that a file can go to or come from."""

    code: str
    name: str
    phone: str = ""


def schools(ledger: Ledger) -> list[School]:
    """Return the schools a file can be handed to: those with a code that are not closed."""
    found = travelling.schools_by_code(ledger).values()
    return [_school(row) for row in found if not _is_closed(row, ledger.today().isoformat())]


def leaving(ledger: Ledger) -> list[Leaving]:
    """Return the children who left for another school of the list and whose files still lie here.

    The newest word of each child counts; one from before its last passage is done with.
    """
    if own_unit(ledger).kind == _SCHOOL:
        return []
    with ledger.lock:
        known = travelling.schools_by_code(ledger)
        said = travelling.said_to_leave(ledger, ledger.today().isoformat())
        ids = [row["student_id"] for row in said]
        kept, passed = keepers(ledger, ids), travelling.last_passages(ledger, ids)
    by_name = {row["name"]: row for row in known.values()} | known
    found = []
    for row in said:
        to, before = by_name.get(row["school"].strip()), passed.get(row["student_id"])
        from_code = kept.get(row["student_id"], "")
        is_done = before is not None and _gone_on(before) >= row["day"]
        if to is not None and to["code"] != from_code and not is_done:
            found.append(_leaving(row, known.get(from_code), from_code, to))
    return found


def _gone_on(passage: Row) -> str:
    return str(passage["left_on"] or passage["handed_on"] or passage["created_at"][:10])


def _leaving(row: Row, origin: Row | None, from_code: str, to: Row) -> Leaving:
    name = origin["name"] if origin else from_code
    return Leaving(
        row["student_id"], row["name"], short_class(row), from_code, name, to["code"], to["name"],
        row["day"], row["how"],
    )  # fmt: skip


def hand_over(
    ledger: Ledger,
    students: Sequence[str],
    to_code: str,
    how: str = "",
    *,
    left_on: date | None = None,
    remark: str = "",
) -> int:
    """Hand files over to the school with this code, as one revision; return how many went.

    How and since when follow from what the records say unless they are given. Raises LedgerError
    for a school that is unknown or closed, and for a child whose file lies there already.
    """
    several = list(dict.fromkeys(students))
    with ledger.lock:
        to = _receiving(ledger, to_code)
        kept = keepers(ledger, several)
        if there := sum(kept.get(each) == to_code for each in several):
            raise LedgerError(f"有 {there} 份档案已经在{to['name']}。", "那几份不用再移交。")
        said = {row.student: row for row in leaving(ledger)}
        day = left_on.isoformat() if left_on else ""
        with revise(ledger, KIND, _about(ledger, several, to["name"])) as revision:
            for each in several:
                word = said.get(each)
                about = {
                    "how": how or (word.how if word else PassageHow.TRANSFER),
                    "left_on": day or (word.left_on if word else None),
                    "remark": remark.strip() or None,
                }
                pass_on(revision, each, kept[each], to, about)
    return len(several)


def hand_over_as_said(ledger: Ledger, students: Sequence[str]) -> int:
    """Hand each file to the school where its records say the child went, as one revision.

    Raises LedgerError where one of those schools is closed, and if nobody of them left.
    """
    with ledger.lock:
        wanted = frozenset(students)
        chosen = [each for each in leaving(ledger) if each.student in wanted]
        if not chosen:
            raise LedgerError("选的孩子没有登记去哪所学校，或者档案已经移交。", "请选移交到哪里。")
        to = {each.to_code: _receiving(ledger, each.to_code) for each in chosen}
        names = "、".join(row["name"] for row in to.values())
        about = _about(ledger, [each.student for each in chosen], names)
        with revise(ledger, KIND, about) as revision:
            for each in chosen:
                said = {"how": each.how, "left_on": each.left_on, "remark": None}
                pass_on(revision, each.student, each.from_code, to[each.to_code], said)
    return len(chosen)


def pass_on(
    revision: Revision,
    student: str,
    from_code: str,
    to: Mapping[str, Any],
    about: Mapping[str, Any],
) -> str:
    """Write one passage, and put the child into the other school; return the passage's id.

    `to` has code, name and phone, and the id of the school where it is one: its class is not known
    yet. A file that goes to a unit (a closed school's) stays at its school until one is found.
    """
    origin = whom_to_ring(revision.ledger, from_code)
    values = {
        "from_code": from_code, "from_name": origin.name, "from_phone": origin.phone or None,
        "to_code": to["code"], "to_name": to["name"], "to_phone": to["phone"] or None,
        "handed_on": revision.at[:10], **about,
    }  # fmt: skip
    passage = revision.insert(PASSAGE.key, values, student_id=student)
    if to.get("id"):
        revision.update("student", student, {"school": to["id"], "class_no": None})
    return passage


def whom_to_ring(ledger: Ledger, code: str) -> School:
    """Return name and telephone of the unit with a code: a school, or this unit itself."""
    if row := travelling.schools_by_code(ledger).get(code):
        return _school(row)
    own = own_unit(ledger)
    if code == own.code:
        return School(code, own.name, str(settings.get(ledger, "clerk_phone") or ""))
    return School(code, code)


def hand_back(ledger: Ledger, passage_id: str, reason: str) -> int:
    """Hand a file back to where it came from: it was handed over by mistake. Needs a reason.

    The passage stays on record, and a second one leads back: both schools hear of both.
    """
    if own_unit(ledger).kind == _SCHOOL:
        raise LedgerError("档案由乡镇移交，退回也由乡镇办。", "请打电话告诉乡镇。")
    if not reason.strip():
        raise LedgerError("为什么退回还没有写。", "写一句，如：家长决定不转了。")
    row = _open(ledger, passage_id)
    back = travelling.schools_by_code(ledger).get(row["from_code"])
    if back is None:
        raise LedgerError("原学校不在学校名单里，退不回去。", "请移交给别的学校。")
    with revise(ledger, KIND, f"档案退回{back['name']}") as revision:
        about = {
            "how": row["how"], "remark": reason.strip(), "left_on": None,
            "arrived_on": revision.at[:10],
        }  # fmt: skip
        pass_on(revision, row["student_id"], row["to_code"], back, about)
    return 1


def on_the_way(ledger: Ledger) -> list[OnTheWay]:
    """Return the children who left and have not arrived anywhere, the longest first.

    The same at both schools and above: each sees those whose passages it knows.
    """
    day = ledger.day()
    found = []
    for row in travelling.open_passages(ledger):
        if row["how"] == PassageHow.CLOSURE and not row["left_on"]:
            continue  # taken over with a closed school: a school has to be found first
        since = _gone_on(row)
        due_on = day.calendar.shifted(since, ARRIVAL_DAYS, "school_day")
        texts = {key: row[key] or "" for key in OnTheWay.__dataclass_fields__ if key in row}
        texts |= {"student": row["student_id"], "place": short_class(row), "left_on": since}
        found.append(OnTheWay(**texts, due_on=due_on, is_late=due_on < day.text))
    return found


def arriving(ledger: Ledger) -> list[OnTheWay]:
    """Return the children that are to arrive at this unit's own school."""
    own = own_unit(ledger).code
    return [each for each in on_the_way(ledger) if each.to_code == own]


def may_arrive(ledger: Ledger) -> list[OnTheWay]:
    """Return the children whose arrival can be noted here: at their school, or above of all."""
    is_school = own_unit(ledger).kind == _SCHOOL
    return arriving(ledger) if is_school else on_the_way(ledger)


def arrive(
    ledger: Ledger,
    passage_id: str,
    on: date,
    *,
    grade: str = "",
    class_no: str = "",
    note: str = "",
) -> None:
    """Note that a child has come to its new school, and into which class.

    By the new school, or by the unit above when it is told by telephone. Raises LedgerError for a
    day before it left or to come, and for a child that is on its way to somebody else.
    """
    with ledger.lock:
        row, own = _open(ledger, passage_id), own_unit(ledger)
        _must_receive(own, row)
        if on > ledger.today() or on.isoformat() < (row["left_on"] or ""):
            raise LedgerError(f"到校日期 {on} 不对：要在离校以后、今天以前。")
        name = student_lookup.name_of(ledger, row["student_id"])
        with revise(ledger, ARRIVAL, f"{name}：{on} 到{row['to_name']}") as revision:
            said = {"arrived_on": on.isoformat(), "arrived_note": note.strip() or None}
            revision.update(PASSAGE.key, passage_id, said)
            place = {"grade": grade, "class_no": class_no.strip()}
            if given := {key: value for key, value in place.items() if value}:
                revision.update("student", row["student_id"], given)


def _must_receive(own: Unit, row: Row) -> None:
    if own.kind == _SCHOOL and row["to_code"] != own.code:
        raise LedgerError(
            f"这个孩子应到{row['to_name']}，由那边填到校日期。", "已经联系上的，打电话请对方登记。"
        )


def _open(ledger: Ledger, passage_id: str) -> Row:
    row = travelling.passage(ledger, passage_id)
    last = travelling.last_passages(ledger, [row["student_id"]]) if row else {}
    if row is None or last[row["student_id"]]["id"] != passage_id:
        raise LedgerError("没有这条流转，或者档案后来又移交过。", "请刷新后再看。")
    if row["arrived_on"]:
        raise LedgerError(f"{row['arrived_on']} 已经登记到校了。")
    return row


def _receiving(ledger: Ledger, code: str) -> Row:
    if own_unit(ledger).kind == _SCHOOL:
        raise LedgerError("档案由乡镇移交。", "学校登记转学或分流，随移交包交上去就行。")
    row = travelling.schools_by_code(ledger).get(code)
    if row is None:
        raise LedgerError(
            f"学校名单里没有代码 {code}。", "先在“设置 › 学校和班级”里建这所学校，填标识码。"
        )
    if _is_closed(row, ledger.today().isoformat()):
        raise LedgerError(f"{row['name']}已撤并，不能接收档案。", "请选接收学校。")
    return row


def _is_closed(row: Row, today: str) -> bool:
    day = row["closed_on"]
    return bool(day <= today if day else row["status"] == SchoolStatus.CLOSED)


def _school(row: Row) -> School:
    return School(row["code"], row["name"] or "", row["phone"] or "")


def _about(ledger: Ledger, students: Sequence[str], to: str) -> str:
    name = student_lookup.name_of(ledger, students[0]) if students else ""
    many = f"等 {len(students)} 人" if len(students) > 1 else ""
    return f"档案移交{to}：{name}{many}"


def how_name(how: str) -> str:
    """Return what a way of passing is called: 转学, 分流 …"""
    return code_list(PassageHow.CODES).name_of(how) if how else ""
