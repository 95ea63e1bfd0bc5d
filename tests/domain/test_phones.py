"""A telephone that somebody did not finish typing is not taken for a land line."""

from datetime import date

import pytest

from ledger_app.catalogue import STUDENT, Field, Kind
from ledger_app.domain import phones, values
from ledger_app.domain.checking.check_values import compile_values

RIGHT = ("13800138000", "19912345678", "0771-5551234", "07715551234", "5551234", "82345678",
         "0851-1234567", "5551234-801", "13800138000、0771-5551234")  # fmt: skip
WRONG = ("1380000", "13800001", "138000013", "1380000138", "138001380001", "10012345678", "0771123",
         "12345", "138-0000", "0138000", "13800138000、1380000")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "right"), [*((t, True) for t in RIGHT), *((t, False) for t in WRONG)]
)
def test_what_can_be_called_and_what_cannot(text, right):
    assert phones.looks_right(text) == right


@pytest.mark.parametrize("text", WRONG)
def test_typing_importing_and_checking_say_so_alike(text):
    field = Field(key="phone", label="电话", kind=Kind.PHONE)
    parsed = values.parse(field, text, date(2026, 11, 21))
    assert parsed.kept
    assert "请核对" in parsed.problem
    check = next(each for each in compile_values(STUDENT) if each.key == "guardian_phone").check
    assert check is not None
    assert "不像电话号码" in check(text, "2026-11-21")
