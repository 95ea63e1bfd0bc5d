"""Some invented children in states that last: on leave, taught elsewhere or at home, on the way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ledger_app.actions.demo.township import Township as Town

Row = dict[str, Any]


def tell(town: Town) -> None:
    """Add leaves, two that end soon, children taught elsewhere, visits at home, transfers."""
    stories = (
        *(("leave", row) for row in _leaves(town)),
        *(("elsewhere", row) for row in _elsewhere(town)),
        *(("home_teaching", row) for row in _visits(town)),
        ("register_change", _transfer(town)),
    )
    younger = [s for s in town.records["student"] if s["grade"] in ("2", "3", "4")]
    pupils = younger or town.records["student"]
    for place, (table, row) in enumerate(stories):
        # The visits are all to one child.
        which = 5 if table == "home_teaching" else place
        pupil = pupils[(which * 31 + 11) % len(pupils)]
        town.add(table, {"student_id": pupil["id"], **row})


def _leaves(town: Town) -> list[Row]:
    approved = {
        "kind": "1", "reason": "1", "proof": "县人民医院诊断证明", "approver": "县教育局",
        "school_opinion": "同意休学",
    }  # fmt: skip
    return [
        {**approved, "from_on": _ago(town, age), "to_on": _ago(town, age - length),
         "approved_on": _ago(town, age + 5)}
        for age, length in ((150, 340), (345, 360))
    ]  # fmt: skip


def _elsewhere(town: Town) -> list[Row]:
    away = {"kind": "1", "place": "邻省南城区", "school_name": "南城区第三小学", "grade": "3"}
    proven = {
        "proof": "在读证明", "verified_on": _ago(town, 20), "verified_by": "周老师",
        "verified_how": "6", "register_moved": "0",
    }  # fmt: skip
    return [{**away, "from_on": _ago(town, 80), **more} for more in (proven, {})]


def _visits(town: Town) -> list[Row]:
    visit = {
        "team": "送教小组",
        "hours": 2.0,
        "content": "语文识字，康复训练。",
        "parent_signed": "1",
    }
    return [{**visit, "taught_on": _ago(town, age)} for age in (44, 30, 12)]


def _transfer(town: Town) -> Row:
    return {
        "kind": "21", "changed_on": _ago(town, 12), "applied_on": _ago(town, 12),
        "to_school": "邻县第二小学", "paper_no": "转学联系表",
    }  # fmt: skip


def _ago(town: Town, days: int) -> str:
    return str((town.today - timedelta(days=days)).isoformat())
