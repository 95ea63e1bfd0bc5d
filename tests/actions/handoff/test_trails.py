"""The head of the audit trail goes up with each package: a trail that was cut since is named."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from ledger_app.actions.handoff import pack, receipts, receive
from ledger_app.domain.merging.trail import Trail, is_cut, trail_in
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import audit, settings
from ledger_app.store.file.saving import saving
from ledger_app.store.handoff import packages
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.crafted import crafted, taken
from tests.actions.handoff.paired import a_school_and_its_township, add_children, opened

CUT = "审计记录和上一包的对不上"


@pytest.fixture
def two(tmp_path):
    with ExitStack() as stack:
        units = a_school_and_its_township(tmp_path)
        for each in units:
            stack.callback(ledger_files.close, each)
        add_children(units[0], "1" * 32, "2" * 32)
        yield units


def said(incoming) -> str:
    return "；".join(each.text for each in incoming.guards)


def cut(ledger, last: int) -> None:
    """Take the newest entries out of a trail, as somebody with the password and a tool can."""
    triggers = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'"
    with saving(ledger):
        for name in ledger.column(triggers):
            ledger.db.execute(f"DROP TRIGGER {name}")
        ledger.db.execute("DELETE FROM audit WHERE no > (SELECT max(no) FROM audit) - ?", [last])


def test_the_head_goes_up_and_is_kept_with_the_package(two, tmp_path):
    school, township = two
    made = pack.pack(school, tmp_path / "一.handoff")
    trail = trail_in(opened(township, made.path).header.shown)
    assert school.value("SELECT hash FROM audit WHERE no = ?", [trail.no]) == trail.head
    receive.accept(township, receive.look(township, made.path))
    kept = township.value("SELECT told FROM package WHERE direction = 'in'")
    assert trail.head in kept


def test_a_trail_that_goes_on_is_none_to_speak_of(two, tmp_path):
    school, township = two
    for name in ("一", "二", "三"):
        found = taken(township, pack.pack(school, tmp_path / f"{name}.handoff").path)
        assert CUT not in said(found)
        audit.log(school, "print", {})
    made = receipts.make_receipt(township, "2152000001", tmp_path / "答.receipt")
    assert CUT not in said(taken(school, made.path))


def test_a_trail_that_was_cut_is_named_and_stands_on_the_paper(two, tmp_path, monkeypatch):
    school, township = two
    for name in ("一", "二"):
        taken(township, pack.pack(school, tmp_path / f"{name}.handoff").path)
    cut(school, 3)
    for _ in range(9):
        audit.log(school, "print", {})
    made = pack.pack(school, tmp_path / "三.handoff")
    found = receive.look(township, made.path)
    assert CUT in said(found)
    with monkeypatch.context() as planted:
        planted.setattr(packages, "is_cut", lambda *_given: False)
        assert CUT not in said(receive.look(township, made.path))
    receive.accept(township, found, found.number_to_type)
    kept = township.value("SELECT told FROM package ORDER BY no DESC LIMIT 1")
    assert CUT in kept


def test_whoever_tells_no_trail_any_more_is_asked_why(two, tmp_path):
    school, township = two
    out = tmp_path / "包"
    out.mkdir()
    taken(township, crafted(school, township, out))
    for shown in ({}, {"audit": 1}, {"audit": {"no": "1", "head": 2, "earlier": 3}}):
        assert CUT in said(receive.look(township, crafted(school, township, out, shown=shown)))


def test_a_restored_school_is_held_against_what_both_know(two, tmp_path):
    school, township = two
    taken(township, pack.pack(school, tmp_path / "一.handoff").path)
    with revise(school, "setup", "恢复备份") as revision:
        settings.write(revision.ledger, {"incarnation": "9" * 32})
        revision.update("school", settings.get(school, "own_school"), {"phone": "0870"})
    assert CUT not in said(receive.look(township, pack.pack(school, tmp_path / "二.handoff").path))


def test_what_a_stranger_writes_as_a_trail_is_no_trail():
    assert trail_in({"audit": {"no": 3, "head": "a", "earlier": [[1, "b"], 2, [True, "c"]]}}) == (
        Trail(3, "a", {1: "b"})
    )
    assert is_cut(None, Trail(1, "b"))
    assert not is_cut(Trail(3, "a", {1: "b"}), Trail(1, "b"))
