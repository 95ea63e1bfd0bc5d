"""A whole stick at once: packages taken one after the other, each wholly or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ledger_app.actions import undo_revision
from ledger_app.actions.handoff import receive
from ledger_app.actions.handoff.incoming import Incoming, Received
from ledger_app.actions.handoff.receiving.arrival_words import unit_and_number
from ledger_app.actions.progress import Progress
from ledger_app.actions.undo_revision import Reversal
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.file.memory import large_cache

_LAST = (True, "", "", 0)
STOPPED = LedgerError("已停下，这一包没有合并，台账没有因它变化。", "需要时再收一次。")


@dataclass(frozen=True)
class Wish:
    """A package that is to be taken, the number that was typed for it, and its spoken words."""

    incoming: Incoming
    typed: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a package: it was taken, or was refused with a sentence."""

    incoming: Incoming
    received: Received | None = None
    refused: LedgerError | None = None


def look_through(
    ledger: Ledger, paths: Sequence[Path], progress: Progress | None = None
) -> list[Incoming]:
    """Look at all packages among files and folders, nothing is changed; once stopped, at no more.

    They stand unit by unit, the older packages of one first, and without what they hold: the
    packages of a whole county would fill the memory.
    """
    found: list[Incoming] = []
    files = receive.files_among(paths)
    for at, path in enumerate(files):
        if progress is not None:
            progress.move(at, len(files), path.name)
            if progress.cancelled:
                break
        found.append(receive.look(ledger, path).light())
    return [wish.incoming for wish in in_order([Wish(each) for each in found])]


def look_with_words(ledger: Ledger, path: Path, words: str) -> Incoming:
    """Look at a package that six spoken words open."""
    return receive.look(ledger, path, words).light()


def in_order(wishes: Sequence[Wish]) -> list[Wish]:
    """Return them unit by unit, the older packages of one first."""
    return sorted(wishes, key=_order)


def _order(wish: Wish) -> tuple[bool, str, str, int]:
    header = wish.incoming.header  # what nobody can read stands last
    return (False, header.unit_code, header.incarnation, header.sequence) if header else _LAST


def take(ledger: Ledger, wishes: Sequence[Wish], progress: Progress | None = None) -> list[Outcome]:
    """Take them in order, one backup before all; those before a refusal or a stop stay taken."""
    done: list[Outcome] = []
    with large_cache(ledger):
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
    """Read the file again and take it, if it is still the one that was shown."""
    shown = wish.incoming
    try:
        found = receive.planned(ledger, shown.path, wish.words)
        if found.digest != shown.digest:
            raise LedgerError("这个文件和刚才看到的不一样，没有合并。", found.message + found.hint)
        taken = receive.accept(ledger, found, wish.typed, progress, is_backed_up=is_backed_up)
    except LedgerError as refused:
        return Outcome(shown, refused=refused)
    return Outcome(shown, replace(taken, incoming=shown))


def take_back(ledger: Ledger, revisions: Sequence[int]) -> list[Reversal]:
    """Undo the merges of these revisions, the newest first; each as a whole."""
    return [undo_revision.undo(ledger, number) for number in sorted(revisions, reverse=True)]
