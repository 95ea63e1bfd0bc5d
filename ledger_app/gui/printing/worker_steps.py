"""What the print centre lets the worker thread do: compose, draw, issue, draw again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ledger_app.actions.open_ledger import Ledger
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.paper_problems import PaperProblem, paper_problems
from ledger_app.actions.printing.print_ledger import Format, Prepared
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.scope import Scope
from ledger_app.gui.session import Progress

PURPOSE_NAMES = {"report": "上报", "internal": "内部", "notice": "公示"}
UNFIT = frozenset('\\/:*?"<>|')  # in no file name on Windows


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


def file_name(preview: Preview) -> str:
    """Return what a paper's file is called unless the clerk calls it otherwise."""
    wish, title = preview.wish, preview.prepared.printout.plain_title
    scope = wish.scope.name if wish.scope else ""
    parts = (title, scope, wish.on.isoformat(), PURPOSE_NAMES[wish.purpose.value])
    name = "-".join(filter(None, parts))
    return "".join("-" if char in UNFIT else char for char in name) + ".pdf"


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


def issue_edition(
    ledger: Ledger, prepared: Prepared, path: Path | None, progress: Progress
) -> tuple[int, bytes]:
    """Give the paper its edition number and return it."""
    progress.move(0, 0, "正在编期号、生成文件……")
    return print_ledger.issue(ledger, prepared, path)


def edition_again(ledger: Ledger, no: int, path: Path | None, progress: Progress) -> bytes:
    """Return an edition exactly as it was."""
    progress.move(0, 0, "正在取出原来的内容……")
    return print_ledger.reprint(ledger, no, path)
