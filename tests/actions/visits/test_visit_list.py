"""The route sheet on paper: whom, why, how to reach them, room to write; what it must not tell."""

from __future__ import annotations

from itertools import pairwise

import pypdfium2
import pytest

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.print_ledger import Purpose, students
from ledger_app.actions.visits.routes import By, Route
from ledger_app.domain.errors import LedgerError
from ledger_app.printing.visits.sheet import route_pages
from ledger_app.store.rosters.visit_sheets import open_sheets
from tests.actions.visits.routes import add_children

KEY = "visit_list"
MASKED, WHOLE = Purpose.INTERNAL, Purpose.VISIT


@pytest.fixture
def children(ledger):
    return add_children(ledger)


def sheets(ledger, ids=(), *, purpose=MASKED, by=By.VILLAGE, visitor="", **more):
    return print_ledger.prepare(
        ledger, KEY, subject=students(*ids), purpose=purpose, route=Route(by, visitor), **more
    ).sheets


def column(sheet, source):
    at = [each.source for each in sheet.columns].index(source)
    return [row[at] for row in sheet.rows]


def pdf_text(content) -> str:
    document = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in document)


def test_each_village_has_a_sheet_along_the_way_with_the_children_of_a_house_together(
    ledger, children
):
    green, stone = sheets(ledger, children.values())
    assert (green.route, stone.route) == ("青山村", "石门村")
    names = [text.split("\n")[0] for text in column(green, "姓名")]
    assert names == ["李𰻝", "王𬱖", "王小二"]
    assert column(green, "姓名")[1] == "王𬱖\n男 9岁\n三年级2班"
    assert column(green, "family")[2] == "同户，同第 2 号"
    assert "3 人" in green.subtitle


def test_the_sheet_says_why_one_goes_and_what_was_said_and_promised_last(ledger, children):
    edit_file.add_record(
        ledger, "contact", children["赵涛"],
        {"contacted_on": "2026-11-02", "mode": "2", "purpose": "1", "persuaders": "张老师",
         "phone_tried": "13611112222", "result": "2", "promised_on": "2026-11-09",
         "next_on": "2026-11-12", "content": "父亲说秋收以后送来。" * 9},
    )  # fmt: skip
    (sheet,) = sheets(ledger, [children["赵涛"]], purpose=WHOLE)
    assert column(sheet, "family") == [
        "赵本山（母亲）\n13611112222（上次打通）\n13700003333\n石门村2组"
    ]
    (last,) = column(sheet, "last")
    assert last.startswith("11-02 电话 承诺限期返校\n父亲说秋收以后送来。")
    assert last.endswith("…")
    assert column(sheet, "promised") == ["承诺 11-09 返校\n下次 11-12"]
    assert "承诺" in column(sheet, "why")[0]


def test_a_call_that_nobody_answered_is_no_number_that_answers(ledger, children):
    edit_file.add_record(
        ledger, "contact", children["赵涛"],
        {"contacted_on": "2026-11-02", "mode": "2", "purpose": "1", "persuaders": "张老师",
         "phone_tried": "13611112222", "result": "9", "content": "停机"},
    )  # fmt: skip
    (sheet,) = sheets(ledger, [children["赵涛"]], purpose=WHOLE)
    assert "13611112222" not in column(sheet, "family")[0]


def test_numbers_are_masked_and_there_is_no_code_unless_whole_ones_are_chosen(ledger, children):
    edit_file.add_record(
        ledger, "contact", children["赵涛"],
        {"contacted_on": "2026-11-02", "mode": "2", "purpose": "1", "persuaders": "张老师",
         "phone_tried": "13611112222", "result": "2",
         "content": "再打13655556666，证件529901201409091234"},
    )  # fmt: skip
    masked = print_ledger.prepare(ledger, KEY, purpose=MASKED)
    text = pdf_text(print_ledger.pdf_bytes(masked))
    for number in ("13800001111", "13700003333", "13611112222", "13655556666"):
        assert number not in text
    assert "138****1111" in text
    assert not any("".join(sheet.codes) for sheet in masked.sheets)
    whole = print_ledger.prepare(ledger, KEY, purpose=WHOLE)
    text = pdf_text(print_ledger.pdf_bytes(whole))
    assert "13800001111" in text
    assert "13611112222" in text
    # Only what is there to be called: what was written in a talk stays as on every inner paper.
    assert "13655556666" not in text
    assert "529901201409091234" not in text
    assert all(all(sheet.codes) for sheet in whole.sheets)


