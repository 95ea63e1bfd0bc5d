"""Keys of a ledger file: derived from the password, or typed from the recovery sheet.

The derivation is SQLCipher 4's own default (PBKDF2-HMAC-SHA512, 256,000 rounds, the file's first
16 bytes as salt), so any SQLCipher tool opens the file with the password alone.
"""

from __future__ import annotations

import hashlib
import os

from ledger_app.domain import check_groups
from ledger_app.domain.errors import LedgerError

KEY_BYTES = 32
SALT_BYTES = 16
ROUNDS = 256_000
GROUP_COUNT = 13


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
    return check_groups.groups_of(key)


def key_from_groups(text: str) -> bytes:
    """Return the key typed as 13 groups; raise LedgerError that names the group with a slip."""
    typed = check_groups.tidied(text)
    if len(typed) != GROUP_COUNT * 5:
        raise LedgerError(
            f"恢复码应为 {GROUP_COUNT} 组、每组 5 个字符，现在共有 {len(typed)} 个字符。",
            "请对照恢复单逐组再输一遍。",
        )
    groups = [typed[start : start + 5] for start in range(0, len(typed), 5)]
    if wrong := check_groups.first_wrong(groups):
        raise LedgerError(
            f"恢复码第 {wrong} 组“{groups[wrong - 1]}”有误。", "请对照恢复单核对这一组。"
        )
    return check_groups.bytes_of(groups)[:KEY_BYTES]


def group_is_right(group: str, place: int) -> bool:
    """Tell if a group's check character fits; `place` counts from 0, so swapped groups show."""
    return check_groups.is_right(group, place)
