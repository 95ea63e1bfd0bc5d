"""A file that goes to another school: nobody is in two registers, and nobody between two."""

from __future__ import annotations

import pytest

from ledger_app import paths
from ledger_app.domain.checking.contradictions import contradictions
from ledger_app.domain.reminding.reminders import reminders
from ledger_app.domain.reminding.rule_files import load_rules, of_unit
from ledger_app.domain.standing.status import status_of
from ledger_app.domain.student_file import StudentFile
from tests.days import the_day

RULES = load_rules(paths.resources() / "rules")
REPORTED = {"id": "c1", "held_on": "2026-09-01", "kind": "1"}
OUT = {"id": "d1", "suspected_on": "2026-10-08"}
LEFT = {
    "id": "p1", "no": 1, "from_name": "青山小学", "from_phone": "0771-1", "to_name": "石门小学",
    "to_phone": "0771-2", "how": "transfer", "left_on": "2026-11-02", "handed_on": "2026-11-05",
}  # fmt: skip
ON = the_day("2026-11-10")
LATE = the_day("2026-11-30")


def child(student=None, /, **records):
    row = {"id": "s1", "name": "王甲", "grade": "5", "birth_date": "2015-05-01", **(student or {})}
    tables = {table: list(rows) for table, rows in records.items()}
    return StudentFile(row, {"roll_call": [REPORTED], **tables}, {"name": "青山小学"})


def copy(**records):
    return child({"file_status": "4"}, **{"passage": [LEFT], **records})


def lines(file, on):
    return {each.rule: each for each in reminders([file], RULES, on) if each.student}


def test_at_the_old_school_the_file_is_gone_and_says_who_counts_the_child():
    found = status_of(copy(), ON)
    assert (found.name, found.standing) == ("已移交", "gone")
    assert found.reason == "2026-11-05 档案已移交石门小学，这里只是副本，由石门小学计数"
    assert status_of(copy(), the_day("2026-11-04")).name == "在校"  # as of a day before it


def test_the_old_school_is_asked_nothing_about_it_any_more_but_whether_it_arrived():
    out = copy(dropout=[OUT], verdict=[{"verdict": "returned", "given_on": "2026-11-03"}])
    assert status_of(out, LATE).name == "已移交"
    assert lines(out, LATE).keys() == {"file_not_arrived"}
    assert contradictions(out, LATE) == []
    kept = child(dropout=[OUT])
    assert {"repersuade", "dropout_confirm"} <= lines(kept, LATE).keys()


@pytest.mark.parametrize("file", [copy(), child(passage=[LEFT])], ids=["old school", "elsewhere"])
def test_until_it_is_seen_at_the_new_one_there_is_a_line_with_both_telephones(file):
    (line,) = [each for each in lines(file, ON).values() if each.rule == "file_not_arrived"]
    assert (line.due_on, line.state) == ("2026-11-16", "soon")  # in sight from the first day
    assert line.reason == (
        "11-02 离开青山小学（电话 0771-1），应到石门小学（电话 0771-2），至今没有到校日期"
    )
    assert lines(file, LATE)["file_not_arrived"].state == "overdue"


def test_it_stands_between_two_schools_for_ten_school_days_and_then_somebody_looks_for_it():
    file = child(passage=[LEFT])
    on_its_way, late = status_of(file, ON), status_of(file, LATE)
    assert (on_its_way.name, on_its_way.until) == ("转出中", "2026-11-16")
    assert (late.name, late.standing) == ("缺勤核查", "case")
    assert (
        late.reason
        == "2026-11-02 转学离开青山小学，应到石门小学，还没有到校日期，已超过 10 个上课日"
    )


@pytest.mark.parametrize(
    "records",
    [
        {"passage": [{**LEFT, "arrived_on": "2026-11-09"}]},
        {"passage": [LEFT], "roll_call": [{"id": "c2", "held_on": "2026-11-09", "kind": "2"}]},
    ],
    ids=["arrived", "seen by a roll call"],
)
def test_whoever_has_been_seen_at_the_new_school_is_at_school(records):
    file = child(**records)
    assert status_of(file, LATE).name == "在校"
    assert "file_not_arrived" not in lines(file, LATE)


def test_a_list_of_the_old_school_from_before_proves_nothing():
    file = child(passage=[LEFT], name_list=[{"id": "n1", "listed_on": "2026-09-20"}])
    assert status_of(file, LATE).standing == "case"


