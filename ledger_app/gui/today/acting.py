"""What can be done about the lines of 今日: the actions of its menu, strip and keys."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ledger_app.actions.today.due_lines import TodayLine
from ledger_app.actions.today.folds import Fold
from ledger_app.catalogue.evidence_meanings import RollCallKind, SightingKind
from ledger_app.gui.attendance.roll_call_dialog import show_roll_call
from ledger_app.gui.kit.menu_action import Menu, MenuAction, MenuEntry
from ledger_app.gui.page import Request, ShowCalendar, ShowHandoff, ShowStudent
from ledger_app.gui.session import Session
from ledger_app.gui.today.answer_dialog import IMPOSSIBLE, POSTPONED, AnswerDialog
from ledger_app.gui.today.line_dialogs import line_dialog, lines_dialog
from ledger_app.gui.today.lines_model import TodayModel, likely_text
from ledger_app.gui.today.lines_view import TodayView

REPORTING_IN_DAYS = 14  # of a term: later, a class is called to see who is there


class TodayActions(QObject):
    """The actions by key, and what they do with what is chosen. `asks(Request)`: of the window."""

    asks = Signal(object)

    def __init__(self, session: Session, view: TodayView, model: TodayModel, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._view, self._model, self._page = session, view, model, page
        self.by_key = self._make()

    def _make(self) -> dict[str, MenuAction]:
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
            self._page.addAction(found[key])
        return found

    def follow(self) -> None:
        """Offer what can be done with what is chosen now, in its own words."""
        found, one, fold = self._view.chosen(), self._view.line(), self._view.fold()
        child = one is not None and bool(one.reminder.student)
        self.by_key["log"].setEnabled(one is not None or fold is not None)
        self.by_key["open_student"].setVisible(child)
        other = one is not None and one.reminder.opens not in ("", "contact")
        self.by_key["contact"].setVisible(child and other)
        back = one and (one.reminder.is_settled_by_return or one.reminder.is_settled_by_sight)
        self.by_key["returned"].setVisible(bool(back))
        for key in ("postpone", "impossible"):
            self.by_key[key].setEnabled(bool(found))
        self.by_key["batch"].setVisible(len(found) > 1)
        if one is not None:
            self.by_key["log"].setText(likely_text(one.reminder))
        elif fold is not None:
            self.by_key["log"].setText(self._fold_text(fold))

    def shown(self) -> list[MenuAction]:
        """Return those that can be done now."""
        return [each for each in self.by_key.values() if each.isVisible()]

    def _fold_text(self, fold: Fold) -> str:
        if fold.to_register:
            return self.tr("登记报到…")
        return self.tr("收起名单") if self._model.is_open(fold) else self.tr("看名单")

    def begin_work(self) -> None:
        """Do the likely thing, as Enter does: of several lines, the same for all."""
        if self._view.fold() is not None:
            self._log()
        elif len(self._view.chosen()) > 1:
            self._batch()
        elif self._view.line() is not None:
            self._log()

    def _log(self) -> None:
        if fold := self._view.fold():
            self._session.ask("roll_call", self._register, fold)
        one = self._view.line()
        if one is None:
            return
        reminder = one.reminder
        if reminder.opens == "calendar_day":
            self._go(ShowCalendar())
        elif reminder.opens == "handoff":
            self._go(ShowHandoff())
        elif dialog := line_dialog(self._session, reminder, self._page, self._go):
            dialog.open()
        elif reminder.opens in ("", "contact") or not reminder.is_written_down:
            self._begin(one, reminder.opens or "contact", reminder.presets)
        else:
            self._go(ShowStudent(reminder.student, reminder.opens, record=reminder.record))

    def _register(self, fold: Fold) -> None:
        """Call the roll of a class that nobody knows about; open what is no class."""
        day = self._model.day
        if fold.to_register and day is not None:
            early = day.days_since(day.term_begins.isoformat()) < REPORTING_IN_DAYS
            kind = RollCallKind.REPORTING_IN if early else RollCallKind.ROLL_CALL
            show_roll_call(self._session, self._page, fold.school_class, kind)
        else:
            self._view.turn(fold)

    def _contact(self) -> None:
        """Log a contact where the likely work is another record: the call comes first."""
        one = self._view.line()
        if one is not None and one.reminder.student:
            self._begin(one, "contact", {})

    def _go(self, wish: Request) -> None:
        """Send the wish on, after a backup or other long work if one is running."""
        self._session.ask("child", self.asks.emit, wish)

    def _begin(self, line: TodayLine, table: str, presets: Mapping[str, object]) -> None:
        today = self._model.day and self._model.day.text
        first = {"contacted_on": today, **presets} if table == "contact" else dict(presets)
        self._go(ShowStudent(line.reminder.student, new_record=table, presets=first))

    def _returned(self) -> None:
        one = self._view.line()
        if one is not None and self._model.day:
            today = self._model.day.text
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
        chosen = [line.reminder for line in self._view.chosen()]
        if chosen:
            AnswerDialog(self._session, chosen, outcome, self._page).open()

    def _batch(self) -> None:
        chosen = [line.reminder for line in self._view.chosen() if line.reminder.student]
        if chosen:
            lines_dialog(self._session, chosen, self._page).open()

    def _open(self) -> None:
        one = self._view.line()
        if one is not None and one.reminder.student:
            self._go(ShowStudent(one.reminder.student))
