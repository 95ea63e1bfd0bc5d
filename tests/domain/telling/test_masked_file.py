"""A file as a paper may show it: numbers masked wherever they stand, the school as it is."""

from __future__ import annotations

from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.masked_file import masked
from ledger_app.domain.telling.masking import Purpose

PHONE, HIDDEN = "13800138000", "138****8000"
FILE = StudentFile(
    {
        "name": "李小明",
        "id_no": "52990120120305102X",
        "guardian_phone": PHONE,
        "psychological": "焦虑",
    },
    {"contact": [{"content": f"打{PHONE}没人接", "contacted_on": "2026-11-20"}]},
    {"name": "双龙小学", "contact_phone": PHONE},
    {"home_teacher": "周老师", "teacher_phone": PHONE},
)


def test_an_internal_paper_masks_child_records_and_class_teacher():
    seen = masked(FILE, Purpose.INTERNAL)
    assert (seen.student["name"], seen.student["id_no"]) == ("李小明", "529901********102X")
    assert (seen.student["guardian_phone"], seen.student["psychological"]) == (HIDDEN, "")
    assert seen.of("contact")[0]["content"] == f"打{HIDDEN}没人接"
    assert dict(seen.school_class) == {"home_teacher": "周老师", "teacher_phone": HIDDEN}


def test_a_report_shows_the_file_as_it_is():
    assert masked(FILE, Purpose.REPORT) == FILE