def test_a_roll_call_of_the_old_school_on_its_last_day_is_no_arrival():
    file = child(passage=[LEFT], roll_call=[{"id": "c2", "held_on": "2026-11-02", "kind": "2"}])
    assert "file_not_arrived" in lines(file, LATE)


def test_a_mark_alone_makes_no_copy():
    marked = child({"file_status": "4"}, dropout=[OUT])
    assert status_of(marked, LATE).standing == "case"
    assert "repersuade" in lines(marked, LATE)


def test_there_and_back_again_the_last_passage_counts_whatever_its_day():
    back = {**LEFT, "id": "p2", "no": 2, "from_name": "石门小学", "to_name": "青山小学"}
    back |= {"handed_on": "2026-11-04", "left_on": "2026-11-04"}  # by a clock that was behind
    found = status_of(child(passage=[back, LEFT]), ON)
    assert "应到青山小学" in found.reason
    assert "应到青山小学" in status_of(child(passage=[LEFT, back]), ON).reason


def test_of_a_child_with_two_files_the_one_that_yields_is_no_second_child():
    twice = {**LEFT, "how": "same_child", "left_on": None}
    found = status_of(child({"file_status": "4"}, passage=[twice]), LATE)
    assert found.reason == "2026-11-05 两校同报：石门小学已有这个孩子的档案，按那一份计数"
    assert lines(child({"file_status": "4"}, passage=[twice]), LATE) == {}


def test_a_file_taken_over_with_a_closed_school_awaits_no_arrival_at_the_township():
    taken = {**LEFT, "how": "closure", "left_on": None, "to_name": "福利镇"}
    file = StudentFile(
        child(passage=[taken]).student,
        {"passage": [taken]},
        {"name": "青山小学", "status": "3", "closed_on": "2026-07-10"},
    )
    found = lines(file, LATE)
    assert "file_not_arrived" not in found
    assert "closed_not_placed" in found  # a school has to be found for it


def test_what_was_sent_back_stands_until_it_has_gone_up_again():
    back = {
        "id": "v2",
        "no": 2,
        "verdict": "returned",
        "given_on": "2026-11-09",
        "reason": "电话不通",
    }
    told = lines(child(verdict=[back]), ON)["returned_file"]
    assert told.reason == "11-09 退回：电话不通"
    replied = {**back, "replied_on": "2026-11-10"}
    assert lines(child(verdict=[replied]), ON)["returned_file"].reason.endswith("还没有交上去")
    assert "returned_file" not in lines(child(verdict=[{**back, "sent_back_on": "2026-11-10"}]), ON)
    passed = {**back, "id": "v3", "no": 3, "verdict": "accepted"}
    assert "returned_file" not in lines(child(verdict=[back, passed]), ON)
    older = {**passed, "no": 1}
    assert "returned_file" in lines(child(verdict=[back, older]), ON)
    # One receipt may bring both; what was said of the newer package counts, whichever came first.
    newer = {**older, "sequence": 7}
    assert "returned_file" not in lines(child(verdict=[{**back, "sequence": 6}, newer]), ON)


def test_a_question_stands_at_the_school_until_answered_and_above_until_looked_at():
    asked = {"id": "q1", "asked": "还在读吗", "asked_on": "2026-11-06", "table_name": "student",
             "field": "phone"}  # fmt: skip
    said = lines(child(question=[asked]), ON)
    assert said["open_question"].reason == "11-06 请核实“联系电话”：还在读吗"
    assert "answered_question" not in said
    answered = {**asked, "answer": "answered", "answered_on": "2026-11-09", "reply": "在读"}
    said = lines(child(question=[answered]), ON)
    assert said["answered_question"].reason == "11-09 已答复“联系电话”：在读"
    assert "open_question" not in said
    assert not lines(child(question=[{**answered, "closed_on": "2026-11-10"}]), ON)


def test_each_side_has_the_rules_that_are_its_own():
    keys = {kind: {rule.key for rule in of_unit(RULES, kind)} for kind in ("school", "township")}
    assert {"returned_file", "open_question", "package_owed"} <= keys["school"] - keys["township"]
    above = {"answered_question", "package_awaited", "files_to_hand_over"}
    assert above <= keys["township"] - keys["school"]
    assert "file_not_arrived" in keys["school"] & keys["township"]
    assert of_unit(RULES, "county") == of_unit(RULES, "township")
