"""Sheets laid out for a printer: whole pages with their feet, and the fonts cut to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ledger_app.printing.boxes import Cell, Page
from ledger_app.printing.cells import cells_of
from ledger_app.printing.ink.font_subset import CutFont
from ledger_app.printing.ink.glyph_runs import cut_fonts
from ledger_app.printing.model import PrintedSheet
from ledger_app.printing.page_heads import page_foot
from ledger_app.printing.shapes import shape_of


@dataclass(frozen=True)
class PaperPage:
    """A page as it is printed."""

    page: Page
    begins: bool = True  # a sheet of its own: never on the back of another child's
    # How far everything moves to the right on the back of a leaf that is turned like a book's:
    # the binding edge is on the other side there.
    back_shift: float = 0.0


@dataclass(frozen=True)
class PaperPages:
    """What is sent to a printer."""

    title: str
    pages: tuple[PaperPage, ...]
    fonts: dict[str, CutFont]

    @property
    def size_mm(self) -> tuple[float, float]:
        """Return width and height of the first page as it is held."""
        first = self.pages[0].page
        return first.width, first.height


def laid_out(sheets: Iterable[PrintedSheet]) -> PaperPages:
    """Lay sheets out, each with its own page numbers."""
    title, pages = "", []
    try:
        for sheet in sheets:
            title = title or sheet.title
            pages += _pages(sheet)
    finally:
        cells_of.cache_clear()
    return paper_pages(title, pages)


def paper_pages(title: str, pages: list[PaperPage]) -> PaperPages:
    """Return pages with the fonts they need."""
    return PaperPages(title, tuple(pages), cut_fonts(_lines(pages)))


def _pages(sheet: PrintedSheet) -> list[PaperPage]:
    bodies = list(shape_of(sheet).pages(sheet))
    _, right, _, left = sheet.paper.margins_mm
    return [
        PaperPage(
            replace(body, texts=body.texts + page_foot(sheet, number, len(bodies))),
            begins=number == 1,
            back_shift=right - left,
        )
        for number, body in enumerate(bodies, 1)
    ]


def _lines(pages: list[PaperPage]) -> Iterator[tuple[str, bool]]:
    """Yield every line of text once for each cell: a cell stands in many rows."""
    seen: set[Cell] = set()
    for each in pages:
        yield from ((text.text, text.bold) for text in each.page.texts)
        for band in each.page.bands:
            for row in band.rows:
                for cell in row.cells:
                    if cell not in seen:
                        seen.add(cell)
                        yield from ((line, cell.bold) for _, _, line in cell.lines)
