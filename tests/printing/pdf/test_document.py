"""A reprint is the same file, byte for byte, and a reader finds its way in it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pytest

from ledger_app.domain.telling.masking import Purpose
from ledger_app.printing.boxes import Bookmark, Page
from ledger_app.printing.pdf.document import in_document
from ledger_app.printing.pdf.draw import draw_sheets
from tests.printing import samples
from tests.printing.samples import HEADER, ON, printout, sheet_of

# Characters of all three fonts, and names in sets and dictionaries on the way.
SCRIPT = """
import sys
from io import BytesIO
from ledger_app.printing.pdf.draw import draw_sheets
from tests.printing.pdf.test_document import ledger, card
held = BytesIO()
draw_sheets([ledger()], held)
draw_sheets([card(1), card(2)], held)
sys.stdout.buffer.write(held.getvalue())
"""


def ledger(count=15):
    files = [samples.dropout_file(index) for index in range(count)]
    return sheet_of(printout("dropout_ledger"), files, ON, HEADER, Purpose.REPORT)


def card(index):
    file = samples.dropout_file(index)
    return sheet_of(printout("student_card"), [file], ON, HEADER, Purpose.REPORT)


def drawn(*sheets):
    held = BytesIO()
    draw_sheets(sheets, held)
    return held.getvalue()


def elsewhere(seed, zone):
    """Return the same papers as another process on another computer draws them."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "USER": f"clerk{seed}"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, check=True, env=environment
    )
    return done.stdout


def test_the_same_papers_are_the_same_bytes_in_any_process_on_any_day():
    here = drawn(ledger()) + drawn(card(1), card(2))

    assert drawn(ledger()) + drawn(card(1), card(2)) == here
    assert elsewhere("1", "Asia/Shanghai") == here
    assert elsewhere("7", "America/Lima") == here


def test_what_differs_on_paper_differs_in_the_id():
    ids = set()
    for sheet in (ledger(15), ledger(14)):
        with pikepdf.open(BytesIO(drawn(sheet))) as document:
            ids.add(bytes(document.trailer.ID[0]))
    assert len(ids) == 2


def test_the_only_date_is_the_day_it_was_filled_in():
    with pikepdf.open(BytesIO(drawn(ledger()))) as document:
        told = {key: str(value) for key, value in document.docinfo.items()}

    year, month, day = HEADER.filled_on.isoformat().split("-")
    assert told["/CreationDate"] == told["/ModDate"] == f"D:{year}{month}{day}"
    assert told["/Producer"] == "一生一档"


def test_a_reader_is_told_language_and_title():
    with pikepdf.open(BytesIO(drawn(ledger()))) as document:
        assert document.pdf_version == "1.7"
        assert str(document.Root.Lang) == "zh-CN"
        assert document.Root.ViewerPreferences.DisplayDocTitle is True
        assert str(document.docinfo["/Title"]) == ledger().title
        with document.open_outline() as outline:
            assert [each.title for each in outline.root] == [ledger().title]


def test_each_child_has_a_bookmark_to_the_first_page_of_its_card():
    cards = [card(index) for index in range(3)]
    with pikepdf.open(BytesIO(drawn(*cards))) as document:
        with document.open_outline() as outline:
            found = [(each.title, page_of(document, each)) for each in outline.root]
        names = [samples.student(index)["name"] for index in range(3)]
        pages = len(document.pages) // 3
        assert found == [(name, at * pages) for at, name in enumerate(names)]
        assert document.Root.PageMode == "/UseOutlines"


def test_a_page_may_hold_several_bookmarks_at_their_height():
    marks = (Bookmark("甲小学", 20.0), Bookmark("乙小学", 120.0))

    def draw(document):
        page = Page(210.0, 297.0, bookmarks=marks)
        document.add_page(page.width, page.height, [], page.bookmarks)
        return 1

    with pikepdf.open(in_document(draw)[0]) as document, document.open_outline() as outline:
        tops = [(each.title, float(each.destination[3])) for each in outline.root]
    millimetre = 72 / 25.4
    assert tops == [
        ("甲小学", pytest.approx(277 * millimetre, abs=0.01)),
        ("乙小学", pytest.approx(177 * millimetre, abs=0.01)),
    ]


def page_of(document, entry):
    target = entry.destination[0].objgen
    return next(at for at, page in enumerate(document.pages) if page.objgen == target)


def test_quotes_and_dashes_come_out_as_they_were_written():
    names = "他说：“Xi’an——好……”、‘O’Brien’"
    sheet = replace(ledger(1), title=names, subtitle="“Tom’s ‘OK’”")
    text = pdfium.PdfDocument(drawn(sheet))[0].get_textpage().get_text_range()
    assert names in text
    assert "“Tom’s ‘OK’”" in text


def test_nothing_is_grey_for_a_fax_to_turn_into_dots():
    for sheet in (ledger(), card(1)):
        with pikepdf.open(BytesIO(drawn(sheet))) as read:
            parsed = [one for page in read.pages for one in pikepdf.parse_content_stream(page)]
        operators = {str(one.operator) for one in parsed}
        assert not operators & {"f", "F", "f*", "re", "g", "rg", "sh", "Do"}
