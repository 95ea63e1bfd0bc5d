"""No cell of any roster is stored otherwise than it was written, or is lost without a word.

ROSTER_BOOKS=5000 tries more of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.cells import birth_and_number
from ledger_app.exchange.planning.import_plan import ImportPlan
from ledger_app.exchange.planning.plan import plan_import
from tests.exchange.existing import Existing
from tests.exchange.generated.book import Book
from tests.exchange.generated.roster_books import SHAPES, make_book
from tests.exchange.generated.verdict import Verdict, is_kept

TODAY = date(2026, 11, 28)
BOOKS = int(os.environ.get("ROSTER_BOOKS", "500"))
SCHOOL = {"id": "shimen", "name": "青山镇石门小学", "code": ""}
PORTIONS = 20
REFUSED = ("forms", "not even")  # shapes that may be refused as a whole, by name


def plan_of(book: Book) -> ImportPlan:
    return plan_import(book.workbook, Existing(schools=[SCHOOL]), today=TODAY)


def faults(book: Book) -> list[str]:
    """Return what was stored otherwise than it was written, or is missing without a word."""
    try:
        plan = plan_of(book)
    except LedgerError as error:
        return [] if book.shape in REFUSED else [str(error)]
    return list(Verdict(book, plan, {SCHOOL["id"]: SCHOOL["name"]}).faults())


@pytest.mark.parametrize("portion", range(PORTIONS))
def test_no_roster_is_read_otherwise_than_it_was_written(portion: int) -> None:
    found = {}
    for seed in range(portion, BOOKS, PORTIONS):
        book = make_book(seed)
        found[f"{seed} ({book.shape})"] = faults(book)
    wrong = [f"{seed}: {text}" for seed, texts in found.items() for text in texts]
    assert not wrong, "\n".join(wrong)


def test_every_shape_is_among_them() -> None:
    assert {make_book(seed).shape for seed in range(min(BOOKS, 500))} == {"plain", *SHAPES}


def test_most_of_what_is_written_is_stored_and_not_asked_about() -> None:
    """Where everything is asked, nothing is wrong: that would be no help."""
    cells = kept = 0
    for seed in (seed for seed in range(150) if make_book(seed).shape == "plain"):
        book = make_book(seed)
        rows = {row.row - 1: row for row in plan_of(book).rows}
        for written in book.written:
            if row := rows.get(written.row):
                told = [key for key in written.cells if not key.startswith("strange")]
                cells += len(told)
                kept += sum(is_kept(key, written, [row]) for key in told)
    assert kept >= 0.93 * cells


def _late(cells: Any, values: list[dict[str, Any]], ids: Any) -> Any:
    """Read births a day late."""
    found = _usual_births(cells, values, ids)
    for row in values:
        if born := row.get("birth_date"):
            row["birth_date"] = f"{born[:8]}{int(born[8:]) % 28 + 1:02d}"
    return found


_usual_births = birth_and_number.add_births
_LISTS = "ledger_app.exchange.layout.child_lists."
_COLUMNS = "ledger_app.exchange.layout.columns."
PLANTED: dict[str, tuple[str, Callable[..., Any], str]] = {
    "a birth is a day late": (
        "ledger_app.exchange.cells.parse_rows.add_births", _late, "birth_date is",
    ),
    "hidden rows are imported": (
        f"{_LISTS}withheld_rows", lambda *_: {}, "hidden or struck out",
    ),
    "titles between rows are not read": (
        f"{_LISTS}title_between", lambda *_: None, "the class of the title",
    ),
    "whoever stands before a telephone does not matter": (
        f"{_COLUMNS}read_columns.with_owners", lambda columns, *_: list(columns), "is lost without",
    ),
    "a second number stands in for the first": (
        f"{_COLUMNS}contents._of_one_child", lambda columns, _rows: columns, "id_no is",
    ),
    "a second column is passed over": (
        "ledger_app.exchange.cells.parse_rows.name_the_rest",
        lambda _cells: None,
        "is lost without",
    ),
    "merged cells hold for one row only": (
        f"{_LISTS}with_shared_cells", lambda sheet, _heading: sheet.rows, "grade_class",
    ),
    "every row is a child's": (
        f"{_LISTS}kind_of_row", lambda *_: None, "became a child",
    ),
    "no row is a child's": (
        f"{_LISTS}kind_of_row", lambda *_: "说明文字", "is gone",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_mistake_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    target, mistake, word = PLANTED[name]
    monkeypatch.setattr(target, mistake)
    assert any(word in text for seed in range(250) for text in faults(make_book(seed)))
