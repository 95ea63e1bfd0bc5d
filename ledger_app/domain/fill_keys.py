"""The key of a row of a fill-in workbook: whose it is, of which ledger, of which handing out.

Example: 7f3a90c1-<id of the handing out>-<id of the child>-5b20ee91. The last part is a checksum
over the others: a key that was typed over or cut is known for it, and a row is never guessed by it.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import NamedTuple

HEADING = "填报编号"
_SHOWN = 8  # hex digits of the ledger's id and of the checksum
_KEY = re.compile(r"([0-9a-f]{8})-([0-9a-f]{32})-([0-9a-f]{32})-([0-9a-f]{8})")


class FillKey(NamedTuple):
    """What a key says: the child, and the record of the handing out."""

    student_id: str
    fill_in: str


class BadKey(NamedTuple):
    """Why a row with a key is set aside."""

    text: str


_ALTERED = BadKey("填报编号被改过或不完整，不知道是谁的，这一行没有导入，请用原来发的表填。")
_FOREIGN = BadKey("这张填报表是另一个台账发出的，这一行没有导入。")


def key_of(ledger_id: str, fill_in: str, student_id: str) -> str:
    """Return the key of a child's row."""
    said = f"{ledger_id[:_SHOWN]}-{fill_in}-{student_id}"
    return f"{said}-{_checksum(said)}"


def read_key(text: str, ledger_id: str) -> FillKey | BadKey:
    """Return what a key says, or why it is no use."""
    found = _KEY.fullmatch(text.strip())
    if found is None or _checksum(text.strip().rpartition("-")[0]) != found[4]:
        return _ALTERED
    if found[1] != ledger_id[:_SHOWN]:
        return _FOREIGN
    return FillKey(found[3], found[2])


def _checksum(said: str) -> str:
    return sha256(said.encode()).hexdigest()[:_SHOWN]
