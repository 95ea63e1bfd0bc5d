"""What a file says against itself: both facts are named, with their places (S14 S15 S24)."""

from __future__ import annotations

from itertools import permutations

import pytest

from ledger_app import paths
from ledger_app.catalogue import TABLES
from ledger_app.domain.checking.contradictions import (
    CONTRADICTION_READS,
    contradictions,
    may_contradict,
)
from ledger_app.domain.reminding.reminders import reminders
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.student_file import StudentFile
from tests.children import DAYS, files
from tests.days import the_day
from tests.narrow import narrowed

ON = the_day("2026-11-28")
RULES = [rule for rule in load_rules(paths.resources() / "rules") if rule.key == "contradictory"]
CASE = {"id": "d1", "suspected_on": "2026-10-12", "confirmed_on": "2026-10-26"}
DEAD = {"id": "p1", "closed_on": "2026-10-30", "close_reason": "6", "close_evidence": "证明",
        "close_approver": "张校长"}  # fmt: skip
CALL = {"id": "c1", "held_on": "2026-11-06", "kind": "2"}
HERE = {"name": "青山教学点"}


def child(student=None, /, **records):
    row = {"id": "s1", "name": "王甲", **(student or {})}
    return StudentFile(row, {table: list(rows) for table, rows in records.items()}, HERE)


