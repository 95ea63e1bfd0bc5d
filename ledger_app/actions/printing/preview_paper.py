"""What a paper will look like, before anything is issued: composed, drawn, its problems named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ledger_app.actions import find_students
from ledger_app.actions.checking.safety_lines import SafetyLine
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.paper_problems import (
    PaperProblem,
    beside_empty,
    paper_problems,
    safety_problems,
)
from ledger_app.actions.printing.prepared import Prepared
from ledger_app.actions.printing.print_ledger import Format
from ledger_app.actions.printing.safety_on_paper import on_paper
from ledger_app.actions.progress import Progress
from ledger_app.actions.show_student import log_reveal
from ledger_app.actions.visits.routes import ANYWHERE, Route
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.scope import Scope
from ledger_app.domain.telling.subject import Of, Subject, one_record, subject_of
from ledger_app.store.file.ledger import Ledger


@dataclass(frozen=True)
class Wish:
    """What is to be printed."""

    key: str
    on: date
    students: tuple[str, ...]  # for cards
    purpose: Purpose
    scope: Scope | None = None  # of ledgers
    paper: Format | None = None
    package: str = ""  # the record of one, for papers about packages; else the newest
    route: Route = ANYWHERE  # of route sheets

    @property
    def subject(self) -> Subject:
        """Return what the paper is about."""
        if self.package:
            return one_record("package", self.package)
        return print_ledger.students(*self.students)


@dataclass(frozen=True)
class Preview:
    """What was prepared for a wish."""

    wish: Wish
    prepared: Prepared
    content: bytes
    problems: list[PaperProblem]
    safety: tuple[SafetyLine, ...] = ()  # to be read before it is issued
    of: str = ""  # whose it is, in words: 李梓涵-三年级1班


def make_preview(ledger: Ledger, wish: Wish, progress: Progress) -> Preview | None:
    """Compose the paper and draw it; None if it was cancelled.

    Nothing is recorded, except that a child's 本人档案 was looked at.
    """
    progress.move(0, 0, "正在汇总……")
    prepared = print_ledger.prepare(
        ledger,
        wish.key,
        on=wish.on,
        subject=wish.subject,
        purpose=wish.purpose,
        scope=wish.scope,
        paper=wish.paper,
        route=wish.route,
    )
    if progress.cancelled:
        return None
    if wish.purpose in (Purpose.OWN_FILE, Purpose.VISIT):  # what it shows is looked at already
        for student in prepared.shown_ids:
            log_reveal(ledger, student)
    safety = tuple(on_paper(ledger, prepared))
    problems = [*safety_problems(safety), *paper_problems(ledger, prepared)]
    problems += beside_empty(ledger, prepared)
    progress.move(0, 0, f"正在排版 {prepared.row_count} 行……")
    content = print_ledger.pdf_bytes(prepared)
    of = children_in_words(ledger, wish.students)
    return None if progress.cancelled else Preview(wish, prepared, content, problems, safety, of)


def children_in_words(ledger: Ledger, ids: Sequence[str]) -> str:
    """Return whose cards these are: name and class of one child, the first of several."""
    rows = find_students.rows_of(ledger, ids)
    if len(rows) > 1:
        return f"{rows[0]['name']}等{len(rows)}人"
    return "-".join(filter(None, (rows[0]["name"], grade_and_class(rows[0])))) if rows else ""


def edition_in_words(ledger: Ledger, edition_no: int) -> str:
    """Return what the file of an edition that is written again is called."""
    edition = print_ledger.kept(ledger, edition_no)
    title = print_ledger.printout_called(ledger, edition["printout"]).plain_title
    subject = subject_of(edition["subject"] or "")
    of = children_in_words(ledger, subject.names if subject.of is Of.STUDENTS else ())
    return "-".join(filter(None, (title, of, f"第{edition['number']:03d}期", "重印")))
