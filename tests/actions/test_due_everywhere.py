"""What is due about a child is the same in its file, in 今日, in `due` and in the list."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_app.actions import change_rules, due_list, edit_file, new_day, open_student
from ledger_app.actions.today import due_lines
from ledger_app.catalogue.unit_tables.rule_change import RULE_CHANGE
from ledger_app.domain.reads import NotRead
from ledger_app.domain.reminding import reminders
from ledger_app.domain.reminding.child_today import Due
from ledger_app.domain.reminding.triggers import TRIGGERS
from ledger_app.domain.reminding.triggers.calendar import HAND_OFF
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.store.changes import own_changes
from ledger_app.store.changes.revisions import revise
from ledger_app.store.lists import index_row, outcomes, student_index
from ledger_app.store.lists.rules_in_use import rules_in_use
from ledger_app.store.lists.student_files import load_files
from ledger_app.store.safety import ledger_files
from tests.children import DAYS, Child, children
from tests.ledgers import Clock, open_again, report_in

TOWNSHIP = Path(__file__).parents[1] / "data" / "township-0.1.0.ledger"
DUE = ("student", "rule", "due_on", "state", "who", "action", "reason", "record")


# Of whom the demo of that release knew nothing: away from school, and seen there meanwhile.
MISSING = (
    Child({"name": "王乙"}, (("absence", {"from_on": "2026-09-08", "excused": "0"}),)),
    Child({"name": "王丙"}, (("absence", {"from_on": "2026-09-08", "excused": "1"}),)),
    Child(
        {"name": "王丁"},
        (
            ("dropout", {"suspected_on": "2026-09-01"}),
            ("sighting", {"seen_on": "2026-09-08", "kind": "1"}),
        ),
    ),
)


@pytest.fixture(scope="module")
def township_file(tmp_path_factory):
    """Return the demo township as today's program keeps it, closed."""
    path = Path(shutil.copyfile(TOWNSHIP, tmp_path_factory.mktemp("township") / "福利镇.ledger"))
    ledger_files.close(open_again(path))
    return path


@pytest.fixture
def township(township_file, tmp_path):
    ledger = open_again(Path(shutil.copyfile(township_file, tmp_path / "福利镇.ledger")))
    yield ledger
    ledger_files.close(ledger)


def set_day(ledger, text: str) -> date:
    ledger.clock = Clock(datetime.fromisoformat(f"{text} 12:00:00"))
    return ledger.today()


def told(found) -> list[tuple]:
    return sorted(tuple(getattr(each, key) for key in DUE) for each in found)


def differences(ledger) -> list[str]:
    """Return where `due` and the list say anything else than the whole files, today."""
    files = {file.student["id"]: file for file in load_files(ledger)}
    answered = outcomes.everything(ledger)
    whole = reminders.reminders(
        files.values(),
        rules_in_use(ledger),
        ledger.day(),
        answered,
        due_list.began_on(ledger),
        unit=due_list.unit_today(ledger),
    )
    found = []
    if told(due_list.due(ledger)) != told(whole):
        found.append("due")
    asked = [each for each in whole if each.student and each.rule != "same_house"]
    if told(due_list.worked_out(ledger, ledger.day())) != told(asked):
        found.append("due of any day")
    by_child = outcomes.of_students(ledger, list(files))
    rows, _ = student_index.rows_and_lines(ledger, list(files.values()), ledger.day(), by_child)
    for right in (dict(zip(index_row.COLUMNS, row, strict=True)) for row in rows):
        (kept,) = ledger.rows("SELECT * FROM student_index WHERE id = ?", [right["id"]])
        found += [f"{kept['name']} {key}" for key in right if kept[key] != right[key]]
    return found


def test_in_the_township_day_after_day(township):
    fired = set()
    closed = {"name": "尖山教学点", "status": "3", "closed_on": "2026-07-10"}
    edit_file.add_record(township, "school", None, closed)
    edit_file.add_student(township, {"name": "王甲", "school": closed["name"]})
    keep(township, MISSING)
    set_day(township, DAYS[0])
    new_day.refresh_lists(township)
    keep(township, children(300, 3))  # a demo of that release knows fewer tables
    ill = edit_file.add_student(township, {"name": "王乙"}).record_id
    edit_file.add_record(township, "absence", ill, {"from_on": "2026-01-05", "excused": "1"})
    harmed = {"found_on": "2026-01-05", "police_on": "2026-01-05"}
    edit_file.add_record(township, "harm", ill, harmed)
    with revise(township, "import", "名册.xlsx") as revision:  # with a row nobody can place
        waits = {"listed_on": "2026-01-05", "source": "名册.xlsx", "name": "王甲"}
        revision.insert("unsure_row", waits)
        revision.insert("visit_sheet", {"made_on": "2026-01-05", "children": ill})
    for day in DAYS:
        on = set_day(township, day)
        new_day.refresh_lists(township)
        assert differences(township) == [], day
        fired |= {each.rule for each in due_list.due(township, on)}
    # What the hand-off owes takes two units: tests/actions/travel/test_duties.py.
    asked = {rule.key for rule in rules_in_use(township) if rule.trigger not in HAND_OFF}
    assert fired >= asked - {"same_house"}


