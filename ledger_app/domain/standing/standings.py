"""The five places a child can stand on a day: design of the board 去向. Each child is in one."""

from __future__ import annotations

from enum import StrEnum

from ledger_app.catalogue.meanings import StatusCode


class Standing(StrEnum):
    """Where a child stands: known to be at school, being looked after, away, gone, or unknown."""

    SEEN = "seen"  # at a school, by evidence of this term
    CASE = "case"  # out of school, or doubtful: somebody is after it
    FOR_A_TIME = "for_a_time"  # elsewhere or on leave, until a day on which somebody must look
    GONE = "gone"  # for good, with reason, day and paper
    UNVERIFIED = "unverified"  # nothing positive is known


NAMES = {
    Standing.SEEN: "在校有据",
    Standing.CASE: "个案中",
    Standing.FOR_A_TIME: "有期限",
    Standing.GONE: "已离开",
    Standing.UNVERIFIED: "未核实",
}

_CODES = {
    Standing.SEEN: (
        StatusCode.AT_SCHOOL,
        StatusCode.RETURNED,
        StatusCode.FOLLOWED_UP,
        StatusCode.CLOSED,
    ),
    Standing.CASE: (
        StatusCode.ABSENT,
        StatusCode.SUSPECTED,
        StatusCode.DROPPED,
        StatusCode.PERSUADING,
        StatusCode.LEGAL,
        StatusCode.LOST,
        StatusCode.NOT_ENROLLED,
        StatusCode.NOT_AT_SCHOOL,
        StatusCode.TO_BE_CLOSED,
    ),
    Standing.FOR_A_TIME: (
        StatusCode.SUSPENDED,
        StatusCode.DEFERRED,
        StatusCode.EXEMPT,
        StatusCode.HOME_TAUGHT,
        StatusCode.ELSEWHERE,
        StatusCode.VERIFIED_ELSEWHERE,
        StatusCode.TRANSFERRING,
        StatusCode.SPECIAL_SCHOOL,
        StatusCode.TOO_YOUNG,
    ),
    Standing.GONE: (
        StatusCode.TRANSFERRED,
        StatusCode.GRADUATED,
        StatusCode.ABROAD,
        StatusCode.DEAD,
        StatusCode.TOO_OLD,
        StatusCode.HANDED_OVER,
    ),
    Standing.UNVERIFIED: (StatusCode.UNVERIFIED,),
}
OF_STATUS = {code: standing for standing, codes in _CODES.items() for code in codes}
