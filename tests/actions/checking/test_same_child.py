"""A number or a name that another file has is found, however it is written."""

from __future__ import annotations

import pytest

from ledger_app.actions import back_up, edit_file, open_student, show_student
from ledger_app.actions.checking import same_child
from ledger_app.actions.merging import suspected_pairs
from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.domain import identity
from tests.ledgers import PASSWORD

FIRST = "52990120170311332"
NUMBER = FIRST + identity.check_digit(FIRST)
WITH_X = next(
    body + "X"
    for body in (f"52990120170311{at:03d}" for at in range(1, 200))
    if identity.check_digit(body) == "X"
)
OLD = "529901170311332"  # NUMBER as it was written with 15 digits


def add(ledger, name, **given):
    return edit_file.add_student(ledger, {"name": name, **given}).record_id


@pytest.mark.parametrize(
    ("kept", "typed", "key"),
    [
        (NUMBER, NUMBER, "id_no"), (NUMBER, OLD, "id_no"), (OLD, NUMBER, "id_no"),
        (WITH_X, WITH_X.lower(), "id_no"), (NUMBER, f" {NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}",
        "id_no"), (NUMBER, f"G{NUMBER}", "register_no"), ("E12345678", "e12345678", "id_no"),
    ],
)  # fmt: skip
def test_a_number_is_found_in_every_form(ledger, kept, typed, key):
    other = add(ledger, "王𬱖", id_no=kept, guardian_name="王建国", grade="3", class_no="2")
    mine = add(ledger, "赵二")
    found = same_child.alike(ledger, key, typed, mine)
    assert found is not None
    assert found.ids == (other,)
    assert "王𬱖（" in found.text
    assert "三年级2班" in found.text
    assert "监护人 王建国" in found.text
    assert same_child.alike(ledger, key, typed, other) is None


def test_a_lower_x_written_by_another_tool_is_found(ledger):
    other = add(ledger, "王𬱖", id_no=WITH_X)
    ledger.db.execute("UPDATE student SET id_no = lower(id_no) WHERE id = ?", [other])
    assert same_child.alike(ledger, "id_no", WITH_X).ids == (other,)


@pytest.mark.parametrize("typed", ["", "5299", NUMBER[:-2], "王二"])
def test_what_is_not_a_number_yet_finds_nobody(ledger, typed):
    add(ledger, "王𬱖", id_no=NUMBER)
    assert same_child.alike(ledger, "id_no", typed) is None


def test_a_century_apart_is_not_the_same(ledger):
    born_before = "52990119170311332"
    add(ledger, "老王", id_no=born_before + identity.check_digit(born_before))
    add(ledger, "王𬱖", id_no=NUMBER)
    assert same_child.everywhere(ledger)[0] == []


def test_a_name_names_everybody_of_that_name(ledger):
    for at in range(7):
        add(ledger, "王小明", grade=str(at + 1))
    found = same_child.alike(ledger, "name", "王 小明 ")
    assert len(found.ids) == 7
    assert "一年级" in found.text
    assert "等 7 份" in found.text


def test_the_file_and_the_shell_name_the_other_file(ledger):
    add(ledger, "王𬱖", id_no=NUMBER)
    mine = add(ledger, "赵二", id_no=OLD)
    student = open_student.open_file(ledger, mine).file.student
    texts = [each.text for each in same_child.problems(ledger, student)]
    assert any("王𬱖" in text and "重复建档" in text for text in texts)
    assert any("王𬱖" in each["text"] for each in show_student.show(ledger, mine)["problems"])


def test_check_lists_numbers_as_faults_and_names_as_hints(ledger):
    add(ledger, "王𬱖", id_no=NUMBER)
    add(ledger, "王二", id_no=OLD)
    add(ledger, "李梓涵", birth_date="2015-06-02")
    add(ledger, "李梓涵")
    for day in ("2016-01-01", "2016-01-02"):  # born on two days: two children
        add(ledger, "赵国庆", birth_date=day)
    same, maybe = same_child.everywhere(ledger)
    assert [each.kind for each in (*same, *maybe)] == ["same_number", "same_name"]
    assert "王𬱖" in same[0].text
    assert "王二" in same[0].text
    assert "李梓涵" in maybe[0].text


def test_of_an_open_file_only_those_are_named_who_may_be_the_same_child(ledger):
    mine = add(ledger, "陈静", birth_date="2016-05-01", guardian_name="陈刚")
    add(ledger, "陈静", birth_date="2014-02-03", guardian_name="陈大勇")
    assert same_child.alike(ledger, "name", "陈静", mine) is None
    bare = add(ledger, "陈静")
    assert same_child.alike(ledger, "name", "陈静", mine).ids == (bare,)
    assert "相同" not in same_child.alike(ledger, "name", "陈静", mine).text
    twice = add(ledger, "陈静", birth_date="2016-05-01", guardian_name="陈刚")
    found = same_child.alike(ledger, "name", "陈静", mine)
    assert set(found.ids) == {bare, twice}
    assert "监护人 陈刚），出生日期、监护人或父母相同" in found.text


def test_who_was_said_to_be_another_child_is_not_named_again(ledger):
    mine, other = add(ledger, "李梓涵", birth_date="2015-06-02"), add(ledger, "李梓涵")
    assert same_child.everywhere(ledger)[1]
    suspected_pairs.judge_pair(ledger, other, mine, SameChild.LATER)
    assert same_child.alike(ledger, "name", "李梓涵", mine).ids == (other,)
    suspected_pairs.judge_pair(ledger, mine, other, SameChild.OTHER)
    assert same_child.alike(ledger, "name", "李梓涵", mine) is None
    assert same_child.everywhere(ledger)[1] == []
    third = add(ledger, "李梓涵", birth_date="2015-06-02")
    assert same_child.alike(ledger, "name", "李梓涵", mine).ids == (third,)


def test_check_of_a_file_names_both(ledger):
    from ledger_app.store.safety import ledger_files

    add(ledger, "王𬱖", id_no=NUMBER)
    add(ledger, "王𬱖", id_no=NUMBER)
    ledger_files.close(ledger)
    found = back_up.look_through(ledger.path, PASSWORD)
    assert [each.kind for each in found.problems] == ["same_number"]
    assert [each.kind for each in found.hints] == ["same_name"]


def test_a_deleted_file_is_no_other(ledger):
    other = add(ledger, "王𬱖", id_no=NUMBER)
    edit_file.delete_students(ledger, [other])
    assert same_child.alike(ledger, "id_no", NUMBER) is None
    assert same_child.alike(ledger, "name", "王𬱖") is None


def test_a_key_costs_two_lookups_in_indexes(ledger):
    """With 17,359 children a keystroke must not look at each of them."""
    plan = " ".join(
        str(row[3])
        for sql in ("SELECT id FROM student WHERE deleted_at IS NULL AND (id_no IN (?) OR "
                    "register_no IN (?))", "SELECT id FROM student WHERE name IN (?, ?)")
        for row in ledger.db.execute(f"EXPLAIN QUERY PLAN {sql}", ["1", "2"]).fetchall()
    )  # fmt: skip
    assert "SCAN" not in plan
    for key in ("id_no", "register_no", "name"):
        assert f"student_by_{key}" in plan
