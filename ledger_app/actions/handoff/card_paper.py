"""The own card on paper, where no stick goes between the two: to be scanned or typed there."""

from __future__ import annotations

from pathlib import Path

from ledger_app.actions.handoff import pairing
from ledger_app.exchange.packages import card_text
from ledger_app.files.writing import write
from ledger_app.store.file.ledger import Ledger

ENDING = ".pdf"


def write_card_paper(ledger: Ledger, path: Path) -> str:
    """Write the own card as a PDF; return its fingerprint, which is told by telephone only."""
    # Imported late: the window starts without the PDF library.
    from ledger_app.printing.cards.pair_card import TITLE, PairCard, card_page
    from ledger_app.printing.pdf.draw import page_alone
    from ledger_app.printing.pdf.qr import matrix

    card = pairing.own_card(ledger)
    groups = tuple(card_text.groups_of(card))
    paper = PairCard(
        unit=card.unit_name,
        code="" if card.unit_code == card.ledger_id else card.unit_code,
        phone=card.phone,
        made_on=card.made_on,
        groups=groups,
        matrix=matrix("".join(groups)),
    )
    write(path, page_alone(card_page(paper), TITLE, card.unit_name, card.made_on))
    return card.fingerprint
