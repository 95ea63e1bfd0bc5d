"""The card of a unit: its public keys and who it is, signed by itself, no secret in it.

That a card is the right one only the telephone tells: six groups of four digits read aloud.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyrage import x25519

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.merging.unit_keys import OwnKeys, fingerprint

FORMAT = 1
LARGEST = 1 << 20  # bytes: the schools of a county are a tenth of it
DIGITS = 24
_MARK = "一生一档配对卡片"
_CONTEXT = b"ysyd card/1\0"
_LONGEST = 200  # characters of a text
_HINT = "请对方在“移交”里重新存一张卡片再试。台账没有变化。"


@dataclass(frozen=True)
class Card:
    """Who a unit is. `schools` are (code, name) of those below a township or county."""

    unit_kind: str
    unit_name: str
    unit_code: str
    ledger_id: str
    sign_key: str
    seal_key: str
    clerk: str = ""
    phone: str = ""
    made_on: str = ""
    schools: tuple[tuple[str, str], ...] = field(default=())

    @property
    def fingerprint(self) -> str:
        """Return what is read aloud of this card."""
        return fingerprint(self.sign_key, self.seal_key)


_TEXTS = tuple(key for key in Card.__dataclass_fields__ if key != "schools")
KINDS = ("school", "township", "county")


def write_card(card: Card, keys: OwnKeys) -> bytes:
    """Return the card as a file of text, signed with its own key."""
    signer = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(keys.sign_secret))
    told = {"card": _MARK, "format": FORMAT, **asdict(card)}
    told["signature"] = signer.sign(_statement(told)).hex()
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def read_card(content: bytes) -> Card:
    """Return a card whose signature is its own; raise LedgerError. Nobody vouches for it yet."""
    told = _told(content)
    if told.get("card") != _MARK:
        raise LedgerError("这个文件不是配对卡片。", "请选对方存下的 .pair 文件。")
    version = told.get("format")
    if isinstance(version, int) and version > FORMAT:
        raise LedgerError(
            "这张卡片是更新版本的程序做的，这里的程序还读不懂。", "请先升级这台电脑上的程序。"
        )
    try:
        card = _card(told)
        signature = bytes.fromhex(told["signature"])
        signer = Ed25519PublicKey.from_public_bytes(bytes.fromhex(card.sign_key))
        signer.verify(signature, _statement(told))
        x25519.Recipient.from_str(card.seal_key)
    except (KeyError, TypeError, ValueError, InvalidSignature, pyrage.RecipientError):
        raise LedgerError("这张配对卡片已经损坏，或者被改动过。", _HINT) from None
    return card


def same_digits(typed: str, card_fingerprint: str) -> None:
    """Raise LedgerError unless these are the digits of the card; blanks and signs do not count."""
    given = re.sub(r"\D", "", unicodedata.normalize("NFKC", typed))
    wanted = card_fingerprint.replace(" ", "")
    if len(given) != DIGITS:
        raise LedgerError(
            f"指纹是 {DIGITS} 位数字（6 组，每组 4 位），现在是 {len(given)} 位。",
            "请让对方在电话里把自己那张卡片的指纹再念一遍。",
        )
    if given != wanted:
        wrong = next(at for at in range(0, DIGITS, 4) if given[at : at + 4] != wanted[at : at + 4])
        raise LedgerError(
            f"指纹第 {wrong // 4 + 1} 组和这张卡片的不一样，没有配对。",
            "请再念一遍；确实不一样，这张卡片就不是对方的，不要用它。",
        )


def _told(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content.decode("utf-8"), object_pairs_hook=_once)
        assert isinstance(told, dict)
    except (AssertionError, ValueError, RecursionError):
        raise LedgerError("这个文件不是配对卡片。", "请选对方存下的 .pair 文件。") from None
    return told


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _statement(told: Mapping[str, Any]) -> bytes:
    """Return what is signed: everything but the signature, unknown keys of newer programs, too."""
    signed = {key: value for key, value in told.items() if key != "signature"}
    text = json.dumps(
        signed, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return _CONTEXT + text.encode("utf-8")


def _card(told: Mapping[str, Any]) -> Card:
    texts = {key: _text(told[key]) for key in _TEXTS}
    if texts["unit_kind"] not in KINDS or not texts["unit_name"] or not texts["ledger_id"]:
        raise ValueError
    schools = tuple((_text(code), _text(name)) for code, name in told["schools"])
    return Card(**texts, schools=schools)


def _text(found: object) -> str:
    if not isinstance(found, str) or len(found) > _LONGEST:
        raise TypeError
    return found
