"""A form on another paper: laid out again so that it can be read, or not offered at all."""

import re

import pytest

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.masking import Purpose
from ledger_app.printing.paper_formats import FORMATS, Format, format_called, offered, on_paper
from ledger_app.printing.printouts import printouts
from ledger_app.printing.tables.layout import table_pages
from tests.printing import samples
from tests.printing.samples import HEADER, ON, printout, sheet_of

A4, A4_UPRIGHT, A3 = Format("A4", True), Format("A4", False), Format("A3", True)
LEDGERS = [
    one.key
    for one in printouts()
    if not one.needs_student and one.shape not in ("slip", "code_book", "key_sheet")
]
WIDE = ["dropout_ledger", "suspected_ledger", "relocation_ledger"]
UNBROKEN = ("身份证号", "学籍号", "联系电话", "复学日期", "辍学年月", "监护人及电话", "序号")


FILLED = {
    "board_table": samples.dropout_file,
    "completeness": samples.dropout_file,
    "comparison_sheet": samples.dropout_file,
    "dropout_ledger": samples.dropout_file,
    "suspected_ledger": samples.suspected_file,
    "focus_ledger": samples.focus_file,
    "field_notes": samples.noted_file,
    "relocation_ledger": samples.relocation_file,
    "elsewhere_ledger": samples.elsewhere_file,
    "leave_ledger": samples.leave_file,
    "opening_report": samples.suspected_file,
    "visit_list": samples.suspected_file,
}


def sheet(key, **given):
    files = [FILLED[key](index) for index in range(15)]
    return sheet_of(printout(key), files, ON, HEADER, **given)


@pytest.mark.parametrize("key", LEDGERS)
@pytest.mark.parametrize("wanted", FORMATS, ids=lambda one: one.key)
def test_what_is_offered_fills_its_paper_with_letters_that_can_be_read(key, wanted):
    form = printout(key)
    if wanted not in offered(form, Purpose.REPORT):
        with pytest.raises(LedgerError, match="放不下"):
            on_paper(form, wanted)
        return
    laid = sheet(key, paper=wanted)
    _, right, _, left = laid.paper.margins_mm
    room = laid.paper.size_mm[0] - left - right
    assert (laid.paper.name, laid.paper.landscape) == (wanted.name, wanted.landscape)
    assert laid.paper.font_pt >= {"A3": 7.0, "A4": 6.5}[wanted.name]
    left_out = {"安全提示", "扫码拨号"} if key == "visit_list" else set()  # no line has one
    wanted_captions = [one.caption for one in form.body.columns if one.caption not in left_out]
    assert [one.caption for one in laid.columns] == wanted_captions
    for part in laid.parts:
        assert sum(part.widths_mm) == pytest.approx(room, abs=0.05)


@pytest.mark.parametrize("key", WIDE)
def test_numbers_and_days_are_not_broken_on_the_smaller_paper(key):
    laid = sheet(key, paper=A4)
    captions = [laid.columns[at].caption for part in laid.parts for at in part.columns]
    assert len(set(captions) & set(UNBROKEN)) >= 3
    lines = [
        line
        for page in table_pages(laid)
        for band in page.bands
        for row in band.rows
        for cell in row.cells
        for _, _, line in cell.lines
    ]
    for file in (FILLED[key](index) for index in range(15)):
        for number in (file.student["id_no"], file.student["register_no"]):
            assert number in lines
    days = [line for line in lines if "2026-" in line]
    assert all(re.search(r"2026-\d\d(-\d\d)?(?!-?\d)", line) for line in days)


def test_every_child_stands_on_the_smaller_paper_too():
    large, small = sheet("dropout_ledger"), sheet("dropout_ledger", paper=A4)
    assert small.rows == large.rows
    pages = list(table_pages(small))
    assert {(page.width, page.height) for page in pages} == {(297.0, 210.0)}
    rows = [row for page in pages for band in page.bands for row in band.rows]
    assert len(rows) == 15 * len(small.parts)


def test_what_is_empty_in_every_row_is_left_out_on_the_smaller_paper_and_named_at_the_foot():
    large, small = sheet("dropout_ledger"), sheet("dropout_ledger", paper=A4)
    assert not any("未填" in note for note in large.notes)
    assert "未填：备注。" in small.notes
    shown = {small.columns[at].caption for part in small.parts for at in part.columns}
    assert shown == {one.caption for one in large.columns} - {"备注"}
    assert "文书进度(①②③④)" in shown  # left to the pen, not unfilled
    # A report of nothing keeps the whole form.
    empty = sheet_of(printout("dropout_ledger"), [], ON, HEADER, Purpose.REPORT, paper=A4)
    assert not any("未填" in note for note in empty.notes)


def test_a_form_on_its_own_paper_stays_one_table():
    for key in LEDGERS:
        assert len(sheet(key).parts) == 1, key


def test_the_declared_paper_changes_nothing():
    for key in LEDGERS:
        form = printout(key)
        assert on_paper(form, Format(form.paper.name, form.paper.landscape)) is form


def test_a_wide_form_is_not_offered_where_nobody_could_read_it():
    for key in WIDE:
        assert A4_UPRIGHT not in offered(printout(key), Purpose.REPORT)
        assert A4 in offered(printout(key), Purpose.REPORT)
    assert offered(printout("student_card"), Purpose.REPORT) == (A4_UPRIGHT,)


def test_a_larger_paper_has_larger_letters_within_reason():
    form = printout("focus_ledger")
    assert form.paper.font_pt < on_paper(form, A3).paper.font_pt <= 10.5


def test_a_notice_hangs_on_any_paper():
    assert offered(printout("dropout_ledger"), Purpose.NOTICE) == FORMATS
    files = [samples.dropout_file(1)]
    form = samples.hung_out("dropout_ledger")
    notice = sheet_of(form, files, ON, HEADER, Purpose.NOTICE, paper=A3)
    assert notice.paper.size_mm == (420.0, 297.0)
    assert "姓名" in [one.caption for one in notice.columns]


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("dropout_ledger", "A4", A4),
        ("dropout_ledger", " A3 ", A3),
        ("focus_ledger", "A4-portrait", A4_UPRIGHT),
        ("student_card", "A4", A4_UPRIGHT),
    ],
)
def test_a_paper_is_known_by_its_name(key, text, expected):
    assert format_called(printout(key), Purpose.REPORT, text) == expected


@pytest.mark.parametrize(
    ("key", "text"), [("dropout_ledger", "A5"), ("student_card", "A3"), ("dropout_ledger", "")]
)
def test_a_paper_that_is_no_use_is_refused_with_those_that_are(key, text):
    with pytest.raises(LedgerError, match="不能印在") as error:
        format_called(printout(key), Purpose.REPORT, text)
    assert "A4" in error.value.hint
