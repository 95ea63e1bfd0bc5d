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

COUNT = 6
SALT = 16  # bytes
COST = 2**16  # of scrypt: 64 MB and a tenth of a second, whoever made the package
_MEMORY = 96 << 20  # bytes that OpenSSL may take: 64 MB and a little
_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"  # of bech32, as age writes its keys
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
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
    return x25519.Identity.from_str(_bech32(secret).upper())


def _bech32(secret: bytes) -> str:
    """Return 32 bytes as age writes a secret key (BIP 173): pyrage takes no other form."""
    number = int.from_bytes(secret, "big") << 4  # 256 bits in 52 × 5
    values = [number >> 5 * place & 31 for place in reversed(range(52))]
    stretched = [ord(each) >> 5 for each in _PREFIX] + [0] + [ord(each) & 31 for each in _PREFIX]
    check = _polymod([*stretched, *values, *[0] * 6]) ^ 1
    values += [check >> 5 * place & 31 for place in reversed(range(6))]
    return f"{_PREFIX}1" + "".join(_ALPHABET[value] for value in values)


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, term in enumerate(_GENERATOR):
            check ^= term if top >> place & 1 else 0
    return check
