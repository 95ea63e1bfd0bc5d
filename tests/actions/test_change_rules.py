"""A rule that was changed counts at once, stands in the history, and is undone like any change."""

from __future__ import annotations

import pytest

from ledger_app.actions import change_rules, due_list, edit_file, undo_revision
from ledger_app.catalogue.unit_tables.rule_change import RULE_CHANGE
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reminding.rule_files import of_unit
from ledger_app.store.changes import history
from ledger_app.store.safety import check


@pytest.fixture
def child(ledger):
    """Return a left-behind child whom nobody has called for two months."""
    saved = edit_file.add_student(ledger, {"name": "单小雨", "left_behind_edu": "1"})
    ledger.clock.move(days=60)
    edit_file.save_fields(ledger, "student", saved.record_id, {"phone": "13800000001"})
    return saved.record_id


def rules_due(ledger, child):
    return {each.rule for each in due_list.due(ledger) if each.student == child}


def listed(ledger, child):
    return ledger.value("SELECT due_rule FROM student_index WHERE id = ?", [child])


def switch_off(ledger, *keys):
    for key in keys:
        days = change_rules.usual_rules()[key].offset_days
        change_rules.change_rule(ledger, key, enabled=False, offset_days=days)


def test_lists_follow_a_rule_when_it_is_switched_off_and_when_that_is_undone(ledger, child):
    before, first = rules_due(ledger, child), listed(ledger, child)
    assert first in before
    switch_off(ledger, *before)
    assert (rules_due(ledger, child), listed(ledger, child)) == (set(), None)

    for _ in before:
        undo_revision.undo(ledger)
    assert (rules_due(ledger, child), listed(ledger, child)) == (before, first)
    for _ in before:
        undo_revision.redo(ledger)
    assert (rules_due(ledger, child), listed(ledger, child)) == (set(), None)
    assert check.problems(ledger) == []


def test_whom_nothing_else_would_show_is_named_before_a_rule_goes(ledger, child):
    other = edit_file.add_student(ledger, {"name": "王一"}).record_id
    assert rules_due(ledger, child) > {"unverified"}
    assert rules_due(ledger, other) == {"unverified"}
    assert change_rules.out_of_sight_without(ledger, "unverified") == ["王一"]
    switch_off(ledger, *(rules_due(ledger, child) - {"unverified"}))
    assert sorted(change_rules.out_of_sight_without(ledger, "unverified")) == ["单小雨", "王一"]
    assert change_rules.out_of_sight_without(ledger, "leave_review") == []


USUAL = of_unit(tuple(change_rules.usual_rules().values()), "school")


@pytest.mark.parametrize("key", [rule.key for rule in USUAL])
def test_every_rule_can_be_switched_off_and_on_again_with_its_own_days(ledger, key):
    usual = change_rules.usual_rules()[key]
    switch_off(ledger, key)
    assert [rule.key for rule in change_rules.rule_rows(ledger) if not rule.enabled] == [key]
    change_rules.change_rule(ledger, key, enabled=True, offset_days=usual.offset_days)
    assert change_rules.rule_rows(ledger) == list(USUAL)


def test_the_history_says_which_rule_and_what_became_of_it(ledger):
    change_rules.change_rule(ledger, "repersuade", enabled=True, offset_days=5)
    switch_off(ledger, "repersuade")
    change_rules.usual_again(ledger)
    said = [(row["kind"], row["summary"]) for row in history.revisions(ledger)[:3]]
    assert said == [
        ("setting", "恢复原来的提醒规则"),
        ("setting", "改提醒规则：劝返联系 不再提醒"),
        ("setting", "改提醒规则：劝返联系 5 天"),
    ]


def test_a_value_changed_to_and_fro_is_undone_step_by_step(ledger):
    def days():
        return {rule.key: rule.offset_days for rule in change_rules.rule_rows(ledger)}["repersuade"]

    usual = days()
    for wanted in (5, 6):
        change_rules.change_rule(ledger, "repersuade", enabled=True, offset_days=wanted)
    change_rules.change_rule(ledger, "repersuade", enabled=True, offset_days=usual)
    change_rules.change_rule(ledger, "repersuade", enabled=True, offset_days=9)
    seen = [days()]
    for _ in range(4):
        undo_revision.undo(ledger)
        seen.append(days())
    assert seen == [9, usual, 6, 5, usual]
    assert ledger.value(f"SELECT count(*) FROM {RULE_CHANGE.key}") == 1


def test_taking_back_a_rule_is_work_for_which_nobody_waits(ledger, child):
    assert not undo_revision.is_large(ledger, history.newest_no(ledger))
    switch_off(ledger, "repersuade")
    assert undo_revision.is_large(ledger, history.newest_no(ledger))
    undo_revision.undo(ledger)
    assert undo_revision.is_large(ledger, history.reversible(ledger).redo["no"])


def test_changing_nothing_leaves_no_revision(ledger):
    before = history.newest_no(ledger)
    usual = change_rules.usual_rules()["repersuade"]
    change_rules.change_rule(ledger, "repersuade", enabled=True, offset_days=usual.offset_days)
    change_rules.usual_again(ledger)
    assert history.newest_no(ledger) == before


@pytest.mark.parametrize(
    ("key", "days", "said"),
    [("nothing", 3, "没有提醒规则“nothing”"), ("repersuade", 0, "天数只能在 1 到 366 之间"),
     ("repersuade", 400, "天数只能在 1 到 366 之间")],
)  # fmt: skip
def test_what_no_rule_can_be_is_refused_with_nothing_kept(ledger, key, days, said):
    before = history.newest_no(ledger)
    with pytest.raises(LedgerError, match=said):
        change_rules.change_rule(ledger, key, enabled=True, offset_days=days)
    assert history.newest_no(ledger) == before
