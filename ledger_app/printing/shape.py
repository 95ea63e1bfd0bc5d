"""What a shape of paper is: a table, a card …; one value that knows all of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.subject import Of
from ledger_app.printing.boxes import Page
from ledger_app.printing.model import Paper, PrintedSheet
from ledger_app.printing.printout import Printout
from ledger_app.printing.problems import SheetProblem, Who
from ledger_app.printing.request import Format, Request


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One shape. `Any` is its own sheet, a class whose `shape` is this key.

    What a shape can't do (a notice, another paper, marks against the edition before) it leaves
    out.
    """

    key: str  # `kind` of a printout's file; kept in every edition
    subjects: frozenset[Of]
    # Reading a printout's file: which entries there are besides those of all, and what they make
    # of the fields `body` and `kind`.
    entries: frozenset[str]
    read: Callable[[dict[str, Any], Paper], dict[str, Any]]
    # Filling it with children, and laying it out.
    fill: Callable[[Printout, Iterable[StudentFile], Request], Iterable[PrintedSheet]]
    pages: Callable[[Any], Iterator[Page]]
    # Keeping it: what its hash is made of, and reading it from JSON; `rows` names a field that is
    # too long for one piece.
    texts: Callable[[Any], Iterable[str]]
    content: Callable[[Any], Iterator[str]]
    read_kept: Callable[[dict[str, Any]], PrintedSheet]
    rows: str = ""
    count: Callable[[Any], int] = lambda sheet: 1  # of what the window calls rows
    # Whom a text on it is about, and what is missing on it.
    about: Callable[[Any, str], Who] = lambda sheet, text: Who()
    gaps: Callable[[Any], Iterable[SheetProblem]] = lambda sheet: ()
    is_carried: bool = False  # to the families' doors and back: with whole telephone numbers
    for_notice: Callable[[Printout], Printout] | None = None
    relaid: Callable[[Printout, Format], Printout | None] | None = None
    # A ledger's own values, by part and entry (see own_printouts).
    change: Callable[[Printout, Mapping[tuple[str, str], Any]], Printout] | None = None
    # What is kept in mind of the sheets of an edition before (and what a sentence calls it), and
    # new sheets with what changed since marked.
    trace: Callable[[Any, str], object] | None = None
    marked: Callable[[Any, Any], tuple[PrintedSheet, ...]] | None = None
