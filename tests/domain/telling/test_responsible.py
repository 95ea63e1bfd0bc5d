"""Who answers for a child on a day."""

from __future__ import annotations

from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.responsible import TEACHERS, nearest, responsible
from tests.days import the_day

TODAY = the_day("2026-11-21")


def names(*rows, **more):
    records = {"responsibility": [dict(zip(FIELDS, row, strict=True)) for row in rows]}
    found = responsible(StudentFile({"id": "s1"}, records), TODAY, **more)
    return [row["helper_name"] for row in found]


FIELDS = ("helper_name", "pair_kind", "from_on", "to_on")


def test_the_nearest_kind_stands_first_then_the_newest():
    county = ("赵副县长", "1", "2026-11-01", None)
    old = ("李老师", "5", "2025-09-01", None)
    new = ("周老师", "5", "2026-09-01", None)
    assert names(old, new, county) == ["周老师", "李老师", "赵副县长"]


def test_last_years_and_next_months_people_do_not_answer_today():
    over = ("李老师", "5", "2025-09-01", "2026-07-15")
    last_day = ("周老师", "5", None, "2026-11-21")
    ahead = ("王老师", "5", "2026-11-22", None)
    assert names(over, last_day, ahead) == ["周老师"]


def test_somebody_with_a_name_is_asked_before_nobody():
    assert names((None, "5", "2026-09-01", None), ("李主任", "2", None, None)) == ["李主任", None]


def test_only_the_kinds_asked_for():
    county, unknown = ("赵副县长", "1", None, None), ("刘明", None, None, None)
    assert names(county, unknown, kinds=TEACHERS) == ["刘明"]
    assert nearest(StudentFile({"id": "s1"}), TODAY) is None
