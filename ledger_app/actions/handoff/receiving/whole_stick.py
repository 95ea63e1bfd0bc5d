"""A whole stick at once: packages taken one after the other, each wholly or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger_app.actions import undo_revision
from ledger_app.actions.handoff import receive
from ledger_app.actions.handoff.incoming import Incoming, Received
from ledger_app.actions.handoff.receiving.arrival_words import unit_and_number
from ledger_app.actions.progress import Progress
from ledger_app.actions.undo_revision import Reversal
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file.ledger import Ledger

STOPPED = LedgerError("已停下，这一包没有合并，台账没有因它变化。", "需要时再收一次。")


@dataclass(frozen=True)
class Wish:
    """A package that is to be taken, and the number that was typed for it."""

    incoming: Incoming
    typed: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a package: it was taken, or was refused with a sentence."""

    incoming: Incoming
    received: Received | None = None
    refused: LedgerError | None = None


def in_order(wishes: Sequence[Wish]) -> list[Wish]:
    """Return them unit by unit, the older packages of one first."""
    return sorted(wishes, key=_order)


def _order(wish: Wish) -> tuple[str, str, int]:
    header = wish.incoming.header
    return (header.unit_code, header.incarnation, header.sequence) if header else ("", "", 0)


def take(ledger: Ledger, wishes: Sequence[Wish], progress: Progress | None = None) -> list[Outcome]:
    """Take them in order, one backup before all; those before a refusal or a stop stay taken."""
    done: list[Outcome] = []
    for at, wish in enumerate(in_order(wishes)):
        if progress is not None:
            progress.move(at, len(wishes), "".join(unit_and_number(wish.incoming)))
        if progress is not None and progress.cancelled:
            done.append(Outcome(wish.incoming, refused=STOPPED))
            continue
        is_backed_up = any(each.received is not None for each in done)
        done.append(_take(ledger, wish, progress, is_backed_up))
    return done


def _take(ledger: Ledger, wish: Wish, progress: Progress | None, is_backed_up: bool) -> Outcome:
    found = wish.incoming
    try:
        taken = receive.accept(ledger, found, wish.typed, progress, is_backed_up=is_backed_up)
    except LedgerError as refused:
        return Outcome(found, refused=refused)
    return Outcome(found, taken)


def take_back(ledger: Ledger, revisions: Sequence[int]) -> list[Reversal]:
    """Undo the merges of these revisions, the newest first; each as a whole."""
    return [undo_revision.undo(ledger, number) for number in sorted(revisions, reverse=True)]
