"""The pages: one line each. Side bar, menu, Ctrl and number, help and pictures follow from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, SignalInstance
from PySide6.QtWidgets import QWidget

from ledger_app.gui.page import (
    AnsweringPage,
    ComeBack,
    Page,
    PrintCards,
    PrintRoute,
    PrintSheet,
    ShowCalendar,
    ShowHandoff,
    ShowList,
    ShowPlaces,
    ShowStudent,
)
from ledger_app.gui.session import Session

CONTEXT = "PageTitles"
_BY_F1 = ("ledger_app.gui.window.help.help_window", "ledger_app.gui.window.help.help_pages")


@dataclass(frozen=True)
class PageEntry:
    """One page.

    `made_by` is module and class, imported late: the first screen does not wait for it. `answers`
    are the kinds of request that other pages may ask of it. An empty ledger shows its first steps
    in place of a page that `needs_students`. `topics` are the help pages about it, where they are
    more than the one with its key; `upper_topic` is the one for a ledger that is no school's, where
    that does something else there. A page is made when it is first shown, or else `at_once`, before
    long work makes its list wait. What takes long to import and it `stands_on` is loaded before
    it, in steps of a tenth of a second, while the password is typed. What its keys `open` is loaded
    after all pages, whenever nobody is typing.
    """

    key: str
    title: object  # a str, as QT_TRANSLATE_NOOP returns it
    icon: str
    made_by: str
    needs_students: bool = False
    at_once: bool = False
    answers: tuple[type, ...] = ()
    topics: tuple[str, ...] = ()
    upper_topic: str = ""
    stands_on: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()

    def shown_title(self) -> str:
        """Return the title in the language of the window."""
        return QCoreApplication.translate(CONTEXT, str(self.title))


PAGES = (
    PageEntry(
        "today", QT_TRANSLATE_NOOP("PageTitles", "今日"), "calendar-check",
        "ledger_app.gui.today.page:TodayPage", needs_students=True, at_once=True,
        topics=("today", "attendance"),
        stands_on=(
            "ledger_app.domain.checking.checks", "ledger_app.domain.reminding.reminders",
            "ledger_app.actions.list_students", "ledger_app.actions.edit_file",
            "ledger_app.gui.form.editors",
        ),
        opens=(
            "ledger_app.gui.contact.contact_dialog", "ledger_app.gui.contact.numbers_dialog",
            "ledger_app.actions.attendance.roll_workbook",
            "ledger_app.gui.attendance.roll_call_dialog", "ledger_app.gui.visits.answers_dialog",
            "ledger_app.gui.visits.route_dialog",
        ),
    ),
    PageEntry(
        "students", QT_TRANSLATE_NOOP("PageTitles", "学生"), "users",
        "ledger_app.gui.students.page:StudentsPage", needs_students=True, at_once=True,
        answers=(ShowStudent, ShowList, ComeBack), topics=("students", "import"),
        stands_on=("ledger_app.gui.form.record_form", "ledger_app.gui.student.pane"),
        opens=(
            "ledger_app.gui.students.new_file.new_file_dialog",
            "ledger_app.actions.printing.printouts_in_use",
            "ledger_app.actions.foreseeing.what_if", "ledger_app.gui.student.closing_dialog",
            "ledger_app.gui.student.harm_dialog", "ledger_app.gui.students.batch_edit",
            "ledger_app.gui.students.many_records", "ledger_app.gui.noting.completeness_dialog",
            "ledger_app.gui.noting.note_dialog",
        ),
    ),
    PageEntry(
        "print", QT_TRANSLATE_NOOP("PageTitles", "打印"), "printer",
        "ledger_app.gui.printing.page:PrintPage", answers=(PrintCards, PrintSheet, PrintRoute),
        stands_on=("ledger_app.actions.printing.print_ledger", "ledger_app.gui.printing.pdf_pane"),
    ),
    PageEntry(
        "handoff", QT_TRANSLATE_NOOP("PageTitles", "移交"), "arrow-left-right",
        "ledger_app.gui.handoff.page:HandoffPage", answers=(ShowHandoff,),
        topics=("handoff", "handoff_township"), upper_topic="handoff_township",
    ),
    PageEntry(
        "settings", QT_TRANSLATE_NOOP("PageTitles", "设置"), "settings",
        "ledger_app.gui.settings.page:SettingsPage", answers=(ShowPlaces, ShowCalendar),
    ),
    PageEntry(
        "examination", QT_TRANSLATE_NOOP("PageTitles", "体检"), "shield-check",
        "ledger_app.gui.examination.page:ExaminationPage", needs_students=True,
    ),
    PageEntry(
        "compare", QT_TRANSLATE_NOOP("PageTitles", "比对"), "columns",
        "ledger_app.gui.compare.page:ComparePage",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class MadePage:
    """A page that was made, as a page and as the widget that it is."""

    entry: PageEntry
    page: Page
    widget: QWidget


Maker = Callable[[PageEntry, Session], object]


def build(entry: PageEntry, session: Session) -> object:
    """Make the page of this entry."""
    module, _, name = entry.made_by.partition(":")
    return getattr(import_module(module), name)(session)


def modules() -> list[str]:
    """Return what all pages need, to be imported one by one in this order."""
    found: list[str] = []
    for entry in PAGES:
        found += [*entry.stands_on, entry.made_by.partition(":")[0]]
    return found


def opened_later() -> list[str]:
    """Return what the keys of all pages open, to be imported one by one when there is time."""
    return [module for entry in PAGES for module in entry.opens] + list(_BY_F1)


def topic_of(key: str, *, is_school: bool) -> str:
    """Return the help page about a page, in this kind of ledger."""
    upper = next((each.upper_topic for each in PAGES if each.key == key), "")
    return key if is_school or not upper else upper


def checked(entry: PageEntry, made: object) -> MadePage:
    """Return what was made as a page; raise TypeError where it lacks a part of one."""
    wanted = AnsweringPage if entry.answers else Page
    asks = isinstance(getattr(made, "asks", None), SignalInstance)
    if asks and isinstance(made, QWidget) and isinstance(made, wanted):
        return MadePage(entry, made, made)
    parts = [name for name in dir(wanted) if name[0] != "_" and not hasattr(made, name)]
    raise TypeError(f"{entry.made_by} is no {wanted.__name__}: {parts if asks else 'asks'}")
