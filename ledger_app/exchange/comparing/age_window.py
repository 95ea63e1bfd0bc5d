"""Who must be at school: the age on 31 August, by which lists of households are read.

义务教育法 §11: who is 6 on 31 August enters; the end is settable (15, 16, 17), domain.md §9.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger_app.domain.dates import as_day
from ledger_app.domain.day import Day

_SURVEYS_BEGIN = 6  # from June on a survey asks who is to enter in autumn


@dataclass(frozen=True)
class AgeWindow:
    """The ages that count: `first` up to and without `last`, on the day `on`."""

    on: date
    first: int
    last: int

    def why_outside(self, birth: str) -> str:
        """Return why a child need not be at school, "" for one that must, or of unknown age."""
        born = as_day(birth)
        if born is None:
            return ""
        age = self.on.year - born.year - ((born.month, born.day) > (8, 31))
        if age < self.first:
            return f"{self.on.isoformat()} 未满 {self.first} 周岁，还没有到入学年龄"
        if age >= self.last:
            return f"{self.on.isoformat()} 已满 {self.last} 周岁，超过义务教育年龄"
        return ""

    @property
    def words(self) -> str:
        """Return the window as it is told."""
        return f"{self.on.isoformat()} 满 {self.first} 周岁、不满 {self.last} 周岁"


def age_window(day: Day) -> AgeWindow:
    """Return the window of the school year that a day belongs to, or that its survey is for."""
    year = day.date.year - (day.date.month < _SURVEYS_BEGIN)
    calendar = day.calendar
    return AgeWindow(date(year, 8, 31), calendar.entry_age, calendar.leaving_age)
