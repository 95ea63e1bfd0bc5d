"""Cases as they are printed: 疑似辍学 and 辍学."""

from __future__ import annotations

from ledger_app.catalogue.meanings import Presence, RegisterStatus
from ledger_app.domain.day import Day
from ledger_app.domain.standing.cases import (
    CASE_READS,
    Case,
    cases,
    in_dropout_ledger,
    in_suspected_ledger,
)
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.column_texts import Entry
from ledger_app.domain.telling.record_kinds.kind import Candidates, Counted, RecordKind

# A case comes from records, or from a mark in the register or the roster alone.
OFF_SCHOOL = Candidates(
    tables=("dropout", "placement"),
    marks={
        "register_status": (RegisterStatus.FLAGGED_SUSPECTED, RegisterStatus.FLAGGED_DROPPED),
        "in_school_status": (Presence.NOT_AT_SCHOOL, Presence.NEVER_ENROLLED),
    },
)


def _placement(entry: Entry) -> Row | None:
    return entry.case.placement if entry.case else None


def _newest(file: StudentFile, on: Day) -> Case | None:
    return next(reversed(cases(file, on)), None)


def _outcome(entry: Entry, on: Day) -> tuple[str, ...]:
    """Return how the case stands: 休学 or 转学 ends it without a return."""
    if entry.case is None or entry.case.is_open:
        return ("未返校",)
    return ("已返校",) if entry.case.back_on else ("未返校而已了结",)


_COUNTED = Counted(labels=("已返校", "未返校"), others=("未返校而已了结",), of=_outcome)

SUSPECTED = RecordKind(
    key="suspected",
    candidates=OFF_SCHOOL,
    entries=in_suspected_ledger,
    reads=CASE_READS,
    table="dropout",
    beside={"placement": _placement},
    newest=_newest,
    counted=_COUNTED,
)
DROPOUT = RecordKind(
    key="dropout",
    candidates=OFF_SCHOOL,
    entries=in_dropout_ledger,
    reads=CASE_READS,
    table="dropout",
    beside={"placement": _placement},
    newest=_newest,
    counted=_COUNTED,
)
