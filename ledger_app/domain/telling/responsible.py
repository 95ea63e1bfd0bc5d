"""Who answers for a child on a day."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.catalogue.meanings import PairKind
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads
from ledger_app.domain.student_file import Row, StudentFile

# Nearest to the child first; "" is somebody of whom nothing more is known.
NEAREST = (
    *(PairKind.TEACHER, PairKind.SCHOOL, PairKind.VILLAGE, PairKind.TOWNSHIP, PairKind.COUNTY),
    "",
)
TEACHERS = (PairKind.TEACHER, "", PairKind.SCHOOL)
RESPONSIBLE_READS: Reads = {"responsibility": ("from_on", "to_on", "pair_kind", "helper_name")}


def responsible(file: StudentFile, on: Day, kinds: Sequence[str] = NEAREST) -> list[Row]:
    """Return the records in force of these kinds: the nearest kind first, then the newest.

    A record that names nobody comes last: it tells how to reach a place, not who answers.
    """
    rows = [
        row
        # The sort below is stable: newest first here is newest first within each kind.
        for row in reversed(file.of("responsibility"))
        if (row.get("from_on") or "") <= on.text <= (row.get("to_on") or "9")
        and (row.get("pair_kind") or "") in kinds
    ]
    return sorted(
        rows, key=lambda row: (not row.get("helper_name"), kinds.index(row.get("pair_kind") or ""))
    )


def nearest(file: StudentFile, on: Day, kinds: Sequence[str] = NEAREST) -> Row | None:
    """Return the record of the one person to ask first, None if there is nobody."""
    return next(iter(responsible(file, on, kinds)), None)
