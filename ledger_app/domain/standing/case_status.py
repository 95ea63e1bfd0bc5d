"""The status of a child by its case: out of school, back, or to be closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import PersuadeResult, StatusCode
from ledger_app.domain.dates import as_day
from ledger_app.domain.day import Day
from ledger_app.domain.standing.cases import FLAG_KEYS, Case
from ledger_app.domain.standing.standings import OF_STATUS, Standing

FRESH_RETURN_DAYS = 30  # calendar days as 已复学, then 巩固跟踪


@dataclass(frozen=True)
class Status:
    """Where a child stands: code and name from list `status`, since when ("" unknown), why.

    `until` is the last ISO day on which it holds by itself, "" where it has no such day;
    `standing` the one of the five, `grounds` what it rests on below that ("" nothing more).
    """

    code: str
    name: str
    since: str
    reason: str
    until: str = ""
    grounds: str = ""

    @property
    def standing(self) -> Standing:
        """Return the one of the five places of the board that this is."""
        return OF_STATUS[self.code]


def status(code: str, since: str, reason: str, until: str = "", grounds: str = "") -> Status:
    """Return a status with its official name."""
    return Status(code, code_list(StatusCode.CODES).name_of(code), since, reason, until, grounds)


def open_status(case: Case) -> Status:
    """Return the status of a child whose case has not ended."""
    found = _state_of(case)
    if case.placement or not case.dropout.keys() <= FLAG_KEYS:
        return found
    return replace(found, reason=f"{found.reason}（学籍系统标注，还没有辍学情况记录）")


def to_be_closed(case: Case) -> Status:
    """Return the status of a child whose closing lacks something."""
    day, missing = case.claimed_on, "、".join(case.lacking)
    return status(StatusCode.TO_BE_CLOSED, day, f"{day} 登记销号，还缺{missing}")


def _state_of(case: Case) -> Status:
    if case.lost is not None:
        day = case.lost["contacted_on"]
        return status(StatusCode.LOST, day, f"{day} 联系结果为失联，尚未返校")
    if case.confirmed_on is None:
        said = f"{case.began} 起疑似辍学" if case.began else "疑似辍学（起始日期不详）"
        return status(StatusCode.SUSPECTED, case.began, f"{said}，尚未认定或返校")
    since = [row for row in case.persuasions if row["contacted_on"] >= case.confirmed_on]
    legal = [row for row in since if row.get("result") == PersuadeResult.LEGAL]
    if legal:
        day = legal[0]["contacted_on"]
        return status(StatusCode.LEGAL, day, f"{day} 移交乡镇依法处理，尚未返校")
    if since:
        day = since[0]["contacted_on"]
        return status(
            StatusCode.PERSUADING, day, f"已认定辍学，{day} 起劝返 {len(since)} 次，尚未返校"
        )
    written = case.dropout.get("confirmed_on")
    began = f"{case.began} 起辍学（未填认定日期）" if case.began else "辍学（日期不详）"
    said = f"{written} 认定辍学" if written else began
    before = len(case.persuasions)
    said += f"，认定后尚未劝返（此前 {before} 次）" if before else "，尚未劝返"
    return status(StatusCode.DROPPED, written or case.began, said)


def return_status(case: Case, on: Day) -> Status:
    """Return the status of a child that is back at school and not closed yet."""
    if case.reopened_on:
        return status(
            StatusCode.FOLLOWED_UP, case.reopened_on, f"{case.reopened_on} 撤销销号，继续巩固"
        )
    back = case.back_on or case.returned_on or ""
    first = as_day(back)
    settled = (first + timedelta(days=FRESH_RETURN_DAYS)) if first else on.date
    if on.date < settled:
        return status(StatusCode.RETURNED, back, f"{back} 复学")
    reason = f"{back} 复学，满 {FRESH_RETURN_DAYS} 天，尚未销号"
    return status(StatusCode.FOLLOWED_UP, settled.isoformat(), reason)
