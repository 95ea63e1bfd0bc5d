"""What a merge does to lists, marks and history, and in which order merges are taken apart."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, show_student, undo_revision
from ledger_app.actions.merging import merge_files, suspected_pairs
from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes.revisions import revise
from ledger_app.store.lists import student_rows
from ledger_app.store.lists.student_files import load_file
from ledger_app.store.safety import check
from tests.ledgers import report_in


def add(ledger, name="王小明", **values):
    return edit_file.add_student(ledger, {"name": name, "grade": "3", **values}).record_id


def status(ledger, student):
    (row,) = student_rows.list_rows(ledger, student_rows.nos_of(ledger, [student]))
    return row["standing"]


def test_who_was_seen_under_the_other_file_is_seen(ledger):
    one, other = add(ledger), add(ledger, "王晓明")
    report_in(ledger, other, on="2026-11-20")
    assert status(ledger, one) != status(ledger, other)
    seen = status(ledger, other)
    merge_files.merge(ledger, one, other)
    assert status(ledger, one) == seen
    assert len(load_file(ledger, one).of("roll_call")) == 1


def test_an_import_is_undone_though_its_children_were_merged_meanwhile(ledger):
    """That a list names the other file is no edit of it: it goes with its import."""
    one = add(ledger)
    with revise(ledger, "import", "名册.xlsx") as revision:
        other = revision.insert("student", {"name": "王晓明"})
        revision.insert("name_list", {"listed_on": "2026-11-20", "children": other})
    merge_files.merge(ledger, one, other)
    undo_revision.undo(ledger, revision.no)
    assert ledger.column("SELECT id FROM name_list WHERE deleted_at IS NULL") == []
    assert load_file(ledger, one).of("name_list") == ()
    assert check.problems(ledger) == []


def test_the_newest_of_two_merges_is_taken_apart_first(ledger):
    one, two, three = add(ledger), add(ledger, "王晓明"), add(ledger, "王小民")
    report_in(ledger, two, three)
    first, second = merge_files.merge(ledger, one, two), merge_files.merge(ledger, one, three)
    with pytest.raises(LedgerError, match="后来又合并过"):
        merge_files.unmerge(ledger, first.revision_no)
    with pytest.raises(LedgerError, match="后来又合并过"):
        undo_revision.undo(ledger, first.revision_no)
    assert [each.gone for each in merge_files.merged_into(ledger, one)] == [three, two]
    for done in (second, first):
        merge_files.unmerge(ledger, done.revision_no)
    assert set(ledger.value("SELECT children FROM roll_call").split()) == {two, three}
    assert check.problems(ledger) == []
    with pytest.raises(LedgerError, match="没有这样一次合并"):
        merge_files.unmerge(ledger, first.revision_no)


def test_two_merges_of_other_children_do_not_stand_in_each_others_way(ledger):
    ids = [add(ledger, name) for name in ("王一", "王二", "李一", "李二")]
    report_in(ledger, *ids)
    first = merge_files.merge(ledger, ids[0], ids[1])
    merge_files.merge(ledger, ids[2], ids[3])
    merge_files.unmerge(ledger, first.revision_no)
    assert set(ledger.value("SELECT children FROM roll_call").split()) == {*ids[:3]}
    assert check.problems(ledger) == []


def test_deleted_records_go_along_and_can_be_found_again(ledger):
    one, other = add(ledger), add(ledger, "王晓明")
    record = edit_file.add_record(ledger, "contact", other, {"content": "说周一来"}).record_id
    edit_file.delete_record(ledger, "contact", record)
    deleting = ledger.value("SELECT max(no) FROM revision")
    merge_files.merge(ledger, one, other)
    undo_revision.undo(ledger, deleting)
    assert [row["id"] for row in load_file(ledger, one).of("contact")] == [record]


def test_the_history_tells_what_came_and_what_was_changed_before(ledger):
    one, other = add(ledger), add(ledger, "王晓明")
    record = edit_file.add_record(ledger, "contact", other, {"content": "说周一来"}).record_id
    edit_file.save_fields(ledger, "contact", record, {"content": "没有来"})
    merge_files.merge(ledger, one, other)
    lines = [row for row in show_student.changes(ledger, one) if row["record"] == record]
    assert [(row["op"], row["old"], row["new"]) for row in lines[1:]] == [
        ("update", "说周一来", "没有来")
    ]
    assert lines[0]["op"] == "move_in"
    assert show_student.hidden_change(lines[0])["label"] == "联系记录"


def test_judgements_about_the_file_that_went_hold_for_the_one_that_stays(ledger):
    one, other, third = (add(ledger, birth_date="2017-03-11") for _ in range(3))
    suspected_pairs.judge_pair(ledger, other, third, SameChild.OTHER)
    assert len(suspected_pairs.suspected(ledger)) == 2
    merge_files.merge(ledger, one, other)
    assert suspected_pairs.suspected(ledger) == []


def test_a_file_that_is_gone_is_not_merged(ledger):
    one, other = add(ledger), add(ledger, "王晓明")
    edit_file.delete_students(ledger, [other])
    with pytest.raises(LedgerError, match="已经不在了"):
        merge_files.merge(ledger, one, other)


def test_only_other_and_later_are_answers(ledger):
    one, other = add(ledger), add(ledger)
    with pytest.raises(LedgerError, match="请合并"):
        suspected_pairs.judge_pair(ledger, one, other, SameChild.SAME)


def test_twins_and_namesakes_of_other_birth_dates_are_no_pair(ledger):
    twins = {"birth_date": "2017-03-11", "guardian_name": "王刚", "guardian_phone": "13800000001"}
    for name, number in (("王小明", "529901201703110019"), ("王小亮", "529901201703110035")):
        add(ledger, name, id_no=number, **twins)
    for day, who in (("2016-05-04", "陈刚"), ("2015-01-09", "陈大勇")):
        add(ledger, "陈静", birth_date=day, guardian_name=who, village_name="青山村")
    assert suspected_pairs.suspected(ledger) == []


def test_a_corrected_number_and_a_name_written_otherwise_are_pairs(ledger):
    said = {"birth_date": "2017-03-11", "class_no": "1", "guardian_name": "王刚"}
    add(ledger, id_no="529901201703110019", **said)
    add(ledger, id_no="52990120170311001X", **said)
    add(ledger, "欧阳静", guardian_name="欧阳刚", birth_date="2016-05-04")
    add(ledger, "欧阳婧", guardian_name="欧阳刚", birth_date="2016-05-04")
    found = suspected_pairs.suspected(ledger)
    assert sorted(pair.names[0][:2] for pair in found) == ["欧阳", "王小"]
