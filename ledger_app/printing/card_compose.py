"""Fill the declared blocks of a card with what is kept about one child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.codes import code_list
from ledger_app.domain.dates import age_on
from ledger_app.domain.day import Day
from ledger_app.domain.identity import birth_of
from ledger_app.domain.standing.cases import Case, as_of, cases, in_relocation_ledger
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.column_texts import (
    RESTRICTED,
    as_list,
    categories,
    responsible,
    shown,
)
from ledger_app.domain.telling.printable_columns import Entry, column_text
from ledger_app.printing.card_printouts import AGE, BLANK, CardBlock, CardCell
from ledger_app.printing.fonts import TICK_PARTS, TICKED
from ledger_app.printing.model import CARD_UNITS, Align, Block, Box

TICKS_PER_LINE = 4
TICK_SPAN = CARD_UNITS // TICKS_PER_LINE


@dataclass(frozen=True)
class _Child:
    file: StudentFile
    on: Day
    county: str
    township: str

    def entry(self, record: Row | Case | None) -> Entry:
        return Entry(self.file, record, 1, self.county, self.township)


def card_blocks(
    blocks: Sequence[CardBlock], file: StudentFile, on: Day, county: str = "", township: str = ""
) -> tuple[Block, ...]:
    """Return the blocks of a child's card as of a day, later records left out."""
    child = _Child(file, on, county, township)
    older = [_older(block, child) for block in blocks if block.continued]
    return (*(_block(block, child) for block in blocks), *(block for block in older if block))


def _block(block: CardBlock, child: _Child) -> Block:
    lines = _ticks(child) if block.ticks else []
    entry = child.entry(_newest(block.record, child))
    lines += [_line(line, entry, child.on) for line in block.lines]
    heading = block.heading
    if block.rows:
        records = _records(block.rows, child)
        kept = records[-block.newest :] if block.newest else records
        if len(kept) < len(records):
            heading += f"（共 {len(records)} 次，此处为最近 {len(kept)} 次，其余见续页）"
        lines += _table(block, kept, child.on)
    return Block(heading=heading, lines=tuple(lines), photo=block.photo)


def _older(block: CardBlock, child: _Child) -> Block | None:
    """Return the records that found no room in the block itself, None if there are none."""
    rest = _records(block.rows, child)[: -block.newest]
    if not rest:
        return None
    return Block(heading=block.continued, lines=tuple(_table(block, rest, child.on)))


def _newest(record: str, child: _Child) -> Row | Case | None:
    if record == "dropout":
        return next(reversed(cases(child.file, child.on)), None)
    if record == "relocation":
        return next(reversed(in_relocation_ledger(child.file, child.on)), None)
    return None


def _line(cells: tuple[CardCell, ...], entry: Entry, on: Day) -> tuple[Box, ...]:
    boxes = []
    for cell in cells:
        text = column_text(cell.source)(entry, on)
        if cell.caption:
            boxes.append(Box(text=cell.caption, span=cell.caption_span, caption=True))
        boxes.append(Box(text=text, span=cell.span, one_line=cell.one_line, least_mm=cell.least_mm))
    return tuple(boxes)


def _records(table: str, child: _Child) -> list[Row]:
    """Return the rows of a table of the card, oldest first."""
    if table == BLANK:
        return []
    if table == "responsibility":
        return responsible(child.file, child.on)
    begins, today = TABLES[table].begins, child.on.text
    rows = as_list(child.file, table, begins, child.on) if begins else child.file.of(table)
    return [as_of(table, row, today) for row in rows]


def _table(block: CardBlock, rows: list[Row], on: Day) -> list[tuple[Box, ...]]:
    head = tuple(Box(text=one.caption, span=one.span, caption=True) for one in block.columns)
    padded: list[Row] = [*rows, *({} for _ in range(block.least - len(rows)))]
    return [head, *(_table_line(block, row, on) for row in padded)]


def _table_line(block: CardBlock, row: Row, on: Day) -> tuple[Box, ...]:
    return tuple(
        Box(
            text=_table_text(block.rows, column.source, row, on),
            span=column.span,
            one_line=column.one_line,
            align=Align.LEFT if column.span >= 5 else Align.CENTRE,
        )
        for column in block.columns
    )


def _table_text(table: str, source: str, row: Row, on: Day) -> str:
    if not source or not row:
        return ""
    if source == AGE:
        return _age(str(row.get("id_no") or ""), on)
    return shown(table, row, source)


def _age(id_number: str, on: Day) -> str:
    """Return a family member's age; nothing if the number is not there or masked."""
    born = birth_of(id_number)
    return str(age_on(born, on.date)) if born else ""


def _ticks(child: _Child) -> list[tuple[Box, ...]]:
    """Return all open categories with a box before each, ticked if the child belongs to it."""
    ticked = set(categories(child.file, child.on))
    boxes = [
        Box(text=f"{TICKED if code.value in ticked else TICK_PARTS[0]}{code.name}", span=TICK_SPAN)
        for code in code_list("risk_category").codes
        if code.group != RESTRICTED
    ]
    boxes += [Box(text="", span=TICK_SPAN)] * (-len(boxes) % TICKS_PER_LINE)
    return [tuple(boxes[at : at + TICKS_PER_LINE]) for at in range(0, len(boxes), TICKS_PER_LINE)]
