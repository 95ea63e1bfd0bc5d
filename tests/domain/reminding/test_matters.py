"""What a reminder is about: every rule says it, and who is not at school stands above all care."""

from __future__ import annotations

import tomllib

import pytest

from ledger_app import paths
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reminding.matters import Matter, meaning_of, title_of, weight_of
from ledger_app.domain.reminding.reminders import by_matter, one_line_each
from ledger_app.domain.reminding.rule_files import load_rules, parse_rules
from tests.domain.reminding.test_rule_files import ENTRY

FOLDER = paths.resources() / "rules"
RULES = {rule.key: rule for rule in load_rules(FOLDER)}


def test_no_rule_leaves_out_what_it_is_about():
    entries = [
        entry
        for path in FOLDER.glob("*.toml")
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["rule"]
    ]
    assert [each["key"] for each in entries if "matter" not in each] == []
    assert {each["matter"] for each in entries} == set(Matter)


def test_the_heading_of_every_matter_says_why_in_a_few_characters():
    titles = [title_of(matter) for matter in Matter]
    assert len(set(titles)) == len(titles)
    assert all(2 <= len(title) <= 6 for title in titles)
    assert all(len(meaning_of(matter)) > 10 for matter in Matter)


@pytest.mark.parametrize(
    ("heavier", "lighter"),
    [
        ("harm_report", "repersuade"),
        ("repersuade", "promise_due"),
        ("whereabouts", "promise_missed"),
        ("promise_missed", "absence_2"),
        ("absence_same_day", "suspected_3"),
        ("dropout_report", "leave_review"),
        ("elsewhere_review", "unverified"),
        ("unverified", "left_behind_visit"),
        ("return_7", "package_owed"),
        ("concern_contact", "school_calendar"),
    ],
)
def test_a_child_out_of_school_outweighs_promises_ladders_papers_care_and_the_unit(
    heavier, lighter
):
    assert weight_of(RULES[heavier].matter) < weight_of(RULES[lighter].matter)


@pytest.mark.parametrize("key", sorted(RULES))
def test_what_is_as_urgent_as_a_child_out_of_school_is_never_below_all_care(key):
    rule = RULES[key]
    if rule.urgency <= 1 and rule.units == "" and rule.key != "red_contact":
        assert weight_of(rule.matter) < weight_of(Matter.CARE), key


def test_what_is_about_nothing_known_is_refused_with_the_file():
    with pytest.raises(LedgerError, match=r"own\.toml.*call.*matter 只能是"):
        parse_rules(f'{ENTRY}matter = "weather"\n', "own.toml")


def test_a_countys_own_rule_without_one_stands_among_the_others():
    (rule,) = parse_rules(ENTRY, "own.toml")
    assert rule.matter == Matter.OTHER


def test_a_line_of_several_takes_the_weightiest_and_is_found_by_each():
    def reminder(key, due_on, days):
        from ledger_app.domain.reminding.reminders import Reminder

        rule = RULES[key]
        return Reminder(
            key, rule.label, "1", "王一", due_on, "overdue", "", "", "因为", days, "contact",
            topic=rule.topic, matter=rule.matter,
        )  # fmt: skip

    promise = reminder("promise_due", "2026-11-10", 9)
    calls = reminder("repersuade", "2026-11-12", 7)
    (line,) = one_line_each([promise, calls])
    assert (line.matter, line.rule) == (Matter.OUT, "promise_due")
    assert set(line.others) == {Matter.OUT, Matter.PROMISE}
    assert by_matter(line) < by_matter(promise)
