"""Keep the ledger's own settings: the unit, the clerk, idle minutes, the county's rule changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ledger_app import paths
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reminding import rule_files
from ledger_app.domain.reminding.rule import Rule
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import student_index
from ledger_app.store.lists.rules_in_use import rules_in_use

LABELS = {
    "unit": "单位名称",
    "unit_code": "单位代码",
    "unit_kind": "单位类型",
    "township": "乡镇（街道）",
    "county": "县（市、区）",
    "clerk": "经办人",
    "clerk_phone": "经办人电话",
}
LONGEST = 100  # characters of a name
IDLE_KEY, IDLE_LEAST, IDLE_MOST, IDLE_USUAL = "idle_minutes", 1, 30, 5
RULES_KEY = "rule_changes"
MOST_DAYS = 366


def shown(ledger: Ledger) -> dict[str, str]:
    """Return the texts of LABELS as they stand, empty where nothing is set."""
    kept = settings.everything(ledger)
    return {key: str(kept.get(key) or "") for key in LABELS}


def keep(ledger: Ledger, given: Mapping[str, str]) -> dict[str, str]:
    """Save texts of LABELS; return those that changed. Raises LedgerError, with nothing saved."""
    before = shown(ledger)
    wanted = {key: " ".join(value.split()) for key, value in given.items()}
    changed = {key: value for key, value in wanted.items() if before[key] != value}
    for key, value in changed.items():
        _check(key, value)
    if changed:
        settings.put(ledger, changed)
    if changed.get("clerk"):
        ledger.author = changed["clerk"]  # the history names who keeps the ledger from now on
    return changed


def _check(key: str, value: str) -> None:
    if len(value) > LONGEST:
        raise LedgerError(f"{LABELS[key]}太长（最多 {LONGEST} 个字）。", "请写短一些。")
    if key == "unit" and not value:
        raise LedgerError("单位名称不能为空。", "它印在每张表上，请填与公章一致的全称。")
    if key == "unit_kind" and value not in ("school", "township"):
        raise LedgerError("单位类型只能是学校或乡镇。")


def idle_minutes(ledger: Ledger) -> int:
    """Return after how many minutes without a touch the ledger locks: 1 to 30, usually 5."""
    kept = settings.get(ledger, IDLE_KEY, IDLE_USUAL)
    return max(IDLE_LEAST, min(IDLE_MOST, kept)) if isinstance(kept, int) else IDLE_USUAL


def keep_idle_minutes(ledger: Ledger, minutes: int) -> None:
    """Save the idle minutes; raise LedgerError outside 1 to 30."""
    if not IDLE_LEAST <= minutes <= IDLE_MOST:
        raise LedgerError(f"自动锁定只能在 {IDLE_LEAST} 到 {IDLE_MOST} 分钟之间。")
    settings.put(ledger, {IDLE_KEY: minutes})


def rule_rows(ledger: Ledger) -> list[Rule]:
    """Return every rule, switched off ones too, with this county's changes."""
    return list(rules_in_use(ledger))


def rules_folder() -> Path:
    """Return the folder of the rules that the program brings."""
    return paths.resources() / "rules"


def usual_rules() -> dict[str, Rule]:
    """Return the rules as the program brings them, by key."""
    return {rule.key: rule for rule in rule_files.load_rules(rules_folder())}


def change_rule(ledger: Ledger, key: str, *, enabled: bool, offset_days: int) -> None:
    """Save switch and days of one rule, and bring the due days of all lists up to date."""
    usual = usual_rules().get(key)
    if usual is None:
        raise LedgerError(f"没有提醒规则“{key}”。")
    if not 0 <= offset_days <= MOST_DAYS or (usual.repeats and not offset_days):
        raise LedgerError(f"“{usual.label}”的天数只能在 {int(usual.repeats)} 到 {MOST_DAYS} 之间。")
    given = {"enabled": enabled, "offset_days": offset_days}
    own = {name: value for name, value in given.items() if getattr(usual, name) != value}
    changes = dict(settings.get(ledger, RULES_KEY, {}))
    kept = {name: value for name, value in changes.get(key, {}).items() if name not in given}
    changes[key] = {**kept, **own}
    _keep_rules(ledger, {each: values for each, values in changes.items() if values})


def usual_again(ledger: Ledger) -> None:
    """Take back every change of the rules."""
    _keep_rules(ledger, {})


def _keep_rules(ledger: Ledger, changes: dict[str, Any]) -> None:
    rule_files.load_rules(rules_folder(), changes)  # refuses what the reminders could not work with
    settings.put(ledger, {RULES_KEY: changes})
    with ledger.lock, ledger.db.atomic():
        student_index.refresh(ledger, student_index.day_dependent(ledger))
    ledger.forget()
