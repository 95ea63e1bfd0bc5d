"""A paper that goes with a package: facts, a list, boxes for both sides to sign.

It is filled from what is kept of the package (Request.evidence), not from files, and laid out as a
card.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.subject import Of
from ledger_app.printing.cards.shape import CARD
from ledger_app.printing.cards.sheet import CARD_UNITS, Block, Box, Card
from ledger_app.printing.model import Align, Paper
from ledger_app.printing.printout import Printout
from ledger_app.printing.request import Request

KINDS = ("handover", "receipt")  # of a package that was made; of one that was taken
CAPTION_SPAN = 4
PEN_MM = 8.0  # of a row that is filled in by hand
STAMP_MM = 30.0
_NOTHING = "还没有可以打印的移交包。"


@dataclass(frozen=True, kw_only=True)
class SlipBody:
    """Which of the two papers it is."""

    of: str


def _read(entries: dict[str, Any], _paper: Paper) -> dict[str, Any]:
    if entries["of"] not in KINDS:
        raise LedgerError(f"的 of 应是 {' 或 '.join(KINDS)}，现在是“{entries['of']}”。")
    return {"body": SlipBody(of=entries["of"])}


def _fill(printout: Printout, _files: Iterable[StudentFile], request: Request) -> Iterator[Card]:
    """Yield one sheet. Evidence: `number`, `with`, `facts`, `lists`, `pen`, `stamp`: texts all."""
    told = request.evidence or {}
    yield Card(
        title=request.header.named(printout.title, ""),
        blocks=tuple(_blocks(told)) if told else (_nothing(),),
        number_label="包号",
        file_no=str(told.get("number", "")),
        name_label="对方单位",
        name=str(told.get("with", "")),
        signers=printout.signers,
        notes=printout.notes,
        paper=printout.paper,
        **request.head,
    )


def _nothing() -> Block:
    return Block(heading="", lines=((Box(text=_NOTHING, span=CARD_UNITS),),))


def _blocks(told: Mapping[str, Any]) -> Iterator[Block]:
    yield Block(heading=told["heading"], lines=tuple(map(_facts, told["facts"])))
    for each in told["lists"]:
        yield _list(each)
    yield _pen(told["pen"])
    yield _stamp(told["stamp"])


def _facts(line: Sequence[tuple[str, str]]) -> tuple[Box, ...]:
    """Return one line of captions and values, which share the width out evenly."""
    span = CARD_UNITS // len(line) - CAPTION_SPAN
    return tuple(
        box
        for caption, text in line
        for box in (
            Box(text=caption, span=CAPTION_SPAN, caption=True),
            Box(text=text, span=span),
        )
    )


def _list(told: Mapping[str, Any]) -> Block:
    """Return a list with its captions; each column is (caption, span)."""
    spans = [span for _, span in told["columns"]]
    head = tuple(Box(text=name, span=span, caption=True) for name, span in told["columns"])
    lines = (
        tuple(
            Box(text=text, span=span, align=Align.LEFT if span >= 5 else Align.CENTRE)
            for text, span in zip(row, spans, strict=True)
        )
        for row in told["rows"]
    )
    return Block(heading=told["heading"], lines=(head, *lines))


def _pen(told: Mapping[str, Any]) -> Block:
    """Return rows for the pen."""
    head = tuple(Box(text=name, span=span, caption=True) for name, span in told["columns"])
    empty = tuple(Box(text="", span=span, least_mm=PEN_MM) for _, span in told["columns"])
    return Block(heading=told["heading"], lines=(head, *(empty,) * told["rows"]))


def _stamp(told: Mapping[str, Any]) -> Block:
    """Return room for the stamp of the other side: one's own is set below, as on all sheets."""
    label = Box(text=told["label"], span=CAPTION_SPAN, caption=True)
    room = Box(text="", span=CARD_UNITS - CAPTION_SPAN, least_mm=STAMP_MM)
    return Block(heading=told["heading"], lines=((label, room),))


SLIP = replace(
    CARD,
    key="slip",
    subjects=frozenset({Of.UNIT, Of.RECORD}),
    entries=frozenset({"of"}),
    read=_read,
    fill=_fill,
    gaps=lambda _sheet: (),
)
