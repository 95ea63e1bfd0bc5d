"""Children that a revision adds stand in the lists as if their files had been read again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ledger_app.actions.demo import make_demo
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import added_files, student_index
from ledger_app.store.lists.student_files import load_file
from ledger_app.store.safety import ledger_files
from tests.ledgers import PASSWORD, Clock


@pytest.fixture(scope="module")
def township(tmp_path_factory) -> Iterator[Ledger]:
    """A demo township: every table of a child's file has records, all written at once."""
    path = tmp_path_factory.mktemp("demo") / "township.ledger"
    ledger = make_demo.make_demo(path, PASSWORD, kind="township", students=120, clock=Clock())
    yield ledger
    ledger_files.close(ledger)


def lists(ledger: Ledger) -> tuple[list[object], list[object]]:
    """Return what the lists and the search box read, word for word: `check` compares it so."""
    return (
        ledger.rows("SELECT * FROM student_index ORDER BY no"),
        ledger.rows("SELECT no, text FROM student_search ORDER BY no"),
    )


def read_again(ledger: Ledger) -> None:
    with ledger.lock, ledger.db.atomic():
        student_index.refresh(ledger, student_index.everyone(ledger))


def add(ledger: Ledger, count: int = 2, **values: object) -> list[str]:
    """Add children and their mothers in one revision; return the ids."""
    ids = [f"{number:032x}" for number in range(1, count + 1)]
    with revise(ledger, "import", "试") as revision:
        revision.insert_many("student", [{"id": i, "name": "王刚", **values} for i in ids])
        revision.insert_many(
            "family_member",
            [{"id": f"f{i}", "student_id": i, "name": "李梅", "phone": "13800000001"} for i in ids],
        )
    return ids


def test_a_township_written_at_once_has_the_lists_it_would_have_if_it_were_read(township):
    written = lists(township)
    read_again(township)
    assert lists(township) == written
    assert len(written[0]) == len(written[1]) >= 120


def test_files_that_were_just_added_are_not_read(ledger, monkeypatch):
    asked: list[object] = []
    load = student_index.load_files
    monkeypatch.setattr(
        student_index,
        "load_files",
        lambda *args, **more: asked.append(args[1]) or load(*args, **more),
    )
    add(ledger)
    assert asked == [[]]
    assert [row["name"] for row in lists(ledger)[0]] == ["王刚", "王刚"]
    assert "13800000001" in lists(ledger)[1][0]["text"]


def test_of_a_load_larger_than_a_district_the_rest_is_read(ledger, monkeypatch):
    monkeypatch.setattr(added_files, "MOST_KEPT", 2)
    asked: list[object] = []
    load = student_index.load_files
    monkeypatch.setattr(
        student_index,
        "load_files",
        lambda *args, **more: asked.append(args[1]) or load(*args, **more),
    )
    ids = add(ledger, 3, guardian_name="李梅")
    assert asked == [ids[2:]]
    written = lists(ledger)
    read_again(ledger)
    assert lists(ledger) == written
    assert len(written[0]) == len(written[1]) == 3


def test_a_child_changed_after_it_was_added_shows_the_change(ledger):
    ids = [f"{number:032x}" for number in (1, 2, 3)]
    with revise(ledger, "import", "试") as revision:
        revision.insert_many("student", [{"id": i, "name": "王刚"} for i in ids])
        revision.update("student", ids[0], {"name": "李梅"})
        revision.insert_many(
            "family_member", [{"id": "f", "student_id": ids[1], "name": "赵六", "phone": "1"}]
        )
        revision.update("family_member", "f", {"name": "钱七"})
        revision.delete("student", ids[2:])
    written = lists(ledger)
    assert [row["name"] for row in written[0]] == ["李梅", "王刚"]
    assert "钱七" in written[1][1]["text"]
    read_again(ledger)
    assert lists(ledger) == written


def test_records_stand_in_the_order_of_their_days_not_of_their_rows(ledger):
    days = [("k2", "2026-10-01"), ("k1", "2026-09-01"), ("k0", None)]
    with revise(ledger, "import", "试") as revision:
        revision.insert_many("student", [{"id": "a", "name": "王刚"}])
        revision.insert_many(
            "contact", [{"id": key, "student_id": "a", "contacted_on": day} for key, day in days]
        )
        written = revision.added.files(["a"])["a"].of("contact")
    assert [row["id"] for row in written] == ["k0", "k1", "k2"]
    assert [row["id"] for row in load_file(ledger, "a").of("contact")] == ["k0", "k1", "k2"]


def test_children_added_to_a_ledger_with_others_have_their_own_numbers(ledger):
    with revise(ledger, "import", "试") as revision:
        revision.insert_many("student", [{"id": "a", "name": "甲一"}, {"id": "b", "name": "乙二"}])
    add(ledger)
    rows = ledger.rows(
        "SELECT i.id FROM student_index i JOIN student s USING (no) WHERE s.id = i.id"
    )
    assert len(rows) == 4


def test_records_that_are_listed_by_a_number_may_lack_it(ledger, monkeypatch):
    monkeypatch.setitem(added_files._SORT_BY, "responsibility", "visits_per_term")
    visits = [("k4", 4), ("k0", None), ("k2", 2), ("k1", None)]
    with revise(ledger, "import", "试") as revision:
        revision.insert_many("student", [{"id": i, "name": "王刚"} for i in ("a", "b")])
        revision.insert_many(
            "responsibility",
            [{"id": key, "student_id": "a", "visits_per_term": count} for key, count in visits],
        )
        written = revision.added.files(["a"])["a"].of("responsibility")
    assert [row["id"] for row in written] == ["k0", "k1", "k2", "k4"]
