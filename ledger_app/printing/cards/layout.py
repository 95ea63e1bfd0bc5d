"""Lay a card out on pages: blocks of boxed lines, pure, in millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from math import floor

from ledger_app.printing.boxes import (
    FRAME_MM,
    PAD_MM,
    PAD_Y_MM,
    Band,
    BandRow,
    Bookmark,
    Page,
    Stroke,
    Text,
    placed,
)
from ledger_app.printing.cards.sheet import CARD_UNITS, Block, Box, Card
from ledger_app.printing.cells import LEADING, RISE, Cells, cells_of
from ledger_app.printing.fonts import PT_MM, printable, width_mm
from ledger_app.printing.model import Align
from ledger_app.printing.page_heads import RUNNING_PT, TITLE_PT, line_of_three, title
from ledger_app.printing.sign_blocks import Closing, closing, unit_label

HEAD_PT = 9.0
UNDER_TITLE_MM = 4.0  # from its baseline to the next one
HEADING_MM = 5.8
PHOTO_WIDTH_MM, PHOTO_HEIGHT_MM = 25.0, 35.0
PHOTO_ROOM_MM = 29.0
LEAST_BOX_MM = 10.0  # left to a box that gives room away: for a pen
WHOLE_MM = 50.0  # a block no higher than this is not parted
MOST_EMPTY = 0.3  # of a page; rather than leave more, a line is broken
LEAST_LINES, KEPT_LINES = 3, 4  # at the foot of a page; that go along with the signatures
GOES_ON = "续"


_Line = tuple[float, tuple[Box, ...]]  # height and boxes


@dataclass
class _Sheet:
    """The page being filled."""

    y: float
    texts: list[Text]
    top: float
    strokes: list[Stroke] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)


@dataclass(frozen=True)
class _Piece:
    """What stays together: lines with their heights; a last one too tall for a page is broken."""

    height: float
    lines: tuple[_Line, ...]
    heading: str = ""
    photo: bool = False
    goes_on: str = ""  # heading of the block it goes on with, and captions,
    again: tuple[_Line, ...] = ()  # to repeat if it begins a page


def card_pages(card: Card) -> Iterator[Page]:
    """Yield the pages of a card, each without its page number (see page_heads.page_foot)."""
    top, right, bottom, left = card.paper.margins_mm
    width, height = card.paper.size_mm
    edges = (left, width - right)
    first, later = opening(card, *edges, top), reopening(card, *edges, top)
    end = closing(card, *edges)
    rooms = (height - bottom - first[0], height - bottom - later[0])
    pieces = [piece for block in card.blocks for piece in _pieces(card, block, edges)]
    pages = _paged(card, pieces, rooms, edges[1] - edges[0], end.height)
    for number, held in enumerate(pages, 1):
        sheet = _opened(later if number > 1 else first)
        if held and number > 1:
            _set_again(card, sheet, held[0], edges)
        for piece in held:
            _set(card, sheet, piece, edges)
        marks = (Bookmark(card.name or card.title),) if number == 1 else ()
        yield _page(card, sheet, edges, end if number == len(pages) else None, marks)


def opening(card: Card, left: float, right: float, top: float) -> tuple[float, tuple[Text, ...]]:
    """Return where the first block of a card begins, and the texts above it."""
    y = top + TITLE_PT * PT_MM
    line = y + 7.5
    unit, number = f"{unit_label(card)}{card.unit}", f"{card.number_label}：{card.file_no}"
    texts = line_of_three((unit, f"截至：{card.as_of}", number), left, right, line, HEAD_PT)
    # A long unit grows upwards: what would stand in the title goes down.
    drop = max(0.0, y + UNDER_TITLE_MM - min(text.y for text in texts))
    texts = tuple(replace(text, y=text.y + drop) for text in texts)
    return line + drop + 2.5, (*title(card.title, left, right, y), *texts)


def reopening(card: Card, left: float, right: float, top: float) -> tuple[float, tuple[Text, ...]]:
    """Return the same for later pages of a card."""
    y = top + RUNNING_PT * PT_MM
    whose = f"{card.name_label}：{card.name}" + (f"（{card.place}）" if card.place else "")
    texts = (f"{card.title}（续页）", whose, f"{card.number_label}：{card.file_no}")
    return y + 2.0, line_of_three(texts, left, right, y, RUNNING_PT)


def _paged(
    card: Card, pieces: list[_Piece], rooms: tuple[float, float], width: float, end: float
) -> list[list[_Piece]]:
    """Share the pieces out to pages; the signatures take a piece along to a page of their own."""
    pages: list[list[_Piece]] = [[]]
    room, later = rooms
    waiting = pieces[::-1]
    while waiting:
        piece = waiting.pop()
        if piece.height > room:
            cut = None
            if not pages[-1] or room > MOST_EMPTY * later or piece.height > later - HEADING_MM:
                cut = _broken(card, piece, room, width)
            if cut is not None:
                pages[-1].append(cut[0])
                piece = cut[1]
            if pages[-1]:
                waiting.append(piece)
                pages.append([])
                room = later - _captions(piece)
                continue
        pages[-1].append(piece)
        room -= piece.height
    if end > room and pages[-1]:
        pages.append(_moved_along(card, pages[-1], later - end, width))
    return pages


def _moved_along(card: Card, last: list[_Piece], room: float, width: float) -> list[_Piece]:
    """Take off a page what goes with the signatures to a page of their own."""
    piece = last[-1]
    if len(last) > 1 and _captions(piece) + piece.height <= room:
        return [last.pop()]
    cut = _broken(card, piece, piece.height - KEPT_LINES * _leading(card), width)
    if cut is None or _captions(cut[1]) + cut[1].height > room:
        return []
    last[-1] = cut[0]
    return [cut[1]]


def _leading(card: Card) -> float:
    return LEADING * card.paper.font_pt * PT_MM


def _broken(card: Card, piece: _Piece, room: float, width: float) -> tuple[_Piece, _Piece] | None:
    """Cut a piece in its last line: what finds room, and what goes on; None if too little does.

    Below the cut captions come again, and so does the first box of a row, with 续.
    """
    height, line = piece.lines[-1]
    before = piece.height - height
    lines = floor((room - before - 2 * PAD_Y_MM) / _leading(card) + 1e-6)
    texts = [
        [text for _, _, text in table[box.text].lines]
        for box, table in zip(line, _cells(card, line, width), strict=True)
    ]
    if piece.photo or lines < LEAST_LINES or max(map(len, texts)) <= lines:
        return None
    head = tuple(
        replace(box, text="\n".join(each[:lines]), least_mm=0.0) if len(each) > lines else box
        for box, each in zip(line, texts, strict=True)
    )
    tail = tuple(
        replace(box, text=_going_on(box, each[lines:], at), least_mm=0.0)
        for at, (box, each) in enumerate(zip(line, texts, strict=True))
    )
    captions = tuple(each for each in piece.lines[:-1] if all(box.caption for box in each[1]))
    upper, lower = _height(card, head, width), _height(card, tail, width)
    goes_on = piece.goes_on or f"{piece.heading}（续）"
    return (
        replace(piece, height=before + upper, lines=(*piece.lines[:-1], (upper, head))),
        _Piece(lower, ((lower, tail),), goes_on=goes_on, again=captions[-1:] or piece.again),
    )


def _going_on(box: Box, rest: list[str], at: int) -> str:
    if rest or box.caption:
        return "\n".join(rest) or box.text
    if at > 0 or not box.text:
        return ""
    return box.text if box.text.endswith(GOES_ON) else f"{box.text}\n{GOES_ON}"


def _captions(piece: _Piece) -> float:
    """Return how much room is taken above a piece that begins a page."""
    captions = sum(height for height, _ in piece.again)
    return captions + (HEADING_MM if piece.goes_on else 0.0)


def _opened(start: tuple[float, tuple[Text, ...]]) -> _Sheet:
    return _Sheet(start[0], list(start[1]), start[0])


def _pieces(card: Card, block: Block, edges: tuple[float, float]) -> list[_Piece]:
    """Cut a block where a page may end: a small one nowhere, a large one after each line."""
    left, right = edges
    room = right - left - (PHOTO_ROOM_MM if block.photo else 0.0)
    lines = [(_height(card, line, room), line) for line in block.lines]
    if block.photo:
        height = max(sum(h for h, _ in lines), PHOTO_HEIGHT_MM + 4)
        grown = height - sum(h for h, _ in lines)
        lines = [(h + grown / len(lines), line) for h, line in lines]
        return [_Piece(HEADING_MM + height, tuple(lines), block.heading, photo=True)]
    total = HEADING_MM + sum(h for h, _ in lines)
    if total <= WHOLE_MM:
        return [_Piece(total, tuple(lines), block.heading)]
    return _parted(lines, block.heading)


def _parted(lines: list[_Line], heading: str) -> list[_Piece]:
    """Part after each line; captions stay with the line below and come again on a new page."""
    pieces: list[_Piece] = []
    captions: tuple[_Line, ...] = ()
    waiting: tuple[_Line, ...] = ()
    for line in lines:
        if all(box.caption for box in line[1]):
            captions = waiting = (*waiting, line)
            continue
        held = (*waiting, line)
        first = heading if not pieces else ""
        height = sum(h for h, _ in held) + (HEADING_MM if first else 0.0)
        again = () if waiting else captions[-1:]
        goes_on = "" if first else f"{heading}（续）"
        pieces.append(_Piece(height, held, first, goes_on=goes_on, again=again))
        waiting = ()
    if waiting:
        pieces.append(_Piece(sum(h for h, _ in waiting), waiting, "" if pieces else heading))
    return pieces


def _cells(card: Card, line: tuple[Box, ...], room: float) -> list[Cells]:
    """Return what lays out each box of a line."""
    paper = card.paper
    return [
        cells_of(
            width,
            paper.font_pt,
            Align.CENTRE if box.caption else box.align,
            box.one_line,
            box.caption,
            paper.least_pt,
        )
        for box, width in zip(line, widths(line, room, paper.font_pt), strict=True)
    ]


def widths(line: tuple[Box, ...], room: float, size_pt: float) -> list[float]:
    """Return how wide the boxes of a line are; a long name takes room from emptier neighbours.

    Not in the rows of a table, whose boxes stand under those above.
    """
    declared = [box.span * room / CARD_UNITS for box in line]
    if not any(box.caption for box in line):
        return declared
    needed = [width_mm(printable(box.text), size_pt) + 2 * PAD_MM + 0.05 for box in line]
    lacking = [
        max(0.0, wanted - width) if box.one_line and "\n" not in box.text else 0.0
        for box, wanted, width in zip(line, needed, declared, strict=True)
    ]
    spare = [
        0.0 if box.caption else max(0.0, width - max(wanted, LEAST_BOX_MM))
        for box, wanted, width in zip(line, needed, declared, strict=True)
    ]
    if not any(lacking) or sum(lacking) > sum(spare):
        return declared
    share = sum(lacking) / sum(spare)
    return [
        width + lack - free * share
        for width, lack, free in zip(declared, lacking, spare, strict=True)
    ]


def _height(card: Card, line: tuple[Box, ...], room: float) -> float:
    cells = _cells(card, line, room)
    heights = [
        max(table[box.text].height, box.least_mm) for box, table in zip(line, cells, strict=True)
    ]
    return max(card.paper.row_mm, *heights)


def _set(card: Card, sheet: _Sheet, piece: _Piece, edges: tuple[float, float]) -> None:
    left, right = edges
    if piece.heading:
        _set_heading(card, sheet, piece.heading, edges)
    if piece.photo:
        _set_photo(sheet, right, piece.height - HEADING_MM)
        right -= PHOTO_ROOM_MM
    for height, line in piece.lines:
        _set_line(card, sheet, line, height, (left, right))


def _set_again(card: Card, sheet: _Sheet, piece: _Piece, edges: tuple[float, float]) -> None:
    """Say on a new page which block goes on there."""
    if piece.goes_on:
        _set_heading(card, sheet, piece.goes_on, edges)
    for height, line in piece.again:
        _set_line(card, sheet, line, height, edges)


def _set_heading(card: Card, sheet: _Sheet, text: str, edges: tuple[float, float]) -> None:
    left, right = edges
    base = sheet.y + HEADING_MM / 2 + RISE * card.paper.font_pt * PT_MM
    shown = printable(text)
    sheet.texts.append(
        placed(shown, left + 1.5, right, base, card.paper.font_pt, Align.LEFT, bold=True)
    )
    sheet.strokes.append(Stroke(left, sheet.y, right, sheet.y, FRAME_MM))
    sheet.y += HEADING_MM
    sheet.strokes.append(Stroke(left, sheet.y, right, sheet.y))


def _set_line(
    card: Card, sheet: _Sheet, line: tuple[Box, ...], height: float, edges: tuple[float, float]
) -> None:
    left, right = edges
    room = right - left
    marks = tuple(accumulate(widths(line, room, card.paper.font_pt), initial=left))
    tables = _cells(card, line, room)
    cells = tuple(table[box.text] for box, table in zip(line, tables, strict=True))
    base = sheet.y + height / 2 + RISE * card.paper.font_pt * PT_MM
    sheet.bands.append(Band(marks, sheet.y, (BandRow(base, sheet.y + height, cells),)))
    sheet.y += height


def _set_photo(sheet: _Sheet, right: float, height: float) -> None:
    x = right - PHOTO_ROOM_MM / 2 - PHOTO_WIDTH_MM / 2
    y = sheet.y + (height - PHOTO_HEIGHT_MM) / 2
    sheet.strokes += _box(x, y, x + PHOTO_WIDTH_MM, y + PHOTO_HEIGHT_MM, 0.15)
    bottom = sheet.y + height
    sheet.strokes.append(Stroke(right - PHOTO_ROOM_MM, bottom, right, bottom))
    for offset, text in ((-2.0, "照片"), (3.0, "25×35 毫米")):
        middle = y + PHOTO_HEIGHT_MM / 2 + offset
        sheet.texts.append(placed(text, x, x + PHOTO_WIDTH_MM, middle, 7.0, Align.CENTRE))


def _box(left: float, top: float, right: float, bottom: float, width: float) -> list[Stroke]:
    return [
        Stroke(left, top, right, top, width),
        Stroke(left, bottom, right, bottom, width),
        Stroke(left, top, left, bottom, width),
        Stroke(right, top, right, bottom, width),
    ]


def _page(
    card: Card,
    sheet: _Sheet,
    edges: tuple[float, float],
    end: Closing | None,
    marks: tuple[Bookmark, ...],
) -> Page:
    frame = _box(edges[0], sheet.top, edges[1], sheet.y, FRAME_MM)
    after = end.at(sheet.y) if end else Closing(0.0)
    width, height = card.paper.size_mm
    return Page(
        width,
        height,
        (*sheet.texts, *after.texts),
        (*sheet.strokes, *frame, *after.strokes),
        tuple(sheet.bands),
        marks,
    )
