"""今日 says under a line when the family answers, once enough calls are known."""

import pytest

from ledger_app.actions import edit_file
from ledger_app.actions.contact.last_talk import LastTalk, last_talk

PHONE = "13900000002"


@pytest.fixture
def child(ledger):
    given = {"name": "王𬱖", "guardian_name": "李秀兰", "guardian_phone": PHONE}
    return edit_file.add_student(ledger, given).record_id


def called(ledger, child, on, at, result):
    given = {
        "contacted_on": on, "contacted_at": at, "mode": "2", "phone_tried": PHONE, "result": result,
    }  # fmt: skip
    edit_file.add_record(ledger, "contact", child, given)


def test_of_few_calls_only_the_last_one_is_told(ledger, child):
    assert last_talk(ledger, child) == LastTalk()
    for day in range(1, 4):
        called(ledger, child, f"2026-11-0{day}", "19:30", "1")
    assert last_talk(ledger, child).hours == ""
    assert last_talk(ledger, child).contact["contacted_on"] == "2026-11-03"


def test_of_enough_calls_the_half_day_that_answers_best_is_said(ledger, child):
    for day, result in (("02", "8"), ("03", "1"), ("04", "1"), ("05", "1")):
        called(ledger, child, f"2026-11-{day}", "19:30", result)
    said = last_talk(ledger, child).hours
    assert said.startswith("李秀兰")
    assert "工作日晚上 3/4" in said


def test_whether_now_is_such_a_time_is_said(ledger, child, monkeypatch):
    for day, result in (("02", "8"), ("03", "1"), ("04", "1"), ("05", "1")):
        called(ledger, child, f"2026-11-{day}", "19:30", result)
    monkeypatch.setattr(type(ledger), "now", lambda _: "2026-11-20 19:05:00")
    assert last_talk(ledger, child).hours.endswith("（现在正好）")
    for day in ("02", "03", "04", "05"):
        called(ledger, child, f"2026-11-{day}", "09:30", "8")
    monkeypatch.setattr(type(ledger), "now", lambda _: "2026-11-20 09:05:00")
    assert last_talk(ledger, child).hours.endswith("（现在多半不接）")


def test_a_number_that_went_says_nothing(ledger, child):
    for day in range(2, 7):
        called(ledger, child, f"2026-11-0{day}", "19:30", "1")
    edit_file.save_fields(ledger, "student", child, {"guardian_phone": "13900000009"})
    assert last_talk(ledger, child).hours == ""


def test_a_file_that_is_gone_says_nothing(ledger):
    assert last_talk(ledger, "nobody") == LastTalk()
