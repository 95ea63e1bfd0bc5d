"""What is due on a day, whom it falls to, and what answers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_app import paths
from ledger_app.domain.reminding import rule_files
from ledger_app.domain.reminding.duties import UnitToday
from ledger_app.domain.reminding.reminders import PERSUASION, one_line_each, reminders
from ledger_app.domain.reminding.rule_files import parse_rules
from ledger_app.domain.reminding.triggers.calendar import HAND_OFF
from ledger_app.domain.standing.standings import Standing
from ledger_app.domain.standing.status import status_of
from ledger_app.domain.student_file import StudentFile
from tests.days import REPORTED_IN, the_day

# What an absence leads to is told in test_absence_ladder.py.
LADDER = {"5-attendance.toml"}


def load_rules(folder, changes=None):
    """Return the rules but those of the ladder."""
    ladder = {
        rule.key
        for name in LADDER
        for rule in parse_rules((folder / name).read_text(encoding="utf-8"), name)
    }
    found = rule_files.load_rules(folder, changes)
    return tuple(rule for rule in found if rule.key not in ladder)


RULES = load_rules(paths.resources() / "rules")
MONTHLY = "monthly_report"


PAPERS = {"close_evidence": "证明", "close_approver": "校长"}


def child(student=None, /, **records):
    """Return a child of a class that reports in each term."""
    records = {"roll_call": REPORTED_IN, **records}
    return StudentFile({"id": "s1", "name": "阿依", **(student or {})}, records)


def due(file, day, outcomes=()):
    """Return the child's reminders of a day as {rule: (due day, state)}; the unit's are none."""
    found = reminders([file], RULES, the_day(day), outcomes)
    return {each.rule: (each.due_on, each.state) for each in found if each.student}


def reason(file, day, rule):
    found = reminders([file], RULES, the_day(day))
    return next(each.reason for each in found if each.rule == rule)


# --- Out of school -----------------------------------------------------------------------------

COUNTY_TOLD = {"reported_county_on": "2026-11-18"}
TOLD = {"reported_township_on": "2026-11-02", "written_report_on": "2026-11-02"}
OUT = {"dropout": [{"id": "d1", "confirmed_on": "2026-11-02", **TOLD}]}
PROMISE = {"contacted_on": "2026-11-12", "purpose": "1", "result": "2", "promised_on": "2026-11-18"}


@pytest.mark.parametrize(
    ("day", "promised", "missed"),
    [
        ("2026-11-10", None, None),
        ("2026-11-12", ("2026-11-18", "soon"), None),
        ("2026-11-18", ("2026-11-18", "today"), None),
        ("2026-11-19", ("2026-11-18", "overdue"), ("2026-11-19", "today")),
        ("2026-11-25", ("2026-11-18", "overdue"), ("2026-11-19", "overdue")),
    ],
)
def test_a_promised_return(day, promised, missed):
    found = due(child(**OUT, contact=[PROMISE]), day)
    assert found.get("promise_due") == promised
    assert found.get("promise_missed") == missed


def test_a_return_settles_what_is_due_while_a_child_is_to_come_back():
    persuading = {"promised_return", "no_contact", "planned_contact"}
    settled = {rule.key for rule in RULES if rule.topic == PERSUASION}
    assert settled == {rule.key for rule in RULES if rule.trigger in persuading}
    back = child(**OUT, contact=[PROMISE | {"next_on": "2026-11-17"}])
    found = reminders([back], RULES, the_day("2026-11-20"))
    assert {each.rule for each in found if each.is_settled_by_return} == settled


def read(file, day):
    """Return the lines a person reads of a day: (rule, reason, other rules it speaks for)."""
    found = one_line_each(reminders([file], RULES, the_day(day)))
    return [
        (each.rule, each.reason, [rule for rule, _ in each.also]) for each in found if each.student
    ]


def test_a_broken_promise_is_told_in_one_line():
    file = child(**OUT, contact=[{**PROMISE, "next_on": "2026-11-17", "next_plan": "带村干部去"}])
    late, gone = "承诺 11-18 返校，至今未见到校记录", "上次联系是 11-12，已 8 天没有再联系"
    plan = "计划 11-17 再联系，尚无新的联系记录：带村干部去"
    said = [
        ("promise_due", f"{late}；{gone}；{plan}", ["promise_missed", "repersuade", "next_contact"])
    ]
    assert read(file, "2026-11-20") == said
    found = one_line_each(reminders([file], RULES, the_day("2026-11-20")))
    assert found[0].action.startswith("上门劝返阿依")
    assert (found[0].due_on, found[0].days) == ("2026-11-18", 2)


def test_visits_one_call_answers_are_one_line_too():
    back = child(**OUT, placement=[{"id": "p1", "returned_on": "2026-11-03", "placement": "1"}])
    (line,) = read(back, "2026-12-04")
    reason = "11-03 复学，未见复学7日回访记录；未见复学30日回访记录"
    assert line == ("return_7", reason, ["return_30"])
    moved = child(relocation=[{**MOVED, "receiving_school": "甲校"}])
    (line,) = read(moved, "2026-10-10")
    assert line[1] == "09-01 到甲校，未见分流一周回访记录；未见分流一月回访记录"


def test_a_child_that_comes_in_the_winter_holidays_is_visited_at_the_end_of_the_next_term():
    file = child(relocation=[{"id": "r1", "moved_on": "2027-01-31", "receiving_school": "甲校"}])
    assert "relocated_term" not in due(file, "2027-02-01")
    assert due(file, "2027-07-02")["relocated_term"] == ("2027-07-15", "soon")


def test_a_contact_after_the_first_day_is_counted_from_even_where_days_contradict():
    dropout = {"confirmed_on": "2026-11-02", "last_attended": "2026-11-13"}
    file = child(dropout=[dropout], contact=[{"contacted_on": "2026-11-12"}])
    assert reason(file, "2026-11-21", "repersuade") == "上次联系是 11-12，已 9 天没有再联系"


def test_who_was_reached_today_is_not_said_to_be_without_contact():
    dropout = {"last_attended": "2026-11-05", "suspected_on": "2026-11-10"}
    called = {"contacted_on": "2026-11-18", "purpose": "6"}
    file = child(dropout=[dropout], contact=[called])
    assert reason(file, "2026-11-18", "repersuade") == "今天联系过"


def test_what_two_steps_have_in_common_is_said_once_however_long_the_second_is():
    dropout = {"last_attended": "2026-09-30", "suspected_on": "2026-11-10"}
    found = reminders([child(dropout=[dropout])], RULES, the_day("2026-11-29"))
    first = next(each for each in found if each.rule == "suspected_3")
    since, marked = "11-10 起疑似辍学、缺课 38 个上课日", "学籍系统还没有标注"
    both = [f"{since}，{marked}", f"{since}，劝返后仍未返校，还没有认定辍学"]
    (line,) = one_line_each([replace(first, reason=each) for each in both])
    assert line.reason == f"{since}，{marked}；劝返后仍未返校，还没有认定辍学"


def test_what_is_soon_is_told_beside_what_is_due_but_not_answered_with_it():
    file = child(**OUT, contact=[{**PROMISE, "contacted_on": "2026-11-15"}])
    late = "承诺 11-18 返校，至今未见到校记录"
    said = [("promise_due", f"{late}；上次联系是 11-15，已 5 天没有再联系", ["promise_missed"])]
    assert read(file, "2026-11-20") == said


def test_what_is_not_due_yet_and_other_topics_keep_their_lines():
    file = child(**OUT, contact=[PROMISE])
    lines = [(each.rule, each.also) for each in reminders([file], RULES, the_day("2026-11-17"))]
    joined = one_line_each(reminders([file], RULES, the_day("2026-11-17")))
    assert [(each.rule, each.also) for each in joined] == lines
    left_behind = child({"left_behind_edu": "2"}, **OUT, contact=[PROMISE])
    assert {rule for rule, _, _ in read(left_behind, "2026-12-20")} == {
        "promise_due",
        "left_behind_call",
    }


def test_a_promise_for_a_friday_is_missed_on_monday():
    contact = {**PROMISE, "promised_on": "2026-11-20"}
    found = due(child(**OUT, contact=[contact]), "2026-11-23")
    assert found["promise_missed"] == ("2026-11-23", "today")


def test_a_broken_promise_says_so_in_words():
    file = child(**OUT, contact=[PROMISE])
    assert reason(file, "2026-11-20", "promise_due") == "承诺 11-18 返校，至今未见到校记录"


@pytest.mark.parametrize(
    ("newer", "answered"),
    [
        ({"contacted_on": "2026-11-18", "result": "7"}, True),
        ({"contacted_on": "2026-11-16", "result": "2", "promised_on": "2026-11-27"}, True),
        ({"contacted_on": "2026-11-16", "promised_on": "2026-11-27"}, True),
        ({"contacted_on": "2026-11-16", "result": "8"}, False),
        ({"contacted_on": "2026-11-19", "result": None}, False),
        ({"contacted_on": "2026-11-30", "result": "7"}, False),  # not yet known
    ],
)
def test_what_answers_a_promise(newer, answered):
    found = reminders([child(**OUT, contact=[PROMISE, newer])], RULES, the_day("2026-11-20"))
    asked = [each.due_on for each in found if each.rule == "promise_due"]
    assert ("2026-11-18" not in asked) is answered


def test_a_return_answers_the_promise_and_the_persuasion():
    back = {"placement": [{"returned_on": "2026-11-17", "placement": "1"}]}
    assert set(due(child(**OUT, contact=[PROMISE], **back), "2026-11-20")) == {"return_7"}


def test_a_promise_without_a_dropout_record_is_not_lost():
    assert "promise_due" in due(child(contact=[PROMISE]), "2026-11-20")


def test_back_on_the_spot_without_a_return_record_is_asked_again():
    contact = {"contacted_on": "2026-11-12", "purpose": "1", "result": "1"}
    file = child(**OUT, contact=[contact])
    assert due(file, "2026-11-13")["promise_missed"] == ("2026-11-13", "today")
    assert reason(file, "2026-11-13", "promise_due") == "11-12 记为当场返校，至今未见到校记录"


def test_a_talk_after_the_return_asks_for_no_second_one():
    back = {"placement": [{"returned_on": "2026-11-10", "placement": "1", "check_7d": "在校"}]}
    at_once = {"contacted_on": "2026-11-12", "purpose": "4", "result": "1"}
    assert due(child(**OUT, contact=[at_once], **back), "2026-11-20") == {}
    kept = {"contacted_on": "2026-11-12", "result": "2", "promised_on": "2026-11-10"}
    assert set(due(child(**OUT, contact=[kept], **back), "2026-11-20")) == {"contradictory"}
    # Away again, and nobody has written a new dropout record yet: the promise is asked for.
    assert "promise_due" in due(child(**OUT, contact=[PROMISE], **back), "2026-11-20")


def test_the_call_before_the_suspicion_is_a_contact():
    dropout = {"last_attended": "2026-11-05", "suspected_on": "2026-11-10"}
    called = {"contacted_on": "2026-11-06", "purpose": "6"}
    said = reason(child(dropout=[dropout], contact=[called]), "2026-11-18", "repersuade")
    assert said == "上次联系是 11-06，已 12 天没有再联系"


def test_a_month_alone_counts_no_days():
    file = child(dropout=[{"dropout_ym": "2026-09"}])
    assert reason(file, "2026-11-20", "repersuade") == "9 月起不在校，没有联系记录"
    assert "缺课" not in reason(file, "2026-11-20", "suspected_3")
    assert reason(file, "2027-02-20", "repersuade").startswith("2026 年 9 月")


@pytest.mark.parametrize(
    ("contacts", "day", "expected"),
    [
        ([], "2026-11-02", ("2026-11-09", "soon")),  # in sight from the first day
        ([], "2026-11-06", ("2026-11-09", "soon")),
        ([], "2026-11-09", ("2026-11-09", "today")),
        (["2026-11-08"], "2026-11-09", ("2026-11-15", "soon")),
        (["2026-11-08"], "2026-11-16", ("2026-11-15", "overdue")),
        (["2026-10-08"], "2026-11-10", ("2026-11-09", "overdue")),  # before the case
    ],
)
def test_no_contact_while_out_of_school(contacts, day, expected):
    rows = [{"contacted_on": each, "purpose": "1"} for each in contacts]
    assert due(child(**OUT, contact=rows), day).get("repersuade") == expected


def test_a_dropout_without_any_day_is_due_at_once():
    assert due(child(dropout=[{}]), "2026-11-20")["repersuade"] == ("2026-11-20", "today")
    opened = child({"opened_on": "2026-11-02"}, dropout=[{}])
    assert due(opened, "2026-11-20")["repersuade"] == ("2026-11-09", "overdue")


def test_who_is_flagged_in_the_register_is_not_forgotten():
    file = child({"register_status": "6", "opened_on": "2026-11-02"})
    assert "repersuade" in due(file, "2026-11-20")


SUSPECTED = {"id": "d1", "last_attended": "2026-10-30", "suspected_on": "2026-11-03"}  # a Friday


@pytest.mark.parametrize(
    ("more", "day", "expected"),
    [
        ({}, "2026-11-03", ("2026-11-04", "soon")),
        ({}, "2026-11-04", ("2026-11-04", "today")),
        ({}, "2026-11-06", ("2026-11-04", "overdue")),
        ({"reported_township_on": "2026-11-05"}, "2026-11-06", None),
        ({"reported_township_on": "2026-11-09"}, "2026-11-06", ("2026-11-04", "overdue")),
        ({"confirmed_on": "2026-11-05"}, "2026-11-06", None),
    ],
)
def test_three_school_days_missed(more, day, expected):
    assert due(child(dropout=[SUSPECTED | more]), day).get("suspected_3") == expected


def test_the_summer_is_no_time_to_be_missed_at_school():
    found = due(child(dropout=[{"last_attended": "2026-07-15"}]), "2026-09-03")
    assert found["suspected_3"] == ("2026-09-03", "today")


def test_missed_days_are_counted_in_the_reason():
    said = reason(child(dropout=[SUSPECTED]), "2026-11-09", "suspected_3")
    assert said == "最后到校 10-30，缺课 6 个上课日，未见上报乡镇的记录"


RETURNED = {
    "dropout": [{"confirmed_on": "2026-08-03"}],
    "placement": [{"id": "p1", "returned_on": "2026-09-01", "placement": "1"}],
}


def test_each_follow_up_after_a_return_is_its_own():
    found = due(child(**RETURNED), "2026-11-25")
    assert found == {
        "return_7": ("2026-09-08", "overdue"),
        "return_30": ("2026-10-01", "overdue"),
        "return_90": ("2026-11-30", "soon"),
    }


@pytest.mark.parametrize(
    ("placement", "contact", "left"),
    [
        ({"check_7d": "稳定"}, [], {"return_30"}),
        ({}, [("2026-09-06", "4")], {"return_30"}),  # two days early counts
        ({}, [("2026-09-05", "4")], {"return_7", "return_30"}),
        ({}, [("2026-09-08", "3")], {"return_7", "return_30"}),
        ({}, [("2026-10-02", "4")], set()),  # late, for both
        ({"closed_on": "2026-10-01", "close_reason": "9", **PAPERS}, [], set()),
        ({"placement": "10"}, [], {"leave_review"}),  # on leave, nobody wrote until when
        ({"relapsed_on": "2026-10-01"}, [], {"repersuade", "suspected_3", "suspected_county"}),
    ],
)
def test_what_answers_a_follow_up_after_a_return(placement, contact, left):
    file = child(
        dropout=RETURNED["dropout"],
        placement=[RETURNED["placement"][0] | placement],
        contact=[{"contacted_on": day, "purpose": purpose} for day, purpose in contact],
    )
    assert set(due(file, "2026-10-10")) == left


@pytest.mark.parametrize(
    ("newer", "left"),
    [
        ([], True),
        ([{"contacted_on": "2026-11-10"}], True),
        ([{"contacted_on": "2026-11-13"}], False),
        ([{"contacted_on": "2026-11-10", "next_on": "2026-12-20"}], False),
    ],
)
def test_a_planned_contact(newer, left):
    planned = {"contacted_on": "2026-11-05", "next_on": "2026-11-15", "next_plan": "送课本"}
    file = child(contact=[planned, *newer])
    assert ("next_contact" in due(file, "2026-11-16")) is left
    if not newer:
        assert "送课本" in reason(file, "2026-11-16", "next_contact")


def test_a_case_that_was_closed_since_needs_no_planned_contact():
    planned = {"contacted_on": "2026-11-05", "next_on": "2026-11-15"}

    def asked(closed_on):
        back = {"returned_on": "2026-11-03", "closed_on": closed_on, "close_reason": "9", **PAPERS}
        file = child(**OUT, contact=[planned], placement=[back])
        return "next_contact" in due(file, "2026-11-16")

    assert [asked(day) for day in ("2026-11-04", "2026-11-05", "2026-11-10")] == [
        True, False, False
    ]  # fmt: skip


def closed(reason):
    day = {"closed_on": "2026-11-13", "close_reason": reason, "transferred_to": "县二中"}
    return {"placement": [{**day, **PAPERS}]}


@pytest.mark.parametrize(
    ("student", "more"),
    [
        ({}, closed("6")),
        ({}, closed("2")),
        ({"birth_date": "2010-05-01"}, closed("4")),  # too old
    ],
)
def test_nobody_is_sent_after_a_child_who_is_gone(student, more):
    left_behind = {"left_behind_edu": "2", "opened_on": "2026-01-05"}
    planned = {"contacted_on": "2026-11-13", "next_on": "2026-11-15"}
    file = child(left_behind | student, **OUT, contact=[PROMISE, planned], **more)
    assert due(file, "2026-12-25") == {}


def test_a_mark_that_a_child_is_dead_ends_no_case():
    file = child({"register_status": "9"}, **OUT, contact=[PROMISE])
    assert "repersuade" in due(file, "2026-12-25")


def test_who_comes_back_a_second_time_within_the_week_is_visited_from_then_on():
    days = ("2026-11-03", "2026-11-06")
    file = child(**OUT, placement=[{"id": f"p{day}", "returned_on": day} for day in days])
    found = reminders([file], RULES, the_day("2026-11-20"))
    said = [(each.record, each.due_on) for each in found if each.rule == "return_7"]
    assert said == [("p2026-11-06", "2026-11-13")]


# --- Relocated children ------------------------------------------------------------------------

MOVED = {
    "id": "r1", "receiving_school": "中心小学", "moved_on": "2026-09-01",
    "register_moved_on": "2026-09-10",
}  # fmt: skip
UNDATED = {"moved_on": None, "register_moved_on": None}


def test_follow_ups_after_a_move():
    assert due(child(relocation=[MOVED]), "2027-01-20") == {
        "relocated_1w": ("2026-09-08", "overdue"),
        "relocated_1m": ("2026-10-01", "overdue"),
        "relocated_term": ("2027-01-31", "soon"),
    }


@pytest.mark.parametrize(
    ("row", "contact", "left"),
    [
        ({"check_1w": "适应"}, [], {"relocated_1m"}),
        ({}, [("2026-09-06", "5")], {"relocated_1m"}),
        ({}, [("2026-09-05", "5")], {"relocated_1w", "relocated_1m"}),
        ({}, [("2026-09-08", "3")], {"relocated_1w", "relocated_1m"}),
        ({}, [("2026-09-26", "5")], set()),
    ],
)
def test_what_answers_a_follow_up_after_a_move(row, contact, left):
    contacts = [{"contacted_on": day, "purpose": purpose} for day, purpose in contact]
    file = child(relocation=[MOVED | row], contact=contacts)
    assert set(due(file, "2026-10-10")) == left


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"notified_on": "2026-06-20"}, "2026-09-01"),  # told before the summer
        ({"notified_on": "2026-01-20"}, "2026-03-01"),
        ({"notified_on": "2026-10-08"}, "2026-10-22"),  # told in term
        ({"notified_on": "2026-10-08", "moved_on": "2026-10-12"}, None),
        ({"notified_on": "2026-10-08", "choice_type": "7"}, None),
        ({}, "2026-11-20"),  # no day at all: at once
    ],
)
def test_a_relocated_child_who_did_not_arrive(row, expected):
    file = child(relocation=[{"receiving_school": "中心小学", **row}])
    found = due(file, "2026-11-20").get("relocated_not_arrived")
    assert (found and found[0]) == expected


def test_who_has_arrived_is_not_awaited_at_a_second_school_of_the_same_notice():
    told = {"notified_on": "2026-10-08"}
    arrived = {"id": "r1", **told, "moved_on": "2026-10-12"}
    for day, awaited in (("2026-10-08", False), ("2026-10-09", True)):
        file = child(relocation=[arrived, {"id": "r2", "notified_on": day}])
        assert ("relocated_not_arrived" in due(file, "2026-11-20")) is awaited


def test_the_day_the_school_closed_stands_in_for_a_missing_notice():
    file = StudentFile({"id": "s1"}, {"relocation": [{}]}, school={"closed_on": "2026-07-10"})
    assert due(file, "2026-09-03")["relocated_not_arrived"] == ("2026-09-01", "overdue")


def test_nobody_has_to_arrive_before_the_own_school_closes():
    rows = {"relocation": [{"notified_on": "2026-10-08"}]}
    file = StudentFile({"id": "s1"}, rows, school={"closed_on": "2027-01-22"})
    assert "relocated_not_arrived" not in due(file, "2026-11-20")
    assert due(file, "2027-03-02")["relocated_not_arrived"] == ("2027-03-01", "overdue")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"difficulty": "路远", "solve_by_on": "2026-10-15"}, "2026-10-15"),
        ({"difficulty": "路远"}, "2026-09-08"),
        ({"difficulty": "路远", "created_at": "2026-09-20T08:00Z", **UNDATED}, "2026-09-27"),
        ({"difficulty": "路远", "solve_by_on": "2026-10-15", "solved_on": "2026-10-14"}, None),
        # Typed ahead: it is solved when that day has come.
        (
            {"difficulty": "路远", "solve_by_on": "2026-10-15", "solved_on": "2026-11-21"},
            "2026-10-15",
        ),
        ({"difficulty": "路远", "solve_by_on": "2026-12-15"}, None),
        ({"difficulty": "无"}, None),
        ({"difficulty": None}, None),
    ],
)
def test_a_difficulty_past_its_day(row, expected):
    found = due(child(relocation=[MOVED | row]), "2026-11-20").get("difficulty_due")
    assert (found and found[0]) == expected


def test_a_difficulty_falls_to_whoever_took_it_on():
    row = MOVED | {"difficulty": "路远", "solve_by_on": "2026-10-15"}
    for solver, who in (("刘主任", "困难解决责任人（刘主任）"), (None, "困难解决责任人")):
        found = reminders(
            [child(relocation=[row | {"solver": solver}])], RULES, the_day("2026-11-20")
        )
        assert next(each.who for each in found if each.rule == "difficulty_due") == who


def test_two_open_difficulties_do_not_hide_each_other():
    rows = [
        {"id": "r1", "moved_on": "2025-09-01", "difficulty": "路远", "solve_by_on": "2026-10-15"},
        {"id": "r2", "moved_on": "2026-09-01", "difficulty": "住宿", "solve_by_on": "2026-10-15"},
    ]
    found = reminders([child(relocation=rows)], RULES, the_day("2026-11-20"))
    assert [each.record for each in found if each.rule == "difficulty_due"] == ["r1", "r2"]


# --- Left-behind children ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("student", "contacts", "expected"),
    [
        ({"left_behind_edu": "1"}, ["2026-10-20"], "2026-11-19"),
        ({"left_behind_mca": "1"}, [], "2026-10-31"),
        ({"left_behind_edu": "2"}, ["2026-11-10"], None),
        ({"left_behind_edu": "0"}, [], None),
        # What was typed of the file, or marked in the register, silences nobody.
        ({"left_behind_edu": "2", "file_status": "4"}, [], "2026-10-31"),
        ({"left_behind_edu": "2", "register_status": "8"}, [], "2026-10-31"),
    ],
)
def test_a_left_behind_child_without_contact(student, contacts, expected):
    rows = [{"contacted_on": day, "purpose": "3"} for day in contacts]
    file = child({"opened_on": "2026-10-01", **student}, contact=rows)
    found = due(file, "2026-11-20").get("left_behind_call")
    assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("concern", "expected"),
    [
        ({"risk_categories": "poor,left_behind", "since_on": "2026-09-01"}, True),
        ({"risk_categories": "left_behind"}, True),
        ({"risk_categories": "left_behind", "until_on": "2026-11-01"}, False),
        ({"risk_categories": "left_behind", "since_on": "2026-12-01"}, False),
        ({"risk_categories": "poor"}, False),
    ],
)
def test_a_concern_makes_a_left_behind_child_too(concern, expected):
    file = child({"opened_on": "2026-10-01"}, concern=[concern])
    assert ("left_behind_call" in due(file, "2026-11-20")) is expected


def test_a_left_behind_child_who_goes_to_school_elsewhere_is_not_called():
    away = {"returned_on": "2026-09-01", "placement": "14"}
    file = child({"opened_on": "2026-01-05", "left_behind_edu": "1"}, placement=[away])
    assert status_of(file, the_day("2026-11-20")).code == "29"
    assert "left_behind_call" not in due(file, "2026-11-20")


def test_the_call_falls_to_the_teacher_not_to_the_township():
    people = [
        {"helper_name": "周老师", "pair_kind": "5", "from_on": "2026-09-01"},
        {"helper_name": "吴镇长", "pair_kind": "2", "from_on": "2026-10-01"},
    ]
    away = {"left_behind_edu": "2", "opened_on": "2026-01-05", "home_teacher": "马老师"}

    def who(rows):
        found = reminders([child(away, responsibility=rows, **OUT)], RULES, the_day("2026-11-20"))
        return {each.rule: each.who for each in found}

    assert who(people)["left_behind_call"] == "结对教师或班主任（周老师）"
    of_school = [{"helper_name": "钱主任", "pair_kind": "4", "from_on": "2026-10-01"}]
    assert who(people + of_school)["left_behind_call"] == "结对教师或班主任（周老师）"
    assert who(of_school)["left_behind_call"] == "结对教师或班主任（钱主任）"
    assert who(people)["repersuade"] == "帮扶责任人（周老师）"
    assert who(people[1:])["left_behind_call"] == "结对教师或班主任（马老师）"
    assert who(people[1:])["repersuade"] == "帮扶责任人（吴镇长）"
    assert who([])["repersuade"] == "帮扶责任人（未指定）"


# --- Not at school, and nobody says why --------------------------------------------------------


@pytest.mark.parametrize(
    ("student", "contacts", "expected"),
    [
        ({"in_school_status": "2"}, [], "2026-11-08"),
        ({"in_school_status": "4"}, [], "2026-11-08"),  # never enrolled
        ({"in_school_status": "2", "absent_kind": "1"}, ["2026-10-15"], "2026-11-14"),
        ({"in_school_status": "2"}, ["2026-11-10"], "2026-12-10"),  # in sight all the time
        ({"in_school_status": "2", "absent_kind": "6"}, [], None),  # taught elsewhere
        ({"in_school_status": "2", "register_status": "8"}, [], None),
        ({"in_school_status": "4", "grade": "0"}, [], "2026-11-08"),  # a grade is no age
        ({"in_school_status": "1"}, [], None),
    ],
)
def test_in_the_register_but_not_at_school_is_looked_into(student, contacts, expected):
    rows = [{"contacted_on": day, "purpose": "6"} for day in contacts]
    found = due(child({"opened_on": "2026-11-01", **student}, contact=rows), "2026-11-20")
    assert (found.get("whereabouts") or (None,))[0] == expected
    dropped = child({"opened_on": "2026-11-01", **student}, contact=rows, **OUT)
    assert "whereabouts" not in due(dropped, "2026-11-20")


# --- The month ---------------------------------------------------------------------------------


def monthly(day, outcomes=(), opened_on="2026-10-05"):
    found = reminders([child({"opened_on": opened_on})], RULES, the_day(day), outcomes)
    return [(each.due_on, each.state) for each in found if each.rule == MONTHLY]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-10-22", []),
        ("2026-10-23", [("2026-10-28", "soon")]),
        ("2026-10-28", [("2026-10-28", "today")]),
        ("2026-11-24", [("2026-10-28", "overdue"), ("2026-11-28", "soon")]),
        ("2026-12-10", [("2026-10-28", "overdue"), ("2026-11-28", "overdue")]),
        ("2027-01-10", [("2026-11-28", "overdue"), ("2026-12-28", "overdue")]),  # two months back
    ],
)
def test_the_monthly_report(day, expected):
    assert monthly(day) == expected


def test_the_monthly_report_is_answered_month_by_month():
    done = [{"rule": MONTHLY, "student_id": "", "due_on": "2026-10-28", "outcome": "done"}]
    assert monthly("2026-11-24", done) == [("2026-11-28", "soon")]


def test_no_report_is_missing_from_before_the_ledger():
    assert monthly("2026-11-10", opened_on="2026-11-01") == []
    assert monthly("2026-11-10", opened_on="2026-10-29") == []
    assert monthly("2026-11-10", opened_on="2026-10-28") == [("2026-10-28", "overdue")]
    assert monthly("2026-11-29", opened_on=None) == [("2026-11-28", "overdue")]


def test_a_missed_report_stays_when_no_child_has_records():
    found = reminders([], RULES, the_day("2026-11-10"), began_on="2026-10-02")
    assert [each.due_on for each in found] == ["2026-10-28"]


def test_a_report_day_that_a_month_lacks_is_its_last():
    rules = load_rules(paths.resources() / "rules", {MONTHLY: {"offset_days": 31}})
    found = reminders([], rules, the_day("2027-02-27"))
    assert [each.due_on for each in found] == ["2027-02-28"]


# --- Outcomes and order ------------------------------------------------------------------------


def outcome(rule, due_on, kind, **more):
    return {"rule": rule, "student_id": "s1", "due_on": due_on, "outcome": kind, **more}


def test_done_ends_that_one_reminder():
    answers = [outcome("promise_due", "2026-11-18", "done")]
    found = due(child(**OUT, contact=[PROMISE]), "2026-11-25", answers)
    assert set(found) == {"promise_missed", "repersuade"}


def test_an_outcome_of_another_day_or_child_ends_nothing():
    answers = [
        outcome("promise_due", "2026-11-17", "done"),
        outcome("promise_due", "2026-11-18", "done") | {"student_id": "s2"},
    ]
    assert "promise_due" in due(child(**OUT, contact=[PROMISE]), "2026-11-25", answers)


def test_of_two_answers_the_later_one_counts():
    never, later = (
        outcome("promise_due", "2026-11-18", "impossible", created_at="2026-11-18 08:00:00"),
        outcome(
            "promise_due", "2026-11-18", "postponed",
            postponed_to="2026-11-21", created_at="2026-11-18 09:00:00",
        ),
    )  # fmt: skip
    file = child(**OUT, contact=[PROMISE])
    for answers in ([never, later], [later, never]):
        assert due(file, "2026-11-20", answers)["promise_due"] == ("2026-11-21", "soon")


def test_postponed_again_and_then_done():
    file = child(**OUT, contact=[PROMISE])
    answers = [outcome("promise_due", "2026-11-18", "postponed", postponed_to="2026-11-22")]
    assert due(file, "2026-11-20", answers)["promise_due"] == ("2026-11-22", "soon")
    answers.append(outcome("promise_due", "2026-11-22", "postponed", postponed_to="2026-12-22"))
    assert "promise_due" not in due(file, "2026-11-25", answers)
    answers.append(outcome("promise_due", "2026-12-22", "done"))
    assert "promise_due" not in due(file, "2027-01-05", answers)


def test_a_child_out_of_school_comes_back_after_an_answer_without_a_contact():
    answers = [outcome("repersuade", "2026-11-09", "impossible", created_at="2026-11-12T01:00:00Z")]
    assert due(child(**OUT), "2026-11-13", answers)["repersuade"] == ("2026-11-19", "soon")
    assert due(child(**OUT), "2026-11-20", answers)["repersuade"] == ("2026-11-19", "overdue")


def test_overdue_comes_first_and_each_says_who_and_what():
    later = StudentFile(
        {"id": "s2", "name": "伊力", "guardian_name": "买买提"},
        {
            "dropout": [
                {
                    "id": "d2",
                    "confirmed_on": "2026-11-16",
                    "reported_township_on": "2026-11-16",
                    "written_report_on": "2026-11-16",
                }
            ],
            "responsibility": [
                {"helper_name": "旧人", "to_on": "2026-10-01"},
                {"helper_name": "李强", "from_on": "2026-10-02"},
                {"helper_name": "后来", "from_on": "2026-12-02"},
            ],
        },
    )
    found = reminders([later, child(**OUT)], RULES, the_day("2026-11-22"))
    found = [each for each in found if each.rule != MONTHLY]
    assert [(each.student, each.state, each.days) for each in found] == [
        ("s1", "overdue", 13),
        ("s2", "soon", -1),
    ]
    second = found[1]
    assert (second.who, second.opens, second.record) == ("帮扶责任人（李强）", "contact", "d2")
    assert "伊力" in second.action
    assert second.presets == {"purpose": "1"}


def test_the_child_out_of_school_stands_above_older_care_calls():
    away = {"id": "s2", "left_behind_edu": "2", "opened_on": "2026-01-05"}
    plan = {"contacted_on": "2026-11-01", "next_on": "2026-11-23"}
    files = [
        child(away),
        child({"id": "s3"}, contact=[plan]),
        child({"id": "s4"}, dropout=[{"id": "d4", "last_attended": "2026-11-18", **COUNTY_TOLD}]),
        child(**OUT),
    ]
    found = reminders(files, RULES, the_day("2026-11-21"))
    assert [(each.student, each.state, each.rule) for each in found if each.rule != MONTHLY] == [
        ("s1", "overdue", "repersuade"),
        ("s2", "overdue", "left_behind_call"),
        ("s3", "soon", "next_contact"),  # what is only soon, by its day
        ("s4", "soon", "suspected_3"),
        ("s4", "soon", "repersuade"),
    ]


def test_a_rule_switched_off_is_silent():
    rules = load_rules(paths.resources() / "rules", {"repersuade": {"enabled": False}})
    assert [each.rule for each in reminders([child(**OUT)], rules, the_day("2026-11-20"))] == []


TOWNSHIP = [
    child(**OUT, contact=[PROMISE]),
    child(dropout=[SUSPECTED]),
    child(contact=[{"contacted_on": "2026-11-05", "next_on": "2026-11-15"}]),
    child(**RETURNED),
    child(relocation=[MOVED | {"moved_on": "2026-03-02", "difficulty": "路远"}]),
    child(relocation=[{"notified_on": "2026-10-08"}]),
    child({"left_behind_edu": "2", "opened_on": "2026-01-05"}),
    child({"in_school_status": "2", "marked_on": "2026-10-05"}, contact=[PROMISE]),
    child(relocation=[{"id": "r9", "moved_on": "2026-10-12"}]),
    StudentFile({"id": "s9", "name": "阿果"}, school={"name": "青山校", "closed_on": "2026-12-01"}),
    child(placement=[{"closed_on": "2026-12-10", "close_reason": "4"}]),
    child(contact=[{"contacted_on": "2026-12-10", "mode": "2", "result": "9"}]),
    child(leave=[{"id": "l1", "kind": "1", "from_on": "2026-02-01", "to_on": "2026-12-20"}]),
    child(elsewhere=[{"id": "e1", "kind": "1", "from_on": "2026-09-01"}]),
    child(home_teaching=[{"id": "h1", "taught_on": "2026-11-20"}]),
    child(register_change=[{"id": "c1", "kind": "22", "applied_on": "2026-11-20"}]),
    child({"register_status": "0", "opened_on": "2026-10-05"}),
    child(absence=[{"id": "a1", "from_on": "2026-11-02", "excused": "1"}]),
    child({"grade": "0", "birth_date": "2018-05-01"}),
    child({"grade": "10", "birth_date": "2012-05-01", "opened_on": "2026-09-01"}),
    child({"birth_date": "2010-12-01"}, dropout=[SUSPECTED]),
    child({"opened_on": "2026-11-20"}, roll_call=[]),
    child(dropout=[{"confirmed_on": "2026-11-02", "dropout_whereabouts": "4"}]),
    child(
        {"id": "w1", "left_behind_edu": "2", "opened_on": "2026-01-05"},
        concern=[
            {"since_on": "2026-09-01", "risk_level": "3", "contact_frequency": "每周1次"},
            {"since_on": "2026-09-01", "contact_frequency": "经常"},
        ],
        responsibility=[{"helper_name": "李强", "from_on": "2026-09-01", "visits_per_term": 4}],
    ),
    child(house_event=[{"name": "王大", "day": "2026-11-20", "what": "失联"}]),
    child(harm=[{"found_on": "2026-11-20"}, {"found_on": "2026-11-20", "police_on": "2026-11-20"}]),
    child(unlisted=[{"missed_on": "2026-12-01", "source": "三(1)班.xlsx"}]),
    child(unlisted=[{"missed_on": "2026-12-01", "listed_register_status": "5"}]),
    child(verdict=[{"verdict": "returned", "given_on": "2027-01-20", "reason": "电话不通"}]),
    child(question=[{"asked": "还在读吗", "asked_on": "2027-01-20"}]),
    child(question=[{"asked": "在读吗", "answer": "answered", "answered_on": "2027-01-20"}]),
    child(passage=[{"left_on": "2027-01-20", "handed_on": "2027-01-20", "to_name": "石门小学"}]),
]


def due_of_township(changes):
    """Return the lines of a day late in the winter holidays and of one as the next term opens."""
    rules = load_rules(paths.resources() / "rules", changes)
    lacking = ((date(2026, 12, 31), "2027 年放假安排还没有"),)
    unsure = (("2027-01-20", "有 2 行拿不准"),)
    handed = {trigger: [("2026-12-28", "……")] for trigger in HAND_OFF}
    sheets = (("2026-12-28", "有一张走访单没有补录"),)
    unit = UnitToday(lacking=lacking, unsure=unsure, sheets=sheets, year_owed=2026, hand_off=handed)
    found = reminders(TOWNSHIP, rules, the_day("2027-01-28"), began_on="2027-01-01", unit=unit)
    found += reminders([], rules, the_day("2027-03-03"), began_on="2027-01-01")
    return {(each.rule, each.due_on) for each in found}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_every_rule_can_be_switched_off_and_its_days_changed(rule):
    usual = due_of_township({})
    own = {day for key, day in usual if key == rule.key}
    assert own
    off = due_of_township({rule.key: {"enabled": False}})
    assert off == {(key, day) for key, day in usual if key != rule.key}
    fewer = {"offset_days": rule.offset_days + (-1 if rule.key == MONTHLY else 1)}
    if rule.key == "difficulty_due":
        fewer = {"undated_days": rule.undated_days + 1}
    changed = {day for key, day in due_of_township({rule.key: fewer}) if key == rule.key}
    assert changed != own


days = st.none() | st.integers(0, 150).map(the_day("2026-08-01").later)


@settings(max_examples=150)
@given(
    st.lists(st.fixed_dictionaries({"suspected_on": days, "confirmed_on": days}), min_size=1),
    st.lists(st.fixed_dictionaries({"contacted_on": days.filter(bool)}), max_size=3),
)
def test_whoever_is_out_and_left_alone_is_always_due(dropouts, contacts):
    contacts = sorted(contacts, key=lambda row: row["contacted_on"])
    file = child(dropout=dropouts, contact=contacts)
    assert due(file, "2027-02-01")["repersuade"][1] in ("overdue", "today")


codes = st.sampled_from


@settings(max_examples=200)
@given(
    st.builds(
        child,
        st.fixed_dictionaries(
            {
                "register_status": codes([None, "1", "5", "6", "7"]),
                "in_school_status": codes([None, "1", "2", "4"]),
                "absent_kind": codes([None, "1", "2", "9"]),
                "opened_on": days,
            }
        ),
        dropout=st.lists(
            st.fixed_dictionaries({"last_attended": days, "confirmed_on": days}), max_size=2
        ),
        placement=st.lists(
            st.fixed_dictionaries(
                {
                    "returned_on": days,
                    "closed_on": days,
                    "reopened_on": days,
                    "close_reason": codes(["1", "8"]),
                }
            ),
            max_size=2,
        ),
        relocation=st.lists(
            st.fixed_dictionaries(
                {"notified_on": days, "moved_on": days, "choice_type": codes(["1", "6"])}
            ),
            max_size=2,
        ),
        contact=st.lists(
            st.fixed_dictionaries(
                {"contacted_on": days.filter(bool), "purpose": codes(["1", "6"])}
            ),
            max_size=2,
        ),
    )
)
def test_whoever_is_at_no_school_is_asked_about_in_the_end(file):
    on = the_day("2027-03-05")
    if status_of(file, on).standing in (Standing.CASE, Standing.UNVERIFIED):
        assert due(file, on.text)
