"""Where a child was on a past day, as the ledger knew it then: place, teacher, register status.

Two sources: the changes of these fields, and the dated moves where the ledger was told late or
early of one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from ledger_app.catalogue.codes import code_list
from ledger_app.domain.day import Day
from ledger_app.domain.student_file import Row, StudentFile

PLACE_KEYS = ("school", "grade", "class_no")
TEACHER_KEYS = ("home_teacher", "teacher_phone")  # go with the class
STATUS_KEYS = ("register_status", "in_school_status", "absent_kind")  # have no day of their own
FOLLOWED_KEYS = PLACE_KEYS + TEACHER_KEYS + STATUS_KEYS

_GRADE_AND_CLASS = re.compile(r"(.{1,3}年级|初[一二三]|学前班?)[(]?(.*?)[)]?班?[)]?")

# What the ledger said from a day on ("" is from the beginning), oldest first.
_State = tuple[str, Row]


def place_on(
    file: StudentFile, changes: Sequence[Row], school_names: Mapping[str, str], on: Day
) -> dict[str, str | None]:
    """Return the FOLLOWED_KEYS of a child at the end of a day.

    `changes` are those of these keys, oldest first: field, old, day (ISO). A place that was empty
    then, or a file made later, shows the earliest place known. `school_names` is by id.
    """
    today = on.text
    states = _states(file.student, changes)
    at = max(number for number, (day, _) in enumerate(states) if day <= today)
    schools = [school_names.get(state["school"] or "", "") for _, state in states]
    found = {key: states[at][1][key] for key in STATUS_KEYS}
    at = _as_moved(file, [day for day, _ in states], schools, at, today)
    found |= {key: states[at][1][key] for key in TEACHER_KEYS}
    for key in PLACE_KEYS:
        found[key] = next((state[key] for _, state in states[at:] if state[key]), None)
    if set(schools[:at]) <= {schools[at]}:
        found |= _before_move(file, schools[at], school_names, today)
    return found


def _before_move(
    file: StudentFile, here: str, school_names: Mapping[str, str], today: str
) -> dict[str, str | None]:
    """Return the place a child left for `here` only later, {} if it did not or it is unknown.

    The ledger may be younger than the move: then only the record of the move tells.
    """
    for row in file.of("relocation"):
        origin = row.get("origin_school") or ""
        school = next((each for each, name in school_names.items() if name == origin), None)
        if school and here != origin and _is_yet_to_move([row], origin, here, today):
            return {"school": school, **_class_left(row.get("origin_grade_class") or "")}
    return {}


def _class_left(text: str) -> dict[str, str | None]:
    """Return grade and class from 三年级1班; nothing of them if it cannot be read."""
    found = grade_and_class_in(text)
    if found is None:
        return dict.fromkeys(("class_no", *TEACHER_KEYS))
    return {**dict.fromkeys(TEACHER_KEYS), "grade": found[0], "class_no": found[1]}


def grade_and_class_in(text: str) -> tuple[str, str | None] | None:
    """Return grade code and class number of 三年级1班, None if it cannot be read."""
    found = _GRADE_AND_CLASS.fullmatch("".join(text.split()).translate(_BRACKETS))
    grade = code_list("grade").find(found[1]) if found else None
    return (grade.value, found[2] or None) if found and grade else None


_BRACKETS = str.maketrans("（）", "()")


def _states(student: Row, changes: Sequence[Row]) -> list[_State]:
    """Return the states of a child day by day, taken back change by change from today's."""
    state = {key: student.get(key) for key in FOLLOWED_KEYS}
    found: list[_State] = []
    for day, members in groupby(reversed(changes), key=lambda change: str(change["day"])):
        found.append((day, dict(state)))
        for change in members:
            state[change["field"]] = change["old"]
    return [("", state), *reversed(found)]


def _as_moved(
    file: StudentFile, days: Sequence[str], schools: Sequence[str], at: int, today: str
) -> int:
    """Return the state to show: a dated move the ledger was told of late, or early, decides."""
    here = schools[at]
    first = next(i for i in range(at, -1, -1) if i == 0 or schools[i - 1] != here)
    after = next((i for i in range(at, len(schools)) if schools[i] != here), None)
    arrived, arrived_at = _last_arrival(file, today)
    if after is not None and arrived_at == schools[after] and days[first] < arrived:
        return after
    if first and _is_yet_to_move(file.of("relocation"), schools[first - 1], here, today):
        return first - 1
    return at


def _last_arrival(file: StudentFile, today: str) -> tuple[str, str]:
    """Return the day and the school of the last arrival dated by today, "" if there is none."""
    arrivals = [(row.get("moved_on"), row.get("receiving_school")) for row in file.of("relocation")]
    arrivals += [(row.get("returned_on"), row.get("return_school")) for row in file.of("placement")]
    return max(
        ((day, name) for day, name in arrivals if day and name and day <= today), default=("", "")
    )


def _is_yet_to_move(rows: Sequence[Row], origin: str, receiving: str, today: str) -> bool:
    return any(
        (row.get("moved_on") or "") > today
        and (row.get("origin_school"), row.get("receiving_school")) == (origin, receiving)
        for row in rows
    )
