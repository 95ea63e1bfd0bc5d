"""A state that lasts as a value, and which codes of records and marks stand for which state."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.catalogue.evidence_meanings import LeaveKind, RegisterChange
from ledger_app.catalogue.meanings import (
    AbsentKind,
    Placement,
    Presence,
    RegisterStatus,
    RelocationChoice,
    SpecialPlacement,
    StatusCode,
)
from ledger_app.domain.day import Day
from ledger_app.domain.student_file import Row

ON_LEAVE = frozenset({StatusCode.SUSPENDED, StatusCode.DEFERRED, StatusCode.EXEMPT})
AWAY = frozenset(
    {StatusCode.ELSEWHERE, StatusCode.VERIFIED_ELSEWHERE, StatusCode.SPECIAL_SCHOOL}
)  # taught, but not here
BY_LEAVE = {
    LeaveKind.SUSPENDED: StatusCode.SUSPENDED,
    LeaveKind.DEFERRED: StatusCode.DEFERRED,
    LeaveKind.EXEMPT: StatusCode.EXEMPT,
}
BY_PLACEMENT = {
    Placement.HOME_TAUGHT: StatusCode.HOME_TAUGHT,
    Placement.SUSPENDED: StatusCode.SUSPENDED,
    Placement.DEFERRED: StatusCode.DEFERRED,
    Placement.EXEMPT: StatusCode.EXEMPT,
    Placement.SPECIAL_SCHOOL: StatusCode.SPECIAL_SCHOOL,
    Placement.ELSEWHERE: StatusCode.ELSEWHERE,
}
# 停学 and 保留学籍 keep a child out of school like 休学, with less of a paper.
BY_CHANGE = {
    RegisterChange.SUSPENDED: StatusCode.SUSPENDED,
    RegisterChange.STOPPED: StatusCode.SUSPENDED,
    RegisterChange.KEPT: StatusCode.SUSPENDED,
    RegisterChange.OUT: StatusCode.TRANSFERRING,
}
# Back in a class, or gone for good: nothing begun before goes on.
ENDING_CHANGES = frozenset(
    {
        RegisterChange.BACK,
        RegisterChange.RESTORED,
        RegisterChange.IN,
        RegisterChange.DEAD,
        RegisterChange.GRADUATED,
        RegisterChange.ABROAD,
    }
)
NO_ARRIVAL = frozenset(
    {
        RelocationChoice.OUT_OF_COUNTY,
        RelocationChoice.TO_BE_PLACED,
        RelocationChoice.HOME_TAUGHT,
    }
)  # of a relocation: at no school of this county
MARKED_REGISTER = {
    RegisterStatus.MOVING_OUT: StatusCode.TRANSFERRING,
    RegisterStatus.SUSPENDED: StatusCode.SUSPENDED,
}
MARKED_ABSENT = {
    AbsentKind.SUSPENDED: StatusCode.SUSPENDED,
    AbsentKind.SPECIAL_SCHOOL: StatusCode.SPECIAL_SCHOOL,
    AbsentKind.SCHOOL_FOR_DISABLED: StatusCode.ELSEWHERE,
    AbsentKind.TAUGHT_ELSEWHERE: StatusCode.ELSEWHERE,
}
MARKED_SPECIAL = {
    SpecialPlacement.SPECIAL_SCHOOL: StatusCode.ELSEWHERE,
    SpecialPlacement.REHABILITATION: StatusCode.ELSEWHERE,
    SpecialPlacement.WELFARE_HOME: StatusCode.ELSEWHERE,
    SpecialPlacement.REMOTE: StatusCode.HOME_TAUGHT,
    SpecialPlacement.HOME_TAUGHT: StatusCode.HOME_TAUGHT,
}
# 归类 beside 在籍在校 is a contradiction, no state.
MAY_BE_ABSENT = frozenset({Presence.NOT_AT_SCHOOL, "", None})
RECORD_OF = {
    StatusCode.SUSPENDED: "休学",
    StatusCode.DEFERRED: "缓学",
    StatusCode.EXEMPT: "免学",
    StatusCode.ELSEWHERE: "在外就读",
    StatusCode.SPECIAL_SCHOOL: "在外就读",
    StatusCode.HOME_TAUGHT: "送教",
    StatusCode.TRANSFERRING: "学籍异动",
}  # what the record is called that would say more


@dataclass(frozen=True)
class Lasting:
    """A state that stands on a day. Days are ISO text; `since` is "" where nobody knows it.

    `review_on` is never "". `confirmed_on` is the newest day that speaks for it: a visit, a
    verification, a mark; evidence after that day speaks against it. `table` and `record` say
    which record it comes from: table student is a mark.
    """

    code: str
    since: str
    review_on: str
    reason: str
    by_mark: bool = False
    confirmed_on: str = ""
    table: str = "student"
    record: str = ""
    is_proven: bool = False  # of a child taught elsewhere
    listed_too: bool = False  # its class has it on every list: only being seen speaks against it

    def is_verified_on(self, on: Day) -> bool:
        """Tell whether proof of the child being taught elsewhere still holds on a day."""
        return self.table == "elsewhere" and self.is_proven and self.review_on > on.text

    def is_like(self, other: Lasting) -> bool:
        """Tell whether two tell of one and the same state."""
        both = {self.code, other.code}
        return len(both) == 1 or both <= ON_LEAVE or both <= AWAY


def first_day(row: Row, *keys: str) -> str:
    """Return the first day that is written, else that on which the record was made."""
    return next((row[key] for key in keys if row.get(key)), (row.get("created_at") or "")[:10])


def is_past(row: Row, key: str, on: Day) -> bool:
    """Tell whether a day is written and not still to come."""
    return "" < (row.get(key) or "") <= on.text
