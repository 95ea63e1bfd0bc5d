"""Whom packages go to and come from, and with which keys."""

from __future__ import annotations

import pytest

from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from ledger_app.store.handoff import partners
from ledger_app.store.safety import check
from tests.exchange.packages.sealed import header, keys_of


def values(kind: str, code: str, name: str = "") -> dict[str, str]:
    keys = keys_of(name or code)
    return {
        "unit_kind": kind, "unit_name": name or code, "unit_code": code, "ledger_id": code,
        "sign_key": keys.sign_key, "seal_key": keys.seal_key, "fingerprint": keys.fingerprint,
        "verified": "1",
    }  # fmt: skip


def test_a_ledger_makes_its_keys_once(ledger):
    keys = partners.own_keys(ledger)
    assert partners.own_keys(ledger) == keys
    assert keys.seal_secret not in repr(keys)
    assert partners.renew_own_keys(ledger).fingerprint != keys.fingerprint
    assert check.problems(ledger) == []


@pytest.mark.parametrize("own", ["school", "township", "county"])
def test_a_unit_is_above_or_below_by_its_kind(ledger, own):
    settings.put(ledger, {"unit_kind": own})
    kinds = [kind for kind in ("school", "township", "county") if kind != own]
    with revise(ledger, partners.PAIR, "配对") as revision:
        for kind in kinds:
            partners.add(revision, values(kind, kind))
    found = partners.above(ledger)
    above = {"school": "county", "township": "county", "county": None}[own]
    assert (found and found.unit_kind) == above
    below = {"school": [], "township": ["school"], "county": ["school", "township"]}[own]
    assert [each.unit_kind for each in partners.below(ledger)] == below


def test_old_keys_are_still_known_for_whose_they_were(ledger):
    with revise(ledger, partners.PAIR, "配对") as revision:
        old = partners.add(revision, values("township", "529901"))
    with revise(ledger, partners.PAIR, "换电脑") as revision:
        new = partners.replace(revision, old, values("township", "529901", "新电脑"), "换电脑")
    assert partners.above(ledger) == partners.partner_of_code(ledger, "529901") == new
    found = partners.partner_by_sign_key(ledger, old.sign_key)
    assert (found.is_active, found.state, found.state_reason) == (False, "replaced", "换电脑")
    with revise(ledger, partners.PAIR, "停用") as revision:
        partners.end(revision, new, "台账丢了")
    assert partners.above(ledger) is None
    assert partners.partner_of_code(ledger, "529901") is None
    assert not partners.partner_by_sign_key(ledger, new.sign_key).is_active


def test_a_sender_known_by_words_only_is_kept_as_not_verified_once(ledger):
    head = header(unit_code="2152000009")
    keys = keys_of("nobody")
    with revise(ledger, "merge_package", "合并") as revision:
        kept = partners.of_sender(revision, head, keys.sign_key, keys.seal_key)
        again = partners.of_sender(revision, head, keys.sign_key, keys.seal_key)
    assert kept == again == partners.partner_of_code(ledger, "2152000009")
    assert not kept.verified
    assert kept.fingerprint == keys.fingerprint
