"""A card says who a unit is and with which keys, and vouches for itself; people do the rest."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.packages.cards import Card, read_card, same_digits, write_card
from tests.exchange.packages.sealed import STRANGER, TOWNSHIP

CARD = Card(
    unit_kind="township",
    unit_name="福利镇中心校",
    unit_code="529901",
    ledger_id="9" * 32,
    sign_key=TOWNSHIP.sign_key,
    seal_key=TOWNSHIP.seal_key,
    clerk="周老师",
    phone="0000-2",
    made_on="2026-11-21",
    schools=(("2152000001", "福利镇中心小学"), ("2152000002", "青山小学")),
)
CONTENT = write_card(CARD, TOWNSHIP)


def test_a_card_is_read_as_it_was_written_and_holds_no_secret():
    assert read_card(CONTENT) == CARD
    assert TOWNSHIP.sign_secret.encode() not in CONTENT
    assert b"AGE-SECRET" not in CONTENT.upper()


def test_any_character_that_was_changed_is_noticed():
    # Blanks between the entries say nothing; a card that still means the same is the same card.
    rng = random.Random(1)
    for _ in range(400):
        at = rng.randrange(len(CONTENT))
        changed = CONTENT[:at] + bytes([CONTENT[at] ^ 1 << rng.randrange(8)]) + CONTENT[at + 1 :]
        try:
            assert read_card(changed) == CARD
        except LedgerError:
            continue
        assert CONTENT[at : at + 1].isspace() or _hex_letter(at)


def _hex_letter(at: int) -> bool:
    """Tell whether a signature's letter became its capital: the same number."""
    return chr(CONTENT[at]) in "abcdef"


@pytest.mark.parametrize("key", ["seal_key", "unit_name", "schools", "unit_code"])
def test_what_a_stranger_put_in_does_not_pass_for_the_units_own(key):
    told = json.loads(CONTENT)
    told[key] = {"seal_key": STRANGER.seal_key, "schools": []}.get(key, "别的")
    with pytest.raises(LedgerError, match="损坏，或者被改动过"):
        read_card(json.dumps(told).encode())


def test_another_card_under_the_same_name_has_another_fingerprint():
    forged = replace(CARD, sign_key=STRANGER.sign_key)
    read = read_card(write_card(forged, STRANGER))
    with pytest.raises(LedgerError, match=r"指纹第 . 组和这张卡片的不一样"):
        same_digits(CARD.fingerprint, read.fingerprint)


def test_a_fingerprint_is_typed_with_or_without_blanks_and_in_full_width():
    groups = CARD.fingerprint.split()
    assert [len(each) for each in groups] == [4] * 6
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for typed in (CARD.fingerprint, "".join(groups), "-".join(groups).translate(wide)):
        same_digits(typed, CARD.fingerprint)
    with pytest.raises(LedgerError, match="现在是 20 位"):
        same_digits(CARD.fingerprint[:-5], CARD.fingerprint)
    wrong = " ".join([*groups[:2], str((int(groups[2]) + 1) % 10_000).zfill(4), *groups[3:]])
    with pytest.raises(LedgerError, match="第 3 组"):
        same_digits(wrong, CARD.fingerprint)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe", b"[]", b"{}", b"[" * 100_000, b'{"card": NaN}', CONTENT[:-40],
        b'{"card": "\xe4\xb8\x80", "card": "\xe4\xb8\x80"}',
        '{"card": "一生一档配对卡片"}'.encode(),
        '{"card": "一生一档配对卡片", "signature": "00", "unit_name": "\\ud800"}'.encode(),
    ],
)  # fmt: skip
def test_what_is_no_card_says_so(content):
    with pytest.raises(LedgerError, match="卡片"):
        read_card(content)


def test_a_card_of_a_newer_program_asks_for_the_newer_program():
    told = json.loads(CONTENT)
    with pytest.raises(LedgerError, match="更新版本的程序"):
        read_card(json.dumps({**told, "format": 2}).encode())
