"""The open file: the head that stays, and the tabs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ledger_app.actions import open_student
from ledger_app.actions import show_student as show_student_action
from ledger_app.actions.open_student import OpenFile
from ledger_app.catalogue import TABLES
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.telling.in_words.safety import SAFETY_KEY
from ledger_app.gui.form.editors import LastValues
from ledger_app.gui.form.line_entry import Entry, LongEntry
from ledger_app.gui.kit.enter_keys import press_with_enter
from ledger_app.gui.kit.page_area import PageStack
from ledger_app.gui.session import Session, waits
from ledger_app.gui.student.basic_tab import BasicTab
from ledger_app.gui.student.cover import Cover
from ledger_app.gui.student.current_child import CurrentChild
from ledger_app.gui.student.file_dialogs import FileDialogs
from ledger_app.gui.student.half_typed import HalfTyped
from ledger_app.gui.student.head import StudentHead
from ledger_app.gui.student.history_tab import HistoryTab
from ledger_app.gui.student.records_tab import RecordsTab
from ledger_app.gui.student.saving_form import ALIKE
from ledger_app.gui.student.story_tab import StoryTab
from ledger_app.gui.student.tab_book import TabBook
from ledger_app.gui.student.tabs import BASIC, HISTORY, STORY, TABS, Tab, Unkept, form_of

CONTACT = "contact"
ROOM_FOR_HEAD = 430  # pixels of height from which the head has all its rows


class StudentPane(QWidget):
    """The file of the current child. What is done here is done to that child, or to nobody.

    Signals: `left()` Esc, `told(text)` something to say in the list's bottom bar,
    `contact_wanted(reminders)` a contact of this child, in answer to them.
    """

    left = Signal()
    told = Signal(str)
    contact_wanted = Signal(tuple)

    def __init__(
        self, session: Session, current: CurrentChild, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._current = session, current
        self._last = LastValues()
        self._opened: OpenFile | None = None
        self._tabs: dict[str, Tab] = {}
        self._fresh: set[str] = set()
        self._half_typed = HalfTyped(session, self._tabs, self._bring)
        self._build()
        current.changed.connect(self._cover_up)

    # Which child.

    def student_id(self) -> str:
        """Return the id of the child whose file is in sight, "" for none."""
        return self._opened.student_id if self._opened else ""

    def _cover_up(self) -> None:
        """Take the file before out of sight at once: another child is the current one."""
        if self.student_id() == self._current.id != "":
            return
        self._opened = None
        self._half_typed.drop()  # of a child that is gone: else it was kept before
        self._cover.say(self._current)
        self._stack.setCurrentWidget(self._cover)

    def draw(self) -> bool:
        """Show the file of the current child; return whether it is in sight."""
        if not self._current.id or self.student_id() == self._current.id:
            return bool(self._current.id)
        opened = self._session.act(open_student.open_file, self._current.id)
        if opened:
            self._show(opened.value)
        return bool(opened)

    def _for_child(self, wish: str, act: Callable[..., object], *given: object) -> None:
        """Do it for the child that is the current one now, if it still is when it can be done."""
        if self._current.id:
            self._session.ask(wish, self._still, self._current.id, act, *given)

    def _still(self, student_id: str, act: Callable[..., object], *given: object) -> None:
        if self._current.id != student_id:
            self.told.emit(self.tr("已经换了学生，刚才按的没有做。"))
        elif self.draw():
            act(*given)

    @waits("reload")
    def reload(self) -> None:
        """Read the open file again: something in it was changed."""
        if self._opened is None:
            return
        there = self._session.act(open_student.is_there, self._opened.student_id)
        if not there.otherwise(False):
            self._current.be_nobody()
            return
        if opened := self._session.act(open_student.open_file, self._opened.student_id):
            self._show(opened.value)

    def forget(self) -> None:
        """Drop everything that was read: the ledger is closed or locked."""
        self._opened = None
        self._stack.setCurrentWidget(self._cover)
        self._cover.say_nobody()
        self._head.clear()
        self._last.forget()
        for key in list(self._tabs):
            tab = self._tabs.pop(key)
            tab.hide()
            tab.deleteLater()
        self._fresh.clear()
        self._book.bring(BASIC)

    def refresh_places(self) -> None:
        """Offer the schools and regions that are there now."""
        for tab in list(self._tabs.values()):
            if isinstance(tab, BasicTab | RecordsTab):
                tab.refresh_places()

    def commit_pending(self) -> bool:
        """Keep what is half typed; say what cannot be kept, and return False then."""
        return self._opened is None or self._half_typed.keep()

    def unkept(self) -> list[Unkept]:
        """Return what is half typed and was not kept, to be put back after the lock."""
        return self._half_typed.unkept()

    def put_back(self, unkept: Sequence[Unkept]) -> None:
        """Show again what could not be kept, each in its field."""
        self._half_typed.put_back(unkept)

    def _show(self, opened: OpenFile) -> None:
        self._opened = opened
        self._fresh.clear()
        self._head.show_file(opened, self._is_revealed())
        self._show_counts(opened)
        self._stack.setCurrentWidget(self._file)
        self._refresh_tab()

    def _is_revealed(self) -> bool:
        return self.student_id() in self._session.revealed

    # How it is made.

    def _build(self) -> None:
        self._cover = Cover(self)
        self._file = QWidget(self)
        self._head = StudentHead(self._file)
        self._head.reveal_wanted.connect(self.set_revealed)
        self._head.contact_wanted.connect(partial(self.contact_wanted.emit, ()))
        self._head.step_wanted.connect(self.open_reminder)
        self._head.safety_wanted.connect(self.edit_safety_note)
        self.mate_wanted = self._head.mate_wanted
        self.dialogs = FileDialogs(self._session, self._for_child, self)
        self.dialogs.told.connect(self.told)
        self._head.numbers_wanted.connect(self.dialogs.show_numbers)
        self._book = TabBook(self._file)
        self._book.currentChanged.connect(self._tab_changed)
        inside = QVBoxLayout(self._file)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self._head)
        inside.addWidget(self._book, 1)
        self._stack = PageStack(self)  # a file behind the cover asks for no room
        self._stack.addWidget(self._cover)
        self._stack.addWidget(self._file)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._stack)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._escape)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the head lower where there is little room."""
        super().resizeEvent(event)
        self._head.set_low(self.height() < ROOM_FOR_HEAD)

    def tab(self, key: str) -> Tab:
        """Return a tab, made now if it was never shown."""
        if key not in self._tabs:
            self._tabs[key] = made = self._make(key)
            self._book.put(key, made)
            press_with_enter(made)
        return self._tabs[key]

    def _make(self, key: str) -> Tab:
        if key == STORY:
            story = StoryTab(self)
            story.record_wanted.connect(self.open_record)
            story.reminder_wanted.connect(self.open_reminder)
            return story
        if key == HISTORY:
            history = HistoryTab(self._session, self)
            history.field_wanted.connect(self.open_record)
            return history
        if key == BASIC:
            basic = BasicTab(self._session, self._last, self)
            basic.reveal_requested.connect(self.set_revealed)
            basic.elsewhere.connect(self.show_tab)
            return basic
        records = RecordsTab(self._session, TABLES[key], self._last, self)
        records.reveal_requested.connect(self.set_revealed)
        records.new_wanted.connect(partial(self.new_record, key, None))
        records.deleted.connect(self.told)
        return records

    def _show_counts(self, opened: OpenFile) -> None:
        tables = [key for key in TABS if key in TABLES and key != BASIC]
        self._book.show_counts({key: len(opened.file.of(key)) for key in tables})

    # Tabs.

    def current_tab(self) -> str:
        """Return the key of the tab in front."""
        return self._book.key()

    def tab_shown(self) -> Tab | None:
        """Return the tab in front of the open file, None while no file is open."""
        return self._tabs.get(self.current_tab()) if self._opened is not None else None

    def _bring(self, key: str) -> Tab:
        self.show_tab(key)
        return self.tab(key)

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front."""
        if key in TABS:
            self._book.bring(key)

    def turn_tab(self, by: int) -> None:
        """Go to the next (1) or the tab before (-1) in sight, around the ends."""
        self._book.turn(by)
        self.focus_first()

    def focus_first(self) -> None:
        """Put the keyboard into the tab in front."""
        self._for_child("focus", self._focus_first)

    def _focus_first(self) -> None:
        self.tab(self.current_tab()).focus_first()

    def focus_field(self, key: str = "") -> None:
        """Put the keyboard into a field of the child's row; "": the first still to be filled."""
        self._for_child("focus", self._focus_field, key)

    def _focus_field(self, key: str) -> None:
        self.show_tab(BASIC)
        basic = self.tab(BASIC)
        if isinstance(basic, BasicTab):
            basic.focus_field(key)

    def edit_safety_note(self) -> None:
        """Put the keyboard into the one line that is read before all else."""
        self.focus_field(SAFETY_KEY)

    def _tab_changed(self, _at: int) -> None:
        if self._opened is not None:
            self.commit_pending()
            self._refresh_tab()

    def _refresh_tab(self) -> None:
        key = self.current_tab()
        if self._opened is None or key in self._fresh:
            return
        if not self._session.ask("tab", self._fill_tab) and key in self._tabs:
            self._tabs[key].hide()  # until then: it may still show another child

    def _fill_tab(self) -> None:
        key = self.current_tab()
        if self._opened is not None and key not in self._fresh:
            self._fresh.add(key)
            self.tab(key).show_file(self._opened, self._is_revealed())
            self.tab(key).show()

    # What is done from the head, the time line and the menu.

    def set_revealed(self, revealed: bool) -> None:
        """Show or hide full numbers and sensitive fields of this child; showing is logged."""
        if self._opened is None:
            return
        if revealed and not self._is_revealed():
            self._session.ask("reveal", self._reveal, self.student_id())
            return
        if not revealed:
            self._session.revealed.discard(self.student_id())
        self._show_revealed(self._opened, revealed)

    def _reveal(self, student_id: str) -> None:
        wanted = self._opened is not None and self.student_id() == student_id
        if wanted and self._session.act(show_student_action.log_reveal, student_id):
            self._session.revealed.add(student_id)
            self.set_revealed(True)

    def _show_revealed(self, opened: OpenFile, revealed: bool) -> None:
        for tab in list(self._tabs.values()):
            if isinstance(tab, BasicTab | RecordsTab):
                tab.set_revealed(revealed)
        self._head.show_file(opened, revealed)
        self._fresh &= {BASIC}
        self._refresh_tab()

    def new_record(
        self, table: str, presets: Mapping[str, str] | None = None, field: str = ""
    ) -> None:
        """Begin a new record of a table in its tab, with the keyboard in one of its fields."""
        self._for_child("record", self._new_record, table, presets, field)

    def _new_record(self, table: str, presets: Mapping[str, str] | None, field: str) -> None:
        self.show_tab(table)
        tab = self.tab(table)
        if isinstance(tab, RecordsTab):
            self._refresh_tab()
            tab.new_record(presets, field)

    def opened(self) -> OpenFile | None:
        """Return the file in sight."""
        return self._opened

    def open_reminder(self, reminder: Reminder) -> None:
        """Open what answers a reminder: its record, or a new one already filled."""
        file = self._opened.file if self._opened else None
        if file is None or not reminder.opens:
            return
        if reminder.opens == CONTACT:
            self.contact_wanted.emit((reminder,))
            return
        there = [row["id"] for row in file.of(reminder.opens)]
        if reminder.record in there or reminder.opens == BASIC or reminder.opens not in TABS:
            self.open_record(reminder.opens, reminder.record, reminder.fills)
        else:
            self.new_record(reminder.opens, dict(reminder.presets), reminder.fills)

    def open_record(self, table: str, record_id: str, field: str = "") -> None:
        """Show one record in its tab, or the tab alone, with the keyboard in one of its fields."""
        self._for_child("record", self._open_record, table, record_id, field)

    def _open_record(self, table: str, record_id: str, field: str) -> None:
        if table not in TABS:  # of the unit above: told among all that happened
            table, record_id = STORY, ""
        self.show_tab(table)
        tab = self.tab(table)
        if isinstance(tab, RecordsTab) and record_id:
            tab.choose(record_id)
        if field and (kept := form_of(tab)):
            kept.form.focus_field(field)
        elif not record_id:
            self._focus_first()

    def other_like(self) -> str:
        """Return the id of another file with this number, else this name; "" if there is none."""
        basic = self._tabs.get(BASIC)
        kept = basic.kept_form() if isinstance(basic, BasicTab) else None
        found = [other for key in ALIKE if kept and (other := kept.other_like(key))]
        return found[0].ids[0] if found else ""

    def _escape(self) -> None:
        """Give a half-typed field or an open list its Esc; otherwise go back to the list."""
        focus = QApplication.focusWidget()
        if isinstance(focus, Entry | LongEntry) and _needs_escape(focus):
            # Called, not sent: a sent key would find this shortcut again.
            plain = Qt.KeyboardModifier.NoModifier
            focus.keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Escape, plain))
        else:
            self.left.emit()


def _needs_escape(entry: Entry | LongEntry) -> bool:
    opened = getattr(entry, "_list", None)
    return entry.composing or entry.is_changed() or bool(opened is not None and opened.isVisible())
