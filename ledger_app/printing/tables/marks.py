"""What changed since an edition before: stars at rows that are new or different, and who left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from ledger_app.printing.tables.sheet import NAME_SOURCES, PrintedTable, number_column

CHANGED = "*"
MOST_NAMED = 12  # of those who left; of more it is said where they stand
SCHOOL_SOURCES = ("relocation.origin_school", "学校")
Asked = list[tuple[str, str]]  # caption and source of each column, however wide on its paper


@dataclass(frozen=True)
class Trace:
    """What is kept in mind of an edition: what its columns asked, digests of its rows.

    `children` says of each child by id how that edition called it and its school. An edition of old
    does not know the ids: there a child goes by name and school.
    """

    edition: str
    asked: Asked
    rows: frozenset[bytes]
    children: dict[str, tuple[str, str]]


def trace(sheets: Sequence[PrintedTable], edition: str) -> Trace:
    """Return what later rows are compared with: little, beside the edition itself."""
    rows = frozenset(_without(row, number_column(sheet)) for sheet in sheets for row in sheet.rows)
    schools: dict[str, str] = {}  # each name once: a township's children share some forty
    children = {
        child: (name, schools.setdefault(school, school))
        for sheet in sheets
        for child, (name, school) in _children(sheet)
    }
    return Trace(edition, _asked(sheets[0]), rows, children)


def marked(sheets: Sequence[PrintedTable], before: Trace) -> tuple[PrintedTable, ...]:
    """Mark the rows that are new or different with a star at their number; say who left."""
    starred = [_starred(sheet, before) for sheet in sheets]
    left = _left(sheets, before)
    schools = [{school for _, (_, school) in _children(sheet)} for sheet in sheets]
    for at, sheet in enumerate(starred):
        # Of several sheets each has those of its school; the last one all whose school has none.
        others = set[str]().union(*(each for each in schools if each is not schools[at]))
        is_last = at == len(starred) - 1
        own = [
            each for each in left if each[1] in schools[at] or (is_last and each[1] not in others)
        ]
        if own and sheet.notes:  # a notice has no notes, and names nobody
            starred[at] = replace(sheet, notes=(*sheet.notes, _said(own, before.edition)))
    return tuple(starred)


def _starred(sheet: PrintedTable, before: Trace) -> PrintedTable:
    place = number_column(sheet)
    if place is None or before.asked != _asked(sheet):
        return sheet
    rows = [
        row
        if _without(row, place) in before.rows
        else (*row[:place], row[place] + CHANGED, *row[place + 1 :])
        for row in sheet.rows
    ]
    if rows == list(sheet.rows):
        return sheet
    note = f"序号后带“{CHANGED}”的，与{before.edition}相比是新增或有变化的。"
    return replace(sheet, rows=rows, notes=(*sheet.notes, note))


def _left(sheets: Sequence[PrintedTable], before: Trace) -> list[tuple[str, str]]:
    """Return name and school of each child that stood there then and does not now."""
    now: set[str] = set()
    for sheet in sheets:
        # Whose file is kept secret since then is not named as missing.
        now.update(sheet.left_out)
        now.update(sheet.children)
        if any("\0" in child for child in before.children):  # an edition of old
            now.update(_goes_by(called) for _, called in _children(sheet))
    return [called for child, called in before.children.items() if child not in now]


def _said(left: Sequence[tuple[str, str]], edition: str) -> str:
    named = [f"{name}（{school}）" if school else name for name, school in left]
    said = f"与{edition}相比减少 {len(left)} 人"
    if len(left) > MOST_NAMED:
        some = "、".join(named[:MOST_NAMED])
        return f"{said}：{some}等，全部名单见{edition.partition('（')[0]}。"
    return f"{said}：{'、'.join(named)}。"


def _children(sheet: PrintedTable) -> Iterable[tuple[str, tuple[str, str]]]:
    """Yield each row's child by id, and how the row calls it and its school."""
    sources = [column.source for column in sheet.columns]
    name = next((at for at, source in enumerate(sources) if source in NAME_SOURCES), None)
    school = next((at for at, source in enumerate(sources) if source in SCHOOL_SOURCES), None)
    if name is None:
        return
    for at, row in enumerate(sheet.rows):
        called = (row[name], row[school] if school is not None else "")
        yield (sheet.children[at] if sheet.children else _goes_by(called)), called


def _goes_by(called: tuple[str, str]) -> str:
    return "\0".join(called)


def _asked(sheet: PrintedTable) -> Asked:
    return [(column.caption, column.source) for column in sheet.columns]


def _without(row: Sequence[str], place: int | None) -> bytes:
    """Return a digest of a row without its number."""
    cells = [cell for at, cell in enumerate(row) if at != place]
    return blake2b("\0".join(cells).encode(), digest_size=16).digest()
