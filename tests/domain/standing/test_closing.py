"""A closing is valid when its reason is plausible and proven; else it says what it lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger_app.domain.reads import NarrowRecords, narrow_row
from ledger_app.domain.standing.closing import CLOSING_READS, what_is_missing
from ledger_app.domain.student_file import StudentFile
from tests.days import the_day

PAPERS = {"close_evidence": "乡镇核实表", "close_approver": "韦校长"}
BACK = {"returned_on": "2026-09-01", "check_90d": "稳定", "closed_on": "2026-12-01"}
YOUNG = {"birth_date": "2013-05-10", "grade": "7"}  # 13 years old
VISIT = {"contacted_on": "2026-11-25", "purpose": "4", "met_who": "1"}


def lacking(closing, student=YOUNG, contacts=(), day="2026-12-20"):
    file = StudentFile({"id": "s1", **student}, {"contact": list(contacts)})
    return what_is_missing(file, closing, the_day(day))


def closed(reason, **more):
    return {"closed_on": "2026-12-01", "close_reason": reason, **PAPERS, **more}


def test_a_closing_that_is_only_a_day_lacks_everything_else():
    assert lacking({"closed_on": "2026-12-01"}) == ("销号原因", "销号佐证", "审批人")
    assert lacking({"close_approver": " "}) == ("销号日期", "销号原因", "销号佐证", "审批人")


# reason, what else is written, what it lacks
CLOSINGS = [
    ("1", BACK, ()),
    ("1", {}, ("复学日期",)),
    ("1", {"returned_on": "2026-12-02"}, ("复学日期",)),
    ("1", {**BACK, "check_90d": None}, ("90日回访",)),
    ("1", {**BACK, "closed_on": "2026-11-29"}, ("复学满90天（2026-11-30 起）",)),
    ("1", {**BACK, "relapse": "1"}, ("再次辍学以后的复学",)),
    ("1", {**BACK, "relapse": "1", "relapsed_on": "2026-10-01"}, ("再次辍学以后的复学",)),
    ("1", {**BACK, "relapse": "1", "relapsed_on": "2026-06-01"}, ()),
    ("1", {**BACK, "placement": "10"}, ("回到课堂的复学（现在是休学、缓学或免学）",)),
    ("2", {}, ("转入学校",)),
    ("2", {"transferred_to": "县第二中学"}, ()),
    ("2", {"placement": "3", "return_school": "县第二中学"}, ()),
    ("2", {"placement": "1", "return_school": "福利镇中心小学"}, ("转入学校",)),
    ("3", {}, ("毕业年级（不是九年级，也未满16周岁）",)),
    ("4", {}, ("满16周岁（2029-05-10 才满）",)),
    ("5", {}, ()),
    ("6", {}, ()),
    ("7", {}, ()),
    ("8", {}, ()),
    ("8", {"close_evidence": ""}, ("误报的说明",)),
    ("8", {"close_approver": ""}, ("审批人",)),
    ("9", {}, ()),
    ("6", {"close_evidence": None}, ("销号佐证",)),
]


@pytest.mark.parametrize(("reason", "more", "said"), CLOSINGS)
def test_each_reason_has_what_makes_it_plausible(reason, more, said):
    assert lacking(closed(reason, **more)) == said


@pytest.mark.parametrize(
    ("student", "graduated", "too_old"),
    [
        ({"grade": "9", "birth_date": "2012-01-01"}, True, False),
        ({"grade": "10", "birth_date": "2012-01-01"}, True, False),
        ({"grade": "8", "birth_date": "2010-12-01"}, True, True),
        ({"grade": "8", "birth_date": "2010-12-02"}, False, False),
        ({"grade": "8"}, False, False),
    ],
)
def test_graduated_by_grade_or_age_and_too_old_by_age_alone(student, graduated, too_old):
    student = {"birth_date": None, **student}
    assert (not lacking(closed("3"), student)) is graduated
    assert (not lacking(closed("4"), student)) is too_old


def test_without_a_birth_date_nobody_is_too_old():
    assert lacking(closed("4"), {"birth_date": None, "grade": "8"}) == ("出生日期",)


def test_where_children_leave_at_17_nobody_of_16_is_too_old():
    on = the_day("2029-03-05")
    county = replace(on, calendar=replace(on.calendar, leaving_age=17))
    leap = StudentFile({"id": "s1", "birth_date": "2012-02-29", "grade": "8"})
    closing = closed("4", closed_on="2029-02-28")
    assert what_is_missing(leap, closing, on) == ()
    # Born on 29 February: of age on 1 March.
    assert what_is_missing(leap, closing, county) == ("满17周岁（2029-03-01 才满）",)


@pytest.mark.parametrize(
    ("visit", "counts"),
    [
        (VISIT, True),
        ({**VISIT, "contacted_on": "2026-11-20"}, True),
        ({**VISIT, "contacted_on": "2026-11-19"}, False),  # that of the month
        ({**VISIT, "contacted_on": "2026-12-21"}, False),  # still to come
        ({**VISIT, "purpose": "1"}, False),
        ({**VISIT, "result": "8"}, False),  # 未见到人
        ({**VISIT, "mode": "2", "met_who": None}, False),  # nobody knows who answered
    ],
)
def test_the_90_day_visit_may_be_a_contact_that_reached_somebody(visit, counts):
    visit = {"mode": "1", "result": None, "content": None, **visit}
    stable = closed("1", **{**BACK, "check_90d": None})
    assert lacking(stable, contacts=[visit]) == (() if counts else ("90日回访",))


def test_all_that_is_looked_at_is_named():
    def narrow(table, row):
        return narrow_row(table)({**dict.fromkeys(CLOSING_READS[table]), **row})

    records = NarrowRecords(contact=[narrow("contact", VISIT)])
    file = StudentFile(narrow("student", YOUNG), records)
    for reason, more, _ in CLOSINGS:
        what_is_missing(file, narrow("placement", closed(reason, **more)), the_day("2026-12-20"))
