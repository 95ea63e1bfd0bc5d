"""States that last have an end: which one stands on a day, and when somebody must look again.

Sources: domain.md §2.15, §2.16, §2.19, §5.2; findings S9, S10, S12, S21.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from ledger_app.domain.reads import NotRead
from ledger_app.domain.standing.lasting_states.lasting import (
    LASTING_READS,
    Lasting,
    lasting,
    may_last,
)
from ledger_app.domain.standing.status import status_of
from ledger_app.domain.student_file import StudentFile
from tests.children import DAYS, files
from tests.days import the_day
from tests.narrow import narrowed, unnoticed

FILES = list(files(3000, 11))
NAMES = {
    "13": "休学", "14": "缓学", "15": "免学", "29": "在外待核实", "12": "在外已核实",
    "16": "送教", "26": "专门学校", "25": "转出中",
}  # fmt: skip


def child(student=None, **records) -> StudentFile:
    rows = {
        table: [{"id": f"{table}{n}", **row} for n, row in enumerate(kept)]
        for table, kept in records.items()
    }
    return StudentFile({"id": "s", "opened_on": "2026-09-01", **(student or {})}, rows)


def told(file: StudentFile, day: str) -> str:
    """Return 状态 since → review, "-" for none; * for a mark."""
    found = lasting(file, the_day(day))
    if found is None:
        return "-"
    return f"{NAMES[found.code]}{'*' * found.by_mark} {found.since} → {found.review_on}"


LEAVE = {"kind": "1", "from_on": "2026-03-01", "to_on": "2027-01-15"}
ENDED = LEAVE | {"returned_on": "2026-09-01"}
AWAY = {"kind": "1", "from_on": "2026-09-01", "school_name": "南城小学"}
PROVEN = AWAY | {"verified_on": "2026-09-10", "proof": "在读证明"}
OUT = {"kind": "21", "changed_on": "2026-09-07", "to_school": "南城小学"}

# What is written, the day asked, what stands since when and until when somebody must look.
STORIES = [
    # 休学, 缓学, 免学
    ({"leave": [LEAVE]}, "2026-02-28", "-"),
    ({"leave": [LEAVE]}, "2026-03-01", "休学 2026-03-01 → 2027-01-15"),
    ({"leave": [LEAVE]}, "2028-03-01", "休学 2026-03-01 → 2027-01-15"),
    ({"leave": [ENDED]}, "2026-08-31", "休学 2026-03-01 → 2027-01-15"),
    ({"leave": [ENDED]}, "2026-09-01", "-"),
    ({"leave": [LEAVE | {"renew_by_on": "2026-12-01"}]},
     "2026-09-01", "休学 2026-03-01 → 2026-12-01"),
    ({"leave": [LEAVE | {"renew_by_on": "2027-06-01"}]},
     "2026-09-01", "休学 2026-03-01 → 2027-01-15"),
    ({"leave": [LEAVE | {"to_on": "2029-01-15"}]}, "2026-09-01", "休学 2026-03-01 → 2027-03-01"),
    ({"leave": [LEAVE | {"to_on": None}]}, "2026-09-01", "休学 2026-03-01 → 2026-03-31"),
    ({"leave": [LEAVE | {"to_on": "2025-01-15"}]}, "2026-09-01", "休学 2026-03-01 → 2025-01-15"),
    ({"leave": [LEAVE | {"kind": "2"}]}, "2026-09-01", "缓学 2026-03-01 → 2027-01-15"),
    ({"leave": [LEAVE | {"kind": "3"}]}, "2026-09-01", "免学 2026-03-01 → 2027-01-15"),
    ({"leave": [{"kind": "1"}]}, "2026-09-01", "休学  → 2026-09-01"),
    ({"leave": [LEAVE, {"kind": "1", "from_on": "2027-01-16", "to_on": "2027-07-01"}]},
     "2027-02-01", "休学 2027-01-16 → 2027-07-01"),
    ({"register_change": [{"kind": "11", "changed_on": "2026-03-01"}]},
     "2026-09-01", "休学 2026-03-01 → 2026-03-31"),
    ({"leave": [LEAVE], "register_change": [{"kind": "11", "changed_on": "2026-03-05"}]},
     "2026-09-01", "休学 2026-03-01 → 2027-01-15"),
    ({"leave": [LEAVE], "register_change": [{"kind": "12", "changed_on": "2026-09-01"}]},
     "2026-09-02", "-"),
    ({"leave": [LEAVE], "placement": [{"returned_on": "2026-09-01", "placement": "1"}]},
     "2026-09-02", "-"),
    ({"leave": [LEAVE], "placement": [{"returned_on": "2026-09-01", "placement": "10"}]},
     "2026-09-02", "休学 2026-03-01 → 2027-01-15"),
    ({"placement": [{"returned_on": "2026-09-01", "placement": "10"}]},
     "2026-09-02", "休学 2026-09-01 → 2026-10-01"),
    ({"placement": [{"placement": "11"}]}, "2026-09-02", "缓学  → 2026-09-02"),
    # 在外就读, 专门学校: proof and its day, for a term
    ({"elsewhere": [AWAY]}, "2026-09-20", "在外待核实 2026-09-01 → 2026-09-08"),
    ({"elsewhere": [AWAY | {"verified_on": "2026-09-10"}]}, "2026-09-20",
     "在外待核实 2026-09-01 → 2026-09-08"),
    ({"elsewhere": [PROVEN]}, "2026-09-20",
     "在外已核实 2026-09-01 → 2027-03-15"),
    ({"elsewhere": [PROVEN]}, "2027-03-15",
     "在外待核实 2026-09-01 → 2027-03-15"),
    ({"elsewhere": [AWAY | {"verified_on": "2026-10-10", "proof": "在读证明"}]}, "2026-10-09",
     "在外待核实 2026-09-01 → 2026-09-08"),
    ({"elsewhere": [PROVEN | {"verify_by_on": "2026-12-01"}]},
     "2026-09-20", "在外已核实 2026-09-01 → 2026-12-01"),
    ({"elsewhere": [PROVEN | {"verify_by_on": "2030-12-01"}]},
     "2026-09-20", "在外已核实 2026-09-01 → 2027-03-15"),
    ({"elsewhere": [AWAY | {"ended_on": "2026-10-01"}]}, "2026-10-01", "-"),
    ({"elsewhere": [AWAY | {"kind": "3", "proof": "决定书", "verified_on": "2026-09-01"}]},
     "2026-10-01", "专门学校 2026-09-01 → 2027-03-15"),
    ({"placement": [{"returned_on": "2026-09-01", "placement": "14"}]}, "2026-09-02",
     "在外待核实 2026-09-01 → 2026-09-08"),
    ({"placement": [{"returned_on": "2026-09-01", "placement": "13"}]}, "2026-09-02",
     "专门学校 2026-09-01 → 2026-09-08"),
    ({"relocation": [{"choice_type": "5", "moved_on": "2026-09-01"}]}, "2026-09-02",
     "在外待核实 2026-09-01 → 2026-09-29"),
    ({"relocation": [{"choice_type": "5", "moved_on": "2026-09-01",
     "register_moved_on": "2026-09-20"}]},
     "2026-09-20", "-"),
    # 送教上门
    ({"placement": [{"returned_on": "2026-09-01", "placement": "9"}]}, "2026-09-02",
     "送教 2026-09-01 → 2026-09-16"),
    ({"relocation": [{"choice_type": "7", "moved_on": "2026-09-01"}]}, "2026-09-02",
     "送教 2026-09-01 → 2026-09-16"),
    ({"relocation": [{"choice_type": "7", "moved_on": "2026-09-01"}],
      "home_teaching": [{"taught_on": "2026-09-10"}, {"taught_on": "2026-09-20"}]},
     "2026-10-01", "送教 2026-09-10 → 2026-10-05"),
    ({"home_teaching": [{"taught_on": "2026-07-10"}]},
     "2026-07-11", "送教 2026-07-10 → 2026-09-01"),
    ({"home_teaching": [{"taught_on": "2026-09-10"}],
      "placement": [{"returned_on": "2026-10-01", "placement": "7"}]}, "2026-10-02", "-"),
    # 转出中: ten working days each side
    ({"register_change": [OUT]}, "2026-09-08", "转出中 2026-09-07 → 2026-09-21"),
    ({"register_change": [OUT | {"accepted_on": "2026-09-18"}]}, "2026-09-20",
     "转出中 2026-09-07 → 2026-10-02"),
    ({"register_change": [OUT | {"completed_on": "2026-09-30"}]}, "2026-09-30", "-"),
    ({"register_change": [OUT, {"kind": "12", "changed_on": "2026-09-15"}]}, "2026-09-16", "-"),
    # begun on the day of a return: in doubt it stands, and somebody looks
    ({"leave": [LEAVE], "placement": [{"returned_on": "2026-03-01", "placement": "1"}]},
     "2026-09-02", "休学 2026-03-01 → 2027-01-15"),
    # of several the newest begun; one that is over does not come back
    ({"leave": [LEAVE], "elsewhere": [AWAY]}, "2026-09-20", "在外待核实 2026-09-01 → 2026-09-08"),
    ({"leave": [LEAVE], "elsewhere": [AWAY | {"ended_on": "2026-10-01"}]}, "2026-10-02",
     "休学 2026-03-01 → 2027-01-15"),
    ({"leave": [LEAVE], "register_change": [{"kind": "51", "changed_on": "2026-10-01"}]},
     "2026-10-02", "-"),
]  # fmt: skip

MARKS = [
    ({"register_status": "4"}, "2026-09-02", "休学* 2026-09-01 → 2026-09-08"),
    ({"register_status": "4", "marked_on": "2026-10-01"}, "2026-09-30", "-"),
    ({"register_status": "4", "marked_on": "2026-10-01"},
     "2026-10-01", "休学* 2026-10-01 → 2026-10-08"),
    ({"register_status": "3"}, "2026-09-02", "转出中* 2026-09-01 → 2026-09-15"),
    ({"in_school_status": "2", "absent_kind": "3"}, "2026-09-02", "休学* 2026-09-01 → 2026-09-08"),
    ({"in_school_status": "2", "absent_kind": "4"},
     "2026-09-02", "专门学校* 2026-09-01 → 2026-09-08"),
    ({"in_school_status": "2", "absent_kind": "5"},
     "2026-09-02", "在外待核实* 2026-09-01 → 2026-09-08"),
    ({"absent_kind": "6"}, "2026-09-02", "在外待核实* 2026-09-01 → 2026-09-08"),
    ({"in_school_status": "1", "absent_kind": "6"}, "2026-09-02", "-"),
    ({"in_school_status": "2", "absent_kind": "1"}, "2026-09-02", "-"),
    ({"study_mode": "3"}, "2026-09-02", "送教* 2026-09-01 → 2026-09-08"),
    ({"special_placement": "4"}, "2026-09-02", "送教* 2026-09-01 → 2026-09-08"),
    ({"special_placement": "3"}, "2026-09-02", "在外待核实* 2026-09-01 → 2026-09-08"),
    ({"special_placement": "8"}, "2026-09-02", "-"),
    ({"register_status": "4", "opened_on": None}, "2026-09-02", "休学*  → 2026-09-02"),
]  # fmt: skip


@pytest.mark.parametrize(("records", "day", "expected"), STORIES)
def test_a_state_stands_from_its_first_day_until_it_is_over(records, day, expected):
    assert told(child(**records), day) == expected


@pytest.mark.parametrize(("marks", "day", "expected"), MARKS)
def test_a_mark_holds_for_a_few_days_only(marks, day, expected):
    assert told(child(marks), day) == expected


def test_a_mark_older_than_the_return_is_over_a_younger_one_counts():
    back = {"leave": [LEAVE | {"returned_on": "2026-09-05"}]}
    older = child({"register_status": "4", "marked_on": "2026-09-01"}, **back)
    younger = child({"register_status": "4", "marked_on": "2026-10-01"}, **back)
    assert told(older, "2026-11-01") == "-"
    assert told(younger, "2026-11-01") == "休学* 2026-10-01 → 2026-10-08"


def test_a_child_of_a_special_school_is_not_away_from_it():
    marked = child({"special_placement": "3"})
    assert told(replace(marked, school={"kind": "7"}), "2026-09-02") == "-"


def test_exemption_says_that_the_law_does_not_know_it():
    found = lasting(child(leave=[LEAVE | {"kind": "3"}]), the_day("2026-09-01"))
    assert found
    assert "法律只有缓学和休学" in found.reason


def test_every_state_says_why_and_has_a_day_to_look_again():
    told_of = 0
    for file in FILES:
        for day in DAYS:
            if found := lasting(file, the_day(day)):
                assert found.code in NAMES
                assert found.reason
                assert found.since <= day
                assert len(found.review_on) == 10
                told_of += 1
    assert told_of > 1000


def test_no_state_lasts_longer_than_a_year_without_being_looked_at():
    for file in FILES:
        for found in _found(file):
            begun = max(found.since, found.confirmed_on)
            assert not begun or int(found.review_on[:4]) - int(begun[:4]) <= 1


def test_the_order_of_entry_changes_nothing():
    rng = Random(5)
    for file in FILES:
        mixed = {table: rng.sample(rows, len(rows)) for table, rows in file.records.items()}
        assert _found(replace(file, records=mixed)) == _found(file)


def test_it_names_what_it_reads_neither_less_nor_more():
    for file in FILES:
        assert _found(narrowed(file, LASTING_READS)) == _found(file)
        assert may_last(narrowed(file, LASTING_READS)) == may_last(file)
    assert unnoticed(_found, LASTING_READS, LASTING_READS, FILES) == []
    with pytest.raises(NotRead):
        _found(narrowed(FILES[0], LASTING_READS | {"student": ("opened_on",)}))


def test_what_may_never_last_has_no_state():
    assert not any(_found(file) for file in FILES if not may_last(file))


GRADUATED = {"kind": "91", "changed_on": "2026-07-01", "paper_no": "毕业证 2026-031"}


@pytest.mark.parametrize(
    ("student", "is_gone"),
    [
        (
            {"grade": "6", "birth_date": "2014-05-01"},
            False,
        ),  # 小升初
        ({"grade": "7", "birth_date": "2014-05-01"}, False),
        ({"grade": "9", "birth_date": "2014-05-01"}, False),  # that of grade six, years ago
        ({"grade": "10", "birth_date": "2011-05-01"}, True),
        ({"grade": "9", "birth_date": "2011-05-01"}, True),
        ({"grade": "9"}, True),
        ({"birth_date": "2011-05-01"}, True),
        ({"birth_date": "2016-05-01"}, False),
    ],
)
def test_only_the_end_of_nine_years_lets_a_child_go(student, is_gone):
    file = child(student, register_change=[GRADUATED])
    found = status_of(file, the_day("2026-09-20"))
    assert (found.name == "毕业") == is_gone
    assert is_gone or found.name == "未核实"


def _found(file: StudentFile) -> list[Lasting]:
    return [found for day in DAYS if (found := lasting(file, the_day(day)))]
