"""What an entry does is told before it is kept: all of it, and nothing that does not happen."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from ledger_app import paths
from ledger_app.domain.foreseeing import consequences as told
from ledger_app.domain.foreseeing.changed_file import NEW, Entry, changed
from ledger_app.domain.foreseeing.consequences import consequences
from ledger_app.domain.foreseeing.in_words import MOST, clauses, line, sentence
from ledger_app.domain.foreseeing.outlook import Listing, Terms, matters, outlook
from ledger_app.domain.reads import together
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.reminding.triggers.calendar import OF_UNIT
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.record_kinds import RECORD_KINDS, STUDENT
from tests.children import DAYS, files
from tests.days import REPORTED_IN, the_day
from tests.domain.foreseeing.edits import edit
from tests.domain.standing.stories import days, story
from tests.narrow import narrowed

RULES = [rule for rule in load_rules(paths.resources() / "rules") if rule.trigger not in OF_UNIT]
NAMES = {
    "suspected": "疑似辍学台账", "dropout": "辍学台账", "focus": "重点关注台账",
    "relocation": "撤并学生分流安置台账", "elsewhere": "外地就读台账",
    "leave": "休学缓学免学台账", "not_reported": "开学未报到学生情况报告",
}  # fmt: skip
LISTINGS = [Listing(key, name, RECORD_KINDS[key]) for key, name in NAMES.items()]
TERMS = Terms(RULES, (), LISTINGS)
ON = the_day("2026-11-21")


def foreseen(file, entry, on=ON):
    before, after = outlook(file, on, TERMS), outlook(changed(file, entry), on, TERMS)
    return consequences(before, after, on, LISTINGS)


def at_school(**records) -> StudentFile:
    student = {"id": "s", "name": "王小明", "birth_date": "2015-05-01", "created_at": "2026-09-01"}
    whole = {"roll_call": REPORTED_IN, **records}
    return StudentFile(student, whole)


def dropout(**values):
    return {"id": "d", "created_at": "2026-11-10 08:00:00", **values}


def said(file, table, record, on=ON, **values):
    return sentence(foreseen(file, Entry(table, record, values, f"{on.text} 12:00:00"), on))


def test_a_suspicion_puts_a_child_on_its_ledger_and_asks_for_the_reports():
    found = said(
        at_school(), "dropout", NEW, is_suspected="1", suspected_on="2026-11-16",
        last_attended="2026-11-13",
    )  # fmt: skip
    assert found.startswith(
        "→ 在校 变为 疑似辍学（在校有据 → 个案中）；个案开始；进入疑似辍学台账；"
    )
    assert "疑似辍学上报、疑似辍学上报县级" in found
    assert found.endswith("；进入开学未报到学生情况报告")


def test_confirming_moves_a_child_from_one_ledger_to_the_other():
    file = at_school(dropout=[dropout(suspected_on="2026-11-10", is_suspected="1")])
    found = said(file, "dropout", "d", confirmed_on="2026-11-20")
    assert found.startswith(
        "→ 疑似辍学 变为 辍学；进入辍学台账；离开疑似辍学台账；11-23 前：辍学书面报告、"
    )
    assert "不再提醒 疑似辍学上报" in found


def test_a_promise_of_another_day_is_the_same_line_on_that_day():
    promise = {"id": "c", "contacted_on": "2026-11-18", "mode": "1", "promised_on": "2026-11-23"}
    told_all = dropout(
        suspected_on="2026-11-10", is_suspected="1", reported_township_on="2026-11-12",
        reported_county_on="2026-11-12",
    )  # fmt: skip
    file = at_school(dropout=[told_all], contact=[promise])
    assert said(file, "contact", "c", promised_on="2026-11-25") == "→ 承诺返校日 改到 11-25"


def test_what_changes_nothing_says_nothing():
    file = at_school()
    assert said(file, "student", "s", name="王小朋") == ""
    nothing = foreseen(file, Entry("student", "s", {"birth_date": "2015-05-01"}, "2026-11-21"))
    assert (bool(nothing), sentence(nothing), line(nothing)) == (False, "", "")


def test_the_line_holds_whole_clauses_and_says_that_there_is_more():
    file = at_school(dropout=[dropout(suspected_on="2026-11-10", is_suspected="1")])
    found = foreseen(file, Entry("dropout", "d", {"confirmed_on": "2026-11-20"}, "2026-11-21"))
    assert len(sentence(found)) > MOST
    assert len(line(found)) <= MOST + 2
    assert line(found).endswith("；…")
    assert sentence(found).startswith(line(found).removesuffix("…"))


STORIES = 500


def cases(count=STORIES):
    for seed in range(count):
        file, rng = story(seed), Random(seed)
        yield file, edit(file, rng), the_day(days(seed, 1)[0])


def replayed(before, found):
    """Return lines and rows of a child after what was foreseen of them has happened."""
    lines = Counter((each.rule, each.due_on) for each in before.due)
    for each in found.due:
        if each.before:
            lines[each.rule, each.before] -= 1
        if each.after:
            lines[each.rule, each.after] += 1
    rows = dict(before.rows) | {each.key: each.after for each in found.rows}
    return +lines, rows, found.after, found.has_case


def broken(count=STORIES):
    """Return the cases in which the change that was told does not lead to what is so then."""
    wrong = []
    for file, entry, on in cases(count):
        before, after = outlook(file, on, TERMS), outlook(changed(file, entry), on, TERMS)
        found = consequences(before, after, on, LISTINGS)
        lines = Counter((each.rule, each.due_on) for each in after.due)
        if replayed(before, found) != (lines, dict(after.rows), after.status, after.in_case):
            wrong.append(entry)
    return wrong


def test_what_is_told_leads_from_what_was_to_what_is():
    assert broken() == []


def test_whatever_changes_has_words_and_nothing_else_has():
    changing = 0
    for file, entry, on in cases():
        found = foreseen(file, entry, on)
        changing += bool(found)
        assert bool(list(clauses(found))) == bool(found), entry
    assert changing > STORIES // 6


def without_moves(patch):
    whole = told.due_changes
    patch.setattr(
        told, "due_changes", lambda *due: [e for e in whole(*due) if not (e.before and e.after)]
    )


def without_rows(patch):
    whole = told.RowsChange
    patch.setattr(told, "RowsChange", lambda *given: whole(*given[:2], 0, 0))


@pytest.mark.parametrize("plant", [without_moves, without_rows])
def test_a_planted_fault_is_found(plant, monkeypatch):
    plant(monkeypatch)
    assert broken() != []


def test_fields_that_are_not_read_change_nothing():
    read = matters(TERMS)
    silent = 0
    for file, entry, on in cases(1500):
        columns = read.get(entry.table, frozenset())
        if entry.record == NEW or not columns.isdisjoint(entry.values):
            continue
        silent += 1
        assert not foreseen(file, entry, on), entry
    assert silent > 20


# What an unwritten row of a ledger is filled with: it does not decide whether there is one.
TEXTS = {"student": ("grade", "class_no"), "placement": ("return_school",)}


@pytest.mark.parametrize(
    "kind", [kind for kind in RECORD_KINDS.values() if kind.reads], ids=lambda k: k.key
)
def test_a_ledger_names_all_that_decides_who_stands_on_it(kind):
    read = together(kind.reads, TEXTS)
    for file in files(900, 5):
        for text in DAYS:
            on = the_day(text)
            assert len(kind.entries(narrowed(file, read), on)) == len(kind.entries(file, on))


def test_no_ledger_is_forgotten_only_lists_of_work_are_not_told_of_beforehand():
    silent = {key for key, kind in RECORD_KINDS.items() if not kind.reads}
    assert silent <= {STUDENT.key, "field_notes", "completeness"}


def test_a_case_that_begins_or_ends_and_nothing_else_is_a_change():
    said = outlook(next(files(1, 1)), ON, TERMS)
    same = consequences(said, said, ON, LISTINGS)
    assert not same
    ends = replace(same, had_case=True, has_case=False)
    begins = replace(same, had_case=False, has_case=True)
    assert ends
    assert begins
    assert [list(clauses(each)) for each in (ends, begins)] == [["个案结束"], ["个案开始"]]
