"""The public holidays the program brings, and that it knows which years it does not have."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import ledger_app
from ledger_app.catalogue.holidays import announced_years, public_days


def test_every_announced_year_has_all_its_holidays():
    names = {"元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}
    assert sorted(announced_years()) == list(range(2010, 2027))
    for year in announced_years():
        named = {each.name for each in public_days() if f"{year}年" in each.source}
        # In 2012, 2020 and such, 中秋节 is one of the days of 国庆节.
        assert names - named <= {"中秋节"}, year


def test_each_day_is_there_once_and_only_weekends_are_made_up():
    days = [each.day for each in public_days()]
    assert days == sorted(set(days))
    assert all(each.day.weekday() >= 5 for each in public_days() if not each.is_off)
    assert all("国务院" in each.source for each in public_days())


def test_the_days_of_2026_are_those_of_the_notice():
    year = {each.day: each.is_off for each in public_days()}
    national = [date(2026, 10, 1) + timedelta(days=n) for n in range(7)]
    assert all(year[day] for day in national)
    assert not year[date(2026, 9, 20)]
    assert not year[date(2026, 10, 10)]
    assert date(2026, 10, 8) not in year


def test_no_part_of_the_program_needs_the_package_they_were_taken_from():
    sources = Path(ledger_app.__file__).parent.rglob("*.py")
    imports = "import chinese_" + "calendar"
    assert not [path for path in sources if imports in path.read_text(encoding="utf-8")]
    assert "chinese_calendar" not in sys.modules
