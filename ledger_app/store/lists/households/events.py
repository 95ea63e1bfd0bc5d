"""What happened in the houses of children: read beside their files, never kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ledger_app.catalogue.evidence_meanings import RegisterChange
from ledger_app.catalogue.meanings import YES, AbsentKind, PersuadeResult, RegisterStatus
from ledger_app.domain.day import Day
from ledger_app.domain.household import House
from ledger_app.domain.reads import Reads, together
from ledger_app.domain.standing.duties.house_events import EVENT_READS, REMEMBERED, TABLE, events_of
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.households.house import HOUSE_READS, houses_of
from ledger_app.store.lists.student_files import load_files

# Children with a record, or a mark of the register, that may be such an event: one too many is read
# for nothing, one too few has no line. Which calls are one is for house_events to say.
_POSSIBLE = """
    SELECT student_id FROM dropout WHERE deleted_at IS NULL
    UNION SELECT student_id FROM placement WHERE deleted_at IS NULL
        AND (relapse = ? OR relapsed_on IS NOT NULL)
    UNION SELECT student_id FROM elsewhere WHERE deleted_at IS NULL
    UNION SELECT student_id FROM register_change WHERE deleted_at IS NULL AND kind = ?
    UNION SELECT student_id FROM contact WHERE deleted_at IS NULL AND contacted_on >= ?
        AND (result IN (?, ?) OR content LIKE '%号%' OR content LIKE '%停机%'
            OR content LIKE '%已注销%' OR content LIKE '%不存在%')
    UNION SELECT id FROM student WHERE deleted_at IS NULL
        AND (register_status IN (?, ?) OR absent_kind = ?)
"""


def with_events(ledger: Ledger, file: StudentFile, house: House, on: Day) -> StudentFile:
    """Return a child's file with what happened to the others of its house."""
    mates = load_files(ledger, [mate.id for mate in house.mates]) if house.mates else ()
    events = [event for mate in mates for event in events_of(mate, on)]
    return with_these(file, events) if events else file


def asked_about(ledger: Ledger, on: Day, reads: Reads) -> Iterator[StudentFile]:
    """Yield the files of children in whose house something happened, `reads` of each."""
    wanted = together(EVENT_READS, HOUSE_READS)
    possible = load_files(ledger, ledger.column(_POSSIBLE, _of_interest(on)), reads=wanted)
    told = [(file, events) for file in possible if (events := events_of(file, on))]
    houses = houses_of(ledger, [file for file, _ in told]) if told else {}
    asked: dict[str, list[Row]] = {}
    for file, events in told:
        for mate in houses[file.student["id"]].mates:
            asked.setdefault(mate.id, []).extend(events)
    for file in load_files(ledger, list(asked), reads=reads):
        yield with_these(file, asked[file.student["id"]])


def _of_interest(on: Day) -> list[str]:
    nobody = [PersuadeResult.NOT_MET, PersuadeResult.LOST]
    marks = [
        RegisterStatus.FLAGGED_SUSPECTED,
        RegisterStatus.FLAGGED_DROPPED,
        AbsentKind.SUSPECTED_DROPOUT,
    ]
    return [YES, RegisterChange.OUT, on.later(-REMEMBERED), *nobody, *marks]


def with_these(file: StudentFile, events: list[Row]) -> StudentFile:
    """Return a file with what happened in its house."""
    return replace(file, records={**file.records, TABLE: events})
