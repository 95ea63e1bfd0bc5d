"""接收: each package says what it is; what is taken is one revision."""

from __future__ import annotations

import itertools

import pytest

from ledger_app.actions import back_up
from ledger_app.actions.handoff import conflicts, receive
from ledger_app.actions.handoff.incoming import ArrivalState
from ledger_app.actions.handoff.pack import pack
from ledger_app.actions.handoff.receipts import make_receipt
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes import history
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from ledger_app.store.safety import backup, ledger_files
from tests.actions.handoff.paired import (
    SCHOOL,
    add_children,
    new_unit,
    pair,
)
from tests.ledgers import PASSWORD, Clock, open_again


def write(ledger, student, **values):
    with revise(ledger, "edit", "改") as revision:
        revision.update("student", student, values)


def contact(ledger, student, record_id, **values):
    with revise(ledger, "edit", "联系") as revision:
        revision.insert("contact", values, student_id=student, record_id=record_id)


def value(ledger, student, key, table="student"):
    return ledger.value(f"SELECT {key} FROM {table} WHERE id = ?", [student])


def living(ledger, table="student"):
    return sorted(ledger.column(f"SELECT id FROM {table} WHERE deleted_at IS NULL"))


def up(school, township, stick, confirm=()):
    """Hand the next package over, look at it and take it."""
    packed = pack(school, stick)
    incoming = receive.look(township, packed.path)
    ((_, received),) = receive.receive_all(township, [packed.path], confirm)
    return packed, incoming, received


def down(township, school, stick):
    made = make_receipt(township, SCHOOL, stick)
    ((_, received),) = receive.receive_all(school, [made.path])
    return received


def test_a_first_package_brings_every_child_and_says_so_before(both, stick):
    school, township = both
    add_children(school, "c1", "c2")
    contact(school, "c1", "k1", contacted_on="2026-11-20", content="家访")
    packed = pack(school, stick)

    seen = receive.look(township, packed.path)
    assert (seen.state, living(township)) == (ArrivalState.NEW, [])
    assert {(each.name, each.kind) for each in seen.children if each.student} == {
        ("王c1", "new"),
        ("王c2", "new"),
    }

    received = receive.accept(township, seen)
    assert living(township) == ["c1", "c2"]
    assert living(township, "contact") == ["k1"]
    assert received.conflicts == received.missing == 0
    assert [each.reason for each in backup.backups(township.path)] == ["merge"]


def test_the_same_package_again_an_older_one_and_a_nearly_empty_one_change_nothing(both, stick):
    school, township = both
    add_children(school, *"abcdefgh")
    first = pack(school, stick)
    write(school, "a", phone="13800000001")
    second = pack(school, stick)
    receive.receive_all(township, [second.path])
    with revise(school, "edit", "删") as revision:
        revision.delete("student", list("abcdefg"), why="试一试")
    empty = pack(school, stick)
    before = history.newest_no(township)

    found = receive.receive_all(township, [first.path, second.path, empty.path])

    assert [each.state for each, _ in found] == [
        ArrivalState.OLDER,
        ArrivalState.REPEAT,
        ArrivalState.GUARDED,
    ]
    assert len({each.message for each, _ in found}) == 3
    assert "少了 7 人" in found[2][0].guards[0].text
    assert history.newest_no(township) == before
    with pytest.raises(LedgerError, match="没有合并"):
        receive.accept(township, receive.look(township, empty.path), 8)
    receive.accept(township, receive.look(township, empty.path), 7)
    assert living(township) == ["h"]


