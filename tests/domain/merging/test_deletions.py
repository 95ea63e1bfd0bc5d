"""Records that are gone on a side, or not told: reliability.md F4, F5, F6."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_app.domain.merging.plan import AskedKind, MergePlan
from ledger_app.domain.merging.terms import Pair, text_of, whole
from ledger_app.domain.merging.told import Answer, Gone, State, Told
from tests.domain.merging.telling import (
    CHILD,
    OTHER,
    SCHOOL,
    TOWNSHIP,
    child,
    down,
    gone,
    record,
    state,
    up,
)

OLD = record("contact", "k", place="家里")
NEW = record("contact", "k", place="学校")
GONE = gone(OLD)


def of(*records: Told | Gone) -> State:
    return state(child(), *records)


def becomes(plan: MergePlan) -> str:
    """Return what becomes of the one record that differs."""
    found = {
        "created": plan.create,
        "changed": plan.update,
        "deleted": plan.bury,
        "back": plan.revive,
        "asked": plan.ask,
        "strange": plan.strange,
    }
    return " ".join(name for name, each in found.items() if each) or "as it is"


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "outcome"),
    [
        (of(OLD), of(OLD), of(GONE), "deleted"),
        (of(OLD), of(NEW), of(GONE), "asked"),  # F4: edited here, deleted there
        (of(OLD), of(GONE), of(NEW), "asked"),  # F4: deleted here, edited there
        (of(OLD), of(GONE), of(OLD), "as it is"),
        (of(OLD), of(GONE), of(GONE), "as it is"),
        (of(GONE), of(GONE), of(OLD), "back"),  # undeleted there
        (of(GONE), of(OLD), of(GONE), "as it is"),  # kept, or brought back, here
        (of(), of(), of(GONE), "as it is"),
        (of(), of(), of(OLD), "created"),
        (of(OLD), of(), of(OLD), "created"),  # lost here without a trace: it comes back
        (of(), of(OLD), of(GONE), "asked"),  # nobody knows what both started from
        (of(), of(GONE), of(OLD), "asked"),
        (None, of(OLD), of(GONE), "asked"),
        (None, of(GONE), of(OLD), "asked"),
        (None, of(), of(OLD), "created"),
        (of(OLD), of(OLD), of(), "as it is"),  # F5: absence is not deletion
        (of(OLD), of(NEW), of(), "as it is"),
        (of(), of(OLD), of(), "as it is"),
    ],
)
def test_a_record_of_the_school_at_the_township(
    base: State | None, ours: State, theirs: State, outcome: str
) -> None:
    plan = up(base, ours, theirs)
    assert becomes(plan) == outcome
    if outcome == "asked":
        assert plan.ask[0].kind is AskedKind.DELETION
        assert plan.ask[0].field == ""


CORRECTED = record("dropout", "k", place="学校")


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "outcome"),
    [
        ("living", "living", "gone", "correction"),  # the township deleted it: agreed?
        ("living", "edited", "gone", "deletion"),
        ("living", "gone", "edited", "deletion"),
        ("living", "gone", "living", "as it is"),
        ("gone", "gone", "living", "deletion"),  # the township keeps what the school deleted
        ("gone", "living", "gone", "as it is"),  # brought back here: it goes up
        ("none", "none", "living", "created"),
        ("living", "none", "living", "created"),  # a restored ledger gets it back
        ("living", "living", "none", "as it is"),
    ],
)
def test_a_record_of_the_school_in_its_own_ledger(
    base: str, ours: str, theirs: str, outcome: str
) -> None:
    old = record("dropout", "k", reason_note="一")
    new = record("dropout", "k", reason_note="二")
    states = {"living": of(old), "edited": of(new), "gone": of(gone(old)), "none": of()}
    plan = down(states[base], states[ours], states[theirs])
    if plan.ask:
        assert plan.ask[0].kind == outcome
    else:
        assert becomes(plan) == outcome


NOTICE = record("verdict", "v", unit=TOWNSHIP, verdict="returned")
REPLIED = record("verdict", "v", unit=TOWNSHIP, verdict="returned", reply="已改")


@pytest.mark.parametrize(
    ("last", "ours", "theirs", "outcome"),
    [
        (of(), of(), of(NOTICE), "created"),
        (of(NOTICE), of(NOTICE), of(gone(NOTICE)), "deleted"),
        (of(NOTICE), of(REPLIED), of(gone(NOTICE)), "asked"),  # the reply is not thrown away
        (of(gone(NOTICE)), of(gone(NOTICE)), of(NOTICE), "back"),
        (of(NOTICE), of(gone(NOTICE)), of(NOTICE), "as it is"),  # goes up as what it is
        (of(), of(gone(NOTICE)), of(NOTICE), "back"),
        (None, of(gone(NOTICE)), of(NOTICE), "asked"),  # of a restored township: it may be old
    ],
)
def test_a_record_of_the_township_at_the_school(
    last: State | None, ours: State, theirs: State, outcome: str
) -> None:
    assert becomes(down(of(), ours, theirs, last=last)) == outcome


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "outcome"),
    [
        (of(NOTICE), of(NOTICE), of(gone(NOTICE)), "asked"),  # it is not the school's to delete
        (of(NOTICE), of(gone(NOTICE)), of(NOTICE), "as it is"),
        (of(NOTICE), of(gone(NOTICE)), of(REPLIED), "asked"),
        (of(), of(gone(NOTICE)), of(NOTICE), "as it is"),
        (of(), of(gone(NOTICE)), of(REPLIED), "asked"),
        (of(), of(), of(NOTICE), "asked"),  # forged, or forgotten by a restored township
    ],
)
def test_a_record_of_the_township_that_comes_up_again(
    base: State, ours: State, theirs: State, outcome: str
) -> None:
    plan = up(base, ours, theirs, heard=lambda: of(NOTICE))
    assert becomes(plan) == outcome
    if plan.ask and not ours.gone and not ours.living.get("v"):
        assert plan.ask[0].kind is AskedKind.DIFFER


def test_a_verdict_that_a_school_made_itself_is_asked_whatever_unit_it_names() -> None:
    own = record("verdict", "v", unit=SCHOOL, verdict="accepted")
    assert becomes(up(of(), of(), of(own))) == "asked"
    assert becomes(up(of(), of(), of(own), of_school=False)) == "created"


# A child's whole file


def test_a_file_deleted_there_goes_with_its_reason() -> None:
    here = state(child(), OLD)
    plan = up(here, here, state(gone(child(), why="两校同报"), OLD))
    assert plan.bury == (gone(child(), why="两校同报"),)
    assert not plan.missing  # of a deleted file nothing need be told


@pytest.mark.parametrize(
    "ours",
    [
        state(child(), NEW),  # a word changed in one record
        state(child(), OLD, record("contact", "n", unit=TOWNSHIP)),  # a record more
        state(child(remark="1"), OLD),
    ],
)
def test_a_file_deleted_there_and_written_into_here_is_asked(ours: State) -> None:
    base = state(child(), OLD)
    plan = up(base, ours, state(gone(child()), OLD))
    assert not plan.bury
    assert [(each.table, each.field, each.theirs) for each in plan.ask] == [("student", "", None)]


def test_records_that_went_to_another_file_do_not_hold_the_emptied_one() -> None:
    base = state(child(), child("b"), OLD)
    edited = record("contact", "k", place="家里", remark="township's word")
    theirs = state(gone(child()), child("b"), record("contact", "k", "b", place="家里"))
    plan = up(base, state(child(), child("b"), edited), theirs, keeper={CHILD: SCHOOL, "b": SCHOOL})
    assert [each.id for each in plan.bury] == [CHILD]
    assert [(each.moved_to, each.values) for each in plan.update] == [("b", {})]
    assert not plan.ask


@pytest.mark.parametrize("theirs", [state(child(), NEW), state(child(), OLD, record("leave", "n"))])
def test_a_file_deleted_here_and_written_into_there_is_asked(theirs: State) -> None:
    base, ours = state(child(), OLD), state(gone(child()), OLD)
    plan = up(base, ours, theirs)
    assert [(each.table, each.field, each.ours) for each in plan.ask] == [("student", "", None)]
    # The records are taken all the same: a file that is brought back is whole.
    assert len(plan.create) + len(plan.update) == 1


def test_the_former_school_deletes_nothing_in_a_file_that_went_on() -> None:
    base = state(child(), OLD)
    passage = record("passage", "way", unit=TOWNSHIP, from_code=SCHOOL, to_code=OTHER)
    ours = state(child(), OLD, passage)
    plan = up(base, ours, state(gone(child()), GONE), keeper={CHILD: OTHER})
    assert {each.record for each in plan.ask} == {CHILD, "k"}
    assert not plan.bury
    assert not plan.missing


# What waits, what was decided


def place(ours: Told | None, theirs: Told | None) -> dict[tuple[str, str], Pair]:
    return {("k", ""): Pair(text_of(whole(ours)), text_of(whole(theirs)))}


def test_a_deletion_that_waits_stays_so_and_is_renewed_by_another_edit() -> None:
    theirs = of(NEW)
    assert up(theirs, of(GONE), theirs, open=place(None, NEW)).changes_nothing
    newer = of(record("contact", "k", place="村里"))
    [asked] = up(theirs, of(GONE), newer, open=place(None, NEW)).ask
    assert asked.theirs == {"place": "村里", "student_id": CHILD}
    assert up(of(GONE), of(NEW), of(GONE), open=place(NEW, None)).changes_nothing


def test_a_deletion_that_waits_is_settled_when_both_have_it_or_neither() -> None:
    both = up(of(NEW), of(OLD), of(NEW), open=place(None, NEW))
    assert both.settled == (("k", ""),)
    # Brought back here by hand while it waited: what was written there meanwhile is not lost.
    assert [(each.ours, each.theirs) for each in both.ask] == [("家里", "学校")]
    neither = up(of(NEW), of(GONE), of(GONE), open=place(None, NEW))
    assert neither.settled == (("k", ""),)
    assert neither.changes_nothing


def test_what_was_kept_against_a_deletion_is_not_asked_again() -> None:
    assert up(of(GONE), of(NEW), of(GONE), decided=place(NEW, None)).changes_nothing
    told = of(NEW)
    assert down(of(GONE), of(GONE), told, last=told, decided=place(None, NEW)).changes_nothing
    edited = of(record("contact", "k", place="村里"))
    assert down(of(GONE), of(GONE), edited, last=told, decided=place(None, NEW)).ask


def test_a_school_that_keeps_what_the_township_deleted_says_so_once() -> None:
    answer = Answer("contact", "k", CHILD, "", True, None, reason="确有此事")
    refused = State(of(OLD).living, answers=(answer,))
    [asked] = up(of(OLD), of(GONE), refused).ask
    assert (asked.kind, asked.note) == (AskedKind.REFUSED, "确有此事")
    assert up(refused, of(GONE), refused, decided=place(None, OLD)).changes_nothing
    other_way = Answer("contact", "k", CHILD, "", None, True, reason="查无此事")
    [asked] = up(of(GONE), of(OLD), State(of(GONE).living, of(GONE).gone, answers=(other_way,))).ask
    assert (asked.kind, asked.note) == (AskedKind.REFUSED, "查无此事")


# What is not told


def missing(ours: State, theirs: State, base: State | None, **more: Any) -> list[str]:
    return [each.id for each in up(base, ours, theirs, **more).missing]


def test_what_was_known_and_is_not_told_is_listed_and_stays() -> None:
    here = state(child(), OLD, child("b"))
    both = {CHILD: SCHOOL, "b": SCHOOL}
    assert missing(here, state(child()), here, keeper=both) == ["k", "b"]
    assert missing(here, here, here, keeper=both) == []
    assert missing(here, state(child()), state(child()), keeper=both) == []  # new here


def test_withheld_tables_and_reading_copies_are_not_missing() -> None:
    here = state(child(), OLD)
    untold = State(of().living, withheld=frozenset({("contact", "*")}))
    assert missing(here, untold, here) == []
    assert missing(here, state(away=frozenset({CHILD})), here) == []
    assert missing(here, state(), here, keeper={CHILD: OTHER}) == []


def test_a_fresh_ledger_of_the_same_school_deletes_nothing() -> None:
    """F6: without a package that both know, all that came from the school is listed."""
    here = state(child(), OLD, record("contact", "own", unit=TOWNSHIP))
    plan = up(None, here, state(child("x")), keeper={CHILD: SCHOOL})
    assert [each.id for each in plan.missing] == [CHILD, "k"]
    assert not plan.bury


def test_a_record_without_a_file_is_strange() -> None:
    assert becomes(up(state(), state(), state(OLD))) == "strange"


def test_a_file_that_never_was_here_takes_no_harm_from_a_tombstone() -> None:
    plan = up(None, state(), state(gone(child())))
    assert plan.changes_nothing
