"""The open ledger: pages beside the side bar, and the first steps while the ledger is empty."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from ledger_app.actions import list_students
from ledger_app.gui.kit.enter_keys import press_with_enter
from ledger_app.gui.kit.menu_action import MenuAction
from ledger_app.gui.session import Session
from ledger_app.gui.window.first_steps import FirstSteps
from ledger_app.gui.window.side_bar import SideBar

ICONS = {"today": "calendar-check", "students": "users", "print": "printer", "settings": "settings"}
NEEDS_STUDENTS = ("today", "students")

Builder = Callable[[str, Session], QWidget]


def build_page(key: str, session: Session) -> QWidget:
    """Make the page with this key. Imported late: the first screen does not wait."""
    if key == "today":
        from ledger_app.gui.today.page import TodayPage

        return TodayPage(session)
    if key == "students":
        from ledger_app.gui.students.page import StudentsPage

        return StudentsPage(session)
    if key == "print":
        from ledger_app.gui.printing.page import PrintPage

        return PrintPage(session)
    from ledger_app.gui.settings.page import SettingsPage

    return SettingsPage(session)


class Pages(QWidget):
    """Holds the pages of one ledger.

    Signals: `page_changed(key)`; `page_made(key, page)` for whoever listens to a page;
    `import_wanted()`.
    """

    page_changed = Signal(str)
    page_made = Signal(str, object)
    import_wanted = Signal()

    def __init__(
        self, session: Session, builder: Builder = build_page, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._builder = session, builder
        self._pages: dict[str, Any] = {}
        self._stale: set[str] = set()
        self._past_first_steps = self._was_empty = False
        self._key = "today"
        self._set_aside: Any = ()
        self._forget_place()
        self._side = SideBar([(key, name, ICONS[key]) for key, name in self.names().items()], self)
        self._side.chosen.connect(self.show_page)
        self._stack = QStackedWidget(self)
        self._steps = FirstSteps(self)
        self._steps.import_wanted.connect(self.import_wanted)
        self._steps.places_wanted.connect(self._to_places)
        self._steps.student_wanted.connect(self.new_student)
        self._stack.addWidget(self._steps)
        press_with_enter(self._steps)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._stack, 1)
        session.changed.connect(self._outdated)

    def changeEvent(self, event: QEvent) -> None:
        """Read the pages again when light turns dark: some colours are in what they read."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_stack"):
            self._stale = set(self._pages)

    def names(self) -> dict[str, str]:
        """Return the pages by key, in the order of the side bar."""
        return {
            "today": self.tr("今日"),
            "students": self.tr("学生"),
            "print": self.tr("打印"),
            "settings": self.tr("设置"),
        }

    # The pages of a ledger.

    def open(self) -> None:
        """Show the ledger: make pages if it is another one, else return to the page and child."""
        for key in () if self._pages else self.names():
            self._add(key, self._builder(key, self._session))
        self._stale = set(self._pages)
        self.show_page(self._key)
        if self._student:
            page = self.page("students")
            page.show_student(self._student)
            if self._set_aside:
                self._session.when_free("put back", partial(page.put_back, self._set_aside))
        if "settings" in self._unkept:
            told = self.tr("锁定时“设置”里有一项内容不能保存，已经去掉。")
            self._session.failed.emit(told, self.tr("请重新填写。"))
        self._forget_place()

    def remember_student(self) -> None:
        """Remember whose file is open, to come back to it after the lock."""
        page = self._pages.get("students")
        pane = getattr(page, "pane", None)
        self._student = pane.student_id() if pane is not None else ""
        self._set_aside = getattr(page, "unkept", tuple)()

    def _forget_place(self) -> None:
        self._student = ""
        self._set_aside = ()  # what could not be kept before the lock
        self._unkept: list[str] = []  # pages with something that cannot be kept

    def discard(self) -> None:
        """Let go of all pages: another ledger comes."""
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._past_first_steps = False
        self._key = "today"
        self._forget_place()
        self._side.show_count("today", 0)

    def page(self, key: str) -> Any:  # noqa: ANN401
        """Return the page with this key; raise KeyError if no ledger was opened yet."""
        return self._pages[key]

    def key(self) -> str:
        """Return the key of the page that is shown."""
        return self._key

    def shows_first_steps(self) -> bool:
        """Tell whether the empty ledger's steps stand in place of the page."""
        return self._stack.currentWidget() is self._steps

    def show_page(self, key: str) -> None:
        """Show a page; read it again if anything changed since it was last in sight."""
        if key not in self._pages:
            return
        self._key = key
        self._side.show_chosen(key)
        if key in NEEDS_STUDENTS and self._is_empty():
            self._stack.setCurrentWidget(self._steps)
        else:
            fresh = self._pages[key].focusWidget() is None
            self._stack.setCurrentWidget(self._pages[key])
            if key in self._stale:
                self._stale.discard(key)
                self._pages[key].refresh()
            self._take_keyboard(self._pages[key], fresh)
        self.page_changed.emit(key)

    def _take_keyboard(self, page: QWidget, fresh: bool) -> None:
        """Lead the keyboard to where it was in the page, the first time to what matters there."""
        focus = QApplication.focusWidget()
        elsewhere = focus is not None and focus.window() is not self.window()
        if not elsewhere and (fresh or focus is None or not page.isAncestorOf(focus)):
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def page_actions(self) -> list[MenuAction]:
        """Return the actions of the page that is shown."""
        if self.shows_first_steps() or self._key not in self._pages:
            return []
        found: list[MenuAction] = getattr(self._pages[self._key], "page_actions", list)()
        return list(found)

    def commit_pending(self) -> bool:
        """Have every page keep what is half typed; return False where something cannot be kept."""
        self._unkept = [
            key
            for key, page in self._pages.items()
            if hasattr(page, "commit_pending") and page.commit_pending() is False
        ]
        return not self._unkept

    def is_printing(self) -> bool:
        """Tell whether pages are still going to a printer."""
        return any(page.is_printing() for page in self._pages.values() if _prints(page))

    def show_unkept(self) -> None:
        """Show the page with what could not be kept."""
        if self._unkept and self._key not in self._unkept:
            self.show_page(self._unkept[0])

    # What one page asks of another.

    def show_student(
        self,
        student: str,
        tab: str = "",
        new_record: str = "",
        presets: object = None,
        record: str = "",
    ) -> None:
        """Open a child's file, perhaps at a record of it or with a new record begun."""
        self._past_first_steps = True
        self.show_page("students")
        self.page("students").show_student(student, tab, new_record, presets, record=record)

    def find_student(self) -> None:
        """Go to the search box."""
        self.show_page("students")
        if not self.shows_first_steps():
            self.page("students").focus_search()

    def new_student(self) -> None:
        """Go to the students and begin a new file there."""
        self._past_first_steps = True
        self.show_page("students")
        for action in self.page("students").page_actions():
            if action.entry.key == "new_student":
                action.trigger()

    def _to_places(self) -> None:
        self.show_page("settings")
        page = self.page("settings")
        if hasattr(page, "show_places"):
            page.show_places()

    def _add(self, key: str, page: QWidget) -> None:
        self._pages[key] = page
        self._stack.addWidget(page)
        press_with_enter(page)
        self.page_made.emit(key, page)
        for name, slot in (
            ("open_student", self._open_student),
            ("log_requested", self._begin_record),
            ("record_requested", self._open_record),
            ("counted", self._count_today),
            ("wanted", partial(self._come_forward, key)),
            ("import_wanted", self.import_wanted),
            ("classes_wanted", self._to_places),
            ("print_cards", self._print_cards),
        ):
            if signal := getattr(page, name, None):
                signal.connect(slot)

    def _open_student(self, student: str) -> None:
        self.show_student(student)

    def _begin_record(self, student: str, table: str, presets: object) -> None:
        self.show_student(student, "", table, presets)

    def _open_record(self, student: str, table: str, record: str) -> None:
        self.show_student(student, table, record=record)

    def _come_forward(self, key: str) -> None:
        self._past_first_steps = True
        if self._key != key or self.shows_first_steps():
            self.show_page(key)

    def _print_cards(self, ids: list[str]) -> None:
        self.show_page("print")
        page = self.page("print")
        if hasattr(page, "choose_cards"):
            page.choose_cards(ids)
        elif ids:
            page.choose("student_card", ids[0])

    def _count_today(self, count: int) -> None:
        self._side.show_count("today", count)

    def _is_empty(self) -> bool:
        if self._past_first_steps or not self._session.is_open:
            return False
        if not self._session.is_busy:
            self._was_empty = not list_students.count(self._session.ledger)
        return self._was_empty

    def _outdated(self) -> None:
        """Read hidden pages again when they are next shown; the one in sight listens for itself."""
        self._stale = {key for key in self._pages if key != self._key or self.shows_first_steps()}
        if self.shows_first_steps() and not self._is_empty():
            self.show_page(self._key)


def _prints(page: Any) -> bool:  # noqa: ANN401
    return hasattr(page, "is_printing")
