"""The shape of route sheets: one line a child, a sheet for each village or for each who goes.

Filled from the children's files, and from what 今日 says of them (Request.evidence): `by`,
`visitor`, `said`, and of each child `why`, `safety`, `house`, `answered`, `code`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ledger_app.catalogue.meanings import YES
from ledger_app.domain.day import Day
from ledger_app.domain.names import sort_key
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.column_texts import teacher
from ledger_app.domain.telling.masking import WITH_PHONES, Purpose, mask_numbers, mask_phone
from ledger_app.domain.telling.responsible import nearest
from ledger_app.domain.telling.restricted import tells
from ledger_app.domain.telling.subject import Of
from ledger_app.printing.model import Align, Paper
from ledger_app.printing.printout import Printout
from ledger_app.printing.problems import Who
from ledger_app.printing.request import Request
from ledger_app.printing.tables.class_counts import is_in
from ledger_app.printing.tables.shape import TABLE
from ledger_app.printing.tables.sheet import NUMBER_SOURCE, PrintedColumn, TablePart
from ledger_app.printing.visits import texts
from ledger_app.printing.visits.sheet import (
    CODE_SOURCE,
    PrintedRoute,
    read_kept_route,
    route_pages,
)

PEN_MM = 32.0  # for what was said, at least
NO_VILLAGE, NO_PERSON, WHOLE = "没有填村(社区)", "没有负责人", "全部"
WHY, SAFETY = "why", "safety"
LOOK_INTO_FILE = "出发前先看档案里的安全提示"
ROOM = "＿" * 8
_LEFT, _HEADED = Align.LEFT, "当场填写"


def _column(caption: str, source: str, width: float, **more: Any) -> PrintedColumn:  # noqa: ANN401
    return PrintedColumn(caption=caption, source=source, width_mm=width, **more)


# Widths (mm); those of _GIVING give way to the room for the pen.
COLUMNS = (
    _column("序号", NUMBER_SOURCE, 8.0),
    _column("学生", "姓名", 22.0),
    _column("监护人、电话、住址", "family", 38.0, align=_LEFT),
    _column("为什么去", WHY, 34.0, align=_LEFT),
    _column("上次联系", "last", 40.0, align=_LEFT),
    _column("承诺、下次", "promised", 19.0),
    _column("安全提示", SAFETY, 22.0, align=_LEFT, bold=True),
    _column("扫码拨号", CODE_SOURCE, 15.5),
    _column("见到谁", "met", 14.5, align=_LEFT, group=_HEADED),
    _column("结果", "result", 34.0, align=_LEFT, group=_HEADED),
    _column("说了什么", "", 0.0, group=_HEADED),
    _column("承诺日期", "", 15.0, group=_HEADED),
    _column("签名", "", 15.0, group=_HEADED),
)
_GIVING = ("family", WHY, "last")


@dataclass(frozen=True, kw_only=True)
class RouteBody:
    """Its columns are always the same, but for what no line of a sheet has."""

    columns: tuple[PrintedColumn, ...] = COLUMNS


class _Line(NamedTuple):
    """One child; `place` is what it is sorted by, `cells` are its texts by source."""

    group: str
    house: str
    place: tuple[str, ...]
    child: str
    cells: Mapping[str, str]
    code: str


def _read(_entries: dict[str, Any], _paper: Paper) -> dict[str, Any]:
    return {"body": RouteBody()}


def _fill(
    printout: Printout, files: Iterable[StudentFile], request: Request
) -> Iterator[PrintedRoute]:
    """Yield a sheet for each group, in the order of their names; one that says 无 for nobody."""
    told = request.evidence or {}
    lines, left_out = _lines(files, request, told)
    groups: dict[str, list[_Line]] = {}
    for line in lines:
        groups.setdefault(line.group, []).append(line)
    last = (NO_VILLAGE, NO_PERSON)
    for group in sorted(groups, key=lambda name: (name in last, sort_key(name))) or [""]:
        found = _by_house(groups.get(group, []))
        yield _sheet(printout, request, told, group, found, left_out)


def _lines(
    files: Iterable[StudentFile], request: Request, told: Mapping[str, Any]
) -> tuple[list[_Line], list[str]]:
    lines, left_out = [], []
    group_of = _GROUPS[told.get("by", "village")]
    for file in files:
        if not is_in(request.scope, file):
            continue
        if file.student.get("confidentiality") == YES:
            left_out.append(str(file.student["id"]))
            continue
        lines.append(_line(file, request, told, group_of(file, request.on)))
    return lines, left_out


def _line(file: StudentFile, request: Request, told: Mapping[str, Any], group: str) -> _Line:
    student, on = file.student, request.on
    child = str(student["id"])
    known = told.get("children", {}).get(child, {})
    way = [str(student.get(key) or "") for key in ("village_name", "hamlet")]
    cells = {
        "姓名": texts.child_text(file, on),
        "family": texts.family_text(
            file, _number(str(known.get("answered") or ""), request.purpose)
        ),
        WHY: _plain(str(known.get(WHY) or "")),
        "last": texts.last_text(file, on),
        "promised": texts.promised_text(file, on),
        SAFETY: _plain(str(known.get(SAFETY) or ""), LOOK_INTO_FILE),
        "met": texts.boxes_met(),
        "result": texts.boxes_result(),
    }
    return _Line(
        group,
        known.get("house") or child,
        (*map(sort_key, way), texts.address(file), str(student.get("birth_date") or "9")),
        child,
        cells,
        known.get("code", "") if request.purpose is Purpose.VISIT else "",
    )


def _plain(text: str, instead: str = "见学生档案") -> str:
    """Return a text with its numbers masked; one that tells of a restricted matter stays away."""
    return instead if tells(text) else mask_numbers(text)


def _number(number: str, purpose: Purpose) -> str:
    return number if purpose in WITH_PHONES else mask_phone(number)


def _village(file: StudentFile, _on: Day) -> str:
    return str(file.student.get("village_name") or NO_VILLAGE)


def _person(file: StudentFile, on: Day) -> str:
    """Return who answers for the child: somebody of 包保, else the class teacher."""
    row = nearest(file, on)
    return str((row or {}).get("helper_name") or teacher(file)[0] or NO_PERSON)


def _one(_file: StudentFile, _on: Day) -> str:
    return WHOLE


_GROUPS: dict[str, Callable[[StudentFile, Day], str]] = {
    "village": _village,
    "person": _person,
    "one": _one,
}


def _by_house(lines: list[_Line]) -> list[_Line]:
    """Return the lines along the way, the children of a house behind each other."""
    first: dict[str, tuple[str, ...]] = {}
    for line in lines:
        first[line.house] = min(first.get(line.house, line.place), line.place)
    return sorted(lines, key=lambda each: (first[each.house], each.house, each.place, each.child))


def _sheet(
    printout: Printout,
    request: Request,
    told: Mapping[str, Any],
    group: str,
    lines: list[_Line],
    left_out: list[str],
) -> PrintedRoute:
    visitor = str(told.get("visitor") or "") or _who_goes(told, group)
    columns = _columns(lines, request, printout.paper)
    return PrintedRoute(
        title=request.header.named(printout.title, ""),
        subtitle=_subtitle(request, group, visitor, len(lines)),
        columns=columns,
        rows=_rows(lines, columns),
        paper=printout.paper,
        notes=_notes(printout, request, told, left_out),
        signers=printout.signers,
        parts=(TablePart(tuple(range(len(columns))), tuple(each.width_mm for each in columns)),),
        children=tuple(line.child for line in lines),
        left_out=tuple(left_out),
        route=group,
        visitor=visitor,
        codes=tuple(line.code for line in lines),
        **request.head,
    )


def _who_goes(told: Mapping[str, Any], group: str) -> str:
    return group if told.get("by") == "person" and group != NO_PERSON else ""


def _subtitle(request: Request, group: str, visitor: str, count: int) -> str:
    scope = f"范围：{request.scope.name}" if request.scope else ""
    route = f"路线：{group}" if group else ""
    parts = (scope, route, f"走访人：{visitor or ROOM}", f"走访日期：{ROOM}", f"{count} 人")
    return "　".join(filter(None, parts))


def _notes(
    printout: Printout, request: Request, told: Mapping[str, Any], left_out: list[str]
) -> tuple[str, ...]:
    hidden = f"另有 {len(left_out)} 份涉密档案未列入，由负责人单独走访。" if left_out else ""
    found = (str(told.get("said") or ""), hidden, *printout.notes, *request.past_rule)
    return tuple(filter(None, found))


def _columns(lines: list[_Line], request: Request, paper: Paper) -> tuple[PrintedColumn, ...]:
    """Return the columns of a sheet with their widths; what is left is for the pen."""
    has_safety = any(line.cells[SAFETY] for line in lines)
    has_code = any(line.code for line in lines)
    shown = [
        each
        for each in COLUMNS
        if (each.source != SAFETY or has_safety) and (each.source != CODE_SOURCE or has_code)
    ]
    _, right, _, left = paper.margins_mm
    room = paper.size_mm[0] - left - right
    spare = room - sum(each.width_mm for each in shown)
    giving = sum(each.width_mm for each in shown if each.source in _GIVING)
    kept = min(1.0, (giving + spare - PEN_MM) / giving)
    given = giving * (1 - kept)
    return tuple(
        replace(
            each,
            width_mm=each.width_mm * kept if each.source in _GIVING else
            each.width_mm or spare + given,
        )
        for each in shown
    )  # fmt: skip


def _rows(lines: list[_Line], columns: tuple[PrintedColumn, ...]) -> list[tuple[str, ...]]:
    """Return the rows; the guardian of a house is said once."""
    rows: list[tuple[str, ...]] = []
    said: dict[tuple[str, str], int] = {}
    for number, line in enumerate(lines, 1):
        cells = dict(line.cells)
        before = said.setdefault((line.house, cells["family"]), number)
        if before != number:
            cells["family"] = f"同户，同第 {before} 号"
        cells[NUMBER_SOURCE] = str(number)
        rows.append(tuple(cells.get(each.source, "") for each in columns))
    return rows


def _about(sheet: PrintedRoute, text: str) -> Who:
    """Return whose row a text stands in, by the name alone."""
    who = TABLE.about(sheet, text)
    return replace(who, name=who.name.partition("\n")[0])


VISITS = replace(
    TABLE,
    key=PrintedRoute.shape,
    subjects=frozenset({Of.UNIT, Of.STUDENTS, Of.CLASS, Of.SCHOOL}),
    entries=frozenset(),
    read=_read,
    fill=_fill,
    pages=route_pages,
    read_kept=read_kept_route,
    about=_about,
    gaps=lambda _sheet: (),
    is_carried=True,
    for_notice=None,
    relaid=None,
    change=None,
    trace=None,
    marked=None,
)
