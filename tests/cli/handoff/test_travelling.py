"""From the shell: files are handed over, children arrive, a closed school is taken over."""

from __future__ import annotations

import pytest

from ledger_app.store.safety import ledger_files
from tests.actions.travel.three_units import GREEN, UNION, add_child, three_units

OUT = {"kind": "21", "changed_on": "2026-11-18", "to_school": "联合小学"}


@pytest.fixture
def files(empty_ledger_file, tmp_path):
    """The township and the new school, after the old one told of two children."""
    three = three_units(empty_ledger_file, tmp_path)
    add_child(three.green, "王甲", register_change=OUT)
    add_child(three.green, "王乙")
    three.up(three.green)
    for ledger in (three.green, three.union, three.township):
        ledger_files.close(ledger)
    return three.township.path, three.union.path


def test_who_should_go_is_listed_and_handed_over(shell, files):
    township, _ = files
    (found,) = shell("handover", township, "--json").json
    assert (found["matter"], found["name"], found["to_name"]) == (
        "not_handed_over", "王甲", "联合小学",
    )  # fmt: skip
    refused = shell("handover", township, "王甲")
    assert (refused.code, "--to" in refused.err) == (1, True)
    assert shell("handover", township, "王甲", "--to", UNION).code == 0
    said = shell("handover", township)
    assert said.out.startswith("离校未到\t王甲\t五\t青山小学 → 联合小学\t2026-11-18")
    assert "王甲" not in said.err  # no name among messages


def test_that_a_child_has_come_is_noted_from_above_too(shell, files):
    township, _ = files
    shell("handover", township, "王甲", "--to", UNION)
    assert shell("arrived", township, "王乙").code == 1
    said = shell("arrived", township, "王甲", "--on", "2026-11-20", "--grade", "五年级")
    assert said.code == 0
    assert shell("handover", township, "--json").json == []


def test_a_closed_school_is_looked_at_and_taken_over(shell, files):
    township, _ = files
    seen = shell("takeover", township, GREEN, "--dry-run", "--json").json
    assert {each["name"] for each in seen["children"]} == {"王甲", "王乙"}
    assert shell("takeover", township, GREEN).code == 1  # nobody has said since when
    said = shell("takeover", township, GREEN, "--closed-on", "2026-11-20")
    assert "王甲\t五(1)\t联合小学" in said.out
    assert "没有定学校的 1 人" in said.err
