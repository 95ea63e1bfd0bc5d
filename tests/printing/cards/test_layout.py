"""A card on pages: blocks keep together, captions come again, nothing is lost."""

from ledger_app.printing.cards.layout import card_pages
from ledger_app.printing.cards.sheet import Block, Box, Card
from ledger_app.printing.sign_blocks import STAMP_MM
from tests.printing.boxes_text import described, same_as_golden

CAPTIONS = (Box(text="日期", span=6, caption=True), Box(text="情况", span=18, caption=True))


def card(*blocks, **changes):
    content = {
        "title": "双龙小学控辍保学“一生一档”档案表",
        "unit": "双龙小学",
        "as_of": "2026年10月31日",
        "filled_on": "2026年11月21日",
        "file_no": "0001",
        "blocks": blocks,
        "signers": ("填表人", "校长（签字盖章）"),
    }
    return Card(**content | changes)


def table(heading, texts):
    rows = [(Box(text=str(n), span=6), Box(text=text, span=18)) for n, text in enumerate(texts)]
    return Block(heading=heading, lines=(CAPTIONS, *rows))


def cells(page):
    return [
        text
        for band in page.bands
        for row in band.rows
        for cell in row.cells
        for _, _, text in cell.lines
    ]


def test_golden_of_a_small_card():
    basics = Block(
        heading="① 学生基本情况",
        lines=(
            (Box(text="姓名", span=4, caption=True), Box(text="王𬱖", span=20, one_line=True)),
            (Box(text="现住址", span=4, caption=True), Box(text="青山乡双龙村" * 9, span=20)),
        ),
        photo=True,
    )
    same_as_golden("small_card", described(card_pages(card(basics, table("② 记录", ["返校"])))))


def test_captions_come_again_on_each_page_and_every_line_stands_once():
    texts = [f"第{n}次" for n in range(120)]
    pages = list(card_pages(card(table("⑨ 劝返／家访记录", texts))))
    assert len(pages) > 2
    found = [text for page in pages for text in cells(page)]
    assert [text for text in found if text.startswith("第")] == texts
    assert found.count("情况") == len(pages)
    assert all(cells(page)[0] == "日期" for page in pages)


def test_heading_and_captions_never_end_a_page():
    for count in range(20, 60):
        pages = list(card_pages(card(table("①", ["甲"] * count), table("②", ["乙"] * 40))))
        for page in pages:
            assert cells(page)[-1] not in ("日期", "情况")
            lowest = max(row.bottom for band in page.bands for row in band.rows)
            assert not any(t.bold and t.text in "①②" and t.y > lowest for t in page.texts)


def test_no_line_stands_below_the_margin_and_the_stamp_has_room():
    for count in range(1, 90, 7):
        one = card(table("①", ["说明" * 30] * count))
        pages = list(card_pages(one))
        limit = pages[0].height - one.paper.margins_mm[2]
        ends = [max(row.bottom for band in page.bands for row in band.rows) for page in pages]
        assert max(ends) <= limit
        assert ends[-1] + STAMP_MM <= limit


def test_a_text_longer_than_a_page_goes_on_whole():
    long = "".join(chr(0x4E00 + n) for n in range(9000))
    pages = list(card_pages(card(table("①", [long]))))
    assert len(pages) > 1
    assert long in "".join(
        text for page in pages for text in cells(page) if text not in ("日期", "情况")
    )
