"""The finished PDF as other programs read it."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO

import pikepdf
import pytest

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.masking import Purpose
from ledger_app.printing.cells import cells_of
from ledger_app.printing.model import Paper
from ledger_app.printing.pdf.draw import draw_sheets
from ledger_app.printing.pdf.pdf_fonts import to_unicode_cmap
from ledger_app.printing.tables.sheet import PrintedColumn, PrintedTable
from tests.printing import samples
from tests.printing.samples import HEADER, NAMES, ON, printout, sheet_of

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")


def dropout_ledger(count=15):
    files = [samples.dropout_file(index) for index in range(count)]
    return sheet_of(printout("dropout_ledger"), files, ON, HEADER, Purpose.REPORT)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "dropout_ledger.pdf"
    draw_sheets([dropout_ledger()], path)
    return path


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@needs_poppler
@pytest.mark.parametrize("layout", [[], ["-layout"]], ids=["plain", "layout"])
def test_names_and_numbers_come_back_exactly(pdf, layout):
    text = run("pdftotext", *layout, str(pdf), "-")
    for index, name in enumerate(NAMES):
        student = samples.student(index)
        assert len(re.findall(f"(?<!\\w){re.escape(name)}(?!\\w)", text)) == 1, name
        assert student["id_no"] in text
        assert student["register_no"] in text
    pages = re.search(r"第 1 页 共 (\d+) 页", text)
    assert pages
    assert f"第 {pages[1]} 页 共 {pages[1]} 页" in text
    assert "填报单位：青山乡中心校" in text
    assert "\ufffd" not in text


@needs_poppler
def test_all_fonts_are_embedded(pdf):
    fonts = run("pdffonts", str(pdf)).splitlines()[2:]
    assert fonts
    for line in fonts:
        assert re.search(r"TrueType\s+WinAnsi\s+yes yes yes", line), line
    names = {line.split()[0].partition("+")[2] for line in fonts}
    assert names == {"NotoSansSC-Regular", "NotoSansSC-Bold", "HanaMinB"}


def test_the_properties_tell_nothing_about_a_child(pdf):
    with pikepdf.open(pdf) as document:
        properties = {key: str(value) for key, value in document.docinfo.items()}
    assert properties["/Title"] == "青山乡辍学学生台账（劝返销号）"
    assert properties["/Author"] == "青山乡中心校"
    assert properties["/Creator"] == "一生一档"
    assert not any(name in value for name in NAMES for value in properties.values())


def test_the_sheet_is_a3_on_its_side(pdf):
    with pikepdf.open(pdf) as document:
        boxes = {tuple(round(float(n)) for n in page.mediabox) for page in document.pages}
    assert boxes == {(0, 0, 1191, 842)}


@needs_poppler
@pytest.mark.parametrize("key", ["suspected_ledger", "focus_ledger", "relocation_ledger"])
def test_an_empty_ledger_says_so(tmp_path, key):
    sheet = sheet_of(printout(key), [], ON, HEADER, Purpose.REPORT)
    assert draw_sheets([sheet], tmp_path / "empty.pdf") == 1
    text = run("pdftotext", str(tmp_path / "empty.pdf"), "-")
    assert "\n无\n" in text
    assert "本表共 0 人 0 条" in text


@needs_poppler
def test_the_card_fits_on_two_pages_and_ticks_come_back(tmp_path):
    known, moved = samples.dropout_file(0), samples.relocation_file(0)
    contacts = [samples.contact(0, f"2026-09-{8 + n:02}", "7") for n in range(5)]
    records = {
        **known.records,
        **moved.records,
        "concern": samples.focus_file(0).of("concern"),
        "contact": [*contacts, *known.of("contact")],
    }
    file = type(known)(known.student, records, known.school, known.school_class)
    card = sheet_of(printout("student_card"), [file], ON, HEADER, Purpose.REPORT)
    assert draw_sheets([card], tmp_path / "card.pdf") == 2
    text = run("pdftotext", str(tmp_path / "card.pdf"), "-")
    assert "阿卜杜热西提·买买提江" in text
    assert "✓" in text
    for block in printout("student_card").body.blocks:
        assert block.heading[0] in text


def test_nothing_of_a_child_is_remembered_once_its_card_is_drawn():
    card = sheet_of(printout("student_card"), [samples.dropout_file(0)], ON, HEADER, Purpose.REPORT)
    draw_sheets([card], BytesIO())
    assert cells_of.cache_info().currsize == 0


@needs_poppler
def test_many_different_characters_come_back(tmp_path):
    """More than three font subsets of 256, every code from 0 to 255 in use."""
    many = [chr(0x4E00 + n) for n in range(900)] + [chr(0x20000 + n) for n in range(300)]
    columns = tuple(PrintedColumn(caption=str(n), one_line=True) for n in range(10))
    rows = [tuple(many[at : at + 10]) for at in range(0, len(many), 10)]
    sheet = PrintedTable(
        title="字", unit="校", as_of="", filled_on="", columns=columns, rows=rows, paper=Paper()
    )
    draw_sheets([sheet], tmp_path / "many.pdf")
    text = run("pdftotext", str(tmp_path / "many.pdf"), "-")
    assert [char for char in many if char not in text] == []
    with pikepdf.open(tmp_path / "many.pdf") as document:
        content = b"".join(part.read_bytes() for part in document.pages[0].Contents)
    # In a string a bare carriage return is read as a line feed: another character.
    assert not set(content) & (set(range(32)) - {10})


def test_cells_cannot_write_into_the_page(tmp_path):
    nasty = r"\) Tj (x) (( \\ %s %d"
    columns = (PrintedColumn(caption="姓名", one_line=True),)
    sheet = PrintedTable(
        title="表", unit="校", as_of="", filled_on="", columns=columns, rows=[(nasty,)]
    )
    buffer = BytesIO()
    draw_sheets([sheet], buffer)
    with pikepdf.open(BytesIO(buffer.getvalue())) as document:
        shown = [
            bytes(operands[0]).decode("latin-1")
            for operands, operator in pikepdf.parse_content_stream(document.pages[0])
            if str(operator) == "Tj"
        ]
    assert nasty in shown


def test_the_unicode_map_of_rare_characters_is_utf_16():
    cmap = to_unicode_cmap("F", [0, ord("一"), ord("𬱖"), ord("𰻝")])
    assert "<01> <4E00>" in cmap
    assert "<02> <D873DC56>" in cmap
    assert "<03> <D883DEDD>" in cmap
    assert "<00> <0000>" not in cmap
    sizes = [int(n) for n in re.findall(r"(\d+) beginbfchar", to_unicode_cmap("F", [65] * 256))]
    assert sizes == [100, 100, 56]


def test_a_pdf_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "ledger.pdf"
    path.write_bytes(b"before")

    def full_disk(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(LedgerError, match=r"ledger\.pdf") as error:
        draw_sheets([dropout_ledger(1)], path)
    assert error.value.hint
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == ["ledger.pdf"]


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(LedgerError, match="nowhere"):
        draw_sheets([dropout_ledger(1)], tmp_path / "nowhere" / "ledger.pdf")
