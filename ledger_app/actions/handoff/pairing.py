"""配对: two clerks exchange cards and read each other's fingerprint aloud, once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ledger_app.catalogue.meanings import YES
from ledger_app.domain.errors import LedgerError, fault_text
from ledger_app.exchange.packages import cards, file_name
from ledger_app.exchange.packages.card_text import card_of
from ledger_app.exchange.packages.cards import Card, read_card, same_digits, write_card
from ledger_app.files import writing
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import partners
from ledger_app.store.handoff.naming.recoding import recode
from ledger_app.store.handoff.partners import Partner
from ledger_app.store.lists import places

KINDS = {"school": "学校", "township": "乡镇", "county": "县区"}
ENDING = file_name.CARD
_LONGEST = 200  # characters of a reason


# The own card.


def own_card(ledger: Ledger) -> Card:
    """Return the card of this ledger; raise LedgerError if the unit has no name."""
    kept = settings.everything(ledger)
    keys = partners.own_keys(ledger)
    ledger_id = str(kept.get("ledger_id") or "")
    kind = str(kept.get("unit_kind") or "school")
    return Card(
        unit_kind=kind,
        unit_name=_unit_name(kept.get("unit")),
        unit_code=str(kept.get("unit_code") or "") or ledger_id,
        ledger_id=ledger_id,
        sign_key=keys.sign_key,
        seal_key=keys.seal_key,
        clerk=str(kept.get("clerk") or ""),
        phone=str(kept.get("clerk_phone") or ""),
        made_on=ledger.now()[:10],
        schools=() if kind == "school" else _coded_schools(ledger),
    )


def _unit_name(kept: object) -> str:
    if not kept:
        raise LedgerError("本单位还没有名称。", "请先在“设置”里填单位名称，再做卡片。")
    return str(kept)


def _coded_schools(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    rows = places.schools(ledger)
    return tuple((row["code"], row["name"]) for row in rows if row["code"] and row["name"])


def card_file_name(ledger: Ledger) -> str:
    """Return what the own card is called where nobody names it otherwise."""
    return file_name.card_name(own_card(ledger).unit_name)


def write_own_card(ledger: Ledger, path: Path) -> str:
    """Write the own card; return its fingerprint, which is read aloud to the other side."""
    card = own_card(ledger)
    writing.write(path, write_card(card, partners.own_keys(ledger)))
    return card.fingerprint


# The other side's card.


@dataclass(frozen=True)
class CardSeen:
    """A card that was looked at: whose, what pairing would do, what to know before.

    `kind`: "new"; "same" (paired already); "other_keys" of the unit `known` (换电脑). `notes` are
    sentences. `code`: what this school is called by the unit above, if it has no code of its own.
    """

    card: Card
    kind: str
    known: Partner | None = None
    notes: tuple[str, ...] = ()
    code: str = ""


def look(ledger: Ledger, given: Path | str) -> CardSeen:
    """Return what a card is; raise LedgerError if it is none, or none to pair with.

    `given` is its file, or what was scanned or typed from paper.
    """
    card = card_of(given) if isinstance(given, str) else read_card(_content(given))
    return _seen(ledger, card)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(cards.LARGEST + 1)
    except OSError as error:
        raise LedgerError(
            f"读不了“{path.name}”：{fault_text(error)}。", "请重新插好U盘再试。"
        ) from error
    if len(content) > cards.LARGEST:
        raise LedgerError("这个文件太大，不是配对卡片。", "请选对方存下的 .pair 文件。")
    return content


def _seen(ledger: Ledger, card: Card) -> CardSeen:
    _must_be_another(ledger, card)
    known = _known(ledger, card)
    by_key = partners.partner_by_sign_key(ledger, card.sign_key)
    if by_key is not None and not by_key.is_active:
        raise LedgerError(
            f"{card.unit_name}的这张卡片是旧的：上面的钥匙已经停用（{by_key.state_reason}）。",
            "请对方现在重新存一张卡片。",
        )
    if known is None:
        _must_have_place(ledger, card)
        kind = "new"
    else:
        has_same = (known.sign_key, known.seal_key) == (card.sign_key, card.seal_key)
        kind = "same" if has_same else "other_keys"
    code = _code_from(ledger, card)
    return CardSeen(card, kind, known, tuple(_notes(ledger, card, known, code)), code)


def _must_be_another(ledger: Ledger, card: Card) -> None:
    own = settings.everything(ledger)
    if card.ledger_id == own.get("ledger_id") or card.sign_key == _own_sign_key(ledger):
        raise LedgerError("这是本单位自己的卡片。", "请选对方给的那一张。")
    kind = str(own.get("unit_kind") or "school")
    if card.unit_kind == kind:
        raise LedgerError(
            f"{card.unit_name}和本单位都是{KINDS[kind]}，不能配对。",
            "学校和乡镇配对，乡镇和县区配对；单位类型填错了，请在“设置”里改。",
        )


def _own_sign_key(ledger: Ledger) -> str:
    # Looking at a card makes no keys: the ledger may be one that can only be read.
    return str((settings.get(ledger, partners.KEYS) or {}).get("sign_key", ""))


def _known(ledger: Ledger, card: Card) -> Partner | None:
    """Return the active pairing with the unit of a card: these keys, its ledger, or its code.

    A sender that was only ever known by spoken words stands in nobody's way.
    """
    its = [each for each in partners.partners(ledger) if each.is_active and _is_of(each, card)]
    same = [each for each in its if each.sign_key == card.sign_key]
    found = same or [each for each in its if each.verified]
    return found[-1] if found else None


def _is_of(partner: Partner, card: Card) -> bool:
    return partner.sign_key == card.sign_key or bool(
        {partner.ledger_id, partner.unit_code} & {card.ledger_id, card.unit_code}
    )


def _must_have_place(ledger: Ledger, card: Card) -> None:
    above = partners.above(ledger)
    if above is not None and partners.is_above(ledger, card.unit_kind):
        raise LedgerError(
            f"本台账的包已经交给{above.unit_name}，不能再配对一个上级。",
            f"确实改由{card.unit_name}管，请先停用和{above.unit_name}的配对。",
        )


def _code_from(ledger: Ledger, card: Card) -> str:
    """Return the code that the unit above has for this school, if it has none of its own."""
    own = settings.everything(ledger)
    if own.get("unit_code") or own.get("unit_kind") != "school":
        return ""
    codes = {code for code, name in card.schools if name == own.get("unit")}
    return codes.pop() if len(codes) == 1 else ""


def _notes(ledger: Ledger, card: Card, known: Partner | None, code: str) -> list[str]:
    notes = []
    own = settings.everything(ledger)
    if code:
        notes.append(f"{card.unit_name}的名单上，本校代码是 {code}；本台账还没有代码，配对时填上。")
    elif partners.is_above(ledger, card.unit_kind) and not own.get("unit_code"):
        notes.append(
            f"本单位还没有代码，{card.unit_name}的卡片上也没有写着“{own.get('unit')}”的代码。"
            "可以先配对；问到代码以后填在“设置”里，再存一张卡片给对方。"
        )
    if card.unit_kind == "school" and card.unit_code == card.ledger_id:
        notes.append(f"{card.unit_name}还没有学校代码：先让它用本单位的卡片配对，会得到代码。")
    if known is not None and known.unit_name != card.unit_name:
        notes.append(f"以前的名称是“{known.unit_name}”，卡片上是“{card.unit_name}”。")
    return [*notes, *_school_notes(ledger, card)]


def _school_notes(ledger: Ledger, card: Card) -> list[str]:
    """Say where the school of a card has another code in the list of this ledger."""
    if card.unit_kind != "school":
        return []
    rows = places.schools(ledger)
    codes = {row["code"] for row in rows if row["name"] == card.unit_name and row["code"]}
    if codes and card.unit_code not in codes:
        return [
            f"本台账里“{card.unit_name}”的代码是 {'、'.join(sorted(codes))}，卡片上是 "
            f"{card.unit_code}，请核对是不是同一所学校。"
        ]
    return []


# Pairing.


def pair(ledger: Ledger, given: Path | str, fingerprint: str) -> Partner:
    """Pair with the unit of a card whose fingerprint was read aloud; return the partner.

    A school without a code takes the one that the unit above has for it. Again with the same card:
    its name, clerk and telephone are taken over. Raises LedgerError, with nothing written, also
    for other keys of a known unit: those are taken by `replace` only.
    """
    with ledger.lock:
        seen = look(ledger, given)
        same_digits(fingerprint, seen.card.fingerprint)
        if seen.kind == "other_keys" and seen.known is not None:
            raise LedgerError(
                f"{seen.known.unit_name}已经配对过，这张卡片上是另一把钥匙，没有配对。",
                "对方换了电脑或重建了台账，请用“换电脑”，并写明原因。",
            )
        with revise(ledger, partners.PAIR, f"配对：{seen.card.unit_name}") as revision:
            if seen.known is None:
                found = partners.add(revision, _values(seen.card))
            else:
                _follow_code(revision, seen.known, seen.card)
                found = partners.renew(revision, seen.known, _values(seen.card))
            _end_guesses(revision, seen.card)
            _keep_codes(revision, seen)
    return found


def replace(ledger: Ledger, given: Path | str, fingerprint: str, reason: str) -> Partner:
    """Take other keys of a known unit: it has another computer or ledger. Raises LedgerError."""
    reason = _reason(reason)
    with ledger.lock:
        seen = look(ledger, given)
        same_digits(fingerprint, seen.card.fingerprint)
        if seen.known is None or seen.kind != "other_keys":
            raise LedgerError(
                f"{seen.card.unit_name}没有换钥匙，不用替换。", "第一次配对，请用“配对”。"
            )
        about = f"换电脑：{seen.card.unit_name}"
        with revise(ledger, partners.PAIR, about) as revision:
            _follow_code(revision, seen.known, seen.card)
            found = partners.replace(revision, seen.known, _values(seen.card), reason)
            _keep_codes(revision, seen)
    return found


def partners_of(ledger: Ledger) -> list[Partner]:
    """Return everybody this ledger was ever paired with, active or not."""
    return partners.partners(ledger)


def active_partner(ledger: Ledger, code: str) -> Partner:
    """Return the partner with a unit code; raise LedgerError if there is none."""
    found = partners.partner_of_code(ledger, code)
    if found is None:
        raise LedgerError(f"没有配对代码是“{code}”的单位。", "请用 partners 查看配对的单位。")
    return found


def end(ledger: Ledger, partner: Partner, reason: str) -> None:
    """Stop accepting a unit's keys: its ledger or computer was lost, or it is gone."""
    reason = _reason(reason)
    with revise(ledger, partners.PAIR, f"停用配对：{partner.unit_name}") as revision:
        partners.end(revision, partner, reason)


