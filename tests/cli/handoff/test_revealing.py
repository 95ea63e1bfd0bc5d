"""What conflicts and previews show of a child: masked and hidden, or revealed and logged."""

from __future__ import annotations

import json

import pytest

from ledger_app.actions.handoff import pack, receive
from ledger_app.actions.handoff.receiving import merge_preview
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import audit
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.crafted import crafted, taken, told
from tests.actions.handoff.paired import SCHOOL, a_school_and_its_township, add_children
from tests.ledgers import open_again

CHILD = "1" * 32
SECRETS = ("13800000001", "13800000002", "13800000003", "抑郁", "丙肝")


@pytest.fixture
def township(tmp_path):
    """A township where the telephone and a concern are otherwise than in the school's package."""
    school, ledger = a_school_and_its_township(tmp_path)
    add_children(school, CHILD)
    with revise(school, "edit", "填写") as revision:
        revision.update("student", CHILD, {"phone": "13800000001"})
        values = {"situation": "心情不好"}
        revision.insert("concern", values, student_id=CHILD, record_id="c1")
    taken(ledger, pack.pack(school, tmp_path / "一.handoff").path)
    for one, phone, words in ((school, "13800000002", "抑郁"), (ledger, "13800000003", "丙肝")):
        with revise(one, "edit", "填写") as revision:
            revision.update("student", CHILD, {"phone": phone})
            revision.update("concern", "c1", {"situation": words})
    out = tmp_path / "包"
    out.mkdir()
    more = [told("concern", "c1", CHILD, {"situation": "抑郁"}, unit=SCHOOL)]
    path = crafted(school, ledger, out, more)
    incoming = receive.look(ledger, path)
    shown = merge_preview.in_words(ledger, incoming).children
    assert shown
    assert not [each for each in SECRETS if each in repr(shown)]
    receive.accept(ledger, incoming, incoming.number_to_type)
    for each in (school, ledger):
        ledger_files.close(each)
    return ledger.path


def revealed(path) -> int:
    ledger = open_again(path)
    try:
        return sum(each["event"] == "reveal" for each in audit.entries(ledger))
    finally:
        ledger_files.close(ledger)


def test_conflicts_hide_what_a_file_hides_until_it_is_revealed_and_noted(shell, township):
    for words in ((), ("--json",)):
        said = shell("conflicts", township, *words)
        assert said.code == 0
        assert not [each for each in SECRETS if each in said.out + said.err]
    assert revealed(township) == 0
    lines = shell("conflicts", township, "--reveal", "--json").json
    assert {"13800000003", "丙肝"} <= {each["ours"] for each in lines}
    assert "13800000002" in json.dumps(lines)
    assert revealed(township) == 1
