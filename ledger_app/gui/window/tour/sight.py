"""What the tour sees of the window, and by what it knows that a step was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ledger_app.actions import undo_revision
from ledger_app.actions.open_ledger import Ledger
from ledger_app.actions.undo_revision import Change
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
    done_no: int = 0  # of the newest revision that is not undone
    undone_no: int = 0  # of the newest undo
    changes: frozenset[Change] = frozenset()


def look(pages: Pages, help_: Help, newest: Sight) -> Sight:
    """Return what is in sight now; what was written last is taken over from `newest`.

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
        done_no=newest.done_no,
        undone_no=newest.undone_no,
        changes=newest.changes,
    )


def newest(ledger: Ledger) -> Sight:
    """Return what was written last; not what a whole list brought: it would be long to read."""
    steps = undo_revision.reversible(ledger)
    done, undone = steps.undo, steps.redo
    small = done is not None and done["kind"] not in undo_revision.WHOLE
    return Sight(
        done_no=done["no"] if done else 0,
        undone_no=undone["no"] if undone else 0,
        changes=undo_revision.changes_of(ledger, done["no"]) if done and small else frozenset(),
    )


def is_done(kind: str, before: Sight, now: Sight) -> bool:
    """Tell whether what a step asks for was done since it was begun."""
    return _DONE[kind](before, now)


def _wrote(table: str, op: str, field: str = "") -> Callable[[Sight, Sight], bool]:
    def done(before: Sight, now: Sight) -> bool:
        return now.done_no > before.done_no and any(
            (each.table, each.op) == (table, op) and each.field.endswith(field)
            for each in now.changes
        )

    return done


def _line(before: Sight, now: Sight) -> bool:
    return now.page == "today" and -1 < before.line != now.line > -1


def _search(before: Sight, now: Sight) -> bool:
    return len(now.sought) > 1 and now.sought != before.sought


def _undo(before: Sight, now: Sight) -> bool:
    return now.undone_no > before.undone_no


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