def change_clerk(ledger: Ledger, partner: Partner, clerk: str, phone: str) -> Partner:
    """Keep who looks after the ledger at the other side now (换人): the keys stay."""
    given = {"clerk": " ".join(clerk.split()) or None, "phone": " ".join(phone.split()) or None}
    with revise(ledger, partners.PAIR, f"换人：{partner.unit_name}") as revision:
        return partners.renew(revision, partner, given)


def renew_own_keys(ledger: Ledger) -> str:
    """Give this ledger other keys, and return their fingerprint; the new card is written then.

    For a ledger of which a copy is in strange hands. Every partner must take the new card before
    it accepts a package again; what was sealed for the old keys must be made again.
    """
    return partners.renew_own_keys(ledger).fingerprint


def _values(card: Card) -> dict[str, str | None]:
    return {
        "unit_kind": card.unit_kind,
        "unit_name": card.unit_name,
        "unit_code": card.unit_code,
        "ledger_id": card.ledger_id,
        "sign_key": card.sign_key,
        "seal_key": card.seal_key,
        "fingerprint": card.fingerprint,
        "verified": YES,
        "clerk": card.clerk or None,
        "phone": card.phone or None,
    }


def _follow_code(revision: Revision, known: Partner, card: Card) -> None:
    """Let all that goes by the unit's former code go by the one on its card."""
    if known.unit_code != card.unit_code:
        recode(revision, known.unit_code, card.unit_code)