def test_each_side_s_own_change_is_taken_and_the_same_field_waits_for_a_person(both, stick):
    school, township = both
    add_children(school, "a")
    up(school, township, stick)
    write(school, "a", phone="13800000001", grade="4")
    write(township, "a", phone="13900000002", address="青山村")

    _, _, received = up(school, township, stick)

    assert received.conflicts == 1
    assert (value(township, "a", "grade"), value(township, "a", "address")) == ("4", "青山村")
    (line,) = conflicts.open_conflicts(township)
    assert (line.label, line.ours, line.theirs) == ("联系电话", "13900000002", "13800000001")
    assert (line.ours_by, line.theirs_by) == ("福利镇中心校甲", "青山小学甲")
    assert value(township, "a", "phone") == "13900000002"

    conflicts.decide(township, [line.id], conflicts.THEIRS, "学校核实过")
    assert value(township, "a", "phone") == "13800000001"
    assert conflicts.open_conflicts(township) == []
    history.undo(township)
    assert value(township, "a", "phone") == "13900000002"
    assert len(conflicts.open_conflicts(township)) == 1


def test_what_was_edited_since_a_conflict_was_found_is_what_is_decided_about(both, stick):
    school, township = both
    add_children(school, "a", "b")
    up(school, township, stick)
    for student in ("a", "b"):
        write(school, student, phone="13800000001")
        write(township, student, phone="13900000002")
    up(school, township, stick)
    write(township, "a", phone="13900000003")
    (one,) = (each for each in conflicts.open_conflicts(township) if each.student == "a")
    assert one.ours == "13900000003"
    assert conflicts.decide(township, [one.id], conflicts.OURS, "核实过") == 1
    assert value(township, "a", "phone") == "13900000003"
    assert [each.ours for each in conflicts.standing_differences(township)] == ["13900000003"]

    up(school, township, stick)
    (other,) = conflicts.open_conflicts(township)
    assert other.student == "b"


def test_a_correction_is_asked_at_the_school_and_its_refusal_asked_once_above(both, stick):
    school, township = both
    add_children(school, "a")
    up(school, township, stick)
    write(township, "a", grade="5")

    down(township, school, stick)
    assert value(school, "a", "grade") == "3"
    (line,) = conflicts.open_conflicts(school)
    assert (line.kind, line.ours, line.theirs) == ("correction", "三年级", "五年级")
    assert line.theirs_by == "福利镇中心校"
    with pytest.raises(LedgerError, match="理由"):
        conflicts.decide(school, [line.id], conflicts.OURS)
    conflicts.decide(school, [line.id], conflicts.OURS, "孩子就在三年级")

    up(school, township, stick)
    (refused,) = conflicts.open_conflicts(township)
    assert (refused.kind, refused.note) == ("refused", "孩子就在三年级")
    conflicts.decide(township, [refused.id], conflicts.OURS, "学籍系统里是五年级")

    # Two more rounds: each keeps what it has, and nobody is asked again.
    for _ in range(2):
        down(township, school, stick)
        up(school, township, stick)
        assert conflicts.open_conflicts(school) == conflicts.open_conflicts(township) == []
    assert (value(school, "a", "grade"), value(township, "a", "grade")) == ("3", "5")
    assert [each.label for each in conflicts.standing_differences(township)] == ["年级"]
    assert [each.label for each in conflicts.standing_differences(school)] == ["年级"]


def test_an_accepted_correction_makes_both_sides_the_same(both, stick):
    school, township = both
    add_children(school, "a")
    up(school, township, stick)
    write(township, "a", grade="5")
    down(township, school, stick)
    (line,) = conflicts.open_conflicts(school)
    conflicts.decide(school, [line.id], conflicts.THEIRS)
    assert value(school, "a", "grade") == "5"
    _, _, received = up(school, township, stick)
    assert (received.updated, received.conflicts) == (0, 0)


def test_what_is_not_told_is_missing_and_stays(both, stick):
    school, township = both
    add_children(school, *"abc")
    up(school, township, stick)
    # A child that was lost without a word: with another tool, or by a fault of the program.
    school.db.execute("DELETE FROM change WHERE record_id = 'c'")
    school.db.execute("DELETE FROM student_index WHERE id = 'c'")
    school.db.execute("DELETE FROM student_search WHERE no = (SELECT no FROM student WHERE id='c')")
    school.db.execute("DELETE FROM student_due WHERE no = (SELECT no FROM student WHERE id = 'c')")
    school.db.execute("DELETE FROM student WHERE id = 'c'")
    school.db.conn.commit()

    _, seen, received = up(school, township, stick, confirm=[1])

    assert living(township) == ["a", "b", "c"]
    assert received.missing == 1
    assert seen.missing == ("王c",)


