"""通过 and 退回: what a package changed is judged once; what was returned waits at the school."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.handoff import verdicts
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.restricted import LABEL, categories_of, restricted_categories
from ledger_app.store.changes.revisions import revise
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.planted import (
    GREEN,
    TOWNSHIP,
    UNITED,
    bring_verdict,
    new_township,
    note_package,
    take_package,
)

RESTRICTED, HARMLESS = min(restricted_categories()), min(categories_of(LABEL))


@pytest.fixture
def township(tmp_path):
    ledger = new_township(tmp_path)
    yield ledger
    ledger_files.close(ledger)


def names(ledger, unit=""):
    return [each.name for each in verdicts.changed_files(ledger, unit)]


def pack(ledger, sequence):
    """Make a package as packing does: returned files that go up are marked."""
    with revise(ledger, "pack", "打包") as revision:
        verdicts.send_back(revision)
        return note_package(revision, TOWNSHIP, sequence, "out")


def test_new_children_of_a_package_wait_for_a_verdict_with_one_line_each(township):
    take_package(township, GREEN, 1, ["王小明", "李梓涵"])
    take_package(township, UNITED, 1, ["赵涛"])
    found = verdicts.changed_files(township, GREEN)
    assert [(each.name, each.place, each.kind, each.sequence) for each in found] == [
        ("王小明", "三(2)", "new", 1),
        ("李梓涵", "三(2)", "new", 1),
    ]
    assert [line.label for each in found for line in each.lines] == ["新建档案"] * 2
    assert names(township) == ["王小明", "李梓涵", "赵涛"]


def test_accepted_files_are_done_and_the_next_package_brings_back_those_it_changes(township):
    first, second = take_package(township, GREEN, 1, ["王小明", "李梓涵"])
    assert verdicts.give(township, [first, second], "accepted") == 2
    assert names(township) == []
    take_package(township, GREEN, 2, changed={first: {"guardian_name": "王刚"}})
    assert names(township) == ["王小明"]


def test_a_number_changed_in_its_middle_does_not_look_the_same(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    take_package(township, GREEN, 2, changed={child: {"phone": "13812345678"}})
    verdicts.give(township, [child], "accepted")
    take_package(township, GREEN, 3, changed={child: {"phone": "13899995678"}})
    (found,) = verdicts.changed_files(township, GREEN)
    (line,) = found.lines
    assert (line.old, line.new) == ("138****5678", "138****5678（没有显示的部分改了）")


def test_what_changed_stands_there_from_first_to_last_over_several_packages(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    verdicts.give(township, [child], "accepted")
    take_package(township, GREEN, 2, changed={child: {"guardian_name": "王刚", "grade": "4"}})
    take_package(township, GREEN, 3, changed={child: {"guardian_name": "王强", "grade": "3"}})
    (found,) = verdicts.changed_files(township)
    assert (found.kind, found.sequence) == ("changed", 3)
    assert found.lines == (("监护人姓名", "", "王强"),)


def test_a_telephone_is_masked_and_a_sensitive_field_hidden_until_revealed(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    verdicts.give(township, [child], "accepted")
    told = {"phone": "13812345678", "psychological": "在看医生"}
    take_package(township, GREEN, 2, changed={child: told})
    (found,) = verdicts.changed_files(township)
    assert {line.new for line in found.lines} == {"138****5678", "（敏感项）"}
    (found,) = verdicts.changed_files(township, reveal=True)
    assert {line.new for line in found.lines} == {"13812345678", "在看医生"}


def test_the_words_of_a_concern_that_once_was_restricted_stay_hidden(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    verdicts.give(township, [child], "accepted")
    with revise(township, "edit", "关注") as revision:
        told = {"risk_categories": RESTRICTED, "situation": "甲"}
        concern = revision.insert("concern", told, student_id=child)
    with revise(township, "merge_package", "包") as revision:
        harmless = {"risk_categories": HARMLESS, "situation": "乙"}
        revision.update("concern", concern, harmless)
        note_package(revision, GREEN, 2)
    take_package(township, GREEN, 3)
    with revise(township, "merge_package", "包") as revision:
        revision.update("concern", concern, {"situation": "丙"})
        note_package(revision, GREEN, 4)
    (found,) = verdicts.changed_files(township)
    words = [(line.old, line.new) for line in found.lines if "情况" in line.label]
    assert words == [("（敏感项）", "（敏感项）")]


def test_a_record_is_one_line_by_its_title_and_one_made_and_deleted_is_none(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    verdicts.give(township, [child], "accepted")
    with revise(township, "merge_package", "包") as revision:
        kept = {"contacted_on": "2026-11-03", "content": "家里没人"}
        revision.insert("contact", kept, student_id=child)
        gone = revision.insert("contact", {"contacted_on": "2026-11-04"}, student_id=child)
        note_package(revision, GREEN, 2)
    with revise(township, "merge_package", "包") as revision:
        revision.delete("contact", [gone])
        note_package(revision, GREEN, 3)
    (found,) = verdicts.changed_files(township)
    (line,) = found.lines
    assert (line.label, line.old) == ("联系记录", "")
    assert "2026-11-03" in line.new


def test_a_deleted_file_is_judged_as_well(township):
    first, _ = take_package(township, GREEN, 1, ["王小明", "李梓涵"])
    verdicts.give(township, [first], "accepted")
    with revise(township, "merge_package", "包") as revision:
        revision.delete("student", [first])
        note_package(revision, GREEN, 2)
    assert [(each.name, each.kind) for each in verdicts.changed_files(township)] == [
        ("王小明", "gone"), ("李梓涵", "new"),
    ]  # fmt: skip
    verdicts.give(township, [first], "accepted")
    assert names(township) == ["李梓涵"]


def test_undoing_the_merge_takes_what_it_changed_off_the_list(township):
    (first,) = take_package(township, GREEN, 1, ["王小明"])
    verdicts.give(township, [first], "accepted")
    take_package(township, GREEN, 2, ["李梓涵"], {first: {"guardian_name": "王刚"}})
    assert names(township) == ["王小明", "李梓涵"]
    undo_revision.undo(township)
    assert names(township) == []
    undo_revision.redo(township)
    assert names(township) == ["王小明", "李梓涵"]


def test_returning_needs_a_reason_and_says_what_is_wrong_otherwise(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    with pytest.raises(LedgerError, match="退回要写原因"):
        verdicts.give(township, [child], "returned", "  ")
    with pytest.raises(LedgerError, match="只有“通过”和“退回”"):
        verdicts.give(township, [child], "fine")
    with pytest.raises(LedgerError, match="原因太长"):
        verdicts.give(township, [child], "returned", "长" * 2001)
    own = edit_file.add_student(township, {"name": "自己的"}).record_id
    with pytest.raises(LedgerError, match="没有随移交包来过"):
        verdicts.give(township, [child, own], "accepted")
    assert names(township) == ["王小明"]


def test_a_second_verdict_on_the_same_package_is_the_first_changed(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    verdicts.give(township, [child], "returned", "请核实")
    verdicts.give(township, [child], "accepted")
    rows = township.rows("SELECT verdict, reason, sequence FROM verdict WHERE deleted_at IS NULL")
    assert rows == [{"verdict": "accepted", "reason": None, "sequence": 1}]
    undo_revision.undo(township)
    assert township.value("SELECT reason FROM verdict") == "请核实"


def test_what_comes_again_shows_why_it_was_returned_and_what_the_school_says(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    verdicts.give(township, [child], "returned", "请核实电话")
    assert names(township) == []
    verdict = township.value("SELECT id FROM verdict")
    with revise(township, "merge_package", "包") as revision:
        revision.update("verdict", verdict, {"reply": "电话没错", "sent_back_on": "2026-11-28"})
        note_package(revision, GREEN, 2)
    (found,) = verdicts.changed_files(township)
    assert (found.before, found.reply) == ("请核实电话", "电话没错")
    assert [(line.label, line.new) for line in found.lines] == [("审核 答复说明", "电话没错")]


def test_a_verdict_on_the_older_package_does_not_cover_the_newer_one(township):
    """Numbers are used twice by a restored ledger: the order of taking decides."""
    (child,) = take_package(township, GREEN, 7, ["王小明"])
    verdicts.give(township, [child], "accepted")
    take_package(
        township, GREEN, 6, changed={child: {"guardian_name": "王刚"}}, incarnation="restored"
    )
    assert names(township) == ["王小明"]


def test_what_went_on_to_the_county_is_nothing_to_judge_here(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    verdicts.give(township, [child], "accepted")
    bring_verdict(township, child, digest="forgotten", sequence=1)
    edit_file.add_record(township, "contact", child, {"contacted_on": "2026-11-20"})
    pack(township, 1)
    assert township.value("SELECT count(sent_back_on) FROM verdict") == 1
    assert names(township) == []


# At the school.


@pytest.fixture
def child(ledger):
    return edit_file.add_student(ledger, {"name": "王小明", "grade": "3"}).record_id


def test_a_returned_file_waits_until_it_goes_up_changed(ledger, child):
    digest = pack(ledger, 1)
    bring_verdict(ledger, child, digest=digest, sequence=1)
    (found,) = verdicts.returned(ledger)
    assert (found.name, found.reason, found.changed) == ("王小明", "请核实电话", False)
    pack(ledger, 2)
    assert len(verdicts.returned(ledger)) == 1, "packed unchanged: it still waits"
    edit_file.save_fields(ledger, "student", child, {"phone": "13800000000"})
    assert verdicts.returned(ledger)[0].changed
    pack(ledger, 3)
    assert verdicts.returned(ledger) == []
    assert ledger.value("SELECT sent_back_on FROM verdict") == "2026-11-21"


def test_what_was_changed_before_the_receipt_came_counts_as_changed(ledger, child):
    digest = pack(ledger, 1)
    edit_file.save_fields(ledger, "student", child, {"phone": "13800000000"})
    bring_verdict(ledger, child, digest=digest, sequence=1)
    assert verdicts.returned(ledger)[0].changed


@pytest.mark.parametrize("back", ["undo", "typed", "record"])
def test_a_change_that_was_taken_back_is_none(ledger, child, back):
    digest = pack(ledger, 1)
    bring_verdict(ledger, child, digest=digest, sequence=1)
    if back == "record":
        contact = edit_file.add_record(ledger, "contact", child, {"contacted_on": "2026-11-20"})
        edit_file.save_fields(ledger, "contact", contact.record_id, {"place": "家里"})
        edit_file.delete_record(ledger, "contact", contact.record_id)
    else:
        edit_file.save_fields(ledger, "student", child, {"phone": "13800000000"})
    if back == "undo":
        undo_revision.undo(ledger)
    elif back == "typed":
        edit_file.save_fields(ledger, "student", child, {"phone": ""})
    assert not verdicts.returned(ledger)[0].changed


def test_what_the_receipt_itself_brought_is_no_change_of_the_school(ledger, child):
    digest = pack(ledger, 1)
    with revise(ledger, "merge_package", "回执") as revision:
        revision.update("student", child, {"phone": "13800000000"})
    bring_verdict(ledger, child, digest=digest, sequence=1)
    assert not verdicts.returned(ledger)[0].changed


def test_a_restored_school_that_forgot_the_package_counts_from_the_coming_of_the_verdict(
    ledger, child
):
    edit_file.save_fields(ledger, "student", child, {"phone": "13800000000"})
    bring_verdict(ledger, child, digest="forgotten", sequence=7)
    assert not verdicts.returned(ledger)[0].changed
    edit_file.save_fields(ledger, "student", child, {"phone": "13900000000"})
    assert verdicts.returned(ledger)[0].changed


def test_an_answer_is_enough_to_send_a_file_back(ledger, child):
    digest = pack(ledger, 1)
    verdict = bring_verdict(ledger, child, digest=digest, sequence=1)
    with pytest.raises(LedgerError, match="答复还是空的"):
        verdicts.reply(ledger, verdict, " ")
    verdicts.reply(ledger, verdict, "电话没错，是奶奶的")
    (found,) = verdicts.returned(ledger)
    assert found.reply == "电话没错，是奶奶的"
    pack(ledger, 2)
    assert verdicts.returned(ledger) == []
    with pytest.raises(LedgerError, match="不是退回待办"):
        verdicts.reply(ledger, verdict, "再说一句")


def test_a_later_acceptance_ends_the_waiting(ledger, child):
    first, second = pack(ledger, 1), pack(ledger, 2)
    bring_verdict(ledger, child, digest=second, sequence=2, verdict="accepted", reason=None)
    bring_verdict(ledger, child, digest=first, sequence=1)
    assert verdicts.returned(ledger) == [], "the order of coming does not matter"


def test_verdicts_that_were_given_here_are_nothing_to_answer_here(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    verdicts.give(township, [child], "returned", "请核实")
    assert verdicts.returned(township) == []
