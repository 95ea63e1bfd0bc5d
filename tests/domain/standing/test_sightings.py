"""The day on which somebody saw a child last: what counts as seeing, and what does not."""

from __future__ import annotations

from itertools import permutations

import pytest

from ledger_app.domain.standing.sightings import SEEN_READS, Seen, last_seen, sightings
from ledger_app.domain.student_file import StudentFile
from tests.children import DAYS, files
from tests.days import the_day
from tests.narrow import narrowed, unnoticed

ON = the_day("2026-11-28")


def child(**records):
    return StudentFile({"id": "s1", "name": "王甲"}, records)


# The record; the day, by whom and how the child was seen, None: nobody saw it.
RECORDS = [
    ("roll_call", {"held_on": "2026-09-01", "kind": "1", "taken_by": "张老师"},
     ("2026-09-01", "张老师", "报到")),
    ("roll_call", {"held_on": "2026-11-06", "kind": "3"}, ("2026-11-06", "", "考试")),
    ("sighting", {"seen_on": "2026-10-12", "kind": "1", "seen_by": "李村长"},
     ("2026-10-12", "李村长", "到校见到")),
    ("sighting", {"seen_on": "2026-10-12", "kind": "2"}, ("2026-10-12", "", "家访见到")),
    ("sighting", {"seen_on": "2026-10-12", "kind": "4"}, ("2026-10-12", "", "视频见到")),
    ("sighting", {"seen_on": "2026-10-12", "kind": "3"}, None),  # a telephone call
    ("sighting", {"seen_on": "2026-10-12", "kind": "5"}, None),  # a letter of its school
    ("sighting", {"seen_on": "2026-10-12", "kind": "6"}, None),  # a screenshot of the register
    ("sighting", {"seen_on": "2026-10-12", "kind": "9"}, None),
    ("contact", {"contacted_on": "2026-10-12", "mode": "1", "met_who": "1,2", "persuaders": "李"},
     ("2026-10-12", "李", "入户家访")),
    ("contact", {"contacted_on": "2026-10-12", "mode": "1", "met_who": "2"}, None),  # the father
    ("contact", {"contacted_on": "2026-10-12", "mode": "2", "met_who": "1"}, None),  # rang it
    ("contact", {"contacted_on": "2026-10-12", "mode": "8", "met_who": "1"}, None),
    ("contact", {"contacted_on": "2026-10-12", "met_who": "1"}, None),  # nobody knows how
    ("contact", {"contacted_on": "2026-10-12", "mode": "1", "met_who": "1", "result": "8"}, None),
    ("contact", {"contacted_on": "2026-10-12", "mode": "4", "result": "1"},
     ("2026-10-12", "", "赴务工地劝返")),  # came back at once
    ("home_teaching", {"taught_on": "2026-11-02", "team": "王老师、李老师"},
     ("2026-11-02", "王老师、李老师", "送教上门")),
    ("elsewhere", {"verified_on": "2026-11-02", "verified_how": "4", "verified_by": "张老师"},
     ("2026-11-02", "张老师", "视频见到")),
    ("elsewhere", {"verified_on": "2026-11-02", "verified_how": "6"}, None),
    ("relocation", {"moved_on": "2026-09-01", "receiving_school": "福利镇中心小学"},
     ("2026-09-01", "福利镇中心小学", "分流到校")),
    ("relocation", {"moved_on": "2026-09-01", "choice_type": "7"}, None),
    ("placement", {"returned_on": "2026-10-12", "placement": "1", "return_school": "中心小学"},
     ("2026-10-12", "中心小学", "复学到校")),
    ("placement", {"returned_on": "2026-10-12", "placement": "10"}, None),  # on leave
    ("placement", {"returned_on": "2026-10-12", "placement": "14"}, None),
    ("leave", {"returned_on": "2026-09-07", "from_on": "2025-09-01"},
     ("2026-09-07", "", "期满复学")),
    ("dropout", {"last_attended": "2026-10-30"}, ("2026-10-30", "", "最后到校")),
    ("name_list", {"listed_on": "2026-11-20", "source": "花名册.xlsx"}, None),  # loaded again
    ("absence", {"from_on": "2026-11-20"}, None),
    ("contact", {"contacted_on": "2026-11-29", "mode": "1", "met_who": "1"}, None),  # tomorrow
]  # fmt: skip


@pytest.mark.parametrize(("table", "record", "seen"), RECORDS)
def test_what_counts_as_having_seen_a_child(table, record, seen):
    file = child(**{table: [record]})
    assert last_seen(file, ON) == (Seen(*seen) if seen else None)
    assert len(list(sightings(file, ON))) == bool(seen)


def test_nobody_ever_saw_the_child():
    assert last_seen(child(), ON) is None


def test_the_newest_counts_and_on_a_past_day_the_newest_by_then():
    file = child(
        roll_call=[{"held_on": "2026-09-01", "kind": "1"}, {"held_on": "2026-11-02", "kind": "2"}],
        contact=[{"contacted_on": "2026-10-12", "mode": "1", "met_who": "1", "persuaders": "李"}],
    )
    seen = [last_seen(file, the_day(day)) for day in ("2026-08-31", "2026-10-31", "2026-11-28")]
    assert [each and each.text for each in seen] == [
        None, "2026-10-12 入户家访（李）", "2026-11-02 点名",
    ]  # fmt: skip


def test_of_one_day_it_does_not_matter_what_was_entered_first():
    rows = [
        {"seen_on": "2026-10-12", "kind": kind, "seen_by": by}
        for kind, by in (("1", None), ("2", "李村长"), ("1", "张老师"))
    ]
    seen = {last_seen(child(sighting=list(order)), ON) for order in permutations(rows)}
    assert seen == {Seen("2026-10-12", "李村长", "家访见到")}
    call = {"held_on": "2026-10-12", "kind": "2"}
    assert last_seen(child(sighting=rows, roll_call=[call]), ON).how == "点名"


def test_it_names_what_it_reads():
    given = list(files(600, 3))

    def ask(file):
        return [last_seen(file, the_day(day)) for day in DAYS]

    assert all(ask(narrowed(file, SEEN_READS)) == ask(file) for file in given)
    made = {table: columns for table, columns in SEEN_READS.items() if table != "roll_call"}
    assert unnoticed(ask, SEEN_READS, made, given) == []
