"""离校未到、名在人不在、两校同报: every child of the township that is not where some list has it.

One list for the page of the unit above. Each line has both telephones, where two are concerned.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from ledger_app.actions.travel import passages, two_schools
from ledger_app.domain.telling.class_words import short_class
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import travelling
from ledger_app.store.handoff.keepers import keepers


class Matter(StrEnum):
    """Why a child stands on the list."""

    NOT_ARRIVED = "not_arrived"
    NOT_HANDED_OVER = "not_handed_over"
    NAME_ONLY = "name_only"  # a school lists it, and it is not there
    TWO_SCHOOLS = "two_schools"


WORDS = {
    Matter.NOT_ARRIVED: "离校未到",
    Matter.NOT_HANDED_OVER: "档案待移交",
    Matter.NAME_ONLY: "名在人不在",
    Matter.TWO_SCHOOLS: "两校同报",
}


@dataclass(frozen=True)
class Whereabout:
    """One child that is to be looked for: who is to ring whom, since when, by when."""

    matter: Matter
    student: str
    name: str
    place: str
    from_name: str
    from_phone: str
    to_name: str = ""
    to_phone: str = ""
    since: str = ""
    due_on: str = ""
    is_late: bool = False
    other: str = ""  # of two files: the other one
    said: str = ""
    from_code: str = ""  # of who lists a child that is not there


def whereabouts(ledger: Ledger, matters: Collection[Matter] = tuple(Matter)) -> list[Whereabout]:
    """Return all of them: who has not arrived first, the longest away before others."""
    lists = {
        Matter.NOT_ARRIVED: _not_arrived,
        Matter.NOT_HANDED_OVER: _not_handed_over,
        Matter.NAME_ONLY: _name_only,
        Matter.TWO_SCHOOLS: _two_schools,
    }
    with ledger.lock:
        found = [lists[matter](ledger) for matter in lists if matter in matters]
    return [each for several in found for each in several]


def _not_arrived(ledger: Ledger) -> list[Whereabout]:
    return [
        Whereabout(
            Matter.NOT_ARRIVED, each.student, each.name, each.place, each.from_name,
            each.from_phone, each.to_name, each.to_phone, each.left_on, each.due_on, each.is_late,
            said=passages.how_name(each.how),
        )
        for each in passages.on_the_way(ledger)
    ]  # fmt: skip


def _not_handed_over(ledger: Ledger) -> list[Whereabout]:
    found = []
    for each in passages.leaving(ledger):
        ring = [passages.whom_to_ring(ledger, code) for code in (each.from_code, each.to_code)]
        found.append(
            Whereabout(
                Matter.NOT_HANDED_OVER,
                each.student,
                each.name,
                each.place,
                ring[0].name,
                ring[0].phone,
                ring[1].name,
                ring[1].phone,
                each.left_on,
                said=passages.how_name(each.how),
            )
        )
    return found


def _name_only(ledger: Ledger) -> list[Whereabout]:
    rows = travelling.listed_and_not_there(ledger)
    kept = keepers(ledger, [row["id"] for row in rows])
    found = []
    for row in rows:
        ring = passages.whom_to_ring(ledger, kept.get(row["id"], ""))
        found.append(
            Whereabout(
                Matter.NAME_ONLY,
                row["id"],
                row["name"],
                short_class(row),
                ring.name,
                ring.phone,
                since=row["status_since"] or "",
                said=row["status_reason"] or "",
                from_code=ring.code,
            )
        )
    return found


def _two_schools(ledger: Ledger) -> list[Whereabout]:
    found = []
    for each in two_schools.candidates(ledger):
        ring = [passages.whom_to_ring(ledger, code) for code in each.codes]
        found.append(
            Whereabout(
                Matter.TWO_SCHOOLS,
                each.pair.first,
                each.pair.names[0],
                "",
                ring[0].name,
                ring[0].phone,
                ring[1].name,
                ring[1].phone,
                other=each.pair.second,
                said="、".join(each.pair.agreeing),
            )
        )
    return found
