"""By what the invented children are known to be at school: 报到, 点名 and a roster of the term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ledger_app.actions.demo.township import Record, Township
from ledger_app.catalogue.evidence_meanings import RollCallKind

_RECENTLY = 20  # school days: most classes were called together since
_NEVER_CALLED = 17  # one class in so many has not reported in yet: 今日 says so
_AWAY = (
    "dropout", "leave", "elsewhere", "home_teaching", "register_change", "absence", "unlisted",
)  # fmt: skip
_ONLY_LISTED = 4  # of one class in so many only the roster of the term tells


def keep_lists(town: Township) -> None:
    """Add the lists of the schools that are being filled, each naming who was at school then."""
    out = {row["student_id"] for table in _AWAY for row in town.records.get(table, ())}
    out |= _not_arrived(town)
    listed: list[str] = []
    for number, (place, pupils) in enumerate(_classes(town)):
        there = [pupil["id"] for pupil in pupils if pupil["id"] not in out]
        if number % _NEVER_CALLED == _NEVER_CALLED - 1:
            continue
        if number % _ONLY_LISTED == _ONLY_LISTED - 1:
            listed += there
        else:
            _call(town, place, pupils, there, number)
    if listed:
        day = _school_day(town, town.calendar.term_begins(town.today) + timedelta(days=9))
        source = f"{town.words['township']}学籍花名册（演示）.xlsx"
        town.add(
            "name_list",
            {"listed_on": day.isoformat(), "source": source, "children": " ".join(listed)},
        )


def _call(
    town: Township, place: Record, pupils: list[Record], there: list[str], number: int
) -> None:
    """Add the 报到 of a class, and most times a 点名 of the last weeks."""
    begun = town.calendar.term_begins(town.today)
    days = [(min(begun, town.today), RollCallKind.REPORTING_IN)]
    if number % 3:
        lately = _school_day(town, town.today - timedelta(days=number % _RECENTLY))
        days.append((max(begun, lately), RollCallKind.ROLL_CALL))
    for day, kind in days:
        values = {
            **{key: place[key] for key in ("school", "grade", "class_no")},
            "held_on": day.isoformat(), "kind": kind, "taken_by": place["home_teacher"],
            "listed": len(pupils), "present": len(there), "children": " ".join(there),
        }  # fmt: skip
        town.add("roll_call", values)


def _classes(town: Township) -> Iterator[tuple[Record, list[Record]]]:
    """Yield each class with its children, as they are registered now."""
    found: dict[tuple[str, str, str], list[Record]] = {}
    for pupil in town.records.get("student", ()):
        key = (pupil["school"], pupil["grade"], pupil["class_no"])
        found.setdefault(key, []).append(pupil)
    for place in town.records.get("school_class", ()):
        if pupils := found.get((place["school"], place["grade"], place["class_no"])):
            yield place, pupils


def _not_arrived(town: Township) -> set[str]:
    rows: Iterable[Record] = town.records.get("relocation", ())
    return {row["student_id"] for row in rows if not row.get("moved_on")}


def _school_day(town: Township, day: date) -> date:
    """Return the last day up to this one, and up to today, on which school was held."""
    day = min(day, town.today)
    while not town.calendar.is_school_day(day):
        day -= timedelta(days=1)
    return day
