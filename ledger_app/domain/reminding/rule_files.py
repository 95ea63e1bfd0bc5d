"""Reminder rules as data: what makes something due, who must act, what to do.

One [[rule]] entry in resources/rules/*.toml; a county changes single values by key. Keys:

    key, label, trigger     its name, Chinese name, and the kind of event (reminding/triggers)
    matter                  what it is about (reminding/matters): its place and heading in 今日
    offset_days, unit       due so many "day" or "school_day" after the event
    warn_days               shown as due soon so many days before
    early_days              a visit so many days before the due day already answers it
    undated_days            offset where the event has no day of its own
    repeats                 answered by hand, it comes again after another offset
    again_days              or after so many days, where what is due has a day of its own
    urgency                 1: a child out of school, comes before all others that are overdue
    topic                   what is due of one topic about one child is told in one line
    check                   field of the trigger's record that answers it when filled
    who, action             who must act, what to do: sentences with {words} of words.WORDS
    opens, presets          table whose record answers it, first values for a new one
    fills                   field of that record to fill in: named on the button, and gone to
    units                   whose it is: "school" of a school, "above" of whoever receives packages
    enabled, basis          switched on; the regulation or practice it rests on
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from ledger_app.catalogue import FILE_TABLES, STUDENT, TABLES
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reminding.matters import Matter
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers import TRIGGERS
from ledger_app.domain.reminding.words import WORDS, words_in

UNITS = ("day", "school_day")
SCHOOL, ABOVE = "school", "above"
OPENS = (
    "",
    STUDENT.key,
    "calendar_day",
    "unsure_row",
    "visit_sheet",
    "school_year",
    "handoff",
    *(each.key for each in FILE_TABLES),
)
CHANGEABLE = frozenset({"enabled", "offset_days"})  # what the settings page writes
NEEDED = ("key", "label", "trigger", "who", "action")


_KINDS: dict[str, type] = {
    each.name: {"int": int, "bool": bool, "str": str}.get(str(each.type), dict)
    for each in fields(Rule)
}


def load_rules(
    folder: Path, overrides: Mapping[str, Mapping[str, Any]] | None = None
) -> tuple[Rule, ...]:
    """Read every rule of a folder, in file order, with a county's own values by rule key on top.

    Raises LedgerError naming the file and the entry that cannot be used.
    """
    found: dict[str, Rule] = {}
    for path in sorted(folder.glob("*.toml")):
        for rule in parse_rules(_read(path), path.name):
            if rule.key in found:
                raise _refusal(path.name, rule.key, "这个 key 已经用过")
            found[rule.key] = rule
    if not found:
        raise LedgerError(
            f"在 {folder} 里没有找到提醒规则。", "程序文件可能不完整，请重新安装程序。"
        )
    for key, values in (overrides or {}).items():
        if key in found or values.keys() - CHANGEABLE:
            found[key] = _override(found.get(key), key, values)
        # else: a change to a rule that this release no longer has; nothing is left to change.
    return tuple(found.values())


def parse_rules(text: str, source: str) -> list[Rule]:
    """Return the rules of one TOML text; raise LedgerError naming `source` and the entry."""
    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LedgerError(
            f"提醒规则文件 {source} 的写法不对：{error}。", "请改正这一行，或换回原来的文件。"
        ) from error
    rules = entries.pop("rule", [])
    if entries or not isinstance(rules, list):
        raise LedgerError(f"提醒规则文件 {source} 里只能有 [[rule]] 条目。", "请去掉其他内容。")
    return [
        _make(source, str(entry.get("key") or f"第 {number} 条"), entry)
        for number, entry in enumerate(rules, start=1)
    ]


def of_unit(rules: Sequence[Rule], unit_kind: str) -> tuple[Rule, ...]:
    """Return the rules that a unit of this kind has: school, township, county."""
    kind = ABOVE if unit_kind in ("township", "county") else SCHOOL
    return tuple(rule for rule in rules if rule.units in ("", kind))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerError(
            f"提醒规则文件 {path.name} 读不出来：{error}。", "请换回原来的文件，或重新安装程序。"
        ) from error


def _override(rule: Rule | None, key: str, values: Mapping[str, Any]) -> Rule:
    source = "本地提醒设置"
    if rule is None:
        return _make(source, key, {"key": key, **values})
    if values.get("key", key) != key:
        raise _refusal(source, key, "key 不能改")
    _check_kinds(source, key, values)
    changed = replace(rule, **values)
    _check_values(source, changed)
    return changed


def _make(source: str, name: str, entry: Mapping[str, Any]) -> Rule:
    _check_kinds(source, name, entry)
    missing = [key for key in NEEDED if not entry.get(key)]
    if missing:
        raise _refusal(source, name, f"缺少 {'、'.join(missing)}")
    rule = Rule(**entry)
    _check_values(source, rule)
    return rule


def _check_kinds(source: str, name: str, entry: Mapping[str, Any]) -> None:
    for key, value in entry.items():
        kind = _KINDS.get(key)
        if kind is None:
            raise _refusal(source, name, f"不认识 {key}")
        if type(value) is not kind:
            raise _refusal(source, name, f"{key} 的值 {value!r} 写法不对，应为{_KIND_NAMES[kind]}")


_KIND_NAMES: dict[type, str] = {
    int: "整数",
    bool: "true 或 false",
    str: "带引号的文字",
    dict: "{ 字段 = 值 }",
}


def _check_values(source: str, rule: Rule) -> None:
    allowed = {
        "trigger": tuple(TRIGGERS), "unit": UNITS, "opens": OPENS, "units": ("", SCHOOL, ABOVE),
        "matter": tuple(Matter),
    }  # fmt: skip
    for key, choices in allowed.items():
        if getattr(rule, key) not in choices:
            said = "、".join(choice or '""' for choice in choices)
            raise _refusal(source, rule.key, f"{key} 只能是 {said}")
    for key in ("offset_days", "warn_days", "early_days", "undated_days", "again_days", "urgency"):
        if getattr(rule, key) < 0:
            raise _refusal(source, rule.key, f"{key} 不能小于 0")
    if rule.repeats and not (rule.again_days or rule.offset_days):
        text = "repeats 的规则，offset_days 和 again_days 不能都是 0"
        raise _refusal(source, rule.key, text)
    _check_answering_field(source, rule)
    _check_filled_field(source, rule)
    if not all(isinstance(value, str) for value in rule.presets.values()):
        raise _refusal(source, rule.key, "presets 的值都要带引号")
    for key in ("who", "action"):
        _check_sentence(source, rule.key, key, getattr(rule, key))


def _check_answering_field(source: str, rule: Rule) -> None:
    """Refuse a `check` that no record of the trigger has: nothing would ever answer the rule."""
    record = TRIGGERS[rule.trigger].record
    known = [field.key for field in TABLES[record].fields] if record else []
    if rule.check and rule.check not in known:
        where = f"只能是{TABLES[record].label}的字段" if record else "在这种 trigger 里不能用"
        raise _refusal(source, rule.key, f"check 的值 {rule.check} {where}")


def _check_filled_field(source: str, rule: Rule) -> None:
    """Refuse a `fills` that the record opened has not: the button would name another field."""
    known = [field.key for field in TABLES[rule.opens].fields] if rule.opens in TABLES else []
    if rule.fills and rule.fills not in known:
        where = f"只能是{TABLES[rule.opens].label}的字段" if known else "要和 opens 一起写"
        raise _refusal(source, rule.key, f"fills 的值 {rule.fills} {where}")


def _check_sentence(source: str, name: str, key: str, sentence: str) -> None:
    try:
        words = words_in(sentence)
    except ValueError as error:
        raise _refusal(source, name, f"{key} 里的括号不成对") from error
    unknown = [word for word in words if word not in WORDS]
    if unknown:
        raise _refusal(source, name, f"{key} 里不能用 {{{unknown[0]}}}，可用：{'、'.join(WORDS)}")


def _refusal(source: str, name: str, what: str) -> LedgerError:
    return LedgerError(
        f"提醒规则 {source} 的“{name}”不能用：{what}。", "请改正这一条，或换回原来的文件。"
    )
