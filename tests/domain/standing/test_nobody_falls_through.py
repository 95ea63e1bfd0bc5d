"""The heart: whatever is written of a child, on every day it stands in one place, and somebody is
going to look unless it is seen at school, gone for good, or away until a day that has not come."""

from __future__ import annotations

import os
from collections.abc import Sequence
from random import Random

import pytest

from ledger_app import paths
from ledger_app.domain.day import Day
from ledger_app.domain.reminding.reminders import reminders
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.standing import case_replay, cases
from ledger_app.domain.standing import status as status_module
from ledger_app.domain.standing.standings import Standing
from ledger_app.domain.standing.status import Status, status_of
from ledger_app.domain.student_file import StudentFile
from tests.days import the_day
from tests.domain.standing.stories import days, entered_otherwise, story

RULES = load_rules(paths.resources() / "rules")
STORIES = int(os.environ.get("LEDGER_STORIES", "2000"))
DAYS_EACH = 6


def needs_somebody(found: Status, on: Day) -> bool:
    """Tell whether a child must have a line: not seen, not gone, not away before its review."""
    if found.standing in (Standing.SEEN, Standing.GONE):
        return False
    return not (found.standing is Standing.FOR_A_TIME and found.until > on.text)


def has_line(file: StudentFile, on: Day, rules: Sequence[Rule] = RULES) -> bool:
    return any(each.student for each in reminders([file], rules, on))


def fallen(seeds: range, rules: Sequence[Rule] = RULES) -> list[str]:
    """Return the stories, with the day, in which a child falls through."""
    found = []
    for seed in seeds:
        file = story(seed)
        for text in days(seed, DAYS_EACH):
            on = the_day(text)
            now = status_of(file, on)
            assert now.standing in Standing
            assert now.reason
            if needs_somebody(now, on) and not has_line(file, on, rules):
                found.append(f"{seed} {text} {now.name}：{now.reason} [{now.grounds}]")
    return found


@pytest.mark.parametrize("part", range(4))
def test_whoever_is_not_known_to_be_somewhere_has_a_line(part):
    share = STORIES // 4
    assert fallen(range(part * share, (part + 1) * share)) == []


def test_the_order_of_entry_changes_nothing():
    for seed in range(STORIES // 2):
        file, rng = story(seed), Random(seed)
        other = entered_otherwise(file, rng)
        for text in days(seed, 3):
            on = the_day(text)
            assert status_of(other, on) == status_of(file, on), (seed, text)
            said = [
                sorted((each.rule, each.due_on) for each in reminders([each_file], RULES, on))
                for each_file in (file, other)
            ]
            assert said[0] == said[1], (seed, text)


@pytest.mark.parametrize("rule", [rule.key for rule in RULES if rule.key in ("unverified",)])
def test_a_rule_switched_off_lets_children_fall(rule):
    left = [each for each in RULES if each.key != rule]
    assert fallen(range(300), left) != []


def leave_out(name):
    def plant(monkeypatch):
        kept = tuple(each for each in status_module._IN_ORDER if each.__name__ != name)
        monkeypatch.setattr(status_module, "_IN_ORDER", kept)

    return plant


# Faults as they were found, planted again: a child in trouble that stands nowhere.
PLANTED = {
    "S1 closed school": leave_out("_of_closed_school"),
    "S2 not on the newer list": leave_out("_not_listed"),
    "S18 absent": leave_out("_absent"),
    "seen before it left": lambda patch: patch.setattr(status_module, "left_on", lambda *_: ""),
    "S5 flagged again": lambda patch: patch.setattr(cases, "_is_flagged", lambda _: False),
    "S6 closed without a paper": lambda patch: patch.setattr(
        case_replay, "what_is_missing", lambda *_: ()
    ),
}


@pytest.mark.parametrize("plant", PLANTED.values(), ids=PLANTED)
def test_a_planted_fault_is_seen_by_the_stories(plant, monkeypatch):
    def looked_at():
        return [
            status_of(story(seed), the_day(text)) for seed in range(1500) for text in days(seed, 1)
        ]

    before = looked_at()
    plant(monkeypatch)
    comfort = (Standing.SEEN, Standing.GONE)
    comforted = [
        old
        for old, new in zip(before, looked_at(), strict=True)
        if old.standing not in comfort and new.standing in comfort
    ]
    assert comforted
