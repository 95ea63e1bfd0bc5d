"""Who this ledger exchanges packages with, and its own keys: kept inside the ledger only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import x25519

from ledger_app.catalogue.meanings import NO, YES
from ledger_app.domain.merging.header import Header
from ledger_app.domain.merging.unit_keys import OwnKeys, fingerprint
from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists.records import record

PAIR = "pair"  # the kind of revision in which partners are written: no step of undoing
ACTIVE, REPLACED, ENDED = "active", "replaced", "ended"  # resources/codes/partner_state.csv
KEYS = "handoff_keys"
_RANKS = {"school": 0, "township": 1, "county": 2}
_LIVING = "SELECT * FROM partner WHERE deleted_at IS NULL"


@dataclass(frozen=True)
class Partner:
    """One unit with the keys that it had. `verified`: its fingerprint was read aloud."""

    id: str
    unit_kind: str
    unit_name: str
    unit_code: str
    ledger_id: str
    sign_key: str
    seal_key: str
    fingerprint: str
    verified: bool
    paired_on: str
    paired_by: str
    state: str
    state_reason: str
    clerk: str
    phone: str

    @property
    def is_active(self) -> bool:
        """Tell whether packages still go to and come from these keys."""
        return self.state == ACTIVE


# Own keys.


def own_keys(ledger: Ledger) -> OwnKeys:
    """Return the keys of this ledger, made at first use. Raises LedgerError if it is read only."""
    with ledger.lock:
        kept = settings.get(ledger, KEYS)
        if kept is None:
            kept = new_keys()
            settings.put(ledger, {KEYS: kept})
    return OwnKeys(**kept)


def renew_own_keys(ledger: Ledger) -> OwnKeys:
    """Give this ledger other keys: the old ones may be in strange hands."""
    settings.put(ledger, {KEYS: new_keys()})
    return own_keys(ledger)


def new_keys() -> dict[str, str]:
    sign, seal = Ed25519PrivateKey.generate(), x25519.Identity.generate()
    return {
        "sign_secret": sign.private_bytes_raw().hex(),
        "sign_key": sign.public_key().public_bytes_raw().hex(),
        "seal_secret": str(seal),
        "seal_key": str(seal.to_public()),
    }


# Looking partners up.


def partners(ledger: Ledger) -> list[Partner]:
    """Return everybody this ledger was ever paired with, in the order of pairing."""
    return [_partner(row) for row in ledger.rows(f"{_LIVING} ORDER BY no")]


def partner_by_sign_key(ledger: Ledger, sign_key: str) -> Partner | None:
    """Return whose signature it is, whatever became of the pairing; None if nobody's."""
    rows = ledger.rows(f"{_LIVING} AND sign_key = ? ORDER BY state = 'active', no", [sign_key])
    return _partner(rows[-1]) if rows else None


def partner_of_code(ledger: Ledger, code: str) -> Partner | None:
    """Return the active partner with this unit code, a verified one rather than another."""
    return _surest([each for each in _active(ledger) if each.unit_code == code])


def above(ledger: Ledger) -> Partner | None:
    """Return the unit that packages go up to, None if there is no pairing with it."""
    own = _rank(settings.get(ledger, "unit_kind", "school"))
    return _surest([each for each in _active(ledger) if _rank(each.unit_kind) > own])


def below(ledger: Ledger) -> list[Partner]:
    """Return the units whose packages come here, by code."""
    own = _rank(settings.get(ledger, "unit_kind", "school"))
    found = [each for each in _active(ledger) if _rank(each.unit_kind) < own]
    return sorted(found, key=lambda each: each.unit_code)


def is_above(ledger: Ledger, unit_kind: str) -> bool:
    """Tell whether a unit of that kind stands above this one."""
    return _rank(unit_kind) > _rank(settings.get(ledger, "unit_kind", "school"))


def is_below(ledger: Ledger, unit_kind: str) -> bool:
    """Tell whether a unit of that kind stands below this one."""
    return _rank(unit_kind) < _rank(settings.get(ledger, "unit_kind", "school"))


def _rank(unit_kind: str) -> int:
    return _RANKS.get(unit_kind, 0)


def _surest(found: list[Partner]) -> Partner | None:
    """Return the newest of some partners, a verified one rather than any other."""
    return sorted(found, key=lambda each: each.verified)[-1] if found else None


def _active(ledger: Ledger) -> list[Partner]:
    return [each for each in partners(ledger) if each.is_active]


def _partner(row: Row) -> Partner:
    texts = {key: str(row[key] or "") for key in Partner.__dataclass_fields__ if key != "verified"}
    return Partner(**texts, verified=row["verified"] == YES)


# Writing them, inside a revision of kind PAIR.


def add(revision: Revision, values: Mapping[str, Any]) -> Partner:
    """Keep a new partner: unit, keys, fingerprint, `verified` as "0" or "1"; it is active."""
    given = {"paired_on": revision.at[:10], "paired_by": revision.author, **values}
    record_id = revision.insert("partner", {**given, "state": ACTIVE})
    return _partner(record(revision.ledger, "partner", record_id))


def renew(revision: Revision, partner: Partner, values: Mapping[str, Any]) -> Partner:
    """Keep what else is told of a unit whose keys stay: name, clerk, that it is verified."""
    revision.update("partner", partner.id, values)
    return _partner(record(revision.ledger, "partner", partner.id))


def replace(revision: Revision, old: Partner, values: Mapping[str, Any], reason: str) -> Partner:
    """Let other keys of the same unit take the place of the old ones, which stay on record."""
    _set_state(revision, old, REPLACED, reason)
    return add(revision, values)


def of_sender(revision: Revision, header: Header, sign_key: str, seal_key: str = "") -> Partner:
    """Return who signed a package; a sender known by spoken words only is kept as not verified.

    Whether it may be believed was asked before (actions/handoff/senders.py).
    """
    if found := partner_by_sign_key(revision.ledger, sign_key):
        return found
    return add(
        revision,
        {
            "unit_kind": header.unit_kind,
            "unit_name": header.unit_name,
            "unit_code": header.unit_code,
            "ledger_id": header.ledger_id,
            "sign_key": sign_key,
            "seal_key": seal_key,
            "fingerprint": fingerprint(sign_key, seal_key),
            "verified": NO,
        },
    )


def end(revision: Revision, partner: Partner, reason: str) -> None:
    """Accept nothing more from these keys, and send them nothing."""
    _set_state(revision, partner, ENDED, reason)


def _set_state(revision: Revision, partner: Partner, state: str, reason: str) -> None:
    revision.update("partner", partner.id, {"state": state, "state_reason": reason})
