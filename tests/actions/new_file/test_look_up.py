"""Who is there already while a new file is typed: the same number, name, telephone, or sound."""

import pytest

from ledger_app.actions import edit_file
from ledger_app.actions.new_file.look_up import NAME, SOUND, files_like
from ledger_app.store.changes.revisions import revise


@pytest.fixture
def schools(ledger):
    with revise(ledger, "setup", "学校") as revision:
        return [revision.insert("school", {"name": each}) for each in ("青山小学", "联合小学")]


def add(ledger, name, school):
    return edit_file.add_student(ledger, {"name": name, "school": school}).record_id


def found(ledger, name, school):
    return [(each.name, each.same) for each in files_like(ledger, {"name": name, "school": school})]


def test_a_child_of_the_same_sound_is_shown_where_nobody_is_called_so(ledger, schools):
    add(ledger, "王刚", schools[0])
    assert found(ledger, "往刚", schools[0]) == [("王刚", (SOUND,))]


def test_of_another_school_it_would_be_too_many(ledger, schools):
    add(ledger, "王刚", schools[1])
    assert found(ledger, "往刚", schools[0]) == []


def test_a_namesake_stands_alone(ledger, schools):
    add(ledger, "王刚", schools[0])
    add(ledger, "汪刚", schools[0])
    assert found(ledger, "王刚", schools[0]) == [("王刚", (NAME,))]
