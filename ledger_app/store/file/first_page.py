"""Whether it is the first page that is damaged, where a key does not open a file.

The first page holds the salt, so a torn one and a wrong password look alike to SQLCipher. But each
page has a seal of its own: if the second one's fits a key, then the password is right. Backups have
the ledger's salt, for the case that the salt itself is gone.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable
from pathlib import Path

from ledger_app.store.file import keys

PAGE = 4096
SEAL = 64  # HMAC-SHA512, the last bytes of a page; SQLCipher 4's defaults
_MASK, _ROUNDS = 0x3A, 2


def alone_is_damaged(path: Path, key_of: Callable[[bytes], bytes], salts: Iterable[bytes]) -> bool:
    """Tell whether the second page fits a key made with one of these salts."""
    with path.open("rb") as stream:
        stream.seek(PAGE)
        page = stream.read(PAGE)
    if len(page) < PAGE:
        return False
    return any(_fits(page, key_of(salt), salt) for salt in dict.fromkeys(salts))


def _fits(page: bytes, key: bytes, salt: bytes) -> bool:
    masked = bytes(byte ^ _MASK for byte in salt)
    seal_key = hashlib.pbkdf2_hmac("sha512", key, masked, _ROUNDS, keys.KEY_BYTES)
    wanted = hmac.digest(seal_key, page[:-SEAL] + (2).to_bytes(4, "little"), "sha512")
    return hmac.compare_digest(wanted, page[-SEAL:])
