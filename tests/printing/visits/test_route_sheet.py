"""What a route sheet says of a child, and where each thing stands on it."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.domain.day import Day
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.masking import Purpose
from ledger_app.printing import filling, sheet_json
from ledger_app.printing.request import Header, Request
from ledger_app.printing.visits import texts
from ledger_app.printing.visits.sheet import route_pages
from tests.days import the_day
from tests.printing.boxes_text import described, same_as_golden
from tests.printing.samples import printout

ON = date(2026, 11, 21)


def file(name, **more) -> StudentFile:
    student = {
        "id": name, "name": name, "sex": "2", "birth_date": "2017-03-11", "grade": "3",
        "class_no": "2", "village_name": "青山村", "hamlet": "3组", "guardian_name": "吴秀英",
        "guardian_phone": "13800001111", "guardian_relation": "母亲", **more,
    }  # fmt: skip
    talk = {"id": "c", "contacted_on": "2026-11-12", "mode": "2", "result": "2",
            "promised_on": "2026-11-18",
            "content": "母亲说周三送来，孩子在外婆家，路远。"}  # fmt: skip
    return StudentFile(student, {"contact": [talk]}, {"name": "福利镇中心小学"}, {}, {})


def sheet(purpose=Purpose.INTERNAL, code=""):
    known = {
        "why": "超 3 天：承诺 11-18 返校，未见到校",
        "house": "王𬱖",
        "safety": "",
        "code": code,
    }
    told = {
        "by": "village", "visitor": "周老师", "said": "",
        "children": {"王𬱖": {**known, "safety": "不得告知父亲住址"}, "李𰻝": known},
    }  # fmt: skip
    request = Request(
        on=the_day("2026-11-21"), header=Header(unit="福利镇中心小学", filled_on=ON),
        purpose=purpose, evidence=told,
    )  # fmt: skip
    files = [file("王𬱖"), file("李𰻝", birth_date="2018-01-02")]
    (made,) = filling.filled(printout("visit_list"), files, request)
    return made


def test_golden_of_a_house_of_two():
    same_as_golden("route_sheet", described(route_pages(sheet())))


def test_with_note_and_code_there_is_still_room_for_the_pen():
    made = sheet(Purpose.VISIT, code="1/1")
    widths = {each.caption: each.width_mm for each in made.columns}
    assert widths["说了什么"] == pytest.approx(32.0)
    assert sum(widths.values()) == pytest.approx(297 - 20 - 8)
    assert {"安全提示", "扫码拨号"} <= set(widths)


def test_a_sheet_is_kept_and_read_again_as_it_was():
    made = sheet(Purpose.VISIT, code="10/01")
    again = sheet_json.from_json("".join(sheet_json.to_json(made)))
    assert again == made
    assert described(route_pages(again)) == described(route_pages(made))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("四个字吧", "四个字吧"),
        ("正好五个字", "正好五个字"),
        ("比五个字更长", "比五个字…"),
        ("王𬱖李𰻝赵钱", "王𬱖李𰻝…"),
        ("一二三葛\U000e0100城", "一二三…"),  # the variant's number belongs to its character
        ("一二\n三  四", "一二 三…"),
    ],
)
def test_a_long_text_ends_behind_a_whole_character(text, said):
    assert texts.shortened(text, 5) == said


def test_every_code_has_a_box_with_the_number_that_is_typed():
    boxes = texts.boxes_result()
    assert "□2承诺返校" in boxes
    assert "□10交乡镇" in boxes
    assert boxes.count("□") == 10
    assert texts.boxes_met().endswith("□没有人")


def test_the_day_of_another_year_is_said_with_its_year():
    child = file("王𬱖")
    assert texts.promised_text(child, the_day("2026-11-21")) == "承诺 11-18 返校"
    later: Day = the_day("2027-01-04")
    assert texts.promised_text(child, later) == "承诺 2026-11-18 返校"
