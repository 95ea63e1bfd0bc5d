"""A sheet of a roll call: names, and of each whether the child was there. Certain, or said why not.

It needs a column of names and one that says 到 or 没到; blank cells say nothing, unless somebody
says what they mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ledger_app.catalogue.codes import code_list, fold
from ledger_app.catalogue.evidence_meanings import AbsenceReason
from ledger_app.exchange.layout.class_names import class_of, grade_code
from ledger_app.exchange.layout.rows.lone_rows import is_no_name
from ledger_app.exchange.layout.title_words import title_class
from ledger_app.exchange.reading.workbook import Cell, Worksheet, cell_text

DEEPEST = 30  # rows above the heading: title, unit, date
_CAPTIONS: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "学生姓名", "学生", "名字"),
    "number": ("身份证号", "身份证件号", "身份证号码", "学籍号", "全国学籍号", "编号"),
    "grade": ("年级",),
    "class_no": ("班级", "班", "班号"),
    "mark": (
        "到校情况", "是否到校", "到校", "出勤", "出勤情况", "考勤", "考勤情况", "点名", "点名情况",
        "报到", "是否报到", "报到情况", "到否", "是否到",
    ),
    "reason": ("事由", "缺勤事由", "原因", "缺勤原因", "未到原因", "未报到原因"),
    "note": ("备注", "说明"),
}  # fmt: skip
_THERE = frozenset("√✓✔☑1y到") | {
    "已到", "到校", "已到校", "是", "出勤", "在校", "已报到", "报到", "在", "yes", "正常",
}  # fmt: skip
_MISSING = frozenset("×✗✘x0n") | {
    "未到", "没到", "未到校", "否", "缺勤", "缺课", "未报到", "没来", "未来", "不在", "no", "缺",
}  # fmt: skip
_TOTALS = ("合计", "总计", "小计", "应到", "实到", "填表人", "班主任签", "制表")


@dataclass(frozen=True)
class RollRow:
    """One child of the sheet. `is_there` is None for a blank mark; `problem` says what is wrong."""

    row: int  # of the workbook, from 1
    name: str
    number: str
    grade: str  # code, "" where the row does not say
    class_no: str
    is_there: bool | None
    reason: str
    note: str
    problem: str = ""


@dataclass(frozen=True)
class RollSheet:
    """The children of a sheet in its order; `refused` says why it is no roll call."""

    sheet: str
    rows: tuple[RollRow, ...] = ()
    refused: str = ""


def read_roll(sheet: Worksheet) -> RollSheet:
    """Return what a sheet says of each child."""
    found = next(
        ((at, cols) for at, row in enumerate(sheet.rows[:DEEPEST]) if (cols := _columns(row))), None
    )
    if found is None:
        return RollSheet(sheet.name, refused="没有同时写着“姓名”和“到校情况”的标题行")
    at, columns = found
    title = " ".join(cell_text(cell) for row in sheet.rows[:at] for cell in row if cell != "")
    place = title_class(title).named  # of several classes none
    rows = [
        _row(number, cells, columns, (place.grade, place.class_no))
        for number, cells in enumerate(sheet.rows[at + 1 :], at + 2)
        if _is_child(cells, columns)
    ]
    return RollSheet(sheet.name, tuple(rows), "" if rows else "标题下面没有学生")


def _columns(cells: Sequence[Cell]) -> dict[str, int]:
    """Return the columns of a heading row, {} where it is none."""
    texts = [fold(cell_text(cell)) for cell in cells]
    found: dict[str, int] = {}
    for key, captions in _CAPTIONS.items():
        at = next((at for at, text in enumerate(texts) if text in captions), None)
        if at is not None:
            found[key] = at
    return found if "name" in found and "mark" in found else {}


def _is_child(cells: Sequence[Cell], columns: Mapping[str, int]) -> bool:
    filled = [cell for cell in cells if cell != ""]
    first = cell_text(filled[0]) if filled else ""
    if len(filled) == 1 and is_no_name(first):
        return False
    return bool(_text(cells, columns, "name")) and not fold(first).startswith(_TOTALS)


def _text(cells: Sequence[Cell], columns: Mapping[str, int], key: str) -> str:
    at = columns.get(key)
    return cell_text(cells[at]).strip() if at is not None and at < len(cells) else ""


def _row(
    number: int, cells: Sequence[Cell], columns: Mapping[str, int], titled: tuple[str, str]
) -> RollRow:
    grade, class_no = titled
    written = _text(cells, columns, "class_no")
    named = class_of(written, is_sheet=True) if written else None
    grade = grade_code(_text(cells, columns, "grade")) or (named.grade if named else "") or grade
    is_there, reason, problem = _mark(
        _text(cells, columns, "mark"), _text(cells, columns, "reason")
    )
    return RollRow(
        number,
        _text(cells, columns, "name"),
        _text(cells, columns, "number"),
        grade,
        written or class_no,
        is_there,
        reason,
        _text(cells, columns, "note"),
        problem,
    )


def _mark(text: str, why: str) -> tuple[bool | None, str, str]:
    """Return whether the child was there, the reason's code, and what cannot be read."""
    word, codes = fold(text), code_list(AbsenceReason.CODES)
    reason = codes.find(why) if why else None
    code = reason.value if reason else AbsenceReason.UNKNOWN
    if word in _THERE:
        return True, code, f"写着“{text}”，又写着事由“{why}”" if reason else ""
    if word in _MISSING:
        return False, code, f"看不懂事由“{why}”" if why and not reason else ""
    if word == "":
        return (False, code, "") if reason else (None, code, "")
    if told := codes.find(text):  # 病假 stands in the place of ✗
        return False, told.value, ""
    return None, code, f"看不懂“{text}”是到还是没到"
