"""销号: whether a closing is plausible and proven, and what it lacks: design §4, domain.md §3.9.

A closing that lacks something ends no case: the child is 待销号 until somebody makes it good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from ledger_app.catalogue.meanings import (
    ON_LEAVE,
    YES,
    CloseReason,
    ContactPurpose,
    Grade,
    Placement,
)
from ledger_app.domain.dates import as_day
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads, together
from ledger_app.domain.standing.of_age import leaves_on
from ledger_app.domain.standing.reached import REACHED_READS, reached
from ledger_app.domain.student_file import Row, StudentFile

STABLE_DAYS = 90  # after the return, with the visit of return_90 behind it
VISIT_DAYS = 80  # a visit so many days after the return is that of 90 days: its early_days is 10
CLOSING_READS: Reads = together(
    REACHED_READS,
    {
        "student": ("birth_date", "grade"),
        "contact": ("purpose",),
        "placement": (
            "closed_on", "close_reason", "close_evidence", "close_approver", "transferred_to",
            "returned_on", "placement", "return_school", "check_90d", "relapse", "relapsed_on",
        ),
    },
)  # fmt: skip
# A placement at another school names it already.
_AT_ANOTHER = frozenset({Placement.OTHER_SCHOOL, Placement.ELSEWHERE})


def what_is_missing(file: StudentFile, placement: Row, on: Day) -> tuple[str, ...]:
    """Return in short words what a closing lacks to be valid as of a day; () for a valid one.

    `placement` is the record of the closing, or what several records of one case say together. Of
    age is who has reached the leaving age of the calendar (义务教育法 §11; 16 by default).
    """
    reason = placement.get("close_reason") or ""
    lacking = [
        said
        for key, said in (
            ("closed_on", "销号日期"),
            ("close_reason", "销号原因"),
            ("close_evidence", "误报的说明" if reason == CloseReason.MISTAKE else "销号佐证"),
            ("close_approver", "审批人"),
        )
        if not str(placement.get(key) or "").strip()
    ]
    plausible = _PLAUSIBLE.get(reason)
    if plausible and (closed := as_day(placement.get("closed_on"))):
        lacking += plausible(_Closing(file, placement, on, closed))
    return tuple(lacking)


class _Closing:
    """A closing with its day, as the tests of its reason look at it."""

    def __init__(self, file: StudentFile, placement: Row, on: Day, closed: date) -> None:
        self.file, self.placement, self.on, self.closed = file, placement, on, closed
        self.age_limit = on.calendar.leaving_age
        self.of_age = leaves_on(file.student, on)


def _stable(closing: _Closing) -> Iterator[str]:
    placement = closing.placement
    returned = _returned(placement, closing.closed)
    if returned is None:
        yield "复学日期"
        return
    relapsed = as_day(placement.get("relapsed_on"))
    if placement.get("relapse") == YES and (relapsed is None or relapsed >= returned):
        yield "再次辍学以后的复学"
        return
    if placement.get("placement") in ON_LEAVE:
        yield "回到课堂的复学（现在是休学、缓学或免学）"
    if not (placement.get("check_90d") or _visited(closing, returned)):
        yield "90日回访"
    settled = returned + timedelta(days=STABLE_DAYS)
    if closing.closed < settled:
        yield f"复学满{STABLE_DAYS}天（{settled.isoformat()} 起）"


def _returned(placement: Row, closed: date) -> date | None:
    returned = as_day(placement.get("returned_on"))
    return returned if returned and returned <= closed else None


def _visited(closing: _Closing, returned: date) -> bool:
    """Tell whether a 巩固回访 that reached somebody stands for the visit after 90 days."""
    enough = (returned + timedelta(days=VISIT_DAYS)).isoformat()
    return any(
        row.get("purpose") == ContactPurpose.RETURN_VISIT and reached(row)
        for row in closing.file.of("contact")
        if enough <= (row.get("contacted_on") or "") <= closing.on.text
    )


def _transferred(closing: _Closing) -> Iterator[str]:
    placement = closing.placement
    school, placed = placement.get("return_school"), placement.get("placement")
    if not (placement.get("transferred_to") or (school and placed in _AT_ANOTHER)):
        yield "转入学校"


def _graduated(closing: _Closing) -> Iterator[str]:
    grade = closing.file.student.get("grade")
    if grade in (Grade.LAST, Grade.GRADUATED):
        return
    of_age = closing.of_age
    if of_age is None or closing.closed < of_age:
        yield f"毕业年级（不是九年级，也未满{closing.age_limit}周岁）"


def _too_old(closing: _Closing) -> Iterator[str]:
    of_age = closing.of_age
    if of_age is None:
        yield "出生日期"
    elif closing.closed < of_age:
        yield f"满{closing.age_limit}周岁（{of_age.isoformat()} 才满）"


_PLAUSIBLE: dict[str, Callable[[_Closing], Iterator[str]]] = {
    CloseReason.STABLE: _stable,
    CloseReason.TRANSFERRED: _transferred,
    CloseReason.GRADUATED: _graduated,
    CloseReason.TOO_OLD: _too_old,
}
