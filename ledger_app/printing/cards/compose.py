"""Fill the declared blocks of a card with what is kept about one child."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from ledger_app.catalogue import TABLES, Kind
from ledger_app.catalogue.codes import code_list
from ledger_app.domain.dates import age_on
from ledger_app.domain.day import Day
from ledger_app.domain.identity import birth_of
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.domain.telling.column_texts import categories, joined, school_name, shown
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.place_names import is_bare_code
from ledger_app.domain.telling.printable_columns import Entry, column_text
from ledger_app.domain.telling.record_kinds import RecordKind, rows_on
from ledger_app.domain.telling.restricted import LABEL, RESTRICTED, SENSITIVE
from ledger_app.domain.telling.taken_over import filled, taken_over
from ledger_app.printing.cards.declared import AGE, BLANK, CardBlock, CardBody, CardCell
from ledger_app.printing.cards.sheet import CARD_UNITS, Block, Box, Card
from ledger_app.printing.fonts import TICK_PARTS, TICKED
from ledger_app.printing.model import Align
from ledger_app.printing.printout import Printout
from ledger_app.printing.problems import SheetProblem, SheetProblemKind, Who, unknown_place
from ledger_app.printing.request import PAST_RULE_SHORT, Request

TICKS_PER_LINE = 4
TICK_SPAN = CARD_UNITS // TICKS_PER_LINE


class _Child:
    """One child's file on a day; what stands for each kind of its records is found once."""

    def __init__(self, file: StudentFile, request: Request, left_out: tuple[str, ...]) -> None:
        self.file, self.on, self.header = file, request.on, request.header
        self.left_out = left_out  # groups of categories
        self._entries: dict[RecordKind, Entry] = {}

    def entry(self, kind: RecordKind) -> Entry:
        if kind not in self._entries:
            record = kind.newest_of(self.file, self.on)
            names = self.header.county, self.header.township, self.header.places
            self._entries[kind] = Entry(self.file, record, 1, *names)
        return self._entries[kind]


def fill(printout: Printout, files: Iterable[StudentFile], request: Request) -> Iterator[Card]:
    """Yield the card of each child as of a day, later records left out.

    What nobody typed but the program knows stands on it as in the form: the guardian's address of
    the family, the class teacher of the class.
    """
    body: CardBody = printout.body
    left_out = _left_out(printout, request.purpose)
    for file in files:
        known = filled(file, taken_over(file, request.header.township))
        child = _Child(replace(file, student=known), request, left_out)
        older = [_older(block, child) for block in body.blocks if block.continued]
        yield Card(
            title=request.header.named(printout.title, school_name(file)),
            blocks=(
                *(_block(block, child) for block in body.blocks),
                *(block for block in older if block),
            ),
            file_no=str(file.student.get("file_no") or ""),
            name=str(child.file.student.get("name") or ""),
            place=joined(school_name(file), grade_and_class(child.file.student), by=""),
            signers=printout.signers,
            notes=printout.notes,
            paper=printout.paper,
            **_head(request),
        )


def _head(request: Request) -> dict[str, Any]:
    head = request.head
    return head | {"as_of": head["as_of"] + PAST_RULE_SHORT} if request.past_rule else head


def texts(card: Card) -> Iterator[str]:
    yield from (card.title, card.unit, *card.notes, *card.signers)
    for block in card.blocks:
        yield from (box.text for line in block.lines for box in line)


def unknown_places(card: Card) -> Iterator[SheetProblem]:
    """Yield the places of which the card can only say the code."""
    for text in dict.fromkeys(filter(is_bare_code, texts(card))):
        said = unknown_place(text, [card.name])
        yield SheetProblem(SheetProblemKind.REGION, said, Who(card.name))


def content(card: Card) -> Iterator[str]:
    """Yield what is printed as one JSON text."""
    blocks = [
        [block.heading, [[box.text for box in line] for line in block.lines]]
        for block in card.blocks
    ]
    head = [card.title, card.unit, card.as_of, card.purpose, *card.notes]
    yield json.dumps([head, card.file_no, blocks], ensure_ascii=False)


