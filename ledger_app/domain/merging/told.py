"""What a ledger tells another of its records: plain values, as they lie in a package.

Records are known across ledgers by their id, schools and classes by official code: `school:CODE`,
`class:CODE:GRADE:CLASS`. A value of Kind.SCHOOL is such a `school:` name, too, never an id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Told:
    """One living record. `values` holds filled fields only: a key that is not there is empty.

    `student` is the child it belongs to (its own id for a student, None for a record of the unit).
    Times are `YYYY-MM-DD HH:MM:SS` by the clock of whoever wrote, for people to read: they decide
    nothing. `unit` is the code of the unit in whose ledger it was begun.
    """

    table: str
    id: str
    student: str | None
    values: Mapping[str, Any]
    made_at: str = ""
    changed_at: str = ""
    author: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that was deleted: who did it, when and why."""

    table: str
    id: str
    student: str | None
    at: str = ""
    author: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was decided of a difference: `kept` stays, `refused` was the other side's value.

    `field` is empty where it was asked whether the record stays. Values are stored ones.
    """

    table: str
    record: str
    student: str | None
    field: str
    kept: Any
    refused: Any
    reason: str = ""
    author: str = ""
    on: str = ""


@dataclass(frozen=True)
class State:
    """All that one ledger tells of what it keeps, by id. `withheld` are (table, key) not told.

    A withheld table is (table, "*"). `away` are children whose files are kept elsewhere by now:
    their reading copies are not told, once all that was written there is. `named` says what the
    schools are called that records name: one of them may be unknown at the other end.
    Of a difference that waits here for a person, a receipt tells the other side's value (or
    tombstone), as if it had been taken: nobody is asked below what is not decided above.
    Of an answer about a whole record, `kept` and `refused` are True or None (`terms.answered`).
    """

    living: Mapping[str, Told] = field(default_factory=dict)
    gone: Mapping[str, Gone] = field(default_factory=dict)
    withheld: frozenset[tuple[str, str]] = frozenset()
    answers: tuple[Answer, ...] = ()
    away: frozenset[str] = frozenset()
    named: Mapping[str, str] = field(default_factory=dict)
