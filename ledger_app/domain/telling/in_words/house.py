"""Who else is of a child's house, in one line, and what that asks of somebody."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import StatusCode
from ledger_app.domain.household import House, Mate
from ledger_app.domain.standing.status import OUT_OF_SCHOOL

# What happened to one child of a house is asked about at the others.
TROUBLING = OUT_OF_SCHOOL | {
    StatusCode.ABSENT,
    StatusCode.NOT_AT_SCHOOL,
    StatusCode.NOT_ENROLLED,
    StatusCode.TRANSFERRING,
    StatusCode.ELSEWHERE,
}


def said_house(house: House) -> str:
    """Return 同户 王小二（一年级1班，疑似辍学，请一并核实）、王小三（三年级2班）; "" for nobody."""
    mates = "、".join(_called(mate) for mate in house.mates)
    return "；".join(filter(None, (f"同户 {mates}" if mates else "", house.asked)))


def troubled(house: House) -> Sequence[Mate]:
    """Return the children of the house about whom this one is to be asked."""
    return [mate for mate in house.mates if mate.status in TROUBLING]


def _called(mate: Mate) -> str:
    parts = [mate.of_class]
    if mate.status in TROUBLING:
        parts += [code_list("status").name_of(mate.status), "请一并核实"]
    about = "，".join(filter(None, parts))
    return f"{mate.name}（{about}）" if about else mate.name
