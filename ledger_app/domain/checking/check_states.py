"""What must agree inside the records of states that last: 休学, 在外就读, 送教, 学籍异动."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.catalogue.evidence_meanings import LeaveKind, RegisterChange
from ledger_app.catalogue.meanings import YES
from ledger_app.domain.checking.problem import Problem, day, error, note, warning
from ledger_app.domain.dates import add_months
from ledger_app.domain.day import Day
from ledger_app.domain.standing.lasting_states.review_days import LEAVE_MONTHS
from ledger_app.domain.student_file import Row

LONGEST_VISIT = 8  # lessons of one visit of 送教上门
_PAPERS = {
    RegisterChange.DEAD: "死亡证明",
    RegisterChange.GRADUATED: "毕业证号",
    RegisterChange.ABROAD: "出国（境）证明",
}


def check_leave(row: Row, on: Day, student: Row | None) -> Iterator[Problem]:
    """Check 休学, 缓学, 免学: approved for a year at most at a time (domain.md §2.16)."""
    begun, end = day(row, "from_on"), day(row, "to_on")
    if begun and end and end > add_months(begun, LEAVE_MONTHS):
        text = "一次最多批准一年，请按批准的期限填；继续休学的，到期重新批准，另登一条。"
        yield warning("to_on", text)
    if end and (look := day(row, "renew_by_on")) and look > end:
        yield warning("renew_by_on", "复核日期晚于期满日期，会按期满日期提醒，请核对。")
    if row.get("kind") == LeaveKind.EXEMPT:
        text = "法律只有缓学和休学，没有“免学”（义务教育法第十一条）；请写明批准机关，每年复核。"
        yield note("kind", text)
    if end and end < on.date and not row.get("returned_on"):
        yield warning("returned_on", "已经期满：复学的填这一天；重新批准的，另登一条。")


def check_elsewhere(row: Row, on: Day, student: Row | None) -> Iterator[Problem]:
    """Check that who is said to be taught elsewhere is proven to be, by somebody, on a day."""
    proof, verified = (row.get("proof") or "").strip(), row.get("verified_on")
    if verified and not proof:
        yield warning("proof", "填了核实日期，还没有在读佐证，仍算“待核实”。")
    if proof and not verified:
        yield warning("verified_on", "有在读佐证，请填核实日期；没有日期仍算“待核实”。")
    if verified:
        for key, label in (("verified_by", "核实人"), ("verified_how", "核实方式")):
            if not row.get(key):
                yield warning(key, f"已经核实，请填{label}。")
    if row.get("register_moved") == YES and not row.get("ended_on"):
        text = "学籍已转接的，请登记学籍异动“转学(转出)”和办结日期，再填这里的结束日期。"
        yield warning("register_moved", text)


def check_home_teaching(row: Row, on: Day, student: Row | None) -> Iterator[Problem]:
    """Check one visit of 送教上门."""
    hours = row.get("hours")
    if hours not in (None, "") and not 0 < hours <= LONGEST_VISIT:
        yield warning("hours", f"一次送教一般 1 至 3 课时，{hours:g} 课时不合常理，请核对。")


def check_register_change(row: Row, on: Day, student: Row | None) -> Iterator[Problem]:
    """Check a change in the register: its days, the other school, its paper."""
    kind = row.get("kind")
    from_school, to_school = row.get("from_school"), row.get("to_school")
    if kind == RegisterChange.OUT and not to_school:
        yield error("to_school", "转学(转出)要写转入学校；不知道去向的，不能算转学。")
    if kind == RegisterChange.IN and not from_school:
        yield warning("from_school", "转学(转入)要写转出学校。")
    if kind in (RegisterChange.OUT, RegisterChange.IN) and from_school and from_school == to_school:
        yield error("to_school", "转入学校与转出学校相同，请核对。")
    if kind in _PAPERS and not (row.get("paper_no") or "").strip():
        yield error("paper_no", f"请写明{_PAPERS[kind]}；没有证明，孩子不能离开台账。")
