"""One call or visit, kept whole for one child or several, or not at all."""

from __future__ import annotations

from datetime import datetime

import pytest

from ledger_app.actions import due_list, edit_file, open_student, undo_revision
from ledger_app.actions.contact import draft, keep
from ledger_app.actions.contact.draft import MOST
from ledger_app.actions.contact.keep import Spoken, leads_to
from ledger_app.domain.errors import LedgerError
from ledger_app.store.lists.student_files import load_file
from tests.gui.children import fill

TOLD = {"contacted_on": "2026-11-21", "purpose": "1", "mode": "2", "content": "说好回来"}


@pytest.fixture
def ids(ledger):
    ledger.clock = lambda: datetime(2026, 11, 21, 9, 41, 7)
    return fill(ledger)


def contacts(ledger, child):
    return load_file(ledger, child).of("contact")


def test_a_contact_of_today_has_its_time_of_day_and_its_author(ledger, ids):
    spoken = Spoken(ids["王𬱖"], {"result": "7", "phone_tried": "13800001000"})
    kept = keep.keep(ledger, TOLD, [spoken])
    (row,) = contacts(ledger, ids["王𬱖"])
    assert (row["id"], row["contacted_at"]) == (kept.contacts[ids["王𬱖"]], "09:41")
    assert (row["persuaders"], row["phone_tried"], row["result"]) == (
        "张老师", "13800001000", "7",
    )  # fmt: skip


def test_of_an_earlier_one_nobody_knows_the_time(ledger, ids):
    keep.keep(ledger, {**TOLD, "contacted_on": "2026-11-18"}, [Spoken(ids["王𬱖"])])
    (row,) = contacts(ledger, ids["王𬱖"])
    assert (row["contacted_on"], row["contacted_at"]) == ("2026-11-18", None)
    assert row["created_at"].startswith("2026-11-21")  # both days are known


def test_several_children_are_one_revision_each_with_its_own_result(ledger, ids):
    before = ledger.value("SELECT max(no) FROM revision")
    results = {"王𬱖": "7", "单小雨": "8"}
    spoken = [Spoken(ids[name], {"result": result}) for name, result in results.items()]
    keep.keep(ledger, TOLD, spoken)
    assert ledger.value("SELECT max(no) FROM revision") == before + 1
    last = "SELECT kind, about FROM revision ORDER BY no DESC LIMIT 1"
    assert ledger.rows(last) == [{"kind": "edit", "about": "登记联系：2 人"}]
    assert [contacts(ledger, ids[name])[-1]["result"] for name in ("王𬱖", "单小雨")] == ["7", "8"]
    undo_revision.undo(ledger)
    assert not contacts(ledger, ids["王𬱖"])


def test_a_value_that_cannot_be_kept_keeps_nothing_of_anybody(ledger, ids):
    bad = Spoken(ids["单小雨"], {"result": "没有这个结果"})
    with pytest.raises(LedgerError):
        keep.keep(ledger, TOLD, [Spoken(ids["王𬱖"]), bad])
    with pytest.raises(LedgerError, match="日期"):
        keep.keep(ledger, {"mode": "2"}, [Spoken(ids["王𬱖"])])
    assert not contacts(ledger, ids["王𬱖"])


def test_a_case_begins_with_its_first_contact_and_is_asked_for_no_more(ledger, ids):
    child = ids["陈㛃喆"]
    case = {"last_attended": "2026-11-13", "dropout_reasons": "01", "main_reason": "01"}
    keep.keep(ledger, TOLD, [Spoken(child, {"result": "7"}, {"dropout": case})])
    file = load_file(ledger, child)
    (opened,) = file.of("dropout")
    assert (opened["is_suspected"], opened["suspected_on"]) == ("1", "2026-11-21")
    assert opened["dropout_grade"] == "2"
    due = {each.rule for each in due_list.due(ledger) if each.student == child}
    assert "without_case" not in due
    assert "suspected_3" in due  # it is on the ladder at once
    undo_revision.undo(ledger)
    assert not load_file(ledger, child).of("dropout")


