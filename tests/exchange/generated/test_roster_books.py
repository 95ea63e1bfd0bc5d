"""No cell of any roster is stored otherwise than it was written, or is lost without a word.

ROSTER_BOOKS=5000 tries more of them.
"""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import pytest

from ledger_app.exchange.cells import birth_and_number
from ledger_app.exchange.planning.import_plan import ImportPlan
from ledger_app.exchange.planning.plan import plan_import
from tests.exchange.existing import Existing
from tests.exchange.generated.book import Book
from tests.exchange.generated.roster_books import make_book
from tests.exchange.generated.verdict import Verdict, is_kept

TODAY = date(2026, 11, 28)
BOOKS = int(os.environ.get("ROSTER_BOOKS", "500"))
SCHOOL = {"id": "shimen", "name": "青山镇石门小学", "code": ""}
PORTIONS = 20


def plan_of(book: Book) -> ImportPlan:
    return plan_import(book.workbook, Existing(schools=[SCHOOL]), today=TODAY)


def faults(book: Book, plan: ImportPlan) -> list[str]:
    """Return what was stored otherwise than it was written, or is missing without a word."""
    return list(Verdict(book, plan, {SCHOOL["id"]: SCHOOL["name"]}).faults())


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
