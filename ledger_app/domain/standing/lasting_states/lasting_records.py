"""Which records begin a state that lasts, and when somebody must look at it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import ElsewhereKind
from ledger_app.catalogue.meanings import RelocationChoice, StatusCode
from ledger_app.domain.day import Day
from ledger_app.domain.standing.case_replay import PLACEMENT_STEPS
from ledger_app.domain.standing.lasting_states.lasting_ends import backs
from ledger_app.domain.standing.lasting_states.lasting_state import (
    BY_CHANGE,
    BY_LEAVE,
    BY_PLACEMENT,
    ON_LEAVE,
    RECORD_OF,
    Lasting,
    first_day,
    is_past,
)
from ledger_app.domain.standing.lasting_states.review_days import (
    earliest,
    leave_review,
    taught_review,
    transfer_review,
    unverified_review,
    verified_review,
)
from ledger_app.domain.student_file import Row, StudentFile

# 免学 stands on real forms; 义务教育法 knows only 延缓入学 and 休学.
_NOTES = {StatusCode.EXEMPT: "（法律只有缓学和休学）"}
_TOLD = ("notified_on", "parent_signed_on")


def of_records(file: StudentFile, on: Day) -> Iterator[Lasting]:
    """Yield every state that a record has begun by a day and has not ended itself."""
    for table, states in STATES.items():
        if rows := file.of(table):
            yield from states(rows, file, on)


def _of_leave(rows: Sequence[Row], _: StudentFile, on: Day) -> Iterator[Lasting]:
    for row in rows:
        since = first_day(row, "from_on", "approved_on")
        if since > on.text or is_past(row, "returned_on", on):
            continue
        code = BY_LEAVE.get(row.get("kind") or "", StatusCode.SUSPENDED)
        end, look = row.get("to_on") or "", row.get("renew_by_on") or ""
        review = leave_review(since, end, look, on)
        until = f"{end} 期满" if end else f"没有期满日期，{review} 前补上"
        reason = f"{since} 起{_name(code)}，{until}" + _NOTES.get(code, "")
        yield Lasting(code, since, review, reason, False, since, "leave", row.get("id") or "")


def _of_elsewhere(rows: Sequence[Row], _: StudentFile, on: Day) -> Iterator[Lasting]:
    for row in rows:
        since = first_day(row, "from_on")
        if since <= on.text and not is_past(row, "ended_on", on):
            yield elsewhere_state(row, since, on)


def elsewhere_state(row: Row, since: str, on: Day) -> Lasting:
    """Return the state of a child taught elsewhere: verified by proof and its day, for a term."""
    verified = row.get("verified_on") or ""
    asked = row.get("verify_by_on") or ""
    proven = bool((row.get("proof") or "").strip()) and "" < verified <= on.text
    review = verified_review(verified, asked, on) if proven else unverified_review(since, asked, on)
    where = row.get("school_name") or row.get("place") or "学校不详"
    reason = f"{since} 起在{where}就读，"
    if not proven:
        reason += "没有在读佐证和核实日期"
    elif review > on.text:
        reason += f"{verified} 已核实"
    else:
        reason += f"上次核实是 {verified}，本学期应再核实"
    is_special = row.get("kind") == ElsewhereKind.SPECIAL_SCHOOL
    code = StatusCode.VERIFIED_ELSEWHERE if proven and review > on.text else StatusCode.ELSEWHERE
    code = StatusCode.SPECIAL_SCHOOL if is_special else code
    confirmed = max(since, verified) if proven else since
    record = row.get("id") or ""
    return Lasting(code, since, review, reason, False, confirmed, "elsewhere", record, proven)


def _of_home_teaching(rows: Sequence[Row], file: StudentFile, on: Day) -> Iterator[Lasting]:
    """Yield the visits since the child was last back at a school, as one state."""
    back = max((day for day, codes in backs(file, on.text) if not codes), default="")
    visits = [row for row in rows if back <= (row.get("taught_on") or "") <= on.text]
    days = [row["taught_on"] for row in visits if row.get("taught_on")]
    if not days:
        return
    first, last = min(days), max(days)
    record = max(row.get("id") or "" for row in visits if row.get("taught_on") == last)
    reason = f"{first} 起送教上门，上次是 {last}"
    review = taught_review(last, on)
    yield Lasting(
        StatusCode.HOME_TAUGHT, first, review, reason, False, last, "home_teaching", record
    )


def _of_register_change(rows: Sequence[Row], _: StudentFile, on: Day) -> Iterator[Lasting]:
    for row in rows:
        kind = row.get("kind")
        since = first_day(row, "changed_on", "applied_on", "accepted_on")
        if kind not in BY_CHANGE or since > on.text:
            continue
        code, record = BY_CHANGE[kind], row.get("id") or ""
        if code == StatusCode.SUSPENDED:
            review = leave_review(since, "", "", on)
            reason = f"{since} 学籍异动：{_change(kind)}，没有休学记录"
            yield Lasting(code, since, review, reason, False, since, "register_change", record)
        elif not is_past(row, "completed_on", on):
            yield _transfer(row, since, on)


def _transfer(row: Row, since: str, on: Day) -> Lasting:
    """Return the state of a child on the way out; it is the other school's turn first."""
    accepted = row["accepted_on"] if is_past(row, "accepted_on", on) else ""
    step = accepted or row.get("applied_on") or since
    review = transfer_review(step if step <= on.text else since, on)
    where = f"转往{row['to_school']}" if row.get("to_school") else "转出"
    said = f"{accepted} 对方已接收，尚未办结" if accepted else "对方尚未接收"
    return Lasting(
        StatusCode.TRANSFERRING,
        since,
        review,
        f"{since} 起{where}，{said}",
        False,
        max(since, accepted),
        "register_change",
        row.get("id") or "",
    )


