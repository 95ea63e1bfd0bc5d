"""Cut the characters a document needs out of a TrueType font file.

reportlab reads a whole font into lists and dictionaries: 75 MB for HanaMinB, for one rare name.
Cut down first, it reads a few kilobytes.
"""

from __future__ import annotations

import struct
from collections.abc import Collection
from mmap import ACCESS_READ, mmap

from ledger_app.printing.fonts import Face, table_directory

WORDS, MORE = 0x0001, 0x0020  # flags of a composite glyph (OpenType specification, glyf)
SCALES = ((0x0008, 2), (0x0040, 4), (0x0080, 8))
COPIED = ("name", "OS/2", "cvt ", "fpgm", "prep")
Tables = dict[str, tuple[int, int]]


def extract(face: Face, codes: Collection[int]) -> bytes:
    """Return a TrueType font that holds only the given code points (those the face has)."""
    with face.path.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
        tables = table_directory(content)
        kept = {code: face.glyphs[code] for code in sorted(codes) if code in face.glyphs}
        outlines = _with_components(content, tables, [0, *kept.values()])
        number = {glyph: index for index, glyph in enumerate(outlines)}
        parts = {tag: _table(content, tables, tag) for tag in COPIED if tag in tables}
        parts["post"] = b"\0\3\0\0" + _table(content, tables, "post")[4:32]
        parts["cmap"] = _cmap({code: number[glyph] for code, glyph in kept.items()})
        parts |= _metrics(content, tables, outlines)
        parts |= _glyf(outlines, number)
        parts["head"] = _patched(_table(content, tables, "head"), 50, 1)  # long offsets
    return _assembled(parts)


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


def _metrics(content: mmap, tables: Tables, glyphs: Collection[int]) -> dict[str, bytes]:
    full = struct.unpack_from(">H", content, tables["hhea"][0] + 34)[0]
    start = tables["hmtx"][0]
    last = start + 4 * (full - 1)  # glyphs beyond have this width and only a side bearing each
    pairs = [
        content[start + 4 * glyph : start + 4 * glyph + 4]
        if glyph < full
        else content[last : last + 2] + _bearing(content, last + 4 + 2 * (glyph - full))
        for glyph in glyphs
    ]
    return {
        "hmtx": b"".join(pairs),
        "hhea": _patched(_table(content, tables, "hhea"), 34, len(pairs)),
        "maxp": _patched(_table(content, tables, "maxp"), 4, len(pairs)),
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
