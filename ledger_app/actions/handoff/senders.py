"""Whether a package that opened comes from whom it says: the signature against the pairings."""

from __future__ import annotations

from typing import NamedTuple

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.handoff_meanings import UnitKind
from ledger_app.exchange.packages.header import Header, PackageKind
from ledger_app.exchange.packages.refused import FOREIGN, UNKNOWN, PackageRefused
from ledger_app.exchange.packages.sealing import Opened
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import partners
from ledger_app.store.handoff.naming.recoding import former_codes
from ledger_app.store.handoff.partners import Partner
from ledger_app.store.handoff.units import own_unit

_NAME = 50  # characters: a stranger may have written anything
_AGAIN = (
    "请打电话问对方；换了电脑或重建了台账，请对方重新存一张配对卡片，用“换电脑”。台账没有变化。"
)


class Sender(NamedTuple):
    """Who a package is of. `partner` is None where it was never seen; then it is not verified."""

    partner: Partner | None
    verified: bool


def sender(ledger: Ledger, opened: Opened) -> Sender:
    """Return who a package is of; raise PackageRefused if it is not of whom it says."""
    header = opened.header
    _must_come_from_the_right_side(ledger, header)
    if header.unit_code == own_unit(ledger).code:
        raise PackageRefused(UNKNOWN, f"来源不符：“{_name(header)}”的包写着本单位的代码。", _AGAIN)
    found = partners.partner_by_sign_key(ledger, opened.sign_key)
    if found is None:
        _must_not_be_paired_otherwise(ledger, header)
        if not opened.by_words:
            raise PackageRefused(
                UNKNOWN,
                f"来源不明：本单位没有和“{_name(header)}”配对。",
                "先和对方配对再收；不能配对，请对方做一个用六个口令词打开的包。台账没有变化。",
            )
        return Sender(None, verified=False)
    if not found.is_active:
        raise PackageRefused(
            UNKNOWN,
            f"来源不符：{found.unit_name}的这把钥匙已经停用（{found.state_reason}）。",
            _AGAIN,
        )
    _must_be_who_was_paired(ledger, header, found)
    # Words bind no recipient: whoever was told them could have sealed it for us.
    return Sender(found, verified=found.verified and not opened.by_words)


def _must_come_from_the_right_side(ledger: Ledger, header: Header) -> None:
    kind = header.unit_kind
    if header.kind is PackageKind.HANDOFF and not partners.is_below(ledger, kind):
        raise PackageRefused(
            FOREIGN, f"这是“{_name(header)}”交给它的上级的移交包，本单位不是它的上级。"
        )
    if header.kind is PackageKind.RECEIPT and not partners.is_above(ledger, kind):
        raise PackageRefused(FOREIGN, f"这是“{_name(header)}”发给下级的回执，本单位不是它的下级。")


def _must_be_who_was_paired(ledger: Ledger, header: Header, partner: Partner) -> None:
    """Refuse a unit that signs rightly and says that it is another one.

    A school's key would else open a whole township to it: as the unit above, or as its neighbour.
    """
    if partner.ledger_id != header.ledger_id:
        raise _not_theirs(partner.unit_name)
    if partner.unit_kind != header.unit_kind:
        was = code_list(UnitKind.CODES).name_of(partner.unit_kind)
        raise PackageRefused(
            UNKNOWN,
            f"来源不符：{partner.unit_name}配对时是{was}，这个包却是以别的身份做的。",
            _AGAIN,
        )
    code = former_codes(ledger).get(header.unit_code, header.unit_code)
    if partner.unit_code == code:
        return  # as it was paired: a lost ledger of the same unit may have been before it
    for each in partners.partners(ledger):
        if each.unit_code == code and each.ledger_id != header.ledger_id:
            raise PackageRefused(
                UNKNOWN,
                f"来源不符：这个包是{partner.unit_name}签的，写的却是{each.unit_name}的代码。",
                _AGAIN,
            )


def _must_not_be_paired_otherwise(ledger: Ledger, header: Header) -> None:
    for each in partners.partners(ledger):
        if not (each.is_active and each.verified):
            continue
        if header.unit_code == each.unit_code or header.ledger_id == each.ledger_id:
            raise _not_theirs(each.unit_name)
    above = partners.above(ledger)
    if header.kind is PackageKind.RECEIPT and above is not None and above.verified:
        raise _not_theirs(above.unit_name)  # there is one unit above, and its key is known


def _not_theirs(name: str) -> PackageRefused:
    return PackageRefused(
        UNKNOWN, f"来源不符：这个包说是{name}的，签名却不是配对时的那一把钥匙。", _AGAIN
    )


def _name(header: Header) -> str:
    return header.unit_name[:_NAME]