# What is kept; the words of the sentence; the two places.
CONTRARY = {
    "confirmed after the return": (
        child(dropout=[CASE], placement=[{"id": "p1", "returned_on": "2026-10-20"}]),
        ["辍学认定日期 2026-10-26", "晚于", "复学日期 2026-10-20"],
        ("dropout.confirmed_on d1", "placement.returned_on p1"),
    ),
    "back before it was away": (
        child(dropout=[CASE], placement=[{"id": "p1", "returned_on": "2026-09-20"}]),
        ["复学日期 2026-09-20 早于 疑似辍学认定日期 2026-10-12"],
        ("placement.returned_on p1", "dropout.suspected_on d1"),
    ),
    "visited tomorrow": (
        child(contact=[{"id": "k1", "contacted_on": "2026-11-29"}]),
        ["联系(劝返)日期 2026-11-29 晚于今天 2026-11-28"],
        ("contact.contacted_on k1", "contact.contacted_on k1"),
    ),
    "two cases at once": (
        child(dropout=[CASE, {"id": "d2", "suspected_on": "2026-11-16"}]),
        ["2026-10-12", "2026-11-16", "中间没有复学或销号"],
        ("dropout.suspected_on d1", "dropout.suspected_on d2"),
    ),
    "closed as dead, visited later": (
        child(placement=[DEAD], contact=[{"id": "k1", "contacted_on": "2026-11-20"}]),
        ["2026-10-30 销号（死亡）", "联系(劝返)日期 2026-11-20"],
        ("placement.closed_on p1", "contact.contacted_on k1"),
    ),
    "closed as dead, confirmed later": (
        child(dropout=[{**CASE, "confirmed_on": "2026-11-10"}], placement=[DEAD]),
        ["2026-10-30 销号（死亡）", "辍学认定日期 2026-11-10"],
        ("placement.closed_on p1", "dropout.confirmed_on d1"),
    ),
    "moved away, and there at a roll call": (
        child(dropout=[CASE], placement=[{**DEAD, "close_reason": "2"}], roll_call=[CALL]),
        ["销号（", "点名日期 2026-11-06"],
        ("placement.closed_on p1", "roll_call.held_on c1"),
    ),
    "died by the register, and there at a roll call": (
        child(
            register_change=[
                {"id": "g1", "kind": "51", "changed_on": "2026-10-30", "paper_no": "证明"}
            ],
            roll_call=[CALL],
        ),
        ["2026-10-30 学籍异动（死亡）", "点名日期 2026-11-06"],
        ("register_change.changed_on g1", "roll_call.held_on c1"),
    ),
    "register moved away, and there at a roll call": (
        child(
            register_change=[
                {"id": "g1", "kind": "21", "completed_on": "2026-10-30", "to_school": "县一小"}
            ],
            roll_call=[CALL],
        ),
        ["2026-10-30 学籍异动（转学(转出)）", "点名日期 2026-11-06"],
        ("register_change.completed_on g1", "roll_call.held_on c1"),
    ),
    "taught at home by its mark, and there at a roll call": (
        child({"study_mode": "3", "marked_on": "2026-09-02"}, roll_call=[CALL]),
        ["就读方式“送教上门”（2026-09-02 标注）", "点名日期 2026-11-06 却在学校"],
        ("student.study_mode ", "roll_call.held_on c1"),
    ),
    "a leave that ends before it begins": (
        child(leave=[{"id": "l1", "from_on": "2026-09-01", "to_on": "2026-08-31"}]),
        ["期满日期 2026-08-31 早于 开始日期 2026-09-01"],
        ("leave.to_on l1", "leave.from_on l1"),
    ),
    "on leave and taught elsewhere": (
        child(
            leave=[{"id": "l1", "from_on": "2026-09-01", "to_on": "2027-08-31"}],
            elsewhere=[{"id": "e1", "from_on": "2026-10-12"}],
        ),
        ["2026-09-01 起休学", "2026-10-12 起又在外就读"],
        ("leave.from_on l1", "elsewhere.from_on e1"),
    ),
    "at two schools on one day": (
        child(relocation=[
            {"id": "r1", "moved_on": "2026-09-01", "receiving_school": "甲校"},
            {"id": "r2", "moved_on": "2026-09-01", "receiving_school": "乙校"},
        ]),
        ["2026-09-01 同一天到了两所学校：甲校、乙校"],
        ("relocation.moved_on r1", "relocation.moved_on r2"),
    ),
    "S15 dead by its mark, with an open case": (
        child({"register_status": "9", "marked_on": "2026-11-02"}, dropout=[CASE]),
        ["学籍状态“死亡”（2026-11-02 标注）", "辍学认定日期 2026-10-26 的个案却没有了结"],
        ("student.register_status ", "dropout.confirmed_on d1"),
    ),
    "S14 handed over, and out": (
        child({"file_status": "4"}, dropout=[CASE]),
        ["档案状态“已移交”", "个案却没有了结"],
        ("student.file_status ", "dropout.confirmed_on d1"),
    ),
    "at school by its mark, and out": (
        child({"in_school_status": "1"}, dropout=[{"id": "d1", "suspected_on": "2026-11-16"}]),
        ["在籍在校情况“在籍在校”", "疑似辍学认定日期 2026-11-16"],
        ("student.in_school_status ", "dropout.suspected_on d1"),
    ),
    "flagged, and back since": (
        child(
            {"register_status": "6", "marked_on": "2026-10-01"},
            dropout=[CASE],
            placement=[{"id": "p1", "returned_on": "2026-11-02", "placement": "1"}],
        ),
        ["复学日期 2026-11-02", "学籍状态“辍学(已标注)”（2026-10-01 标注）还没有改"],
        ("student.register_status ", "placement.returned_on p1"),
    ),
    "on leave by its mark, and there": (
        child({"register_status": "4"}, roll_call=[CALL]),
        ["学籍状态“休学”", "点名日期 2026-11-06 却在学校"],
        ("student.register_status ", "roll_call.held_on c1"),
    ),
    "out by its case, and there": (
        child(dropout=[CASE], sighting=[{"id": "g1", "seen_on": "2026-11-06", "kind": "1"}]),
        ["2026-10-12 起的个案没有了结", "见到日期 2026-11-06 却在学校"],
        ("dropout.suspected_on d1", "sighting.seen_on g1"),
    ),
    "absent, and there": (
        child(absence=[{"id": "a1", "from_on": "2026-11-02"}], roll_call=[CALL]),
        ["2026-11-02 起缺勤", "点名日期 2026-11-06 却在学校"],
        ("absence.from_on a1", "roll_call.held_on c1"),
    ),
    "the register has moved, the child stands here": (
        child(relocation=[{
            "id": "r1", "origin_school": "青山教学点", "receiving_school": "福利镇中心小学",
            "moved_on": "2026-09-01", "register_moved_on": "2026-09-15",
        }]),
        ["学籍转接完成日期 2026-09-15", "就读学校还是青山教学点"],
        ("relocation.register_moved_on r1", "student.school "),
    ),
}  # fmt: skip


def places(found):
    return tuple(f"{each.table}.{each.field} {each.record}" for each in (found.first, found.second))


@pytest.mark.parametrize("file_words_places", CONTRARY.values(), ids=CONTRARY)
def test_both_facts_are_named_with_their_places_and_make_a_line(file_words_places):
    file, words, where = file_words_places
    found = contradictions(file, ON)
    (mine,) = [each for each in found if all(word in each.text for word in words)]
    assert places(mine) == where
    assert may_contradict(file)
    lines = [each for each in reminders([file], RULES, ON) if each.reason == mine.text]
    assert [(each.state in ("overdue", "today"), each.label) for each in lines] == [
        (True, "互相矛盾")
    ]
    assert lines[0].opens == "student" or TABLES[lines[0].opens].tab


