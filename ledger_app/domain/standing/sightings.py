"""Who saw a child last: the day, by whom, how. A list that names it again is no sighting.

What counts is written by somebody who had the child before them: a roll call, an exam, a visit that
met it, a video call, an arrival, home teaching. A telephone call, a school's letter or a
screenshot of the register prove where it is said to be; nobody saw it (domain.md §2.19).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import ContactMode, MetWho, SightingKind
from ledger_app.catalogue.meanings import (
    NOT_ARRIVING,
    ON_LEAVE,
    PersuadeResult,
    Placement,
)
from ledger_app.domain.dates import as_day
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads
from ledger_app.domain.standing.reached import NOBODY
from ledger_app.domain.student_file import Row, StudentFile

SEEN_LATELY_DAYS = 30  # after that, the child is on the list 30 天没有人见到
SEEN_READS: Reads = {
    "roll_call": ("held_on", "kind", "taken_by"),
    "sighting": ("seen_on", "kind", "seen_by"),
    "contact": ("contacted_on", "mode", "met_who", "result", "persuaders"),
    "home_teaching": ("taught_on", "team"),
    "elsewhere": ("verified_on", "verified_how", "verified_by"),
    "relocation": ("moved_on", "choice_type", "receiving_school"),
    "placement": ("returned_on", "placement", "return_school"),
    "leave": ("returned_on",),
    "dropout": ("last_attended",),
    "passage": ("arrived_on", "to_name"),
}
_SEEING = frozenset({SightingKind.AT_SCHOOL, SightingKind.AT_HOME, SightingKind.BY_VIDEO})
_UNSEEN = frozenset({ContactMode.PHONE, ContactMode.LETTER})
_NOT_BACK = ON_LEAVE | {Placement.HOME_TAUGHT, Placement.SPECIAL_SCHOOL, Placement.ELSEWHERE}


@dataclass(frozen=True, slots=True)
class Seen:
    """One sighting: its ISO day, who saw the child ("" if nobody wrote it), how, in words."""

    day: str
    by: str
    how: str

    @property
    def text(self) -> str:
        """Return 2026-09-01 报到（张老师）."""
        return f"{self.day} {self.how}" + (f"（{self.by}）" if self.by else "")


def last_seen(file: StudentFile, on: Day) -> Seen | None:
    """Return the newest sighting by a day, None if nobody is known to have seen the child.

    Of several on one day it is that of the kind that comes first below, then one with a name:
    never the one that happened to be entered first.
    """
    best: tuple[str, int, bool, str, str] = ("", 0, False, "", "")
    for rank, (table, key, of) in enumerate(_KINDS):
        for row in file.of(table):
            day = row.get(key) or ""
            if not best[0] <= day <= on.text or as_day(day) is None:
                continue
            if (told := of(row)) is not None:
                best = max(best, (day, -rank, bool(told[0]), *told))
    return Seen(best[0], *best[3:]) if best[0] else None


def sightings(file: StudentFile, on: Day) -> Iterator[tuple[str, str, Row]]:
    """Yield (day, table, record) of every sighting by a day."""
    for table, key, of in _KINDS:
        for row in file.of(table):
            day = row.get(key) or ""
            if day <= on.text and as_day(day) is not None and of(row) is not None:
                yield day, table, row


_Told = tuple[str, str]  # by whom, how
_Of = Callable[[Row], _Told | None]


def _name(codes: str, row: Row, key: str) -> str:
    value = row.get(key)
    return code_list(codes).name_of(value) if value else ""


def _roll_call(row: Row) -> _Told | None:
    return row.get("taken_by") or "", _name("roll_call_kind", row, "kind") or "点名"


def _sighting(row: Row) -> _Told | None:
    if row.get("kind") not in _SEEING:
        return None
    return row.get("seen_by") or "", _name("sighting_kind", row, "kind")


def _contact(row: Row) -> _Told | None:
    met = MetWho.CHILD in (row.get("met_who") or "").split(",")
    # One that wrote “not met” saw nobody, whoever is ticked beside it.
    if not row.get("mode") or row["mode"] in _UNSEEN or row.get("result") in NOBODY:
        return None
    if not met and row.get("result") != PersuadeResult.RETURNED_AT_ONCE:
        return None
    return row.get("persuaders") or "", _name("contact_mode", row, "mode")


def _home_teaching(row: Row) -> _Told | None:
    return row.get("team") or "", "送教上门"


def _elsewhere(row: Row) -> _Told | None:
    if row.get("verified_how") not in _SEEING:
        return None
    return row.get("verified_by") or "", _name("sighting_kind", row, "verified_how")


def _relocation(row: Row) -> _Told | None:
    if row.get("choice_type") in NOT_ARRIVING:
        return None
    return row.get("receiving_school") or "", "分流到校"


def _placement(row: Row) -> _Told | None:
    if row.get("placement") in _NOT_BACK:
        return None
    return row.get("return_school") or "", "复学到校"


def _leave(row: Row) -> _Told | None:
    return "", "期满复学"


def _passage(row: Row) -> _Told | None:
    return row.get("to_name") or "", "转入到校"


def _dropout(row: Row) -> _Told | None:
    return "", "最后到校"


_KINDS: tuple[tuple[str, str, _Of], ...] = (
    ("roll_call", "held_on", _roll_call),
    ("sighting", "seen_on", _sighting),
    ("contact", "contacted_on", _contact),
    ("home_teaching", "taught_on", _home_teaching),
    ("elsewhere", "verified_on", _elsewhere),
    ("relocation", "moved_on", _relocation),
    ("placement", "returned_on", _placement),
    ("leave", "returned_on", _leave),
    ("passage", "arrived_on", _passage),
    ("dropout", "last_attended", _dropout),
)
