"""What comes out of a printer: text and lines, at the place and size it was laid out."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections import Counter, defaultdict
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter

from ledger_app import paths
from ledger_app.actions.printing import recovery_sheet
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.masking import Purpose
from ledger_app.gui.printing import printer_paper
from ledger_app.gui.printing.printed_file import target_of
from ledger_app.gui.printing.printer_job import PaperJob, pages_in_order
from ledger_app.gui.printing.printer_paper import printer_of, wrong_pages, wrong_paper
from ledger_app.gui.printing.rare_names import with_rare_characters
from ledger_app.printing import fonts
from ledger_app.printing.boxes import FRAME_MM, Page, Stroke, Text
from ledger_app.printing.ink.paper_pages import PaperPage, laid_out, paper_pages
from ledger_app.printing.pdf.draw import draw_sheets
from tests.printing import samples
from tests.printing.samples import HEADER, ON, printout, sheet_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
A4, A3 = (210.0, 297.0), (420.0, 297.0)
MM = 25.4 / 72
Duplex = QPrinter.DuplexMode


def dropouts(count=15):
    return filled("dropout_ledger", *range(count))


def card(index):
    return filled("student_card", index)


def filled(key, *indexes):
    files = [samples.dropout_file(index) for index in indexes]
    return sheet_of(printout(key), files, ON, HEADER, Purpose.REPORT)


def own_pdf(*sheets):
    held = BytesIO()
    draw_sheets(sheets, held)
    return held.getvalue()


def to_file(size_mm, path):
    printer = printer_of(size_mm)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


@pytest.fixture
def printed(qtbot, tmp_path):
    """Print pages into a file as a printer would; the settings of its dialog are given."""

    def send(paper, setting=lambda printer: None):
        path = tmp_path / "printed.pdf"
        printer = to_file(paper.size_mm, path)
        setting(printer)
        job = PaperJob(printer, paper)
        with qtbot.waitSignal(job.finished, timeout=60_000):
            job.start()
        return path.read_bytes()

    return send


def glyphs(content, index=0):
    """Return each visible character of a page with its origin in millimetres."""
    document = pdfium.PdfDocument(content)
    page = document[index]
    text, raw, found = page.get_textpage(), pdfium.raw, []
    height = page.get_height()
    for at in range(raw.FPDFText_CountChars(text)):
        x, y = ctypes.c_double(), ctypes.c_double()
        char = chr(raw.FPDFText_GetUnicode(text, at))
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        if char.isprintable() and not char.isspace():
            found.append((char, x.value * MM, (height - y.value) * MM))
    return found


def pages_of(content):
    return len(pdfium.PdfDocument(content))


def farthest(one, other):
    """Return how far the characters of one page lie from the same ones of another, at most."""
    places = defaultdict(list)
    for char, x, y in other:
        places[char].append((x, y))
    return max(
        min(((x - a) ** 2 + (y - b) ** 2) ** 0.5 for a, b in places[char]) for char, x, y in one
    )


@pytest.mark.parametrize("sheets", [[dropouts(40)], [card(1), card(6)]], ids=["ledger", "cards"])
def test_a_printer_gets_the_text_of_our_own_file_at_the_same_place(printed, sheets):
    own, sent = own_pdf(*sheets), printed(laid_out(sheets))

    assert pages_of(own) == pages_of(sent)
    for index in range(pages_of(own)):
        one, other = glyphs(own, index), glyphs(sent, index)
        # Of 𬱖 alone at its size pdfium reads half a character out of Qt's file, and none of ours.
        ours = {char for char, _, _ in one}
        other = [glyph for glyph in other if glyph[0] in ours or not "\x80" <= glyph[0] <= "\xff"]
        assert Counter(char for char, _, _ in one) == Counter(char for char, _, _ in other)
        assert farthest(one, other) < 0.05


def test_it_is_no_picture_and_hardly_larger_than_our_own_file(printed):
    sheets = [dropouts(60)]
    sent = printed(laid_out(sheets))

    with pikepdf.open(BytesIO(sent)) as document:
        assert not [name for page in document.pages for name in page.get_images()]
        fonts = {str(f.get("/Subtype")) for page in document.pages
                 for f in page.Resources.Font.values()}  # fmt: skip
    assert fonts == {"/Type0"}
    assert len(sent) < 3 * len(own_pdf(*sheets))
    assert len(sent) < 200_000 * pages_of(sent)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_other_programs_read_the_printed_text(printed, tmp_path):
    sheet = replace(dropouts(15), title="他说：“Xi’an——好……”一女身份", subtitle="☑ 是")
    path = tmp_path / "read.pdf"
    path.write_bytes(printed(laid_out([sheet])))
    read = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    assert sheet.title in read.stdout  # not ⼀⼥⾝, which share their outlines with 一女身
    assert "填报单位（盖章）：青山乡中心校" in read.stdout
    for name in ("王𬱖", "李𡒄", "𰻝小雨"):
        assert name in read.stdout


def test_rare_names_are_found_in_a_file_that_is_printed_into(printed):
    """Qt itself names no character beyond U+FFFF; ten of them, in two fonts and two weights."""
    rare = "𬱖𰻝𡒄𠀀𠂆𠄌𪚥𫝀𫠝𬺡"
    shown = fonts.printable(rare)
    texts = (Text(30, 50, shown, 12.0), Text(30, 80, shown + "一", 12.0, bold=True))
    content = printed(paper_pages("甲", [PaperPage(Page(*A4, texts))]))
    assert pdfium.PdfDocument(content)[0].get_textpage().get_text_range().count(shown) == 2
    with pikepdf.open(BytesIO(content)) as document:
        assert not document.check_pdf_syntax()


def test_characters_that_look_the_same_are_read_as_they_were_written(printed):
    twins = "一⼀⼥女—─…⋯身⾝"  # in pairs of one outline, in either order
    texts = (Text(30, 50, fonts.printable(twins), 12.0),)
    content = printed(paper_pages("甲", [PaperPage(Page(*A4, texts))]))
    assert "".join(char for char, _, _ in glyphs(content)) == twins


def test_a_file_that_looks_otherwise_is_left_alone():
    for content in (b"", b"%PDF-1.4 nothing", b"\n1 0 obj<<>>stream\n/CIDInit <E000> endstream"):
        assert with_rare_characters(content, {0xE000: 0x2CC56}) == content


def test_what_is_printed_into_is_whole_and_private_and_nothing_else_is_left(printed, tmp_path):
    printed(numbered(2))
    (path,) = tmp_path.glob("*")
    assert path.name == "printed.pdf"
    assert not list(paths.user_folder().glob("*.part"))
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_nothing_is_printed_over_a_ledger(qtbot, ledger, tmp_path):
    before = ledger.path.stat().st_size
    job = PaperJob(to_file(A4, ledger.path), numbered(1))
    with qtbot.waitSignal(job.failed) as said:
        job.start()
    assert "台账" in said.args[0]
    assert ledger.path.stat().st_size == before
    assert ledger.value("SELECT count(*) FROM school") >= 0
    with pytest.raises(LedgerError):
        target_of(to_file(A4, ledger.path))


def test_rare_characters_are_drawn_and_what_no_font_has_is_named(printed):
    names = ["王𬱖", "李𡒄", "𰻝小雨", "赵\U000323af"]
    named = "".join(names)
    pages = [PaperPage(Page(*A4, (Text(30, 50, "一", 40.0), Text(30, 100, "𡒄", 40.0))))]
    _, top, _, bottom = inked(pdfium.PdfDocument(printed(paper_pages("甲", pages)))[0], 2)
    assert top < 50 < 90 < bottom
    assert "〔U+323AF〕" in "".join(
        char for char, _, _ in glyphs(printed(laid_out([replace(dropouts(1), title=named)])))
    )


def inked(page, dots):
    """Return left, top, right, bottom of what is dark on a page, in millimetres."""
    picture = page.render(scale=dots * MM, grayscale=True).to_pil().convert("L")
    return [side / dots for side in picture.point(lambda grey: 255 * (grey < 128)).getbbox()]


def frame(width, height, edge):
    right, bottom = width - edge, height - edge
    sides = [
        (edge, edge, right, edge),
        (edge, bottom, right, bottom),
        (edge, edge, edge, bottom),
        (right, edge, right, bottom),
    ]
    return Page(width, height, strokes=tuple(Stroke(*side, FRAME_MM) for side in sides))


@pytest.mark.parametrize("size", [A4, A4[::-1], A3, A3[::-1]])
@pytest.mark.parametrize("full", [True, False])
def test_a_millimetre_is_a_millimetre_from_the_corner_of_the_paper(
    printed, size, full, monkeypatch
):
    """A frame 7 mm from the edge comes out there, also if the dialog took the full page away."""

    def narrowed(printer):
        if not full:
            monkeypatch.setattr(QPrinter, "setFullPage", lambda *given: None)
            layout = printer.pageLayout()
            layout.setMode(QPageLayout.Mode.StandardMode)
            printer.setPageLayout(layout)
            printer.setPageMargins(QMarginsF(6, 6, 6, 6), QPageLayout.Unit.Millimeter)

    content = printed(paper_pages("框", [PaperPage(frame(*size, 7.0))]), narrowed)
    page = pdfium.PdfDocument(content)[0]
    assert [side * MM for side in page.get_size()] == pytest.approx(size, abs=0.2)
    left, top, right, bottom = inked(page, 10)
    assert (left, top) == pytest.approx((7.0, 7.0), abs=0.4)
    assert (right, bottom) == pytest.approx((size[0] - 7.0, size[1] - 7.0), abs=0.4)


# What was chosen in the dialog.


def numbered(*counts):
    """Return sheets of so many pages each, with their numbers on them."""
    pages = []
    for sheet, count in enumerate(counts, 1):
        for number in range(1, count + 1):
            text = Text(30.0, 50.0, f"{sheet}-{number}", 20.0)
            page = Page(*A4, (text,), bookmarks=())
            pages.append(PaperPage(page, begins=number == 1, back_shift=-8.0))
    return paper_pages("数", pages)


def told(pages):
    return [page.page.texts[0].text if page else "" for page in pages]


def order(setting, *counts):
    printer = printer_of(A4)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    setting(printer)
    return told(pages_in_order(printer, numbered(*counts).pages))


def test_single_pages_and_ranges_are_kept_to():
    assert order(lambda p: p.setPageRanges(QPageRanges.fromString("1,3-4,9")), 5) == [
        "1-1", "1-3", "1-4",
    ]  # fmt: skip
    assert order(lambda p: p.setFromTo(2, 3), 5) == ["1-2", "1-3"]
    assert order(lambda p: p.setPageRanges(QPageRanges.fromString("7-9")), 5) == []


def test_copies_come_one_after_the_other_or_page_by_page():
    def copies(collated):
        def choose(printer):
            printer.setCopyCount(2)
            printer.setCollateCopies(collated)

        return choose

    assert order(copies(True), 2) == ["1-1", "1-2"] * 2
    assert order(copies(False), 2) == ["1-1", "1-1", "1-2", "1-2"]


@pytest.fixture
def both_sides(monkeypatch):
    """Let printers print both sides; one that writes a file forgets that it was chosen."""

    def choose(mode):
        monkeypatch.setattr(QPrinter, "duplex", lambda printer: mode)

    return choose


def test_no_child_stands_on_the_back_of_another(both_sides):
    assert order(lambda p: None, 1, 2) == ["1-1", "2-1", "2-2"]
    both_sides(Duplex.DuplexLongSide)
    assert order(lambda p: None, 1, 2, 1) == ["1-1", "", "2-1", "2-2", "3-1"]
    assert order(lambda p: p.setCopyCount(2), 1) == ["1-1", "", "1-1", ""]
    last_first = QPrinter.PageOrder.LastPageFirst
    assert order(lambda p: p.setPageOrder(last_first), 3) == ["1-3", "", "1-1", "1-2"]


@pytest.mark.parametrize(
    ("duplex", "size", "mirrored"),
    [
        (Duplex.DuplexNone, A4, False),
        (Duplex.DuplexLongSide, A4, True),
        (Duplex.DuplexShortSide, A4, False),
        (Duplex.DuplexAuto, A4, True),
        (Duplex.DuplexLongSide, A3, False),  # turned over its upper edge
        (Duplex.DuplexShortSide, A3, True),
    ],
)
def test_the_binding_edge_changes_sides_where_leaves_turn_like_a_book(
    duplex, size, mirrored, both_sides
):
    both_sides(duplex)
    assert printer_paper.is_mirrored(printer_of(size), size) == mirrored


def test_backs_are_moved_to_the_other_side_of_the_binding_edge(printed, both_sides):
    both_sides(Duplex.DuplexLongSide)
    sent = printed(numbered(3))
    lefts = [glyphs(sent, index)[0][1] for index in range(3)]
    assert lefts == pytest.approx([30.0, 22.0, 30.0], abs=0.05)


def test_a_sheet_held_the_other_way_is_printed_as_it_lies(printed):
    sent = printed(
        laid_out([dropouts(1)]), lambda p: p.setPageOrientation(QPageLayout.Orientation.Portrait)
    )
    assert [side * MM for side in pdfium.PdfDocument(sent)[0].get_size()] == pytest.approx(
        A3, abs=0.2
    )


def test_another_paper_is_refused_with_a_sentence():
    printer = printer_of(A3)
    assert wrong_paper(printer, A3) is None
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    wrong = wrong_paper(printer, A3, {"A3", "A4"})
    assert "按 A3 纸排" in wrong.sentence
    assert "选的是 A4" in wrong.sentence
    assert wrong.instead == "A4"
    assert wrong_paper(printer, A3).instead == ""  # an edition stays as it was laid out
    assert wrong_paper(printer_of(A4), A4[::-1]) is None  # the same sheet, held otherwise
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    assert "Letter" in wrong_paper(printer, A4).sentence


def test_a_printer_without_a3_is_named_and_a4_is_offered(monkeypatch):
    small = [QPageSize(QPageSize.PageSizeId.A4), QPageSize(QPageSize.PageSizeId.A5)]
    monkeypatch.setattr(printer_paper, "papers_of", lambda printer: (small, None))
    monkeypatch.setattr(
        QPrinter, "outputFormat", lambda printer: QPrinter.OutputFormat.NativeFormat
    )
    monkeypatch.setattr(QPrinter, "printerName", lambda printer: "传达室")
    wrong = wrong_paper(printer_of(A3), A3, {"A3", "A4"})
    assert "打印机“传达室”没有 A3 纸" in wrong.sentence
    assert wrong.instead == "A4"
    assert wrong_paper(printer_of(A4), A4) is None
    for largest, fits in ((QSizeF(216, 356), False), (QSizeF(297, 420), True)):
        given = small, largest  # of papers that may be made up for it
        monkeypatch.setattr(printer_paper, "papers_of", lambda printer, given=given: given)
        assert (wrong_paper(printer_of(A3), A3) is None) == fits
    monkeypatch.setattr(printer_paper, "papers_of", lambda printer: ([], None))
    assert wrong_paper(printer_of(A3), A3) is None  # it says nothing: it is believed


def test_pages_that_are_not_there_are_said_before_anything_is_issued():
    printer = printer_of(A4)
    assert wrong_pages(printer, 3) is None
    printer.setPageRanges(QPageRanges.fromString("7-9"))
    assert "没有第 7-9 页" in wrong_pages(printer, 3).sentence
    assert wrong_pages(printer, 8) is None
    assert wrong_pages(printer, 0) is None


def test_the_program_s_end_lets_go_of_the_printer(qtbot, tmp_path):
    job = PaperJob(to_file(A4, tmp_path / "ended.pdf"), numbered(9))
    with qtbot.waitSignal(job.moved):
        job.start()
    job.abandon()
    with qtbot.waitSignal(job.finished):
        pass
    assert not job._painter.isActive()
    assert not list(tmp_path.iterdir())


def test_cancelled_before_the_first_page_nothing_goes_to_the_printer(qtbot, tmp_path):
    path = tmp_path / "stopped.pdf"
    paper = numbered(3)
    job = PaperJob(to_file(A4, path), paper)
    with qtbot.waitSignal(job.finished) as done:
        job.start()
        job.cancel()
    assert done.args == [0]
    assert not path.exists()  # not even a blank page


def test_cancelled_on_the_way_the_page_under_way_is_the_last(qtbot, tmp_path):
    path = tmp_path / "stopped.pdf"
    job = PaperJob(to_file(A4, path), numbered(9))
    job.moved.connect(lambda done, pages: job.cancel() if done == 2 else None)
    with qtbot.waitSignal(job.finished) as done:
        job.start()
    assert done.args == [2]
    assert pages_of(path.read_bytes()) == 2


def test_fonts_that_qt_refuses_are_a_sentence(qtbot, tmp_path, monkeypatch):
    from ledger_app.gui.printing.paper_pen import QFontDatabase

    monkeypatch.setattr(QFontDatabase, "addApplicationFontFromData", lambda content: -1)
    job = PaperJob(to_file(A4, tmp_path / "x.pdf"), numbered(1))
    with qtbot.waitSignal(job.failed) as said:
        job.start()
    assert "先存 PDF" in said.args[0]


def test_two_jobs_at_once_do_not_mix_their_fonts(qtbot, tmp_path):
    """Glyphs are numbered a job: with the fonts of another they would be other characters."""
    made = []
    for at, text in enumerate(("甲乙丙丁", "丁丙乙甲戊己")):
        page = PaperPage(Page(*A4, (Text(30.0, 50.0, text, 20.0),)))
        path = tmp_path / f"{at}.pdf"
        made.append((text, path, PaperJob(to_file(A4, path), paper_pages("", [page]))))
    with qtbot.waitSignals([job.finished for _, _, job in made]):
        for _, _, job in made:
            job.start()
    for text, path, _ in made:
        assert "".join(char for char, _, _ in glyphs(path.read_bytes())) == text


# The recovery sheet goes the same way.


def test_the_recovery_sheet_is_printed_as_text(ledger, printed):
    sent = printed(recovery_sheet.sheet_pages(ledger))
    own = recovery_sheet.sheet_pdf(ledger)
    assert Counter(c for c, _, _ in glyphs(sent)) == Counter(c for c, _, _ in glyphs(own))
    assert farthest(glyphs(own), glyphs(sent)) < 0.05
    for group in recovery_sheet.groups(ledger):
        assert group in "".join(char for char, _, _ in glyphs(sent))
