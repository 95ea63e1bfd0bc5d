"""What must agree in reports to the levels above and to authorities, times of day included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ledger_app.catalogue import Table
from ledger_app.catalogue.tables.dropout import DROPOUT
from ledger_app.catalogue.tables.harm import AUTHORITIES, HARM
from ledger_app.domain.checking.problem import Problem, error, warning
from ledger_app.domain.day import Day
from ledger_app.domain.standing.duties.reports import LEVELS, TOLD, WRITTEN
from ledger_app.domain.student_file import Row


def check_report_chain(row: Row, on: Day, student: Row | None) -> Iterator[Problem]:
    """Check the reports of a case: each with its day, those of one day in turn, one in writing."""
    yield from _in_turn(DROPOUT, row, *LEVELS)
    yield from _times_without_day(DROPOUT, row, TOLD)
    confirmed = row.get("confirmed_on")
    if confirmed and not (row.get(WRITTEN) or (row.get("reported_county_on") or "") >= confirmed):
        yield warning(
            WRITTEN,
            "已认定辍学，要书面报告县级教育部门（未成年人保护法第二十八条），请填书面报告日期。",
        )


def check_harm(row: Row, on: Day, student: Row | None) -> Iterator[Problem]:
    """Check a record of harm: told to somebody at once, and not before it was found."""
    reports = [f"{authority}_on" for authority in AUTHORITIES]
    for key in reports:
        yield from _in_turn(HARM, row, "found_on", key)
    yield from _times_without_day(HARM, row, reports)
    if not any(row.get(key) for key in reports):
        yield warning(
            reports[0], "还没有填向谁报告：应当立即向公安、民政、教育等部门报告，请填日期和时间。"
        )


def _in_turn(table: Table, row: Row, *keys: str) -> Iterator[Problem]:
    """Report each time of day before that of an earlier step of the same day."""
    before = ""
    for key in filter(row.get, keys):
        if before and row[key] == row[before]:
            early, late = (row.get(table.time_beside(each)) or "" for each in (key, before))
            if early and late and early < late:
                label, other = table.field(key).label, table.field(before).label
                yield error(key, f"“{label}”早于“{other}”，请核对同一天的时间。")
        before = key


def _times_without_day(table: Table, row: Row, keys: Iterable[str]) -> Iterator[Problem]:
    for key in keys:
        beside = table.time_beside(key)
        if row.get(beside) and not row.get(key):
            label, day = table.field(beside).label, table.field(key).label
            yield warning(key, f"填了“{label}”，还没填“{day}”。")
