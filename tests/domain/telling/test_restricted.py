"""A restricted child stays on the ledger; what tells of the matter does not."""

from __future__ import annotations

import pytest

from ledger_app.catalogue import TABLES, Kind
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.for_paper import for_paper
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.restricted import IN_THE_FILE, for_a_ledger, is_restricted_child
from tests.days import the_day

ON = the_day("2026-11-21")


def test_where_a_restricted_child_is_said_to_be_stays_in_the_file():
    seen = for_a_ledger(StudentFile({"name": "王小明", "whereabouts": "看守所"}, {}))
    assert seen.student == {"name": "王小明", "whereabouts": IN_THE_FILE}
    assert for_a_ledger(StudentFile({"whereabouts": None}, {})).student == {"whereabouts": None}


@pytest.mark.parametrize(
    ("student", "records", "restricted"),
    [
        ({}, {}, False),
        ({"case_involved": "1"}, {}, True),
        ({"case_involved": "0"}, {}, False),
        ({"psychological": "焦虑"}, {}, True),
        ({"family_structure": "1,7"}, {}, True),
        ({}, {"dropout": [{"main_reason": "45"}]}, True),
        ({}, {"dropout": [{"dropout_reasons": "01,43"}]}, True),
        ({}, {"dropout": [{"dropout_whereabouts": "9"}]}, True),
        ({}, {"dropout": [{"main_reason": "01"}]}, False),
        ({}, {"concern": [{"risk_categories": "poor,psych", "since_on": "2026-11-21"}]}, True),
        ({}, {"concern": [{"risk_categories": "psych", "since_on": "2026-11-22"}]}, False),
        ({}, {"concern": [{"risk_categories": "psych", "until_on": "2026-01-31"}]}, True),
        ({}, {"concern": [{"risk_categories": "poor"}]}, False),
    ],
)
def test_of_whom_such_a_matter_is_known(student, records, restricted):
    assert is_restricted_child(StudentFile(student, records), ON) is restricted


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize(
    "words", ["父亲涉案在押", "受侵害后不敢来", "有心理问题", "心理", "跟奶奶信教", "抑郁，服药"]
)
def test_a_text_that_names_such_a_matter_is_on_no_paper_though_nobody_marked_it(words, purpose):
    texts = {
        name: {
            field.key: f"{field.label}：{words}"
            for field in table.fields
            if field.kind in (Kind.TEXT, Kind.LONG_TEXT)
        }
        for name, table in TABLES.items()
        if table.of_student or name == "student"
    }
    student = texts.pop("student")
    file = StudentFile(student, {name: [row] for name, row in texts.items()})
    seen = for_paper(file, ON, purpose, signed_by_family=False)
    told = [words in str(seen.student), *(words in str(rows) for rows in seen.records.values())]
    assert any(told) is (purpose is Purpose.OWN_FILE)


def test_lessons_and_talks_that_every_child_may_have_tell_nothing():
    file = StudentFile({"name": "王小明"}, {"contact": [{"content": "心理健康课后心理辅导一次"}]})
    assert for_paper(file, ON, Purpose.REPORT, signed_by_family=False) == file
