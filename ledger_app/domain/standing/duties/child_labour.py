"""Whether a child is said to work where it should be at school: 义务教育法 §14."""

from __future__ import annotations

from ledger_app.catalogue.meanings import DropoutReason, DropoutWhereabouts, RiskCategory
from ledger_app.domain.dates import age_on, as_day
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads
from ledger_app.domain.standing.cases import Case
from ledger_app.domain.student_file import Row, StudentFile

# Nobody under sixteen may be employed (未成年人保护法 §61, 禁止使用童工规定 §2).
MAY_WORK_FROM = 16
LABOUR_READS: Reads = {
    "student": ("birth_date",),
    "dropout": ("dropout_reasons", "main_reason", "dropout_whereabouts"),
    "concern": ("risk_categories", "since_on", "until_on"),
}
_REASONS = {
    DropoutReason.TO_EARN: "外出务工挣钱",
    DropoutReason.EMPLOYED: "违法雇用",
}
_WHEREABOUTS = {
    DropoutWhereabouts.WORKS_IN_COUNTY: "在本县务工",
    DropoutWhereabouts.WORKS_IN_PROVINCE: "在省内县外务工",
    DropoutWhereabouts.WORKS_FAR_AWAY: "在省外务工",
}
SUSPECTED = "重点关注：务工童工嫌疑"


def may_work(student: Row, on: Day) -> bool:
    """Tell whether a child is old enough to be employed; of unknown age it is not."""
    born = as_day(student.get("birth_date"))
    return born is not None and age_on(born, on.date) >= MAY_WORK_FROM


def said_to_work(dropout: Row) -> str:
    """Return in words what a case says of work, "" for nothing."""
    chosen = (dropout.get("dropout_reasons") or "").split(",")
    reasons = (*chosen, dropout.get("main_reason") or "")
    said = [
        _WHEREABOUTS.get(dropout.get("dropout_whereabouts") or "", ""),
        *(words for code, words in _REASONS.items() if code in reasons),
    ]
    return "、".join(filter(None, said))


def is_about_work(concern: Row) -> bool:
    """Tell whether a concern names work."""
    return RiskCategory.AT_WORK in (concern.get("risk_categories") or "").split(",")


def may_be_at_work(file: StudentFile) -> bool:
    """Tell quickly whether a child could be said to work on some day."""
    return any(map(said_to_work, file.of("dropout"))) or any(map(is_about_work, file.of("concern")))


def works_since(file: StudentFile, live: Case | None, on: Day) -> tuple[str, str] | None:
    """Return since when a child is said to work ("" unknown) and by what, None if it is not.

    By an open case, or by a concern in force: a case that is over says what was.
    """
    if may_work(file.student, on):
        return None
    if live is not None and live.is_open and (said := said_to_work(live.dropout)):
        return live.since, said
    for row in file.of("concern"):
        since, until = row.get("since_on") or "", row.get("until_on") or "9"
        if is_about_work(row) and since <= on.text < until:
            return since, SUSPECTED
    return None