@settings(max_examples=8)
@given(seed=st.integers(0, 10_000), days=st.permutations(DAYS))
def test_whatever_the_records_and_the_order_of_days(
    empty_ledger_file, tmp_path_factory, seed, days
):
    path = tmp_path_factory.mktemp("any") / "福利镇.ledger"
    ledger = open_again(Path(shutil.copyfile(empty_ledger_file, path)))
    set_day(ledger, days[0])
    new_day.refresh_lists(ledger)
    keep(ledger, children(25, seed))
    assert differences(ledger) == []
    for day in days[1:]:
        set_day(ledger, day)
        new_day.refresh_lists(ledger)
        assert differences(ledger) == [], day
    ledger_files.close(ledger)


def keep(ledger, made) -> None:
    with revise(ledger, "import", "名册") as revision:
        for child in made:
            student = revision.insert("student", child.student)
            for table, values in child.records:
                revision.insert(table, values, student_id=student)


def test_a_rule_that_is_changed_reaches_every_list_at_once(township):
    new_day.refresh_lists(township)
    for rule in rules_in_use(township):
        days = rule.offset_days + 20
        change_rules.change_rule(
            township, rule.key, enabled=rule.trigger != "no_contact", offset_days=days
        )
    assert differences(township) == []
    change_rules.usual_again(township)
    assert differences(township) == []
    assert not new_day.refresh_lists(township)  # nothing is left to do


# What must not go unnoticed: these are planted.


@pytest.mark.parametrize("table", ["contact", "concern", "dropout", "relocation", "placement"])
def test_a_table_that_a_trigger_forgets_to_name_is_a_fault(township, monkeypatch, table):
    for key, trigger in TRIGGERS.items():
        reads = {name: columns for name, columns in trigger.reads.items() if name != table}
        made = Trigger(trigger.concerns, trigger.find, reads, trigger.record)
        monkeypatch.setitem(TRIGGERS, key, made)
    with pytest.raises(NotRead, match=table):
        due_list.due(township)


@pytest.mark.parametrize("column", ["left_behind_mca", "file_status", "guardian_name"])
def test_a_column_that_nobody_names_is_a_fault(township, monkeypatch, column):
    for name in ("found_by", "said_with"):
        named = getattr(reminders, name)

        def forgotten(rules, named=named):
            reads = named(rules)
            return {**reads, "student": reads["student"] - {column}}

        monkeypatch.setattr(reminders, name, forgotten)
    with pytest.raises(NotRead, match=f"student.{column} "):
        due_list.due(township)


def test_children_whom_the_day_should_reach_are_missed_when_nobody_says_so(township, monkeypatch):
    monkeypatch.setattr(index_row, "_by_day", lambda file: 0)
    set_day(township, DAYS[2])
    new_day.refresh_lists(township)
    assert differences(township)


# A trigger of tomorrow.

NO_AID = "1"  # list econ_category


def aid(child, rule):
    if child.file.student.get("econ_category") == NO_AID:
        yield Due(child.today.text, child.today.text, "家庭经济困难，没有资助记录")


AID = Trigger(
    concerns=lambda file: file.student.get("econ_category") == NO_AID,
    find=aid,
    reads={"student": ("econ_category",)},
)
RULE = {"label": "资助", "trigger": "aid", "who": "资助专干", "action": "为{name}申请资助。"}


def test_a_new_trigger_over_a_column_nobody_reads_today_shows_everywhere(ledger, monkeypatch):
    child = edit_file.add_student(ledger, {"name": "王小明", "econ_category": NO_AID}).record_id
    edit_file.add_student(ledger, {"name": "李小红"})
    report_in(ledger)
    monkeypatch.setitem(TRIGGERS, "aid", AID)
    # What a trigger of the program itself is part of when it is started.
    monkeypatch.setattr(reminders, "_PARTICULAR", (*reminders._PARTICULAR, AID.concerns))
    own = {("aid_due", entry): value for entry, value in RULE.items()}
    with revise(ledger, "setting", "资助") as revision:
        own_changes.keep(revision, RULE_CHANGE, own)
    ledger_files.close(ledger)
    again = open_again(ledger.path)
    assert new_day.refresh_lists(again)
    (shown,) = open_student.open_file(again, child).reminders
    assert shown.reason == "家庭经济困难，没有资助记录"
    assert [each.rule for each in due_list.due(again) if each.student] == ["aid_due"]
    (line,) = [line for line in due_lines.today_lines(again) if line.child]
    assert (line.child["name"], line.reminder.rule) == ("王小明", "aid_due")
    (row,) = again.rows("SELECT name, due_text FROM student_index WHERE due_rule = 'aid_due'")
    assert row == {"name": "王小明", "due_text": shown.reason}
    assert json.dumps(differences(again)) == "[]"
    ledger_files.close(again)
