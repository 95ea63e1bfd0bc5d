"""Whatever was done to a package on its way, or by who made it: refused in a sentence, or whole.

Each loop carries a planted bug that it must find: reliability.md E1, E2, E12 to E17.
"""

from __future__ import annotations

import hashlib
import json
import random
import struct
import subprocess
import sys
import zlib
from dataclasses import asdict

import pyrage
import pytest
from pyrage import x25519

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.packages import header_text, sealing, words
from ledger_app.exchange.packages.refused import PackageRefused
from tests.exchange.packages.sealed import (
    BODY,
    SCHOOL,
    STRANGER,
    TOWNSHIP,
    header,
    package,
)

FRONT = struct.Struct(">64s32s62sI")


def outcome(content: bytes, keys=TOWNSHIP, spoken: str = "") -> str:
    """Return how a package was refused, "whole" if it was read as it was made, or "other"."""
    try:
        opened = sealing.unseal(content, keys, spoken)
    except PackageRefused as refused:
        return refused.state if refused.message and refused.hint else "without a sentence"
    same = (opened.header, opened.body, opened.sign_key) == (header(), BODY, SCHOOL.sign_key)
    return "whole" if same else "other"


def flips(content: bytes) -> set[str]:
    """Return every outcome of a package with one bit that differs."""
    seen = set()
    for at in range(len(content)):
        for bit in range(8):
            changed = bytearray(content)
            changed[at] ^= 1 << bit
            seen.add(outcome(bytes(changed)))
    return seen


def ends(content: bytes) -> set[str]:
    """Return every outcome of a package that breaks off, or goes on."""
    longer = [content + more for more in (b"\0", b"\n", content, b"-" * 70_000)]
    return {outcome(each) for each in (*(content[:at] for at in range(len(content))), *longer)}


def test_a_bit_that_differs_anywhere_is_refused():
    # E1, on a package as it is: magic, version, lock, what age writes, what is signed.
    assert outcome(package()) == "whole"
    assert flips(package()) <= {"damaged", "unknown", "future"}


def test_a_package_that_breaks_off_or_goes_on_is_refused():
    assert ends(package()) == {"damaged"}  # E2


@pytest.fixture
def not_encrypted(monkeypatch):
    """Take age away: the planted bug is half there, and the signature stands alone."""
    monkeypatch.setattr(sealing.pyrage, "encrypt", lambda inner, _recipients: inner)
    monkeypatch.setattr(sealing.pyrage, "decrypt", lambda sealed, _identities: sealed)


def test_the_signature_alone_finds_every_change_of_what_is_said(not_encrypted):
    # "whole": deflated otherwise, the same is said.
    assert "other" not in flips(package()) | ends(package())


def test_these_loops_would_find_a_program_that_neither_encrypts_nor_asks_for_a_signature(
    not_encrypted, monkeypatch
):
    monkeypatch.setattr(sealing, "_must_be_signed", lambda *_given: None)
    assert "other" in flips(package())


# E11 stands in tests/actions/handoff/test_senders.py: who may sign is known to a ledger.


def opened_by_force(content: bytes, keys) -> bytes:
    """Return what the recipient of a package can see: all of it, to seal it for somebody else."""
    clear = len(sealing.MAGIC) + 2
    return bytes(pyrage.decrypt(content[clear:], [x25519.Identity.from_str(keys.seal_secret)]))


def sealed_again(inner: bytes, *recipients: str) -> bytes:
    to = [x25519.Recipient.from_str(each) for each in recipients]
    return sealing.MAGIC + b"\1K" + bytes(pyrage.encrypt(inner, to))


def test_a_package_for_another_township_is_not_for_us():
    other = header(recipient=STRANGER.fingerprint)
    for keys in (TOWNSHIP, STRANGER):
        content = sealing.seal(other, BODY, SCHOOL, [TOWNSHIP.seal_key, STRANGER.seal_key])
        assert outcome(content, keys) == ("foreign" if keys is TOWNSHIP else "other")


def test_what_one_township_seals_again_for_another_is_refused_there():
    # E12: the school's own signature is right, the recipient under it is not.
    for number in range(20):
        inner = opened_by_force(package(sequence=number), TOWNSHIP)
        again = sealed_again(inner, STRANGER.seal_key)
        assert outcome(again, STRANGER) == "foreign"
    # Nor can it be made one that words open: how it is locked is signed, too.
    spoken, salt = words.new_words(), words.new_salt()
    by_words = [words.identity(spoken, salt).to_public()]
    content = sealing.MAGIC + b"\1W" + salt + bytes(pyrage.encrypt(inner, by_words))
    assert outcome(content, STRANGER, spoken) == "damaged"


def test_that_loop_would_find_a_program_that_does_not_look_at_the_recipient(monkeypatch):
    monkeypatch.setattr(sealing, "_must_be_for", lambda *_given, **_named: None)
    again = sealed_again(opened_by_force(package(), TOWNSHIP), STRANGER.seal_key)
    assert outcome(again, STRANGER) == "whole"


