"""What the tour sees of the window, and by what it knows that a step was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ledger_app.actions.undo_revision import Newest
from ledger_app.gui.window.help.help_menu import Help
from ledger_app.gui.window.pages import Pages

LEDGERS = "_ledger"  # how the keys of printed ledgers end


@dataclass(frozen=True)
class Sight:
    """What is in sight: page, chosen line of 今日, what is sought; and the newest change."""

    page: str = ""
    line: int = -1  # while today's lines are still being read, or another page is in sight
    sought: str = ""
    has_board: bool = False
    paper: str = ""  # the printout that is shown
    field_help: bool = False
    newest: Newest = field(default_factory=Newest)


def look(pages: Pages, help_: Help, newest: Newest) -> Sight:
    """Return what is in sight now; `newest` is what was written last.

    Pages and help are imported here: the window opens without them.
    """
    from ledger_app.gui.printing.page import PrintPage
    from ledger_app.gui.students.page import StudentsPage
    from ledger_app.gui.today.page import TodayPage
    from ledger_app.gui.window.help import help_pages

    key = pages.key()
    page = pages.page(key) if key in pages.made() else None
    shown = help_.shown()
    students = page if isinstance(page, StudentsPage) else None
    printing = page if isinstance(page, PrintPage) else None
    return Sight(
        page=key,
        line=page.view.currentIndex().row() if isinstance(page, TodayPage) else -1,
        sought=students.bar.text().strip() if students else "",
        has_board=bool(students and students.shown.currentWidget() is students.shown.board),
        paper=printing.list.key() if printing and printing.pane.view.isVisible() else "",
        field_help=bool(
            shown and shown.isVisible() and shown.topic().startswith(f"{help_pages.FIELDS}/")
        ),
        newest=newest,
    )


def is_done(kind: str, before: Sight, now: Sight) -> bool:
    """Tell whether what a step asks for was done since it was begun."""
    return _DONE[kind](before, now)


def _wrote(table: str, op: str, field: str = "") -> Callable[[Sight, Sight], bool]:
    def done(before: Sight, now: Sight) -> bool:
        return now.newest.done > before.newest.done and any(
            (each.table, each.op) == (table, op) and each.field.endswith(field)
            for each in now.newest.changes
        )

    return done


def _line(before: Sight, now: Sight) -> bool:
    return now.page == "today" and -1 < before.line != now.line > -1


def _search(before: Sight, now: Sight) -> bool:
    return len(now.sought) > 1 and now.sought != before.sought


def _undo(before: Sight, now: Sight) -> bool:
    return now.newest.undone > before.newest.undone


def _board(before: Sight, now: Sight) -> bool:
    return now.has_board


def _paper(before: Sight, now: Sight) -> bool:
    return now.paper.endswith(LEDGERS)


def _field_help(before: Sight, now: Sight) -> bool:
    return now.field_help


def _locked(before: Sight, now: Sight) -> bool:
    return False  # the tour hears of it: what is locked shows nothing


_DONE: dict[str, Callable[[Sight, Sight], bool]] = {
    "line": _line,
    "contact": _wrote("contact", "create"),
    "search": _search,
    "phone": _wrote("student", "update", "phone"),
    "new_file": _wrote("student", "create"),
    "undo": _undo,
    "board": _board,
    "paper": _paper,
    "field_help": _field_help,
    "locked": _locked,
}
KINDS = frozenset(_DONE)
