"""What a ledger counts are children, and each closed school has a sheet of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.scope import Part, Scope
from ledger_app.printing.filling import filled
from ledger_app.printing.request import Request
from ledger_app.printing.tables.layout import table_pages
from tests.printing import samples
from tests.printing.samples import HEADER, ON, printout, sheet_of

LEAVE = {"id": "p", "returned_on": "2026-09-28", "placement": "10"}


def dropped(index, school="双龙小学", **records):
    file = samples.dropout_file(index)
    return replace(file, school={"name": school}, records={**file.records, **records})


def moved(index, origin, receiving="青山乡中心小学", **changes):
    known = samples.relocation_file(index)
    row = {**known.of("relocation")[0], "origin_school": origin, "receiving_school": receiving}
    return StudentFile(known.student, {"relocation": [row | changes]}, known.school)


def sheets(files, **more):
    request = Request(on=ON, header=HEADER, purpose=Purpose.REPORT, **more)
    return filled(printout("relocation_ledger"), files, request)


def test_children_are_counted_not_cases_and_each_by_its_newest():
    """One is back, one is out again after a return, one is out, one went on leave."""
    again = [samples.dropout(1), samples.dropout(
        1, id="again", suspected_on="2026-10-10", confirmed_on="2026-10-12",
        last_attended="2026-10-08", dropout_ym="2026-10",
    )]  # fmt: skip
    back = [{"id": "p", "returned_on": "2026-09-28", "placement": "1"}]
    files = [
        dropped(0, placement=back),
        dropped(1, dropout=again, placement=back),
        dropped(2, placement=[]),
        dropped(4, placement=[LEAVE]),
    ]
    sheet = sheet_of(printout("dropout_ledger"), files)
    assert len(sheet.rows) == 5
    assert sheet.notes[0] == "本表共 4 人 5 条，已返校 1 人，未返校 2 人，未返校而已了结 1 人。"


def test_a_list_of_special_attention_counts_who_is_on_it_still():
    sheet = sheet_of(printout("focus_ledger"), [samples.focus_file(n) for n in range(5)])
    assert sheet.notes[0] == "本表共 5 人 5 条，在关注 4 人，已解除 1 人。"


def test_each_closed_school_has_a_sheet_with_its_name_its_numbers_and_its_totals():
    files = [
        moved(0, "大石头沟教学点"),
        moved(1, "老鹰岩小学", moved_on=None, register_moved_on=None),
        moved(2, "老鹰岩小学", register_moved_on=None),
        moved(3, "老鹰岩小学", receiving=None, moved_on=None, register_moved_on=None),
    ]
    first, second = sheets(files)
    assert first.title == "青山乡大石头沟教学点撤并学生分流安置台账"
    assert second.title == "青山乡老鹰岩小学撤并学生分流安置台账"
    assert [row[0] for row in second.rows] == ["1", "2", "3"]
    assert second.notes[0] == (
        "本表共 3 人 3 条，应分流 3 人，已到校 1 人，未到校 2 人，已转学籍 0 人，未转学籍 3 人，"
        "待安置 1 人。"
    )
    captions = [column.caption for column in first.columns]
    assert captions.index("计划办结日期") + 1 == captions.index("办结日期")


def test_a_receiving_school_has_its_arrivals_from_all_closed_schools():
    files = [
        moved(0, "大石头沟教学点"),
        moved(1, "老鹰岩小学"),
        moved(2, "老鹰岩小学", receiving="双龙小学"),
    ]
    (sheet,) = sheets(files, scope=Scope(Part.RECEIVING, "青山乡中心小学"))
    assert sheet.title == "青山乡中心小学接收撤并学校学生安置台账"
    assert len(sheet.rows) == 2
    assert sheet.notes[0].startswith("本表共 2 人 2 条，应分流 2 人")


@pytest.mark.parametrize("key", ["dropout_ledger", "focus_ledger", "relocation_ledger"])
def test_who_checked_it_and_a_telephone_stand_beside_who_filled_it_in(key):
    signers = printout(key).signers
    assert signers[:3] == ("填表人（签字）", "审核人（签字）", "联系电话")


def test_each_school_of_a_township_begins_under_a_rule_with_a_bookmark():
    files = [dropped(n, school=("双龙小学", "石门小学")[n % 2]) for n in range(15)]
    pages = list(table_pages(sheet_of(printout("dropout_ledger"), files)))
    marks = [mark for page in pages for mark in page.bookmarks]
    assert [mark.text for mark in marks] == ["双龙小学（8 人）", "石门小学（7 人）"]
    (page,) = [page for page in pages if marks[1] in page.bookmarks]
    assert any(
        stroke.y1 == stroke.y2 == marks[1].y and stroke.width > 0.3 for stroke in page.strokes
    )


def test_a_school_of_some_pages_begins_a_page_under_its_name():
    files = [
        replace(file, student={**file.student, "id": str(n)})
        for n in range(160)
        for file in [dropped(n % 15, school="双龙小学" if n < 20 else "石门小学")]
    ]
    pages = list(table_pages(sheet_of(printout("dropout_ledger"), files)))
    (at,) = [n for n, page in enumerate(pages) if any("石门" in m.text for m in page.bookmarks)]
    assert at > 0
    said = [text for text in pages[at].texts if text.text == "石门小学（140 人）"]
    assert [text.bold for text in said] == [True]
    # Nobody of the school before stands on that page.
    first = pages[at].bands[0].rows[0].cells[0].lines[-1][2]
    assert first == "21"


def test_the_ledger_of_one_school_has_no_sections():
    sheet = sheet_of(printout("dropout_ledger"), [dropped(n) for n in range(5)])
    assert sheet.sections == ()
