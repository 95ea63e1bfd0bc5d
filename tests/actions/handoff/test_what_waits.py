"""What waits for a person between two ledgers: who is asked, and what is told of it."""

from __future__ import annotations

import json

from ledger_app.actions import back_up
from ledger_app.actions.handoff import conflicts, receive
from ledger_app.actions.handoff.pack import pack
from ledger_app.actions.handoff.receipts import make_receipt
from ledger_app.domain.merging.plan import AskedKind
from ledger_app.store.changes.revisions import revise
from ledger_app.store.handoff import telling
from ledger_app.store.safety import backup, ledger_files
from tests.actions.handoff.paired import (
    SCHOOL,
    add_children,
)
from tests.ledgers import PASSWORD, Clock, open_again

ELSEWHERE = "2152000003"


def write(ledger, student, **values):
    with revise(ledger, "edit", "改") as revision:
        revision.update("student", student, values)


def value(ledger, record, key, table="student"):
    return ledger.value(f"SELECT {key} FROM {table} WHERE id = ?", [record])


def up(school, township, stick):
    packed = pack(school, stick)
    seen = receive.look(township, packed.path)
    return receive.accept(township, seen, seen.number_to_type)


def down(township, school, stick):
    made = make_receipt(township, SCHOOL, stick)
    seen = receive.look(school, made.path)
    return receive.accept(school, seen, seen.number_to_type)


def waiting(ledger):
    return [
        (each.kind, each.field, each.ours, each.theirs) for each in conflicts.open_conflicts(ledger)
    ]


def test_what_is_undecided_above_is_asked_of_nobody_below(both, stick):
    school, township = both
    add_children(school, "a")
    up(school, township, stick)
    write(school, "a", phone="13800000001")
    write(township, "a", phone="13900000002", address="青山村")
    up(school, township, stick)

    down(township, school, stick)
    assert waiting(school) == [(AskedKind.CORRECTION, "address", "", "青山村")]

    (line,) = conflicts.open_conflicts(township)
    conflicts.decide(township, [line.id], conflicts.OURS, "电话回访过")
    down(township, school, stick)
    found = {each.field: each for each in conflicts.open_conflicts(school)}
    assert (found["phone"].theirs, found["phone"].note) == ("13900000002", "电话回访过")


def test_a_school_that_keeps_what_the_township_deleted_is_heard(both, stick):
    school, township = both
    add_children(school, "a")
    with revise(school, "edit", "联系") as revision:
        revision.insert("contact", {"content": "家访"}, student_id="a", record_id="k")
    up(school, township, stick)
    with revise(township, "edit", "删") as revision:
        revision.delete("contact", ["k"], why="录重了")
    down(township, school, stick)
    (line,) = conflicts.open_conflicts(school)
    assert (line.record, line.field, line.note) == ("k", conflicts.told_words.WHOLE, "录重了")
    conflicts.decide(school, [line.id], conflicts.OURS, "确有此次家访")

    up(school, township, stick)
    (asked,) = conflicts.open_conflicts(township)
    assert (asked.kind, asked.note) == (AskedKind.REFUSED, "确有此次家访")
    conflicts.decide(township, [asked.id], conflicts.THEIRS, "")
    assert value(township, "k", "deleted_at", "contact") is None
    for _ in range(2):
        down(township, school, stick)
        up(school, township, stick)
    assert waiting(school) == waiting(township) == []


def test_a_decision_about_a_record_tells_none_of_its_withheld_words(both, stick):
    school, township = both
    add_children(school, "a")
    with revise(school, "edit", "关注") as revision:
        values = {"risk_categories": "left_behind", "remark": "只在学校"}
        revision.insert("concern", values, student_id="a", record_id="k")
    up(school, township, stick)
    with revise(township, "edit", "删") as revision:
        revision.delete("concern", ["k"], why="录错")
    down(township, school, stick)
    (line,) = conflicts.open_conflicts(school)
    conflicts.decide(school, [line.id], conflicts.OURS, "没有录错")
    (answer,) = telling.tell_up(school, {("concern", "remark")}).answers
    assert (answer.kept, answer.refused) == (True, None)
    assert not telling.tell_up(school, {("concern", "*")}).answers


def pass_on(township, child):
    with revise(township, "hand_over", "转学") as revision:
        values = {"from_code": SCHOOL, "to_code": ELSEWHERE, "how": "transfer"}
        revision.insert("passage", values, student_id=child)


def test_what_was_written_before_a_school_heard_that_a_file_went_on_is_asked(both, stick):
    school, township = both
    add_children(school, "a", "b")
    up(school, township, stick)
    pass_on(township, "a")
    write(school, "a", phone="13800000001")  # it does not know yet
    with revise(school, "edit", "联系") as revision:
        revision.insert("contact", {"content": "家访"}, student_id="a", record_id="k")
    down(township, school, stick)

    up(school, township, stick)
    assert waiting(township) == [(AskedKind.DIFFER, "phone", "", "13800000001")]
    assert value(township, "k", "content", "contact") == "家访"

    down(township, school, stick)  # from now on the school knows that all of it was heard
    told = telling.tell_up(school)
    assert told.away == {"a"}
    assert "a" not in told.living
    assert up(school, township, stick).missing == 0


def test_what_a_restored_township_has_forgotten_comes_back_as_a_question(both, stick, tmp_path):
    school, township = both
    add_children(school, "a")
    up(school, township, stick)
    old = backup.make(township, "hand")
    with revise(township, "ask", "请核实") as revision:
        values = {"asked": "是否属实", "asked_on": "2026-11-20"}
        revision.insert("question", values, student_id="a", record_id="q")
    down(township, school, stick)
    assert value(school, "q", "asked", "question") == "是否属实"

    ledger_files.close(township)
    back_up.restore(township.path, old.path, PASSWORD, clock=Clock())
    township = open_again(township.path)
    try:
        up(school, township, stick)
        (line,) = conflicts.open_conflicts(township)
        assert (line.record, line.kind) == ("q", AskedKind.DIFFER)
        conflicts.decide(township, [line.id], conflicts.THEIRS, "恢复备份前问的")
        assert value(township, "q", "asked", "question") == "是否属实"
        assert value(township, "q", "deleted_at", "question") is None
    finally:
        ledger_files.close(township)


def test_a_difference_that_is_renewed_still_shows_what_both_had(both, stick):
    school, township = both
    add_children(school, "a")
    write(school, "a", phone="13800000000")
    up(school, township, stick)
    write(township, "a", phone="13900000002")
    for phone in ("13800000001", "13800000003"):
        write(school, "a", phone=phone)
        up(school, township, stick)
    (row,) = township.rows("SELECT * FROM conflict")
    assert [json.loads(row[key]) for key in ("base", "ours", "theirs")] == [
        "13800000000",
        "13900000002",
        "13800000003",
    ]