def test_the_code_of_a_line_is_the_number_to_call(ledger, children):
    from ledger_app.printing.pdf.qr import matrix

    (sheet,) = sheets(ledger, [children["赵涛"]], purpose=WHOLE)
    drawn = [[module == "1" for module in row] for row in sheet.codes[0].split("/")]
    assert drawn == [list(row) for row in matrix("tel:13700003333")]
    (page,) = route_pages(sheet)
    dark = [each for each in page.strokes if each.width > 0.4]
    (left, right), (top, bottom) = _code_cell(sheet, page)
    assert dark
    assert all(left < each.x1 < each.x2 < right for each in dark)
    assert all(top < each.y1 < bottom for each in dark)


def _code_cell(sheet, page):
    at = [each.source for each in sheet.columns].index("code")
    (band,) = page.bands
    return band.edges[at : at + 2], (band.top, band.rows[0].bottom)


def test_it_is_never_for_a_notice_board_nor_reported(ledger, children):
    for purpose in (Purpose.NOTICE, Purpose.REPORT, Purpose.OWN_FILE):
        with pytest.raises(LedgerError, match="走访单不能用于"):
            sheets(ledger, children.values(), purpose=purpose)


def test_a_safety_line_is_bold_in_its_row_and_takes_no_room_where_there_is_none(ledger, children):
    (plain,) = sheets(ledger, [children["赵涛"]])
    assert "safety" not in [each.source for each in plain.columns]
    edit_file.save_fields(
        ledger, "student", children["赵涛"], {"safety_note": "不得告知父亲住址，找13855556666"}
    )
    (sheet,) = sheets(ledger, [children["赵涛"]])
    assert column(sheet, "safety") == ["不得告知父亲住址，找138****6666"]
    (page,) = route_pages(sheet)
    cells = [cell for row in page.bands[0].rows for cell in row.cells if cell.bold]
    assert "".join(line for cell in cells for _, _, line in cell.lines).startswith("不得告知父亲")


def test_restricted_matters_and_confidential_children_stay_off_the_paper(ledger, children):
    edit_file.save_fields(ledger, "student", children["赵涛"], {"safety_note": "父亲服刑，勿提"})
    edit_file.save_fields(ledger, "student", children["李𰻝"], {"confidentiality": "1"})
    edit_file.add_record(
        ledger, "contact", children["赵涛"],
        {"contacted_on": "2026-11-02", "mode": "1", "purpose": "1", "persuaders": "张老师",
         "result": "7", "content": "说起父亲在监狱"},
    )  # fmt: skip
    prepared = print_ledger.prepare(ledger, KEY, purpose=WHOLE)
    text = pdf_text(print_ledger.pdf_bytes(prepared))
    assert "服刑" not in text
    assert "监狱" not in text
    assert "李𰻝" not in text
    assert "出发前先看" in text.replace("\r\n", "")
    assert any("1 份涉密档案未列入" in note for sheet in prepared.sheets for note in sheet.notes)


def test_without_a_choice_it_names_who_is_due_and_says_so(ledger, children):
    for name in ("王𬱖", "王小二", "李𰻝"):
        edit_file.add_record(
            ledger, "placement", children[name], {"returned_on": "2026-11-21", "placement": "1"}
        )
    (sheet,) = sheets(ledger)
    assert [text.split("\n")[0] for text in column(sheet, "姓名")] == ["赵涛"]
    assert sheet.notes[0] == "截至 2026-11-21，今天和超期要联系的。"


def test_nobody_to_visit_is_one_sheet_that_says_none(ledger):
    (sheet,) = sheets(ledger)
    assert "0 人" in sheet.subtitle
    prepared = print_ledger.prepare(ledger, KEY, purpose=MASKED)
    assert "无" in pdf_text(print_ledger.pdf_bytes(prepared))


def test_by_person_each_who_answers_for_children_has_a_sheet(ledger, children):
    edit_file.add_record(
        ledger, "responsibility", children["赵涛"], {"helper_name": "李敏", "pair_kind": "4"}
    )
    edit_file.save_fields(ledger, "student", children["李𰻝"], {"home_teacher": "周老师"})
    found = sheets(ledger, children.values(), by=By.PERSON)
    assert [(each.route, len(each.rows)) for each in found] == [
        ("李敏", 1), ("周老师", 1), ("没有负责人", 2),
    ]  # fmt: skip
    assert [each.visitor for each in found] == ["李敏", "周老师", ""]
    (one,) = sheets(ledger, children.values(), by=By.ONE, visitor="张老师")
    assert (one.route, one.visitor, len(one.rows)) == ("全部", "张老师", 4)


def test_rare_names_are_on_the_pdf_as_they_are(ledger, children):
    text = pdf_text(print_ledger.pdf_bytes(print_ledger.prepare(ledger, KEY, purpose=MASKED)))
    assert "王𬱖" in text
    assert "李𰻝" in text


