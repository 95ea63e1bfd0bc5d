"""Register who of a class is there on a day: evidence for these, an absence for the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ledger_app.actions.attendance.absence_changes import Changes, end_absences, open_absence
from ledger_app.actions.attendance.class_list import (
    ClassList,
    Pupil,
    class_called,
    class_list,
    in_order,
)
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import ASKED_FOR, AbsenceReason, RollCallKind
from ledger_app.catalogue.meanings import NO, YES
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.standing.status import OUT_OF_SCHOOL
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import places
from ledger_app.store.lists.places import Place

LONGEST_NOTE = 500  # characters
__all__ = ["Absent", "Place", "Registered", "RollCall", "next_class", "register"]
_NOT_SAID = ("id", "student_id")
NEW, REPLACED, UNCHANGED = "new", "replaced", "unchanged"


class AlreadyTaken(LedgerError):
    """The class was registered on that day, and otherwise."""


@dataclass(frozen=True)
class Absent:
    """Why a child is not there: reason code, the last day of a leave, what was said of it."""

    reason: str = AbsenceReason.UNKNOWN
    to_on: str = ""
    note: str = ""

    @property
    def is_leave(self) -> bool:
        """Tell whether somebody asked for it: 病假 and 事假 are leave, and what has an end is."""
        return self.reason in ASKED_FOR or bool(self.to_on)

    @property
    def values(self) -> dict[str, str]:
        """Return the fields of the absence."""
        excused = YES if self.is_leave else NO
        given = {"reason_given": self.reason, "excused": excused}
        told = {"to_on": self.to_on, "remark": self.note}
        return given | {key: value for key, value in told.items() if value}


@dataclass(frozen=True)
class RollCall:
    """What a person says of a class on a day: who is missing; everybody expected else is there.

    `arrived` are children that came though they were not expected. `known` are ids of missing
    children whose absence goes on as it stands. `replace`: instead of what is registered already.
    """

    place: Place
    on: date
    kind: str = RollCallKind.ROLL_CALL
    absent: Mapping[str, Absent] = field(default_factory=dict)
    arrived: Collection[str] = ()
    taken_by: str = ""
    replace: bool = False


@dataclass(frozen=True)
class Registered:
    """What came of it; `notes` are sentences about single children that somebody should read."""

    list_: ClassList
    state: str
    there: tuple[Pupil, ...]
    absent: tuple[Pupil, ...]
    away: tuple[Pupil, ...]
    ended: tuple[Pupil, ...]
    notes: tuple[str, ...]
    record: str

    @property
    def said(self) -> str:
        """Return it in one sentence."""
        counts = f"应到 {len(self.there) + len(self.absent)}，到 {len(self.there)}"
        counts += f"，未到 {len(self.absent)}" if self.absent else "，全部到"
        return f"{self.list_.called} {self.list_.day.text} {self.kind_name}：{counts}"

    @property
    def kind_name(self) -> str:
        """Return 报到, 点名 …"""
        return code_list(RollCallKind.CODES).name_of(self.list_.kind)


@dataclass(frozen=True)
class _Prepared:
    """A roll call that can be kept: what is written, and what is said of it."""

    list_: ClassList
    there: tuple[Pupil, ...]
    absent: tuple[Pupil, ...]
    values: Row
    plan: Changes
    state: str
    others: Sequence[Row]


@dataclass(frozen=True)
class AboutToWrite:
    """What a roll call writes, before it does: the values of its record, who stood on it before,
    and (child, record or "" for a new one, values, whether it goes) of absences."""

    children: tuple[str, ...]
    record: str
    values: Row
    seen_before: frozenset[str]
    absences: tuple[tuple[str, str, Row, bool], ...]


def about_to_write(ledger: Ledger, call: RollCall) -> AboutToWrite:
    """Return what would be written; raise LedgerError as `register` does."""
    ready = _prepared(ledger, call)
    taken, plan = ready.list_.taken or {}, ready.plan
    rows = places.absences(ledger, [each.id for each in (*ready.there, *ready.absent)])
    whose = {row["id"]: child for child, found in rows.items() for row in found}
    absences = [
        (each["student_id"], "", {k: v for k, v in each.items() if k not in _NOT_SAID}, False)
        for each in plan.added
    ]
    absences += [(whose[row["id"]], row["id"], values, False) for row, values in plan.altered]
    absences += [(whose[each], each, {}, True) for each in plan.dropped]
    return AboutToWrite(
        tuple(each.id for each in (*ready.absent, *ready.there)),
        str(taken.get("id") or ""),
        ready.values,
        frozenset((taken.get("children") or "").split()),
        tuple(absences),
    )


def register(ledger: Ledger, call: RollCall) -> Registered:
    """Keep a roll call: who is there, an absence for who is not, the end of what is over.

    Raises LedgerError with a way on; then nothing is kept.
    """
    return register_all(ledger, [call])[0]


def register_all(ledger: Ledger, calls: Sequence[RollCall]) -> list[Registered]:
    """Keep the roll calls of several classes as one revision, all of them or none."""
    with ledger.lock:
        prepared = [_prepared(ledger, call) for call in calls]
        with revise(ledger, "edit", _about(prepared)) as revision:
            return [_written(each, revision) for each in prepared]


def _prepared(ledger: Ledger, call: RollCall) -> _Prepared:
    list_ = class_list(ledger, call.place, call.on, call.kind)
    _check_children(ledger, list_, call)
    there = tuple(each for each in list_.pupils if _is_there(each, call))
    absent = tuple(each for each in list_.pupils if each.id in call.absent)
    taken = list_.taken["id"] if list_.taken else ""
    others = [row for row in places.roll_calls(ledger, list_.day.text) if row["id"] != taken]
    _check_other_classes(ledger, list_, absent, others)
    plan = _planned(ledger, list_, call, there, absent)
    values = _values(list_, call, there, absent)
    state = _state(list_, values, plan, call)
    return _Prepared(list_, there, absent, values, plan, state, others)


def _about(prepared: Sequence[_Prepared]) -> str:
    first = prepared[0]
    kind = code_list(RollCallKind.CODES).name_of(first.list_.kind)
    if len(prepared) > 1:
        return f"{kind}：{first.list_.day.text}，{len(prepared)} 个班"
    values = first.values
    missing = int(values["listed"]) - int(values["present"])
    about = f"{kind}：{first.list_.called} {first.list_.day.text}"
    return f"{about}，到 {values['present']}，未到 {missing}"


def _written(ready: _Prepared, revision: Revision) -> Registered:
    list_, there, absent, plan = ready.list_, ready.there, ready.absent, ready.plan
    record = str(list_.taken["id"]) if list_.taken else ""
    if ready.state == REPLACED:
        revision.update("roll_call", record, ready.values)
    elif ready.state == NEW:
        record = revision.insert("roll_call", ready.values)
    plan.write(revision)
    away = tuple(each for each in list_.pupils if each not in there and each not in absent)
    ended = tuple(each for each in there if each.id in plan.ended)
    notes = (*_notes(there, absent), *_two_classes(list_, there, ready.others))
    return Registered(list_, ready.state, there, absent, away, ended, notes, record)


def next_class(ledger: Ledger, place: Place, on: date, kind: str) -> Place | None:
    """Return the class of the school after this one that has not been registered on that day."""
    day = ledger.day(on).text
    done = {_place(row) for row in places.roll_calls(ledger, day) if row["kind"] == kind}
    classes = [each for each, _ in classes_of(ledger, place[0]) if each not in done]
    after = [each for each in classes if in_order(each) > in_order(place)]
    return next(iter(after or [each for each in classes if each != place]), None)


def school_names(ledger: Ledger) -> dict[str, str]:
    """Return {id: name} of the schools."""
    return places.school_names(ledger)


def classes_of(ledger: Ledger, school: str = "") -> list[tuple[Place, int]]:
    """Return the classes that have children, of one school or all, by school, grade and number."""
    names = places.school_names(ledger)
    found = [
        (place, count)
        for place, count in places.class_sizes(ledger).items()
        if count and school in ("", place[0])
    ]
    return sorted(found, key=lambda each: (names.get(each[0][0], ""), in_order(each[0])))


def _is_there(pupil: Pupil, call: RollCall) -> bool:
    return pupil.id not in call.absent and (pupil.is_expected or pupil.id in call.arrived)


def _check_children(ledger: Ledger, list_: ClassList, call: RollCall) -> None:
    known = {each.id: each.name for each in list_.pupils}
    for child in (*call.absent, *call.arrived):
        if child not in known:
            raise not_of_class(ledger, list_, child)
    if both := set(call.absent) & set(call.arrived):
        names = "、".join(known[each] for each in both)
        raise LedgerError(f"{names}既记了未到，又记了到校。", "一个孩子只能记一样，请去掉一样。")
    for child, why in call.absent.items():
        if len(why.note) > LONGEST_NOTE:
            raise LedgerError(f"{known[child]}的说明超过 {LONGEST_NOTE} 个字。", "请写短一些。")
        if why.to_on and why.to_on < list_.day.text:
            raise LedgerError(
                f"{known[child]}的请假止早于 {list_.day.text}。", "请改成以后的日期。"
            )


def not_of_class(ledger: Ledger, list_: ClassList, child: str) -> LedgerError:
    """Return the sentence about a child that is not of this class, and where it is."""
    row = places.place_row(ledger, child)
    if row is None:
        return LedgerError("名单里有一个孩子已经不在台账里了。", "请重新打开这个班再登记。")
    place, school = _place(row), places.school_names(ledger).get(row["school"] or "", "")
    return LedgerError(
        f"{row['name']}在台账里是{school}{class_called(place)}的，不是{list_.called}的，没有登记。",
        "人没有错就去点那个班；换了班的先在档案里改年级、班级，再来登记。",
    )


def _check_other_classes(
    ledger: Ledger, list_: ClassList, absent: Sequence[Pupil], others: Sequence[Row]
) -> None:
    """Refuse a child as missing here that was there in another class on the same day."""
    for row in others:
        if _place(row) == list_.place:
            continue
        seen = set((row["children"] or "").split())
        for pupil in absent:
            if pupil.id in seen:
                raise LedgerError(
                    f"{pupil.name}当天在{class_called(_place(row))}登记的是到校，这里又记了未到。",
                    f"到了就在这里也记到校；没有到的，先改{class_called(_place(row))}那一天的登记。",
                )


def _planned(
    ledger: Ledger,
    list_: ClassList,
    call: RollCall,
    there: Sequence[Pupil],
    absent: Sequence[Pupil],
) -> Changes:
    rows = places.absences(ledger, [each.id for each in (*there, *absent)])
    later = places.later_calls(ledger, list_.place, list_.day.text)
    seen = places.seen_after(ledger, list_.day.text) if absent and later else {}
    plan = Changes(list_.day)
    for pupil in there:
        end_absences(plan, pupil.id, rows.get(pupil.id, ()), later)
    for pupil in absent:
        given = call.absent[pupil.id].values
        if pupil.is_expected or pupil.missing:
            open_absence(plan, pupil.id, rows.get(pupil.id, ()), given, seen.get(pupil.id, ""))
    return plan


def _values(
    list_: ClassList, call: RollCall, there: Sequence[Pupil], absent: Sequence[Pupil]
) -> dict[str, object]:
    school, grade, class_no = list_.place
    here = {each.id for each in list_.pupils}
    # Who was there and has left the class since was there all the same.
    left = set(((list_.taken or {}).get("children") or "").split()) - here
    return {
        "school": school,
        "grade": grade or None,
        "class_no": class_no or None,
        "held_on": list_.day.text,
        "kind": call.kind,
        "taken_by": call.taken_by or (list_.taken or {}).get("taken_by"),
        "listed": len(there) + len(absent) + len(left),
        "present": len(there) + len(left),
        "children": " ".join(sorted(left.union(each.id for each in there))),
    }


def _state(list_: ClassList, values: Row, plan: Changes, call: RollCall) -> str:
    taken = list_.taken
    if taken is None:
        return NEW
    if plan.is_empty and all(taken[key] == value for key, value in values.items()):
        return UNCHANGED
    if call.replace:
        return REPLACED
    kind = code_list(RollCallKind.CODES).name_of(call.kind)
    by = f"，登记人 {taken['taken_by']}" if taken["taken_by"] else ""
    raise AlreadyTaken(
        f"{list_.called} {list_.day.text} 已经登记过{kind}"
        f"（应到 {taken['listed']}，到 {taken['present']}{by}），和这次不一样，没有改动。",
        "要用这次的代替，请打开那一天的登记来改（命令行加 --replace）。",
    )


def _notes(there: Sequence[Pupil], absent: Sequence[Pupil]) -> list[str]:
    notes = [
        f"{each.name}的个案还开着（{each.status.name}），这次登记到校：属实的请登记复学。"
        for each in there
        if each.status.code in OUT_OF_SCHOOL
    ]
    notes += [
        f"{each.name}台账上是{each.status.name}，这次登记到校：请核对，该改的改。"
        for each in there
        if each.away and not each.missing and each.status.code not in OUT_OF_SCHOOL
    ]
    notes += [
        f"{each.name}（{each.away}）没有到，已有记录，不另记缺勤。"
        for each in absent
        if each.away and not each.missing
    ]
    return notes


def _two_classes(list_: ClassList, there: Sequence[Pupil], others: Sequence[Row]) -> list[str]:
    return [
        f"{pupil.name}当天在{class_called(_place(row))}也登记了到校，请核对现在是哪个班。"
        for row in others
        if _place(row) != list_.place
        for pupil in there
        if pupil.id in (row["children"] or "").split()
    ]


def _place(row: Row) -> Place:
    return row["school"] or "", row["grade"] or "", row["class_no"] or ""