def test_a_deletion_is_taken_and_one_against_an_edit_is_asked(both, stick):
    school, township = both
    add_children(school, *"abcdefghijklmn")
    contact(school, "a", "k1", content="一")
    contact(school, "b", "k2", content="二")
    up(school, township, stick)
    with revise(township, "edit", "改") as revision:
        revision.update("contact", "k2", {"content": "二，乡镇补充"})
    with revise(school, "edit", "删") as revision:
        revision.delete("contact", ["k1", "k2"], why="记错了人")

    up(school, township, stick)

    assert living(township, "contact") == ["k2"]
    (line,) = conflicts.open_conflicts(township)
    assert (line.kind, line.ours, line.theirs) == ("deletion", "保留", "删除")
    conflicts.decide(township, [line.id], conflicts.THEIRS, "同意删除")
    assert living(township, "contact") == []


def test_a_merge_is_taken_back_and_the_package_can_be_taken_again(both, stick):
    school, township = both
    add_children(school, "a")
    _first, _, one = up(school, township, stick)
    write(school, "a", grade="4")
    second, _, two = up(school, township, stick)
    with pytest.raises(LedgerError, match="第 2 包"):
        history.undo(township, one.revision_no)
    history.undo(township, two.revision_no)
    assert value(township, "a", "grade") == "3"

    assert receive.look(township, second.path).state is ArrivalState.NEW
    receive.receive_all(township, [second.path])
    assert value(township, "a", "grade") == "4"
    assert conflicts.open_conflicts(township) == []


def test_a_restored_school_s_later_edits_count_and_what_it_lost_comes_back(both, stick, tmp_path):
    school, township = both
    add_children(school, "a", "b")
    up(school, township, stick)
    copy = backup.make(school, "hand")
    write(school, "a", phone="13800000001")
    up(school, township, stick)  # the restored ledger will not know this one
    ledger_files.close(school)
    back_up.restore(school.path, copy.path, PASSWORD, clock=Clock())
    again = open_again(school.path)
    write(again, "b", grade="6")
    packed = pack(again, tmp_path)

    seen = receive.look(township, packed.path)
    assert seen.state is ArrivalState.GUARDED
    assert "恢复" in seen.message
    receive.accept(township, seen, seen.number_to_type)
    assert value(township, "b", "grade") == "6"
    assert value(township, "a", "phone") == "13800000001"

    made = make_receipt(township, SCHOOL, stick)
    receive.receive_all(again, [made.path])
    (line,) = conflicts.open_conflicts(again)
    assert (line.name, line.ours, line.theirs) == ("王a", "", "13800000001")
    ledger_files.close(again)


def test_all_orders_of_five_packages_give_one_state(both, tmp_path):
    school, township = both
    sticks = []
    add_children(school, "a", "b")
    for number in range(5):
        write(school, "a", grade=str(number + 1))
        contact(school, "b", f"k{number}", content=str(number))
        if number == 3:
            with revise(school, "edit", "删") as revision:
                revision.delete("contact", ["k1"], why="重复")
        sticks.append(pack(school, tmp_path).path)
    ledger_files.close(township)
    states = set()
    for at, order in enumerate(itertools.permutations(sticks)):
        if at % 40:  # each real ledger takes a while: the pure merge tries all 120
            continue
        path = tmp_path / f"{at}.ledger"
        path.write_bytes(township.path.read_bytes())
        ledger = open_again(path)
        for package in order:
            receive.receive_all(ledger, [package])
        rows = ledger.rows(
            "SELECT id, grade FROM student WHERE deleted_at IS NULL ORDER BY id"
        ) + ledger.rows("SELECT id, content FROM contact WHERE deleted_at IS NULL ORDER BY id")
        states.add(str(rows))
        ledger_files.close(ledger)
    assert len(states) == 1
    assert "'grade': '5'" in states.pop()


