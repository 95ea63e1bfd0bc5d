"""The answers of a route sheet: typed in one sitting, kept as one revision, nobody left out."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.actions import due_list, edit_file, undo_revision
from ledger_app.actions.contact import keep
from ledger_app.actions.contact.family_numbers import family_of
from ledger_app.actions.merging import merge_files
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.print_ledger import Purpose, students
from ledger_app.actions.rosters import sheets_out
from ledger_app.actions.rosters.sheets_out import open_sheets
from ledger_app.actions.visits.keep_answers import Answer, keep_answers
from ledger_app.actions.visits.routes import By, Route
from ledger_app.actions.visits.sheet_lines import children_of
from ledger_app.domain.errors import LedgerError
from ledger_app.store.lists.student_files import load_file
from ledger_app.store.safety import check
from tests.actions.visits.routes import add_children

SHARED = {"contacted_on": "2026-11-19", "mode": "1", "persuaders": "周老师"}


@pytest.fixture
def children(ledger):
    return add_children(ledger)


@pytest.fixture
def sheet(ledger, children):
    prepared = print_ledger.prepare(
        ledger, "visit_list", subject=students(*children.values()), purpose=Purpose.INTERNAL,
        route=Route(By.ONE, "周老师"),
    )  # fmt: skip
    print_ledger.issue(ledger, prepared)
    (found,) = open_sheets(ledger)
    return found


def contacts(ledger, child):
    return load_file(ledger, child).of("contact")


def test_an_open_sheet_has_its_children_in_the_order_of_the_paper(ledger, sheet, children):
    lines = children_of(ledger, sheet)
    assert [(each.number, each.name) for each in lines] == [
        (1, "李𰻝"), (2, "王𬱖"), (3, "王小二"), (4, "赵涛"),
    ]  # fmt: skip
    assert sheet.said == "全部 11-21 周老师　已补录 0/4 人"
    assert all(each.purpose == "1" for each in lines)
    assert not any(each.is_answered for each in lines)


def test_all_is_kept_as_one_revision_with_both_days_and_undone_as_one(ledger, sheet, children):
    ledger.clock.move(days=3)  # the paper comes back late
    before = ledger.value("SELECT count(*) FROM revision")
    answers = [
        Answer(children["王𬱖"], {"met_who": "3", "result": "2", "promised_on": "2026-11-25"}),
        Answer(children["王小二"], {"content": "在家带弟弟", "contacted_on": "2026-11-20"}),
    ]
    assert keep_answers(ledger, sheet.id, SHARED, answers) == 2
    assert ledger.value("SELECT count(*) FROM revision") == before + 1
    (contact,) = contacts(ledger, children["王𬱖"])
    assert contact["contacted_on"] == "2026-11-19"
    assert contact["created_at"][:10] == "2026-11-24"
    assert (contact["persuaders"], contact["mode"]) == ("周老师", "1")
    assert contact["promised_on"] == "2026-11-25"
    assert contact["contacted_at"] is None  # of a visit that is typed later nobody knows the hour
    assert contacts(ledger, children["王小二"])[0]["contacted_on"] == "2026-11-20"
    assert not ledger.value("SELECT count(*) FROM outcome")  # nothing was impossible
    (left,) = open_sheets(ledger)
    assert left.said == "全部 11-21 周老师　已补录 2/4 人"

    undo_revision.undo(ledger)
    assert not contacts(ledger, children["王𬱖"])
    assert open_sheets(ledger) == [sheet]


def test_the_sheet_closes_itself_with_the_last_answer(ledger, sheet, children):
    said = {"result": "8"}
    ids = [children[name] for name in ("李𰻝", "王𬱖", "王小二")]
    keep_answers(ledger, sheet.id, SHARED, [Answer(each, said) for each in ids])
    keep_answers(ledger, sheet.id, SHARED, [Answer(children["赵涛"], said)])
    assert open_sheets(ledger) == []
    assert ledger.value("SELECT closed_on FROM visit_sheet") == "2026-11-21"
    with pytest.raises(LedgerError, match="已经收回"):
        keep_answers(ledger, sheet.id, SHARED, [Answer(children["赵涛"], said)])


def test_who_was_not_gone_to_is_impossible_with_its_reason_and_comes_back(ledger, sheet, children):
    child = children["赵涛"]
    assert child in {each.student for each in due_list.due(ledger) if each.days >= 0}
    keep_answers(ledger, sheet.id, SHARED, [Answer(child, not_gone="路断了，没去成")])
    assert not contacts(ledger, child)
    noted = ledger.rows("SELECT student_id, rule, outcome, reason FROM outcome")
    assert noted == [
        {"student_id": child, "rule": "repersuade", "outcome": "impossible",
         "reason": "路断了，没去成"},
    ]  # fmt: skip
    due = [each for each in due_list.due(ledger) if each.student == child and each.days >= 0]
    assert "contact" not in {each.opens for each in due}
    later = [each for each in due_list.due(ledger, date(2026, 12, 20)) if each.student == child]
    assert later


def test_what_is_due_in_some_days_only_is_nothing_that_could_not_be_done_today(
    ledger, sheet, children
):
    child = children["赵涛"]
    assert "劝返" in children_of(ledger, sheet)[3].reason
    promise = {"contacted_on": "2026-11-18", "mode": "1", "purpose": "1", "result": "2"}
    edit_file.add_record(ledger, "contact", child, {**promise, "promised_on": "2026-11-26"})
    assert "承诺" not in children_of(ledger, sheet)[3].reason
    with pytest.raises(LedgerError, match="第 4 号今天没有要联系的事"):
        keep_answers(ledger, sheet.id, SHARED, [Answer(child, not_gone="路断了")])
    assert not ledger.value("SELECT count(*) FROM outcome")


def test_a_report_that_is_owed_is_owed_all_the_same_where_nobody_went(ledger, sheet, children):
    def owed():
        due = [each for each in due_list.due(ledger) if each.student == children["赵涛"]]
        return {each.rule for each in due if each.days >= 0}

    before = owed()
    keep_answers(ledger, sheet.id, SHARED, [Answer(children["赵涛"], not_gone="路断了")])
    assert before - owed() == {"repersuade"}
    assert {"suspected_3", "registry_flag", "dropout_confirm"} <= owed()


def test_harm_that_nobody_was_told_of_stays_to_be_reported_where_nobody_went(
    ledger, sheet, children
):
    child = children["赵涛"]
    edit_file.add_record(ledger, "harm", child, {"found_on": "2026-11-10", "kind": "1"})
    keep_answers(ledger, sheet.id, SHARED, [Answer(child, not_gone="路断了")])
    assert "harm_report" in {each.rule for each in due_list.due(ledger) if each.student == child}


def test_a_line_that_says_nothing_is_named_by_its_number_and_nothing_is_kept(
    ledger, sheet, children
):
    answers = [Answer(children["王𬱖"], {"result": "2"}), Answer(children["王小二"], {})]
    with pytest.raises(LedgerError, match="第 3 号"):
        keep_answers(ledger, sheet.id, SHARED, answers)
    with pytest.raises(LedgerError, match="日期"):
        keep_answers(ledger, sheet.id, {"mode": "1"}, answers[:1])
    with pytest.raises(LedgerError, match="还没有填"):
        keep_answers(ledger, sheet.id, SHARED, [])
    assert not contacts(ledger, children["王𬱖"])
    assert open_sheets(ledger) == [sheet]


def test_no_child_is_answered_twice_nor_one_of_another_sheet(ledger, sheet, children):
    answer = Answer(children["王𬱖"], {"result": "2"})
    keep_answers(ledger, sheet.id, SHARED, [answer])
    other = edit_file.add_student(ledger, {"name": "别人"}).record_id
    right = Answer(children["赵涛"], {"result": "2"})
    for wrong in (answer, Answer(other, {"result": "2"})):
        with pytest.raises(LedgerError, match="不在这张单子上"):
            keep_answers(ledger, sheet.id, SHARED, [right, wrong])
    assert len(contacts(ledger, children["王𬱖"])) == 1
    assert not contacts(ledger, children["赵涛"])


def test_a_child_whose_file_is_deleted_is_not_waited_for(ledger, sheet, children):
    for name in ("李𰻝", "王𬱖", "王小二"):
        edit_file.delete_record(ledger, "student", children[name])
    (left,) = open_sheets(ledger)
    assert left.waiting == (children["赵涛"],)
    keep_answers(ledger, sheet.id, SHARED, [Answer(children["赵涛"], {"result": "2"})])
    assert open_sheets(ledger) == []


def test_a_merge_of_two_children_of_a_sheet_moves_no_line_of_the_paper(ledger, sheet, children):
    def numbered():
        return {each.name: each.number for each in children_of(ledger, open_sheets(ledger)[0])}

    before = numbered()
    merge_files.merge(ledger, children["王𬱖"], children["王小二"])
    assert numbered() == {name: at for name, at in before.items() if name != "王小二"}
    keep_answers(ledger, sheet.id, SHARED, [Answer(children["赵涛"], {"result": "2"})])
    undo_revision.undo(ledger)
    undo_revision.undo(ledger)
    assert numbered() == before
    assert check.problems(ledger) == []


def test_a_sheet_that_is_out_for_a_week_is_a_line_of_today(ledger, sheet, children):
    def said():
        return [each.reason for each in due_list.due(ledger) if each.rule == "visit_sheet"]

    ledger.clock.move(days=6)
    assert said() == []
    ledger.clock.move(days=1)
    assert said() == ["走访单 全部 11-21 周老师 还有 4 人没补录"]
    keep_answers(ledger, sheet.id, SHARED, [Answer(children["赵涛"], {"result": "2"})])
    assert said() == ["走访单 全部 11-21 周老师 还有 3 人没补录"]
    rest = [Answer(child, {"result": "2"}) for child in sheet.children[:3]]
    keep_answers(ledger, sheet.id, SHARED, rest)
    assert said() == []


def test_a_return_on_a_sheet_ends_the_case_as_the_short_form_does(ledger, sheet, children):
    child = children["王𬱖"]
    (line,) = [each for each in children_of(ledger, sheet) if each.id == child]
    leads_to = keep.leads_to("1", is_out=line.is_out)
    agreed = keep.record_of(leads_to, "2026-11-19")
    keep_answers(ledger, sheet.id, SHARED, [Answer(child, {"result": "1"}, beside=agreed)])
    file = load_file(ledger, child)
    (placed,) = file.of("placement")
    assert placed["returned_on"] == "2026-11-19"
    assert len(file.of("contact")) == 1
    undo_revision.undo(ledger)
    assert not load_file(ledger, child).of("placement")


def test_a_refusal_on_a_sheet_opens_the_case_that_was_agreed_to(ledger, sheet, children):
    child = children["赵涛"]
    for row in load_file(ledger, child).of("dropout"):
        edit_file.delete_record(ledger, "dropout", row["id"], "登错了")
    (line,) = [each for each in children_of(ledger, sheet) if each.id == child]
    assert not line.is_out
    agreed = keep.record_of(keep.leads_to("7", is_out=False), "2026-11-19", {"last_attended": None})
    keep_answers(ledger, sheet.id, SHARED, [Answer(child, {"result": "7"}, beside=agreed)])
    (case,) = load_file(ledger, child).of("dropout")
    assert (case["is_suspected"], case["suspected_on"]) == ("1", "2026-11-19")


def test_a_changed_telephone_is_the_guardians_from_now_on_and_the_old_one_is_kept(
    ledger, sheet, children
):
    child = children["王𬱖"]
    answer = Answer(child, {"result": "8"}, phone="13600009999")
    keep_answers(ledger, sheet.id, SHARED, [answer])
    assert load_file(ledger, child).student["guardian_phone"] == "13600009999"
    numbers = {each.number for each in family_of(ledger, child).numbers}
    assert numbers == {"13600009999", "13800001111"}


def test_a_file_that_was_handed_over_meanwhile_is_not_waited_for_and_that_is_said(
    ledger, sheet, children, monkeypatch
):
    gone = children["李𰻝"]
    monkeypatch.setattr(
        sheets_out.whose, "reading_copies", lambda _, ids: [each for each in ids if each == gone]
    )
    (left,) = open_sheets(ledger)
    assert left.said == "全部 11-21 周老师　已补录 0/4 人，1 人的档案已移交，不用补录"
    assert gone not in [each.id for each in children_of(ledger, left)]
    said = {"result": "8"}
    others = [Answer(child, said) for child in children.values() if child != gone]
    keep_answers(ledger, sheet.id, SHARED, others)
    assert open_sheets(ledger) == []
    assert ledger.value("SELECT closed_on FROM visit_sheet") == "2026-11-21"