def test_wrong_words_and_wrong_keys_are_one_plain_sentence(monkeypatch):
    # E13. What the words cost is asked below; here a hundred of them.
    monkeypatch.setattr(words, "COST", 2)
    spoken = words.new_words()
    content = sealing.seal(header(recipient=""), BODY, SCHOOL, [], words=spoken)
    said = set()
    for each in (words.new_words() for _ in range(100)):
        with pytest.raises(PackageRefused) as refused:
            sealing.unseal(content, STRANGER, each)
        said.add((refused.value.state, refused.value.message))
    with pytest.raises(PackageRefused) as refused:
        sealing.unseal(package(), STRANGER)
    assert said == {(refused.value.state, refused.value.message)}
    assert said.pop()[0] == "unknown"


def test_words_cost_much_time_and_little_memory(monkeypatch):
    asked, real = [], hashlib.scrypt

    def counted(secret, **cost):
        asked.append(cost)
        return real(secret, **cost)

    monkeypatch.setattr(hashlib, "scrypt", counted)
    words.identity(words.new_words(), words.new_salt())
    [cost] = asked
    assert (cost["n"], cost["r"], cost["p"]) == (2**16, 8, 1)  # 64 MB, whoever sent the package
    assert cost["maxmem"] <= 100 << 20


@pytest.mark.parametrize("typed", ["小菜 新麦", "", "小菜 新麦 香笛 青火 快林 笔厚", "小菜" * 7])
def test_words_with_a_slip_are_asked_for_again(typed):
    with pytest.raises(LedgerError, match="口令词"):
        words.identity(typed, bytes(16))


