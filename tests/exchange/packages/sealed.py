"""Keys, headers and packages for tests: of a school, for its township."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import x25519

from ledger_app.domain.merging.unit_keys import OwnKeys
from ledger_app.exchange.packages import sealing
from ledger_app.exchange.packages.header import Header, Known, PackageKind

BODY = '{"name":"王𬱖","note":"三年级"}\n'.encode() * 40


def new_keys() -> OwnKeys:
    """Return the keys of somebody."""
    sign, seal = Ed25519PrivateKey.generate(), x25519.Identity.generate()
    public = sign.public_key().public_bytes_raw().hex()
    return OwnKeys(sign.private_bytes_raw().hex(), public, str(seal), str(seal.to_public()))


@cache
def keys_of(name: str) -> OwnKeys:
    """Return the keys that a unit has throughout the tests."""
    return new_keys()


SCHOOL, TOWNSHIP, STRANGER = keys_of("school"), keys_of("township"), keys_of("stranger")


def header(**changed: object) -> Header:
    """Return the header of 青山小学's seventh package, for the township."""
    made = Header(
        kind=PackageKind.HANDOFF,
        unit_kind="school",
        unit_name="青山小学",
        unit_code="2152000002",
        ledger_id="1" * 32,
        incarnation="2" * 32,
        sequence=7,
        recipient=TOWNSHIP.fingerprint,
        cut_off_on="2026-10-31",
        made_at="2026-11-02 09:00:00",
        made_by="李老师",
        program="0.5.0",
        knows=(Known("2" * 32, 6, "3" * 64),),
        withheld=(("student", "religion"),),
        counts={"student": 40},
        shown={"phone": "0000-1"},
    )
    return replace(made, **changed)


def package(body: bytes = BODY, **changed: object) -> bytes:
    """Return that package, sealed for the township."""
    return sealing.seal(header(**changed), body, SCHOOL, [TOWNSHIP.seal_key])
