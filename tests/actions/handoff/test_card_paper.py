"""Two units pair by paper alone: what is printed is scanned, or typed, at the other side."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from ledger_app.actions.handoff import card_paper, pairing
from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.packages import card_text
from ledger_app.printing.cards import pair_card
from ledger_app.printing.pdf import qr
from ledger_app.store.handoff import partners
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.pairs import ledger_of

DOTS = 8  # a millimetre


@pytest.fixture
def two(empty_ledger_file, tmp_path):
    opened = [ledger_of(empty_ledger_file, tmp_path, name) for name in ("青山小学", "福利镇中心校")]
    yield opened
    for each in opened:
        ledger_files.close(each)


def seen_by_a_scanner(path, count: int) -> tuple[tuple[bool, ...], ...]:
    """Return the so many modules of the code as they stand on the paper."""
    page = pypdfium2.PdfDocument(path)[0]
    picture = page.render(scale=DOTS * 25.4 / 72).to_pil().convert("L")

    def is_dark(x: float, y: float) -> bool:
        return picture.getpixel((round(x * DOTS), round(y * DOTS))) < 128

    left = (pair_card.WIDTH - pair_card.CODE_MM) / 2
    rows = range(round(60 * DOTS), picture.height)
    top = next(y / DOTS for y in rows if is_dark(left + 0.5, y / DOTS))  # of the first corner
    middles = [(place + 0.5) * pair_card.CODE_MM / count for place in range(count)]
    return tuple(tuple(is_dark(left + x, top + y) for x in middles) for y in middles)


def typed_from(path) -> str:
    """Return the groups as somebody types them who reads the paper."""
    text = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
    return " ".join(word for word in text.split() if len(word) == 5 and word.isascii())


def test_two_cards_on_paper_pair_two_units(two, tmp_path):
    school, township = two
    for one, other in ((school, township), (township, school)):
        paper = tmp_path / f"{one.path.stem}.pdf"
        digits = card_paper.write_card_paper(one, paper)
        pairing.pair(other, typed_from(paper), digits)
    assert partners.above(school).unit_name == "福利镇中心校"
    [below] = partners.below(township)
    assert (below.unit_name, below.unit_code, below.verified) == ("青山小学", "2152000002", True)
    assert below.seal_key == partners.own_keys(school).seal_key


def test_the_code_on_the_paper_holds_what_the_groups_say(two, tmp_path):
    paper = tmp_path / "卡片.pdf"
    card_paper.write_card_paper(two[0], paper)
    groups = card_text.groups_of(pairing.own_card(two[0]))
    assert typed_from(paper).split() == groups
    wanted = qr.matrix("".join(groups))
    assert seen_by_a_scanner(paper, len(wanted)) == wanted


def test_the_fingerprint_is_on_no_paper(two, tmp_path):
    paper = tmp_path / "卡片.pdf"
    digits = card_paper.write_card_paper(two[0], paper)
    text = pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range()
    assert not any(group in text for group in digits.split())
    assert "青山小学" in text


def test_other_digits_or_a_slip_pair_nobody(two, tmp_path):
    school, township = two
    paper = tmp_path / "卡片.pdf"
    digits = card_paper.write_card_paper(township, paper)
    typed = typed_from(paper)
    with pytest.raises(LedgerError, match="不一样，没有配对"):
        pairing.pair(school, typed, "0" * 24)
    with pytest.raises(LedgerError, match="有误"):
        pairing.pair(school, typed.replace(typed[:2], "ZZ", 1), digits)
    assert partners.partners(school) == []


def test_the_longest_name_stays_on_one_page(two):
    own = replace(pairing.own_card(two[0]), unit_name="长" * 40, phone="0" * 20)
    groups = tuple(card_text.groups_of(own))
    card = pair_card.PairCard(
        unit=own.unit_name, code=own.unit_code, phone=own.phone, made_on="2026-11-21",
        groups=groups, matrix=qr.matrix("".join(groups)),
    )  # fmt: skip
    page = pair_card.card_page(card)
    assert max(text.y for text in page.texts) < pair_card.HEIGHT - 15
    assert all(
        pair_card.LEFT <= stroke.x1 < stroke.x2 <= pair_card.RIGHT for stroke in page.strokes
    )
