"""Triggers, words and status name what they read: neither less than they look at, nor more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ledger_app import paths
from ledger_app.catalogue import TABLES
from ledger_app.catalogue.evidence_meanings import HarmKind
from ledger_app.catalogue.meanings import RiskCategory
from ledger_app.domain.reads import NotRead, Reads, together
from ledger_app.domain.reminding import reminders
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.reminding.triggers.calendar import OF_UNIT
from ledger_app.domain.standing import cases, status
from ledger_app.domain.student_file import StudentFile
from tests.children import DAYS, files
from tests.days import the_day
from tests.narrow import narrowed, unnoticed

RULES = load_rules(paths.resources() / "rules")
# What happened in a house is read beside a file, not of it: tests/store/lists/test_house_events.py
OF_CHILDREN = [rule for rule in RULES if rule.trigger not in (*OF_UNIT, "same_house")]
MADE = {"id": "r", "created_at": None}
FILES = list(files(1800, 12))
# Long on leave, and the guardian stands among the family alone: seldom by chance, too.
LONG_AWAY = [
    replace(
        file,
        student={**dict.fromkeys(file.student), "name": "王刚", "grade": "3"},
        records={
            table: [{**dict.fromkeys(f.key for f in TABLES[table].fields), **values, **MADE}]
            for table, values in {
                "absence": {"from_on": "2026-09-01", "excused": "1"},
                "family_member": {"name": "王大山", "is_guardian": "1"},
            }.items()
        },
    )
    for file in files(1, 8)
]
FILES += LONG_AWAY
# Missed yesterday, and visited by whom it was agreed with: seldom by chance, too.
FILES += [
    replace(
        file,
        student={**dict.fromkeys(file.student), "name": "王刚", "grade": "3"},
        records={
            table: [{**dict.fromkeys(f.key for f in TABLES[table].fields), **values, **MADE}]
            for table, values in {
                "absence": {"from_on": day},
                "family_member": {"name": "王大山", "is_guardian": "1"},
                "responsibility": {"helper_name": "李芳", "visits_per_term": 2},
                "contact": {"contacted_on": "2026-09-02", "mode": "1", "persuaders": "李芳"},
            }.items()
        },
    )
    for file, day in zip(files(len(DAYS), 8), DAYS, strict=True)
]
# Left out by a list and not heard of since: with so many kinds of records seldom by chance.
FILES += [
    replace(
        file,
        records={
            "unlisted": [
                {
                    **dict.fromkeys(f.key for f in TABLES["unlisted"].fields),
                    "missed_on": f"2026-09-{10 + number}",
                    **MADE,
                }
            ]
        },
    )
    for number, file in enumerate(files(10, 9))
]
# Said to work, and reported to nobody, or long ago: with so many kinds of records seldom by chance.
FILES += [
    replace(
        file,
        student={**dict.fromkeys(file.student), "name": "王刚", "birth_date": "2014-05-01"},
        records={
            table: [{**dict.fromkeys(f.key for f in TABLES[table].fields), **values, **MADE}]
            for table, values in {
                "concern": {"risk_categories": RiskCategory.AT_WORK, "since_on": "2026-02-01"},
                "harm": {"kind": HarmKind.EMPLOYED, "found_on": "2026-02-01", "labour_on": told},
            }.items()
        },
    )
    for file, told in zip(files(3, 10), (None, "2026-02-02", "2026-01-02"), strict=True)
]
# Flagged in the register, and taken in, back from leave, or missed by mistake: seldom by chance.
FLAGGED = [
    replace(
        file,
        student={**file.student, "register_status": "5"},
        records={
            table: [{**dict.fromkeys(f.key for f in TABLES[table].fields), **values, **MADE}]
            for table, values in {
                "register_change": {"kind": "22", "changed_on": "2026-09-02"},
                "leave": {"returned_on": "2026-09-03"},
                "sighting": {"kind": "1", "seen_on": "2026-09-05"},
                "unlisted": {"answer": "5", "answered_on": "2026-09-04"},
            }.items()
        },
    )
    for file in files(3, 8)
]


def rule_reads(rule) -> Reads:
    return together(reminders.found_by([rule]), reminders.said_with([rule]))


def beyond_status(reads: Reads) -> Reads:
    known = status.STATUS_READS
    return {table: set(columns) - set(known.get(table, ())) for table, columns in reads.items()}


def due(file: StudentFile, rule) -> list[reminders.Reminder]:
    return [each for day in DAYS for each in reminders.reminders([file], [rule], the_day(day))]


def standing(file: StudentFile) -> list[Any]:
    return [status.status_of(file, the_day(day)) for day in DAYS]


def found_cases(file: StudentFile) -> list[Any]:
    return [
        (case.state, case.began, cases.days_missed(case, the_day(day)))
        for day in DAYS
        for case in cases.cases(file, the_day(day))
    ]


def relocations(file: StudentFile) -> list[Any]:
    return [
        cases.relocation_state(row, the_day(day))
        for day in DAYS
        for row in cases.in_relocation_ledger(file, the_day(day))
    ]


@pytest.mark.parametrize("rule", OF_CHILDREN, ids=lambda rule: rule.key)
def test_a_rule_says_the_same_of_what_it_names_as_of_whole_files(rule):
    reads, told = rule_reads(rule), 0
    for file in FILES:
        whole = due(file, rule)
        assert due(narrowed(file, reads), rule) == whole
        told += len(whole)
    assert told >= 10


@pytest.mark.parametrize("rule", OF_CHILDREN, ids=lambda rule: rule.key)
def test_a_rule_names_nothing_that_it_does_not_read(rule):
    reads = rule_reads(rule)
    assert unnoticed(lambda file: due(file, rule), reads, beyond_status(reads), FILES) == []


@pytest.mark.parametrize(
    ("ask", "reads"),
    [
        (standing, status.STATUS_READS),
        (found_cases, cases.CASE_READS),
        (relocations, cases.RELOCATION_READS),
    ],
)
def test_status_cases_and_relocations_name_what_they_read(ask, reads):
    files = [*FILES, *FLAGGED]
    assert all(ask(narrowed(file, reads)) == ask(file) for file in files)
    assert unnoticed(ask, reads, reads, files) == []


def test_what_is_asked_beyond_what_was_named_is_a_fault_that_says_what():
    file = narrowed(FILES[0], {"student": ("name",), "contact": ()})
    assert file.student.get("name") == file.student["name"] == FILES[0].student["name"]
    with pytest.raises(NotRead, match=r"student\.grade"):
        file.student.get("grade")
    with pytest.raises(NotRead, match="table concern"):
        file.of("concern")
    with pytest.raises(NotRead, match=r"school\.name"):
        file.school.get("name")


def test_what_is_changed_of_a_narrow_row_stays_narrow():
    reads = together(status.STATUS_READS, {"dropout": ("id",)})
    file = next(file for file in FILES if len(file.of("dropout")) > 1)
    (case, *_) = cases.cases(narrowed(file, reads), the_day("2027-01-15"))
    with pytest.raises(NotRead, match=r"dropout\.main_reason"):
        case.dropout.get("main_reason")
