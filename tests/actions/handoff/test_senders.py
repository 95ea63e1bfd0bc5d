"""A package is of whom its signature says; everything else has a sentence of its own."""

from __future__ import annotations

import pytest

from ledger_app.actions.handoff import pairing, senders
from ledger_app.exchange.packages import sealing
from ledger_app.exchange.packages.header import PackageKind
from ledger_app.exchange.packages.refused import PackageRefused
from ledger_app.exchange.packages.words import new_words
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from ledger_app.store.handoff import partners
from tests.exchange.packages.sealed import BODY, SCHOOL, STRANGER, header


@pytest.fixture
def township(ledger):
    settings.put(ledger, {"unit_kind": "township", "unit_code": "529901"})
    with revise(ledger, partners.PAIR, "配对") as revision:
        partners.add(
            revision,
            {
                "unit_kind": "school", "unit_name": "青山小学", "unit_code": "2152000002",
                "ledger_id": "1" * 32, "sign_key": SCHOOL.sign_key,
                "seal_key": SCHOOL.seal_key, "fingerprint": SCHOOL.fingerprint, "verified": "1",
            },
        )  # fmt: skip
    return ledger


def opened(ledger, signed_by=SCHOOL, *, words="", **changed):
    """Return a package that was sealed for this ledger and opened there."""
    own = partners.own_keys(ledger)
    head = header(recipient="" if words else own.fingerprint, **changed)
    content = sealing.seal(head, BODY, signed_by, [] if words else [own.seal_key], words=words)
    return sealing.unseal(content, own, words)


def refused(ledger, *given, **named) -> PackageRefused:
    with pytest.raises(PackageRefused) as found:
        senders.sender(ledger, opened(ledger, *given, **named))
    return found.value


def test_a_paired_school_is_known_by_its_signature(township):
    found = senders.sender(township, opened(township))
    assert found.verified
    assert found.partner.unit_name == "青山小学"


def test_a_forged_package_is_not_of_whom_it_says(township):
    # E11: everything is right, the recipient, too, but for the key that signed it.
    for _ in range(20):
        error = refused(township, STRANGER)
        assert error.state == "unknown"
        assert error.message.startswith("来源不符：这个包说是青山小学的")
        assert "台账没有变化" in error.hint
    # Under another code it is nobody's; under the school's own ledger it is still not the school's.
    assert (
        "没有和“青山小学”配对"
        in refused(township, STRANGER, unit_code="2152000077", ledger_id="7" * 32).message
    )
    assert refused(township, STRANGER, unit_code="2152000077").message.startswith("来源不符")
    # Nor does a school's own signature open another ledger's story.
    assert refused(township, ledger_id="7" * 32).message.startswith("来源不符")


def test_the_test_of_forgeries_would_find_a_program_that_asks_for_no_signature(
    township, monkeypatch
):
    monkeypatch.setattr(
        partners, "partner_by_sign_key", lambda ledger, _key: partners.partners(ledger)[0]
    )
    with pytest.raises(pytest.fail.Exception):
        refused(township, STRANGER)


def test_keys_that_were_replaced_or_lost_open_nothing_any_more(township):
    [school] = partners.below(township)
    pairing.end(township, school, "台账丢了")
    error = refused(township)
    assert error.state == "unknown"
    assert "停用（台账丢了）" in error.message


def test_what_is_opened_with_words_is_never_verified(township):
    words = new_words()
    unpaired = {"unit_code": "2152000003", "unit_name": "联合小学", "ledger_id": "3" * 32}
    found = senders.sender(township, opened(township, STRANGER, words=words, **unpaired))
    assert found == (None, False)
    # A paired school's own package, too: words bind no recipient.
    assert not senders.sender(township, opened(township, words=words)).verified
    # And they are no way round the pairing.
    assert refused(township, STRANGER, words=words).message.startswith("来源不符")


def test_only_what_comes_from_below_is_a_package_and_from_above_a_receipt(township):
    error = refused(township, STRANGER, unit_kind="county", unit_name="福利县教育局")
    assert (error.state, error.message) == (
        "foreign",
        "这是“福利县教育局”交给它的上级的移交包，本单位不是它的上级。",
    )
    error = refused(township, kind=PackageKind.RECEIPT)
    assert error.state == "foreign"
    assert "本单位不是它的下级" in error.message
