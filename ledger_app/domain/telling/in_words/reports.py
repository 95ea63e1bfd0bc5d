"""Who has been told of a case so far, and when, in words."""

from __future__ import annotations

from ledger_app.catalogue import TABLES
from ledger_app.domain.day import Day
from ledger_app.domain.standing.duties.reports import LEVELS, reported_on
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.due_words import said_day


def said_reports(row: Row, since: str, on: Day) -> str:
    """Return who has been told so far: 已报中心校（10-21 09:30）、乡镇（10-22）; "" for nobody."""
    told = [
        f"{name}（{_said_moment(row, key, on)}）"
        for key, name in LEVELS.items()
        if reported_on(row, key, since, on)
    ]
    return f"已报{'、'.join(told)}" if told else ""


def _said_moment(row: Row, key: str, on: Day) -> str:
    time_of_day = row.get(TABLES["dropout"].time_beside(key)) or ""
    return f"{said_day(row[key], on)} {time_of_day}".rstrip()
