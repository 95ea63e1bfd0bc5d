"""The open ledger: pages beside the side bar, and the first steps while the ledger is empty."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ledger_app.actions import list_students
from ledger_app.gui.contact.contact_desk import ContactDesk
from ledger_app.gui.kit.dialog import Dialog, dialog_calls, let_go_aside
from ledger_app.gui.kit.enter_keys import press_with_enter
from ledger_app.gui.kit.key_pause import UNSEEN, key_pause
from ledger_app.gui.kit.menu_action import MenuAction
from ledger_app.gui.kit.page_area import PageArea, PageStack
from ledger_app.gui.page import (
    AnsweringPage,
    Ask,
    ChooseRoute,
    ComeForward,
    DeskRequest,
    LogContact,
    MarksChild,
    OfChild,
    Page,
    Request,
    ShowCount,
    ShowPlaces,
    ShowStudent,
    TakesChild,
)
from ledger_app.gui.session import Session
from ledger_app.gui.visits.visit_desk import VisitDesk
from ledger_app.gui.window import page_list
from ledger_app.gui.window.first_steps import FirstSteps
from ledger_app.gui.window.page_list import MadePage, Maker
from ledger_app.gui.window.side_bar import SideBar


class Pages(QWidget):
    """Holds the pages of one ledger.

    `page_changed(key)`: another page is in sight; `asked(request)`: an Ask or DeskRequest, what
    a page wants of the window; `told(sentence)`: what became of something done over a page.
    """

    page_changed = Signal(str)
    asked = Signal(object)
    told = Signal(str)

    def __init__(
        self, session: Session, maker: Maker = page_list.build, parent: QWidget | None = None
    ) -> None:
        self._made: dict[str, MadePage] = {}  # Qt tells of the palette while it makes the widget
        super().__init__(parent)
        self._session, self._maker = session, maker
        self._entries = {entry.key: entry for entry in page_list.PAGES}
        self._stale: set[str] = set()
        self._past_first_steps = self._was_empty = False
        self._places: dict[str, Request] = {}
        self._unkept: list[str] = []  # pages with something that cannot be kept
        self._key = next(iter(self._entries))
        self._side = SideBar(tuple(self._entries.values()), self)
        self._side.chosen.connect(self.show_page)
        self._stack = PageStack(self)
        self._contacts = ContactDesk(session, self)
        self._contacts.asks.connect(self.ask)
        self._contacts.told.connect(self.told)
        dialog_calls().contact_wanted.connect(self._log_over)
        self.visits = VisitDesk(session, self.commit_pending, self)
        self.visits.asks.connect(self.ask)
        self._steps = FirstSteps(self)
        self._steps.import_wanted.connect(self._import)
        self._steps.places_wanted.connect(self._show_places)
        self._steps.student_wanted.connect(self.new_student)
        self._steps.today_wanted.connect(self._show_today)
        self._stack.addWidget(self._steps)
        press_with_enter(self._steps)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(PageArea(self._stack, self), 1)
        session.changed.connect(self._outdated)

    def changeEvent(self, event: QEvent) -> None:
        """Read the pages again when light turns dark: some colours are in what they read."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._made:
            self._stale = set(self._made)

    def set_narrow(self, narrow: bool) -> None:
        """Leave the pages more room beside the side bar."""
        self._side.set_narrow(narrow)

    # The pages of a ledger.

    def open(self) -> None:
        """Show the ledger: its first page, or the page and child that were in sight before."""
        self._stale = set(self._made)
        for entry in self._entries.values():
            if entry.at_once:
                self._get(entry.key)
        self.show_page(self._key)
        for key, request in self._places.items():
            self._answering(key).answer(request)
        for key in self._unkept:
            if key not in self._places:
                told = self.tr("锁定时“{0}”里有一项内容不能保存，已经去掉。")
                title = self._entries[key].shown_title()
                self._session.failed.emit(told.format(title), self.tr("请重新填写。"))
        self._forget_place()
        key_pause().begin(UNSEEN)  # the Enter after the password must not press anything here

    def remember_places(self) -> None:
        """Remember which child's file is open, and such, to come back to it after the lock."""
        self._places = {
            made.entry.key: place
            for made in self._made.values()
            if isinstance(made.page, AnsweringPage) and (place := made.page.place()) is not None
        }

    def _forget_place(self) -> None:
        self._places, self._unkept = {}, []

    def discard(self) -> None:
        """Let go of all pages: another ledger comes."""
        let_go_aside(self.window())
        for made in self._made.values():
            self._stack.removeWidget(made.widget)
            made.widget.deleteLater()
            self._side.show_count(made.entry.key, 0)
        self._made.clear()
        self._steps.show_due(0)
        self._contacts.forget()
        self._past_first_steps = False
        self._key = next(iter(self._entries))
        self._forget_place()

    def page(self, key: str) -> Page:
        """Return the page with this key, made now if it was not in sight yet."""
        return self._get(key).page

    def names(self) -> list[str]:
        """Return the keys of all pages, in the order of the side bar."""
        return list(self._entries)

    def made(self) -> list[str]:
        """Return the keys of the pages that were in sight since the ledger was opened."""
        return list(self._made)

    def key(self) -> str:
        """Return the key of the page that is shown."""
        return self._key

    def _get(self, key: str) -> MadePage:
        if key not in self._made:
            entry = self._entries[key]
            made = page_list.checked(entry, self._maker(entry, self._session))
            self._made[key] = made
            self._stack.addWidget(made.widget)
            press_with_enter(made.widget)
            made.page.asks.connect(partial(self._asked, key))
        return self._made[key]

    def _answering(self, key: str) -> AnsweringPage:
        page = self.page(key)
        assert isinstance(page, AnsweringPage), key  # checked when it was made
        return page

    # Which is shown.

    def shows_first_steps(self) -> bool:
        """Tell whether the empty ledger's steps stand in place of the page."""
        return self._stack.currentWidget() is self._steps

    def show_page(self, key: str) -> None:
        """Show a page; read it again if anything changed since it was last in sight."""
        if key not in self._made and not self._session.is_open:
            return
        if key != self._key and self.isVisible():
            key_pause().begin(text_passes=True)
        before, self._key = self._key, key
        self._side.show_chosen(key)
        if self._entries[key].needs_students and self._is_empty():
            self._stack.setCurrentWidget(self._steps)
            self._take_keyboard(self._steps, fresh=False)
        else:
            self._bring_up(self._get(key))
            if key != before:
                self._hand_on_child(before, key)
        self.page_changed.emit(key)

    def _hand_on_child(self, before: str, key: str) -> None:
        """Have a page that wants one go on with the child that was current on the page before."""
        left, came = self._made.get(before), self._made[key].page
        if left is not None and isinstance(left.page, OfChild) and isinstance(came, TakesChild):
            child = left.page.current_child()
            if child:
                came.take_child(child)

    def _bring_up(self, made: MadePage) -> None:
        fresh = made.widget.focusWidget() is None
        self._stack.setCurrentWidget(made.widget)
        if made.entry.key in self._stale:
            self._stale.discard(made.entry.key)
            made.page.refresh()
        self._take_keyboard(made.widget, fresh)

    def _take_keyboard(self, page: QWidget, fresh: bool) -> None:
        """Lead the keyboard to where it was in the page, the first time to what matters there."""
        focus = QApplication.focusWidget()
        elsewhere = focus is not None and focus.window() is not self.window()
        if not elsewhere and (fresh or focus is None or not page.isAncestorOf(focus)):
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep the keyboard in the page when what had it is turned off or hidden.

        Qt hands it to whatever comes next, at last to 锁定 under the page: Enter would lock.
        """
        before, page = self.window().focusWidget(), self._stack.currentWidget()
        falls = before is not None and not (before.isEnabled() and before.isVisible())
        proxy = page.focusProxy()
        if falls and proxy is not None and proxy is not before and proxy.isEnabled():
            page.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().focusNextPrevChild(forward)

    def page_actions(self) -> list[MenuAction]:
        """Return the actions of the page that is shown."""
        if self.shows_first_steps() or self._key not in self._made:
            return []
        return list(self._made[self._key].page.page_actions())

    # Before the ledger is left.

    def commit_pending(self) -> bool:
        """Have every page keep what is half typed; return False where something cannot be kept."""
        self._unkept = [key for key, each in self._made.items() if not each.page.commit_pending()]
        return not self._unkept

    def is_printing(self) -> bool:
        """Tell whether pages are still going to a printer."""
        return any(each.page.is_printing() for each in self._made.values())

    def show_unkept(self) -> None:
        """Show the page with what could not be kept."""
        if self._unkept and self._key not in self._unkept:
            self.show_page(self._unkept[0])

    def go_to_unkept(self, go: Callable[[], object]) -> None:
        """Show the page with what cannot be kept and go there, unless it was kept by now."""
        if not self.commit_pending():
            self.show_unkept()
            go()

    # What is asked of pages.

    def ask(self, request: Request) -> None:
        """Bring up the page that answers such a request, and have it do so."""
        for entry in self._entries.values():
            if type(request) in entry.answers:
                if entry.needs_students:
                    self._past_first_steps = True
                self.show_page(entry.key)
                self._answering(entry.key).answer(request)
                return
        raise LookupError(f"no page answers {type(request).__name__}")

    def child_in_sight(self) -> str:
        """Return the child whose file the page in sight shows, "" where it shows none."""
        made = self._made.get(self._key)
        page = made.page if made is not None else None
        return page.current_child() if isinstance(page, OfChild) else ""

    def show_changed(self, wanted: ShowStudent, rule: str = "") -> None:
        """Go to what an undo or redo has changed of one child: to its line, that of the rule whose
        reminder was answered, else into its file."""
        page = self._made[self._key].page
        if self.shows_first_steps() or (
            isinstance(page, MarksChild) and page.mark_child(wanted.student, rule)
        ):
            return
        self.ask(wanted)

    def find_student(self) -> None:
        """Go to the search box."""
        self.show_page("students")
        if not self.shows_first_steps():
            self._trigger("find")

    def new_student(self) -> None:
        """Go to the students and begin a new file there."""
        self._past_first_steps = True
        self.show_page("students")
        self._trigger("new_student")

    def call_roll(self) -> None:
        """Register classes one after the other, once what is half typed is kept."""
        self._session.ask("roll_call", self._call_roll)

    def _call_roll(self) -> None:
        from ledger_app.gui.attendance.roll_call_dialog import show_roll_call

        if self.commit_pending():
            show_roll_call(self._session, self)

    def _log_contact(self, request: LogContact) -> None:
        """Log a contact over the page in sight, once what is half typed there is kept."""
        if self._made[self._key].page.commit_pending():
            self._contacts.log(request)

    def _log_over(self, students: tuple[str, ...], dialog: Dialog) -> None:
        """Log a contact over a dialog of this window, with the child that is in hand there."""
        if dialog in self.window().findChildren(Dialog):
            self._session.ask("contact", self._contacts.log, LogContact(students), dialog)

    def _trigger(self, action: str) -> None:
        """Do the action with this key of the page that is shown."""
        found = {each.entry.key: each for each in self.page_actions()}
        found[action].trigger()

    def _asked(self, key: str, request: Request) -> None:
        """Do what a page asks for, or pass it on."""
        if isinstance(request, ChooseRoute):
            self.visits.ask_route(request.students)
        elif isinstance(request, Ask | DeskRequest):
            self.asked.emit(request)
        elif isinstance(request, LogContact):
            self._session.ask("contact", self._log_contact, request)
        elif isinstance(request, ShowCount):
            self._side.show_count(key, request.count, request.about)
            if key == "today":
                self._steps.show_due(request.count)
        elif isinstance(request, ComeForward):
            self._past_first_steps = True
            if self._key != key or self.shows_first_steps():
                self.show_page(key)
        else:
            self.ask(request)

    def _import(self) -> None:
        self.asked.emit(Ask.IMPORT)

    def _show_today(self) -> None:
        self._past_first_steps = True
        self.show_page("today")

    def _show_places(self) -> None:
        self.ask(ShowPlaces())

    def _is_empty(self) -> bool:
        if self._past_first_steps or not self._session.is_open:
            return False
        count = self._session.peek(list_students.count)
        self._was_empty = not count.value if count else self._was_empty
        return self._was_empty

    def _outdated(self) -> None:
        """Read hidden pages again when they are next shown; the one in sight listens for itself."""
        self._stale = {key for key in self._made if key != self._key or self.shows_first_steps()}
        if self.shows_first_steps() and not self._is_empty():
            self.show_page(self._key)
