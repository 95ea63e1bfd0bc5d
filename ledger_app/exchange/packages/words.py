"""Six words told by telephone, where two units are not paired: a key from them.

66 bits, and each guess costs 64 MB and a tenth of a second: age's own way with pass phrases takes
up to 1 GB and leaves the cost to the sender (tech2.md §G).
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import unicodedata

from pyrage import x25519

from ledger_app.catalogue.spoken_words import spoken_characters
from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.packages import bech32

COUNT = 6
SALT = 16  # bytes
COST = 2**16  # of scrypt: 64 MB and a tenth of a second, whoever made the package
_MEMORY = 96 << 20  # bytes that OpenSSL may take: 64 MB and a little
_PREFIX = "age-secret-key-"


def new_words() -> str:
    """Return six words with blanks between, made for one package."""
    first, second = spoken_characters()
    return " ".join(secrets.choice(first) + secrets.choice(second) for _ in range(COUNT))


def normal(typed: str) -> str:
    """Return typed words as they were made; raise LedgerError that names the word with a slip."""
    characters = re.sub(r"[\W\d_]+", "", unicodedata.normalize("NFKC", typed))
    if len(characters) != 2 * COUNT:
        raise LedgerError(
            f"口令词应为 {COUNT} 个，每个两个字，现在共有 {len(characters)} 个字。",
            "请按电话里说的再输一遍，词与词之间空一格。",
        )
    given = [characters[at : at + 2] for at in range(0, 2 * COUNT, 2)]
    first, second = spoken_characters()
    for place, word in enumerate(given, 1):
        if word[0] not in first or word[1] not in second:
            raise LedgerError(
                f"第 {place} 个口令词“{word}”不在词表里。", "请和对方核对这个词是哪两个字。"
            )
    return " ".join(given)


def new_salt() -> bytes:
    """Return 16 random bytes that stand in the clear before a package."""
    return os.urandom(SALT)


def identity(spoken: str, salt: bytes) -> x25519.Identity:
    """Return the key that these words stand for. Raises LedgerError if they are no such words."""
    secret = hashlib.scrypt(
        normal(spoken).encode("utf-8"), salt=salt, n=COST, r=8, p=1, maxmem=_MEMORY, dklen=32
    )
    return x25519.Identity.from_str(bech32.written(_PREFIX, secret).upper())
