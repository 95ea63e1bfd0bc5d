"""The card of a unit as groups of characters: printed beside a QR code, scanned or typed back.

It holds who the unit is and its keys; not the list of schools, which only the file has. It is not
signed: what the fingerprint does not vouch for, the name and the code, the clerk sees and knows.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pyrage
from pyrage import x25519

from ledger_app.domain import check_groups
from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.packages import bech32
from ledger_app.exchange.packages.cards import KINDS, Card

FORMAT = 1
_LONGEST = 120  # bytes of a text
_SUM = 3  # bytes
_HINT = "请对照对方打印的卡片再输一遍，或者请对方给一个卡片文件。"


def groups_of(card: Card) -> list[str]:
    """Return what is printed; a QR code holds the same without gaps."""
    code = "" if card.unit_code == card.ledger_id else card.unit_code
    texts = b"".join(map(_with_length, (code, card.unit_name, card.phone)))
    content = b"".join(
        (
            bytes([FORMAT, KINDS.index(card.unit_kind)]),
            bytes.fromhex(card.sign_key),
            bech32.read(card.seal_key),
            bytes.fromhex(card.ledger_id),
            texts,
        )
    )
    return check_groups.groups_of(content + hashlib.sha256(content).digest()[:_SUM])


def card_of(typed: str) -> Card:
    """Return the card that was scanned or typed; raise LedgerError that names a group's slip."""
    plain = check_groups.tidied(re.sub(r"[^0-9A-Za-z]", "", unicodedata.normalize("NFKC", typed)))
    groups = [plain[at : at + 5] for at in range(0, len(plain), 5)]
    if not groups:
        raise LedgerError("还没有输卡片上的字。", _HINT)
    if wrong := check_groups.first_wrong(groups):
        raise LedgerError(f"卡片第 {wrong} 组“{groups[wrong - 1]}”有误。", _HINT)
    try:
        return _card(check_groups.bytes_of(groups))
    except (ValueError, IndexError, pyrage.RecipientError):
        raise LedgerError("这不是一张完整的配对卡片。", _HINT) from None


def _card(content: bytes) -> Card:
    if content[0] != FORMAT:
        raise ValueError
    rest = content[82:]
    code, rest = _text_first(rest)
    name, rest = _text_first(rest)
    phone, rest = _text_first(rest)
    end = len(content) - len(rest)
    if rest[:_SUM] != hashlib.sha256(content[:end]).digest()[:_SUM] or not name:
        raise ValueError
    seal_key, ledger_id = bech32.written("age", content[34:66]), content[66:82].hex()
    x25519.Recipient.from_str(seal_key)
    return Card(
        unit_kind=KINDS[content[1]],
        unit_name=name,
        unit_code=code or ledger_id,
        ledger_id=ledger_id,
        sign_key=content[2:34].hex(),
        seal_key=seal_key,
        phone=phone,
    )


def _with_length(text: str) -> bytes:
    content = text.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore").encode("utf-8")
    return bytes([len(content)]) + content


def _text_first(content: bytes) -> tuple[str, bytes]:
    length = content[0] + 1
    if length > len(content):
        raise ValueError
    return content[1:length].decode("utf-8"), content[length:]
