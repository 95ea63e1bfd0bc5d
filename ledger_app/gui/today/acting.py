"""What can be done about the lines of 今日: the actions of its menu, strip and keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ledger_app.actions.today.arranging import Key
from ledger_app.actions.today.due_lines import TodayLine
from ledger_app.actions.today.folds import Fold
from ledger_app.catalogue.evidence_meanings import RollCallKind, SightingKind
from ledger_app.catalogue.tables.unlisted import UNLISTED
from ledger_app.domain.reminding.likely_work import likely_text
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.gui.contact.contact_action import LOG, contact_action
from ledger_app.gui.kit.menu_action import Menu, MenuAction, MenuEntry
from ledger_app.gui.page import (
    ChooseRoute,
    LogContact,
    Request,
    ShowCalendar,
    ShowHandoff,
    ShowStudent,
)
from ledger_app.gui.session import Session
from ledger_app.gui.today.answer_dialog import IMPOSSIBLE, POSTPONED, AnswerDialog
from ledger_app.gui.today.line_dialogs import line_dialog, unlisted_dialog
from ledger_app.gui.today.lines_model import TodayModel
from ledger_app.gui.today.lines_view import TodayView

_MENUS = {"open_student": Menu.STUDENT, "visit_sheet": Menu.PRINT, "find": Menu.EDIT}
_ELSEWHERE = ("find", "numbers", "visit_sheet")  # at the search box, the telephone, the head
REPORTING_IN_DAYS = 14  # of a term: later, a class is called to see who is there


class TodayActions(QObject):
    """The actions by key, and what they do with what is chosen. `asks(Request)`: of the window.

    `find_asked()`: the keyboard is to go into the search box.
    """

    asks = Signal(object)
    find_asked = Signal()

    def __init__(self, session: Session, view: TodayView, model: TodayModel, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._view, self._model, self._page = session, view, model, page
        self.by_key = self._make()

    def _make(self) -> dict[str, MenuAction]:
        work = MenuEntry("work", Menu.RECORD, self.tr("登记联系"))
        found = {
            "work": MenuAction(work, self.begin_work, self),
            LOG: contact_action(self._log_contact, self),
        }
        for key, text, keys, slot in (
            ("returned", self.tr("已返校"), "Ctrl+R", self._returned),
            ("postpone", self.tr("改期…"), "Ctrl+G", self._postpone),
            ("impossible", self.tr("做不了…"), "Ctrl+K", self._cannot),
            ("open_student", self.tr("打开档案"), "F6", self._open),
            ("numbers", self.tr("号码、拨号码…"), "F9", self._numbers),
            ("visit_sheet", self.tr("打印走访单…"), "Ctrl+Shift+P", self._route),
            ("find", self.tr("在今日里查找"), "Ctrl+F", self.find_asked.emit),
        ):
            menu = _MENUS.get(key, Menu.RECORD)
            found[key] = MenuAction(MenuEntry(key, menu, text, (keys,)), slot, self)
        self._page.addActions(list(found.values()))
        return found

    def follow(self) -> None:
        """Offer what can be done with what is chosen now, in words that say with whom."""
        found, one, fold = self._view.chosen(), self._view.line(), self._view.fold()
        child = one is not None and bool(one.reminder.student)
        self.by_key["open_student"].setVisible(child)
        self.by_key[LOG].setEnabled(any(each.reminder.student for each in found))
        is_fold = fold is not None and not self._model.has_ticks
        self.by_key["work"].setVisible(is_fold or not self._is_contact(found))
        back = one and (one.reminder.is_settled_by_return or one.reminder.is_settled_by_sight)
        self.by_key["returned"].setVisible(bool(back))
        self.by_key["numbers"].setVisible(child)
        if is_fold and fold is not None:
            self.by_key["work"].setText(self._fold_text(fold))
        elif found:
            self.by_key["work"].setText(likely_text(found[0].reminder))
        self._name_several(found)

    def _name_several(self, found: Sequence[TodayLine]) -> None:
        """Say how many lines, and of how many children, is acted on."""
        children = {line.reminder.student for line in found if line.reminder.student}
        several = len(found) > 1 or self._model.has_ticks
        for key, one, many in (
            ("postpone", self.tr("改期…"), self.tr("{0} 条改期…")),
            ("impossible", self.tr("做不了…"), self.tr("{0} 条做不了…")),
        ):
            self.by_key[key].setEnabled(bool(found))
            self.by_key[key].setText(many.format(len(found)) if several else one)
        log = self.by_key[LOG]
        of_all = self.tr("登记 {0} 人的联系…").format(len(children))
        log.setText(of_all if several and children else log.entry.text)

    def of_lines(self) -> list[MenuAction]:
        """Return those that do something with what is chosen, the likely one first."""
        return [each for key, each in self.by_key.items() if key not in _ELSEWHERE]

    def _fold_text(self, fold: Fold) -> str:
        if fold.to_register:
            return self.tr("登记报到…")
        return self.tr("收起名单") if self._model.is_open(fold) else self.tr("看名单")

    @staticmethod
    def _is_contact(chosen: Sequence[TodayLine]) -> bool:
        """Tell whether the likely work on these is a contact: then Enter and Ctrl+J are one."""
        lists = all(each.reminder.opens == UNLISTED.key for each in chosen)
        if len(chosen) > 1:
            return not lists
        return bool(chosen) and chosen[0].reminder.opens == "contact"

    def begin_work(self) -> None:
        """Do the likely thing, as Enter does: of ticked or several lines, the same for all."""
        chosen = self._view.chosen()
        if (fold := self._view.fold()) and not self._model.has_ticks:
            self._session.ask("roll_call", self._register, fold)
        elif self._is_contact(chosen):
            self._log_contact()
        elif len(chosen) > 1:
            listed = {each.reminder.student for each in chosen}
            unlisted_dialog(self._session, listed, self._page).open()
        elif chosen:
            self._do(chosen[0].reminder)

    def _do(self, reminder: Reminder) -> None:
        """Open what the words of the line's own button say."""
        if reminder.opens == "calendar_day":
            self.go(ShowCalendar())
        elif reminder.opens == "handoff":
            self.go(ShowHandoff())
        elif dialog := line_dialog(self._session, reminder, self._page, self.go):
            dialog.open()
        elif not reminder.opens:
            self.go(ShowStudent(reminder.student))
        elif reminder.is_written_down:
            wish = ShowStudent(
                reminder.student, reminder.opens, record=reminder.record, key=reminder.fills
            )
            self.go(wish)
        else:
            self._begin(reminder, reminder.opens, reminder.presets)

    def _register(self, fold: Fold) -> None:
        """Call the roll of a class that nobody knows about; open what is no class."""
        day = self._model.day
        if fold.to_register and day is not None:
            from ledger_app.gui.attendance.roll_call_dialog import show_roll_call

            early = day.days_since(day.term_begins.isoformat()) < REPORTING_IN_DAYS
            kind = RollCallKind.REPORTING_IN if early else RollCallKind.ROLL_CALL
            show_roll_call(self._session, self._page, fold.school_class, kind)
        else:
            self._view.turn(fold)

    def _log_contact(self) -> None:
        """Log one contact to all chosen children, those in a fold with them."""
        due = tuple(each.reminder for each in self._view.chosen() if each.reminder.student)
        if due:
            students = tuple(dict.fromkeys(each.student for each in due))
            go_on = partial(self._go_on, self._view.next_keys(), self._view.currentIndex().row())
            self.go(LogContact(students, due, go_on))

    def _go_on(self, keys: Sequence[Key], row: int) -> None:
        """Mark the line after those that were answered; what was answered may stand there still."""
        self._model.untick()
        self._view.choose(keys, row, self._view.verticalScrollBar().value())
        self._view.setFocus()

    def go(self, wish: Request) -> None:
        """Send the wish on, after a backup or other long work if one is running."""
        self._session.ask("child", self.asks.emit, wish)

    def _begin(self, reminder: Reminder, table: str, presets: Mapping[str, object]) -> None:
        key = reminder.fills if table == reminder.opens else ""
        wish = ShowStudent(reminder.student, new_record=table, presets=dict(presets), key=key)
        self.go(wish)

    def _returned(self) -> None:
        one = self._view.line()
        if one is not None and self._model.day:
            today = self._model.day.text
            if one.reminder.is_settled_by_sight:
                first = {"seen_on": today, "kind": SightingKind.AT_SCHOOL}
                self._begin(one.reminder, "sighting", first)
            else:
                self._begin(one.reminder, "placement", {"returned_on": today})

    def _postpone(self) -> None:
        self._ask(POSTPONED)

    def _cannot(self) -> None:
        self._ask(IMPOSSIBLE)

    def _ask(self, outcome: str) -> None:
        chosen = [line.reminder for line in self._view.chosen()]
        if chosen:
            dialog = AnswerDialog(self._session, chosen, outcome, self._page)
            go_on = partial(self._go_on, self._view.next_keys(), self._view.currentIndex().row())
            dialog.accepted.connect(go_on)  # answered: the next act is about others
            dialog.open()

    def _numbers(self) -> None:
        from ledger_app.gui.contact.numbers_dialog import show_numbers

        one = self._view.line()
        if one is not None and one.reminder.student:
            show_numbers(self._session, one.reminder.student, self._page)

    def _route(self) -> None:
        """Ask for a route sheet of ticked or several lines; of one line, of all that is due."""
        found = [line.reminder.student for line in self._view.chosen() if line.reminder.student]
        several = len(found) > 1 or self._model.has_ticks
        self.go(ChooseRoute(tuple(dict.fromkeys(found)) if several else ()))

    def _open(self) -> None:
        one = self._view.line()
        if one is not None and one.reminder.student:
            self.go(ShowStudent(one.reminder.student))
