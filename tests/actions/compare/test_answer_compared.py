"""What answering about children of a comparison leaves in the ledger."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.compare import answer_compared, compare_lists, keep_comparison
from ledger_app.catalogue.evidence_meanings import CompareAnswer
from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.comparing.comparison import Found
from ledger_app.store.lists.student_files import load_file
from tests.exchange.samples import CHEN, GANG, MEI, text


@pytest.fixture
def compared(ledger, tmp_path):
    """Return a function that compares two lists of children with number and householder."""

    def of(left, right, kind="household-register"):
        paths = []
        for name, rows in (("左.csv", left), ("右.csv", right)):
            head = ["姓名", "性别", "身份证号", "户主", "学校"]
            paths.append(str(text(tmp_path / name, [head, *rows])))
        return compare_lists.compare_lists(ledger, *paths, kind)

    return of


def row(name, number, school=""):
    return [name, "男" if int(number[16]) % 2 else "女", number, "王大山", school]


def test_a_suspected_dropout_of_a_child_with_a_file_opens_a_case_once(ledger, compared):
    student = edit_file.add_student(ledger, {"name": "王刚", "id_no": GANG}).record_id
    found = compared([row("王刚", GANG)], [row("李梅", MEI)], "register-present")
    (entry,) = found.open(Found.ONLY_LEFT)
    assert entry.child.student_id == student
    for _ in range(2):
        answer_compared.answer(ledger, found, [entry], CompareAnswer.DROPPED)
    (case,) = load_file(ledger, student).of("dropout")
    assert case["is_suspected"] == "1"
    assert "左.csv" in case["remark"]


def test_several_are_answered_as_one_revision_that_is_undone_whole(ledger, compared):
    found = compared([row("王刚", GANG), row("李梅", MEI)], [row("陈一", CHEN)])
    entries = found.open(Found.ONLY_LEFT)
    assert answer_compared.answer(ledger, found, entries, CompareAnswer.ELSEWHERE) == 2
    assert ledger.value("SELECT count(*) FROM student WHERE deleted_at IS NULL") == 2
    undo_revision.undo(ledger)
    assert ledger.value("SELECT count(*) FROM student WHERE deleted_at IS NULL") == 0
    assert ledger.value("SELECT count(*) FROM compared_child WHERE deleted_at IS NULL") == 0


def test_a_file_made_of_a_list_invents_no_school(ledger, compared):
    found = compared([row("王刚", GANG, "火星小学")], [row("李梅", MEI)])
    answer_compared.answer(ledger, found, found.open(Found.ONLY_LEFT), CompareAnswer.FILED)
    assert ledger.value("SELECT count(*) FROM school WHERE name = '火星小学'") == 0
    (student,) = ledger.rows("SELECT * FROM student WHERE name = '王刚'")
    assert (student["head_name"], student["school"], student["source_list"]) == (
        "王大山",
        None,
        "2",
    )


def test_an_answer_for_pairs_is_none_for_one_child(ledger, compared):
    found = compared([row("王刚", GANG)], [row("李梅", MEI)])
    with pytest.raises(LedgerError, match="不认识"):
        answer_compared.answer(ledger, found, found.open(Found.ONLY_LEFT), CompareAnswer.SAME)


def test_a_comparison_is_kept_with_day_rows_and_hash_and_the_same_day_once(ledger, compared):
    found = compared([row("王刚", GANG)], [row("李梅", MEI)])
    first = keep_comparison.keep(ledger, found)
    assert keep_comparison.keep(ledger, found) == first
    (kept,) = keep_comparison.kept_list(ledger)
    assert (kept["left_source"], kept["left_count"], kept["label"]) == ("左.csv", 1, "户籍 ↔ 学籍")
    whole = keep_comparison.kept_named(ledger, first)
    assert whole["left_digest"] == found.left.digest
    told = keep_comparison.kept_told(whole)
    assert [each["name"] for each in told["only_left"]] == ["王刚"]
    with pytest.raises(LedgerError):
        keep_comparison.kept_named(ledger, "nothing")
