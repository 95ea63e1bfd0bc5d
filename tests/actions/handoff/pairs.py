"""Ledgers of a school and its township for tests, and how they are paired."""

from __future__ import annotations

import shutil
from pathlib import Path

from ledger_app.actions.handoff import pairing
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.partners import Partner
from tests.ledgers import Clock, open_again

UNITS = {
    "青山小学": ("school", "2152000002"),
    "联合小学": ("school", "2152000003"),
    "福利镇中心校": ("township", "529901"),
    "福利县教育局": ("county", "5299"),
}


def ledger_of(empty: Path, folder: Path, name: str, code: str | None = None) -> Ledger:
    """Open the ledger of one of UNITS, made of an empty one: another unit, another ledger."""
    path = Path(shutil.copyfile(empty, folder / f"{name}.ledger"))
    ledger = open_again(path, Clock())
    kind, usual = UNITS[name]
    kept = {
        "unit": name, "unit_kind": kind, "unit_code": usual if code is None else code,
        "ledger_id": f"{name}台账".encode().hex()[:32], "clerk": f"{name[:2]}老师",
        "clerk_phone": "0000-1",
    }  # fmt: skip
    settings.put(ledger, kept)
    own = settings.get(ledger, "own_school")
    with revise(ledger, "setup", name) as revision:
        revision.update("school", own, {"name": name, "code": kept["unit_code"] or None})
        if kind != "school":
            revision.delete("school", [own])
    return ledger


def card_of(ledger: Ledger, folder: Path) -> tuple[Path, str]:
    """Return where the card of a ledger lies, and its fingerprint."""
    path = folder / f"{settings.get(ledger, 'unit')}{len(list(folder.iterdir()))}.pair"
    return path, pairing.write_own_card(ledger, path)


def pair(one: Ledger, other: Ledger, folder: Path) -> tuple[Partner, Partner]:
    """Pair two ledgers with each other."""
    return (
        pairing.pair(one, *card_of(other, folder)),
        pairing.pair(other, *card_of(one, folder)),
    )
