"""Signed inside, encrypted outside: what a package looks like from without, and how it is opened.

    MAGIC  version  lock  salt          in the clear; the salt only where words lock it
    age(recipient, oneself) {
        signature 64 · sign key 32 · seal key 62 · length 4 · header of this length · body, deflated
    }

The signature is over all of it, the clear part, too. The recipient stands in the header, so that
what was opened here cannot be sealed again for somebody else (reliability.md §2.5).
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyrage import x25519

from ledger_app.domain.errors import LedgerError, fault_text
from ledger_app.domain.merging.unit_keys import OwnKeys
from ledger_app.exchange.packages import header_text
from ledger_app.exchange.packages.header import FORMAT, Header
from ledger_app.exchange.packages.refused import DAMAGED, FOREIGN, FUTURE, UNKNOWN
from ledger_app.exchange.packages.refused import PackageRefused as PackageRefused
from ledger_app.exchange.packages.words import SALT, identity, new_salt

MAGIC = b"YSYD\r\n\x1a\n"  # as PNG's: a transfer that mends line ends is found at once
BY_KEYS, BY_WORDS = b"K", b"W"
LARGEST_FILE = LARGEST_BODY = 64 << 20  # bytes
_CONTEXT = b"ysyd/1\0"
_ASK_FOR_WORDS = (
    "这个包是用六个口令词封的，要有这六个词才能打开。",
    "请打电话问对方，照着输入。台账没有变化。",
)
_FRONT = struct.Struct(">64s32s62sI")
_LENGTH = struct.Struct(">I")
_CLEAR = len(MAGIC) + 2


@dataclass(frozen=True)
class Opened:
    """A package that its signer did write. Whose `sign_key` it is, the ledger's partners say.

    `digest` stands for header and body; an answer can be sealed for `seal_key`. `by_words`: it
    was locked by spoken words only.
    """

    header: Header
    body: bytes
    digest: str
    sign_key: str
    seal_key: str
    by_words: bool = False


def seal(
    header: Header,
    body: bytes,
    keys: OwnKeys,
    recipients: Sequence[str],
    words: str = "",
) -> bytes:
    """Return a package for the recipients (their seal keys) and for oneself.

    With six spoken `words` it can be opened by whoever is told them. `body` is not yet deflated.
    """
    if len(body) > LARGEST_BODY:
        raise LedgerError(
            f"这个包太大（展开 {len(body) >> 20} MB，最多 {LARGEST_BODY >> 20} MB），没有做成。",
            "请少带几年的名单或记录，再做一次。",
        )
    salt = new_salt() if words else b""
    clear = MAGIC + bytes([header.format]) + (BY_WORDS if words else BY_KEYS) + salt
    head, seal_key = header_text.write(header), keys.seal_key.encode("ascii")
    signer = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(keys.sign_secret))
    signature = signer.sign(clear + seal_key + _statement(head, body))
    front = _FRONT.pack(signature, bytes.fromhex(keys.sign_key), seal_key, len(head))
    wanted = list(map(x25519.Recipient.from_str, dict.fromkeys((*recipients, keys.seal_key))))
    if words:
        wanted.append(identity(words, salt).to_public())
    return clear + bytes(pyrage.encrypt(front + head + zlib.compress(body, 6), wanted))


def digest_of(header: Header, body: bytes) -> str:
    """Return what a package is known by: the same however often it is sealed."""
    return hashlib.sha256(_statement(header_text.write(header), body)).hexdigest()


def content_of(path: Path) -> bytes:
    """Return the bytes of a package file; raise LedgerError, PackageRefused if it is too large."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise LedgerError(
            f"读不了“{path.name}”：{fault_text(error)}。", "请重新插好U盘再试。台账没有变化。"
        ) from error
    if len(content) > LARGEST_FILE:
        raise PackageRefused(DAMAGED, "这个文件太大，不是移交包。")
    return content


def needs_words(content: bytes) -> bool:
    """Tell whether a package is locked by spoken words, so that they must be asked for."""
    return content.startswith(MAGIC) and content[len(MAGIC) + 1 : _CLEAR] == BY_WORDS


