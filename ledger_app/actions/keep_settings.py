"""Keep the ledger's own settings: the unit, the clerk, idle minutes."""

from __future__ import annotations

from collections.abc import Mapping

from ledger_app.actions.open_ledger import KINDS
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.naming.recoding import recode

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
    if "unit_code" in changed:
        _follow_code(ledger, before["unit_code"], changed["unit_code"])
    if changed:
        settings.put(ledger, changed)
    if changed.get("clerk"):
        ledger.author = changed["clerk"]  # the history names who keeps the ledger from now on
    return changed


def _follow_code(ledger: Ledger, old: str, new: str) -> None:
    """Let the own school, and what goes by the own code, go by the new one."""
    own = settings.get(ledger, "own_school")
    with revise(ledger, "pair", f"本单位改用代码 {new}") as revision:
        if old and new:
            recode(revision, old, new)
        if own and new:
            revision.update("school", own, {"code": new})


def _check(key: str, value: str) -> None:
    if len(value) > LONGEST:
        raise LedgerError(f"{LABELS[key]}太长（最多 {LONGEST} 个字）。", "请写短一些。")
    if key == "unit" and not value:
        raise LedgerError("单位名称不能为空。", "它印在每张表上，请填与公章一致的全称。")
    if key == "unit_kind" and value not in KINDS:
        raise LedgerError("单位类型只能是学校、乡镇或县区。")


def idle_minutes(ledger: Ledger) -> int:
    """Return after how many minutes without a touch the ledger locks: 1 to 30, usually 5."""
    kept = settings.get(ledger, IDLE_KEY, IDLE_USUAL)
    return max(IDLE_LEAST, min(IDLE_MOST, kept)) if isinstance(kept, int) else IDLE_USUAL


def keep_idle_minutes(ledger: Ledger, minutes: int) -> None:
    """Save the idle minutes; raise LedgerError outside 1 to 30."""
    if not IDLE_LEAST <= minutes <= IDLE_MOST:
        raise LedgerError(f"自动锁定只能在 {IDLE_LEAST} 到 {IDLE_MOST} 分钟之间。")
    settings.put(ledger, {IDLE_KEY: minutes})
