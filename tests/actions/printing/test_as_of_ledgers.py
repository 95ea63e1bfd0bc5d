"""A ledger as of a past day says what it would have said when it was printed on that day."""

from __future__ import annotations

from random import Random

import pytest

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.print_ledger import students

KEYS = ("suspected_ledger", "dropout_ledger", "focus_ledger", "relocation_ledger")
RULE = "本表按截止日编制"
CHILD = {
    "grade": "7", "class_no": "1", "phone": "13800000001", "address": "石门村1组", "ethnic": "01",
    "guardian_name": "王大山", "guardian_relation": "51", "guardian_phone": "13800000002",
    "whereabouts": "县城", "econ_category": "1",
}  # fmt: skip
# Values that a clerk changes later, by table.
LATER = {
    "student": {
        "name": ("王改名", "李改名"), "phone": ("13911111111",), "address": ("县城新区",),
        "guardian_name": ("赵新人",), "guardian_phone": ("13922222222",), "class_no": ("3",),
        "whereabouts": ("广东",), "ethnic": ("06",), "econ_category": ("5",), "grade": ("8",),
        "register_status": ("2",), "home_teacher": ("钱老师",), "distance_km": (9.5,),
    },
    "concern": {"risk_level": ("1", "3"), "measures": ("改了的措施",), "situation": ("改了",),
                "risk_categories": ("orphan",), "contact_frequency": ("每天",), "remark": ("改",)},
    "dropout": {"main_reason": ("21",), "measures_taken": ("改了",), "dropout_whereabouts": ("2",),
                "control_type": ("1",), "remark": ("改了",), "whereabouts_note": ("改了",)},
    "relocation": {"choice_type": ("4",), "receiving_school": ("别的学校",), "difficulty": ("改",),
                   "solution": ("改",), "solver": ("改",), "parent_opinion": ("2",),
                   "boarding_solution": ("3",), "solve_by_on": ("2027-01-01",),
                   "check_1w": ("改",)},
    "contact": {"persuaders": ("改了",), "result": ("2",), "content": ("改了的内容",)},
    "responsibility": {"helper_name": ("改了",), "helper_phone": ("13933333333",)},
    "family_member": {"name": ("改了",), "phone": ("13944444444",), "is_guardian": ("0",)},
}  # fmt: skip


def filled(ledger, number):
    """Add a child that stands on all four ledgers; return ids of its rows by table."""
    day = ledger.day()
    child = edit_file.add_student(ledger, CHILD | {"name": f"学生{number}"}).record_id
    rows = {
        "family_member": {"name": "王大山", "relation": "51", "phone": "137", "is_guardian": "1"},
        "concern": {"since_on": day.later(-9), "risk_categories": "poor", "risk_level": "2",
                    "situation": "父母在外", "measures": "结对"},
        "contact": {"contacted_on": day.later(-2), "purpose": "1", "mode": "1", "result": "7",
                    "persuaders": "周老师", "content": "说好返校"},
        "responsibility": {"helper_name": "何乡长", "helper_phone": "13600000000", "pair_kind": "2",
                           "from_on": day.later(-9)},
        "relocation": {"origin_school": "青山教学点", "receiving_school": "中心小学",
                       "notified_on": day.later(-8), "parent_signed_on": day.later(-7),
                       "parent_opinion": "1", "difficulty": "路远", "solution": "校车",
                       "solver": "何校长", "solve_by_on": day.later(30)},
        "dropout": {"suspected_on": day.later(-9), "last_attended": day.later(-12),
                    "is_suspected": "1" if number % 2 else "0", "main_reason": "01",
                    "confirmed_on": None if number % 2 else day.later(-3),
                    "measures_taken": "家访", "dropout_whereabouts": "3"},
    }  # fmt: skip
    ids = {"student": child}
    for table, row in rows.items():
        given = {key: value for key, value in row.items() if value is not None}
        ids[table] = edit_file.add_record(ledger, table, child, given).record_id
    return ids


def printed(ledger, on=None):
    """Return the rows of all four ledgers as of a day."""
    return {
        key: [
            row for sheet in print_ledger.prepare(ledger, key, on=on).sheets for row in sheet.rows
        ]
        for key in KEYS
    }


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_changed_later_the_day_says_what_it_said(ledger, seed):
    random = Random(seed)
    children = [filled(ledger, number) for number in range(4)]
    ledger.clock.move(days=1)
    day, then = ledger.day().date, printed(ledger)
    assert all(then.values())
    for _ in range(40):
        ledger.clock.move(days=1)
        change_something(ledger, random, random.choice(children))
    assert printed(ledger, on=day) == then


def change_something(ledger, random, ids):
    """Change, delete, add or undo something; nothing that is dated before today."""
    table = random.choice([*LATER, "add", "delete", "undo", "new"])
    today = ledger.day().text
    if table == "new":
        filled_later = {"since_on": today, "risk_level": "1", "risk_categories": "poor"}
        edit_file.add_record(ledger, "concern", ids["student"], filled_later)
    elif table == "add":
        undated = random.choice(
            [("concern", {"risk_level": "1", "risk_categories": "orphan"}),
             ("family_member", {"name": "后来的人", "is_guardian": "1", "phone": "13955555555"}),
             ("responsibility", {"helper_name": "后来的", "pair_kind": "1", "from_on": today})]
        )  # fmt: skip
        edit_file.add_record(ledger, undated[0], ids["student"], undated[1])
    elif table == "undo":
        undo_revision.undo(ledger)
    elif table == "delete":
        gone = random.choice([key for key in ids if key != "student"])
        if ledger.value(f"SELECT 1 FROM {gone} WHERE id = ? AND deleted_at IS NULL", [ids[gone]]):
            edit_file.delete_record(ledger, gone, ids[gone])
        if random.random() < 0.2:
            edit_file.delete_students(ledger, [ids["student"]])
    elif ledger.value(f"SELECT 1 FROM {table} WHERE id = ? AND deleted_at IS NULL", [ids[table]]):
        key = random.choice(list(LATER[table]))
        value = random.choice(LATER[table][key])
        edit_file.save_fields(ledger, table, ids[table], {key: value})


