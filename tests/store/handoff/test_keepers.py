"""Who keeps a file: where it was handed to last, else where it was begun, else this ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.keepers import keepers, kept_by
from ledger_app.store.handoff.telling import tell_down, tell_up
from tests.store.handoff.test_carrying_out import child, done
from tests.store.handoff.two_ledgers import SCHOOL, TOWNSHIP, a_school_and_its_township

OTHER = "2152000002"


@pytest.fixture
def township(tmp_path: Path) -> Ledger:
    _, township = a_school_and_its_township(tmp_path)
    done(township, create=(child("c1"), child("c2")))
    with revise(township, "edit", "乡镇自己建的") as revision:
        revision.insert_many("student", [{"id": "own", "name": "王三"}])
    return township


def hand_over(ledger: Ledger, to_code: str, student: str = "c1") -> str:
    with revise(ledger, "edit", "流转") as revision:
        return revision.insert(
            "passage", {"from_code": SCHOOL, "to_code": to_code}, student_id=student
        )


def test_a_file_is_of_the_unit_in_whose_ledger_it_was_begun(township: Ledger) -> None:
    assert keepers(township) == {"c1": SCHOOL, "c2": SCHOOL, "own": TOWNSHIP}
    assert kept_by(township, SCHOOL) == ["c1", "c2"]
    assert kept_by(township, TOWNSHIP) == ["own"]
    assert keepers(township, ["nobody"]) == {}


def test_the_last_passage_decides_and_one_that_is_taken_back_does_not(township: Ledger) -> None:
    hand_over(township, OTHER)
    last = hand_over(township, SCHOOL)
    hand_over(township, OTHER, "own")
    assert keepers(township, ["c1", "own"]) == {"c1": SCHOOL, "own": OTHER}
    with revise(township, "edit", "收回") as revision:
        revision.delete("passage", [last])

    assert keepers(township) == {"c1": OTHER, "c2": SCHOOL, "own": OTHER}
    assert set(kept_by(township, OTHER)) == {"c1", "own"}
    assert kept_by(township, SCHOOL) == ["c2"]


def test_the_new_school_is_told_the_file_the_old_one_only_that_it_went(township: Ledger) -> None:
    passage = hand_over(township, OTHER)

    old, new = tell_down(township, SCHOOL), tell_down(township, OTHER)

    assert set(old.living) & {"c1", "c2", passage} == {"c2", passage}
    assert old.away == {"c1"}
    assert {"c1", passage} <= set(new.living)
    assert new.away == frozenset()


def test_the_old_school_does_not_tell_its_reading_copy(tmp_path: Path) -> None:
    school, _ = a_school_and_its_township(tmp_path)
    with revise(school, "merge_package", "收回执") as revision:  # nothing was written here
        revision.insert_many("student", [{"id": "c1", "name": "王一"}, {"id": "c2", "name": "李"}])
    passage = hand_over(school, OTHER)
    from ledger_app.store.changes import record_origins

    with revise(school, "merge_package", "收回执") as revision:
        revision.update("student", "c2", {"phone": "13800000000"})
        record_origins.note(revision, [(passage, TOWNSHIP, "王老师")])

    told = tell_up(school)

    assert "c1" not in told.living
    assert "c2" in told.living
    assert told.away == {"c1"}
