"""The invented township while it is being made: its records, and names and numbers for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from ledger_app.domain import identity
from ledger_app.domain.calendar import SchoolCalendar

Record = dict[str, Any]


@dataclass
class Township:
    """The invented township while it is being made: its schools, and records by table.

    `records` are of the schools that are being filled; what was written before is forgotten.
    """

    rng: Random
    today: date
    calendar: SchoolCalendar
    words: dict[str, Any]
    schools: list[Record] = field(default_factory=list)
    records: dict[str, list[Record]] = field(default_factory=dict)
    sequences: dict[str, int] = field(default_factory=dict)

    def add(self, table: str, record: Record) -> Record:
        """Keep one record; ids come from the seed."""
        record = self._with_id(record)
        self.records.setdefault(table, []).append(record)
        return record

    def add_school(self, record: Record) -> Record:
        """Keep one school."""
        self.schools.append(self._with_id(record))
        return self.schools[-1]

    def _with_id(self, record: Record) -> Record:
        return {"id": f"{self.rng.getrandbits(128):032x}", **record}

    def person(self, sex: str, surname: str = "") -> str:
        """Return an invented name."""
        given = self.words["boys" if sex == "1" else "girls"]
        if not surname:
            rare = self.rng.random() < 0.02
            surname = self.rng.choice(self.words["compound_surnames" if rare else "surnames"])
        return surname + "".join(self.rng.choices(given, k=1 if self.rng.random() < 0.2 else 2))

    def phone(self) -> str:
        """Return an invented mobile number."""
        return f"1{self.rng.choice('35789')}{self.rng.randrange(10**9):09d}"

    def id_number(self, born: date, sex: str) -> str:
        """Return an ID number of the unassigned region that passes GB 11643; never twice."""
        day = born.strftime("%Y%m%d")
        number = self.sequences.get(day + sex, 1 if sex == "1" else 0)
        self.sequences[day + sex] = number + 2
        body = f"529901{day}{number % 1000:03d}"
        return body + identity.check_digit(body)
