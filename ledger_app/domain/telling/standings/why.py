"""In one sentence: why a child stands where it stands, and until when that holds."""

from __future__ import annotations

from ledger_app.domain.standing.standings import Standing
from ledger_app.domain.standing.status import Status

# What ends it where no day does.
_OPEN_ENDED = {
    Standing.SEEN: "",
    Standing.CASE: "返校或销号前一直跟着",
    Standing.FOR_A_TIME: "没有写明到哪天",
    Standing.GONE: "不再跟踪",
    Standing.UNVERIFIED: "查清前一直列在今日",
}
_UNTIL = {
    Standing.SEEN: "到 {0} 有效，下学期重新核实",
    Standing.FOR_A_TIME: "到 {0} 要复核",
}


def why_and_until(now: Status) -> str:
    """Return 2026-09-01 报到在校；到 2027-02-21 有效，下学期重新核实."""
    end = _UNTIL.get(now.standing, "到 {0}").format(now.until) if now.until else ""
    parts = (now.reason, end or _OPEN_ENDED[now.standing])
    return "；".join(part for part in parts if part)
