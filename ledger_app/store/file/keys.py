"""Keys of a ledger file: derived from the password, or typed from the recovery sheet.

The derivation is SQLCipher 4's own default (PBKDF2-HMAC-SHA512, 256,000 rounds, the file's first
16 bytes as salt), so any SQLCipher tool opens the file with the password alone.
"""

from __future__ import annotations

import hashlib
import os

from ledger_app.domain.errors import LedgerError

KEY_BYTES = 32
SALT_BYTES = 16
ROUNDS = 256_000
GROUP_COUNT = 13
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32: no I, L, O, U
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def new_salt() -> bytes:
    """Return 16 random bytes for a new file."""
    return os.urandom(SALT_BYTES)


def derive_key(password: str, salt: bytes) -> bytes:
    """Return the 32-byte key of a file with this salt (about 0.1–0.2 s)."""
    return hashlib.pbkdf2_hmac("sha512", password.encode("utf-8"), salt, ROUNDS, KEY_BYTES)


def key_pragma(key: bytes, salt: bytes) -> str:
    """Return the raw key form that SQLCipher takes without deriving again."""
    return f"\"x'{key.hex()}{salt.hex()}'\""


def recovery_groups(key: bytes) -> list[str]:
    """Return the key as 13 groups: four characters of base 32 and a check character each."""
    number = int.from_bytes(key, "big") << 4  # 256 bits in 52 × 5
    letters = [_ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(52))]
    quads = ["".join(letters[start : start + 4]) for start in range(0, 52, 4)]
    return [quad + _check_character(quad, place) for place, quad in enumerate(quads)]


def key_from_groups(text: str) -> bytes:
    """Return the key typed as 13 groups; raise LedgerError that names the group with a slip."""
    typed = "".join(text.upper().split()).replace("-", "").translate(_LOOK_ALIKES)
    if len(typed) != GROUP_COUNT * 5:
        raise LedgerError(
            f"恢复码应为 {GROUP_COUNT} 组、每组 5 个字符，现在共有 {len(typed)} 个字符。",
            "请对照恢复单逐组再输一遍。",
        )
    groups = [typed[start : start + 5] for start in range(0, len(typed), 5)]
    for place, group in enumerate(groups):
        if not group_is_right(group, place):
            raise LedgerError(f"恢复码第 {place + 1} 组“{group}”有误。", "请对照恢复单核对这一组。")
    number = 0
    for letter in "".join(group[:4] for group in groups):
        number = number << 5 | _ALPHABET.index(letter)
    return (number >> 4).to_bytes(KEY_BYTES, "big")


def group_is_right(group: str, place: int) -> bool:
    """Tell if a group's check character fits; `place` counts from 0, so swapped groups show."""
    return (
        len(group) == 5
        and all(letter in _ALPHABET for letter in group)
        and _check_character(group[:4], place) == group[4]
    )


def _check_character(quad: str, place: int) -> str:
    # Weights 1, 3, 5, 7 are odd, so each change of one character changes the sum modulo 32; the
    # doubled neighbour product tells most swaps of two characters.
    values = [_ALPHABET.index(letter) for letter in quad]
    total = sum(value * weight for value, weight in zip(values, (1, 3, 5, 7), strict=True))
    return _ALPHABET[(total + 11 * place) % 32]
