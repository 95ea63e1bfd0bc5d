"""Pages for a printer, and what a pen needs to know to draw them."""

from __future__ import annotations

from ledger_app.actions.printing.print_ledger import issue_pages, reprint_pages
from ledger_app.printing.boxes import PAD_MM, Band, Cell, Page, Stroke, Text
from ledger_app.printing.fonts import PT_MM
from ledger_app.printing.ink.font_subset import CutFont
from ledger_app.printing.ink.glyph_runs import runs
from ledger_app.printing.ink.paper_pages import PaperPage, PaperPages
from ledger_app.printing.model import SHEET_MM

__all__ = [
    "PAD_MM",
    "PT_MM",
    "SHEET_MM",
    "Band",
    "Cell",
    "CutFont",
    "Page",
    "PaperPage",
    "PaperPages",
    "Stroke",
    "Text",
    "issue_pages",
    "reprint_pages",
    "runs",
]
