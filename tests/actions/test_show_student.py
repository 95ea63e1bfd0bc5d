"""What a file shows, what it hides until somebody asks, and that asking is logged."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, find_students, show_student
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file import audit
from tests.ledgers import report_in


@pytest.fixture
def child(ledger):
    student = edit_file.add_student(
        ledger,
        {"name": "王𬱖", "id_no": "52990120171012219X", "register_no": "G52990120171012219X",
         "phone": "13566537775", "case_involved": "是", "ethnic": "苗族"},
    ).record_id  # fmt: skip
    edit_file.add_record(
        ledger, "family_member", student,
        {"name": "王大山", "relation": "父亲", "phone": "13800000001",
         "id_no": "529901198001010018"},
    )  # fmt: skip
    return student


def test_numbers_are_masked_and_sensitive_things_are_not_there(ledger, child):
    shown = show_student.show(ledger, child)
    assert shown["id_no"] == "529901********219X"
    assert shown["register_no"] == "G529901********219X"
    assert shown["phone"] == "135****7775"
    assert "case_involved" not in shown
    member = shown["records"]["family_member"][0]
    assert (member["name"], member["phone"]) == ("王大山", "138****0001")
    for secret in ("52990120171012219X", "13566537775", "13800000001", "529901198001010018"):
        assert secret not in str(shown)


def test_numbers_inside_words_are_masked_and_wrong_ones_are_problems(ledger, child):
    given = {"disability_cert_no": "52990120171012219X43", "id_no": "529901171012219"}
    edit_file.save_fields(ledger, "student", child, given)
    told = {"contacted_on": "2026-11-20", "content": "父亲换号13800000002"}
    edit_file.add_record(ledger, "contact", child, told)
    shown = show_student.show(ledger, child)
    (problem,) = [each for each in shown["problems"] if each["field"] == "id_no"]
    assert problem["severity"] == "error"
    assert "15 位" in problem["text"]
    for secret in ("52990120171012219X", "52990119171012219", "529901171012219", "13800000002"):
        assert secret not in str(shown)


def test_looking_closer_is_logged_before_it_is_shown(ledger, child):
    shown = show_student.show(ledger, child, reveal=True)
    assert (shown["id_no"], shown["case_involved"]) == ("52990120171012219X", "1")
    entry = audit.entries(ledger)[0]
    assert (entry["event"], entry["detail"], entry["author"]) == (
        "reveal", {"student": child}, "张老师",
    )  # fmt: skip


def test_showing_hidden_leaves_no_trace(ledger, child):
    before = audit.head(ledger)
    show_student.show(ledger, child)
    assert audit.head(ledger) == before


def test_status_age_and_problems_are_of_today(ledger, child):
    assert show_student.show(ledger, child)["status"] == "未核实"
    report_in(ledger, child)
    shown = show_student.show(ledger, child)
    assert (shown["status"], shown["age"]) == ("在校", 9)
    assert all({"field", "text", "severity"} == set(each) for each in shown["problems"])


def test_a_file_that_is_not_there_is_a_sentence(ledger):
    with pytest.raises(LedgerError, match="找不到这个学生"):
        show_student.show(ledger, "nothing")


def test_history_shows_words_not_codes(ledger, child):
    edit_file.save_fields(
        ledger, "student", child, {"ethnic": "土家族", "school": "福利镇中心小学"}
    )
    texts = {row["label"]: (row["old_text"], row["new_text"])
             for row in show_student.changes(ledger, child) if row["field"]}  # fmt: skip
    assert texts["民族"] == ("苗族", "土家族")
    assert "福利镇中心小学" in [new for _, new in texts.values()]


@pytest.mark.parametrize(
    "meant",
    ["52990120171012219X", "52990120171012219x", "G52990120171012219X", "0000-2026-0001", "王𬱖"],
)
def test_a_child_is_meant_by_any_of_its_numbers(ledger, child, meant):
    assert find_students.student_id(ledger, meant) == child
    assert find_students.student_id(ledger, child) == child
    assert find_students.student_id(ledger, child[:8].upper()) == child


def test_who_is_meant_is_never_guessed(ledger, child):
    with pytest.raises(LedgerError, match="没有找到"):
        find_students.student_id(ledger, "王")
    for grade in ("2", "5"):
        edit_file.add_student(ledger, {"name": "王𬱖", "grade": grade})
    with pytest.raises(LedgerError) as refused:
        find_students.student_id(ledger, "王𬱖")
    assert "有 3 个学生" in refused.value.message
    assert child[:8] in refused.value.message
    assert "二年级" in refused.value.message


def test_a_deleted_child_is_meant_by_nothing(ledger, child):
    edit_file.delete_students(ledger, [child])
    for meant in (child, "王𬱖", "52990120171012219X"):
        with pytest.raises(LedgerError, match="没有找到"):
            find_students.student_id(ledger, meant)
