"""What a paired unit could send if its program were its own: signed rightly, of any contents."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ledger_app.actions.handoff import pack, receive
from ledger_app.actions.handoff.incoming import Incoming
from ledger_app.domain.merging.told import Gone, State, Told
from ledger_app.exchange.packages import lines, sealing
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import partners
from tests.actions.handoff.paired import opened

AT = "2026-11-20 08:00:00"


def told(
    table: str, record: str, student: str | None, values: Mapping[str, Any], **more: str
) -> Told:
    """Return a record as its sender likes to tell it."""
    return Told(table, record, student, values, AT, AT, **{"author": "某人", "unit": "", **more})


def crafted(
    sender: Ledger,
    to: Ledger,
    folder: Path,
    add: Collection[Told] = (),
    bury: Collection[Gone] = (),
    **header: Any,
) -> Path:
    """Make the sender's next package, with these records added, signed by its own key."""
    number = len(list(folder.iterdir()))
    made = pack.pack(sender, folder / f"真{number}.handoff")
    whole = opened(to, made.path)
    state = lines.decode(whole.body)
    gone = {each.id: each for each in bury}
    living = {**state.living, **{each.id: each for each in add}}
    living = {key: each for key, each in living.items() if key not in gone}
    state = replace(state, living=living, gone={**state.gone, **gone})
    return sealed(sender, to, folder / f"假{number}.handoff", state, whole.header, **header)


def sealed(
    sender: Ledger, to: Ledger, path: Path, state: State, original: Any, **header: Any
) -> Path:
    """Write a package of this state under another head, signed by the sender."""
    head = replace(original, **{"counts": lines.counts_of(state), **header})
    keys, recipient = partners.own_keys(sender), partners.own_keys(to).seal_key
    path.write_bytes(sealing.seal(head, lines.encode(state), keys, [recipient]))
    return path


def taken(ledger: Ledger, path: Path) -> Incoming:
    """Look at a package and take it if it can be, whatever number it asks for."""
    incoming = receive.look(ledger, path)
    if incoming.can_be_taken:
        receive.accept(ledger, incoming, incoming.number_to_type)
    return incoming
