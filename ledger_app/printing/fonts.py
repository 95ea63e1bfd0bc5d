"""Which characters the bundled fonts have and how wide they are, read from the font files."""

from __future__ import annotations

import struct
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path

from ledger_app import paths
from ledger_app.domain.errors import LedgerError

REGULAR, BOLD, RARE = "NotoSansSC-Regular", "NotoSansSC-Bold", "HanaMinB"
PT_MM = 25.4 / 72  # millimetres in a point
NO_FACE = ""
TICKED = "☑"  # in no bundled font: drawn as □ with ✓ over it
TICK_PARTS = ("□", "✓")
# Chinese quotation marks are one character wide, the apostrophe of Xi’an is not. Stand-ins for
# the narrow ones: lone surrogates, which no text that was stored can hold. Their outlines are
# moved to the left in a font of their own, NARROWED.
NARROW = {"‘": "\udc18", "’": "\udc19", "“": "\udc1c", "”": "\udc1d"}
_NARROW = frozenset(NARROW.values())
SHOWN_AS = {TICKED: TICK_PARTS[0], **{narrow: quote for quote, narrow in NARROW.items()}}
# Left and right end of their outlines in the bundled fonts, in 1/1000 em; beside them, room.
QUOTE_INK = {
    REGULAR: {"‘": (806, 953), "’": (47, 194), "“": (624, 963), "”": (37, 376)},
    BOLD: {"‘": (798, 965), "’": (35, 202), "“": (605, 975), "”": (25, 395)},
}
BESIDE_QUOTE = 47
NARROWED = "-Narrow"
DASH, WHOLE_DASH = "—", "─"  # two make a Chinese dash without a gap, two characters wide


class CharacterMap:
    """Code point to glyph as the font file has it, in runs: three dictionaries would take 25 MB."""

    def __init__(self, firsts: array[int], lasts: array[int], glyphs: array[int]) -> None:
        self._firsts, self._lasts, self._glyphs = firsts, lasts, glyphs
        self.others: dict[int, int] = {}

    def __contains__(self, code: int) -> bool:
        return code in self.others or self._run(code) >= 0

    def __getitem__(self, code: int) -> int:
        if code in self.others:
            return self.others[code]
        run = self._run(code)
        if run < 0:
            raise KeyError(code)
        return self._glyphs[run] + code - self._firsts[run]

    def _run(self, code: int) -> int:
        run = bisect_right(self._firsts, code) - 1
        return run if run >= 0 and code <= self._lasts[run] else -1


@dataclass(frozen=True)
class Face:
    """One TrueType font file: advance widths in 1/1000 em by code point."""

    name: str
    path: Path
    glyphs: CharacterMap
    advances: array[int]
    units_per_em: int

    def advance(self, code: int) -> float:
        """Return the advance width in 1/1000 em; raise KeyError for a character it lacks."""
        glyph = min(self.glyphs[code], len(self.advances) - 1)
        return self.advances[glyph] * 1000 / self.units_per_em


@cache
def face(name: str) -> Face:
    """Read one bundled font; raise LedgerError if it is missing or not a TrueType font."""
    path = paths.resources() / "fonts" / f"{name}.ttf"
    try:
        with path.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
            tables = table_directory(content)
            return Face(name, path, _glyphs(content, tables["cmap"][0]), *_widths(content, tables))
    except (OSError, ValueError, struct.error, KeyError) as cause:
        raise LedgerError(
            f"打印字体 {path.name} 读不出来。",
            "请重新安装本程序，或把字体文件放回 resources/fonts。",
        ) from cause


def table_directory(content: mmap) -> dict[str, tuple[int, int]]:
    """Return offset and length of each table of a font file."""
    count = struct.unpack_from(">H", content, 4)[0]
    entries = (struct.unpack_from(">4s3L", content, 12 + 16 * i) for i in range(count))
    return {tag.decode("latin-1"): (offset, length) for tag, _, offset, length in entries}


def _widths(content: mmap, tables: dict[str, tuple[int, int]]) -> tuple[array[int], int]:
    units_per_em = struct.unpack_from(">H", content, tables["head"][0] + 18)[0]
    count = struct.unpack_from(">H", content, tables["hhea"][0] + 34)[0]
    start = tables["hmtx"][0]
    pairs = struct.unpack_from(f">{2 * count}H", content, start)
    return array("H", pairs[::2]), units_per_em


