"""Two schools in one list: 原就读学校 | 年级 | 班级 | 现就读学校 | 年级 | 班级.

A bare class belongs to the school it stands behind. Only the one of now is the child's; last year's
class has no place in the file and is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ledger_app.catalogue.codes import fold
from ledger_app.exchange.layout.columns.list_columns import ListColumn, Sureness
from ledger_app.exchange.layout.columns.places import Time, is_move
from ledger_app.exchange.layout.heading_words import Meaning, Reading, Use

_CLASS = ("grade", "class_no")


def with_places(columns: Sequence[ListColumn], readings: Sequence[Reading]) -> list[ListColumn]:
    """Return the columns, a class behind a school of another time kept apart or asked about."""
    counts = Counter(column.meaning for column in columns if _is_class(column))
    found: list[ListColumn] = []
    school, other = "", False  # the school's heading, and whether it is not the one of now
    for column, reading in zip(columns, readings, strict=True):
        if column.meaning.use is Use.SCHOOL_NAME:
            school = ""
        elif column.key == "prev_school" or _is_elsewhere(column, reading):
            school, other = column.caption, True
        elif not _is_class(column):
            school = ""
        elif school and other and not reading.time and column.sure is not Sureness.SAID:
            column = _apart(column, school, alone=counts[column.meaning] < 2)
        found.append(column)
    return found


def _apart(column: ListColumn, school: str, *, alone: bool) -> ListColumn:
    """Keep a class of another school apart; a single one may be the child's own all the same."""
    if alone:
        return column.asked(f"挨着“{school}”，不知道是不是现在的", column.caption, "不要")
    return column.asked(f"说的是“{school}”的，不是现在的，没有地方放")


def _is_class(column: ListColumn) -> bool:
    return column.key in _CLASS or column.meaning.use is Use.GRADE_CLASS


def _is_elsewhere(column: ListColumn, reading: Reading) -> bool:
    """Tell whether the heading is a school planned, left or gone to: 拟就读学校, 转入学校."""
    if column.meaning != Meaning(Use.UNKNOWN):
        return False
    text = fold(column.caption)
    return (reading.time is not Time.UNSAID and "校" in text) or is_move(text)
