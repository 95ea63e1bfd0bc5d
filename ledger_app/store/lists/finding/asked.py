"""A piece of a WHERE clause over `student_index`, and the one value of a filter that it is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple


class Condition(NamedTuple):
    """A piece of SQL and its parameters; `on_file`: it is about the row `s` of the child's file."""

    sql: str
    params: tuple[str, ...] = ()
    on_file: bool = False


@dataclass(frozen=True)
class Asked:
    """One value of a filter, on a day."""

    key: str
    value: str
    today: date

    def back(self, days: int) -> str:
        return (self.today - timedelta(days=days)).isoformat()

    def first(self) -> date | None:
        """Return the first day of what is called by a word, None for a number of days."""
        return {
            "week": self.today - timedelta(days=self.today.weekday()),
            "month": self.today.replace(day=1),
            "today": self.today,
        }.get(self.value)


def of_student(sql: str, *params: str) -> Condition:
    return Condition(sql, params, on_file=True)