def _of_placement(rows: Sequence[Row], _: StudentFile, on: Day) -> Iterator[Lasting]:
    for row in rows:
        kind = row.get("placement") or ""
        since = first_day(row, "returned_on")
        # Without its first day, but with another: it tells of the end of something, not of this.
        if not row.get("returned_on") and any(row.get(key) for key in PLACEMENT_STEPS):
            continue
        if kind not in BY_PLACEMENT or since > on.text:
            continue
        code = BY_PLACEMENT[kind]
        if code in ON_LEAVE:
            review = leave_review(since, "", "", on)
        elif code == StatusCode.HOME_TAUGHT:
            review = taught_review(since, on)
        else:
            review = unverified_review(since, "", on)
        name = code_list("placement").name_of(kind)
        when = f"{since} " if row.get("returned_on") else "（未填日期）"
        reason = f"{when}安置方式：{name}，没有{RECORD_OF[code]}记录"
        yield Lasting(code, since, review, reason, False, since, "placement", row.get("id") or "")


def _of_relocation(rows: Sequence[Row], file: StudentFile, on: Day) -> Iterator[Lasting]:
    for row in rows:
        choice, record = row.get("choice_type"), row.get("id") or ""
        if choice == RelocationChoice.HOME_TAUGHT:
            since = row.get("moved_on") or earliest(*(row.get(key) or "" for key in _TOLD))
            since = since or first_day(row)
            # Until the old school has closed the child is still there.
            since = max(since, file.school.get("closed_on") or "")
            if since <= on.text:
                reason = f"{since} 起分流方式为送教上门，没有送教记录"
                review = taught_review(since, on)
                code = StatusCode.HOME_TAUGHT
                yield Lasting(code, since, review, reason, False, since, "relocation", record)
        elif choice == RelocationChoice.OUT_OF_COUNTY and _is_under_way(row, on):
            yield _out_of_county(row, record, on)


def _is_under_way(row: Row, on: Day) -> bool:
    return is_past(row, "moved_on", on) and not is_past(row, "register_moved_on", on)


def _out_of_county(row: Row, record: str, on: Day) -> Lasting:
    since = row["moved_on"]
    to = row.get("receiving_school") or "外县(省)学校"
    reason = f"{since} 分流到外县(省)就读（{to}），学籍尚未转接"
    review = transfer_review(since, on, sides=2)
    return Lasting(StatusCode.ELSEWHERE, since, review, reason, False, since, "relocation", record)


def _name(code: str) -> str:
    return code_list("status").name_of(code)


def _change(kind: str) -> str:
    return code_list("register_change").name_of(kind)


_States = Callable[[Sequence[Row], StudentFile, Day], Iterator[Lasting]]
STATES: dict[str, _States] = {
    "leave": _of_leave,
    "elsewhere": _of_elsewhere,
    "home_teaching": _of_home_teaching,
    "register_change": _of_register_change,
    "placement": _of_placement,
    "relocation": _of_relocation,
}