SOUND = {
    "a case and its return": child(
        dropout=[CASE], placement=[{"id": "p1", "returned_on": "2026-11-02", "placement": "1"}]
    ),
    "two cases, the first one over": child(
        dropout=[CASE, {"id": "d2", "suspected_on": "2026-11-16"}],
        placement=[{"id": "p1", "returned_on": "2026-11-02"}],
    ),
    "the confirmation as a record of its own": child(
        dropout=[{"id": "d1", "suspected_on": "2026-10-12"},
                 {"id": "d2", "confirmed_on": "2026-10-26"}]
    ),
    "relapsed": child(
        dropout=[CASE],
        placement=[{"id": "p1", "returned_on": "2026-10-20", "relapsed_on": "2026-10-23"}],
    ),
    "a mark that is younger": child(
        {"register_status": "5", "marked_on": "2026-11-20"},
        dropout=[CASE],
        placement=[{"id": "p1", "returned_on": "2026-11-02", "placement": "1"}],
        roll_call=[CALL],
    ),
    "on leave after its return": child(
        leave=[{"id": "l1", "from_on": "2025-09-01", "to_on": "2026-08-31",
                "returned_on": "2026-09-01"}],
        roll_call=[CALL],
    ),
    "there on the day its absence began, and after": child(
        absence=[{"id": "a1", "from_on": "2026-11-02", "to_on": "2026-11-05"}], roll_call=[CALL]
    ),
    "a promise and a leave that lie ahead": child(
        contact=[{"id": "k1", "contacted_on": "2026-11-27", "promised_on": "2026-12-01"}],
        leave=[{"id": "l1", "from_on": "2027-03-01", "to_on": "2027-08-31"}],
    ),
    "closing withdrawn": child(
        dropout=[CASE], placement=[{**DEAD, "reopened_on": "2026-11-02"}],
        contact=[{"id": "k1", "contacted_on": "2026-11-20"}],
    ),
    "a visit before the death": child(
        placement=[DEAD], contact=[{"id": "k1", "contacted_on": "2026-10-20"}]
    ),
    "flagged and nothing else": child({"register_status": "5", "file_status": "2"}),
    "called at school last term": child(
        {"register_status": "4"}, roll_call=[{**CALL, "held_on": "2026-03-02"}]
    ),
}  # fmt: skip


@pytest.mark.parametrize("file", SOUND.values(), ids=SOUND)
def test_what_agrees_is_left_in_peace(file):
    assert [each.text for each in contradictions(file, ON)] == []


def test_the_order_of_entry_does_not_matter():
    cases = [CASE, {"id": "d2", "suspected_on": "2026-11-16"}, {"id": "d3", "suspected_on": None}]
    said = {frozenset(contradictions(child(dropout=rows), ON)) for rows in permutations(cases)}
    assert len(said) == 1


def test_nothing_is_contradictory_that_the_quick_test_passes_over():
    for file in files(800, 11):
        if not may_contradict(file):
            assert contradictions(file, ON) == []


def test_it_names_what_it_reads():
    for file in files(400, 5):
        for day in DAYS:
            whole = contradictions(file, the_day(day))
            assert contradictions(narrowed(file, CONTRADICTION_READS), the_day(day)) == whole


def test_a_case_of_one_day_after_a_child_was_closed_as_dead_is_said():
    """Suspected and confirmed on one day: which of the two is named does not matter, one is."""
    died = {"closed_on": "2026-10-12", "close_reason": "6"}
    out = {"id": "d1", "suspected_on": "2026-11-02", "confirmed_on": "2026-11-02"}
    file = StudentFile({"id": "s1"}, {"dropout": [out], "placement": [{"id": "p1", **died}]})
    said = [each.text for each in contradictions(file, the_day("2026-11-20"))]
    assert any("2026-11-02 却在这以后" in each for each in said)


def test_a_child_that_was_transferred_and_stands_on_a_later_list_is_asked_about():
    left = {"id": "c1", "kind": "21", "changed_on": "2026-09-20", "completed_on": "2026-10-08"}
    left |= {"to_school": "县二小"}
    for listed_on, asked in (("2026-10-07", False), ("2026-11-02", True)):
        listed = {"id": "n1", "listed_on": listed_on, "source": "名册.xlsx"}
        file = child(register_change=[left], name_list=[listed])
        found = [each.text for each in contradictions(file, the_day("2026-11-20"))]
        assert any(f"{listed_on} 却在这以后" in each for each in found) == asked


def test_a_past_day_knows_nothing_of_what_was_entered_since():
    case = {**CASE, "created_at": "2026-11-02 09:00:00"}
    back = {"id": "p1", "returned_on": "2026-10-20", "created_at": "2026-11-02 09:00:00"}
    file = child(dropout=[case], placement=[back])
    lines = {day: reminders([file], RULES, the_day(day)) for day in ("2026-09-01", "2026-11-28")}
    assert [bool(found) for found in lines.values()] == [False, True]


def test_a_date_ahead_is_due_since_it_was_typed():
    typed = {"id": "k1", "contacted_on": "2026-12-24", "created_at": "2026-11-20 09:00:00"}
    (line,) = reminders([child(contact=[typed])], RULES, ON)
    assert (line.due_on, line.state) == ("2026-11-20", "overdue")