def test_two_hundred_children_go_over_pages_with_their_heading_and_no_broken_row(ledger):
    ids = [
        edit_file.add_student(ledger, {"name": f"孩子{number}", "village_name": "青山村"}).record_id
        for number in range(200)
    ]
    (sheet,) = sheets(ledger, ids)
    pages = list(route_pages(sheet))
    assert len(pages) == 29
    numbers = ["".join(t for _, _, t in row.cells[0].lines)
               for page in pages for band in page.bands for row in band.rows]  # fmt: skip
    assert numbers == [str(number) for number in range(1, 201)]
    for page in pages:
        assert any(text.text == "当场填写" for text in page.texts)
        for band in page.bands:
            assert all(high.bottom < low.bottom for high, low in pairwise(band.rows))
            assert band.rows[-1].bottom <= page.height - 14.0


def test_an_issued_sheet_is_kept_once_and_one_undo_takes_it_back(ledger, children):
    prepared = print_ledger.prepare(
        ledger, KEY, subject=students(*children.values()), purpose=MASKED,
        route=Route(visitor="周老师"),
    )  # fmt: skip
    for _ in range(2):  # printed, and saved as a PDF: the same sheets
        print_ledger.issue(ledger, prepared)
    kept = {row["route"]: row for row in open_sheets(ledger)}
    assert set(kept) == {"青山村", "石门村"}
    assert kept["石门村"]["children"] == children["赵涛"]
    assert kept["青山村"]["children"].split() == [
        children[name] for name in ("李𰻝", "王𬱖", "王小二")
    ]
    assert {row["visitor"] for row in kept.values()} == {"周老师"}
    undo_revision.undo(ledger)
    assert open_sheets(ledger) == []


def test_another_visitor_other_children_or_another_day_are_another_sheet(ledger, children):
    def issue(visitor, *names):
        ids = [children[name] for name in names]
        prepared = print_ledger.prepare(
            ledger, KEY, subject=students(*ids), purpose=MASKED, route=Route(By.ONE, visitor)
        )
        print_ledger.issue(ledger, prepared)
        return [row["children"].split() for row in open_sheets(ledger)]

    assert len(issue("周老师", "赵涛", "李𰻝")) == 1
    assert len(issue("李敏", "赵涛", "李𰻝")) == 2
    assert len(issue("李敏", "赵涛", "李𰻝")) == 2
    assert [children["赵涛"]] in issue("李敏", "赵涛")
    ledger.clock.move(days=1)
    assert len(issue("李敏", "赵涛")) == 4
    assert set(ledger.column("SELECT made_by FROM visit_sheet")) == {ledger.author}


def test_an_edition_prints_again_as_it_was(ledger, children):
    prepared = print_ledger.prepare(ledger, KEY, purpose=WHOLE)
    number, first = print_ledger.issue(ledger, prepared)
    edit_file.save_fields(ledger, "student", children["赵涛"], {"guardian_phone": "13500000000"})
    assert pdf_text(print_ledger.reprint(ledger, number)) == pdf_text(first)


def test_what_has_to_be_reported_at_once_stands_on_no_sheet(ledger, children):
    child = children["赵涛"]
    edit_file.add_record(
        ledger, "harm", child, {"found_on": "2026-11-10", "found_by": "李敏", "kind": "1"}
    )
    text = pdf_text(print_ledger.pdf_bytes(print_ledger.prepare(ledger, KEY, purpose=WHOLE)))
    assert "赵涛" in text
    assert "公安" not in text
    assert "11-10" not in text


@pytest.mark.parametrize(
    "call",
    [
        {"content": "打了没人接"},
        {"content": ""},
        {"result": "2", "phone_tried": "13611112222、13655556666"},
    ],
)
def test_a_number_is_answered_only_where_the_call_says_so_of_that_number(ledger, children, call):
    edit_file.add_record(
        ledger, "contact", children["赵涛"],
        {"contacted_on": "2026-11-02", "mode": "2", "purpose": "1", "persuaders": "张老师",
         "phone_tried": "13611112222", **call},
    )  # fmt: skip
    (sheet,) = sheets(ledger, [children["赵涛"]], purpose=WHOLE)
    assert column(sheet, "family") == ["赵本山（母亲）\n13700003333\n石门村2组"]


def test_a_line_has_the_code_of_the_first_number_that_a_phone_can_dial(ledger, children):
    from ledger_app.printing.pdf.qr import matrix

    child = children["赵涛"]
    for phone, uri in (("0871-66778899-12、13700003333", "tel:087166778899,12"), ("12345", "")):
        edit_file.save_fields(ledger, "student", child, {"guardian_phone": phone})
        (sheet,) = sheets(ledger, [child], purpose=WHOLE)
        drawn = ["".join("01"[dark] for dark in row) for row in matrix(uri)] if uri else [""]
        assert sheet.codes[0].split("/") == drawn