HOSTILE_COST = (
    b"age-encryption.org/v1\n-> scrypt bBjlhJVYZeE4aqUdmtRHfw 30\n"
    b"mR7ybyHnOPp4NaYFrYWSqSwdoHnAAjvs27hZJKkJoKE\n"
    b"--- X5PTQjUvBKOiyx43oqaHr6xdU4Hpg0v2WYBjzNgBBWA\n" + bytes(64)
)
MEASURED = """
import resource, sys
from tests.exchange.packages import test_hostile as hostile
hostile.outcome(hostile.package())
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
state = hostile.outcome(getattr(hostile, sys.argv[1])())
print(state, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def hostile_cost() -> bytes:
    return sealing.MAGIC + b"\1K" + HOSTILE_COST


def bomb() -> bytes:
    """Return a package of 400 MB of blanks, signed as it should be."""
    deflating = zlib.compressobj(9)
    piece = b" " * (1 << 20)
    deflated = b"".join(deflating.compress(piece) for _ in range(400)) + deflating.flush()
    return signed(header_text.write(header()), deflated=deflated)


def measured(name: str) -> tuple[str, float]:
    """Return how a package is refused, in a minute, and how many megabytes that took."""
    pytest.importorskip("resource")
    command = [sys.executable, "-c", MEASURED, name]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    state, kilobytes = done.stdout.split()
    return state, int(kilobytes) / 1024


def test_a_cost_that_the_sender_wishes_is_not_paid():
    state, megabytes = measured("hostile_cost")  # E14: scrypt of 2^30, hours and a terabyte
    assert state in ("unknown", "damaged")
    assert megabytes < 100


def test_a_package_that_unfolds_without_end_is_stopped():
    state, megabytes = measured("bomb")  # E15
    assert state == "damaged"
    assert megabytes < 400


def test_the_test_of_bombs_would_find_a_program_without_a_limit(monkeypatch):
    monkeypatch.setattr(sealing, "LARGEST_BODY", 8 << 30)
    opened = sealing.unseal(signed(header_text.write(header()), bytes(65 << 20)), TOWNSHIP)
    assert len(opened.body) > 64 << 20


def test_a_ledger_too_large_for_a_package_is_said_where_it_is_made(monkeypatch):
    monkeypatch.setattr(sealing, "LARGEST_BODY", len(BODY) - 1)
    with pytest.raises(LedgerError, match="太大"):
        package()


# E16, of the head; the lines of the body are in test_lines.py.


def signed(head: bytes, body: bytes = BODY, *, deflated: bytes = b"", clear: bytes = b"") -> bytes:
    """Return a package that its maker signed rightly, whatever is in it."""
    clear = clear or sealing.MAGIC + b"\1K"
    seal_key = SCHOOL.seal_key.encode()
    said = body if not deflated else zlib.decompressobj().decompress(deflated, 1 << 20)
    signature = sealing.Ed25519PrivateKey.from_private_bytes(
        bytes.fromhex(SCHOOL.sign_secret)
    ).sign(clear + seal_key + sealing._statement(head, said))
    front = FRONT.pack(signature, bytes.fromhex(SCHOOL.sign_key), seal_key, len(head))
    inner = front + head + (deflated or zlib.compress(body))
    return clear + bytes(pyrage.encrypt(inner, [x25519.Recipient.from_str(TOWNSHIP.seal_key)]))


def head_with(**changed: object) -> bytes:
    return header_text._text_of({**asdict(header()), **changed}).encode("utf-8", "surrogatepass")


WHOLE = header_text.write(header())
DEEP = b"[" * 10_000 + b"]" * 10_000
ODD_HEADS = {
    "no JSON": b"{", "no object": b"[]", "a number": b"1", "empty": b"", "not UTF-8": b"\xff{}",
    "deep": DEEP,
    "deep inside": WHOLE.replace(b'"shown":{', b'"shown":{"a":' + DEEP + b","),
    "a key twice": WHOLE.replace(b'"format":1', b'"format":1,"format":1'),
    "blanks": WHOLE.replace(b":", b": "),
    "NaN": WHOLE.replace(b'"sequence":7', b'"sequence":NaN'),
    "NaN shown": WHOLE.replace(b'"shown":{', b'"shown":{"a":NaN,'),
    "a long number": WHOLE.replace(b'"sequence":7', b'"sequence":' + b"9" * 5000),
    "surrogates": head_with(unit_name="\ud800"),
    "an escape": WHOLE.replace("青".encode(), b"\\u9752"),
    "a text for a number": head_with(sequence="7"), "truth": head_with(sequence=True),
    "below zero": head_with(sequence=-1), "a fraction": head_with(sequence=7.5),
    "too large": head_with(sequence=1 << 60), "a megabyte": head_with(unit_name="王" * 400_000),
    "no kind": head_with(kind="else"), "no counts": head_with(counts=[]),
    "counts of text": head_with(counts={"student": "40"}), "knows of nothing": head_with(knows=[1]),
    "withheld alone": head_with(withheld=[["student"]]), "shown a list": head_with(shown=[]),
    "nothing for a text": head_with(made_by=None), "based on text": head_with(based_on="x"),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD_HEADS)
def test_an_odd_head_that_is_signed_rightly_is_refused_all_the_same(name):
    assert outcome(signed(ODD_HEADS[name])) == "damaged"


def test_the_test_of_odd_heads_would_find_a_program_that_takes_any(monkeypatch):
    monkeypatch.setattr(header_text, "_text", lambda found: found)
    monkeypatch.setattr(header_text, "_text_of", lambda _found: _Anything())
    taken = [name for name, head in ODD_HEADS.items() if outcome(signed(head)) != "damaged"]
    assert {"a key twice", "NaN shown", "a megabyte"} <= set(taken)


class _Anything(str):
    def __eq__(self, _other: object) -> bool:
        return True

    def __ne__(self, _other: object) -> bool:
        return False

    __hash__ = None


def test_what_a_newer_program_adds_to_a_head_is_left_out():
    assert outcome(signed(head_with(mood="calm"))) == "whole"


def test_five_thousand_heads_that_were_tampered_with_crash_nothing():
    rng = random.Random(16)
    for _ in range(5000):
        head = bytearray(WHOLE)
        for _ in range(rng.randint(1, 5)):
            at = rng.randrange(len(head))
            how = rng.randrange(4)
            if how == 0:
                head[at] = rng.randrange(256)
            elif how == 1:
                del head[at : at + rng.randint(1, 30)]
            elif how == 2:
                head[at:at] = rng.randbytes(rng.randint(1, 8))
            else:
                head[at:at] = rng.choice((b"[", b"{", b'"', b"null,", b"1e999", b"-0", b"\\ud800"))
        try:
            read = header_text.read(bytes(head))
        except header_text.NotAHeader:
            continue
        assert json.loads(header_text.write(read))


def test_inner_parts_that_do_not_fit_are_refused():
    recipient = [x25519.Recipient.from_str(TOWNSHIP.seal_key)]
    clear = sealing.MAGIC + b"\1K"
    for inner in (b"", b"x" * 100, FRONT.pack(b"", b"", b"", 1 << 31), bytes(FRONT.size)):
        assert outcome(clear + bytes(pyrage.encrypt(inner, recipient))) == "damaged"
    assert outcome(signed(WHOLE, deflated=zlib.compress(BODY) + b"more")) == "damaged"
    assert outcome(signed(WHOLE, deflated=zlib.compress(BODY)[:-5])) == "damaged"
    for content in (b"", b"PK\3\4", b"age-encryption.org/v1\n", sealing.MAGIC, b"\0" * 5000):
        assert outcome(content) == "damaged"


# E17.


def test_a_package_of_a_newer_format_asks_for_the_newer_program():
    newer = bytearray(package())
    newer[len(sealing.MAGIC)] = 2
    for content in (bytes(newer), signed(head_with(format=2))):
        with pytest.raises(PackageRefused, match="更新版本的程序") as refused:
            sealing.unseal(content, TOWNSHIP)
        assert refused.value.state == "future"
        assert "升级" in refused.value.hint
    # Whatever else is new in it.
    clear = sealing.MAGIC + b"\2?"
    assert outcome(clear + b"unheard of") == "future"


def test_a_newer_program_reads_packages_of_this_format(monkeypatch):
    old = package()
    monkeypatch.setattr(sealing, "FORMAT", 2)
    assert outcome(old) == "whole"


def test_there_was_no_format_before_the_first():
    older = bytearray(package())
    older[len(sealing.MAGIC)] = 0
    assert outcome(bytes(older)) == "damaged"
