"""A row of which nobody knows whose it is waits, is in 今日, and is decided once, by a person."""

from __future__ import annotations

import json
import re

import pytest

from ledger_app.actions import due_list, edit_file, import_workbook, undo_revision
from ledger_app.actions.import_workbook import read_workbook
from ledger_app.actions.imports import decide_unsure, waiting_rows
from ledger_app.actions.rehearsing import unsure_cases
from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes import history
from ledger_app.store.changes.revisions import revise
from ledger_app.store.lists import places
from ledger_app.store.lists.student_files import load_file
from ledger_app.store.lists.student_lookup import ids_of_name

TODAY = "2026-11-21"


@pytest.fixture
def child(ledger):
    return edit_file.add_student(ledger, {"name": "王小明", "sex": "1"}).record_id


@pytest.fixture
def row(ledger, child):
    """Return a function that sets a row of this child's name aside."""

    def set_aside(name="王小明", **told):
        told = {
            "values": {"name": name, "sex": "1", "village_name": "联合村"},
            "members": [{"name": "李大山", "relation": "51"}],
            **told,
        }
        values = {
            "listed_on": TODAY,
            "source": "低保名单.xlsx",
            "sheet": "名单",
            "row_no": 4,
            "name": name,
            "row_key": f"key-{name}",
            "told": json.dumps(told, ensure_ascii=False),
            "candidates": child,
        }
        with revise(ledger, "import", "名单") as revision:
            return revision.insert("unsure_row", values)

    return set_aside


def lines(ledger):
    return [each.reason for each in due_list.due(ledger) if each.rule == "unsure_rows"]


def test_rows_that_wait_are_one_line_a_workbook_with_their_names(ledger, row):
    assert lines(ledger) == []
    row()
    row("李雨涵")
    (line,) = lines(ledger)
    assert "低保名单.xlsx" in line
    assert "2 行" in line
    assert "王小明、李雨涵" in line


def test_the_same_child_gets_what_its_file_lacks_and_the_line_ends(ledger, child, row):
    found = decide_unsure.decide(ledger, row(), SameChild.SAME, child)
    assert found == child
    file = load_file(ledger, child)
    assert file.student["village_name"] == "联合村"
    assert [each["name"] for each in file.of("family_member")] == ["李大山"]
    assert lines(ledger) == []


def test_the_only_candidate_need_not_be_named(ledger, child, row):
    assert decide_unsure.decide(ledger, row(), SameChild.SAME) == child


def test_what_the_file_says_stays_and_undo_brings_the_row_back(ledger, child, row):
    edit_file.save_fields(ledger, "student", child, {"village_name": "清泉村"})
    decide_unsure.decide(ledger, row(), SameChild.SAME, child)
    assert load_file(ledger, child).student["village_name"] == "清泉村"
    undo_revision.undo(ledger, history.newest_no(ledger))
    assert len(waiting_rows.waiting(ledger)) == 1
    assert not load_file(ledger, child).of("family_member")


def test_another_child_gets_a_file_of_its_own_with_its_family(ledger, child, row):
    found = decide_unsure.decide(ledger, row(), SameChild.OTHER)
    assert found != child
    assert sorted(ids_of_name(ledger, "王小明")) == sorted([child, found])
    assert [each["name"] for each in load_file(ledger, found).of("family_member")] == ["李大山"]
    assert lines(ledger) == []


def test_a_school_that_came_with_the_row_is_made_once(ledger, row):
    new = {"name": "联合小学", "code": ""}
    first = decide_unsure.decide(ledger, row(school=new), SameChild.OTHER)
    second = decide_unsure.decide(ledger, row("李雨涵", school=new), SameChild.OTHER)
    schools = places.school_names(ledger)
    where = {load_file(ledger, each).student["school"] for each in (first, second)}
    assert len(where) == 1
    assert schools[where.pop()] == "联合小学"


def test_a_school_that_only_waiting_rows_name_is_shown_by_name_and_made_with_the_child(
    ledger, tmp_path
):
    old = edit_file.add_record(ledger, "school", None, {"name": "福利镇中心小学"}).record_id
    edit_file.add_student(
        ledger,
        {"name": "王小明", "sex": "1", "school": old, "grade": "3", "village_name": "清泉村"},
    )
    book = tmp_path / "名单.csv"
    book.write_text("姓名,性别,学校,年级,村\n王小明,男,青山镇石门小学,三年级,清泉村", "utf-8")
    import_workbook.commit(ledger, import_workbook.plan_for(ledger, read_workbook(book)))
    (case,) = unsure_cases.of_ledger(ledger)
    shown = "；".join(
        (*case.beside[0].differing, *(" ".join(each) for each in case.beside[0].lines))
    )
    assert "青山镇石门小学" in shown
    assert not re.search("[0-9a-f]{32}", shown)
    found = decide_unsure.decide(ledger, case.key, SameChild.OTHER)
    school = load_file(ledger, found).student["school"]
    assert places.school_names(ledger)[school] == "青山镇石门小学"


def test_later_goes_on_waiting(ledger, child, row):
    assert decide_unsure.decide(ledger, row(), SameChild.LATER) == ""
    (waits,) = waiting_rows.waiting(ledger)
    assert waits.later
    assert len(lines(ledger)) == 1


def test_a_row_is_decided_once_and_never_into_a_file_that_is_gone(ledger, child, row):
    asked = row()
    edit_file.delete_students(ledger, [child])
    with pytest.raises(LedgerError, match="不在台账里"):
        decide_unsure.decide(ledger, asked, SameChild.SAME, child)
    decide_unsure.decide(ledger, asked, SameChild.OTHER)
    with pytest.raises(LedgerError, match="已经定过"):
        decide_unsure.decide(ledger, asked, SameChild.OTHER)


@pytest.mark.parametrize("answer", [SameChild.SAME, SameChild.OTHER])
def test_who_answers_for_the_child_by_the_row_goes_into_the_file(ledger, row, child, answer):
    row_id = row(responsible=[{"helper_name": "钱二", "helper_phone": "13900000002"}])
    file = load_file(ledger, decide_unsure.decide(ledger, row_id, answer, child))
    assert [each["helper_name"] for each in file.of("responsibility")] == ["钱二"]


def test_an_id_that_is_wrong_or_too_short_decides_no_row(ledger, row, child):
    one = row()
    for wrong in ("", one[:1], "no-such-row"):
        with pytest.raises(LedgerError, match=r"不能确定是哪一行|没有编号"):
            decide_unsure.decide(ledger, wrong, SameChild.OTHER)
    assert decide_unsure.decide(ledger, one[:8], SameChild.SAME) == child
    with pytest.raises(LedgerError, match="已经定过了"):
        decide_unsure.decide(ledger, one, SameChild.OTHER)


def test_of_several_children_somebody_has_to_say_which(ledger, row):
    one = row()
    with revise(ledger, "edit", "名单") as revision:
        revision.update("unsure_row", one, {"candidates": None})
    with pytest.raises(LedgerError, match="不知道是哪一个孩子"):
        decide_unsure.decide(ledger, one, SameChild.SAME)
