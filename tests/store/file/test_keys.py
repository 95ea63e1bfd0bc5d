from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_app.domain.errors import LedgerError
from ledger_app.store.file import keys

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS)
def test_typed_back_gives_the_key(key):
    groups = keys.recovery_groups(key)
    assert len(groups) == 13
    assert keys.key_from_groups(" ".join(groups).lower()) == key


@given(KEYS, st.integers(0, 64), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_character_is_found(key, place, letter):
    text = "".join(keys.recovery_groups(key))
    wrong = text[:place] + letter + text[place + 1 :]
    if wrong != text:
        with pytest.raises(LedgerError, match=f"第 {place // 5 + 1} 组"):
            keys.key_from_groups(wrong)


@given(KEYS)
def test_look_alikes_are_read_as_meant(key):
    text = " ".join(keys.recovery_groups(key)).replace("0", "O").replace("1", "l")
    assert keys.key_from_groups(text) == key


def test_swapped_groups_are_found():
    groups = keys.recovery_groups(bytes(range(32)))
    groups[0], groups[1] = groups[1], groups[0]
    with pytest.raises(LedgerError, match="第 1 组"):
        keys.key_from_groups("-".join(groups))


def test_a_missing_group_is_named():
    with pytest.raises(LedgerError, match="60 个字符"):
        keys.key_from_groups(" ".join(keys.recovery_groups(bytes(32))[:-1]))
