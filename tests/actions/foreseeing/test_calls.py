"""What a call would change, with the case that it opens, is what it changes once it is kept."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, open_student
from ledger_app.actions.contact import keep
from ledger_app.actions.contact.keep import Spoken
from ledger_app.actions.foreseeing.calls import what_if_called
from ledger_app.domain.foreseeing.in_words import sentence
from tests.ledgers import report_in

CALL = {"contacted_on": "2026-11-21", "purpose": "1", "mode": "2", "content": "不愿来"}
CASE = {"dropout": {"is_suspected": "1", "suspected_on": "2026-11-20"}}


@pytest.fixture
def ids(ledger):
    found = [edit_file.add_student(ledger, {"name": name}).record_id for name in ("王甲", "王乙")]
    report_in(ledger, *found)
    return found


def test_a_call_that_opens_a_case_is_foreseen_whole(ledger, ids):
    spoken = [Spoken(ids[0], {"result": "9"}, CASE), Spoken(ids[1], {"result": "2"})]
    first, second = what_if_called(ledger, CALL, spoken)
    assert sentence(first).startswith("→ 在校 变为 失联（在校有据 → 个案中）；个案开始；")
    keep.keep(ledger, CALL, spoken)
    for student, found in zip(ids, (first, second), strict=True):
        now = open_student.open_file(ledger, student).status
        assert (now.code, now.reason) == (found.after.code, found.after.reason)


def test_what_would_be_refused_is_not_foreseen_and_nothing_is_written(ledger, ids):
    before = ledger.revision_count
    assert what_if_called(ledger, {**CALL, "contacted_on": None}, [Spoken(ids[0])]) == []
    assert what_if_called(ledger, {**CALL, "promised_on": "某天"}, [Spoken(ids[0])]) == []
    assert ledger.revision_count == before
