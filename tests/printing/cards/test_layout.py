"""A card on pages: blocks keep together, captions come again, nothing is lost."""

from itertools import pairwise

import pytest

from ledger_app.printing.cards.layout import GOES_ON, card_pages
from ledger_app.printing.cards.sheet import Block, Box, Card
from ledger_app.printing.fonts import as_written, width_mm
from ledger_app.printing.model import Paper
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
    again = ("日期", "情况", "0", GOES_ON)
    assert long == "".join(text for page in pages for text in cells(page) if text not in again)
    assert all(GOES_ON in cells(page) for page in pages[1:])


@pytest.mark.parametrize("length", [420, 900, 1700])
def test_no_page_is_left_half_empty_because_the_next_line_is_tall(length):
    one = card(table("⑨", ["家长称孩子在外务工，不愿返校。" * (length // 15)] * 7))
    pages = list(card_pages(one))
    limit = pages[0].height - one.paper.margins_mm[2]
    ends = [max(row.bottom for band in page.bands for row in band.rows) for page in pages]
    assert all(limit - end <= 0.3 * limit for end in ends[:-1])
    assert max(ends) <= limit
    assert ends[-1] + STAMP_MM <= limit


@pytest.mark.parametrize("count", range(1, 5))
@pytest.mark.parametrize("length", range(1500, 2600, 100))
def test_signatures_never_stand_alone_below_a_tall_last_line(count, length):
    text = "".join(chr(0x4E00 + n) for n in range(length))
    pages = list(card_pages(card(table("⑨", ["甲"] * count + [text]))))
    assert pages[-1].bands
    again = ("日期", "情况", str(count), GOES_ON)
    found = [text for page in pages for text in cells(page) if text not in again]
    assert "".join(found).endswith(text)


LONG_NAME = "阿卜杜热西提·买买提江"


def texts_of(page):
    """Return each line of text in the boxes of a page with its size."""
    rows = (row for band in page.bands for row in band.rows)
    return [(text, cell.size_pt) for row in rows for cell in row.cells for _, _, text in cell.lines]


def card_with(*line, font_pt=8.5):
    block = Block(heading="①", lines=(line,))
    paper = Paper(landscape=False, font_pt=font_pt, row_mm=5.3)
    return Card(title="档案表", unit="中心校", as_of="", filled_on="", blocks=(block,), paper=paper)


def caption(text):
    return Box(text=text, span=3, caption=True)


@pytest.mark.parametrize("empty", ["", "女"])
def test_a_long_name_takes_room_from_emptier_boxes_beside_it(empty):
    name = Box(text=LONG_NAME, span=4, one_line=True)
    sex, people = Box(text=empty, span=5), Box(text="维吾尔族", span=6)
    boxes = (caption("姓名"), name, caption("性别"), sex, caption("民族"), people)
    (page,) = card_pages(card_with(*boxes))
    assert (LONG_NAME, 8.5) in texts_of(page)
    edges = page.bands[0].edges
    assert edges[-1] - edges[0] == pytest.approx(178.0, abs=10)
    assert min(right - left for left, right in pairwise(edges)) >= 10


def test_a_long_name_among_full_boxes_goes_on_in_a_second_line_before_it_shrinks():
    full = "一二三四五六七八九十" * 5
    boxes = (caption("姓名"), Box(text=LONG_NAME, span=4, one_line=True),
             caption("性别"), Box(text=full, span=14))  # fmt: skip
    (page,) = card_pages(card_with(*boxes))
    lines = [text for text, size in texts_of(page) if text in LONG_NAME and size == 8.5]
    assert "".join(lines) == LONG_NAME
    assert len(lines) == 2


@pytest.mark.parametrize("text", [LONG_NAME * 4, "13800000000" * 3, "O’Brien Xi’an" * 5])
def test_nothing_in_a_box_is_smaller_than_can_be_read(text):
    boxes = (Box(text=text, span=2, one_line=True), Box(text="一" * 200, span=22))
    (page,) = card_pages(card_with(*boxes))
    assert min(size for _, size in texts_of(page)) >= 6.5
    shown = as_written("".join(line for line, _ in texts_of(page)))
    assert text.replace(" ", "") in shown.replace(" ", "")


def test_a_number_is_not_broken_in_two_where_smaller_letters_hold_it():
    boxes = (Box(text="529901201201101016", span=4, one_line=True), Box(text="一" * 90, span=20))
    (page,) = card_pages(card_with(*boxes))
    assert "529901201201101016" in [text for text, _ in texts_of(page)]


def test_every_later_page_says_whose_it_is_and_which_block_goes_on():
    child = {"name": "王𬱖", "place": "双龙小学三年级1班"}
    pages = list(card_pages(card(table("⑨ 劝返／家访记录", ["返校"] * 120), **child)))
    assert len(pages) > 2
    for number, page in enumerate(pages):
        said = [text.text for text in page.texts]
        assert ("姓名：王𬱖（双龙小学三年级1班）" in said) == (number > 0)
        assert ("⑨ 劝返／家访记录（续）" in said) == (number > 0)
        ends = [row.bottom for band in page.bands for row in band.rows]
        assert max(ends) <= page.height - 14


def test_long_names_and_schools_do_not_run_into_each_other_at_the_head_of_a_page():
    child = {
        "name": "阿卜杜热西提·买买提江·吐尔逊",
        "place": "青山乡大石头沟民族寄宿制九年一贯制中心学校（老鹰岩校区）九年级12班",
    }
    pages = list(card_pages(card(table("⑨ 记录", ["返校"] * 60), **child)))
    head = sorted((text for text in pages[1].texts if text.y < 20), key=lambda text: text.x)
    for before, after in pairwise(head):
        if before.y == after.y:
            assert before.x + width_mm(before.text, before.size_pt) <= after.x
    assert "阿卜杜热西提·买买提江·吐尔逊" in "".join(text.text for text in head)
