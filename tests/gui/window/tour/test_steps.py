"""The file of the tour can be read, and names keys and signs that are there."""

from __future__ import annotations

import re

from ledger_app import paths
from ledger_app.actions.demo import DEMO_PASSWORD
from ledger_app.gui.window.tour import sight
from ledger_app.gui.window.tour.steps import read_steps

KEYS = (paths.resources() / "help" / "keys.md").read_text(encoding="utf-8")
NAMED = re.compile(
    r"(?:Ctrl|Alt)\+(?:Shift\+)?(?:[A-Z0-9](?![a-z])|Enter)|F\d+|Esc|(?<!\+)Enter|[↑↓]"
)


def test_there_are_ten_steps_each_with_its_own_key_and_a_sign_the_window_gives():
    steps = read_steps()
    assert len(steps) == len({each.key for each in steps}) == 10
    assert {each.done for each in steps} == sight.KINDS
    assert [each.done for each in steps][-1] == "locked"


def test_the_keys_in_a_text_are_those_of_the_step_and_stand_on_the_page_of_keys():
    known = set(re.findall(r"`([^`]+)`", KEYS)) | {f"Ctrl+{number}" for number in range(1, 8)}
    for step in read_steps():
        assert set(NAMED.findall(step.text)) == set(step.keys), step.key
        assert set(step.keys) <= known, step.key


def test_the_last_step_says_the_password_that_opens_it_again():
    assert DEMO_PASSWORD in read_steps()[-1].text
