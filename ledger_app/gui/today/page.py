"""今日: what is overdue, due and near, with one key to log what was done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ledger_app.actions import list_students, show_student
from ledger_app.actions.contact.last_talk import LastTalk, last_talk
from ledger_app.actions.today import kept_filters
from ledger_app.actions.today.arranging import Key, Order, line_key
from ledger_app.actions.today.counts import Counts
from ledger_app.actions.today.due_lines import Lines, TodayLine, in_full
from ledger_app.actions.today.narrowing import Narrowing
from ledger_app.domain.telling.due_words import due_group
from ledger_app.gui.kit.menu_action import MenuAction
from ledger_app.gui.kit.page_area import ABOVE, SIDE
from ledger_app.gui.page import ShowCount
from ledger_app.gui.session import Session
from ledger_app.gui.today.acting import TodayActions
from ledger_app.gui.today.duty_foot import DutyFoot
from ledger_app.gui.today.head import TodayHead, kept_order
from ledger_app.gui.today.line_strip import ROOM_FOR_ALL, ActionButton, TodayStrip
from ledger_app.gui.today.lines_model import TodayModel
from ledger_app.gui.today.lines_view import TodayView
from ledger_app.gui.today.looking_bar import LookingBar
from ledger_app.gui.today.months_strip import MonthsStrip
from ledger_app.gui.today.reading import TodayReading

Place = tuple[Sequence[Key], int, int]


class TodayPage(QWidget):
    """The morning's page. `asks(Request)`: a child's file, a count beside its name."""

    asks = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._filters: dict[str, object] | None = None  # None: not read yet
        self._left_at: Place | None = None  # where one was before the lock
        self.model = TodayModel(self._in_full, self)
        self.head = TodayHead(self)
        self.view = TodayView(self.model, self)
        self.acting = TodayActions(session, self.view, self.model, self)
        self.looking = LookingBar(self)
        self.strip = TodayStrip(self.acting.of_lines(), self)
        self.head.add(ActionButton(self.acting.by_key["visit_sheet"], self.head))
        self.setFocusProxy(self.view)
        self._empty = QLabel(self)
        self._pages = QStackedWidget(self)
        self.foot, self.months = DutyFoot(session, self), MonthsStrip(self)
        self.reading = TodayReading(session, self)
        self._arrange()
        self._connect()
        self.model.set_order(kept_order())
        self._show_current()

    # What the window around asks.

    def refresh(self) -> None:
        """Read everything again; in a large ledger on the worker thread."""
        self.reading.read()

    def page_actions(self) -> list[MenuAction]:
        """Return the actions for the menu bar."""
        return list(self.acting.by_key.values())

    def commit_pending(self) -> bool:
        """Tell that nothing is typed here."""
        return True

    def is_printing(self) -> bool:
        """Tell that nothing is printed here."""
        return False

    def mark_child(self, student_id: str, rule: str = "") -> bool:
        """Choose the line of a child that a rule makes, else its first; False where none is."""
        found = []
        for row in range(self.model.rowCount()):
            line = self.model.line(self.model.index(row))
            if line is not None and line.reminder.student == student_id:
                found.append((row, line))
        if found:
            row, line = next((each for each in found if rule in _rules_of(each[1])), found[0])
            self.view.choose([line_key(line)], row)
        return bool(found)

    # Making it.

    def _arrange(self) -> None:
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty)
        self._inside = layout = QVBoxLayout(self)
        layout.setContentsMargins(SIDE, ABOVE, SIDE, 8)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self.looking)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.strip)
        below = QHBoxLayout()
        below.addWidget(self.months)
        below.addSpacing(12)
        below.addWidget(self.foot, 1)
        layout.addLayout(below)

    def _connect(self) -> None:
        self.looking.order.chosen.connect(self._reorder)
        self.looking.narrowed.connect(self._narrow)
        self.looking.into_list.connect(self._go_into_list)
        self.looking.left.connect(self._go_into_list)
        self.looking.unticked.connect(self.model.untick)
        self.acting.find_asked.connect(self.looking.go_to_box)
        self.model.ticked.connect(self._show_ticks)
        self.view.left.connect(self._leave)
        self.head.sums.wanted.connect(self._go_to_first)
        self.view.selectionModel().selectionChanged.connect(self._show_current)
        self.view.selectionModel().currentChanged.connect(self._show_current)
        self.view.doubleClicked.connect(self.acting.begin_work)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.strip.reveal_asked.connect(self._reveal)
        self.strip.numbers_asked.connect(self.acting.by_key["numbers"].trigger)
        self.acting.asks.connect(self.asks)
        self.months.asks.connect(self.acting.go)
        self.reading.came.connect(self._show)
        self.reading.months.connect(self.months.show_months)
        self.reading.counted.connect(self._show_counts)
        self.reading.gone.connect(self._forget)

    # Reading.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more lines where there is little room, and less about the one that is chosen."""
        super().resizeEvent(event)
        self.view.fit(self.height())
        low = self.height() < ROOM_FOR_ALL
        self._inside.setSpacing(4 if low else 8)
        self._inside.setContentsMargins(SIDE, 4 if low else ABOVE, SIDE, 4 if low else 8)
        self.strip.fit(self.height())

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was out of sight."""
        super().showEvent(event)
        self.reading.read_if_stale()

    def _show(self, found: Lines) -> None:
        lines, coming, reported, day = found
        keys, row, top = self._left_at or self._at()
        self._left_at = None
        self.head.show_day(day)
        self._filter_as_before()
        self.looking.show_lines(lines, self._session.ledger.author)
        self.model.set_lines(lines, day)
        self.view.choose(keys, row, top)
        self._show_kept()
        own = {(line.reminder.rule, line.reminder.due_on) for line in lines if not line.child}
        self.foot.show_reports(next(iter(coming), None), reported, own)
        self._show_current()

    def _show_counts(self, counts: Counts) -> None:
        """Say the same number here and beside the page's name."""
        self.head.sums.show_counts(counts)
        about = self.tr("超期 {0} + 今天 {1}，一个孩子同一件事算一条，合起来的行按人数算")
        self.asks.emit(ShowCount(counts.due, about.format(counts.overdue, counts.today)))

    def _at(self) -> Place:
        """Return which lines are chosen, the row of the current one, how far it is scrolled."""
        bar = self.view.verticalScrollBar()
        return self.view.keys(), self.view.currentIndex().row(), bar.value()

    def _forget(self) -> None:
        self._filters = None
        self._left_at = self._left_at or self._at()
        self.months.show_months(None)
        self.model.untick()
        self.looking.forget()
        self.model.narrow(self.looking.narrowing())
        self.model.set_lines((), None)
        self.strip.forget()
        self._show_ticks()

    # What is looked for.

    def _filter_as_before(self) -> None:
        """Take up the filters of the last time, once after the ledger was opened."""
        if self._filters is None:
            self.looking.use(self._session.peek(kept_filters.kept).otherwise({}))
            self._filters = self.looking.kept()
            self.model.narrow(self.looking.narrowing())

    def _narrow(self, narrowing: Narrowing) -> None:
        keys, row = self.view.keys(), self.view.currentIndex().row()
        self.model.narrow(narrowing)
        self.view.choose(keys, row)
        self._show_kept()
        self._show_current()
        if self._filters is not None and self.looking.kept() != self._filters:
            self._filters = self.looking.kept()
            self._session.ask("keep filters", self._keep_filters)

    def _keep_filters(self) -> None:
        self._session.act(kept_filters.keep, self.looking.kept())

    def _show_kept(self) -> None:
        """Show lines or why there are none, and how many are left out."""
        there = self.model.rowCount() > 0
        self._pages.setCurrentIndex(0 if there else 1)
        if not there:
            self._empty.setText(self._calm_sentence())
        self._show_ticks()

    def _show_ticks(self) -> None:
        ticks = self.model.ticks()
        children = {line.reminder.student for line in ticks if line.reminder.student}
        self.looking.show_left_out(self.model.left_out, len(ticks), len(children))
        self.acting.follow()

    def ticked(self) -> Sequence[TodayLine]:
        """Return the ticked lines, read in full: what is made of several lines is made of them."""
        return self._in_full(self.model.ticks())

    def _go_into_list(self) -> None:
        """Put the keyboard into the list; where no line fits, leave it in the box."""
        if self.model.rowCount():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        """Take the ticks away with Esc; without any, what was typed to look for."""
        if self.model.has_ticks:
            self.model.untick()
        elif self.looking.box.text():
            self.looking.box.clear()

    def _calm_sentence(self) -> str:
        if self.model.left_out:
            return self.tr("今日没有这样的行。\nEsc 清空，“全部显示”取消筛选，F3 到学生里找。")
        if self._session.peek(list_students.count).otherwise(1) == 0:
            return self.tr("台账里还没有学生。\n导入花名册以后，每天要办的事会列在这里。")
        return self.tr("今天没有要办的事，近期也没有到期的。\n有孩子该联系、该回访时，会列在这里。")

    # What is chosen.

    def _in_full(self, lines: Sequence[TodayLine]) -> Sequence[TodayLine]:
        return self._session.peek(in_full, lines).otherwise(lines)

    def _show_current(self) -> None:
        found, one, fold = self.view.chosen(), self.view.line(), self.view.fold()
        self.strip.setVisible(bool(found))
        self.acting.follow()
        if one is not None and self.model.day:
            if not self._session.ask("last contact", self._show_line):
                self._show_strip(one, LastTalk())
        elif fold is not None:
            self.strip.show_fold(fold)
        elif found:
            self.strip.show_many(found)

    def _show_line(self) -> None:
        """Show the one chosen line with the child's last contact."""
        one, talk = self.view.line(), LastTalk()
        if one is None:
            return
        if one.reminder.student and self._session.is_open:
            talk = self._session.act(last_talk, one.reminder.student).otherwise(talk)
        self._show_strip(one, talk)

    def _show_strip(self, one: TodayLine, talk: LastTalk) -> None:
        if self.model.day is not None:
            self.strip.show_line(one, self.model.day, talk, revealed=self._is_revealed(one))

    def _is_revealed(self, line: TodayLine) -> bool:
        return line.reminder.student in self._session.revealed

    def _reveal(self) -> None:
        one = self.view.line()
        if one is None or not self._session.act(show_student.log_reveal, one.reminder.student):
            return
        self._session.revealed.add(one.reminder.student)
        self.strip.show_phone(one, revealed=True)

    # What can be done about it.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin the likely work with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.acting.begin_work()
            return
        super().keyPressEvent(event)

    def _reorder(self, order: Order) -> None:
        keys = self.view.keys()
        self.model.set_order(order)
        self.view.choose(keys, 0)
        self._show_current()

    def _go_to_first(self, state: str) -> None:
        """Go to the first line that is overdue, due today or near."""
        for row in range(self.model.rowCount()):
            line = self.model.line(self.model.index(row))
            if line is not None and due_group(line.reminder.days) == state:
                self.view.choose([line_key(line)], row)
                self.view.setFocus()
                return

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([each for each in self.acting.of_lines() if each.isVisible()])
        menu.popup(self.view.viewport().mapToGlobal(at))


def _rules_of(line: TodayLine) -> set[str]:
    """Return whose reminders a line speaks for."""
    return {line.reminder.rule, *(rule for rule, _ in line.reminder.also)}
