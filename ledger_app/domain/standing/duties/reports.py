"""Who was told of a child that is out of school, level by level, and when.

A report counts for what had happened by its day: one of an earlier case says nothing of this one,
one of the suspicion is no report of the confirmed dropout (未成年人保护法 §28).
"""

from __future__ import annotations

from ledger_app.catalogue import TABLES
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads
from ledger_app.domain.student_file import Row

# One above the other; the last is the education department of the county.
LEVELS = {
    "reported_school_on": "学校",
    "reported_center_on": "中心校",
    "reported_township_on": "乡镇",
    "reported_county_on": "县级",
}
WRITTEN = "written_report_on"
TOLD = {**LEVELS, WRITTEN: "书面报告"}
REPORT_READS: Reads = {
    "dropout": (*LEVELS, *(TABLES["dropout"].time_beside(key) for key in LEVELS)),
}


def reported_on(row: Row, key: str, since: str, on: Day) -> str:
    """Return the day of a report from `since` up to `on`, "" if there is none."""
    day = row.get(key) or ""
    return day if since <= day <= on.text else ""
