"""Fonts in the PDF: which subset holds a character, and text a reader can copy out again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.pdfdoc import PDFDocument

from ledger_app.printing.fonts import (
    CHAINS,
    NARROWED,
    REGULAR,
    TICK_PARTS,
    TICKED,
    advances,
    face,
    glyph_of,
)
from ledger_app.printing.ink.font_subset import cut

PER_BLOCK = 100  # entries in one beginbfchar block, Adobe technical note 5014
_STROKE_HERE = "\0"
_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


def to_unicode_cmap(fontname: str, subset: list[int]) -> str:
    """Return the ToUnicode map of a font subset.

    Replaces reportlab 5.1.0's own, which writes code points above U+FFFF with five hex digits
    where UTF-16BE belongs (ISO 32000-1 §9.10.3), so that 𬱖 is copied as rubbish. Drop it when
    upstream is right; tests/printing/pdf/test_pdf.py tells.
    """
    entries = [
        f"<{index:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
        for index, code in enumerate(subset)
        if code
    ]
    blocks = [entries[at : at + PER_BLOCK] for at in range(0, len(entries), PER_BLOCK)]
    body = "".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n"
        f"<< /Registry ({fontname}) /Ordering ({fontname}) /Supplement 0 >> def\n"
        f"/CMapName /{fontname} def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{body}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


ttfonts.makeToUnicodeCMap = to_unicode_cmap


class Fonts:
    """The fonts of one PDF: characters are numbered as they turn up, and cut out at the end."""

    def __init__(self) -> None:
        self._subsets: dict[str, _Subsets] = {}
        self._glyphs = {bold: _Glyphs(self, chain) for bold, chain in CHAINS.items()}

    def show(self, text: str, size_pt: float, bold: bool = False) -> str:
        """Return the operators that show a line of text at the current point."""
        size = f"{size_pt:g}"
        glyphs = self._glyphs[bold]
        if text.isascii():
            return f"{glyphs['0'][0]} {size} Tf({text.translate(_ESCAPES)})Tj "
        parts: list[str] = []
        last = ""
        for font, code in map(glyphs.__getitem__, text):
            if font != last:
                parts.append(f")Tj {font} {size} Tf(" if last else f"{font} {size} Tf(")
                last = font
            parts.append(code)
        line = "".join(parts) + ")Tj "
        return line if TICKED not in text else self._tick(line, size, bold)

    def _tick(self, line: str, size: str, bold: bool) -> str:
        """Put the stroke of every tick over the box before it."""
        font, code = self._glyphs[bold][TICK_PARTS[1]]
        box_font, _ = self._glyphs[bold][TICK_PARTS[0]]
        box_wide, stroke_wide = (advances(bold)[part] for part in TICK_PARTS)
        back, on = (box_wide + stroke_wide) / 2, (stroke_wide - box_wide) / 2
        stroke = f")Tj {font} {size} Tf[{back:g}({code}){on:g}]TJ {box_font} {size} Tf("
        return line.replace(_STROKE_HERE, stroke)

    def place(self, char: str, name: str) -> tuple[str, str]:
        """Give a character a place in a font; return the subset's name and the escaped code."""
        if name not in self._subsets:
            self._subsets[name] = _Subsets(f"F{len(self._subsets) + 2}", name)
        return self._subsets[name].place(char)

    def embed(self, document: PDFDocument) -> None:
        """Put every font that was used into the document."""
        for name, subsets in self._subsets.items():
            font = _cut_font(name, {code for codes in subsets.lists for code in codes})
            state = font._assignState(document)
            state.subsets, state.internalName = subsets.lists, subsets.name
            document.fontMapping[name] = f"/{subsets.name}"
            document.delayedFonts.append(font)


@contextmanager
def initial_font() -> Iterator[str]:
    """Register a font for a new canvas to start with, lest it writes Helvetica, not embedded."""
    font = _cut_font(REGULAR, {32})
    pdfmetrics.registerFont(font)
    try:
        yield font.fontName
    finally:
        font.unregister()


def _cut_font(name: str, codes: set[int]) -> ttfonts.TTFont:
    return ttfonts.TTFont(name, BytesIO(cut(name, codes).content), shapable=False)


class _Subsets:
    """Characters of one font in lists of 256, the most that a simple PDF font holds."""

    def __init__(self, name: str, font: str) -> None:
        self.name = name
        known = () if font.endswith(NARROWED) else face(font).glyphs
        ascii_codes = [code if code in known else 0 for code in range(32, 127)]
        self.lists = [[0] * 32 + ascii_codes] if any(ascii_codes) else [[0]]

    def place(self, char: str) -> tuple[str, str]:
        code = ord(char)
        if 32 <= code < 127 and len(self.lists[0]) > code:
            return f"/{self.name}+0", _escaped(code)
        if len(self.lists[-1]) == 256:
            self.lists.append([0])
        self.lists[-1].append(code)
        return f"/{self.name}+{len(self.lists) - 1}", _escaped(len(self.lists[-1]) - 1)


class _Glyphs(dict[str, tuple[str, str]]):
    """Character to (font subset, escaped code), filled as characters turn up."""

    def __init__(self, fonts: Fonts, chain: tuple[str, ...]) -> None:
        super().__init__()
        self.fonts = fonts
        self.chain = chain

    def __missing__(self, char: str) -> tuple[str, str]:
        if char == TICKED:  # in the very place of the box: the stroke comes back to its font
            font, code = self[TICK_PARTS[0]]
            found = (font, code + _STROKE_HERE)
        else:
            name, shown = glyph_of(char, self.chain)
            found = self.fonts.place(shown, name or REGULAR)
        self[char] = found
        return found


def _escaped(code: int) -> str:
    """Return one byte as it stands in a PDF string (ISO 32000-1 §7.3.4.2)."""
    if code < 32:  # a bare carriage return would be read as a line feed
        return f"\\{code:03o}"
    return chr(code).translate(_ESCAPES)
