"""Reminder rules as data: the ones that come with the program, a county's own, and wrong ones."""

from __future__ import annotations

import pytest

from ledger_app import paths
from ledger_app.catalogue import CHILD_TABLES, TABLES
from ledger_app.catalogue.codes import code_list
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reminding.rule_files import load_rules, parse_rules

FOLDER = paths.resources() / "rules"

ENTRY = """
[[rule]]
key = "call"
label = "联系"
trigger = "no_contact"
offset_days = 7
who = "班主任{teacher}"
action = "联系{name}。"
"""


def test_the_rules_of_the_first_release_are_there_and_switched_on():
    rules = {rule.key: rule for rule in load_rules(FOLDER)}
    assert set(rules) >= {
        "unverified",
        "promise_due",
        "promise_missed",
        "repersuade",
        "suspected_3",
        "next_contact",
        "return_7",
        "return_30",
        "return_90",
        "relocated_not_arrived",
        "relocated_1w",
        "relocated_1m",
        "relocated_term",
        "difficulty_due",
        "closed_not_placed",
        "contradictory",
        "relocated_register",
        "left_behind_call",
        "whereabouts",
        "to_be_closed",
        "monthly_report",
        "leave_review",
        "elsewhere_review",
        "home_teaching",
        "register_transfer",
        "new_register",
        "long_leave",
        "not_entered",
        "early_graduate",
        "age_out",
        *("absence_same_day", "absence_1", "absence_2", "absence_3", "registry_flag"),
        *("dropout_confirm", "village_help", "still_missing", "leave_over", "seen_in_case"),
        "not_listed",
        "marked_by_list",
        "school_calendar",
        "opening_check",
    }
    assert all(rule.enabled and rule.basis for rule in rules.values())
    assert (rules["suspected_3"].offset_days, rules["suspected_3"].unit) == (3, "school_day")
    assert (rules["monthly_report"].offset_days, rules["monthly_report"].warn_days) == (28, 5)


@pytest.mark.parametrize("rule", load_rules(FOLDER), ids=lambda rule: rule.key)
def test_what_a_rule_opens_and_presets_is_in_the_catalogue(rule):
    for key, value in rule.presets.items():
        field = TABLES[rule.opens].field(key)
        assert not field.codes or code_list(field.codes).find(value)


@pytest.mark.parametrize("table", [each.key for each in CHILD_TABLES])
def test_a_rule_may_open_a_record_of_any_table(table):
    (rule,) = parse_rules(f'{ENTRY}opens = "{table}"\n', "county.toml")
    assert rule.opens == table


@pytest.mark.parametrize("table", ["school", "outcome", "nothing"])
def test_a_rule_opens_nothing_else(table):
    with pytest.raises(LedgerError, match="opens 只能是"):
        parse_rules(f'{ENTRY}opens = "{table}"\n', "county.toml")


def test_a_county_changes_single_values():
    rules = {r.key: r for r in load_rules(FOLDER, {"suspected_3": {"offset_days": 5}})}
    assert rules["suspected_3"].offset_days == 5
    assert rules["suspected_3"].unit == "school_day"


def test_a_county_adds_a_rule_of_its_own():
    own = {"label": "联系", "trigger": "no_contact", "who": "班主任", "action": "联系。"}
    rules = load_rules(FOLDER, {"own": own, "rule_of_long_ago": {"enabled": False}})
    assert rules[-1].key == "own"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('label = "联系"\n', "", "label"),
        ('"no_contact"', '"no_such"', "trigger"),
        ("offset_days = 7", 'offset_days = "7"', "offset_days"),
        ("offset_days = 7", "offset_days = true", "offset_days"),
        ("offset_days = 7", "offset_days = -1", "offset_days"),
        ("offset_days = 7", "offset = 7", "offset"),
        ("offset_days = 7", "repeats = true", "repeats"),
        ("offset_days = 7", 'unit = "week"', "unit"),
        ("offset_days = 7", 'opens = "school"', "opens"),
        ("offset_days = 7", 'opens = "dropout"\nfills = "result"', "fills"),
        ("offset_days = 7", "presets = { purpose = 1 }", "presets"),
        ("offset_days = 7", 'check = "check_7d"', "在这种 trigger 里不能用"),
        ('"no_contact"', '"after_return"\ncheck = "check_7"', "只能是复学安置的字段"),
        ("{teacher}", "{father}", "father"),
        ("{teacher}", "{teacher", "括号"),
    ],
)
def test_a_wrong_entry_is_named_with_its_file(old, new, said):
    assert parse_rules(ENTRY, "own.toml")
    with pytest.raises(LedgerError) as caught:
        parse_rules(ENTRY.replace(old, new), "own.toml")
    assert "own.toml" in caught.value.message
    assert "call" in caught.value.message
    assert said in caught.value.message
    assert caught.value.hint


def test_an_entry_without_a_key_is_named_by_its_place():
    with pytest.raises(LedgerError, match=r"own\.toml.*第 2 条.*key"):
        parse_rules(ENTRY + ENTRY.replace('key = "call"\n', ""), "own.toml")


@pytest.mark.parametrize("text", ["[[rule]]\nkey = ", 'rule = "x"', "[other]\na = 1"])
def test_a_file_that_is_no_list_of_rules_is_refused(text):
    with pytest.raises(LedgerError, match=r"own\.toml"):
        parse_rules(text, "own.toml")


def test_the_same_key_twice_is_refused(tmp_path):
    (tmp_path / "a.toml").write_text(ENTRY, encoding="utf-8")
    (tmp_path / "b.toml").write_text(ENTRY, encoding="utf-8")
    with pytest.raises(LedgerError, match=r"b\.toml.*call"):
        load_rules(tmp_path)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "a.toml").write_bytes(ENTRY.encode("gb18030"))
    with pytest.raises(LedgerError, match=r"a\.toml"):
        load_rules(tmp_path)


def test_no_rules_at_all_is_refused(tmp_path):
    with pytest.raises(LedgerError, match="没有找到提醒规则"):
        load_rules(tmp_path)


@pytest.mark.parametrize("values", [{"key": "other"}, {"offset": 1}, {"trigger": "no_such"}])
def test_a_wrong_change_by_a_county_is_refused(values):
    with pytest.raises(LedgerError, match="suspected_3"):
        load_rules(FOLDER, {"suspected_3": values})
