"""A ledger on pages: nothing cut, nothing broken, room for the stamp."""

from itertools import pairwise

import pytest

from ledger_app.printing.fonts import width_mm
from ledger_app.printing.model import Align, Paper
from ledger_app.printing.sign_blocks import STAMP_MM
from ledger_app.printing.tables.layout import column_edges, table_pages
from ledger_app.printing.tables.sheet import PrintedColumn, PrintedTable
from tests.printing.boxes_text import described, same_as_golden

COLUMNS = (
    PrintedColumn(caption="序号", source="序号", width_mm=10),
    PrintedColumn(caption="姓名", source="姓名", width_mm=23, one_line=True),
    PrintedColumn(caption="身份证号", width_mm=40, one_line=True, group="证件"),
    PrintedColumn(caption="学籍号", width_mm=42, one_line=True, group="证件"),
    PrintedColumn(caption="家庭住址", align=Align.LEFT),
)


def sheet(rows, **changes):
    content = {
        "title": "青山乡辍学学生台账",
        "unit": "青山乡中心校",
        "as_of": "2026年10月31日",
        "filled_on": "2026年11月21日",
        "columns": COLUMNS,
        "rows": rows,
        "signers": ("填表人", "校长（签字）"),
        "notes": (f"本表共 {len(rows)} 条。",),
    }
    return PrintedTable(**content | changes)


def row(number, name="王小明", address="青山乡双龙村3组12号"):
    return (str(number), name, "529901201201101016", "G529901201201101016", address)


def printed(page):
    """Return the lines of every cell of the body."""
    return [
        [text for cell in one.cells for _, _, text in cell.lines]
        for band in page.bands
        for one in band.rows
    ]


def test_golden_of_a_small_ledger():
    rows = [row(1), row(2, "阿卜杜热西提·买买提江", "青山乡大石头沟村" * 6)]
    same_as_golden("small_ledger", described(table_pages(sheet(rows))))


def test_golden_of_an_empty_ledger():
    same_as_golden("empty_ledger", described(table_pages(sheet([]))))


def test_every_row_stands_once_and_whole_and_every_page_has_the_heading():
    rows = [row(n, address="沟村" * (n % 40)) for n in range(1, 301)]
    pages = list(table_pages(sheet(rows)))
    assert [line[0] for page in pages for line in printed(page)] == [r[0] for r in rows]
    for page in pages:
        assert {"序号", "家庭住址", "证件"} <= {text.text for text in page.texts if text.bold}
        top = page.bands[0].top
        assert all(
            top < line.bottom <= page.height - Paper.margins_mm[2] for line in page.bands[0].rows
        )


def test_only_the_last_page_is_signed_and_never_without_a_row():
    for count in range(18, 32):
        pages = list(table_pages(sheet([row(n) for n in range(count)])))
        signed = ["填表人：" in {text.text for text in page.texts} for page in pages]
        assert signed == [False] * (len(pages) - 1) + [True]
        assert printed(pages[-1])
        low = max(stroke.y1 for stroke in pages[-1].strokes)
        assert low <= pages[-1].height - Paper.margins_mm[2]
        signed_at = next(text.y for text in pages[-1].texts if text.text == "填表人：")
        assert pages[-1].bands[-1].rows[-1].bottom < signed_at
        assert pages[-1].bands[-1].rows[-1].bottom + STAMP_MM <= pages[-1].height - 14


def test_the_stamp_has_its_room():
    page = list(table_pages(sheet([row(1)])))[-1]
    bottom = page.bands[-1].rows[-1].bottom
    assert page.height - Paper.margins_mm[2] - bottom >= STAMP_MM


def test_a_row_higher_than_a_page_goes_on_with_nothing_lost():
    address = "".join(chr(0x4E00 + n) for n in range(5000))
    pages = list(table_pages(sheet([row(1), row(2, address=address), row(3)])))
    cells = [
        "".join(text for _, _, text in one.cells[4].lines)
        for page in pages
        for one in page.bands[0].rows
    ]
    assert address in "".join(cells)
    assert len(pages) > 1