@pytest.mark.parametrize(
    ("result", "is_out", "table"),
    [
        ("7", False, "dropout"), ("9", False, "dropout"), ("2", False, "dropout"),
        ("7", True, ""), ("8", False, ""), (None, False, ""), ("1", True, "placement"),
        ("1", False, "sighting"),
    ],
)  # fmt: skip
def test_what_a_result_leads_to(result, is_out, table):
    assert leads_to(result, is_out=is_out) == table


def test_a_form_begins_with_what_is_known_of_the_child_and_nothing_of_others(ledger, ids):
    edit_file.save_fields(ledger, "student", ids["王𬱖"], {"safety_note": "不得告知父亲住址"})
    mother = {"name": "李梅", "relation": "52", "phone": "13900002222、13900003333"}
    edit_file.add_record(ledger, "family_member", ids["王𬱖"], mother)
    for purpose, mode in (("1", "1"), ("2", "2")):
        given = {**TOLD, "purpose": purpose, "mode": mode, "contacted_on": "2026-11-1" + purpose}
        keep.keep(ledger, given, [Spoken(ids["王𬱖"])])
    begun = draft.begin(ledger, [ids["王𬱖"]])
    (child,) = begun.children
    assert [each.number for each in child.numbers] == ["13800001000", "13900002222", "13900003333"]
    assert child.safety_note == "⚠ 安全提示：不得告知父亲住址"
    assert (child.last["1"]["mode"], child.last["2"]["mode"]) == ("1", "2")
    assert child.is_out
    assert not draft.begin(ledger, [ids["单小雨"]]).children[0].last


def test_the_reminder_says_what_it_is_for_and_how_it_is_wanted(ledger, ids):
    due = [each for each in due_list.due(ledger) if each.rule == "promise_missed"]
    begun = draft.begin(ledger, [due[0].student], due[:1])
    assert (begun.purpose, begun.wanted_mode) == ("1", "1")
    assert begun.children[0].reason == due[0].reason
    other = [each for each in due_list.due(ledger) if each.rule == "dropout_report"]
    assert draft.begin(ledger, [other[0].student], other[:1]).purpose == ""


def test_without_a_reminder_the_first_line_of_the_child_that_asks_for_a_contact_says_it(
    ledger, ids
):
    child = ids["李梓涵"]
    lines = open_student.open_file(ledger, child).reminders
    contact = next(each for each in lines if each.opens == "contact")
    reports = [each for each in due_list.due(ledger) if each.opens == "dropout"]
    assert reports
    asked = (contact.presets["purpose"], contact.presets.get("mode", ""))
    for due in ((), [*reports, contact]):  # what else is due asks for no other purpose or mode
        begun = draft.begin(ledger, [child], due)
        assert (begun.purpose, begun.wanted_mode) == asked
    assert draft.begin(ledger, [child]).children[0].reason == contact.reason


def test_of_whom_little_is_known_the_form_begins_all_the_same(ledger):
    child = edit_file.add_student(ledger, {"name": "王小明"}).record_id
    edit_file.add_record(ledger, "contact", child, {"contacted_on": "2026-11-01", "mode": "1"})
    (begun,) = draft.begin(ledger, [child]).children
    assert (begun.age, begun.guardian, begun.is_out) == (None, "", False)
    assert {key: row["mode"] for key, row in begun.last.items()} == {draft.ANY: "1"}


def test_a_form_for_nobody_or_for_too_many_is_refused_with_a_sentence(ledger, ids):
    with pytest.raises(LedgerError, match="找不到"):
        draft.begin(ledger, ["nobody"])
    with pytest.raises(LedgerError, match=f"最多给 {MOST} 人"):
        draft.begin(ledger, [str(n) for n in range(MOST + 1)])
