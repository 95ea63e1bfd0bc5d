"""学生, where most of the day is spent. The list on the left, the open file on the right."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ledger_app.actions import list_students
from ledger_app.actions.list_students import ListQuery
from ledger_app.actions.today.show_board import PRINTOUT, Filters
from ledger_app.gui.kit.menu_action import MenuAction
from ledger_app.gui.page import (
    ComeBack,
    ComeForward,
    PrintSheet,
    Request,
    ShowList,
    ShowStudent,
)
from ledger_app.gui.session import Session, waits
from ledger_app.gui.student.current_child import CurrentChild
from ledger_app.gui.student.pane import StudentPane
from ledger_app.gui.students.finding.filter_bar import FilterBar
from ledger_app.gui.students.halves import Halves
from ledger_app.gui.students.list_cursor import CHILD, ListCursor
from ledger_app.gui.students.list_model import StudentListModel
from ledger_app.gui.students.list_or_board import ListOrBoard
from ledger_app.gui.students.list_pane import ListPane
from ledger_app.gui.students.many_students import ManyStudents
from ledger_app.gui.students.menu import StudentActions
from ledger_app.gui.students.saved_views import SavedViews

FOLLOW_AFTER = 25  # milliseconds: the file follows a single step at once
REST = 90  # more than between two repeats of a key that is held: a file is opened once it rests
SEARCH_REST = 160  # while a name is being typed, only the child it finds in the end is opened


class StudentsPage(QWidget):
    """List and file. `asks(Request)`: something of another page, or of the window."""

    asks = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sort, self._descending = "list_order", False
        self._count, self._told_wait = 0, False
        self._sought = ""  # the text that the list was asked for
        self.current = CurrentChild(self)
        self._build()
        self._connect()
        self._connect_actions()
        if session.is_open:
            self._start()

    # For the window.

    def refresh(self) -> None:
        """Bring list and file up to date; everything stays in its place."""
        self.model.refresh()
        self._show_counts()
        self.pane.reload()
        self.shown.refresh()

    def show_student(self, wanted: ShowStudent) -> None:
        """Open a child's file. While long work has the ledger, as soon as that is over."""
        self._session.ask(CHILD, self._open, wanted)

    def _open(self, wanted: ShowStudent) -> None:
        self.shown.show_list()
        self.list.tell("")  # what was said was about the child before
        if not self.marked.go_to(wanted.student) or not self._follow():
            return
        if wanted.new_record:
            self.pane.new_record(wanted.new_record, dict(wanted.presets), wanted.key)
        elif wanted.tab:
            self.pane.open_record(wanted.tab, wanted.record, wanted.key)

    def focus_search(self) -> None:
        """Put the keyboard into the search box."""
        self._come_forward()
        self.bar.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.box.selectAll()

    def commit_pending(self) -> bool:
        return self.pane.commit_pending()

    def is_printing(self) -> bool:
        return False

    def answer(self, request: Request) -> None:
        """Open a child's file; or, after a lock, the one that was open, and what was typed."""
        if isinstance(request, ShowStudent):
            self.show_student(request)
        elif isinstance(request, ShowList):
            self._session.ask("figure", self._open_figure, tuple(request.filters.items()))
        elif isinstance(request, ComeBack):
            self._session.ask("list again", self.views.bring_back, request.listed)
            self.show_student(ShowStudent(request.student))
            if request.unkept:
                self._session.ask("put back", self.pane.put_back, request.unkept)

    def place(self) -> ComeBack | None:
        """Return the open child and the list it stands in, and what could not be kept."""
        child = self.current.id
        return ComeBack(child, self.pane.unkept(), self.views.in_use()) if child else None

    def current_child(self) -> str:
        return self.current.id if self.shown.shows_list() else ""

    def page_actions(self) -> list[MenuAction]:
        return self._actions.shown()

    def query(self) -> ListQuery:
        """Return what the list is asked for."""
        return ListQuery(
            self.bar.text(), self.bar.filters(), self._sort, self._descending, self.bar.due_only()
        )

    # How it is made.

    def _build(self) -> None:
        self.model = StudentListModel(self._session, self)
        self.bar = FilterBar(self._session, self)
        self.views = SavedViews(self._session, self.present_view, self)
        self.bar.add_at_end(self.views)
        self.list = ListPane(self._session, self.model, self)
        self.view = self.list.view
        self.pane = StudentPane(self._session, self.current, self)
        may_leave = self.pane.commit_pending
        self.marked = ListCursor(self._session, self.view, self.model, self.current, may_leave)
        self.many = ManyStudents(self._session, self.chosen_nos, may_leave, self)
        self._actions = StudentActions(self.pane, self.current, self.many, self.views, self)
        self._actions.add_list(self.view, self.many)
        self.splitter = Halves(self.list, self.pane, self)
        self.shown = ListOrBoard(self._session, self.splitter, self.view, self)
        self.setFocusProxy(self.shown)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.bar)
        inside.addWidget(self.shown, 1)
        self._following = QTimer(self, singleShot=True, interval=FOLLOW_AFTER)
        self._moved_at = QElapsedTimer()

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._start)
        session.closed.connect(self._stop)
        session.locked.connect(self._stop)
        session.changed.connect(self._changed)
        self.bar.changed.connect(self._ask)
        self.bar.into_list.connect(self.focus_list)
        self.bar.left_box.connect(self.focus_list)
        self.bar.first_wanted.connect(self._open_first)
        self.views.chosen.connect(self._use_view)
        self.current.changed.connect(self._child_changed)
        self.marked.hidden.connect(self._lift_search)
        self.view.entered_file.connect(self._enter_file)
        self.view.delete_wanted.connect(self.many.ask_delete)
        self.view.sorted_by.connect(self._sort_by)
        self.view.left_upwards.connect(self.focus_search)
        self.view.told.connect(self.list.tell)
        self.view.copy_wanted.connect(self.many.lists.copy)
        self.view.customContextMenuRequested.connect(self._offer_menu)
        self.model.counted.connect(self._show_counts)
        self.model.caught_up.connect(self._ask)
        self.list.batch_wanted.connect(self.many.ask_batch)
        self.list.cards_wanted.connect(self.many.ask_cards)
        self.list.delete_wanted.connect(self.many.ask_delete)
        self.list.nobody.clear_wanted.connect(self.bar.clear)
        self.list.nobody.unfiltered_wanted.connect(self.bar.lift_filters)
        self.list.nobody.left.connect(self.focus_search)
        self.list.asks.connect(self.asks)
        self.list.new_wanted.connect(self.ask_new)
        self.pane.left.connect(self.focus_list)
        self.pane.contact_wanted.connect(self.many.ask_contact)
        self.many.asks.connect(self.asks)
        self._following.timeout.connect(self._rested)
        # Queued: what was drawn is on the screen once the event is over.
        self.view.drawn.connect(self._drawn, Qt.ConnectionType.QueuedConnection)
        self.shown.list_in_sight.connect(self._actions.be_in_sight)
        self.shown.board.wanted.connect(self._open_figure)
        self.shown.board.left.connect(self.focus_list)
        self.shown.board.print_wanted.connect(partial(self.asks.emit, PrintSheet(PRINTOUT)))

    def _connect_actions(self) -> None:
        self._actions.new_wanted.connect(self.ask_new)
        self._actions.child_wanted.connect(self.show_student)
        self._actions.search_wanted.connect(self.focus_search)
        self._actions.step_wanted.connect(self.step_student)
        self._actions.forward_wanted.connect(self._come_forward)
        for told in (self._actions.told, self.pane.told, self.many.told):
            told.connect(self.list.tell)
        for wanted in (self._actions, self.list, self.views):
            wanted.board_wanted.connect(self.show_board)

    # The ledger comes, goes, changes.

    def _start(self) -> None:
        self.bar.fit_ledger()
        self._ask()
        if self.model.rowCount():
            self.model.row_at(0)  # read now: long work may have the ledger when it is drawn
            self.view.go_to_row(0)

    def _stop(self) -> None:
        self._following.stop()
        self.pane.forget()
        self.bar.forget()
        self.views.show_name("")
        self._sort, self._descending = "list_order", False
        self.view.show_order(self._sort, self._descending)
        self.list.tell("")
        self.model.clear()
        self.current.be_nobody()
        self.shown.forget()

    def _changed(self, students: frozenset[str] | None) -> None:
        self.list.tell("")
        before = self.model.rowCount()
        self.model.refresh(students)
        if students is None or self.model.rowCount() != before:
            self.bar.fit_ledger()
            self._session.ask("places of the file", self.pane.refresh_places)
        if students is None or self.current.id in students:
            self.pane.reload()
        self.shown.refresh()

    # The list.

    def _ask(self) -> None:
        """Show what is typed and ticked; the child stays where it is still listed.

        What is typed anew marks the row that Enter would open.
        """
        if not self._session.is_open:
            return
        self.shown.show_list()
        self.list.tell("")
        with self.marked.hold():
            self.bar.sentences.ask(self.model, self.query())
        self.view.show_order(self._sort, self._descending)
        self._tell_wait()
        if self.model.is_waiting():
            self.marked.mark()
            return
        self.view.scrollToTop()
        typed, self._sought = self.bar.text().strip() not in ("", self._sought), self.bar.text()
        self.marked.asked_anew(self.bar.sentences.name(), stays=not typed)

    def _lift_search(self, name: str) -> None:
        """Take search and filters away: they hide a child that is to be shown; and say so."""
        self.bar.take_away()
        self.views.show_name("")
        self._sought = ""
        with self.marked.hold():
            self.model.show_query(self.query())
        told = self.tr("“{0}”不在查找或筛选的结果里，已取消查找和筛选。")
        self.list.tell(told.format(name))

    def _tell_wait(self) -> None:
        """Say why the list does not follow what is typed, until it does."""
        waits = self.model.is_waiting()
        if waits or self._told_wait:
            self.list.tell(self.tr("正在备份或写入，完成后马上查找。") if waits else "")
        self._told_wait = waits

    def _sort_by(self, key: str, descending: bool) -> None:
        self._sort, self._descending = key, descending
        self._ask()

    def _show_counts(self) -> None:
        count = self._session.peek(list_students.count)
        self._count = count.otherwise(self._count if self._session.is_open else 0)
        filtered = self.bar.is_active() and not self.model.is_waiting()
        self.list.show_counts(self._count, self.model.rowCount(), self.current.count, filtered)

    def _child_changed(self) -> None:
        """Open the file of another child: at once after a single step, else once the cursor rests.

        Until then the pane says who it is: the file before is never under another one's mark.
        """
        self._show_counts()
        calm = not self._moved_at.isValid() or self._moved_at.elapsed() > REST
        self._moved_at.start()
        typing = self.bar.box.hasFocus()
        if calm and not typing and self.view.is_drawn():
            self._follow()
        self._following.start(SEARCH_REST if typing else FOLLOW_AFTER if calm else REST)

    def _rested(self) -> None:
        """Open the file; not before the list is in sight: a file takes longer than a list."""
        if self.view.is_drawn() or not self.isVisible():
            self._follow()

    def _drawn(self) -> None:
        self._follow()
        self.model.make_ready()

    def _follow(self) -> bool:
        """Show the file of the current child; while long work runs, as soon as it is over."""
        self._following.stop()
        if self.pane.student_id() == self.current.id:
            return bool(self.current.id)
        return self._session.ask("draw", self.pane.draw) and bool(self.pane.student_id())

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        self.shown.show_list()
        if not self.current.count:
            self.view.go_to_row(0)
        self.view.setFocus()

    @waits(CHILD)  # the list may still be that of what was typed before
    def _open_first(self) -> None:
        """Open the child that is marked, or go to what can be done; a sentence becomes filters."""
        if not (self.bar.sentences.settle() or self.list.nobody.take_keyboard()):
            self._enter_file()

    def _enter_file(self) -> None:
        self.pane.focus_first()

    def step_student(self, by: int) -> None:
        """Go to the next (1) or the child before (-1), keeping what is half typed first."""
        focused = self.pane.isAncestorOf(self.focusWidget() or self)
        self.view.step(by)
        if focused:
            self._enter_file()

    def _offer_menu(self, at: Any) -> None:  # noqa: ANN401
        self._actions.list_menu().popup(self.view.viewport().mapToGlobal(at))

    # The board 去向.

    def show_board(self) -> None:
        """Show where all children stand, in place of list and file."""
        if self.pane.commit_pending():
            self._come_forward()
            self.shown.show_board()

    def _open_figure(self, filters: Filters) -> None:
        self.views.show_name("")
        self.bar.use({"filters": dict(filters)})
        self.focus_list()

    # Saved views.

    def present_view(self) -> dict[str, Any]:
        """Return filters, order and columns as a view keeps them."""
        return {
            **self.bar.content(),
            "sort": self._sort,
            "descending": self._descending,
            "columns": self.view.columns(),
        }

    def _use_view(self, content: dict[str, Any]) -> None:
        sort = content.get("sort", "list_order")
        self._sort = sort if sort in list_students.SORTS else "list_order"
        self._descending = bool(content.get("descending"))
        if content.get("columns"):
            self.view.set_columns(content["columns"])
        self.bar.use(content)

    # What is done with children.

    def _come_forward(self) -> None:
        self.asks.emit(ComeForward())

    def chosen_nos(self) -> list[int]:
        """Return the list numbers of the selected children: of the one in sight, or of several."""
        if self.current.count > 1:
            return [self.model.no_at(row) for row in self.view.chosen_rows()]
        return [self.current.no] if self.current.id else []

    @waits("new")
    def ask_new(self) -> None:
        """Begin a new file on a page of its own, with what was sought in vain."""
        from ledger_app.gui.students.new_file.new_file_dialog import NewFileDialog

        if not self._session.is_open or not self.pane.commit_pending():
            return
        self._come_forward()
        sought = "" if self.model.rowCount() else self.bar.text()
        dialog = NewFileDialog(self._session, self, sought=sought, filters=dict(self.bar.filters()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.made.connect(self._open_new)
        dialog.ended.connect(self.show_student)
        dialog.other_wanted.connect(self.show_student)
        dialog.open()

    def _open_new(self, wanted: ShowStudent) -> None:
        """Open a file that was just made, the keyboard in what is still to be filled."""
        self.show_student(wanted)
        self.pane.focus_field()
