"""A card on paper comes back as it was, scanned or typed; a slip is named by its group."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.packages import bech32
from ledger_app.exchange.packages.card_text import card_of, groups_of
from tests.exchange.packages.sealed import new_keys
from tests.exchange.packages.test_cards import CARD

ON_PAPER = replace(CARD, clerk="", made_on="", schools=())
GROUPS = groups_of(CARD)


def test_what_is_scanned_or_typed_is_the_card_again():
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for typed in (
        "".join(GROUPS), " ".join(GROUPS).lower(), "-".join(GROUPS), "\n".join(GROUPS),
        " ".join(GROUPS).translate(wide), " ".join(GROUPS).replace("0", "O").replace("1", "l"),
    ):  # fmt: skip
        assert card_of(typed) == ON_PAPER


@pytest.mark.parametrize("kind", ["school", "township", "county"])
def test_every_unit_and_every_key_goes_onto_paper(kind):
    for number in range(20):
        keys = new_keys()
        card = replace(
            ON_PAPER, unit_kind=kind, unit_name="名" * number + "校",
            unit_code="8" * number or ON_PAPER.ledger_id,
            sign_key=keys.sign_key, seal_key=keys.seal_key,
        )  # fmt: skip
        assert card_of("".join(groups_of(card))) == card
        assert bech32.written("age", bech32.read(keys.seal_key)) == keys.seal_key


def test_a_very_long_name_is_cut_between_two_characters():
    card = replace(ON_PAPER, unit_name="𬱖" * 100)
    assert card_of("".join(groups_of(card))).unit_name == "𬱖" * 30


def test_a_slip_is_named_by_its_group():
    rng = random.Random(2)
    for _ in range(200):
        place = rng.randrange(len(GROUPS))
        at, other = rng.randrange(5), rng.choice("23456789ABCDEFGH")
        wrong = GROUPS[place][:at] + other + GROUPS[place][at + 1 :]
        if wrong == GROUPS[place]:
            continue
        with pytest.raises(LedgerError, match=f"第 {place + 1} 组"):
            card_of(" ".join([*GROUPS[:place], wrong, *GROUPS[place + 1 :]]))


def test_groups_that_are_left_out_or_of_another_paper_are_noticed():
    for typed in ("", "？", " ".join(GROUPS[:-1]), " ".join(GROUPS[1:]), "0" * 240, GROUPS[0]):
        with pytest.raises(LedgerError, match="卡片"):
            card_of(typed)
