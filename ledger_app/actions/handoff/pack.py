"""做包: all files kept here, sealed for the unit above, on a stick. design §7."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import partial
from pathlib import Path

from ledger_app.actions.handoff import verdicts
from ledger_app.actions.handoff.making import Order, Packed, make
from ledger_app.actions.handoff.preflight import advisory, blocking, since_last, words_of
from ledger_app.actions.progress import Progress
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.merging.header import PackageKind
from ledger_app.domain.merging.told import State
from ledger_app.domain.merging.withholding import left_out, withheld
from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file.connection import in_words
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import packages, partners
from ledger_app.store.handoff.partners import Partner
from ledger_app.store.handoff.telling import tell_up


def pack(
    ledger: Ledger,
    target: Path,
    *,
    cut_off: date | None = None,
    include: Collection[tuple[str, str]] = (),
    custodian: str = "",
    stick_no: str = "",
    words: bool = False,
    progress: Progress | None = None,
) -> Packed:
    """Make the next package for the unit above and write it to `target`, a folder or a file.

    `include` lets go what stays here by default: pairs of table and key. With `words` six words
    lock it, that are told by telephone: what it says is 来源未核实 there. Returned files that were
    changed or answered go up again with it. Raises LedgerError where it cannot be made or written.
    """
    with in_words(ledger.path):
        for finding in blocking(ledger, cut_off):
            raise LedgerError(f"现在不能做包：{finding.text}")
        above = _above(ledger, words=words)
        held, code = withheld(include), above.unit_code if above else ""
        order = Order(
            kind=PackageKind.HANDOFF,
            partner=above,
            tell=partial(_told, held),
            cut_off_on=(cut_off or ledger.today()).isoformat(),
            knows=packages.made(ledger, code),
            heard=next(iter(packages.accepted(ledger, code)), None) if code else None,
            custodian=custodian,
            stick_no=stick_no,
            with_words=words,
            said=_said(ledger, cut_off, progress),
            withheld=[each.label for each in left_out() if each.pair in held],
            since_last=partial(_since, ledger),
        )
    return make(ledger, order, target, progress)


def _above(ledger: Ledger, *, words: bool) -> Partner | None:
    above = partners.above(ledger)
    if above is None and not words:
        raise LedgerError(
            "还没有与上级配对，包没有可以封给的人。",
            "请先在“移交”里配对；来不及配对的，选“用六个口令词”。",
        )
    return above


def _told(held: Collection[tuple[str, str]], revision: Revision) -> State:
    verdicts.send_back(revision)
    return tell_up(revision.ledger, held)


def _said(ledger: Ledger, cut_off: date | None, progress: Progress | None) -> tuple[str, ...]:
    """Return what the paper says of how the ledger was when it went up."""
    if progress is not None:
        progress.move(0, 0, "正在核对")
    return tuple(each.text for each in advisory(ledger, cut_off))


def _since(ledger: Ledger, state: State) -> str:
    changes, is_first = since_last(ledger, state)
    return words_of(changes, is_first=is_first)
