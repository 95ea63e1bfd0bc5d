"""Children that a comparison left open: whoever keeps their files has to find out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger_app.actions.travel.passages import whom_to_ring
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import CompareAnswer
from ledger_app.domain.telling.class_words import short_class
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import travelling
from ledger_app.store.handoff.keepers import keepers
from ledger_app.store.handoff.units import own_unit
from ledger_app.store.lists import student_rows


@dataclass(frozen=True)
class ToVerify:
    """A child that a comparison left open, kept by a unit below, of whom nobody asks there yet."""

    student: str
    name: str
    place: str
    unit: str  # code of who keeps the file
    unit_name: str
    answer: str  # in words: 外地就读(待核实)
    source: str
    remark: str


def to_verify(ledger: Ledger) -> list[ToVerify]:
    """Return the children whose answer in a comparison is 待核实 or 疑似辍学, not asked since."""
    asked = (CompareAnswer.ELSEWHERE, CompareAnswer.FILED, CompareAnswer.DROPPED)
    with ledger.lock:
        rows = travelling.compared_children(ledger, asked)
        kept, own = keepers(ledger, [row["student"] for row in rows]), own_unit(ledger).code
    return [
        ToVerify(
            row["student"],
            row["name"],
            short_class(row),
            kept[row["student"]],
            whom_to_ring(ledger, kept[row["student"]]).name,
            code_list(CompareAnswer.CODES).name_of(row["answer"]),
            row["source"] or "",
            row["remark"] or "",
        )
        for row in rows
        if kept[row["student"]] != own
    ]


def of_chosen(ledger: Ledger, students: Sequence[str]) -> list[ToVerify]:
    """Return those of these children whose files a unit below keeps: nobody else can be asked."""
    with ledger.lock:
        kept, own = keepers(ledger, students), own_unit(ledger).code
        below = [each for each in students if kept.get(each, own) != own]
        names = {code: whom_to_ring(ledger, code).name for code in set(kept.values())}
        rows = student_rows.places_of(ledger, below)
    return [
        ToVerify(
            row["id"], row["name"], short_class(row), kept[row["id"]], names[kept[row["id"]]],
            "", "", "",
        )
        for row in rows
    ]  # fmt: skip
