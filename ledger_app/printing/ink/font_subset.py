"""Cut the characters a document needs out of a TrueType font file.

reportlab reads a whole font into lists and dictionaries: 75 MB for HanaMinB, for one rare name.
Cut down first, it reads a few kilobytes. Qt, given a whole font, writes 一 into a PDF as the
radical ⼀, which has the same outline: it can't take a cut font for anything but what was cut.
"""

from __future__ import annotations

import struct
from collections.abc import Collection
from dataclasses import dataclass, field
from mmap import ACCESS_READ, mmap

from ledger_app.printing.fonts import (
    BESIDE_QUOTE,
    NARROWED,
    face,
    narrow_quote,
    table_directory,
)

WORDS, MORE = 0x0001, 0x0020  # flags of a composite glyph (OpenType specification, glyf)
X_BYTE, REPEATED, X_SAME = 0x02, 0x08, 0x10  # flags of a point of a simple glyph
SCALES = ((0x0008, 2), (0x0040, 4), (0x0080, 8))
TWINS = 1 << 16  # numbers of glyphs end here
COPIED = ("name", "OS/2", "cvt ", "fpgm", "prep")
Tables = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class CutFont:
    """A font file of some characters, and the number of each one's glyph in it."""

    content: bytes
    numbers: dict[int, int]
    # Characters beyond U+FFFF, which Qt can't name in a PDF, by a code of private use that it can.
    stand_ins: dict[int, int] = field(default_factory=dict)


def cut(
    name: str, codes: Collection[int], family: str = "", stand_ins: dict[int, int] | None = None
) -> CutFont:
    """Return a TrueType font that holds only the given code points (those the font has).

    It has a family name of its own if one is given. A NARROWED font's outlines are moved.
    """
    whole = face(name.removesuffix(NARROWED))
    with whole.path.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
        tables = table_directory(content)
        kept = {code: whole.glyphs[code] for code in sorted(codes) if code in whole.glyphs}
        outlines = _with_components(content, tables, [0, *kept.values()])
        widths = _widths(content, tables, outlines)
        _part_twins(kept, outlines, widths)
        number = {glyph: index for index, glyph in enumerate(outlines)}
        parts = {tag: _table(content, tables, tag) for tag in COPIED if tag in tables}
        parts["post"] = b"\0\3\0\0" + _table(content, tables, "post")[4:32]
        numbers = {code: number[glyph] for code, glyph in kept.items()}
        stand_ins = stand_ins or {}
        named = {code: numbers[rare] for code, rare in stand_ins.items()}
        parts["cmap"] = _cmap(dict(sorted((numbers | named).items())))
        if name.endswith(NARROWED):
            family = family or name
            _narrow(name, kept, outlines, widths)
        parts |= _metrics(content, tables, list(widths.values()))
        parts |= _glyf(outlines, number)
        parts["head"] = _patched(_table(content, tables, "head"), 50, 1)  # long offsets
    if family:
        parts["name"] = _names(family)
    return CutFont(_assembled(parts), numbers, stand_ins)


def _part_twins(kept: dict[int, int], outlines: dict[int, bytes], widths: dict[int, bytes]) -> None:
    """Give characters that share an outline one each: 一 and the radical ⼀ are read as such."""
    seen: set[int] = set()
    for code, glyph in kept.items():
        if glyph in seen:
            twin = TWINS + code
            outlines[twin], widths[twin], kept[code] = outlines[glyph], widths[glyph], twin
        seen.add(glyph)


def _narrow(
    name: str, kept: dict[int, int], outlines: dict[int, bytes], widths: dict[int, bytes]
) -> None:
    for code, glyph in kept.items():
        back, width = narrow_quote(chr(code), name)
        outlines[glyph] = moved(outlines[glyph], -back)
        widths[glyph] = struct.pack(">2H", width, BESIDE_QUOTE)


def moved(outline: bytes, right: int) -> bytes:
    """Return the outline of a simple glyph moved to the right (OpenType specification, glyf)."""
    contours, x_least, y_least, x_most, y_most = struct.unpack_from(">5h", outline)
    ends = struct.unpack_from(f">{contours}H", outline, 10)
    at = 10 + 2 * contours
    at += 2 + struct.unpack_from(">H", outline, at)[0]  # past the instructions
    head, flags = outline[10:at], bytearray()
    while len(flags) <= ends[-1]:
        flag, again = outline[at], 0
        at += 1
        if flag & REPEATED:
            again = outline[at]
            at += 1
        flags += bytes([flag]) * (again + 1)
    steps = []
    for flag in flags:
        if flag & X_BYTE:
            steps.append(outline[at] if flag & X_SAME else -outline[at])
        else:
            steps.append(0 if flag & X_SAME else struct.unpack_from(">h", outline, at)[0])
        at += 1 if flag & X_BYTE else 0 if flag & X_SAME else 2
    steps[0] += right
    return b"".join(
        (
            struct.pack(">5h", contours, x_least + right, y_least, x_most + right, y_most),
            head,
            bytes(flag & ~(REPEATED | X_BYTE | X_SAME) for flag in flags),
            struct.pack(f">{len(steps)}h", *steps),
            outline[at:],
        )
    )


