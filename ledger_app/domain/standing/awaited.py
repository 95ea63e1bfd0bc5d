"""Children who were told to go to a receiving school and are not known to have come."""

from __future__ import annotations

from ledger_app.catalogue.meanings import RelocationChoice, SchoolStatus, StatusCode
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads, together
from ledger_app.domain.standing.case_status import Status, status
from ledger_app.domain.standing.cases import RELOCATION_READS, arrival_expected_on
from ledger_app.domain.student_file import Row, StudentFile

AWAITED_READS: Reads = together(
    RELOCATION_READS,
    {
        "relocation": ("moved_on", "choice_type", "origin_school", "receiving_school"),
        "school": ("name", "status", "closed_on"),
    },
)


def awaited(file: StudentFile, on: Day) -> Status | None:
    """Return the status of a child that should have arrived by a day, None if it is not awaited.

    An arrival later than the day it was expected elsewhere settles that.
    """
    today, since = on.text, ""
    for row in file.of("relocation"):
        if "" < (row.get("moved_on") or "") <= today:
            since = max(since, row["moved_on"])
    found = []
    for row in file.of("relocation"):
        expected = arrival_expected_on(row, file.school, on.calendar)
        if since < expected < today and _is_awaited(row, file.school, today):
            to = row.get("receiving_school")
            where = f"应到{to}" if to else "原学校撤并，尚未确定接收学校"
            found.append((expected, f"{where}，{expected} 起没有到校日期"))
    if not found:
        return None
    expected, said = min(found)
    return status(StatusCode.ABSENT, expected, said, grounds="relocation")


def _is_awaited(row: Row, school: Row, today: str) -> bool:
    """Tell whether a child has left the old school and is not known to be at the new one."""
    if (
        row.get("choice_type") == RelocationChoice.HOME_TAUGHT
        or "" < (row.get("moved_on") or "") <= today
    ):
        return False
    closed = (
        school.get("status") == SchoolStatus.CLOSED or (school.get("closed_on") or "9") <= today
    )
    return closed or not school.get("name") or school["name"] != row.get("origin_school")
