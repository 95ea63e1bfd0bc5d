"""请核实: asked above about one field, answered below by correcting, explaining or refusing."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.handoff import questions
from ledger_app.domain.errors import LedgerError
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.planted import GREEN, bring_question, new_township, take_package


@pytest.fixture
def township(tmp_path):
    ledger = new_township(tmp_path)
    yield ledger
    ledger_files.close(ledger)


@pytest.fixture
def child(ledger):
    told = {"name": "王小明", "grade": "3", "class_no": "2", "phone": "13800000000"}
    return edit_file.add_student(ledger, told).record_id


def about_phone(ledger, child, **more):
    place = {"table_name": "student", "record": child, "field": "phone", "value": "13800000000"}
    return bring_question(ledger, child, **place, **more)


def answered(ledger):
    row = ledger.rows("SELECT * FROM question")[0]
    return row["answer"], row["reply"], row["answered_by"], row["answered_on"]


# Above.


def test_a_question_keeps_what_stood_in_the_field_when_it_was_asked(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    take_package(township, GREEN, 2, changed={child: {"phone": "13800000000"}})
    questions.ask(township, [child], " 电话打不通，请核实 ", field="phone")
    take_package(township, GREEN, 3, changed={child: {"phone": "13900000000"}})
    (found,) = questions.open_questions(township)
    assert (found.name, found.place, found.label) == ("王小明", "三(2)", "联系电话")
    assert (found.value, found.now) == ("13800000000", "13900000000")
    assert (found.asked, found.asked_by, found.is_ours) == ("电话打不通，请核实", "王老师", True)
    assert questions.to_answer(township) == [], "nobody answers his own question"


def test_nobody_answers_what_was_asked_here(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    (question,) = questions.ask(township, [child], "请核实")
    with pytest.raises(LedgerError, match="没有这个要答复的问题"):
        questions.answer(township, question, "answered", "核实过了")


def test_the_same_is_asked_of_several_children_in_one_step(township):
    ids = take_package(township, GREEN, 1, ["王小明", "李梓涵"])
    questions.ask(township, ids, "请核实年级", field="grade")
    assert [each.name for each in questions.open_questions(township)] == ["王小明", "李梓涵"]
    undo_revision.undo(township)
    assert questions.open_questions(township) == []


def test_a_question_about_a_record_names_the_table_and_one_about_the_file_no_field(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    told = {"contacted_on": "2026-11-03", "result": "2"}
    contact = edit_file.add_record(township, "contact", child, told).record_id
    questions.ask(township, [child], "结果？", table="contact", record=contact, field="result")
    questions.ask(township, [child], "还在家吗？")
    first, second = questions.open_questions(township)
    assert (first.table, first.record) == ("contact", contact)
    assert first.label.startswith("联系记录 ")
    assert first.value not in ("", "2"), "in words, not as a code"
    assert (second.field, second.label, second.value) == ("", "", "")


def test_nobody_asks_without_words_or_about_a_file_that_is_kept_here(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    own = edit_file.add_student(township, {"name": "自己的"}).record_id
    with pytest.raises(LedgerError, match="问题还是空的"):
        questions.ask(township, [child], "  ")
    with pytest.raises(LedgerError, match="太长"):
        questions.ask(township, [child], "长" * 2001)
    with pytest.raises(LedgerError, match="没有下级单位可以问"):
        questions.ask(township, [child, own], "请核实")
    assert questions.open_questions(township) == []


def test_a_school_has_nobody_to_ask(ledger, child):
    with pytest.raises(LedgerError, match="学校下面没有单位可以问"):
        questions.ask(ledger, [child], "请核实")


def test_whoever_asked_ends_it_and_only_he(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    (first,) = questions.ask(township, [child], "请核实")
    from_above = bring_question(township, child)
    with pytest.raises(LedgerError, match="不是本台账问的"):
        questions.close(township, [from_above])
    assert questions.close(township, [first, first]) == 1
    assert [each.id for each in questions.open_questions(township)] == [from_above]
    with pytest.raises(LedgerError, match="已经了结"):
        questions.close(township, [first])
    undo_revision.undo(township)
    assert len(questions.open_questions(township)) == 2


# Below.


def test_correcting_writes_the_field_and_the_answer_in_one_step(ledger, child):
    question = about_phone(ledger, child)
    questions.answer(ledger, question, "accepted", value="139 0000 0000")
    assert answered(ledger) == ("accepted", None, "张老师", "2026-11-21")
    (found,) = questions.open_questions(ledger)
    assert (found.value, found.now) == ("13800000000", "13900000000")
    assert questions.to_answer(ledger) == []
    undo_revision.undo(ledger)
    assert questions.to_answer(ledger)[0].now == "13800000000"


def test_what_was_corrected_in_the_form_before_counts(ledger, child):
    question = about_phone(ledger, child)
    with pytest.raises(LedgerError, match="还没有改"):
        questions.answer(ledger, question, "accepted")
    edit_file.save_fields(ledger, "student", child, {"phone": "13900000000"})
    questions.answer(ledger, question, "accepted")
    assert answered(ledger)[0] == "accepted"


def test_a_correction_that_cannot_be_kept_or_changes_nothing_answers_nothing(ledger, child):
    question = about_phone(ledger, child)
    with pytest.raises(LedgerError, match="和现在的一样"):
        questions.answer(ledger, question, "accepted", value="13800000000")
    grade = bring_question(
        ledger, child, table_name="student", record=child, field="grade", value="3"
    )
    with pytest.raises(LedgerError):
        questions.answer(ledger, grade, "accepted", value="没有这个年级")
    assert len(questions.to_answer(ledger)) == 2


@pytest.mark.parametrize("said", ["answered", "refused"])
def test_explaining_and_refusing_need_words(ledger, child, said):
    question = about_phone(ledger, child)
    with pytest.raises(LedgerError, match=r"还没有写|还是空的"):
        questions.answer(ledger, question, said, "  ")
    questions.answer(ledger, question[:8], said, "是奶奶的电话，打得通")
    assert answered(ledger)[:2] == (said, "是奶奶的电话，打得通")


def test_an_answer_can_be_changed_until_the_question_is_closed(ledger, child):
    question = about_phone(ledger, child)
    questions.answer(ledger, question, "refused", "没有错")
    questions.answer(ledger, question, "answered", "核实过了")
    assert answered(ledger)[:2] == ("answered", "核实过了")
    with pytest.raises(LedgerError, match="只有"):
        questions.answer(ledger, question, "fine", "好")


def test_a_question_about_the_whole_file_is_answered_in_words(ledger, child):
    question = bring_question(ledger, child)
    with pytest.raises(LedgerError, match="还没有改"):
        questions.answer(ledger, question, "accepted")
    questions.answer(ledger, question, "accepted", "已按户口本更正")
    assert answered(ledger)[:2] == ("accepted", "已按户口本更正")


def test_a_school_is_asked_about_by_its_code_and_shown_by_its_name(township, ledger, child):
    (other,) = take_package(township, GREEN, 1, ["李梓涵"])
    questions.ask(township, [other], "学校对吗？", field="school")
    (found,) = questions.open_questions(township)
    assert (found.value, found.now) == ("青山小学", "青山小学")
    told = township.value("SELECT value FROM question")
    place = {"table_name": "student", "record": child, "field": "school"}
    bring_question(ledger, child, **place, value="school:2152000001")
    own = ledger.value("SELECT id FROM school")
    edit_file.save_fields(ledger, "student", child, {"school": own})
    (found,) = questions.to_answer(ledger)
    assert told == "school:2152000001"
    assert (found.value, found.now) == ("福利镇中心小学", "福利镇中心小学")
    with pytest.raises(LedgerError, match="还没有改"):
        questions.answer(ledger, found.id, "accepted")


def test_a_field_of_a_newer_program_is_asked_about_as_the_file(ledger, child):
    place = {"table_name": "student", "record": child, "field": "of_tomorrow", "value": "1"}
    question = bring_question(ledger, child, **place)
    (found,) = questions.to_answer(ledger)
    assert (found.label, found.now) == ("", "")
    questions.answer(ledger, question, "accepted", "已更正")


def test_a_question_about_a_record_that_is_gone_says_so(ledger, child):
    told = {"contacted_on": "2026-11-03", "place": "家里"}
    contact = edit_file.add_record(ledger, "contact", child, told).record_id
    place = {"table_name": "contact", "record": contact, "field": "place", "value": "家里"}
    question = bring_question(ledger, child, **place)
    edit_file.delete_record(ledger, "contact", contact)
    assert questions.to_answer(ledger)[0].now == "（记录已删除）"
    with pytest.raises(LedgerError, match="已经不在了"):
        questions.answer(ledger, question, "accepted", value="学校")
    questions.answer(ledger, question, "answered", "重复登记，已删")


def test_the_question_of_a_deleted_file_is_asked_of_nobody(ledger, child):
    question = about_phone(ledger, child)
    edit_file.delete_students(ledger, [child])
    assert questions.open_questions(ledger) == []
    with pytest.raises(LedgerError, match="没有这个要答复的问题"):
        questions.answer(ledger, question, "answered", "好")
