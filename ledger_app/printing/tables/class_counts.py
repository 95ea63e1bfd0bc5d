"""The board 去向 on paper: of each class how many children stand where; the five add up to all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ledger_app.domain.standing.standings import NAMES, Standing
from ledger_app.domain.standing.status import status_of
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.class_words import class_name, grade_name
from ledger_app.domain.telling.column_texts import school_name
from ledger_app.domain.telling.scope import Part, Scope
from ledger_app.domain.telling.subject import Of
from ledger_app.printing.model import Align, Paper
from ledger_app.printing.printout import Printout
from ledger_app.printing.request import Request
from ledger_app.printing.tables.compose import NO_SCHOOL
from ledger_app.printing.tables.fitting import fitted
from ledger_app.printing.tables.shape import filled_elsewhere
from ledger_app.printing.tables.sheet import PrintedColumn, PrintedTable

_CLASS = ("学校", "班级")
NUMBER_MM = 17.0  # a column of numbers: what is left over is for the names
_Row = tuple[str, int, str]  # school, grade, class


@dataclass(frozen=True, kw_only=True)
class CountsBody:
    """Its columns are always the same: the class, all of it, the five."""

    columns: tuple[PrintedColumn, ...]


def _read(_entries: dict[str, Any], _paper: Paper) -> dict[str, Any]:
    left = (PrintedColumn(caption=each, align=Align.LEFT, min_mm=20.0) for each in _CLASS)
    numbers = (PrintedColumn(caption=each, max_mm=NUMBER_MM) for each in ("合计", *NAMES.values()))
    return {"body": CountsBody(columns=(*left, *numbers))}


def _fill(
    printout: Printout, files: Iterable[StudentFile], request: Request
) -> tuple[PrintedTable, ...]:
    counts: dict[_Row, Counter[Standing]] = {}
    names: dict[_Row, str] = {}
    for file in files:
        if is_in(request.scope, file):
            row = _row(file)
            names.setdefault(row, f"{grade_name(file.student)}{class_name(file.student)}")
            counts.setdefault(row, Counter())[status_of(file, request.on).standing] += 1
    scope = request.scope
    table = PrintedTable(
        title=request.header.named(printout.title, ""),
        subtitle=f"范围：{scope.name}" if scope else "",
        columns=printout.body.columns,
        rows=list(_rows(counts, names)),
        paper=printout.paper,
        notes=(*printout.notes, *request.past_rule),
        signers=printout.signers,
        **request.head,
    )
    return (fitted(table, is_own_paper=True),)


def is_in(scope: Scope | None, file: StudentFile) -> bool:
    """Tell whether a child is of this part of the ledger."""
    if scope is None:
        return True
    if scope.part is Part.SCHOOL:
        return school_name(file) == scope.value
    return str(file.student.get(scope.part) or "") == scope.value


def _row(file: StudentFile) -> _Row:
    grade = str(file.student.get("grade") or "")
    class_no = str(file.student.get("class_no") or "")
    return school_name(file), int(grade) if grade.isdigit() else 99, class_no.zfill(3)


def _rows(
    counts: dict[_Row, Counter[Standing]], names: dict[_Row, str]
) -> Iterable[tuple[str, ...]]:
    """Yield a row for each class, one for each school of several classes, and one for all."""
    whole: Counter[Standing] = Counter()
    schools = sorted({row[0] for row in counts}, key=lambda name: (not name, name))
    for school in schools:
        of_school: Counter[Standing] = Counter()
        classes = sorted(row for row in counts if row[0] == school)
        for row in classes:
            of_school.update(counts[row])
            yield school or NO_SCHOOL, names[row] or "年级未填", *_numbers(counts[row])
        if len(classes) > 1 and len(schools) > 1:
            yield school or NO_SCHOOL, "小计", *_numbers(of_school)
        whole.update(of_school)
    yield "合计", "", *_numbers(whole)


def _numbers(counted: Counter[Standing]) -> tuple[str, ...]:
    return str(counted.total()), *(str(counted[each]) for each in Standing)


COUNTS = filled_elsewhere("class_counts", [Of.UNIT, Of.SCHOOL], _read, _fill)
