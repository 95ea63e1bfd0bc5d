"""What lies near the edges of every paper: punch holes, a printer's white edge, the stamp."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from ledger_app import paths
from ledger_app.domain.telling.masking import Purpose
from ledger_app.printing import paper_formats, sign_blocks
from ledger_app.printing.boxes import PAD_MM
from ledger_app.printing.fonts import PT_MM, width_mm
from ledger_app.printing.ink.paper_pages import PaperPage, laid_out
from ledger_app.printing.model import LEAST_MARGINS_MM
from ledger_app.printing.printouts import printouts, read_printout
from ledger_app.printing.recovery_sheet import RecoverySheet, sheet_page
from ledger_app.printing.shapes import SHAPES
from tests.printing import samples
from tests.printing.samples import HEADER, ON, sheet_of

WHITE_MM, RESERVE_MM = 6.0, 1.0  # what printers leave white, and a little more
BINDING_MM = 20.0
SEAL_MM = 42.0
ABOVE, BELOW = 0.88, 0.12  # of a character over and under its baseline, in em


def papers():
    """Yield every printout on every paper, for every purpose, by name."""
    for one in printouts():
        for purpose in one.purposes:
            for paper in paper_formats.offered(one, purpose):
                yield pytest.param(one, purpose, paper, id=f"{one.key}-{purpose}-{paper.key}")


def laid(printout, purpose, paper, header=HEADER):
    files = [samples.dropout_file(index) for index in range(12)]
    files = files if SHAPES[printout.shape].relaid else files[:1]
    wanted = paper_formats.on_paper(printout, paper) if purpose is not Purpose.NOTICE else printout
    sheet = sheet_of(wanted, files, ON, header, purpose)
    sheet = replace(sheet, footer="第 003 期  内容校验 1234567890ab  审计 1234567890ab")
    return sheet, laid_out([sheet])


def ink(page):
    """Yield left, top, right, bottom of everything that is drawn on a page."""
    for stroke in page.strokes:
        half = stroke.width / 2
        yield stroke.x1 - half, stroke.y1 - half, stroke.x2 + half, stroke.y2 + half
    for text in page.texts:
        yield box_of(text.x, text.y, text.text, text.size_pt, text.bold)
    for band in page.bands:
        yield band.edges[0], band.top, band.edges[-1], band.rows[-1].bottom
        for row in band.rows:
            for edge, cell in zip(band.edges, row.cells, strict=False):
                for x, y, text in cell.lines:
                    left, base = edge + PAD_MM + x, row.baseline + y
                    yield box_of(left, base, text, cell.size_pt, cell.bold)


def box_of(x, y, text, size_pt, bold):
    em = size_pt * PT_MM
    return x, y - ABOVE * em, x + width_mm(text, size_pt, bold), y + BELOW * em


def assert_within(each: PaperPage):
    page, least = each.page, WHITE_MM + RESERVE_MM
    for left, top, right, bottom in ink(page):
        assert left >= BINDING_MM - 0.4, "nothing lies under the punch holes"
        assert left + each.back_shift >= least - 0.2, "nor is it cut on the back of a leaf"
        assert right + each.back_shift <= page.width - BINDING_MM + 0.4 or not each.back_shift
        assert top >= least
        assert right <= page.width - least
        assert bottom <= page.height - least


@pytest.mark.parametrize(("printout", "purpose", "paper"), list(papers()))
def test_nothing_is_cut_by_a_printer_or_lies_under_punch_holes(printout, purpose, paper):
    _, job = laid(printout, purpose, paper)
    for each in job.pages:
        assert_within(each)


def test_the_recovery_sheet_is_not_cut_either():
    groups = tuple("ABCDE" for _ in range(13))
    unit, name = "青山乡中心校" * 6, "台账" * 30
    sheet = RecoverySheet(unit=unit, file_name=name, made_at="2026-11-28 09:00", groups=groups)
    assert_within(PaperPage(sheet_page(sheet)))


def test_a_printout_s_file_can_move_nothing_nearer_to_the_edge(tmp_path):
    source = paths.resources() / "printouts" / "dropout_ledger.toml"
    changed = tmp_path / "dropout_ledger.toml"
    text = source.read_text(encoding="utf-8")
    changed.write_text(text.replace("[12, 8, 13, 20]", "[1, 2, 3, 4]"), encoding="utf-8")
    assert read_printout(changed).paper.margins_mm == LEAST_MARGINS_MM


LONG = replace(
    HEADER, unit="某某自治县某某民族乡某某村委会某某教学点" * 3, township="某某民族乡" * 4
)


@pytest.mark.parametrize("header", [HEADER, LONG], ids=["short", "long"])
@pytest.mark.parametrize(("printout", "purpose", "paper"), list(papers()))
def test_no_words_run_into_others_or_are_too_small_to_read(printout, purpose, paper, header):
    sheet, job = laid(printout, purpose, paper, header)
    for each in job.pages:
        assert_within(each)
        texts = each.page.texts
        assert min(text.size_pt for text in texts) >= sheet.paper.least_pt
        boxes = [box_of(t.x, t.y, t.text, t.size_pt, t.bold) for t in texts]
        for one, other in combinations(boxes, 2):
            beside = one[2] <= other[0] or other[2] <= one[0]
            apart = one[3] <= other[1] + 0.5 or other[3] <= one[1] + 0.5
            assert beside or apart


@pytest.mark.parametrize(("printout", "purpose", "paper"), list(papers()))
def test_the_stamp_has_its_place_once_beside_its_line_and_free_of_everything(
    printout, purpose, paper
):
    sheet, job = laid(printout, purpose, paper)
    # They tell of no child; 盖章 in them is of the fields, or of the head of any paper.
    if printout.shape in ("code_book", "key_sheet"):
        assert not sheet.signers
        return
    if sheet.shape == "visits":  # it goes to the families and back: nobody stamps it
        assert not any("盖章" in text.text for page in job.pages for text in page.page.texts)
        return
    words = [(page, text) for page in job.pages for text in page.page.texts if "盖章" in text.text]
    assert len(words) == 1
    (page, line) = words[0]
    assert page is job.pages[-1]
    _, right, _, _ = sheet.paper.margins_mm
    middle_x = page.page.width - right - sign_blocks.STAMP_MM / 2
    free = [y for y in range(int(line.y) - 42, int(line.y) + 12)
            if y + SEAL_MM / 2 <= page.page.height - 7
            and not any(touches(middle_x, y, box) for box in ink(page.page))]  # fmt: skip
    assert any(abs(y - line.y) <= SEAL_MM / 2 for y in free)


def touches(x, y, box):
    left, top, right, bottom = box
    near_x, near_y = min(max(x, left), right), min(max(y, top), bottom)
    return (x - near_x) ** 2 + (y - near_y) ** 2 < (SEAL_MM / 2) ** 2


@pytest.mark.parametrize(
    "signers",
    [
        ("填表人", "教体局包片领导（签字）"),
        ("甲",),
        (
            "填表人（签字）",
            "校长（签字）",
            "中心校校长（签字）",
            "联系电话",
            "村支书(主任)（签字）",
        ),
        ("很长很长的职务名称" * 6, "校长"),
    ],
)
@pytest.mark.parametrize("width", [130.0, 180.0, 392.0])
def test_lines_for_signatures_are_of_one_length_and_room_for_a_name(signers, width):
    found = sign_blocks.signatures(signers, 20.0, 20.0 + width)
    lengths = {round(stroke.x2 - stroke.x1, 3) for stroke in found.strokes}
    assert len(lengths) == 1
    assert len(found.strokes) == len(signers)
    assert lengths.pop() >= sign_blocks.LEAST_LINE_MM - 0.01
    assert max(stroke.x2 for stroke in found.strokes) <= 20.0 + width
    for text in found.texts:
        end = text.x + width_mm(text.text, text.size_pt)
        assert not [s for s in found.strokes if s.x1 < end and s.x2 > text.x and s.y1 == text.y + 1]
