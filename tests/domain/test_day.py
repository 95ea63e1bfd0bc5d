"""A day carries its school calendar: nothing that is counted in school days knows another one."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

import ledger_app
from ledger_app import paths
from ledger_app.domain.calendar import SchoolCalendar, Term
from ledger_app.domain.reminding.reminders import reminders
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.standing.cases import cases, days_missed
from ledger_app.domain.standing.status import status_of
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.due_words import day_line
from ledger_app.domain.telling.printable_columns import Entry, column_text
from ledger_app.domain.telling.record_kinds import record_kind
from tests.days import ORDINARY, the_day

RULES = load_rules(paths.resources() / "rules")
# A week without school from Monday, 2 November; the spring term is known to begin on 8 March.
HOLIDAYS = SchoolCalendar(
    days_off=frozenset(date(2026, 11, 2) + timedelta(days=n) for n in range(5)),
    terms=frozenset(
        {
            Term(date(2026, 8, 31), date(2027, 1, 15), 2026, 1),
            Term(date(2027, 3, 8), date(2027, 7, 9), 2026, 2),
        }
    ),
    known_years=frozenset({2026, 2027}),
)
MISSED = StudentFile(
    {"id": "s1", "name": "阿依"},
    {"dropout": [{"id": "d1", "last_attended": "2026-10-30", "is_suspected": "1"}]},
)
TOLD_IN_SUMMER = StudentFile(
    {"id": "s2", "name": "巴哈"},
    {"relocation": [{"id": "r1", "notified_on": "2026-07-20", "origin_school": "甲校"}]},
)


def answers(calendar):
    """Return what is counted in school days, terms and weeks by one calendar."""
    day = the_day("2026-11-12", calendar)
    (case,) = cases(MISSED, day)
    due = reminders([MISSED, TOLD_IN_SUMMER], RULES, day)
    days = {each.rule: each.due_on for each in due if each.student}
    reason = next(each.reason for each in due if each.rule == "suspected_3")
    return {
        "missed": days_missed(case, day),
        "printed": column_text("缺课天数", record_kind("dropout"))(Entry(MISSED, case, 1), day),
        "told": int(re.findall("缺课 ([0-9]+) 个", reason)[0]),
        "report due": days["suspected_3"],
        "arrival due": days["relocated_not_arrived"],
        "arrival": status_of(TOLD_IN_SUMMER, day).since,
        "head": day_line(day),
    }


def test_days_missed_days_due_and_weeks_are_those_of_the_calendar_that_was_given():
    usual = {
        "missed": 9, "printed": "9", "told": 9, "report due": "2026-11-04",
        "arrival due": "2026-09-01", "arrival": "2026-09-01",
        "head": "11月12日 星期四 · 第一学期第11周",
    }  # fmt: skip
    other = {
        "missed": 4, "printed": "4", "told": 4, "report due": "2026-11-11",
        "arrival due": "2026-08-31", "arrival": "2026-08-31",
        "head": "11月12日 星期四 · 第一学期第11周",
    }  # fmt: skip
    # In turn: what one calendar has answered must not be remembered for the other.
    assert [answers(each) for each in (ORDINARY, HOLIDAYS, ORDINARY, HOLIDAYS)] == [
        usual, other, usual, other
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("on", "calendar", "head"),
    [
        ("2026-11-03", SchoolCalendar(), "11月3日 星期二 · 第一学期第10周 · 校历未录"),
        ("2026-11-03", HOLIDAYS, "11月3日 星期二 · 第一学期第10周 · 非上课日"),
        ("2026-08-31", HOLIDAYS, "8月31日 星期一 · 第一学期第1周"),
        ("2027-01-15", HOLIDAYS, "1月15日 星期五 · 第一学期第20周"),
        ("2027-01-18", HOLIDAYS, "1月18日 星期一 · 寒假"),
        ("2027-03-15", HOLIDAYS, "3月15日 星期一 · 第二学期第2周"),
        ("2027-03-15", ORDINARY, "3月15日 星期一 · 第二学期"),
        ("2027-07-10", HOLIDAYS, "7月10日 星期六 · 暑假"),
        ("2028-07-20", HOLIDAYS, "7月20日 星期四 · 暑假 · 校历未录"),
    ],
)
def test_the_head_of_the_day_says_term_week_holidays_and_what_is_not_recorded(on, calendar, head):
    assert day_line(the_day(on, calendar)) == head


def test_only_the_open_ledger_says_which_calendar_is_in_force():
    root = Path(ledger_app.__file__).parent
    making = re.compile(r"SchoolCalendar\(|=SchoolCalendar\b")
    makers = [
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*.py"))
        if making.search(path.read_text(encoding="utf-8"))
    ]
    assert makers == [
        "actions/code_book/where_printed.py",  # of invented children, whom no ledger has
        "domain/school_year/calendar_entries.py",
    ]
    assert "calendar_of(" not in "".join(
        path.read_text(encoding="utf-8")
        for path in root.rglob("*.py")
        if path.name not in ("ledger.py", "calendar_entries.py")
    )
