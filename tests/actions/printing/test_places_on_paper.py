"""Region codes print as names of places; what nobody knows is named before printing."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, keep_settings
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.paper_problems import paper_problems
from ledger_app.actions.printing.print_ledger import students


@pytest.fixture
def dropped(ledger):
    """Return a ledger with two dropouts of whose homes only the codes are known."""
    keep_settings.keep(ledger, {"county": "云岭县", "township": "福利镇"})
    for name, code in (("王小明", "529901101000"), ("李小红", "999999000000")):
        student = edit_file.add_student(
            ledger,
            {"name": name, "grade": "7", "hukou_code": code, "birthplace_code": "530627000000",
             "township_code": "529901101000", "township_name": "福利镇"},
        ).record_id  # fmt: skip
        edit_file.add_record(
            ledger,
            "dropout",
            student,
            {"last_attended": "2026-10-20", "confirmed_on": "2026-11-01"},
        )
    return ledger


def test_the_ledger_says_the_place_and_the_code_only_where_it_is_unknown(dropped):
    prepared = print_ledger.prepare(dropped, "dropout_ledger")
    sheet = prepared.sheets[0]
    at = [column.source for column in sheet.columns].index("户籍地")
    assert sorted(row[at] for row in sheet.rows) == ["999999000000", "云岭县福利镇"]
    said = [each.text for each in paper_problems(dropped, prepared)]
    assert any("999999000000" in text and "李小红" in text for text in said)
    assert not any("529901101000" in text for text in said)


def test_the_card_says_the_place_of_birth(dropped):
    child = dropped.value("SELECT id FROM student WHERE name = '李小红'")
    prepared = print_ledger.prepare(dropped, "student_card", subject=students(child))
    boxes = [box for block in prepared.sheets[0].blocks for line in block.lines for box in line]
    words = [box.text for box in boxes]
    assert words[words.index("出生地") + 1] == "云南省昭通市镇雄县"
    assert any("999999000000" in each.text for each in paper_problems(dropped, prepared))
