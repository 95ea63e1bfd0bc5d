"""The keys of a unit: one pair to sign what it hands on, one to open what is sealed for it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

_GROUPS, _DIGITS = 6, 4


@dataclass(frozen=True)
class OwnKeys:
    """Both pairs of this ledger. Signing keys are 64 hex digits, sealing keys age's own texts."""

    sign_secret: str = field(repr=False)
    sign_key: str
    seal_secret: str = field(repr=False)
    seal_key: str

    @property
    def fingerprint(self) -> str:
        """Return what is read aloud of the public halves."""
        return fingerprint(self.sign_key, self.seal_key)


def fingerprint(sign_key: str, seal_key: str) -> str:
    """Return six groups of four digits that stand for both public keys: 80 bits, spoken aloud."""
    digest = hashlib.sha256(f"ysyd fingerprint/1\0{sign_key}\0{seal_key}".encode()).digest()
    text = str(int.from_bytes(digest, "big") % 10 ** (_GROUPS * _DIGITS)).zfill(_GROUPS * _DIGITS)
    return " ".join(text[at : at + _DIGITS] for at in range(0, len(text), _DIGITS))
