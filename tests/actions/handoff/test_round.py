"""A month between a school and its township, with real packages: what is judged comes back."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.handoff import conflicts, preflight, questions, receive, verdicts
from ledger_app.actions.handoff.overview import overview, own_status
from ledger_app.actions.handoff.pack import pack
from ledger_app.actions.handoff.receipts import make_receipt
from ledger_app.actions.printing import print_ledger
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes import history
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.paired import SCHOOL, a_school_and_its_township, add_children
from tests.ledgers import open_again

FIRST, SECOND, THIRD = "a1" * 16, "b2" * 16, "c3" * 16


@pytest.fixture
def units(tmp_path):
    school, township = a_school_and_its_township(tmp_path)
    add_children(school, FIRST, SECOND, THIRD)
    (tmp_path / "U盘").mkdir()
    yield school, township, tmp_path / "U盘"
    for ledger in (school, township):
        ledger_files.close(ledger)


def up(units):
    """Carry a package up and take it."""
    school, township, stick = units
    packed = pack(school, stick)
    incoming = receive.look(township, packed.path)
    return receive.accept(township, incoming, incoming.number_to_type)


def down(units):
    """Carry a receipt down and take it."""
    school, township, stick = units
    packed = make_receipt(township, SCHOOL, stick)
    incoming = receive.look(school, packed.path)
    return receive.accept(school, incoming, incoming.number_to_type)


def to_judge(ledger):
    return {each.student for each in verdicts.changed_files(ledger)}


def test_a_returned_file_comes_back_changed_or_answered_and_is_judged_again(units):
    school, township, _ = units
    up(units)
    assert to_judge(township) == {FIRST, SECOND, THIRD}
    verdicts.give(township, [FIRST], "accepted")
    verdicts.give(township, [SECOND, THIRD], "returned", "请核实电话")
    down(units)
    assert {each.student for each in verdicts.returned(school)} == {SECOND, THIRD}
    edit_file.save_fields(school, "student", SECOND, {"phone": "13800000000"})
    up(units)
    assert to_judge(township) == {SECOND}
    assert [each.student for each in verdicts.returned(school)] == [THIRD], "it went up unchanged"
    verdicts.reply(school, verdicts.returned(school)[0].id, "电话没错")
    up(units)
    assert verdicts.returned(school) == []
    found = {each.student: each for each in verdicts.changed_files(township)}
    assert set(found) == {SECOND, THIRD}
    assert (found[THIRD].before, found[THIRD].reply) == ("请核实电话", "电话没错")
    verdicts.give(township, [SECOND, THIRD], "accepted")
    down(units)
    assert verdicts.returned(school) == []
    up(units)
    assert to_judge(township) == set(), "what nobody changed is not judged twice"


def test_what_is_returned_twice_stands_at_the_school_again(units):
    school, township, _ = units
    up(units)
    verdicts.give(township, [FIRST], "returned", "请核实电话")
    down(units)
    edit_file.save_fields(school, "student", FIRST, {"phone": "13800000000"})
    up(units)
    verdicts.give(township, [FIRST], "returned", "还是打不通")
    down(units)
    (found,) = verdicts.returned(school)
    assert (found.reason, found.changed, found.sequence) == ("还是打不通", False, 2)


def test_a_question_goes_down_and_its_answer_comes_up(units):
    school, township, _ = units
    up(units)
    (question,) = questions.ask(township, [FIRST], "电话是谁的？", field="phone")
    questions.ask(township, [SECOND], "学校对吗？", field="school")
    down(units)
    found = {each.student: each for each in questions.to_answer(school)}
    assert found[FIRST].asked == "电话是谁的？"
    assert (found[SECOND].value, found[SECOND].now) == ("青山小学", "青山小学")
    questions.answer(school, question, "accepted", value="13900000000")
    questions.answer(school, found[SECOND].id, "answered", "对的")
    up(units)
    answered = {each.student: each for each in questions.open_questions(township)}
    assert (answered[FIRST].answer, answered[FIRST].now) == ("accepted", "13900000000")
    assert (answered[SECOND].answer, answered[SECOND].reply) == ("answered", "对的")
    (line,) = overview(township)
    assert (line.questions, line.answers) == (0, 2)
    questions.close(township, [each.id for each in answered.values()])
    down(units)
    assert questions.open_questions(school) == []


def test_an_undone_merge_at_the_township_takes_the_reply_back_and_the_next_brings_it_again(units):
    school, township, _ = units
    up(units)
    verdicts.give(township, [FIRST], "returned", "请核实")
    down(units)
    verdicts.reply(school, verdicts.returned(school)[0].id, "没错")
    up(units)
    undo_revision.undo(township)
    assert FIRST not in to_judge(township)
    assert overview(township)[0].sequence == 1
    up(units)
    found = {each.student: each for each in verdicts.changed_files(township)}
    assert found[FIRST].reply == "没错"


def test_the_overview_and_both_papers_say_the_same_of_the_package(units):
    school, township, _ = units
    up(units)
    verdicts.give(township, [FIRST], "returned", "请核实电话")
    down(units)
    (line,) = overview(township)
    assert (line.name, line.sequence, line.students, line.days) == ("青山小学", 1, 3, 0)
    assert (line.to_judge, line.returned, line.is_answered) == (2, 1, True)
    assert own_status(school).is_answered
    papers = {
        key: print_ledger.prepare(ledger, key).sheets[0]
        for key, ledger in (("handover_list", school), ("receipt_slip", township))
    }
    texts = {
        key: [box.text for block in sheet.blocks for each in block.lines for box in each]
        for key, sheet in papers.items()
    }
    digests = {words[words.index("内容摘要") + 1] for words in texts.values()}
    assert len(digests) == 1
    assert "请核实电话" in texts["receipt_slip"]
    assert {sheet.file_no for sheet in papers.values()} == {"第 1 包"}


def test_a_restored_school_is_told_again_what_was_returned(units, tmp_path):
    school, township, stick = units
    up(units)
    kept = tmp_path / "备份.ledger"
    ledger_files.close(school)
    kept.write_bytes(school.path.read_bytes())
    school = open_again(school.path)
    units = school, township, stick
    verdicts.give(township, [FIRST], "returned", "请核实")
    down(units)
    assert len(verdicts.returned(school)) == 1
    ledger_files.close(school)
    school.path.write_bytes(kept.read_bytes())
    school = open_again(school.path)
    units = school, township, stick
    assert verdicts.returned(school) == []
    down(units)
    assert [each.reason for each in verdicts.returned(school)] == ["请核实"]
    ledger_files.close(school)


def test_a_number_that_was_spoilt_is_no_package_that_is_missing(units, monkeypatch):
    school, township, stick = units
    up(units)

    def is_full(*_: object) -> None:
        raise LedgerError("U盘满了。")

    with monkeypatch.context() as patched:
        patched.setattr("ledger_app.files.stick.write", is_full)
        with pytest.raises(LedgerError, match="U盘满了"):
            pack(school, stick)
    packed = pack(school, stick)
    incoming = receive.look(township, packed.path)
    assert (packed.sequence, incoming.state) == (3, "new")
    receive.accept(township, incoming)
    (line,) = overview(township)
    assert (line.sequence, line.gaps) == (3, ())
    pack(school, stick).path.unlink()  # lost on the way: this one is missing
    up(units)
    assert overview(township)[0].gaps == (4,)


def test_what_came_down_is_not_told_as_new_and_the_list_says_what_was_looked_at(units):
    school, township, _ = units
    up(units)
    verdicts.give(township, [FIRST], "returned", "请核实电话")
    questions.ask(township, [SECOND], "民族对吗？", field="ethnic")
    down(units)
    assert preflight.preflight(school).since_last == "上次移交以来：没有改动"
    up(units)
    sheet = print_ledger.prepare(school, "handover_list").sheets[0]
    (said,) = [line[1].text for line in sheet.blocks[0].lines if line[0].text == "移交前检查"]
    assert said.split("；")[:2] == [
        "退回的档案还有 1 份没有改，也没有答复",
        "上级请核实的还有 1 条没有答复",
    ]
    assert "体检：缺必填" in said


def test_many_corrections_without_weight_are_taken_as_one_and_taken_back_as_one(units):
    school, township, _ = units
    up(units)
    for student in (FIRST, SECOND, THIRD):
        told = {"ethnic": "02", "guardian_phone": "13800001234", "grade": "4"}
        edit_file.save_fields(township, "student", student, told)
    down(units)
    found = conflicts.open_conflicts(school)
    easy = [each.id for each in found if each.is_harmless]
    assert (len(found), len(easy)) == (9, 6)
    before = history.newest_no(school)
    assert conflicts.decide(school, easy, conflicts.THEIRS) == 6
    assert history.newest_no(school) == before + 1
    grades = school.column("SELECT DISTINCT grade FROM student WHERE ethnic = '02'")
    assert grades == ["3"]
    history.undo(school)
    assert len(conflicts.open_conflicts(school)) == 9
    assert school.value("SELECT count(*) FROM student WHERE ethnic IS NOT NULL") == 0
