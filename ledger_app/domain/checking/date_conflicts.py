"""Dates of a child's records that cannot all be: after the end, before the beginning, twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import RegisterChange
from ledger_app.catalogue.meanings import YES, CloseReason
from ledger_app.domain.checking.contradiction import Contradiction, Spot, spot
from ledger_app.domain.checking.date_orders import DATED, out_of_order, past_dates
from ledger_app.domain.day import Day
from ledger_app.domain.standing.evidence import TAKEN_IN
from ledger_app.domain.standing.sightings import sightings
from ledger_app.domain.student_file import Row, StudentFile

_STARTS = ("last_attended", "suspected_on")
_GONE = frozenset(
    {CloseReason.DEAD, CloseReason.TRANSFERRED, CloseReason.EMIGRATED, CloseReason.GRADUATED}
)
_LEFT = frozenset({RegisterChange.OUT, RegisterChange.DEAD, RegisterChange.ABROAD})


def inside_records(file: StudentFile, on: Day) -> Iterator[Contradiction]:
    """Yield dates of one record that lie in the wrong order, or ahead of today."""
    for table in DATED:
        for row in file.of(table.key):
            for later, earlier in out_of_order(table.key, row):
                yield _before(table.key, row, later, table.key, row, earlier)
            for key in past_dates(table.key):
                value = row.get(key)
                if value and value > on.text:
                    yield from _ahead(table.key, row, key, on.text)


def _ahead(table: str, row: Row, key: str, today: str) -> Iterator[Contradiction]:
    """Yield a date that has not come; as of a past day only of a record that was there by then."""
    made = (row.get("created_at") or "")[:10]
    if made <= today:
        place = spot(table, row, key)
        text = f"{place.label} {row[key]} 晚于今天 {today}"
        yield Contradiction("ahead", text, place, place, made or today)


def between_records(file: StudentFile, on: Day) -> Iterator[Contradiction]:
    """Yield what two records of a child say against each other."""
    yield from _returns(file)
    yield from _two_cases(file)
    yield from _after_the_end(file, on)
    yield from _two_places(file)


def _before(table: str, row: Row, late: str, other: str, second: Row, early: str) -> Contradiction:
    """Return that a date lies before one that should have come first."""
    first, then = spot(table, row, late), spot(other, second, early)
    text = f"{first.label} {row[late]} 早于 {then.label} {second[early]}"
    return Contradiction("order", text, first, then, max(row[late], second[early]))


def start_of(row: Row) -> str:
    """Return the key of the first day of a dropout record, "" if it has none."""
    return next((key for key in _STARTS if row.get(key)), "")


def _returns(file: StudentFile) -> Iterator[Contradiction]:
    """Yield cases confirmed after the child was back, and returns before any case began."""
    dropouts = file.of("dropout")
    back = [row for row in file.of("placement") if row.get("returned_on")]
    for case in dropouts:
        start, confirmed = start_of(case), case.get("confirmed_on")
        for row in back if start and confirmed else ():
            again = row.get("relapsed_on") or row.get("relapse") == YES
            if confirmed and case[start] <= row["returned_on"] < confirmed and not again:
                text = f"辍学认定日期 {confirmed} 晚于 复学日期 {row['returned_on']}"
                first = spot("dropout", case, "confirmed_on")
                second = spot("placement", row, "returned_on")
                yield Contradiction("order", text, first, second, confirmed)
    begun = [(case[key], key, case) for case in dropouts if (key := _first_day(case))]
    day, key, earliest = min(begun, key=lambda each: each[0], default=("", "", {}))
    for row in back:
        if row["returned_on"] < day:
            yield _before("placement", row, "returned_on", "dropout", earliest, key)


def _first_day(case: Row) -> str:
    return start_of(case) or ("confirmed_on" if case.get("confirmed_on") else "")


def _two_cases(file: StudentFile) -> Iterator[Contradiction]:
    """Yield a case that begins while the one before has neither return nor closing.

    A second record that has only the confirmation tells of the same case.
    """
    dated = [row for row in file.of("dropout") if row.get("suspected_on")]
    ends = [
        value
        for row in file.of("placement")
        for key in ("returned_on", "closed_on", "relapsed_on")
        if (value := row.get(key))
    ]
    dated.sort(key=lambda row: (row["suspected_on"], row.get("id") or ""))
    for first, second in pairwise(dated):
        before, after = first["suspected_on"], second["suspected_on"]
        if any(before <= end <= after for end in ends):
            continue
        said = f"疑似辍学认定日期 {before} 和 {after} 是两条辍学情况，中间没有复学或销号"
        places = spot("dropout", first, "suspected_on"), spot("dropout", second, "suspected_on")
        yield Contradiction("two_cases", said, *places, after)


def _after_the_end(file: StudentFile, on: Day) -> Iterator[Contradiction]:
    """Yield what happened with a child after it was closed, or written down, as dead or gone."""
    for ended, is_dead, said, place in chain(_closings(file), _leavings(file, on)):
        events = _events(file, on, is_dead=is_dead)
        later = min((each for each in events if each[0] > ended), key=_order, default=None)
        if later:
            day, _, other = later
            text = f"{ended} {said}，{other.label} {day} 却在这以后"
            yield Contradiction("after_end", text, place, other, day)


_End = tuple[str, bool, str, Spot]  # the day, whether by death, in words, where it stands


def _closings(file: StudentFile) -> Iterator[_End]:
    for row in file.of("placement"):
        closed, reason = row.get("closed_on"), row.get("close_reason")
        if closed and reason in _GONE and not row.get("reopened_on"):
            said = f"销号（{code_list('close_reason').name_of(reason)}）"
            yield closed, reason == CloseReason.DEAD, said, spot("placement", row, "closed_on")


def _leavings(file: StudentFile, on: Day) -> Iterator[_End]:
    """Yield the changes of the register by which a child has gone, unless it was taken in again."""
    rows = file.of("register_change")
    back = max((r.get("changed_on") or "" for r in rows if r.get("kind") in TAKEN_IN), default="")
    for row in rows:
        kind, here = row.get("kind"), file.school.get("name")
        if kind == RegisterChange.OUT and here and row.get("to_school") == here:
            continue  # to the school where it is now
        key = "completed_on" if kind == RegisterChange.OUT else "changed_on"
        day = row.get(key) or ""
        if kind in _LEFT and back < day <= on.text:
            said = f"学籍异动（{code_list('register_change').name_of(kind)}）"
            yield day, kind == RegisterChange.DEAD, said, spot("register_change", row, key)


def _events(
    file: StudentFile, on: Day, *, is_dead: bool
) -> Iterator[tuple[str, tuple[str, str], Spot]]:
    """Yield (day, order, place) of what shows a child to be here; with the dead, of every visit."""
    keys = [("dropout", "suspected_on"), ("dropout", "confirmed_on"), ("placement", "returned_on")]
    keys += [("relocation", "moved_on"), ("absence", "from_on"), ("name_list", "listed_on")]
    if is_dead:
        keys += [("contact", "contacted_on"), ("home_teaching", "taught_on"), ("leave", "from_on")]
    for table, key in keys:
        for row in file.of(table):
            if "" < (row.get(key) or "") <= on.text:
                yield row[key], (table, key), spot(table, row, key)
    seen = ("roll_call", "sighting") if is_dead else ("roll_call",)
    for day, table, row in sightings(file, on):
        if table in seen:
            key = TABLES[table].sort_by
            yield day, (table, key), spot(table, row, key)


def _order(event: tuple[str, tuple[str, str], Spot]) -> tuple[str, tuple[str, str], str]:
    return event[0], event[1], event[2].record


def _two_places(file: StudentFile) -> Iterator[Contradiction]:
    """Yield arrivals on one day at two schools, and a leave while taught elsewhere."""
    arrived: dict[str, tuple[str, Spot]] = {}
    for table, key, school in (
        ("relocation", "moved_on", "receiving_school"),
        ("placement", "returned_on", "return_school"),
    ):
        for row in file.of(table):
            day, name = row.get(key), row.get(school)
            if not day or not name:
                continue
            other, place = arrived.setdefault(day, (name, spot(table, row, key)))
            if other != name:
                text = f"{day} 同一天到了两所学校：{other}、{name}"
                yield Contradiction("two_places", text, place, spot(table, row, key), day)
    for leave in file.of("leave"):
        for stay in file.of("elsewhere"):
            day = _overlap(leave, stay)
            if day:
                text = f"{leave['from_on']} 起休学（缓学、免学），{stay['from_on']} 起又在外就读"
                places = spot("leave", leave, "from_on"), spot("elsewhere", stay, "from_on")
                yield Contradiction("two_places", text, *places, day)


def _overlap(leave: Row, stay: Row) -> str:
    """Return the first day on which a child is both on leave and taught elsewhere, "" if none."""
    begins = leave.get("from_on"), stay.get("from_on")
    if not all(begins):
        return ""
    ends = leave.get("returned_on") or leave.get("to_on") or "9", stay.get("ended_on") or "9"
    first = max(map(str, begins))
    return first if first < min(ends) else ""