def unseal(content: bytes, keys: OwnKeys, words: str = "", *, own: bool = False) -> Opened:
    """Return what is in a package for this unit; `own`: in one that this unit made itself.

    Raises PackageRefused, with nothing believed: `.state` is future, foreign, unknown or damaged.
    """
    clear, sealed = _parted(content)
    if not (words or own) and needs_words(clear):
        raise PackageRefused(UNKNOWN, *_ASK_FOR_WORDS)
    inner = _decrypted(sealed, _identities(clear, keys, words))
    if len(inner) < _FRONT.size:
        raise PackageRefused(DAMAGED)
    signature, signer, seal_key, length = _FRONT.unpack_from(inner)
    head, body = _head_and_body(inner[_FRONT.size :], length)
    statement = _statement(head, body)
    _must_be_signed(signature, signer, clear + seal_key + statement)
    header, by_words = _header(head), needs_words(clear)
    _must_be_for(header, keys, signer.hex(), by_words=by_words, own=own)
    digest = hashlib.sha256(statement).hexdigest()
    return Opened(header, body, digest, signer.hex(), _seal_key(seal_key), by_words)


def _seal_key(found: bytes) -> str:
    """Return the sender's key to seal for; a signer may have written anything there."""
    try:
        return str(x25519.Recipient.from_str(found.decode("ascii")))
    except (ValueError, pyrage.RecipientError):
        raise PackageRefused(DAMAGED) from None


def _must_be_for(
    header: Header, keys: OwnKeys, sign_key: str, *, by_words: bool, own: bool
) -> None:
    is_own = sign_key == keys.sign_key
    if is_own != own:
        text = "这是本单位自己做的包，不是发给本单位的。" if is_own else "这不是本单位自己做的包。"
        raise PackageRefused(FOREIGN, text, "请收上级或下级单位发来的包。台账没有变化。")
    if not own and header.recipient != ("" if by_words else keys.fingerprint):
        raise PackageRefused(
            FOREIGN, f"这个包是{header.unit_name}发给别的单位的，不是发给本单位的。"
        )


def _parted(content: bytes) -> tuple[bytes, bytes]:
    """Return the clear part and the sealed one of a file that is a package of a known format."""
    if not content.startswith(MAGIC) or len(content) <= _CLEAR:
        raise PackageRefused(DAMAGED, "这个文件不是移交包，或者开头已经损坏。")
    version, lock = content[len(MAGIC)], content[_CLEAR - 1 : _CLEAR]
    if version > FORMAT:
        raise PackageRefused(FUTURE)
    if not version or lock not in (BY_KEYS, BY_WORDS):
        raise PackageRefused(DAMAGED)
    start = _CLEAR + (SALT if lock == BY_WORDS else 0)
    return content[:start], content[start:]


def _identities(clear: bytes, keys: OwnKeys, words: str) -> list[x25519.Identity]:
    own = x25519.Identity.from_str(keys.seal_secret)
    if not words or not needs_words(clear):
        return [own]
    try:
        return [identity(words, clear[_CLEAR:]), own]
    except LedgerError as slip:
        raise PackageRefused(UNKNOWN, slip.message, slip.hint) from None


def _decrypted(sealed: bytes, identities: Sequence[x25519.Identity]) -> bytes:
    try:
        return bytes(pyrage.decrypt(sealed, identities))
    except pyrage.DecryptError as error:
        # age tells a strange key from a damaged text in most cases, but not in all.
        if "matching key" in str(error).lower():
            raise PackageRefused(UNKNOWN) from None
        raise PackageRefused(DAMAGED) from None


def _head_and_body(rest: bytes, length: int) -> tuple[bytes, bytes]:
    if length > header_text.LARGEST or length > len(rest):
        raise PackageRefused(DAMAGED)
    return rest[:length], _inflated(rest[length:])


def _inflated(deflated: bytes) -> bytes:
    inflating = zlib.decompressobj()
    try:
        body = inflating.decompress(deflated, LARGEST_BODY + 1)
    except zlib.error:
        raise PackageRefused(DAMAGED) from None
    if len(body) > LARGEST_BODY:
        raise PackageRefused(DAMAGED, "这个包展开以后太大，没有读下去。")
    if not inflating.eof or inflating.unused_data:
        raise PackageRefused(DAMAGED)
    return body


def _must_be_signed(signature: bytes, signer: bytes, statement: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(signer).verify(signature, statement)
    except (InvalidSignature, ValueError):
        raise PackageRefused(DAMAGED, "这个包的签名不对，内容被改动过或者已经损坏。") from None


def _header(head: bytes) -> Header:
    if header_text.format_of(head) > FORMAT:
        raise PackageRefused(FUTURE)
    try:
        return header_text.read(head)
    except header_text.NotAHeader:
        raise PackageRefused(DAMAGED) from None


def _statement(head: bytes, body: bytes) -> bytes:
    """Return what is signed and what the digest is of; lengths first, so that nothing shifts."""
    return _CONTEXT + _LENGTH.pack(len(head)) + head + hashlib.sha256(body).digest()
