"""What a paper will look like, before anything is issued: composed, drawn, its problems named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.paper_problems import PaperProblem, paper_problems
from ledger_app.actions.printing.print_ledger import Format, Prepared
from ledger_app.actions.progress import Progress
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.scope import Scope
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


@dataclass(frozen=True)
class Preview:
    """What was prepared for a wish."""

    wish: Wish
    prepared: Prepared
    content: bytes
    problems: list[PaperProblem]


def make_preview(ledger: Ledger, wish: Wish, progress: Progress) -> Preview | None:
    """Compose the paper and draw it; None if it was cancelled. Nothing is recorded."""
    progress.move(0, 0, "正在汇总……")
    prepared = print_ledger.prepare(
        ledger,
        wish.key,
        on=wish.on,
        subject=print_ledger.students(*wish.students),
        purpose=wish.purpose,
        scope=wish.scope,
        paper=wish.paper,
    )
    if progress.cancelled:
        return None
    problems = paper_problems(ledger, prepared)
    progress.move(0, 0, f"正在排版 {prepared.row_count} 行……")
    content = print_ledger.pdf_bytes(prepared)
    return None if progress.cancelled else Preview(wish, prepared, content, problems)
