"""Some invented children in each state that lasts, and some of whom something is not right.

On leave, taught elsewhere or at home, on the way, gone; missing today, left out by a list, closed
without a paper, of one house with a child that is out.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ledger_app.actions.demo.township import Township as Town

Row = dict[str, Any]
_OF_HOUSE = (
    "household_no", "village_name", "head_name", "guardian_name", "guardian_relation",
    "guardian_phone", "address", "phone",
)  # fmt: skip
_CLOSED = 3  # of the children out: one of the several being persuaded


def tell(town: Town) -> None:
    """Add leaves, two that end soon, children taught elsewhere, visits at home, transfers."""
    stories = (
        *(("leave", row) for row in _leaves(town)),
        *(("elsewhere", row) for row in _elsewhere(town)),
        *(("home_teaching", row) for row in _visits(town)),
        ("register_change", _transfer(town)),
        ("absence", _missing(town)),
        ("absence", _ill(town)),
        ("unlisted", _left_out(town)),
        ("register_change", _gone_abroad(town)),
    )
    younger = [s for s in town.records["student"] if s["grade"] in ("2", "3", "4")]
    pupils = younger or town.records["student"]
    for place, (table, row) in enumerate(stories):
        # The visits are all to one child.
        which = len(stories) if table == "home_teaching" else place
        pupil = pupils[(which * 31 + 11) % len(pupils)]
        town.add(table, {"student_id": pupil["id"], **row})
    _not_entered_yet(town)
    _not_right(town)


def _not_entered_yet(town: Town) -> None:
    """Defer the entry of one child of the first grade."""
    first = [s for s in town.records["student"] if s["grade"] == "1"]
    for pupil in first[-1:]:
        town.add(
            "leave",
            {"student_id": pupil["id"], "kind": "2", "reason": "1", "proof": "县人民医院诊断证明",
             "approver": "县教育局", "school_opinion": "同意缓学", "approved_on": _ago(town, 100),
             "from_on": _ago(town, 88), "to_on": _ago(town, -200)},
        )  # fmt: skip


def _not_right(town: Town) -> None:
    """Leave a paper out of a closing, and have a child out in the house of another."""
    out = [row["student_id"] for row in town.records["dropout"]]
    pupils = {pupil["id"]: pupil for pupil in town.records["student"]}
    town.add(
        "placement",
        {"student_id": out[_CLOSED], "closed_on": _ago(town, 4), "close_reason": "2",
         "transferred_to": "邻县第二小学"},
    )  # fmt: skip
    older = pupils[out[0]]
    older["household_no"] = "5299010117"
    others = (s for s in town.records["student"] if s["grade"] < "5" and s["id"] not in out)
    for younger in list(others)[20:21]:
        younger |= {key: older[key] for key in _OF_HOUSE if key in older}
        younger["name"] = older["name"][0] + younger["name"][-1]


def _missing(town: Town) -> Row:
    """Missing since some days; nobody was reached."""
    return {"from_on": _school_day(town, 3), "reason_given": "7", "excused": "0",
            "contacted_at": f"{_school_day(town, 3)} 09:20", "contact_by": "周老师",
            "contact_result": "电话无人接听"}  # fmt: skip


def _ill(town: Town) -> Row:
    day = _school_day(town, 2)
    return {"from_on": day, "to_on": _ago(town, -4), "reason_given": "1", "excused": "1"}


def _left_out(town: Town) -> Row:
    """Not on the newest list of the school, and nobody has said why."""
    return {"missed_on": _school_day(town, 2), "source": "学籍系统导出（演示）.xlsx"}


def _gone_abroad(town: Town) -> Row:
    return {
        "kind": "92", "changed_on": _ago(town, 40), "applied_on": _ago(town, 45),
        "completed_on": _ago(town, 38), "paper_no": "护照、签证复印件",
    }  # fmt: skip


def _leaves(town: Town) -> list[Row]:
    approved = {
        "kind": "1", "reason": "1", "proof": "县人民医院诊断证明", "approver": "县教育局",
        "school_opinion": "同意休学",
    }  # fmt: skip
    return [
        {**approved, "from_on": _ago(town, age), "to_on": _ago(town, age - length),
         "approved_on": _ago(town, age + 5)}
        for age, length in ((150, 340), (345, 360))
    ] + [{**approved, "kind": "3", "reason": "2", "school_opinion": "同意免学",
          "proof": "残疾人证、县残联鉴定", "from_on": _ago(town, 60), "to_on": _ago(town, -300),
          "approved_on": _ago(town, 65)}]  # fmt: skip


def _elsewhere(town: Town) -> list[Row]:
    away = {"kind": "1", "place": "邻省南城区", "school_name": "南城区第三小学", "grade": "3"}
    proven = {
        "proof": "在读证明", "verified_on": _ago(town, 20), "verified_by": "周老师",
        "verified_how": "6", "register_moved": "0",
    }  # fmt: skip
    special = {**proven, "kind": "3", "place": "州府", "school_name": "州专门学校"}
    return [{**away, "from_on": _ago(town, 80), **more} for more in (proven, {}, special)]


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


def _school_day(town: Town, least: int) -> str:
    """Return the last school day at least so many days ago."""
    day = town.today - timedelta(days=least)
    while not town.calendar.is_school_day(day):
        day -= timedelta(days=1)
    return day.isoformat()


def _ago(town: Town, days: int) -> str:
    return str((town.today - timedelta(days=days)).isoformat())