def _glyphs(content: mmap, cmap: int) -> CharacterMap:
    """Read the character map of all planes (format 12); raise KeyError if there is none."""
    count = struct.unpack_from(">H", content, cmap + 2)[0]
    starts = [struct.unpack_from(">L", content, cmap + 8 + 8 * i)[0] + cmap for i in range(count)]
    start = {struct.unpack_from(">H", content, start)[0]: start for start in starts}[12]
    count = struct.unpack_from(">L", content, start + 12)[0]
    numbers = struct.unpack_from(f">{3 * count}L", content, start + 16)
    glyphs = CharacterMap(*(array("I", numbers[each::3]) for each in range(3)))
    if ord(WHOLE_DASH) in glyphs:
        glyphs.others[ord(DASH)] = glyphs[ord(WHOLE_DASH)]
    return glyphs


class Advances(dict[str, float]):
    """Character to advance width in 1/1000 em, filled as characters turn up."""

    def __init__(self, chain: tuple[str, ...]) -> None:
        super().__init__()
        self.chain = chain

    def __missing__(self, char: str) -> float:
        name, shown = glyph_of(char, self.chain)
        if name.endswith(NARROWED):
            self[char] = width = float(narrow_quote(shown, name)[1])
        else:
            self[char] = width = face(name).advance(ord(shown)) if name else 0.0
        return width


def glyph_of(char: str, chain: tuple[str, ...]) -> tuple[str, str]:
    """Return the font and the character in it that stand for a character of a printable text."""
    shown = SHOWN_AS.get(char, char)
    name = face_of(shown, chain)
    return (name + NARROWED if char in _NARROW else name), shown


def narrow_quote(quote: str, name: str) -> tuple[int, int]:
    """Return how far left its wide outline is moved in a font, and its advance, in 1/1000 em."""
    left, right = QUOTE_INK[name.removesuffix(NARROWED)][quote]
    return left - BESIDE_QUOTE, right - left + 2 * BESIDE_QUOTE


CHAINS = {False: (REGULAR, RARE), True: (BOLD, REGULAR, RARE)}
_ADVANCES = {bold: Advances(chain) for bold, chain in CHAINS.items()}


def advances(bold: bool = False) -> Advances:
    """Return the table of advance widths of the body or the bold font chain."""
    return _ADVANCES[bold]


@cache
def face_of(char: str, chain: tuple[str, ...]) -> str:
    """Return the first font of the chain that has the character, NO_FACE if none has."""
    code = ord(TICK_PARTS[0] if char == TICKED else char)
    return next((name for name in chain if code in face(name).glyphs), NO_FACE)


def width_mm(text: str, size_pt: float, bold: bool = False) -> float:
    """Return how wide a line of text is set, in millimetres."""
    return sum(map(_ADVANCES[bold].__getitem__, text)) * size_pt * PT_MM / 1000


@cache
def _stand_in(char: str) -> str:
    """Return what is printed for a character: itself, nothing (control), or its code point."""
    if char in "\t\u00a0":
        return " "
    if char == "\n" or char in SHOWN_AS or face_of(char, CHAINS[False]):
        return char
    invisible = unicodedata.category(char) in ("Cc", "Cf") or _is_variation_selector(char)
    return "" if invisible else f"〔U+{ord(char):04X}〕"


def _is_variation_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def printable(text: str) -> str:
    """Return the text with every character no font has as 〔U+code point〕, never as a box."""
    if text.isascii() and text.isprintable():
        return text
    shown = "".join(map(_stand_in, text))
    return shown if _QUOTES.isdisjoint(shown) else _with_narrow_quotes(shown)


_QUOTES = frozenset(NARROW)
_CHINESE = "\u2e80"  # from here on characters are one em wide


def _with_narrow_quotes(text: str) -> str:
    """Make quotation marks narrow in a text without Chinese, and apostrophes within a word."""
    foreign = all(char < _CHINESE for char in text)
    around = zip(" " + text, text, text[1:] + " ", strict=False)
    return "".join(
        NARROW[char]
        if char in NARROW and (foreign or (char in "‘’" and _is_word(before + after)))
        else char
        for before, char, after in around
    )


def as_written(text: str) -> str:
    """Return a printable text with the quotation marks that were written."""
    return text.translate(_WRITTEN)


_WRITTEN = str.maketrans({narrow: quote for quote, narrow in NARROW.items()})


def _is_word(text: str) -> bool:
    return all(char.isalnum() and char < _CHINESE for char in text)


_AT_ONCE = 100  # texts looked through together


def missing_characters(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Return each character that no bundled font has, with the first text it stands in."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    rest = iter(texts)
    while some := list(islice(rest, _AT_ONCE)):
        if seen.issuperset("".join(some)):  # as nearly all of a township's half a million cells
            continue
        for char, text in ((char, each) for each in some for char in each):
            if char not in seen and _stand_in(char).startswith("〔U+"):
                found[char] = text
            seen.add(char)
    return list(found.items())
