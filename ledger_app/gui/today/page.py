"""今日: what is overdue, due and near, with one key to log what was done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import list_students, show_student
from ledger_app.actions.today import log_contacts
from ledger_app.actions.today.due_lines import (
    Lines,
    TodayLine,
    in_full,
    read_day,
)
from ledger_app.actions.today.folds import Fold
from ledger_app.catalogue.evidence_meanings import RollCallKind, SightingKind
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.due_words import day_line
from ledger_app.gui.attendance.roll_call_dialog import show_roll_call
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.menu_action import Menu, MenuAction, MenuEntry
from ledger_app.gui.kit.one_line import OneLine
from ledger_app.gui.page import Request, ShowCalendar, ShowCount, ShowHandoff, ShowStudent
from ledger_app.gui.session import Done, Refused, Session
from ledger_app.gui.today.answer_dialog import (
    IMPOSSIBLE,
    POSTPONED,
    AnswerDialog,
)
from ledger_app.gui.today.due_sums import TodaySums, state_of
from ledger_app.gui.today.duty_foot import DutyFoot
from ledger_app.gui.today.line_dialogs import line_dialog, lines_dialog
from ledger_app.gui.today.line_strip import TodayStrip
from ledger_app.gui.today.lines_model import Order, TodayModel, likely_text, line_key
from ledger_app.gui.today.lines_view import TodayView

MANY_STUDENTS = 5000  # from here on the worker reads the reminders
REPORTING_IN_DAYS = 14  # of a term: later, a class is called to see who is there
CLOCK_MS = 30_000  # how often the date is looked at


class TodayPage(QWidget):
    """The morning's page. `asks(Request)`: a child's file, a count beside its name."""

    asks = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stale = True
        self.model = TodayModel(self._in_full, self)
        self._actions = self._make_actions()
        self._head, self._day = QLabel(self.tr("今日"), self), OneLine(self)
        self.sums = TodaySums(self)
        self._orders = QButtonGroup(self)
        self.view = TodayView(self.model, self)
        self.strip = TodayStrip(list(self._actions.values()), self)
        self.setFocusProxy(self.view)
        self._empty = QLabel(self)
        self._pages = QStackedWidget(self)
        self.foot = DutyFoot(session, self)
        self._arrange()
        self._connect()
        self._show_current()

    # What the window around asks.

    def refresh(self) -> None:
        """Read everything again; in a large ledger on the worker thread."""
        if not self._session.is_open:
            self.model.set_lines((), None)
            self.strip.forget()
            return
        self._stale = not self._session.ask("today", self._read_day)

    def _read_day(self) -> None:
        self._stale = False
        if list_students.count(self._session.ledger) <= MANY_STUDENTS:
            self._show(self._session.act(read_day))
        else:
            self._session.run(read_day, then=self._show)

    def page_actions(self) -> list[MenuAction]:
        """Return the actions for the menu bar."""
        return list(self._actions.values())

    def commit_pending(self) -> bool:
        """Tell that nothing is typed here."""
        return True

    def is_printing(self) -> bool:
        """Tell that nothing is printed here."""
        return False

    # Making it.

    def _make_actions(self) -> dict[str, MenuAction]:
        found = {}
        for key, text, keys, slot in (
            ("log", self.tr("登记联系"), "Ctrl+J", self._log),
            ("contact", self.tr("登记联系"), "Ctrl+Shift+J", self._contact),
            ("returned", self.tr("已返校"), "Ctrl+R", self._returned),
            ("postpone", self.tr("改期…"), "Ctrl+G", self._postpone),
            ("impossible", self.tr("做不了…"), "Ctrl+K", self._cannot),
            ("open_student", self.tr("打开档案"), "Ctrl+Return", self._open),
            ("batch", self.tr("批量登记…"), "Ctrl+B", self._batch),
        ):
            menu = Menu.STUDENT if key == "open_student" else Menu.RECORD
            found[key] = MenuAction(MenuEntry(key, menu, text, (keys,)), slot, self)
            self.addAction(found[key])
        return found

    def _arrange(self) -> None:
        theme.set_role(self._head, "title")
        theme.set_role(self._day, "dim")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty)
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addSpacing(6)
        head.addWidget(self._day, 1)
        head.addWidget(self.sums)
        head.addSpacing(12)
        for button in self._order_buttons():
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.strip)
        layout.addWidget(self.foot)

    def _order_buttons(self) -> list[QPushButton]:
        texts = (self.tr("按时间"), self.tr("按村"), self.tr("按负责人"))
        for number, text in enumerate(texts):
            button = QPushButton(text, self)
            button.setCheckable(True)
            self._orders.addButton(button, number)
        self._orders.button(0).setChecked(True)
        return [self._orders.button(number) for number in range(len(texts))]  # type: ignore[misc]

    def _connect(self) -> None:
        self._orders.idClicked.connect(self._reorder)
        self.sums.wanted.connect(self._go_to_first)
        self.view.selectionModel().selectionChanged.connect(self._show_current)
        self.view.selectionModel().currentChanged.connect(self._show_current)
        self.view.doubleClicked.connect(self._begin_work)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.strip.reveal_asked.connect(self._reveal)
        for signal in (self._session.changed, self._session.opened, self._session.closed):
            signal.connect(self._outdated)
        self._session.locked.connect(self._outdated)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._look_at_date)
        self._clock.start(CLOCK_MS)

    # Reading.

    def _outdated(self) -> None:
        if self.isVisible() or not self._session.is_open:
            self.refresh()
        else:
            self._stale = True

    def _refresh_if_stale(self) -> None:
        if self._stale:
            self.refresh()

    def _look_at_date(self) -> None:
        if self._session.is_open and self._session.ledger.day() != self.model.day:
            self._outdated()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more lines where there is little room, and less about the one that is chosen."""
        super().resizeEvent(event)
        self.view.fit(self.height())
        self.strip.fit(self.height())

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was out of sight."""
        super().showEvent(event)
        self._refresh_if_stale()

    def _show(self, found: Done[Lines] | Refused) -> None:
        if not found or not self._session.is_open:
            return
        lines, coming, reported, day = found.value
        row, keys = self.view.currentIndex().row(), self.view.keys()
        top = self.view.verticalScrollBar().value()
        self._day.setText(day_line(day))
        self.sums.show_lines(lines)
        self.model.set_lines(lines, day)
        self.view.choose(keys, row, top)
        self._pages.setCurrentIndex(0 if lines else 1)
        self._empty.setText(self._calm_sentence())
        self.foot.show_duty(next((each for each in coming), None))
        self.foot.show_reported(reported)
        self.asks.emit(ShowCount(sum(line.reminder.days >= 0 for line in lines)))
        self._show_current()

    def _calm_sentence(self) -> str:
        if self._session.peek(list_students.count).otherwise(1) == 0:
            return self.tr("台账里还没有学生。\n导入花名册以后，每天要办的事会列在这里。")
        return self.tr("今天没有要办的事，近期也没有到期的。\n有孩子该联系、该回访时，会列在这里。")

    # What is chosen.

    def _in_full(self, lines: Sequence[TodayLine]) -> Sequence[TodayLine]:
        return self._session.peek(in_full, lines).otherwise(lines)

    def _show_current(self) -> None:
        found, one, fold = self.view.chosen(), self.view.line(), self.view.fold()
        child = one is not None and bool(one.reminder.student)
        self.strip.setVisible(bool(found))
        self._actions["log"].setEnabled(one is not None or fold is not None)
        self._actions["open_student"].setVisible(child)
        other = one is not None and one.reminder.opens not in ("", "contact")
        self._actions["contact"].setVisible(child and other)
        back = one and (one.reminder.is_settled_by_return or one.reminder.is_settled_by_sight)
        self._actions["returned"].setVisible(bool(back))
        for key in ("postpone", "impossible"):
            self._actions[key].setEnabled(bool(found))
        self._actions["batch"].setVisible(len(found) > 1)
        if one is not None and self.model.day:
            self._actions["log"].setText(likely_text(one.reminder))
            if not self._session.ask("last contact", self._show_line):
                self._show_strip(one, None)
        elif fold is not None:
            self._actions["log"].setText(self._fold_text(fold))
            self.strip.show_fold(fold)
        elif found:
            self.strip.show_many(found)

    def _fold_text(self, fold: Fold) -> str:
        if fold.to_register:
            return self.tr("登记报到…")
        return self.tr("收起名单") if self.model.is_open(fold) else self.tr("看名单")

    def _show_line(self) -> None:
        """Show the one chosen line with the child's last contact."""
        one, contact = self.view.line(), None
        if one is None:
            return
        if one.reminder.student and self._session.is_open:
            found = self._session.act(log_contacts.last_contact, one.reminder.student)
            contact = found.otherwise(None)
        self._show_strip(one, contact)

    def _show_strip(self, one: TodayLine, contact: Row | None) -> None:
        if self.model.day is not None:
            self.strip.show_line(one, self.model.day, contact, revealed=self._is_revealed(one))

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
            self._begin_work()
            return
        super().keyPressEvent(event)

    def _begin_work(self) -> None:
        if self.view.fold() is not None:
            self._log()
        elif len(self.view.chosen()) > 1:
            self._batch()
        elif self.view.line() is not None:
            self._log()

    def _log(self) -> None:
        if fold := self.view.fold():
            self._session.ask("roll_call", self._register, fold)
        one = self.view.line()
        if one is None:
            return
        reminder = one.reminder
        if reminder.opens == "calendar_day":
            self._go(ShowCalendar())
        elif reminder.opens == "handoff":
            self._go(ShowHandoff())
        elif dialog := line_dialog(self._session, reminder, self, self._go):
            dialog.open()
        elif reminder.opens in ("", "contact") or not reminder.is_written_down:
            self._begin(one, reminder.opens or "contact", reminder.presets)
        else:
            self._go(ShowStudent(reminder.student, reminder.opens, record=reminder.record))

    def _register(self, fold: Fold) -> None:
        """Call the roll of a class that nobody knows about; open what is no class."""
        day = self.model.day
        if fold.to_register and day is not None:
            early = day.days_since(day.term_begins.isoformat()) < REPORTING_IN_DAYS
            kind = RollCallKind.REPORTING_IN if early else RollCallKind.ROLL_CALL
            show_roll_call(self._session, self, fold.school_class, kind)
        else:
            self.view.turn(fold)

    def _contact(self) -> None:
        """Log a contact where the likely work is another record: the call comes first."""
        one = self.view.line()
        if one is not None and one.reminder.student:
            self._begin(one, "contact", {})

    def _go(self, wish: Request) -> None:
        """Send the wish on, after a backup or other long work if one is running."""
        self._session.ask("child", self.asks.emit, wish)

    def _begin(self, line: TodayLine, table: str, presets: Mapping[str, object]) -> None:
        today = self.model.day and self.model.day.text
        first = {"contacted_on": today, **presets} if table == "contact" else dict(presets)
        self._go(ShowStudent(line.reminder.student, new_record=table, presets=first))

    def _returned(self) -> None:
        one = self.view.line()
        if one is not None and self.model.day:
            today = self.model.day.text
            if one.reminder.is_settled_by_sight:
                first = {"seen_on": today, "kind": SightingKind.AT_SCHOOL}
                self._begin(one, "sighting", first)
            else:
                self._begin(one, "placement", {"returned_on": today})

    def _postpone(self) -> None:
        self._ask(POSTPONED)

    def _cannot(self) -> None:
        self._ask(IMPOSSIBLE)

    def _ask(self, outcome: str) -> None:
        chosen = [line.reminder for line in self.view.chosen()]
        if chosen:
            AnswerDialog(self._session, chosen, outcome, self).open()

    def _batch(self) -> None:
        chosen = [line.reminder for line in self.view.chosen() if line.reminder.student]
        if chosen:
            lines_dialog(self._session, chosen, self).open()

    def _open(self) -> None:
        one = self.view.line()
        if one is not None and one.reminder.student:
            self._go(ShowStudent(one.reminder.student))

    def _reorder(self, number: int) -> None:
        keys = self.view.keys()
        self.model.set_order(tuple(Order)[number])
        self.view.choose(keys, 0)
        self._show_current()

    def _go_to_first(self, state: str) -> None:
        """Go to the first line that is overdue, due today or near."""
        for row in range(self.model.rowCount()):
            line = self.model.line(self.model.index(row))
            if line is not None and state_of(line) == state:
                self.view.choose([line_key(line)], row)
                self.view.setFocus()
                return

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([each for each in self._actions.values() if each.isVisible()])
        menu.popup(self.view.viewport().mapToGlobal(at))
