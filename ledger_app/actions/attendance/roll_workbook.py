"""Register classes from a workbook: every child certain, or nothing is written, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ledger_app.actions.attendance.class_list import ClassList, class_called, class_list
from ledger_app.actions.attendance.named_children import class_named, fitting
from ledger_app.actions.attendance.roll_call import Absent, Registered, RollCall, register_all
from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.layout.roll_sheet import RollRow, RollSheet, read_roll
from ledger_app.exchange.reading.read_workbook import read_workbook
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.places import Place

MOST_SAID = 8  # problems in one sentence


@dataclass(frozen=True)
class Sheets:
    """A workbook of roll calls, and what is said of all of it by whoever loads it.

    `school`, `grade` and `class_no` are used where a sheet does not say; `blank`: what an empty
    mark means, "there", "absent" or "" (then it is asked).
    """

    path: Path
    on: date
    kind: str
    school: str | None = None
    grade: str = ""
    class_no: str = ""
    blank: str = ""
    taken_by: str = ""
    replace: bool = False


class BlankMarks(LedgerError):
    """Cells are empty where it should stand whether a child was there; all else is certain."""


@dataclass
class _Class:
    list_: ClassList
    there: list[str] = field(default_factory=list)
    absent: dict[str, Absent] = field(default_factory=dict)
    unsaid: list[str] = field(default_factory=list)  # names with an empty mark


def register_workbook(ledger: Ledger, sheets: Sheets) -> list[Registered]:
    """Register every class of a workbook as one revision.

    Raises LedgerError that names rows and children, with nothing written.
    """
    found = [read_roll(sheet) for sheet in read_workbook(sheets.path).sheets if sheet.rows]
    rolls = [each for each in found if not each.refused]
    if not rolls:
        why = "；".join(f"“{each.sheet}”{each.refused}" for each in found) or "是空的"
        raise LedgerError(
            f"“{sheets.path.name}”不是点名表：{why}。",
            "要有“姓名”和“到校情况”两列，到校情况写 √、×、到、没到，或者病假、事假等。",
        )
    with ledger.lock:
        classes = _classes(ledger, sheets, rolls)
        calls = [
            RollCall(
                each.list_.place, sheets.on, sheets.kind, each.absent, _arrived(each),
                sheets.taken_by, sheets.replace,
            )
            for each in classes.values()
        ]  # fmt: skip
        return register_all(ledger, calls)


def _classes(ledger: Ledger, sheets: Sheets, rolls: Sequence[RollSheet]) -> dict[Place, _Class]:
    classes: dict[Place, _Class] = {}
    problems: list[str] = []
    for roll in rolls:
        for row in roll.rows:
            problem = row.problem or _take(ledger, sheets, row, classes)
            problems += [f"{roll.sheet}第 {row.row} 行 {row.name}：{problem}"] if problem else []
    problems += _two_classes(classes)
    problems += [said for each in classes.values() for said in _left_out(each)]
    if problems:
        more = f"；还有 {len(problems) - MOST_SAID} 处" if len(problems) > MOST_SAID else ""
        raise LedgerError(
            f"点名表有 {len(problems)} 处要先改，没有登记："
            f"{'；'.join(problems[:MOST_SAID])}{more}。",
            "改好表再读一次；一两个人的，可以直接在名单里勾。",
        )
    if unsaid := [name for each in classes.values() for name in each.unsaid]:
        raise BlankMarks(
            f"{len(unsaid)} 人的到校情况是空的（{'、'.join(unsaid[:MOST_SAID])}），没有登记。",
            "请说明空着的算到还是没到（命令行加 --blank 到 或 --blank 没到）。",
        )
    return classes


def _take(ledger: Ledger, sheets: Sheets, row: RollRow, classes: dict[Place, _Class]) -> str:
    """Put a row into its class; return what is wrong with it."""
    place = class_named(
        ledger, sheets.school, row.grade or sheets.grade, row.class_no or sheets.class_no
    )
    if place not in classes:
        classes[place] = _Class(class_list(ledger, place, sheets.on, sheets.kind))
    its = classes[place]
    found = fitting(its.list_.pupils, row.number) if row.number else []
    found = found or fitting(its.list_.pupils, row.name)
    if len(found) != 1:
        called = class_called(place)
        return f"{called}没有这个孩子" if not found else f"{called}有 {len(found)} 个，要写身份证号"
    child = found[0]
    if child.name != row.name:
        return f"号码是台账里{child.name}的"
    if child.id in its.there or child.id in its.absent:
        return "写了两行"
    is_there = row.is_there
    if is_there is None and child.is_expected:
        if not sheets.blank:
            its.unsaid.append(child.name)
        is_there = sheets.blank != "absent"
    if is_there:
        its.there.append(child.id)
    else:
        its.absent[child.id] = Absent(row.reason, note=row.note)
    return ""


def _two_classes(classes: dict[Place, _Class]) -> Iterator[str]:
    """Say who stands in two classes: the ledger has it in one, the workbook in both."""
    seen: dict[str, str] = {}
    for its in classes.values():
        names = {each.id: each for each in its.list_.pupils}
        for child in (*its.there, *its.absent):
            number = names[child].id_no
            if number and number in seen:
                yield f"{names[child].name}在{seen[number]}和{its.list_.called}都有"
            if number:
                seen[number] = its.list_.called


def _left_out(its: _Class) -> Iterator[str]:
    for pupil in its.list_.pupils:
        named = pupil.id in its.there or pupil.id in its.absent
        if pupil.is_expected and not named:
            yield f"{class_called(its.list_.place)}的{pupil.name}不在表上"


def _arrived(its: _Class) -> list[str]:
    expected = {each.id for each in its.list_.pupils if each.is_expected}
    return [child for child in its.there if child not in expected]
