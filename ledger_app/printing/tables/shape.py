"""The shape of ledgers: one wide table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from typing import Any

from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.subject import Of
from ledger_app.printing.model import Paper, PrintedSheet
from ledger_app.printing.printout import Printout
from ledger_app.printing.request import Request
from ledger_app.printing.shape import Shape
from ledger_app.printing.tables import compose, declared, marks, other_papers, own_columns, problems
from ledger_app.printing.tables.layout import table_pages
from ledger_app.printing.tables.sheet import PrintedTable, read_kept, texts_of


def _texts(sheet: PrintedTable) -> Iterable[str]:
    return chain(texts_of(sheet), chain.from_iterable(sheet.rows))


TABLE = Shape(
    key=PrintedTable.shape,
    subjects=frozenset({Of.UNIT, Of.STUDENTS, Of.CLASS, Of.SCHOOL}),
    entries=declared.ENTRIES,
    read=declared.read,
    fill=compose.fill,
    pages=table_pages,
    texts=_texts,
    content=compose.content,
    read_kept=read_kept,
    rows="rows",
    count=lambda sheet: len(sheet.rows),
    about=problems.about,
    gaps=problems.gaps,
    for_notice=compose.for_notice,
    relaid=other_papers.relaid,
    change=own_columns.change,
    trace=marks.trace,
    marked=marks.marked,
)


def filled_elsewhere(
    key: str,
    subjects: Iterable[Of],
    read: Callable[[dict[str, Any], Paper], dict[str, Any]],
    fill: Callable[[Printout, Iterable[StudentFile], Request], Iterable[PrintedSheet]],
) -> Shape:
    """Return the shape of a table that is not filled from the columns of a printout.

    What it is filled to is a table like others: kept, laid out and printed again as one.
    """
    return replace(
        TABLE,
        key=key,
        subjects=frozenset(subjects),
        entries=frozenset(),
        read=read,
        fill=fill,
        gaps=lambda _sheet: (),
        for_notice=None,
        relaid=None,
        change=None,
        trace=None,
        marked=None,
    )
