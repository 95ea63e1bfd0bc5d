"""A promise to be back is kept by whoever sits in class, also where nobody opened a case."""

from __future__ import annotations

import pytest

from ledger_app import paths
from ledger_app.domain.reminding.reminders import reminders
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.student_file import StudentFile
from tests.days import the_day

RULES = load_rules(paths.resources() / "rules")
PROMISED = {"contacted_on": "2026-10-08", "mode": "2", "result": "2", "promised_on": "2026-10-20"}
AT_ONCE = {"contacted_on": "2026-10-08", "mode": "1", "result": "1"}


# The contact; the day of a roll call that has the child (None: none); is it still asked for?
@pytest.mark.parametrize(
    ("contact", "called_on", "asked"),
    [
        (PROMISED, None, True),
        (PROMISED, "2026-10-07", True),
        (PROMISED, "2026-10-08", True),  # in class in the morning, the promise in the evening
        (PROMISED, "2026-10-12", False),
        (PROMISED, "2026-10-20", False),
        (AT_ONCE, None, True),
        (AT_ONCE, "2026-10-07", True),
        (AT_ONCE, "2026-10-08", False),
        (AT_ONCE, "2026-11-02", False),
    ],
)
def test_seen_in_class_it_is_kept(contact, called_on, asked):
    calls = [{"held_on": called_on, "kind": "2"}] if called_on else []
    file = StudentFile({"id": "s1", "name": "阿依"}, {"contact": [contact], "roll_call": calls})
    found = {each.rule for each in reminders([file], RULES, the_day("2026-11-21"))}
    assert ("promise_due" in found) is asked
