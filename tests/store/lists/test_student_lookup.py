"""Looking up one child: by whichever number somebody types, of living files only."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, find_students
from ledger_app.domain.errors import LedgerError

NUMBERS = {
    "id_no": "52990120171012219X",
    "register_no": "G52990120171012219X",
    "file_no": "0001-2026-A7",
    "temp_no": "L0001",
}
CASES = [str.upper, str.lower]


@pytest.mark.parametrize("key", NUMBERS)
@pytest.mark.parametrize("kept", CASES, ids=["ABC", "abc"])
@pytest.mark.parametrize("typed", CASES, ids=["ABC", "abc"])
def test_a_number_is_found_in_any_case(ledger, key, kept, typed):
    child = edit_file.add_student(ledger, {"name": "王小明", key: kept(NUMBERS[key])}).record_id
    assert find_students.student_id(ledger, typed(NUMBERS[key])) == child


@pytest.mark.parametrize("typed", ["王小明", NUMBERS["id_no"]])
def test_a_deleted_file_is_not_found(ledger, typed):
    given = {"name": "王小明", "id_no": NUMBERS["id_no"]}
    child = edit_file.add_student(ledger, given).record_id
    assert find_students.student_id(ledger, typed) == child
    edit_file.delete_students(ledger, [child])
    for text in (typed, child, child[:8]):
        with pytest.raises(LedgerError, match="没有找到学生"):
            find_students.student_id(ledger, text)
