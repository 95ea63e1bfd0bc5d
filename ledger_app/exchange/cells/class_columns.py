"""Grade and class of a row: from its own columns, from its school's cell, from the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from ledger_app.catalogue.codes import fold
from ledger_app.domain.values import as_text
from ledger_app.exchange.cells.column_values import text_without_date, turned_into_date
from ledger_app.exchange.cells.list_cells import ListCells
from ledger_app.exchange.cells.places.school_cells import SchoolCell
from ledger_app.exchange.cells.row_problem import LEFT_OUT, ProblemKind
from ledger_app.exchange.layout.class_names import (
    NOTHING,
    ClassName,
    cell_class,
    class_of,
    grade_code,
)
from ledger_app.exchange.layout.heading_words import Use
from ledger_app.exchange.layout.headings import ListColumn
from ledger_app.exchange.reading.workbook import Cell

_BARE_CLASS = re.compile("第?[(]?[0-9一二三四五六七八九十]{1,3}[)]?班?")
_LATE_CLASS = re.compile("[1-9][.](?:9|1[0-9])")
_JUNIOR = ("7", "8", "9")


class ClassProblem(NamedTuple):
    """What is wrong with a cell of the class: the column's role, in words, the field's key."""

    role: str  # grade, class_no or together
    text: str
    kind: ProblemKind
    about: str


class ClassReading(NamedTuple):
    """What a row says of its class, and what is wrong with it."""

    named: ClassName
    problems: tuple[ClassProblem, ...] = ()


def add_classes(
    cells: ListCells, values: list[dict[str, Any]], schools: Sequence[SchoolCell]
) -> list[str]:
    """Fill grade and class from their columns, else from titles; return the years of entry."""
    entries = []
    title = cells.children.context.class_name
    columns = {
        "grade": cells.with_key("grade"),
        "class_no": cells.with_key("class_no"),
        "together": cells.columns(Use.GRADE_CLASS),
    }
    found = {role: cells.first_of(columns[role]) for role in columns}
    for role in ("class_no", "together"):
        found[role] = _without_lost_zeros(cells, found[role], columns[role])
    texts = [_texts(found[role], cells.count) for role in columns]
    dates = any(turned_into_date(raw) for raws in found.values() for raw in set(raws))
    for at, (row, grade, class_no, together) in enumerate(zip(values, *texts, strict=True)):
        named, problems = read_class(grade, class_no, together, schools[at].class_name, title)
        if named.grade:
            row["grade"] = named.grade
        if named.class_no:
            row["class_no"] = named.class_no
        for problem in problems:
            column = columns[problem.role][0]
            cells.note(at, column, problem.text, problem.kind, problem.about)
        if dates:
            _note_dates(cells, at, columns, found)
        entries.append(named.entry_year)
    return entries


def _texts(raws: Sequence[Cell], count: int) -> list[str]:
    """Return a column as texts, each of its few different texts made once."""
    if not raws:
        return [""] * count
    known = {raw: text_without_date(raw) for raw in set(raws) if isinstance(raw, str)}
    return [known[raw] if isinstance(raw, str) else text_without_date(raw) for raw in raws]


def _without_lost_zeros(
    cells: ListCells, raws: list[Cell], columns: list[ListColumn]
) -> list[Cell]:
    """Return the cells without the numbers that are 3(1)班 or 3(10)班: a number ends in no zero.

    Only where a class 9 or a later one stands in the list: else 3.1 is the first class for sure.
    """
    doubtful = [at for at, raw in enumerate(raws) if isinstance(raw, float) and _ends_in_1(raw)]
    if not doubtful or not any(_LATE_CLASS.fullmatch(as_text(raw).strip()) for raw in set(raws)):
        return raws
    left = list(raws)
    for at in doubtful:
        grade = int(float(raws[at]))  # type: ignore[arg-type]  # a float: they were chosen so
        text = (
            f"“{as_text(raws[at])}”看不出是 {grade}(1) 班还是 {grade}(10) 班，请写成文字{LEFT_OUT}"
        )
        cells.note(at, columns[0], text, ProblemKind.LEFT_OUT, "class_no")
        left[at] = ""
    return left


def _ends_in_1(number: float) -> bool:
    return 1 <= number < 10 and round(number * 10) % 10 == 1 and round(number * 10, 6) % 1 == 0


def _note_dates(
    cells: ListCells,
    at: int,
    columns: dict[str, list[ListColumn]],
    found: dict[str, list[Cell]],
) -> None:
    """Say where a spreadsheet has made a date of class 3-1."""
    for role, cells_of in found.items():
        if cells_of and turned_into_date(cells_of[at]):
            label = "年级" if role == "grade" else "班级"
            text = f"{label}“{as_text(cells_of[at])}”被表格变成了日期{_meant(cells_of[at])}"
            about = "grade" if role == "grade" else "class_no"
            note = f"{text}，请改成文本{LEFT_OUT}"
            cells.note(at, columns[role][0], note, ProblemKind.LEFT_OUT, about)


def _meant(cell: Cell) -> str:
    """Return what a class was that a spreadsheet made 3月1日 of; "" for a text."""
    if not isinstance(cell, date):
        return ""
    return f"（原来可能是 {cell.month}-{cell.day}，即 {cell.month} 年级 {cell.day} 班）"


@lru_cache(maxsize=8192)
def read_class(
    grade: str, class_no: str, together: str, at_school: ClassName, title: ClassName
) -> ClassReading:
    """Return grade and class: cells before titles, a column of its own before one of both.

    `together` is a cell like 三年级2班, `at_school` what the school's cell said beside the school.
    """
    both = class_of(together, is_sheet=not together.isdigit()) if together else NOTHING
    code = grade_code(grade) if grade else both.grade
    entry_year = both.entry_year or (class_of(grade).entry_year if grade and not code else "")
    own = _own_class(class_no, together, both, code, title)
    unread = _unread(together, code, own)
    # 雏鹰班 is a class of that name; any other words are no class, and not kept as one.
    if unread and not class_no and not (own.class_no == together and together[-1] == "班"):
        own = NOTHING
    entry_year = own.entry_year or entry_year
    problems = tuple(_problems(grade, class_no, together, code, own, entry_year))
    if unread and not entry_year:
        text = f"看不出“{together}”是哪个年级，年级没有填。"
        problems = (*problems, ClassProblem("together", text, ProblemKind.LEFT_OUT, "grade"))
    read = code or own.grade or at_school.grade
    # A grade that differs from the title's makes the title's class another grade's.
    title_class = title.class_no if read in ("", title.grade) or not title.grade else ""
    # Whoever wrote something of the grade did not leave it to the title, readable or not.
    said = grade or entry_year or any(problem.role == "together" for problem in problems)
    return ClassReading(
        ClassName(
            read or ("" if said else title.grade),
            own.class_no or at_school.class_no or title_class,
            entry_year or at_school.entry_year or title.entry_year,
        ),
        problems,
    )


def _own_class(
    class_no: str, together: str, both: ClassName, code: str, title: ClassName
) -> ClassName:
    """Return what the class cell says; 101 in a junior school is class 101 and not grade 1."""
    # In a primary school 301 is class 1 of grade 3; in a junior one it may be class 301.
    grade = code or (title.grade if title.grade in _JUNIOR else "")
    if class_no:
        return cell_class(class_no, grade)
    return cell_class(together, grade) if together and both == NOTHING else both


def _unread(together: str, code: str, own: ClassName) -> bool:
    """Tell whether a cell of grade and class names no grade and is no bare class, either."""
    if not together or code or own.grade or own.entry_year:
        return False
    return not _BARE_CLASS.fullmatch(fold(together))


def _problems(
    grade: str, class_no: str, together: str, code: str, own: ClassName, entry_year: str
) -> list[ClassProblem]:
    if grade and not code and not entry_year:
        text = f"看不出“{grade}”是哪个年级{LEFT_OUT}"
        return [ClassProblem("grade", text, ProblemKind.LEFT_OUT, "grade")]
    if code and class_no and own.grade not in ("", code):
        said = grade or together
        text = f"年级是“{said}”，班级却写着“{class_no}”，年级按“{said}”，请核对。"
        return [ClassProblem("class_no", text, ProblemKind.CHECK, "class_no")]
    if together and _against(code if grade else "", own, together, class_no):
        text = f"“{together}”与年级、班级两栏不一致，按那两栏，请核对。"
        return [ClassProblem("together", text, ProblemKind.CHECK, "class_no")]
    return []


def _against(code: str, own: ClassName, together: str, class_no: str) -> bool:
    """Tell whether a cell of grade and class names another grade or class than their columns."""
    both = class_of(together, is_sheet=not together.isdigit())
    if both == NOTHING and class_no:
        return cell_class(together, code).class_no != own.class_no
    other_grade = bool(code and both.grade) and both.grade != code
    return other_grade or (bool(class_no and both.class_no) and both.class_no != own.class_no)
