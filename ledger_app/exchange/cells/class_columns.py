"""Grade and class of a row: from its own columns, from its school's cell, from the title."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ledger_app.catalogue.codes import fold
from ledger_app.exchange.cells.row_problem import LEFT_OUT
from ledger_app.exchange.layout.class_names import (
    NOTHING,
    ClassName,
    cell_class,
    class_of,
    grade_code,
)

_BARE_CLASS = re.compile("第?[(]?[0-9一二三四五六七八九十]{1,3}[)]?班?")
_JUNIOR = ("7", "8", "9")


class ClassReading(NamedTuple):
    """What a row says of its class, and what is wrong: (column's role, sentence)."""

    named: ClassName
    problems: tuple[tuple[str, str], ...] = ()


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
    if unread and not class_no and not (own.class_no == together and together[-1] == "班"):
        own = NOTHING
    entry_year = own.entry_year or entry_year
    problems = tuple(_problems(grade, class_no, code, own, entry_year))
    if unread and not entry_year:
        problems = (*problems, ("together", f"看不出“{together}”是哪个年级，年级没有填。"))
    read = code or own.grade or at_school.grade
    # A grade that differs from the title's makes the title's class another grade's.
    title_class = title.class_no if read in ("", title.grade) or not title.grade else ""
    said = grade or entry_year or any(role == "together" for role, _ in problems)
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
    grade: str, class_no: str, code: str, own: ClassName, entry_year: str
) -> list[tuple[str, str]]:
    if grade and not code and not entry_year:
        return [("grade", f"看不出“{grade}”是哪个年级{LEFT_OUT}")]
    if grade and class_no and own.grade not in ("", code):
        text = f"年级是“{grade}”，班级却写着“{class_no}”，年级按“{grade}”，请核对。"
        return [("class_no", text)]
    return []
