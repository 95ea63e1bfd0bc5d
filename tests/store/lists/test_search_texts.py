from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ledger_app.actions import edit_file, list_students, undo_revision
from ledger_app.actions.list_students import ListQuery
from ledger_app.store.lists import search_texts, student_rows
from ledger_app.store.lists.finding import ledger_words

CHECKOUT = Path(__file__).resolve().parents[3]
SCHOOL = "福利镇中心小学"


@pytest.fixture
def ids(ledger):
    children = (
        {"name": "王小山", "phone": "13566537775", "address": "福利镇石门村9组70号"},
        {"name": "王旺", "phone": "13800000001", "village_name": "石门村", "address": "石门村1组"},
        {"name": "吕小绿", "phone": "13800000002", "village_name": "育才村"},
    )
    return [
        edit_file.add_student(ledger, {**child, "school": SCHOOL}).record_id for child in children
    ]


def found(ledger, text, **options):
    nos = list_students.numbers(ledger, ListQuery(text=text, **options))
    return [row["name"] for row in list_students.rows(ledger, nos)]


def test_letters_and_digits_stand_apart_and_words_within_words_once():
    text = search_texts.stored(["石门村9组70号", "石门村", "wang", "w", "王旺", "", "135"])

    first, second = text.split("\n")
    assert set(first.split()) == {"wang", "135", "70", "9"}
    assert set(second.split()) == {"石门村9组70号", "王旺"}


@pytest.mark.parametrize("text", ["70号", "70", "9组", "石门村9", "王 石门", "石 70"])
def test_parts_of_mixed_words_are_found(ledger, ids, text):
    assert "王小山" in found(ledger, text)


def test_digits_are_not_found_across_words(ledger, ids):
    assert found(ledger, "970") == []


@pytest.mark.parametrize(
    "typed",
    [
        ("w", "wa", "wan", "wang", "wangw", "wang", "wa", "w"),
        ("王", "王 石", "王 石门", "王小 石门", "小 石门", "小"),
        ("1", "13", "138", "1380", "135", ""),
        ("x", "xl", "l"),
    ],
)
def test_typing_on_and_taking_back_finds_what_a_fresh_search_finds(ledger, ids, typed):
    for text in typed:
        by_steps = found(ledger, text)
        ledger.cache.clear()
        assert found(ledger, text) == by_steps
        found(ledger, text)


def test_typing_on_in_another_order_or_filter_starts_anew(ledger, ids):
    assert found(ledger, "wang") == ["王旺", "王小山"]
    assert found(ledger, "wangw", sort="name", descending=True) == ["王旺"]
    assert found(ledger, "村", filters=(("village_name", ("育才村",)),)) == ["吕小绿"]
    assert found(ledger, "村", filters=(("village_name", ("石门村",)),)) == ["王旺"]


def test_a_change_is_found_at_once(ledger, ids):
    assert found(ledger, "吕") == ["吕小绿"]
    edit_file.save_fields(ledger, "student", ids[2], {"name": "吕大青"})
    assert (found(ledger, "大青"), found(ledger, "小绿")) == (["吕大青"], [])
    added = edit_file.add_student(ledger, {"name": "吕小绿", "school": SCHOOL}).record_id
    assert found(ledger, "吕") == ["吕大青", "吕小绿"]
    edit_file.delete_students(ledger, [added])
    assert found(ledger, "小绿") == []
    undo_revision.undo(ledger)
    assert found(ledger, "小绿") == ["吕小绿"]


def test_a_new_school_name_is_found_for_all_its_children(ledger, ids):
    assert found(ledger, "福利镇中心") == ["吕小绿", "王旺", "王小山"]
    school = edit_file.school_id(ledger, SCHOOL)
    edit_file.save_fields(ledger, "school", school, {"name": "青山小学"})
    assert found(ledger, "福利镇中心") == []
    assert len(found(ledger, "青山")) == 3


def test_many_changes_at_once_are_found(ledger, ids, monkeypatch):
    assert found(ledger, "王") == ["王旺", "王小山"]
    monkeypatch.setattr(search_texts, "_MOST", 2)
    edit_file.set_for_many(ledger, ids, {"village_name": "下坝村"})
    assert len(found(ledger, "下坝")) == 3


def test_texts_of_an_older_program_are_found(ledger, ids):
    ledger.db.execute("UPDATE student_search SET text = replace(text, char(10), ' ')")
    ledger.cache.clear()
    assert found(ledger, "王小") == ["王小山"]
    assert found(ledger, "7775") == ["王小山"]


def test_texts_loaded_in_pieces_are_all_there_in_list_order(ledger, monkeypatch):
    monkeypatch.setattr(search_texts, "PIECE", 1)
    for name in ("王旺", "李梓涵", "王旺", "赵国庆", "单小雨"):
        edit_file.add_student(ledger, {"name": name})
    pieces = 1
    while not search_texts.load_piece(ledger):
        pieces += 1

    in_order = ledger.column("SELECT no FROM student_index ORDER BY list_order")
    assert list(search_texts.entries(ledger)) == in_order
    assert pieces == 6


def test_a_child_added_between_two_pieces_is_found(ledger, monkeypatch):
    monkeypatch.setattr(search_texts, "PIECE", 1)
    for name in ("王旺", "李梓涵", "赵国庆"):
        edit_file.add_student(ledger, {"name": name})
    assert not search_texts.load_piece(ledger)
    edit_file.add_student(ledger, {"name": "安安"})  # stands before all that were read

    assert len(search_texts.entries(ledger)) == 4
    assert student_rows.student_nos(ledger, ListQuery("安安")) == [4]


def test_a_search_made_ready_reads_nothing_more(ledger):
    edit_file.add_student(ledger, {"name": "王旺"})
    while not student_rows.make_ready(ledger, ListQuery()):
        pass
    asked = []
    ledger.db.conn.set_trace_callback(asked.append)
    assert student_rows.student_nos(ledger, ListQuery("wang")) == [1]
    assert ledger_words.words_of(ledger, "青山 三年级").words["三年级"]
    ledger.db.conn.set_trace_callback(None)
    assert asked == []


def test_the_same_child_is_found_by_the_same_text_in_every_process():
    code = (
        "from ledger_app.store.lists.search_texts import stored\n"
        "print(stored(['13800000001', '13900000002', 'fenggui', '冯桂', '冯鹏', '11', '52']))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=CHECKOUT, check=True, capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(CHECKOUT)},
        ).stdout
        for seed in "1234"
    }  # fmt: skip
    assert len(said) == 1
