"""All shapes of paper. A new one is a module that makes a Shape, and its name here."""

from __future__ import annotations

from ledger_app.printing.cards.shape import CARD
from ledger_app.printing.cards.slip import SLIP
from ledger_app.printing.model import PrintedSheet
from ledger_app.printing.shape import Shape
from ledger_app.printing.tables.class_counts import COUNTS
from ledger_app.printing.tables.code_book import CODE_BOOK, KEY_SHEET
from ledger_app.printing.tables.comparison import COMPARISON
from ledger_app.printing.tables.shape import TABLE
from ledger_app.printing.visits.shape import VISITS

_ALL = (TABLE, CARD, COUNTS, COMPARISON, SLIP, CODE_BOOK, KEY_SHEET, VISITS)
SHAPES = {shape.key: shape for shape in _ALL}


def shape_of(sheet: PrintedSheet) -> Shape:
    return SHAPES[sheet.shape]