@pytest.mark.parametrize("lengths", [[1000], [1000, 1000], [900, 5], [5, 1000], [400, 400]])
def test_huge_rows_leave_the_signatures_whole(lengths):
    rows = [row(n, address="沟" * (length * 2)) for n, length in enumerate(lengths)]
    pages = list(table_pages(sheet(rows)))
    numbers = [line[0] for page in pages for line in printed(page)]
    assert list(dict.fromkeys(numbers)) == [r[0] for r in rows]
    for page in pages:
        assert printed(page)  # signatures never stand alone
        ends = [one.bottom for band in page.bands for one in band.rows]
        ends += [text.y for text in page.texts]
        assert max(ends) <= page.height - Paper.margins_mm[2]


@pytest.mark.parametrize("name", ["阿卜杜热西提·买买提江", "迪丽努尔·阿不都热依木", "王小明"])
def test_names_stay_on_one_line(name):
    (page,) = table_pages(sheet([row(1, name)]))
    assert name in printed(page)[0]


def test_a_long_name_is_made_smaller_but_never_below_what_can_be_read():
    (page,) = table_pages(sheet([row(1, "阿卜杜热西提·买买提江"), row(2, "阿卜杜热西提·" * 4)]))
    sizes = [one.cells[1].size_pt for one in page.bands[0].rows]
    assert 5.5 <= sizes[0] < Paper().font_pt
    assert sizes[1] == 5.5


def test_a_long_title_is_made_smaller_until_it_fits_between_the_margins():
    short, long = (
        next(each for each in next(table_pages(sheet([row(1)], title=title))).texts if each.bold)
        for title in ("辍学学生台账", "青山乡" * 20 + "辍学学生台账")
    )
    assert long.size_pt < short.size_pt
    _, right, _, left = Paper().margins_mm
    edge = Paper().size_mm[0] - right
    for text in (short, long):
        assert text.x >= left - 0.1
        assert text.x + width_mm(text.text, text.size_pt, bold=True) <= edge + 0.1


def test_widths_share_what_is_left():
    columns = (
        PrintedColumn(caption="a", width_mm=20),
        PrintedColumn(caption="b", weight=1),
        PrintedColumn(caption="c", weight=3),
    )
    assert column_edges(columns, 10, 100) == (10, 30, 50, 110)
    assert column_edges(columns[:1], 10, 100) == (10, 110)


def test_a_character_without_a_glyph_is_shown_by_its_code_point():
    (page,) = table_pages(sheet([row(1, "王\U000323ad")]))
    assert "王〔U+323AD〕" in printed(page)[0]


@pytest.mark.parametrize(
    "unit", ["中心校", "示例县青山乡民族寄宿制九年一贯制中心学校（大石头沟校区）" * 2]
)
def test_unit_and_days_never_run_into_each_other(unit):
    upright = Paper(landscape=False)
    rows = [row(number) for number in range(1, 80)]
    for page in table_pages(sheet(rows, unit=unit, paper=upright, subtitle="范围：青山小学")):
        lines = {}
        for text in page.texts:
            lines.setdefault(round(text.y, 2), []).append(text)
        for texts in lines.values():
            placed = sorted(texts, key=lambda text: text.x)
            for before, after in pairwise(placed):
                end = before.x + width_mm(before.text, before.size_pt, before.bold)
                assert end < after.x + 0.1, (before.text, after.text)


def test_every_page_says_which_part_of_the_ledger_it_is_of():
    rows = [row(number) for number in range(1, 80)]
    pages = list(table_pages(sheet(rows, subtitle="范围：青山小学")))
    assert len(pages) > 1
    for page in pages:
        assert any("范围：青山小学" in text.text for text in page.texts)
