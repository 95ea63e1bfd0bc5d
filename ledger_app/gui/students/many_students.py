"""What is done with several children at once: set a field, print cards, delete files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from ledger_app.actions import edit_file, list_students
from ledger_app.catalogue import TABLES
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.called import called, called_all
from ledger_app.gui.exporting.list_saving import ListSaving
from ledger_app.gui.kit import question
from ledger_app.gui.merging.same_children import SameChildren
from ledger_app.gui.page import (
    ChooseRoute,
    HandDown,
    HandOver,
    LogContact,
    PrintCards,
    Request,
)
from ledger_app.gui.session import Done, Refused, Session, waits

MANY = 300  # children from which the worker writes
Result = TypeVar("Result")


class ManyStudents(QObject):
    """Asks, then writes one revision for exactly the children that were chosen when asking.

    `chosen` returns their list numbers; `may_leave` keeps what is half typed, and is False if that
    cannot be.
    Signals: `told(sentence)` what was done; `asks(Request)`: of the page of print, of the desk.
    """

    told = Signal(str)
    asks = Signal(object)

    def __init__(
        self,
        session: Session,
        chosen: Callable[[], list[int]],
        may_leave: Callable[[], bool],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._chosen, self._may_leave = chosen, may_leave
        self.same = SameChildren(session, chosen, may_leave, window)
        self.same.told.connect(self.told)
        self.lists = ListSaving(session, window)
        self.lists.told.connect(self.told)

    def ask_batch(self) -> None:
        """Ask which field of the chosen children to set."""
        self._session.ask("many", self._ask_batch, self._chosen())

    def _ask_batch(self, nos: list[int]) -> None:
        from ledger_app.gui.students.batch_edit import BatchEditDialog

        children = self._children(nos)
        if not children or not self._may_leave():
            return
        dialog = BatchEditDialog(self._session, children, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(partial(self._set, [each["id"] for each in children]))
        dialog.open()

    @waits("many")
    def _set(self, ids: list[str], key: str, value: object) -> None:
        was_set = partial(self._was_set, len(ids))
        self._write(edit_file.set_for_many, ids, {key: value}, then=was_set)

    def _was_set(self, count: int, answer: Done[int] | Refused) -> None:
        if not answer:
            return
        changed = answer.value
        told = self.tr("改了 {0} 人，{1} 人本来就是这样。Ctrl+Z 可撤销。")
        self.told.emit(told.format(changed, count - changed))

    def ask_records(self) -> None:
        """Ask which record to add to each of the chosen children."""
        self._session.ask("many", self._ask_records, self._chosen())

    def _ask_records(self, nos: list[int]) -> None:
        from ledger_app.gui.students.many_records import ManyRecordsDialog

        children = self._children(nos)
        if not children or not self._may_leave():
            return
        dialog = ManyRecordsDialog(self._session, children, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(partial(self._add_records, [each["id"] for each in children]))
        dialog.open()

    @waits("many")
    def _add_records(self, ids: list[str], table: str, given: dict[str, object]) -> None:
        """Add the record to each of these files as one revision."""
        then = partial(self._were_added, TABLES[table].label)
        self._write(edit_file.add_record_for_many, ids, table, given, then=then)

    def _were_added(self, label: str, answer: Done[int] | Refused) -> None:
        if answer:
            told = self.tr("给 {0} 人各登记了一条{1}。Ctrl+Z 可一次撤销。")
            self.told.emit(told.format(answer.value, label))

    @waits("many")
    def ask_roll_over(self) -> None:
        """Rehearse a new school year for all children."""
        from ledger_app.gui.rosters.roll_over_dialog import RollOverDialog

        if self._may_leave():
            dialog = RollOverDialog(self._session, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    @waits("many")
    def ask_completeness(self) -> None:
        """Show how full the files of a class are: that of the first chosen child."""
        from ledger_app.gui.noting.completeness_dialog import CompletenessDialog

        if self._may_leave():
            rows = self._session.act(list_students.rows, self._chosen()[:1]).otherwise([])
            student = rows[0]["id"] if rows else ""
            dialog = CompletenessDialog(self._session, student, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.asks.connect(self.asks)
            dialog.open()

    @waits("many")
    def ask_second_looks(self) -> None:
        """Ask once more for the numbers of the chosen children, of one child for its class's."""
        from ledger_app.actions.checking.completeness_board import classmates
        from ledger_app.actions.checking.second_look import not_looked_at
        from ledger_app.gui.noting.second_look_dialog import SecondLookDialog

        if not self._may_leave():
            return
        rows = self._session.act(list_students.rows, self._chosen()).otherwise([])
        ids = [row["id"] for row in rows]
        if len(ids) == 1:
            ids = self._session.act(classmates, ids[0]).otherwise(ids)
        found = self._session.act(not_looked_at, ids).otherwise([])
        if not found:
            self.told.emit(self.tr("没有还没复录的号码：手工输的都核对过了。"))
            return
        dialog = SecondLookDialog(self._session, found, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.told.connect(self.told)
        dialog.open()

    @waits("many")
    def ask_fill_in(self) -> None:
        """Hand a form to a class, or see who has returned it."""
        from ledger_app.gui.exporting.fill_in_dialog import FillInDialog

        if self._may_leave():
            dialog = FillInDialog(self._session, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def ask_absence(self) -> None:
        """Ask since when and why the chosen children are away from school."""
        self._session.ask("many", self._ask_absence, self._chosen())

    def _ask_absence(self, nos: list[int]) -> None:
        from ledger_app.gui.attendance.absence_dialog import AbsenceDialog

        children = self._children(nos)
        if not children or not self._may_leave():
            return
        dialog = AbsenceDialog(self._session, children, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.told.connect(self.told)
        dialog.open()

    def ask_contact(self, due: tuple[Reminder, ...] = ()) -> None:
        """Ask for one call or visit to the chosen children, in answer to these reminders."""
        self._session.ask("many", self._ask_of, partial(LogContact, due=due), self._chosen())

    def ask_cards(self) -> None:
        """Ask for the cards of the chosen children."""
        self._session.ask("many", self._ask_of, PrintCards, self._chosen())

    def ask_route(self) -> None:
        """Ask for a route sheet of the chosen children."""
        self._session.ask("many", self._ask_of, ChooseRoute, self._chosen())

    def ask_hand_over(self) -> None:
        """Ask for the chosen files to be handed to another school."""
        self._session.ask("many", self._ask_of, HandOver, self._chosen())

    def ask_hand_down(self) -> None:
        """Ask for the schools of the chosen children to look at them."""
        self._session.ask("many", self._ask_of, HandDown, self._chosen())

    def _ask_of(self, made: Callable[[tuple[str, ...]], Request], nos: list[int]) -> None:
        ids = tuple(each["id"] for each in self._children(nos))
        if ids and self._may_leave():
            self.asks.emit(made(ids))

    def ask_delete(self) -> None:
        """Ask once before whole files are deleted."""
        self._session.ask("many", self._ask_delete, self._chosen())

    def _ask_delete(self, nos: list[int]) -> None:
        children = self._children(nos)
        if not children:
            return
        one = self.tr("删除{0}的整份档案？").format(called(children[0]))
        many = self.tr("删除 {0} 份档案：{1}？").format(len(children), called_all(children))
        question.ask_why(
            self._window,
            one if len(children) == 1 else many,
            self.tr("名单、今日和以后的打印表里都不再有。按 Ctrl+Z 可以全部找回。"),
            self.tr("删除档案"),
            edit_file.WHY_FILE,
            partial(self.delete, children),
        )

    def _children(self, nos: list[int]) -> list[Row]:
        """Return the list rows of those that were selected when it was asked for."""
        answer = self._session.act(list_students.rows, nos)
        return list(answer.value) if answer else []

    @waits("many")
    def delete(self, children: list[Row], why: str = "") -> None:
        """Delete these files as one revision."""
        ids = [each["id"] for each in children]
        then = partial(self._was_deleted, called_all(children))
        self._write(edit_file.delete_students, ids, why, then=then)

    def _was_deleted(self, who: str, answer: Done[None] | Refused) -> None:
        if answer:
            self.told.emit(self.tr("已删除档案：{0}。按 Ctrl+Z 可以找回。").format(who))

    def _write(
        self,
        action: Callable[..., Result],
        ids: list[str],
        *given: object,
        then: Callable[[Done[Result] | Refused], None],
    ) -> None:
        """Write now, or on the worker where a person would have to wait."""
        if len(ids) >= MANY:
            self._session.run(action, ids, *given, then=then)
        else:
            then(self._session.act(action, ids, *given))
