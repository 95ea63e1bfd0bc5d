"""A package is opened by whom it is for, and by nobody else; whoever made it is certain."""

from __future__ import annotations

import pytest

from ledger_app.exchange.packages import sealing
from ledger_app.exchange.packages.refused import PackageRefused
from ledger_app.exchange.packages.words import new_words
from tests.exchange.packages.sealed import BODY, SCHOOL, STRANGER, TOWNSHIP, header, package


def state(content: bytes, keys=TOWNSHIP, **named) -> str:
    """Return why a package is refused."""
    with pytest.raises(PackageRefused) as refused:
        sealing.unseal(content, keys, **named)
    return refused.value.state


def test_what_was_sealed_comes_out_whole():
    opened = sealing.unseal(package(), TOWNSHIP)
    assert (opened.header, opened.body) == (header(), BODY)
    assert opened.sign_key == SCHOOL.sign_key
    assert opened.digest == sealing.digest_of(header(), BODY)
    assert not opened.by_words


def test_its_maker_can_look_into_it_but_does_not_receive_it():
    assert sealing.unseal(package(), SCHOOL, own=True).body == BODY
    assert state(package(), SCHOOL) == "foreign"
    assert state(package(), own=True) == "foreign"


def test_a_stranger_does_not_even_see_whose_it_is():
    assert state(package(), STRANGER) == "unknown"
    assert "青山".encode() not in package()


def test_words_open_it_where_nobody_is_paired():
    words = new_words()
    content = sealing.seal(header(recipient=""), BODY, SCHOOL, [], words=words)
    assert sealing.needs_words(content)
    assert not sealing.needs_words(package())
    opened = sealing.unseal(content, STRANGER, words.replace(" ", "，"))
    assert opened.by_words
    assert opened.body == BODY
    for typed, said in (
        ("", "要有这六个词才能打开"), (new_words(), "或者口令词不对"), ("小菜 新麦", "共有 4 个字"),
    ):  # fmt: skip
        with pytest.raises(PackageRefused, match=said) as refused:
            sealing.unseal(content, STRANGER, words=typed)
        assert refused.value.state == "unknown"
    assert sealing.unseal(content, SCHOOL, own=True).body == BODY
