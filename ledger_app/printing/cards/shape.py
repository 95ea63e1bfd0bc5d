"""The shape of a child's card: blocks of captions and boxes."""

from __future__ import annotations

from ledger_app.domain.telling.subject import Of
from ledger_app.printing.cards import compose, declared
from ledger_app.printing.cards.layout import card_pages
from ledger_app.printing.cards.sheet import Card, read_kept
from ledger_app.printing.problems import Who
from ledger_app.printing.shape import Shape

CARD = Shape(
    key=Card.shape,
    subjects=frozenset({Of.STUDENTS}),
    entries=declared.ENTRIES,
    read=declared.read,
    fill=compose.fill,
    pages=card_pages,
    texts=compose.texts,
    about=lambda card, text: Who(card.name),
    content=compose.content,
    read_kept=read_kept,
    gaps=compose.unknown_places,
)
