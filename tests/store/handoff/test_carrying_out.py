"""A merge that was planned is written as told, in one revision that can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger_app.domain.merging.plan import Asked, AskedKind, MergePlan, Update
from ledger_app.domain.merging.told import Gone, State, Told
from ledger_app.store.changes import history
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import open_conflicts
from ledger_app.store.handoff.carrying_out import carry_out
from ledger_app.store.handoff.telling import tell_down
from ledger_app.store.safety import check
from tests.store.handoff.two_ledgers import SCHOOL, a_school_and_its_township


@pytest.fixture
def township(tmp_path: Path) -> Ledger:
    _, township = a_school_and_its_township(tmp_path)
    done(township, create=(child("c1"), child("c2"), contact("k1", "c1", content="电话")))
    return township


def child(name: str, **values: object) -> Told:
    filled = {"name": f"王{name}", "school": f"school:{SCHOOL}", "file_no": f"0001-2026-{name}"}
    return Told(
        "student", name, name, {**filled, **values}, "2026-09-01 08:00:00", "2026-09-02 08:00:00",
        "李老师", SCHOOL,
    )  # fmt: skip


def contact(record: str, student: str, **values: object) -> Told:
    told = ("2026-10-01 08:00:00", "2026-10-02 08:00:00", "李老师", SCHOOL)
    return Told("contact", record, student, values, *told)


def done(ledger: Ledger, **plan: object) -> int:
    """Carry a plan out; return the revision."""
    told = State(named={f"school:{SCHOOL}": "青山小学"})
    with revise(ledger, "merge_package", "收包") as revision:
        carry_out(revision, MergePlan(**plan), SCHOOL, told, "d1")  # type: ignore[arg-type]
    return revision.no


def row(ledger: Ledger, table: str, record: str) -> dict[str, object]:
    return ledger.rows(f"SELECT * FROM {table} WHERE id = ?", [record])[0]


def test_new_files_keep_their_numbers_times_and_author(township: Ledger) -> None:
    kept = row(township, "student", "c1")
    assert (kept["file_no"], kept["created_at"], kept["updated_at"]) == (
        "0001-2026-c1", "2026-09-01 08:00:00", "2026-09-02 08:00:00",
    )  # fmt: skip
    assert tell_down(township, SCHOOL).living["c1"].author == "李老师"
    assert check.problems(township) == []


def test_fields_that_changed_are_in_the_history_and_can_be_undone(township: Ledger) -> None:
    told = child("c1", phone="13800000000")
    no = done(township, update=(Update(told, {"phone": "13800000000"}, {"phone": None}),))
    assert row(township, "student", "c1")["phone"] == "13800000000"
    assert history.student_changes(township, "c1")[0]["field"] == "phone"

    result = history.undo(township, no)

    assert (result.reversed_count, result.kept, result.failed) == (1, (), ())
    assert row(township, "student", "c1")["phone"] is None
    assert check.problems(township) == []


def test_a_record_that_went_to_another_child_s_file_goes_there_too(township: Ledger) -> None:
    told = contact("k1", "c2", content="电话")
    done(township, update=(Update(told, {}, {}, moved_to="c2"),))
    assert row(township, "contact", "k1")["student_id"] == "c2"


def test_what_was_deleted_there_is_deleted_with_who_when_and_why(township: Ledger) -> None:
    gone = Gone("contact", "k1", "c1", "2026-10-05 09:00:00", "李老师", "记错了人")
    no = done(township, bury=(gone,))

    assert row(township, "contact", "k1")["deleted_at"]
    assert tell_down(township, SCHOOL).gone["k1"] == gone
    history.undo(township, no)
    assert row(township, "contact", "k1")["deleted_at"] is None
    assert "k1" not in tell_down(township, SCHOOL).gone


def test_what_came_back_there_comes_back_as_it_is_there(township: Ledger) -> None:
    done(township, bury=(Gone("contact", "k1", "c1"),))
    done(township, revive=(contact("k1", "c2", content="家访", place="家里"),))

    back = row(township, "contact", "k1")
    assert (back["deleted_at"], back["content"], back["place"], back["student_id"]) == (
        None, "家访", "家里", "c2",
    )  # fmt: skip
    assert check.problems(township) == []


def test_a_revived_record_loses_what_it_does_not_have_there(township: Ledger) -> None:
    done(township, bury=(Gone("contact", "k1", "c1"),))
    done(township, revive=(contact("k1", "c1", place="家里"),))
    assert row(township, "contact", "k1")["content"] is None


def test_a_difference_waits_once_and_shows_the_newest_values(township: Ledger) -> None:
    def asked(theirs: str) -> Asked:
        return Asked(AskedKind.DIFFER, "student", "c1", "c1", "phone", None, "1", theirs, "李老师")

    done(township, ask=(asked("2"),))
    done(township, ask=(asked("3"),))

    [waiting] = open_conflicts.open_rows(township)
    assert (waiting["theirs"], waiting["theirs_by"], waiting["unit_code"]) == (
        '"3"', "李老师", SCHOOL,
    )  # fmt: skip
    assert waiting["ours_at"] == "2026-09-02 08:00:00"
    done(township, settled=(("c1", "phone"),))
    assert open_conflicts.open_rows(township) == []
    assert open_conflicts.decided_rows(township) == []  # nobody decided: both say the same


def test_undoing_a_merge_takes_its_questions_back(township: Ledger) -> None:
    asked = Asked(AskedKind.DIFFER, "student", "c1", "c1", "phone", None, "1", "2")
    no = done(township, ask=(asked,))
    history.undo(township, no)
    assert open_conflicts.open_rows(township) == []


def test_a_school_that_has_no_code_yet_goes_by_its_id(township: Ledger) -> None:
    told = child("c3", school="school:#abc")
    state = State(named={"school:#abc": "石门村小学"})
    with revise(township, "merge_package", "收包") as revision:
        carry_out(revision, MergePlan(create=(told,)), SCHOOL, state)
    assert row(township, "student", "c3")["school"] == "abc"
    assert row(township, "school", "abc")["name"] == "石门村小学"


def test_the_lists_follow_once_for_the_whole_package(township: Ledger) -> None:
    new = tuple(child(f"n{at}") for at in range(40))
    no = done(township, create=new)
    listed = township.value("SELECT count(*) FROM student_index")
    assert listed == 42
    assert history.change_count(township, no) == 40
