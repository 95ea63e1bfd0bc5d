"""Where each character of a line stands, for a pen that knows fonts and glyphs but no layout."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple
from zlib import crc32

from ledger_app.printing.fonts import (
    CHAINS,
    REGULAR,
    TICK_PARTS,
    TICKED,
    advances,
    face_of,
    glyph_of,
)
from ledger_app.printing.ink.font_subset import CutFont, cut

PRIVATE_USE, LAST_NAMED = range(0xE000, 0xF900), 0xFFFF  # no bundled font has characters there


class Run(NamedTuple):
    """Characters of one font on a line, each with its x in 1/1000 em from the line's left end."""

    font: str
    codes: list[int]
    places: list[float]


def runs(text: str, bold: bool = False) -> list[Run]:
    """Return a line as runs of one font each: the first of the chain that has the character."""
    found: list[Run] = []
    chain, widths = CHAINS[bold], advances(bold)
    x = 0.0
    for char in text:
        name, shown = glyph_of(char, chain)
        _add(found, name or REGULAR, shown, x)
        if char == TICKED:
            stroke = TICK_PARTS[1]
            middle = x + (widths[shown] - widths[stroke]) / 2
            _add(found, face_of(stroke, chain), stroke, middle)
        x += widths[char]
    return found


def _add(found: list[Run], name: str, char: str, x: float) -> None:
    if not found or found[-1].font != name:
        found.append(Run(name, [], []))
    found[-1].codes.append(ord(char))
    found[-1].places.append(x)


def cut_fonts(lines: Iterable[tuple[str, bool]]) -> dict[str, CutFont]:
    """Return, by font, what is needed of it for lines of text, bold or not."""
    chars: dict[bool, set[str]] = {False: set(), True: set()}
    for text, bold in lines:
        chars[bold].update(text)
    codes: dict[str, set[int]] = {}
    for bold, shown in chars.items():
        for run in runs("".join(sorted(shown)), bold):
            codes.setdefault(run.font, set()).update(run.codes)
    private = iter(PRIVATE_USE)
    found = {}
    for name, used in sorted(codes.items()):
        rare = sorted(code for code in used if code > LAST_NAMED)
        stand_ins = dict(zip(islice(private, len(rare)), rare, strict=False))
        found[name] = cut(name, used, _family(name, used), stand_ins)
    return found


def _family(name: str, codes: set[int]) -> str:
    """Return a family name that no other cut has: glyphs are numbered anew in each.

    Windows takes 31 characters.
    """
    mark = crc32(b",".join(b"%d" % code for code in sorted(codes)))
    return f"{name.replace('NotoSansSC-', 'Noto-')}-{mark:08x}"
