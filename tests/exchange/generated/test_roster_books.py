"""No cell of any roster is stored otherwise than it was written, or is lost without a word.

ROSTER_BOOKS=5000 tries more of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from ledger_app.exchange.cells import birth_and_number
from ledger_app.exchange.planning.import_plan import ImportPlan, PlannedRow, RowFate
from ledger_app.exchange.planning.plan import plan_import
from ledger_app.exchange.reading.workbook import column_letter
from tests.exchange.existing import Existing
from tests.exchange.generated.roster_books import Book, GeneratedChild, make_book

TODAY = date(2026, 11, 28)
BOOKS = int(os.environ.get("ROSTER_BOOKS", "500"))
SCHOOL = {"id": "shimen", "name": "青山镇石门小学", "code": ""}
# What follows from what was written, and is not written anywhere.
DEDUCED = {"school", "id_type", "village_name", "hamlet", "source_list", "temp_no", "no_id_reason"}
DEDUCED |= {"marked_on", "register_status", "former_name"}
PORTIONS = 20


def plan_of(book: Book) -> ImportPlan:
    return plan_import(book.workbook, Existing(schools=[SCHOOL]), today=TODAY)


def faults(book: Book, plan: ImportPlan) -> Iterator[str]:
    """Yield what was stored otherwise than it was written, or is missing without a word."""
    rows = {row.row - 1: row for row in plan.rows}
    ignored = {each.row - 1: each.reason for each in plan.ignored}
    named = {each.row for each in plan.problems}
    for at, child in book.children.items():
        row = rows.get(at)
        if row is None:
            yield f"row {at + 1} ({child.truth['name']}) is gone: {ignored.get(at, 'no word')}"
        elif row.fate is RowFate.CREATED:
            yield from wrong_values(book, plan, child, row)
        elif not row.problems and at + 1 not in named:
            yield f"row {at + 1} was {row.fate} without a word"
    for at, row in rows.items():
        if at not in book.children:
            yield f"row {at + 1} became a child: {row.cells}"


def wrong_values(
    book: Book, plan: ImportPlan, child: GeneratedChild, row: PlannedRow
) -> Iterator[str]:
    people = {(one["name"], one["phone"]) for one in child.people.values()}
    for key, value in row.values.items():
        if key not in DEDUCED and child.truth.get(key) != value:
            yield f"row {row.row}: {key} is {value!r}, written {child.truth.get(key)!r}"
    for change in row.members:
        told = change.values
        fits = any(
            told.get("name") in (name, None) and told.get("phone") in (phone, None)
            for name, phone in people
        )
        if not fits:
            yield f"row {row.row}: nobody of its family is {dict(told)}"
    for key in child.cells:
        if not is_kept(key, child, row) and not is_named(book, plan, key, row):
            yield f"row {row.row}: {key} {child.cells[key]!r} is lost without a word"


def is_kept(key: str, child: GeneratedChild, row: PlannedRow) -> bool:
    """Tell whether what a cell says stands in the file."""
    if child.cells[key] == "":
        return True
    who, _, what = key.partition(".")
    if what:
        wanted = child.people[who][what]
        stored = {change.values.get(what) for change in row.members}
        own = row.values.get("guardian_name" if what == "name" else "guardian_phone")
        return wanted in stored | {own}
    if key == "grade_class":
        return is_kept_value("grade", child, row) and is_kept_value("class_no", child, row)
    if key.startswith("guardian"):
        stored = {change.values.get(key.removeprefix("guardian_")) for change in row.members}
        return is_kept_value(key, child, row) or child.truth[key] in stored
    return is_kept_value(key, child, row)


def is_kept_value(key: str, child: GeneratedChild, row: PlannedRow) -> bool:
    return row.values.get(key) == child.truth[key]


def is_named(book: Book, plan: ImportPlan, key: str, row: PlannedRow) -> bool:
    """Tell whether the result names the column of a cell, or the cell itself."""
    letters = {column_letter(at) for at, known in book.columns.items() if known == key}
    unsure = {each.letter for each in plan.mapping if not each.taken_for}
    unsure |= {each.letter for each in plan.unmapped_columns}
    own = {each.letter for each in plan.problems if each.row in (0, row.row)}
    return bool(letters & (unsure | own))


@pytest.mark.parametrize("portion", range(PORTIONS))
def test_no_roster_is_read_otherwise_than_it_was_written(portion: int) -> None:
    wrong = {}
    for seed in range(portion, BOOKS, PORTIONS):
        book = make_book(seed)
        if found := list(faults(book, plan_of(book))):
            wrong[seed] = found
    assert not wrong, "\n".join(
        f"{seed}: {text}" for seed, texts in wrong.items() for text in texts
    )


def test_most_of_what_is_written_is_stored_and_not_asked_about() -> None:
    """Where everything is asked, nothing is wrong: that would be no help."""
    cells = kept = 0
    for seed in range(60):
        book = make_book(seed)
        rows = {row.row - 1: row for row in plan_of(book).rows}
        for at, child in book.children.items():
            if row := rows.get(at):
                cells += len(child.cells)
                kept += sum(is_kept(key, child, row) for key in child.cells)
    assert kept >= 0.93 * cells


def test_a_planted_mistake_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Birth dates a day late are seen in nearly every book that has a column of them."""
    usual = birth_and_number.add_births

    def late(cells: Any, values: list[dict[str, Any]], ids: Any) -> Any:
        found = usual(cells, values, ids)
        for row in values:
            if born := row.get("birth_date"):
                row["birth_date"] = f"{born[:8]}{int(born[8:]) % 28 + 1:02d}"
        return found

    monkeypatch.setattr("ledger_app.exchange.cells.parse_rows.add_births", late)
    assert any(list(faults(book, plan_of(book))) for book in map(make_book, range(20)))
