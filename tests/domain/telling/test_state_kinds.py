"""Who stands on the ledgers of states that last, and what is said of each (L6; S10, S12)."""

from __future__ import annotations

import pytest

from ledger_app.domain.standing.lasting_states.lasting_state import AWAY as AWAY_CODES
from ledger_app.domain.standing.lasting_states.lasting_state import ON_LEAVE as LEAVE_CODES
from ledger_app.domain.standing.status import status_of
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.column_texts import Entry
from ledger_app.domain.telling.printable_columns import column_text
from ledger_app.domain.telling.record_kinds import record_kind
from tests.children import DAYS, files
from tests.days import the_day

AWAY = {"id": "e", "kind": "1", "from_on": "2026-03-01", "school_name": "南城小学"}
PROVEN = AWAY | {"verified_on": "2026-09-10", "proof": "在读证明"}
LEAVE = {"id": "l", "kind": "2", "from_on": "2026-03-01", "to_on": "2027-01-15"}
PLACED = {"id": "p", "placement": "14", "returned_on": "2026-09-01", "return_school": "县一小"}
MOVED = {"id": "r", "choice_type": "5", "moved_on": "2026-09-01", "receiving_school": "外县小学"}
UNFIT = {
    "id": "u", "closed_on": "2026-09-01", "close_reason": "5", "close_evidence": "鉴定书",
    "close_approver": "县教育局",
}  # fmt: skip
MARKED = {"in_school_status": "2", "absent_kind": "6"}

# The ledger, the child, its records, the day, and what is printed in each row.
ROWS = [
    ("elsewhere", {}, {"elsewhere": [PROVEN]}, "2026-10-01", ["南城小学 已核实 2027-03-15"]),
    ("elsewhere", {}, {"elsewhere": [PROVEN]}, "2026-09-09", ["南城小学 待核实 2026-03-08"]),
    ("elsewhere", {}, {"elsewhere": [PROVEN]}, "2027-03-20", ["南城小学 待核实 2027-03-15"]),
    ("elsewhere", {}, {"elsewhere": [AWAY]}, "2026-02-28", []),
    ("elsewhere", {}, {"elsewhere": [AWAY | {"ended_on": "2026-10-01"}]}, "2026-11-28",
     ["南城小学 已结束 "]),
    ("elsewhere", {}, {"elsewhere": [AWAY | {"ended_on": "2026-08-30"}]}, "2026-11-28", []),
    ("elsewhere", {}, {"placement": [PLACED]}, "2026-11-28", ["县一小 待核实 2026-09-08"]),
    ("elsewhere", {}, {"relocation": [MOVED]}, "2026-11-28", ["外县小学 待核实 2026-09-29"]),
    ("elsewhere", {}, {"relocation": [MOVED], "elsewhere": [PROVEN]}, "2026-11-28",
     ["南城小学 已核实 2027-03-15"]),
    ("elsewhere", MARKED, {}, "2026-11-28", [" 待核实 2026-09-08"]),
    ("elsewhere", {}, {"leave": [LEAVE]}, "2026-11-28", []),
    ("leave", {}, {"leave": [LEAVE]}, "2026-11-28", ["缓学 2027-01-15 2027-01-15"]),
    ("leave", {}, {"leave": [LEAVE | {"returned_on": "2026-11-01"}]}, "2026-11-28",
     ["缓学 2027-01-15 "]),
    ("leave", {}, {"leave": [LEAVE | {"returned_on": "2026-08-01"}]}, "2026-11-28", []),
    ("leave", {"register_status": "4"}, {}, "2026-11-28", ["休学  2026-09-08"]),
    ("leave", {}, {"placement": [PLACED | {"placement": "12"}]}, "2026-11-28",
     ["免学  2026-10-01"]),
    # Closed as unfit to study: for a year.
    ("leave", {}, {"dropout": [{"id": "d", "suspected_on": "2026-08-01"}], "placement": [UNFIT]},
     "2026-11-28", ["免学  2027-09-01"]),
]  # fmt: skip
COLUMNS = {
    "elsewhere": ("elsewhere.school_name", "核实情况", "应再核实日期"),
    "leave": ("休学种类", "leave.to_on", "应复核日期"),
}


def rows(key: str, file: StudentFile, day: str) -> list[str]:
    kind, on = record_kind(key), the_day(day)
    entries = [Entry(file, row, 1) for row in kind.entries(file, on)]
    texts = [column_text(source, kind) for source in COLUMNS[key]]
    return [" ".join(text(entry, on) for text in texts) for entry in entries]


@pytest.mark.parametrize(("key", "student", "records", "day", "expected"), ROWS)
def test_who_stands_on_the_ledger_and_what_it_says(key, student, records, day, expected):
    file = StudentFile({"id": "s", "opened_on": "2026-09-01", **student}, records)
    assert rows(key, file, day) == expected


def test_the_foot_counts_who_is_verified_and_who_is_not():
    kind, on = record_kind("elsewhere"), the_day("2026-10-01")
    for record, told in ((PROVEN, "已核实"), (AWAY, "待核实")):
        file = StudentFile({"id": "s"}, {"elsewhere": [record]})
        (row,) = kind.entries(file, on)
        assert kind.counted.of(Entry(file, row, 1), on) == (told,)


def may_have(kind, file) -> bool:
    """Tell whether the store would read this file for the ledger at all."""
    candidates = kind.candidates
    return any(map(file.of, candidates.tables)) or any(
        file.student.get(key) in values for key, values in candidates.marks.items()
    )


@pytest.mark.parametrize(("key", "codes"), [("elsewhere", AWAY_CODES), ("leave", LEAVE_CODES)])
def test_nobody_in_such_a_state_is_missing_from_its_ledger(key, codes):
    kind, met = record_kind(key), 0
    for file in files(4000, 5):
        for day in DAYS:
            on = the_day(day)
            if status_of(file, on).code in codes:
                assert kind.entries(file, on), (file.student, file.records, day)
                assert may_have(kind, file)
                met += 1
    assert met > 200
