"""A row of which nobody can tell whose it is: the children it may be about, facts for and against.

Such a row is set aside (RowFate.SKIPPED with `unsure`) until somebody decides; what was decided is
remembered by the row's key and asked no second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class Decision(NamedTuple):
    """What was decided of a row: a code of SameChild, and the id of the child it is about."""

    answer: str
    student_id: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One child a row may be about: a file of the ledger, or another row of the same workbook.

    `values` has what the file (or the other row) says, by key; `agreeing` and `differing` the facts
    in words, e.g. ("出生日期 2016-01-01", "监护人 王建国") and ("村 清泉村 / 联合村",).
    """

    student_id: str | None
    place: tuple[str, int] | None  # sheet and row of the other row
    name: str
    values: Mapping[str, Any]
    agreeing: tuple[str, ...]
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unsure:
    """Why a row was set aside: its key (the same in next month's workbook), whom it may be.

    `values`, `members` and `responsible` are all that the row says, as they would be
    written: they are kept, so that it can be decided without the workbook. It stays on a row that
    was decided in this plan.
    """

    key: str
    candidates: tuple[Candidate, ...]
    values: Mapping[str, Any]
    members: tuple[Mapping[str, Any], ...] = ()
    responsible: tuple[Mapping[str, Any], ...] = ()