def _table(content: mmap, tables: Tables, tag: str) -> bytes:
    start, length = tables[tag]
    return content[start : start + length]


def _outline(content: mmap, tables: Tables, glyph: int) -> bytes:
    long = struct.unpack_from(">H", content, tables["head"][0] + 50)[0]
    loca, glyf = tables["loca"][0], tables["glyf"][0]
    if long:
        start, end = struct.unpack_from(">2L", content, loca + 4 * glyph)
    else:
        start, end = (2 * n for n in struct.unpack_from(">2H", content, loca + 2 * glyph))
    return content[glyf + start : glyf + end]


def _with_components(content: mmap, tables: Tables, glyphs: list[int]) -> dict[int, bytes]:
    """Return the outlines of the glyphs and of all glyphs they are composed of."""
    outlines: dict[int, bytes] = {}
    waiting = list(reversed(glyphs))
    while waiting:
        glyph = waiting.pop()
        if glyph not in outlines:
            outlines[glyph] = outline = _outline(content, tables, glyph)
            waiting += [part for _, part in _components(outline)]
    return outlines


def _components(outline: bytes) -> list[tuple[int, int]]:
    """Return (offset, glyph) of each part of a composite glyph; nothing for a simple one."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return []
    found = []
    at, flags = 10, MORE
    while flags & MORE:
        flags, glyph = struct.unpack_from(">2H", outline, at)
        found.append((at + 2, glyph))
        at += 8 if flags & WORDS else 6
        at += next((size for flag, size in SCALES if flags & flag), 0)
    return found


def _glyf(outlines: dict[int, bytes], number: dict[int, int]) -> dict[str, bytes]:
    offsets, chunks, position = [], [], 0
    for outline in outlines.values():
        renumbered = bytearray(outline + b"\0" * (-len(outline) % 4))
        for at, glyph in _components(outline):
            struct.pack_into(">H", renumbered, at, number[glyph])
        offsets.append(position)
        chunks.append(bytes(renumbered))
        position += len(renumbered)
    loca = struct.pack(f">{len(offsets) + 1}L", *offsets, position)
    return {"glyf": b"".join(chunks), "loca": loca}


def _widths(content: mmap, tables: Tables, glyphs: Collection[int]) -> dict[int, bytes]:
    """Return width and left side bearing of each glyph, packed."""
    full = struct.unpack_from(">H", content, tables["hhea"][0] + 34)[0]
    start = tables["hmtx"][0]
    last = start + 4 * (full - 1)  # glyphs beyond have this width and only a side bearing each
    return {
        glyph: content[start + 4 * glyph : start + 4 * glyph + 4]
        if glyph < full
        else content[last : last + 2] + _bearing(content, last + 4 + 2 * (glyph - full))
        for glyph in glyphs
    }


def _metrics(content: mmap, tables: Tables, widths: list[bytes]) -> dict[str, bytes]:
    return {
        "hmtx": b"".join(widths),
        "hhea": _patched(_table(content, tables, "hhea"), 34, len(widths)),
        "maxp": _patched(_table(content, tables, "maxp"), 4, len(widths)),
    }


def _bearing(content: mmap, at: int) -> bytes:
    return content[at : at + 2]


def _patched(table: bytes, offset: int, value: int) -> bytes:
    return table[:offset] + struct.pack(">H", value) + table[offset + 2 :]


def _cmap(numbers: dict[int, int]) -> bytes:
    """Return a character map with one format 12 table (all planes)."""
    groups = b"".join(struct.pack(">3L", code, code, glyph) for code, glyph in numbers.items())
    head = struct.pack(">4HL", 0, 1, 3, 10, 12)
    return head + struct.pack(">2H3L", 12, 0, 16 + len(groups), 0, len(numbers)) + groups


def _names(family: str) -> bytes:
    """Return a name table: family, style, full name and PostScript name, for Windows and others."""
    entries, texts = [], b""
    for kind, name in ((1, family), (2, "Regular"), (4, family), (6, family.replace(" ", ""))):
        text = name.encode("utf-16-be")
        entries.append(struct.pack(">6H", 3, 1, 0x409, kind, len(text), len(texts)))
        texts += text
    return struct.pack(">3H", 0, len(entries), 6 + 12 * len(entries)) + b"".join(entries) + texts


def _assembled(parts: dict[str, bytes]) -> bytes:
    """Join tables into a font file; checksums stay 0, nothing here reads them."""
    offset = 12 + 16 * len(parts)
    directory, body = [], []
    for tag, table in sorted(parts.items()):
        directory.append(struct.pack(">4s3L", tag.encode(), 0, offset, len(table)))
        body.append(table + b"\0" * (-len(table) % 4))
        offset += len(body[-1])
    head = struct.pack(">L4H", 0x00010000, len(parts), 0, 0, 0)
    return head + b"".join(directory) + b"".join(body)