def column(ledger, key, source, on):
    (sheet,) = print_ledger.prepare(ledger, key, on=on).sheets
    at = [each.source for each in sheet.columns].index(source)
    return [row[at] for row in sheet.rows]


def test_a_visit_that_is_entered_late_stands_where_it_happened(ledger):
    ids = filled(ledger, 0)
    ledger.clock.move(days=5)
    day = ledger.day()
    ledger.clock.move(days=5)
    late = {"contacted_on": day.later(-1), "purpose": "1", "mode": "1", "result": "2"}
    contact = edit_file.add_record(ledger, "contact", ids["student"], late).record_id
    edit_file.save_fields(ledger, "contact", contact, {"persuaders": "郑老师"})
    assert column(ledger, "dropout_ledger", "劝返次数", day.date) == ["2"]
    # Filled in on the day it was entered, it was entered with it; what is changed later is not.
    assert "郑老师" in column(ledger, "dropout_ledger", "最近一次劝返", day.date)[0]
    ledger.clock.move(days=1)
    edit_file.save_fields(ledger, "contact", contact, {"persuaders": "另一人"})
    assert "郑老师" in column(ledger, "dropout_ledger", "最近一次劝返", day.date)[0]


def test_a_date_that_was_mistyped_is_taken_as_mended(ledger):
    ids = filled(ledger, 0)
    day = ledger.day()
    ledger.clock.move(days=5)
    right = day.later(-4)
    edit_file.save_fields(ledger, "dropout", ids["dropout"], {"last_attended": right})
    (sheet,) = print_ledger.prepare(ledger, "dropout_ledger", on=day.date).sheets
    assert len(sheet.rows) == 1


def test_an_opinion_goes_with_its_signature(ledger):
    ids = filled(ledger, 0)
    ledger.clock.move(days=1)
    day = ledger.day()
    ledger.clock.move(days=5)
    # Signed then, entered now: both count. Changed later, with the same signature: not.
    new = {"parent_signed_on": day.later(-1), "parent_opinion": "3"}
    edit_file.save_fields(ledger, "relocation", ids["relocation"], new)
    ledger.clock.move(days=1)
    edit_file.save_fields(ledger, "relocation", ids["relocation"], {"parent_opinion": "2"})
    (told,) = column(ledger, "relocation_ledger", "家长意见及签字日期", day.date)
    assert told == f"有条件同意 {day.later(-1)}"


def test_a_plan_is_what_it_was_on_the_day(ledger):
    ids = filled(ledger, 0)
    ledger.clock.move(days=1)
    day, (plan,) = ledger.day(), column(ledger, "relocation_ledger", "relocation.solve_by_on", None)
    ledger.clock.move(days=5)
    edit_file.save_fields(ledger, "relocation", ids["relocation"], {"solve_by_on": "2027-06-30"})
    assert column(ledger, "relocation_ledger", "relocation.solve_by_on", day.date) == [plan]


def test_a_child_deleted_since_stands_on_the_day_and_one_entered_late_with_an_old_date(ledger):
    gone = filled(ledger, 0)
    ledger.clock.move(days=1)
    day = ledger.day()
    ledger.clock.move(days=5)
    edit_file.delete_students(ledger, [gone["student"]])
    late = edit_file.add_student(ledger, {"name": "补录的", "grade": "7", "phone": "1"}).record_id
    row = {"last_attended": day.later(-9), "confirmed_on": day.later(-5), "is_suspected": "0"}
    edit_file.add_record(ledger, "dropout", late, row)
    ledger.clock.move(days=1)
    edit_file.save_fields(ledger, "student", late, {"name": "改了名"})
    assert sorted(column(ledger, "dropout_ledger", "姓名", day.date)) == ["学生0", "补录的"]
    assert column(ledger, "dropout_ledger", "姓名", None) == ["改了名"]


def test_a_school_that_was_renamed_since_has_its_old_name(ledger):
    school = edit_file.add_record(ledger, "school", None, {"name": "石门村小学"}).record_id
    ids = filled(ledger, 0)
    edit_file.save_fields(ledger, "student", ids["student"], {"school": school})
    day = ledger.day()
    ledger.clock.move(days=5)
    edit_file.save_fields(ledger, "school", school, {"name": "石门村完全小学"})
    assert column(ledger, "dropout_ledger", "学校", day.date) == ["石门村小学"]
    assert column(ledger, "dropout_ledger", "学校", None) == ["石门村完全小学"]


def test_the_foot_says_by_which_rule_and_only_on_a_past_day(ledger):
    filled(ledger, 0)
    day = ledger.day().date
    ledger.clock.move(days=5)
    for on, told in ((day, True), (None, False)):
        (sheet,) = print_ledger.prepare(ledger, "focus_ledger", on=on).sheets
        assert any(note.startswith(RULE) for note in sheet.notes) == told


def test_a_card_says_it_behind_the_day(ledger):
    ids = filled(ledger, 0)
    day = ledger.day().date
    ledger.clock.move(days=5)
    child = students(ids["student"])
    (then,) = print_ledger.prepare(ledger, "student_card", on=day, subject=child).sheets
    (now,) = print_ledger.prepare(ledger, "student_card", subject=child).sheets
    assert then.as_of.endswith("（注明日期的按日期，其余按当天所记）")
    assert now.as_of.endswith("日")
