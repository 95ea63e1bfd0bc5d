"""The cells of a form for one child: captions and what is written beside them, its family below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ledger_app.catalogue.codes import code_list, fold
from ledger_app.catalogue.model import Kind
from ledger_app.domain.names import name_problem, normalise_name
from ledger_app.exchange.layout.heading_words import Use, meaning_of, member_field
from ledger_app.exchange.layout.rows.lone_rows import is_no_name
from ledger_app.exchange.reading.patience import go_on
from ledger_app.exchange.reading.workbook import Cell, Worksheet

LOOKED_AT = 40  # rows from the top in which a form's name stands
_LONGEST_CAPTION = 24
_LARGEST = 3000  # cells that a merged one of a form covers; a photograph is some hundred
_INLINE = re.compile(r"^\s*([^:：]{1,16})[:：]\s*([^:：_]+?)[\s_]*$")
_RELATION = re.compile("关系|称谓|称呼")

Shown = tuple[int, Cell]  # column and cell: of a merged range the first


Caption = tuple[str, int]  # a caption and its number among those that read the same


@dataclass
class Form:
    """One child's form: the row its name stands in (from 0), captions with their values."""

    row: int
    pairs: dict[Caption, Cell] = field(default_factory=dict)
    _seen: Counter[str] = field(default_factory=Counter)

    def add(self, caption: str, value: Cell) -> None:
        """Note a value; 联系电话 behind the father and behind the mother are two."""
        self._seen[caption] += 1
        if str(value).strip():
            self.pairs[caption, self._seen[caption]] = value


def is_caption(cell: Cell) -> bool:
    """Tell whether a cell is the caption of something a child's file keeps."""
    if not isinstance(cell, str) or not 0 < len(cell.strip()) <= _LONGEST_CAPTION:
        return False
    return meaning_of(cell).use not in (Use.UNKNOWN, Use.BLANK)


def is_name_caption(cell: Cell) -> bool:
    """Tell whether a cell is the caption of the child's name."""
    if not isinstance(cell, str) or len(cell) > _LONGEST_CAPTION:
        return False
    meaning = meaning_of(cell)
    return meaning.use is Use.STUDENT and meaning.field is not None and meaning.field.key == "name"


def is_name(cell: Cell) -> bool:
    """Tell whether a cell is somebody's name and neither caption nor note."""
    if not isinstance(cell, str) or not cell.strip() or is_caption(cell) or is_no_name(cell):
        return False
    return not name_problem(normalise_name(cell))


def shown_cells(sheet: Worksheet) -> list[list[Shown]]:
    """Return the cells of each row as a reader sees them: those that a merged one covers are gone,
    and so is the label of a section that reaches down beside its rows."""
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merged:
        go_on()
        bottom = min(bottom, len(sheet.rows) - 1)
        if (bottom - top + 1) * (right - left + 1) > _LARGEST:
            continue
        inside = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        first = sheet.rows[top][left] if top < len(sheet.rows) else ""
        if bottom == top or is_caption(first):
            inside.discard((top, left))
        covered |= inside
    return [
        [(column, cell) for column, cell in enumerate(cells) if (at, column) not in covered]
        for at, cells in enumerate(sheet.rows)
    ]


def inline(cell: Cell) -> tuple[str, str] | None:
    """Return caption and value of 姓名：王刚 in one cell, None for any other."""
    found = _INLINE.match(cell) if isinstance(cell, str) else None
    return (found[1].strip(), found[2]) if found and is_caption(found[1]) else None


def pairs_of(shown: Sequence[Shown]) -> Iterator[tuple[str, Cell]]:
    """Give the captions of a row with the cell right of each; a blank value is given too."""
    at = 0
    while at < len(shown):
        cell = shown[at][1]
        text = str(cell).strip()
        after = shown[at + 1][1] if at + 1 < len(shown) else ""
        if not text:
            at += 1
        elif beside := inline(cell):
            yield beside
            at += 1
        elif is_caption(after) and not is_caption(cell):
            at += 1  # a note, or a label of what follows
        elif is_caption(after) and not _means_itself(after):
            yield text, ""
            at += 1
        else:
            yield text.rstrip(":："), after
            at += 2


def _means_itself(cell: Cell) -> bool:
    """Tell whether a value happens to read like a caption: 父亲 behind 关系, 备注."""
    return isinstance(cell, str) and fold(cell) in ("父亲", "母亲", "祖父", "祖母", "其他", "学生")


def family_columns(shown: Sequence[Shown]) -> dict[int, str]:
    """Return the captions of a family table's heading by column, {} where a row is none."""
    filled = [(column, str(cell).strip()) for column, cell in shown if str(cell).strip()]
    captions = [text for _, text in filled if member_field(fold(text)) or is_caption(text)]
    named = any(fold(text) in ("姓名", "成员姓名", "家庭成员姓名") for text in captions)
    related = any(_RELATION.search(fold(text)) for text in captions)
    is_table = named and related and len(captions) >= max(2, len(filled) - 1)
    return dict(filled) if is_table else {}


def fits(caption: str, value: Cell) -> bool | None:
    """Tell whether a value is what its caption asks for: 男 for 性别; None where anything would be.

    性别 | 血型 is the heading of a list, and no child of the sex 血型.
    """
    field = meaning_of(caption).field
    text = str(value).strip()
    if field is None or not text:
        return None
    if field.kind in (Kind.DATE, Kind.PHONE, Kind.ID_NUMBER):
        return bool(re.search("[0-9]{2}", text))
    if field.key in ("sex", "ethnic", "relation", "guardian_relation"):
        return code_list(field.codes or "").find(text) is not None
    return None
