"""CONTRIBUTING.md stays true: what it names is there, and each way of adding is tried by a test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
TEXT = (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FOLDERS = ("ledger_app/", "tests/", "db/", "resources/", ".ci/", "gui/", "store/", "actions/")
NAMED = sorted(
    {
        name
        for name in re.findall(r"`([^`\s]+)`", TEXT)
        if name.startswith(FOLDERS) and "*" not in name
    }
)
WAYS = [line for line in TEXT.splitlines() if re.match(r"\| an? [a-z ]+ \|", line)]


@pytest.mark.parametrize("name", NAMED)
def test_what_it_names_is_there(name):
    assert any((CHECKOUT / top / name).exists() for top in ("", "ledger_app"))


@pytest.mark.parametrize("line", WAYS, ids=lambda line: line.split("|")[1].strip())
def test_each_way_of_adding_names_the_test_that_tries_it(line):
    assert re.search(r"`tests/\S+\.py`", line)


def test_the_ways_of_adding_are_told():
    assert len(WAYS) == 11


@pytest.mark.parametrize("room", sorted(p.name for p in (CHECKOUT / "ledger_app").iterdir()))
def test_every_room_is_in_the_picture(room):
    if (CHECKOUT / "ledger_app" / room / "__init__.py").exists():
        assert re.search(rf"\b{room}\b", TEXT.split("```")[1])