def _reason(typed: str) -> str:
    reason = " ".join(typed.split())
    if not reason:
        raise LedgerError("原因还没填。", "写一句就行，例如：电脑坏了，重装了程序。")
    return reason[:_LONGEST]


def _end_guesses(revision: Revision, card: Card) -> None:
    """Let keys that only came with spoken words go: the unit has shown which ones are its own."""
    for each in partners.partners(revision.ledger):
        is_other = each.is_active and each.sign_key != card.sign_key
        if is_other and not each.verified and _is_of(each, card):
            partners.end(revision, each, "已经正式配对")


def _keep_codes(revision: Revision, seen: CardSeen) -> None:
    """Let schools be known by the codes of a card: the own one, and the one of the card."""
    ledger = revision.ledger
    rows = [row for row in places.schools(ledger) if not row["code"]]
    if seen.code:
        settings.put(ledger, {"unit_code": seen.code})
        own = settings.get(ledger, "own_school")
        for row in rows:
            if row["id"] == own:
                revision.update("school", row["id"], {"code": seen.code})
    card = seen.card
    if card.unit_kind == "school" and card.unit_code != card.ledger_id:
        same = [row for row in rows if row["name"] == card.unit_name]
        is_new = all(row["code"] != card.unit_code for row in places.schools(ledger))
        if len(same) == 1 and is_new:
            revision.update("school", same[0]["id"], {"code": card.unit_code})
