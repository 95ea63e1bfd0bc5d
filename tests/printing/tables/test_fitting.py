"""Columns as wide as their contents need, whatever these are: nothing lost, nothing unreadable."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ledger_app.printing.boxes import PAD_MM
from ledger_app.printing.fonts import as_written, width_mm
from ledger_app.printing.model import Align, Paper
from ledger_app.printing.tables.fitting import fitted
from ledger_app.printing.tables.layout import table_pages
from ledger_app.printing.tables.measuring import Need
from ledger_app.printing.tables.rows import GOES_ON
from ledger_app.printing.tables.sharing import Heights, shared
from ledger_app.printing.tables.sheet import PrintedColumn, PrintedTable

NOT_FIRST, NOT_LAST = "，。、；：）》”", "（《“"
A3 = Paper(name="A3", font_pt=7, row_mm=7, margins_mm=(12, 8, 13, 20))
A4 = Paper(name="A4", font_pt=6.5, row_mm=6.5, margins_mm=(12, 10, 13, 20))
KEYS = (
    PrintedColumn(caption="序号", source="序号"),
    PrintedColumn(caption="姓名", source="姓名", one_line=True),
)
NOTE = "家长称孩子随亲戚外出务工（地点不详），经村委会、学校多次上门劝返；“下学期一定回来”。"
URL = "https://example.invalid/a/very/long/path/without/any/break?name=value&other=12345678"
texts = st.one_of(
    st.sampled_from(
        [
            "",
            "",
            "是",
            "初中毕业",
            "2026-11-30",
            "13800000000",
            "52990120130504111X",
            NOTE,
            NOTE * 6,
        ]
    ),
    st.sampled_from([URL, "Abdulhekim Memet-Ali", "周老师\n13900000099", "阿卜杜热西提·买买提江"]),
    st.text(alphabet="一二三四五，。、；：（）《》“”·12ab ", max_size=90),
)
names = st.sampled_from(["王小明", "欧阳雨", "阿卜杜热西提·买买提江·吐尔逊", "Aygul Memet", "单"])


@st.composite
def tables(draw):
    """Draw a table of up to 32 columns and 40 rows on A3 or A4."""
    paper = draw(st.sampled_from([A3, A4]))
    count = draw(st.integers(1, 30))
    columns = [
        PrintedColumn(
            caption=draw(st.sampled_from(["备注", "最近一次劝返(时间/人员/结果)", "家庭住址"])),
            source=f"列{number}",
            align=draw(st.sampled_from([Align.LEFT, Align.CENTRE])),
            one_line=draw(st.booleans()),
            group=draw(st.sampled_from(["", "", "劝返与责任"])),
        )
        for number in range(count)
    ]
    kept = draw(st.lists(texts, min_size=1, max_size=6))
    rows = [
        (str(number), draw(names), *(draw(st.sampled_from(kept)) for _ in columns))
        for number in range(1, draw(st.integers(1, 40)) + 1)
    ]
    return table(columns, rows, paper), draw(st.booleans())


def table(columns, rows, paper=A4):
    return PrintedTable(
        title="辍学学生台账", unit="中心校", as_of="2026年10月31日", filled_on="2026年11月21日",
        columns=(*KEYS, *columns), rows=rows, paper=paper, signers=("填表人", "审核人"),
        notes=(f"本表共 {len(rows)} 条。",),
    )  # fmt: skip


def one_column(text, count=1, **more):
    """Return a table of a column with this text in every row."""
    column = PrintedColumn(caption="备注", source="备注", **more)
    return table([column], [(str(n + 1), "王小明", text) for n in range(count)])


def crowded(text):
    """Return a table with this text in a column that long words beside it make narrow."""
    columns = [PrintedColumn(caption="备注", source=f"列{n}", align=Align.LEFT) for n in range(11)]
    return table(columns, [("1", "王小明", *[URL] * 10, text)], A3)


def of_parts(sheet, pages):
    """Yield each printed row with the part it is of: each part begins with the first row again."""
    at = -1
    for page in pages:
        for row in (row for band in page.bands for row in band.rows):
            at += [text for _, _, text in row.cells[0].lines] == ["1"]
            yield sheet.parts[at], row


def check_page(sheet, page):
    """Nothing sticks out of its box, and all can be read."""
    bottom = page.height - sheet.paper.margins_mm[2]
    for band in page.bands:
        assert band.rows[-1].bottom <= bottom + 0.01
        for above, row in pairwise((None, *band.rows)):
            top = above.bottom if above else band.top
            for cell, (left, right) in zip(row.cells, pairwise(band.edges), strict=True):
                assert cell.height <= row.bottom - top + 0.01
                if cell.lines:
                    check_cell(sheet, cell, right - left - 2 * PAD_MM)


def check_cell(sheet, cell, room):
    assert cell.size_pt >= sheet.paper.least_pt
    lines = [text for _, _, text in cell.lines]
    for x, _, text in cell.lines:
        assert x >= -0.01
        assert x + width_mm(text, cell.size_pt) <= room + 0.01 or len(text) == 1, text
    for before, after in pairwise(lines):
        if before and after:  # an empty line was typed
            assert after[0] not in NOT_FIRST, lines
            assert before[-1] not in NOT_LAST, lines
    if len("".join(lines)) > 3:
        assert max(map(len, lines)) > 1, lines


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(tables())
@example((one_column(NOTE * 20), True))
@example((one_column("。" * 12), True))
@example((crowded("· ····、"), False))
@example((one_column(URL * 3), False))
def test_whatever_stands_in_a_table_can_be_read_and_is_whole(given_table):
    bare, is_own_paper = given_table
    sheet = fitted(bare, is_own_paper=is_own_paper)
    pages = list(table_pages(sheet))
    for page in pages:
        check_page(sheet, page)
    empty = {
        at for at, c in enumerate(bare.columns) if not any(row[at].strip() for row in bare.rows)
    }
    shown = {at for part in sheet.parts for at in part.columns}
    assert shown == set(range(len(bare.columns))) - (set() if is_own_paper else empty)
    check_whole(sheet, pages)
    check_filled(sheet, pages)


def check_whole(sheet, pages):
    """Every cell stands there once and whole, beside number and name."""
    found = {}
    for part, row in of_parts(sheet, pages):
        texts = ["".join(text for _, _, text in cell.lines) for cell in row.cells]
        number = texts[0].removesuffix(GOES_ON)
        assert squeezed(texts[1]) == squeezed(sheet.rows[int(number) - 1][1])
        for at, text in zip(part.columns[2:], texts[2:], strict=True):
            key = int(number) - 1, at
            found[key] = found.get(key, "") + text
    for part in sheet.parts:
        for number, row in enumerate(sheet.rows):
            for at in part.columns[2:]:
                assert squeezed(found[number, at]) == squeezed(row[at])


def squeezed(text):
    return "".join(as_written(text).split())


def check_filled(sheet, pages):
    """No page but the last two is left nearly empty."""
    top = sheet.paper.margins_mm[0] + 20
    for page in pages[:-2]:
        end = max(row.bottom for band in page.bands for row in band.rows)
        room = page.height - sheet.paper.margins_mm[2] - top
        assert end - top > 0.55 * room


def test_a_note_of_900_characters_fills_its_pages_among_short_rows():
    rows = [(str(n), "王小明", NOTE * 22 if n == 5 else "在校", "按时到校") for n in range(1, 61)]
    columns = [
        PrintedColumn(caption="情况", source="情况", align=Align.LEFT),
        PrintedColumn(caption="备注", source="备注", align=Align.LEFT),
    ]
    pages = list(table_pages(fitted(table(columns, rows), is_own_paper=True)))
    assert len(pages) <= 4
    wide = pages[0].bands[0].edges
    assert wide[3] - wide[2] > 4 * (wide[4] - wide[3])  # the note has the width it needs


def test_a_row_that_is_too_tall_for_the_rest_of_a_page_goes_on_with_number_and_name():
    rows = [(str(n), "王小明", NOTE * 60 if n == 3 else "在校") for n in range(1, 9)]
    columns = [PrintedColumn(caption="情况", source="情况", align=Align.LEFT, max_mm=60)]
    pages = list(table_pages(fitted(table(columns, rows), is_own_paper=True)))
    pieces = [
        [text for _, _, text in row.cells[0].lines] + [text for _, _, text in row.cells[1].lines]
        for page in pages
        for row in page.bands[0].rows
    ]
    third = [piece for piece in pieces if piece[0] == "3"]
    assert len(third) > 1
    assert third[0] == ["3", "王小明"]
    assert all(piece == ["3", GOES_ON, "王小明"] for piece in third[1:])


@pytest.mark.parametrize("name", ["王小明", "阿卜杜热西提·买买提江"])
def test_a_name_has_its_size_beside_columns_with_room(name):
    columns = [PrintedColumn(caption=f"列{n}", source=f"列{n}") for n in range(12)]
    sheet = fitted(table(columns, [("1", name, *["是"] * 12)], A3), is_own_paper=True)
    (page,) = table_pages(sheet)
    cell = page.bands[0].rows[0].cells[1]
    assert [text for _, _, text in cell.lines] == [name]
    assert cell.size_pt == 7


def test_widths_that_a_county_declares_hold():
    columns = [
        PrintedColumn(caption="甲", source="甲", width_mm=31.5),
        PrintedColumn(caption="乙", source="乙", min_mm=50, max_mm=60),
        PrintedColumn(caption="丙", source="丙", align=Align.LEFT),
    ]
    rows = [("1", "王小明", "是", "是", NOTE * 4)]
    widths = fitted(table(columns, rows), is_own_paper=True).parts[0].widths_mm
    assert widths[2] == pytest.approx(31.5)
    assert 50 <= widths[3] <= 60


def test_a_smaller_paper_parts_the_table_with_number_and_name_in_each_part():
    columns = [
        PrintedColumn(caption=f"列{n}", source=f"列{n}", align=Align.LEFT) for n in range(30)
    ]
    rows = [(str(n), "王小明", *[NOTE[:30]] * 30) for n in range(1, 21)]
    sheet = fitted(table(columns, rows), is_own_paper=False)
    assert len(sheet.parts) > 1
    assert all(part.columns[:2] == (0, 1) for part in sheet.parts)
    assert [at for part in sheet.parts for at in part.columns[2:]] == list(range(2, 32))
    pages = list(table_pages(sheet))
    for page in pages:
        assert {"序号", "姓名"} <= {text.text for text in page.texts if text.bold}


def test_a_page_is_not_left_nearly_empty_because_the_next_row_is_tall():
    """Rows of two thirds of a page, with short ones between: no page holds a single short row."""
    rows = [(str(n), "王小明", NOTE * 14 if n % 2 else "在校") for n in range(1, 12)]
    columns = [PrintedColumn(caption="情况", source="情况", align=Align.LEFT, max_mm=40)]
    columns += [PrintedColumn(caption=f"列{n}", source=f"列{n}", width_mm=60) for n in range(2)]
    rows = [(*row, "是", "否") for row in rows]
    sheet = fitted(table(columns, rows), is_own_paper=True)
    pages = list(table_pages(sheet))
    check_filled(sheet, pages)
    for page in pages:
        check_page(sheet, page)
        # A piece of a row is never a line or two.
        for row in page.bands[0].rows:
            cell = row.cells[2]
            assert len(cell.lines) >= 3 or not cell.lines or cell.lines[0][2] == "在校"


def test_a_millimetre_is_worth_the_same_everywhere():
    """The worked example of sharing.py."""
    needs = [Need(5, 100, 5, ((ink,),)) for ink in (100.0, 25.0)]
    widths = shared(needs, 50 + 4 * PAD_MM, Heights(3, 3, (1.0,)))
    assert [width - 2 * PAD_MM for width in widths] == [
        pytest.approx(40, abs=3), pytest.approx(10, abs=3),
    ]  # fmt: skip
    # A column that is long in one row of many gets less than one that is long in all.
    rare, usual = ((200.0,), *[(5.0,)] * 39), ((60.0,),) * 40
    widths = shared(
        [Need(5, 200, 5, rare), Need(5, 200, 5, usual)], 100, Heights(3, 3, (1.0,) * 40)
    )
    assert widths[1] > widths[0]


@pytest.mark.parametrize("caption", ["距离(km)/单程", "联系（QQ）号", "(km)", "每3km内"])
def test_no_caption_breaks_a_word_however_narrow_its_column(caption):
    columns = [PrintedColumn(caption=caption, source=f"列{n}") for n in range(24)]
    note = PrintedColumn(caption="备注", source="备注", align=Align.LEFT)
    rows = [("1", "王小明", *[""] * 24, NOTE * 30)]
    sheet = fitted(table([*columns, note], rows, A3), is_own_paper=True)
    (page,) = table_pages(sheet)
    lines = [text.text for text in page.texts if text.bold]
    for word in ("km", "QQ"):
        assert sum(word in line for line in lines) == (24 if word in caption else 0)


def test_short_words_stay_whole_in_a_full_form_whose_long_texts_are_broken_anyway():
    short = [PrintedColumn(caption="年级", source=f"列{n}") for n in range(12)]
    long = [PrintedColumn(caption="类别", source=f"长{n}") for n in range(18)]
    rows = [("1", "王小明", *["七年级"] * 12, *["家庭经济困难(脱贫/监测/低保)"] * 18)]
    sheet = fitted(table([*short, *long], rows, A3), is_own_paper=True)
    assert len(sheet.parts) == 1
    (page,) = table_pages(sheet)
    grades = [[text for _, _, text in cell.lines] for cell in page.bands[0].rows[0].cells[2:14]]
    assert grades == [["七年级"]] * 12
