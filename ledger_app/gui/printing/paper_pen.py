"""The second pen: draws laid-out pages on a printer as text and lines, as large as laid out.

What is text in our own PDF is text here, at the same place, in the same glyphs.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QGlyphRun, QPainter, QPen, QRawFont

from ledger_app.actions.printing.printer_pages import (
    PAD_MM,
    PT_MM,
    Band,
    Cell,
    CutFont,
    Page,
    Stroke,
    runs,
)
from ledger_app.domain.errors import LedgerError

HAIRLINE_MM = 0.15
REMEMBERED = 20_000

# Where a line of text begins, from its own place, and the glyphs of one font there.
_Glyphs = list[QGlyphRun]


class InkFonts:
    """Fonts cut to a job, known to Qt until they are given back."""

    def __init__(self, fonts: dict[str, CutFont]) -> None:
        self._numbers = {name: font.numbers for name, font in fonts.items()}
        self._ids = [QFontDatabase.addApplicationFontFromData(f.content) for f in fonts.values()]
        self._families: dict[str, str] = {}
        for name, number in zip(fonts, self._ids, strict=True):
            families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
            if not families:
                self.give_back()
                raise LedgerError(
                    "打印用的字体装不进系统，没有打印。", "请先存 PDF，再打开它打印。"
                )
            self._families[name] = families[0]
        self._raw: dict[tuple[str, float], QRawFont] = {}

    def give_back(self) -> None:
        """Let Qt forget the fonts; nothing drawn with them may be under way."""
        self._raw = {}
        for number in self._ids:
            if number >= 0:
                QFontDatabase.removeApplicationFont(number)
        self._ids = []

    def line(self, text: str, bold: bool, pixels: float) -> _Glyphs:
        """Return the glyphs of a line of text, from its left end on the baseline."""
        found = []
        for name, codes, places in runs(text, bold):
            glyphs, numbers = QGlyphRun(), self._numbers[name]
            glyphs.setRawFont(self._font(name, pixels))
            glyphs.setGlyphIndexes([numbers.get(code, 0) for code in codes])
            glyphs.setPositions([QPointF(x * pixels / 1000, 0.0) for x in places])
            found.append(glyphs)
        return found

    def _font(self, name: str, pixels: float) -> QRawFont:
        key = name, pixels
        if key not in self._raw:
            font = QFont(self._families[name])
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            raw = QRawFont.fromFont(font)
            raw.setPixelSize(pixels)
            self._raw[key] = raw
        return self._raw[key]


class PaperPen:
    """Draws pages with a painter whose dots are so many a millimetre, from the paper's corner."""

    def __init__(self, painter: QPainter, fonts: InkFonts, dots: float) -> None:
        self._painter, self._fonts, self._dots = painter, fonts, dots
        self._cells: dict[Cell, list[tuple[QPointF, _Glyphs]]] = {}

    def draw(self, page: Page) -> None:
        """Draw a page."""
        for band in page.bands:
            self._grid(band)
        self._strokes(page.strokes)
        for text in page.texts:
            at = QPointF(text.x * self._dots, text.y * self._dots)
            self._show(at, self._line(text.text, text.size_pt, text.bold))
        for band in page.bands:
            self._rows(band)

    def _line(self, text: str, size_pt: float, bold: bool) -> _Glyphs:
        return self._fonts.line(text, bold, size_pt * PT_MM * self._dots) if text else []

    def _show(self, at: QPointF, line: _Glyphs) -> None:
        for glyphs in line:
            self._painter.drawGlyphRun(at, glyphs)

    def _rows(self, band: Band) -> None:
        starts = [(edge + PAD_MM) * self._dots for edge in band.edges]
        for row in band.rows:
            y = row.baseline * self._dots
            for x, cell in zip(starts, row.cells, strict=False):
                for offset, line in self._cell(cell):
                    self._show(QPointF(x, y) + offset, line)

    def _cell(self, cell: Cell) -> list[tuple[QPointF, _Glyphs]]:
        """Return a cell's lines; it stands in many rows and is spelt out once."""
        if cell not in self._cells:
            if len(self._cells) >= REMEMBERED:
                self._cells.clear()
            self._cells[cell] = [
                (QPointF(x * self._dots, y * self._dots), self._line(text, cell.size_pt, cell.bold))
                for x, y, text in cell.lines
                if text
            ]
        return self._cells[cell]

    def _grid(self, band: Band) -> None:
        bottom, left, right = band.rows[-1].bottom, band.edges[0], band.edges[-1]
        across = [Stroke(left, row.bottom, right, row.bottom) for row in band.rows]
        down = [Stroke(edge, band.top, edge, bottom) for edge in band.edges]
        self._strokes(down + across)

    def _strokes(self, strokes: Iterable[Stroke]) -> None:
        dots = self._dots
        by_width = sorted(strokes, key=lambda stroke: stroke.width)
        for width, some in groupby(by_width, key=lambda stroke: stroke.width):
            self._painter.setPen(QPen(Qt.GlobalColor.black, width * dots, c=Qt.PenCapStyle.FlatCap))
            self._painter.drawLines(
                [QLineF(s.x1 * dots, s.y1 * dots, s.x2 * dots, s.y2 * dots) for s in some]
            )
