"""What the processes that get killed do of the hand-off: see jobs.py, which runs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ledger_app.actions.handoff import conflicts, making, pack, receive
from ledger_app.store.handoff import packages
from tests.faults.jobs import acknowledge, at_work, no_transaction


def packs(start: Callable[[], None], path: str, key: str, stick: str) -> None:
    """Make a package and write it onto a stick."""
    with at_work(path, key) as ledger:
        start()
        made = pack.pack(ledger, Path(stick))
        acknowledge(made.sequence)


def packs_before_it_is_noted(start: Callable[[], None], path: str, key: str, stick: str) -> None:
    """Planted bug: the package lies on the stick before the ledger knows its number."""
    usual, late = packages.record_package, []

    def noted_late(*given: object) -> str:
        late.append(given)
        return ""

    packages.record_package = noted_late
    making._handed_over = lambda *_given: None
    with at_work(path, key) as ledger:
        start()
        made = pack.pack(ledger, Path(stick))
        with making.revise(ledger, making.PACK, "做包") as revision:
            usual(revision, *late[0][1:])
        acknowledge(made.sequence)


def receives(start: Callable[[], None], path: str, key: str, package: str) -> None:
    """Take a package over."""
    with at_work(path, key) as ledger:
        found = receive.look(ledger, Path(package))
        start()
        receive.accept(ledger, found, found.number_to_type)
        acknowledge(1)


def receives_in_pieces(start: Callable[[], None], path: str, key: str, package: str) -> None:
    """Planted bug: a package is not taken in one transaction."""
    with at_work(path, key) as ledger:
        found = receive.look(ledger, Path(package))
        ledger.db.atomic = no_transaction
        start()
        receive.accept(ledger, found, found.number_to_type)
        acknowledge(1)


def decides(start: Callable[[], None], path: str, key: str) -> None:
    """Decide all differences that wait for a person."""
    _decide(start, path, key)


def decides_in_pieces(start: Callable[[], None], path: str, key: str) -> None:
    """Planted bug: the value and the answer are not kept together."""
    _decide(start, path, key, in_pieces=True)


def _decide(start: Callable[[], None], path: str, key: str, *, in_pieces: bool = False) -> None:
    with at_work(path, key) as ledger:
        ids = [each.id for each in conflicts.open_conflicts(ledger)]
        if in_pieces:
            ledger.db.atomic = no_transaction
        start()
        conflicts.decide(ledger, ids, conflicts.THEIRS, "问过学校")
        acknowledge(len(ids))
