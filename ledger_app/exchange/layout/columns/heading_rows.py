"""How many rows a heading takes, and the captions in them, by how its cells are merged."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger_app.catalogue.codes import code_list, fold
from ledger_app.exchange.layout.columns.places import Time, told_of
from ledger_app.exchange.layout.heading_words import Use, is_neutral_group, is_person, meaning_of
from ledger_app.exchange.reading.patience import go_on
from ledger_app.exchange.reading.workbook import Cell, Range, Worksheet

DEEPEST = 3  # rows a heading may take
LONGEST = 60  # characters of a caption
_LOOKED_AT = 300  # rows below
_BOTH = re.compile(
    "(?:户主|姓名).*关系|关系.*姓名"
)  # one caption over two columns: 户主(与户主关系)


class HeadingRows:
    """The rows of a sheet as captions; merged cells say their text all over their range."""

    def __init__(self, sheet: Worksheet) -> None:
        self._rows = sheet.rows
        self._filled = filled_rows(sheet)
        self._merged: dict[int, list[Range]] = {}
        for one in sheet.merged:
            if one[2] - one[0] < DEEPEST:
                self._merged.setdefault(one[0], []).append(one)

    def depth_at(self, row: int) -> int:
        """Return how many rows a heading from this row takes, 0 where its cells do not show it."""
        depth = 1
        while depth < DEEPEST and row + depth < len(self._rows) and self._goes_on(row, depth):
            depth += 1
        return depth if depth > 1 else 0

    def lines(self, row: int, depth: int) -> list[list[str]]:
        """Return the captions of `depth` rows, a group's over the empty cells at its right too."""
        band = range(row, row + depth)
        lines = [[caption_text(cell) for cell in self._cells(at)] for at in band]
        single = [self._spread(at, lines[at - row], lines[-1]) for at in band[:-1]]
        return [*single, self._split(band[-1], lines[-1])]

    def copies(self, row: int, depth: int) -> frozenset[int]:
        """Return the columns that only repeat a caption merged across: 姓名 over two columns."""
        found: set[int] = set()
        for _top, left, _bottom, right in self._across(row, row + depth - 1):
            kept = self._fullest(row + depth, left, right)
            if not self._two_told(row + depth - 1, left, right):
                found.update(at for at in range(left, right + 1) if at != kept)
        return frozenset(found)

    def _cells(self, row: int) -> list[Cell]:
        return self._filled.get(row, self._rows[row])

    def _goes_on(self, row: int, depth: int) -> bool:
        """Tell whether the row after these is more of the same heading."""
        first, below = row + depth - 1, self._rows[row + depth]
        texts = [cell for cell in below if isinstance(cell, str) and cell.strip()]
        if not texts or len(texts) < sum(cell != "" for cell in below):
            return False
        if any(
            top + size > row + depth for top, size, text in self._reaching(row, row + depth) if text
        ):
            return True
        return len(texts) > 1 and self._is_group_row(first, below)

    def _reaching(self, row: int, stop: int) -> list[tuple[int, int, str]]:
        return [
            (top, bottom - top + 1, caption_text(self._rows[top][left]))
            for at in range(row, stop)
            for top, left, bottom, _right in self._merged.get(at, ())
            if left < len(self._rows[top])
        ]

    def _is_group_row(self, row: int, below: Sequence[Cell]) -> bool:
        """Tell whether captions below stand only under groups, and some of this row is known."""
        line = [caption_text(cell) for cell in self._rows[row]]
        wide = {left for top, left, _b, right in self._merged.get(row, ()) if right > left}
        singles = known = groups = 0
        for at, text in enumerate(line):
            if not text:
                continue
            under = at < len(below) and below[at] != ""
            is_group = at in wide or (at + 1 < len(line) and not line[at + 1])
            if under and (not is_group or ":" in fold(text)):
                return False
            groups += under
            singles += not under and meaning_of(text).use is not Use.UNKNOWN
            known += under and _is_group(text)
        # One text over all captions is a title.
        return groups > 0 and (singles > 0 or (groups > 1 and known > 0))

    def _spread(self, row: int, groups: list[str], below: list[str]) -> list[str]:
        """Let a group's heading reach over the empty cells at its right that have a caption below,
        as far as it is not merged and has a caption below itself."""
        merged = {
            at for _t, left, _b, right in self._merged.get(row, ()) for at in range(left, right + 1)
        }
        spread, group = [], ""
        for at, (text, caption) in enumerate(zip(groups, below, strict=True)):
            group = (text if caption and at not in merged else "") if text else group
            group = group if caption else ""
            spread.append(text or group)
        return spread

    def _across(self, row: int, last: int) -> list[Range]:
        return [
            one
            for at in range(row, last + 1)
            for one in self._merged.get(at, ())
            if one[3] > one[1] and one[2] >= last
        ]

    def _fullest(self, start: int, left: int, right: int) -> int:
        """Return the column under a merged caption that holds most, the first of equals."""
        rows = self._rows[start : start + _LOOKED_AT]
        counts = {at: sum(row[at] != "" for row in rows) for at in range(left, right + 1)}
        return max(counts, key=lambda at: counts[at])

    def _split(self, row: int, captions: list[str]) -> list[str]:
        """Return the captions, one over a relation and a name as the two that it stands for."""
        found = list(captions)
        for _top, left, _bottom, right in self._across(row, row):
            for at in self._two_told(row, left, right):
                found[at] = "与户主关系" if self._says_relation(row + 1, at) else "姓名"
        return found

    def _two_told(self, row: int, left: int, right: int) -> tuple[int, ...]:
        """Return the two columns under 户主(与户主关系), if one of them says the relation."""
        text = fold(caption_text(self._cells(row)[left]))
        both = (left, right)
        if right != left + 1 or not _BOTH.search(text):
            return ()
        return both if sum(self._says_relation(row + 1, at) for at in both) == 1 else ()

    def _says_relation(self, start: int, at: int) -> bool:
        texts = [str(row[at]) for row in self._rows[start : start + _LOOKED_AT] if row[at] != ""]
        known = sum(code_list("relation").find(text) is not None for text in texts)
        return known * 2 > len(texts)


def _is_group(text: str) -> bool:
    """Tell whether a text is understood as the heading of a group: 学生情况, 父亲, 上学期."""
    folded = fold(text)
    return is_neutral_group(text) or is_person(folded) or told_of(folded).time is not Time.UNSAID


def caption_text(cell: Cell) -> str:
    """Return a cell as a caption, "" if it is no text or too long for one."""
    return " ".join(cell.split()) if isinstance(cell, str) and len(cell) <= LONGEST else ""


def filled_rows(sheet: Worksheet) -> dict[int, list[Cell]]:
    """Return the rows that merged cells touch, with each merged cell's text all over its range."""
    filled: dict[int, list[Cell]] = {}
    for top, left, bottom, right in sheet.merged:
        go_on()
        if bottom - top >= DEEPEST or top >= len(sheet.rows):
            continue
        value = sheet.rows[top][left] if left < len(sheet.rows[top]) else ""
        for row in range(top, min(bottom + 1, len(sheet.rows))):
            cells = filled.setdefault(row, list(sheet.rows[row]))
            end = min(right + 1, len(cells))
            cells[left:end] = [value] * (end - left)
    return filled
