"""A page as the window sees it, and what a page asks of the others and of the window.

A page never knows another one: it says `asks(Request)`, and whoever answers that is found by what
the list of pages says (gui/window/page_list.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance

from ledger_app.actions.visits.routes import ANYWHERE, Route
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.telling.masking import Purpose
from ledger_app.gui.kit.menu_action import MenuAction


class Ask(Enum):
    """What only the window can do, without anything to say about it."""

    IMPORT = auto()
    BACK_UP = auto()
    BACKUP_DISK = auto()
    RESTORE = auto()
    CHECK = auto()
    CHANGE_PASSWORD = auto()
    SHOW_SHEET = auto()
    PACK = auto()
    RECEIVE = auto()
    DECIDE = auto()
    STANDING = auto()  # what both sides keep otherwise
    ANSWER = auto()
    ASKED = auto()  # what was asked below, and what was answered
    PAIR = auto()
    TWO_SCHOOLS = auto()  # one child with a file at two schools
    ADOPT = auto()  # files begun here of children whose schools have handed over theirs
    TAKE_OVER = auto()  # a closed school's children
    REVISIONS = auto()  # what was done, to undo one of it
    SETTINGS_KEPT = auto()  # names or idle minutes are others than before


@dataclass(frozen=True)
class ComeForward:
    """Show the page that asks: one of its actions was called from elsewhere."""


@dataclass(frozen=True)
class ShowCount:
    """Show a number beside the name of the page that asks, none for 0; and say what it counts."""

    count: int
    about: str = ""


@dataclass(frozen=True)
class ShowStudent:
    """Open a child's file, perhaps at a tab, a record of it, a field, or a new record begun."""

    student: str
    tab: str = ""
    record: str = ""
    key: str = ""  # of a field of that record, or of the child's row
    new_record: str = ""  # a table
    presets: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class LogContact:
    """Log one call or visit to these children in the short form, over the page that asks.

    `due` are the reminders it answers: they say what it is for. `kept()` is called once it is kept,
    when the page has read what came of it.
    """

    students: tuple[str, ...]
    due: tuple[Reminder, ...] = ()
    kept: Callable[[], object] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class ShowList:
    """List the children with these values: a key of the list's filters, or `id` for one by one."""

    filters: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class AskBelow:
    """Ask the unit that keeps these files: about a field of a record, or the files as a whole."""

    students: tuple[str, ...]
    table: str = ""
    record: str = ""
    field: str = ""


class TravelTab(StrEnum):
    """The lists of children whose files travel, and of those whom a list has in vain."""

    LEAVING = auto()
    ON_THE_WAY = auto()
    GONE = auto()
    NAME_ONLY = auto()


@dataclass(frozen=True)
class ShowTravel:
    """List the children whose files travel, perhaps those of one unit only."""

    tab: TravelTab | None = None
    unit: str = ""  # code


@dataclass(frozen=True)
class HandOver:
    """Hand the files of these children to another school."""

    students: tuple[str, ...]


@dataclass(frozen=True)
class HandDown:
    """Ask the schools to look at these children, with none at those a comparison left open."""

    students: tuple[str, ...] = ()


@dataclass(frozen=True)
class ComeBack:
    """Return to what was in sight before the lock; what the page itself put in, only it reads."""

    student: str
    unkept: Sequence[Any] = ()
    listed: Any = None


@dataclass(frozen=True)
class PrintCards:
    """Choose the cards of these children, to be printed one after the other."""

    students: tuple[str, ...]


@dataclass(frozen=True)
class PrintSheet:
    """Choose a printout of the whole unit, or of one package."""

    printout: str
    package: str = ""  # the record of it; else the newest


@dataclass(frozen=True)
class ChooseRoute:
    """Ask how a route sheet of these children, of none those of today, is divided."""

    students: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintRoute:
    """Choose the route sheet, divided so, of these children; of none, of those of today."""

    students: tuple[str, ...] = ()
    route: Route = ANYWHERE
    purpose: Purpose = Purpose.INTERNAL


@dataclass(frozen=True)
class ShowPlaces:
    """Show the schools and classes."""


@dataclass(frozen=True)
class ShowCalendar:
    """Show the school calendar."""


@dataclass(frozen=True)
class ShowHandoff:
    """Show the hand-off: packages, what they brought, what is owed."""


# What the window's desk of the hand-off does.
DeskRequest = AskBelow | ShowTravel | HandOver | HandDown
Request = (
    Ask
    | ComeForward
    | AskBelow
    | ShowTravel
    | HandOver
    | HandDown
    | ShowCount
    | ShowStudent
    | LogContact
    | ShowList
    | ComeBack
    | PrintCards
    | PrintSheet
    | ChooseRoute
    | PrintRoute
    | ShowPlaces
    | ShowCalendar
    | ShowHandoff
)


@runtime_checkable
class Page(Protocol):
    """What every page has; each is a widget besides, and reads the ledger when it is made."""

    asks: SignalInstance  # (Request)

    def refresh(self) -> None:
        """Read everything again; everything stays in its place."""

    def page_actions(self) -> Sequence[MenuAction]:
        """Return the actions for the menu bar."""

    def commit_pending(self) -> bool:
        """Keep what is half typed; return False where something cannot be kept."""

    def is_printing(self) -> bool:
        """Tell whether pages are still going to a printer: the ledger is not left meanwhile."""


@runtime_checkable
class AnsweringPage(Page, Protocol):
    """A page that others ask for something: its line in the list of pages says for what."""

    def answer(self, request: Request) -> None:
        """Do what another page asked for; this one is in sight already."""

    def place(self) -> Request | None:
        """Return what to ask of this page after a lock to have it stand where it does now."""


@runtime_checkable
class OfChild(Protocol):
    """A page that has a current child."""

    def current_child(self) -> str:
        """Return its id, "" while there is none or several."""


@runtime_checkable
class TakesChild(Protocol):
    """A page that goes on with the child of the page one comes from."""

    def take_child(self, student_id: str) -> None:
        """Choose this child, by name and changeable."""


@runtime_checkable
class MarksChild(Protocol):
    """A page whose lines are about children."""

    def mark_child(self, student_id: str, rule: str = "") -> bool:
        """Choose the line about this child that a rule makes, else the first one; return False
        where there is none."""