def _block(block: CardBlock, child: _Child) -> Block:
    lines = _ticks(child) if block.ticks else []
    lines += [_line(line, block.record, child) for line in block.lines]
    heading = block.heading
    if block.rows:
        records = _records(block.rows, child)
        kept = records[-block.newest :] if block.newest else records
        if len(kept) < len(records):
            heading += f"（共 {len(records)} 次，此处为最近 {len(kept)} 次，其余见续页）"
        lines += _table(block, kept, child)
    return Block(heading=heading, lines=tuple(lines), photo=block.photo)


def _older(block: CardBlock, child: _Child) -> Block | None:
    """Return the records that found no room in the block itself, None if there are none."""
    rest = _records(block.rows, child)[: -block.newest]
    if not rest:
        return None
    return Block(heading=block.continued, lines=tuple(_table(block, rest, child)))


def _line(cells: tuple[CardCell, ...], kind: RecordKind, child: _Child) -> tuple[Box, ...]:
    boxes = []
    for cell in cells:
        text = column_text(cell.source, kind)(child.entry(kind), child.on)
        if cell.caption:
            boxes.append(Box(text=cell.caption, span=cell.caption_span, caption=True))
        boxes.append(Box(text=text, span=cell.span, one_line=cell.one_line, least_mm=cell.least_mm))
    return tuple(boxes)


def _records(table: str, child: _Child) -> Sequence[Row]:
    """Return the rows of a table of the card, oldest first."""
    return [] if table == BLANK else rows_on(child.file, table, child.on)


def _table(block: CardBlock, rows: Sequence[Row], child: _Child) -> list[tuple[Box, ...]]:
    head = tuple(Box(text=one.caption, span=one.span, caption=True) for one in block.columns)
    padded: list[Row] = [*rows, *({} for _ in range(block.least - len(rows)))]
    return [head, *(_table_line(block, row, child) for row in padded)]


def _table_line(block: CardBlock, row: Row, child: _Child) -> tuple[Box, ...]:
    return tuple(
        Box(
            text=_table_text(block.rows, column.source, row, child),
            span=column.span,
            one_line=column.one_line,
            align=Align.LEFT if column.span >= 5 else Align.CENTRE,
        )
        for column in block.columns
    )


def _table_text(table: str, source: str, row: Row, child: _Child) -> str:
    if not source or not row:
        return ""
    if source == AGE:
        return _age(str(row.get("id_no") or ""), child.on)
    if TABLES[table].field(source).kind is Kind.REGION:
        return child.header.places.text(row.get(source))
    return shown(table, row, source)


def _age(id_number: str, on: Day) -> str:
    """Return a family member's age; nothing if the number is not there or masked."""
    born = birth_of(id_number)
    return str(age_on(born, on.date)) if born else ""


def _left_out(printout: Printout, purpose: Purpose) -> tuple[str, ...]:
    """Return the groups of categories that do not stand on the card, not even unticked."""
    if purpose is Purpose.OWN_FILE:
        return ()
    return (RESTRICTED, SENSITIVE, LABEL) if printout.signed_by_family else (RESTRICTED, SENSITIVE)


def _ticks(child: _Child) -> list[tuple[Box, ...]]:
    """Return the categories with a box before each, ticked if the child belongs to it."""
    ticked = set(categories(child.file, child.on, left_out=child.left_out))
    boxes = [
        Box(text=f"{TICKED if code.value in ticked else TICK_PARTS[0]}{code.name}", span=TICK_SPAN)
        for code in code_list("risk_category").codes
        if code.group not in child.left_out
    ]
    boxes += [Box(text="", span=TICK_SPAN)] * (-len(boxes) % TICKS_PER_LINE)
    return [tuple(boxes[at : at + TICKS_PER_LINE]) for at in range(0, len(boxes), TICKS_PER_LINE)]
