"""A child that left one school and is not known to be at the next: asked at both, and above.

The standing of a file that has passed to another school is in standing/lasting_states/passed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.catalogue.meanings import StatusCode
from ledger_app.domain.reads import together
from ledger_app.domain.reminding.child_today import ChildToday, Due
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.standing.evidence import AT_SCHOOL, EVIDENCE_READS, all_evidence
from ledger_app.domain.standing.lasting_states.passed import gone_since, open_passage
from ledger_app.domain.standing.status import STATUS_READS
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.due_words import said_day

FILE_NOT_ARRIVED = "file_not_arrived"


def file_not_arrived(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children who left one school and are not known to be at the next, with both telephones.

    In sight at all schools and the township from the day they left; answered by 到校日期, or by
    somebody of a school who had the child before them since.
    """
    row = open_passage(child.file, child.today)
    is_copy = child.status == StatusCode.HANDED_OVER
    if row is None or (child.is_gone and not is_copy):
        return
    since = gone_since(row)
    seen = (each for each in all_evidence(child.file, child.today) if each.day > since)
    if any(each.grounds in AT_SCHOOL for each in seen):
        return
    left = _with_phone(row, "from", "原学校")
    to = row.get("to_name") or "接收学校"
    reason = (
        f"{said_day(since, child.today)} 离开{left}，"
        f"应到{_with_phone(row, 'to', '接收学校')}，至今没有到校日期"
    )
    yield Due(child.rule_day(rule, since), since, reason, row.get("id") or "", to)


def _with_phone(row: Row, side: str, unknown: str) -> str:
    name, phone = row.get(f"{side}_name") or unknown, row.get(f"{side}_phone")
    return f"{name}（电话 {phone}）" if phone else name


def _was_passed(file: StudentFile) -> bool:
    return bool(file.of("passage"))


TRIGGERS = {
    FILE_NOT_ARRIVED: Trigger(
        _was_passed,
        file_not_arrived,
        together(STATUS_READS, EVIDENCE_READS, {"passage": ("from_phone", "to_phone")}),
        "passage",
        in_sight=True,
        of_copies=True,
    ),
}