class Stopping:
    """Progress that is stopped after some of the tables."""

    def __init__(self, after):
        self.after, self.moves = after, []

    @property
    def cancelled(self):
        return len(self.moves) >= self.after

    def move(self, done, total, text=""):
        self.moves.append((done, total, text))


@pytest.mark.parametrize("after", [1, 3, 7])
def test_a_large_package_can_be_stopped_while_it_is_written_and_leaves_nothing_half(
    both, stick, monkeypatch, after
):
    school, township = both
    add_children(school, *"abc")
    contact(school, "a", "k1", content="一")
    packed = pack(school, stick)
    monkeypatch.setattr(receive, "LARGE", 1)
    before = history.newest_no(township)
    stopping = Stopping(after)
    with pytest.raises(LedgerError, match="已停下"):
        receive.accept(township, receive.look(township, packed.path), progress=stopping)
    assert len(stopping.moves) == after
    assert (living(township), living(township, "contact"), living(township, "package")) == (
        [], [], [],
    )  # fmt: skip
    assert history.newest_no(township) == before

    receive.accept(township, receive.look(township, packed.path))
    assert living(township) == ["a", "b", "c"]


def test_a_fork_is_refused(both, stick, tmp_path):
    school, township = both
    add_children(school, "a")
    up(school, township, stick)
    twin = tmp_path / "twin.ledger"
    ledger_files.close(school)
    twin.write_bytes(school.path.read_bytes())
    one, other = open_again(school.path), open_again(twin)
    write(one, "a", grade="4")
    write(other, "a", grade="5")
    packed = [pack(each, tmp_path / f"{at}.handoff").path for at, each in enumerate((one, other))]
    found = receive.receive_all(township, packed)
    assert [each.state for each, _ in found] == [ArrivalState.NEW, ArrivalState.FORK]
    assert "两份台账" in found[1][0].hint
    assert value(township, "a", "grade") == "4"
    for each in (one, other):
        ledger_files.close(each)


def test_a_package_for_another_township_is_refused_by_name(both, stick, tmp_path):
    school, _township = both
    other = new_unit(tmp_path, "永安镇中心校", "529901002", "township")
    add_children(school, "a")
    packed = pack(school, stick)
    seen = receive.look(other, packed.path)
    assert not seen.can_be_taken
    assert seen.message
    with pytest.raises(LedgerError):
        receive.accept(other, seen)
    assert living(other) == []
    ledger_files.close(other)


def test_a_school_cannot_write_another_school_s_child(both, stick, tmp_path):
    school, township = both
    add_children(school, "a")
    up(school, township, stick)
    strange = new_unit(tmp_path, "联合小学", "2152000003", "school")
    pair(strange, township, tmp_path)
    own = settings.get(strange, "own_school")
    with revise(strange, "edit", "冒名") as revision:
        revision.insert("student", {"name": "别人", "school": own}, record_id="a")
    packed = pack(strange, stick)
    seen = receive.look(township, packed.path)
    assert seen.strange == ("王a",)
    receive.accept(township, seen, seen.number_to_type)
    assert value(township, "a", "name") == "王a"
    ledger_files.close(strange)


def test_a_whole_stick_is_looked_through(both, stick):
    school, township = both
    add_children(school, "a")
    (stick / "深").mkdir()
    packed = pack(school, stick / "深")
    (stick / "autorun.inf").write_text("[autorun]")
    (stick / "坏.handoff").write_bytes(b"no package at all")
    found = receive.look_at(township, [stick])
    assert {each.path.name: each.state for each in found} == {
        "坏.handoff": ArrivalState.DAMAGED,
        packed.path.name: ArrivalState.NEW,
    }
