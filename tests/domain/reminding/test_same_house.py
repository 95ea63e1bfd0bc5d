"""A sibling's dropout, move or dead number is a line until this child has been looked at, too."""

from __future__ import annotations

import pytest

from ledger_app import paths
from ledger_app.domain.reminding.reminders import reminders
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.standing.duties.house_events import events_of
from ledger_app.domain.student_file import StudentFile
from tests.days import the_day

RULES = [rule for rule in load_rules(paths.resources() / "rules") if rule.key == "same_house"]
EVENT = {"name": "王大", "day": "2026-11-10", "what": "疑似辍学"}


def line(day, **records):
    file = StudentFile({"id": "s1", "name": "王二"}, {"house_event": [EVENT], **records})
    found = reminders([file], RULES, the_day(day))
    return [(each.due_on, each.reason) for each in found]


@pytest.mark.parametrize(
    ("day", "records", "is_told"),
    [
        ("2026-11-09", {}, False),
        ("2026-11-10", {}, True),
        ("2027-03-01", {}, True),
        ("2026-11-20", {"contact": [{"contacted_on": "2026-11-12", "met_who": "2"}]}, False),
        ("2026-11-20", {"contact": [{"contacted_on": "2026-11-12", "result": "8"}]}, True),
        ("2026-11-20", {"contact": [{"contacted_on": "2026-11-09", "met_who": "2"}]}, True),
        ("2026-11-20", {"roll_call": [{"held_on": "2026-11-16", "kind": "2"}]}, False),
        ("2026-11-20", {"sighting": [{"seen_on": "2026-11-16"}]}, False),
        ("2026-11-20", {"sighting": [{"seen_on": "2026-11-26"}]}, True),
        ("2026-11-20", {"dropout": [{"suspected_on": "2026-11-12"}]}, False),  # its own lines
    ],
)
def test_the_other_child_is_looked_at(day, records, is_told):
    said = "同户的王大 11-10 疑似辍学，这个孩子还没有一并核实"
    told = line(day, **records)
    assert bool(told) is is_told
    assert all(due_on == "2026-11-13" for due_on, _ in told)
    if is_told and day < "2027":
        assert told[0][1] == said


@pytest.mark.parametrize(
    ("records", "events"),
    [
        ({"dropout": [{"suspected_on": "2026-11-10"}]}, [("2026-11-10", "疑似辍学")]),
        ({"dropout": [{"confirmed_on": "2026-11-10"}]}, [("2026-11-10", "辍学")]),
        ({"dropout": [{"suspected_on": "2026-11-10"}],
          "placement": [{"returned_on": "2026-11-15", "placement": "1"}]}, []),
        ({"elsewhere": [{"from_on": "2026-11-10"}]}, [("2026-11-10", "外出就读")]),
        ({"elsewhere": [{"from_on": "2026-11-10", "ended_on": "2026-11-15"}]}, []),
        ({"register_change": [{"kind": "21", "applied_on": "2026-11-10"}]},
         [("2026-11-10", "转学")]),
        ({"register_change": [{"kind": "22", "applied_on": "2026-11-10"}]}, []),
        ({"contact": [{"contacted_on": "2026-11-10", "mode": "2", "result": "9"}]},
         [("2026-11-10", "失联")]),
        ({"contact": [{"contacted_on": "2026-11-10", "mode": "2", "content": "号码是空号"}]},
         [("2026-11-10", "电话打不通")]),
        ({"contact": [{"contacted_on": "2026-11-10", "mode": "2", "content": "家长没接"}]}, []),
        ({"contact": [{"contacted_on": "2026-11-10", "mode": "2", "content": "空号"},
                      {"contacted_on": "2026-11-12", "mode": "1", "met_who": "2"}]}, []),
        ({"dropout": [{"suspected_on": "2025-03-10"}]}, []),  # long ago
    ],
)  # fmt: skip
def test_what_happened_to_a_child_of_a_house(records, events):
    found = events_of(StudentFile({"id": "s1", "name": "王大"}, records), the_day("2026-11-20"))
    assert [(each["day"], each["what"]) for each in found] == events
