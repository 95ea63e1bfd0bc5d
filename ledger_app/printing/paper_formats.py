"""The papers a printout can be read on."""

from __future__ import annotations

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.masking import Purpose
from ledger_app.printing.printout import Printout
from ledger_app.printing.request import NOTICE_PAPER, Format
from ledger_app.printing.shapes import SHAPES

FORMATS = tuple(Format(name, landscape) for name in ("A4", "A3") for landscape in (True, False))


def declared_format(printout: Printout, purpose: Purpose) -> Format:
    """Return the format a printout has unless another one is asked for."""
    paper = NOTICE_PAPER if purpose is Purpose.NOTICE else printout.paper
    return Format(paper.name, paper.landscape)


def offered(printout: Printout, purpose: Purpose) -> tuple[Format, ...]:
    """Return the formats a printout can be read on, its own included. Some have only that."""
    own = declared_format(printout, purpose)
    shape = SHAPES[printout.shape]
    if shape.relaid is None:
        return (own,)
    if purpose is Purpose.NOTICE:  # few columns: any paper does
        return FORMATS
    return tuple(one for one in FORMATS if one == own or shape.relaid(printout, one) is not None)


def format_called(printout: Printout, purpose: Purpose, text: str) -> Format:
    """Return the format meant by its key or by A3 or A4 alone; raise LedgerError if it is no use.

    A3 or A4 alone is held as the printout declares, else the other way.
    """
    own, usable = declared_format(printout, purpose), offered(printout, purpose)
    fitting = [one for one in usable if text.strip() in (one.key, one.name)]
    if not fitting:
        known = "、".join(one.label for one in usable)
        message = f"“{printout.plain_title}”不能印在“{text}”纸上。"
        raise LedgerError(message, f"可用的有：{known}。")
    return next((one for one in fitting if one.landscape == own.landscape), fitting[0])


def on_paper(printout: Printout, wanted: Format) -> Printout:
    """Return a printout for a paper; raise LedgerError if it finds no room there."""
    if wanted == Format(printout.paper.name, printout.paper.landscape):
        return printout
    shape = SHAPES[printout.shape]
    relaid = shape.relaid(printout, wanted) if shape.relaid else None
    if relaid is None:
        raise LedgerError(
            f"“{printout.plain_title}”在 {wanted.label}的纸上放不下。", "请选别的纸。"
        )
    return relaid
