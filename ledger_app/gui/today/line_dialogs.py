"""Which dialog answers lines of 今日: the report of the unit, a list of names.

Each is loaded when it is wanted first: the morning's list does not wait for what reads workbooks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ledger_app.catalogue.tables.passage import PASSAGE
from ledger_app.catalogue.tables.question import QUESTION
from ledger_app.catalogue.tables.unlisted import UNLISTED
from ledger_app.catalogue.tables.verdict import VERDICT
from ledger_app.catalogue.unit_tables.conflict import CONFLICT
from ledger_app.catalogue.unit_tables.unsure_row import UNSURE_ROW
from ledger_app.catalogue.unit_tables.visit_sheet import VISIT_SHEET
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.page import Request, ShowStudent
from ledger_app.gui.session import Session

if TYPE_CHECKING:
    from ledger_app.gui.handoff.answering.answers_dialog import AnswersDialog
    from ledger_app.gui.handoff.answering.asked_dialog import AskedDialog
    from ledger_app.gui.handoff.deciding.differences_dialog import DifferencesDialog
    from ledger_app.gui.rosters.unlisted_dialog import UnlistedDialog

    Leading = AnswersDialog | AskedDialog | DifferencesDialog  # to the file to be mended


def _nowhere(_request: Request) -> None:
    """Stay where the dialog was asked for."""


def line_dialog(
    session: Session,
    reminder: Reminder,
    parent: QWidget,
    go: Callable[[Request], None] = _nowhere,
) -> Dialog | None:
    """Return the dialog of one line, None where a record of the child's answers it.

    `go(request)` leads to a file that a dialog wants to be mended.
    """
    if reminder.opens == UNLISTED.key:
        return _unlisted(session, {reminder.student}, parent)
    if reminder.opens in (QUESTION.key, VERDICT.key):
        return _leading(_answering(session, reminder, parent), go)
    if reminder.opens == PASSAGE.key:
        return _arrived(session, reminder, parent)
    if reminder.opens == CONFLICT.key:
        return _leading(_differences(session, parent), go)
    made = _OF_UNIT.get(reminder.opens)
    if made is not None:
        return made(session, parent)
    return None if reminder.student else _report(session, reminder, parent)


def _unlisted(session: Session, students: set[str], parent: QWidget) -> UnlistedDialog:
    from ledger_app.gui.rosters.unlisted_dialog import UnlistedDialog

    return UnlistedDialog(session, students, parent)


def _answering(
    session: Session, reminder: Reminder, parent: QWidget
) -> AnswersDialog | AskedDialog:
    """Return what answers the unit above; of a question that was asked here, what closes it."""
    from ledger_app.actions.handoff import questions
    from ledger_app.gui.handoff.answering.answers_dialog import AnswersDialog
    from ledger_app.gui.handoff.answering.asked_dialog import AskedDialog

    asked = session.act(questions.open_questions).otherwise([])
    is_ours = any(each.is_ours and each.student == reminder.student for each in asked)
    if reminder.opens == QUESTION.key and is_ours:
        return AskedDialog(session, parent)
    return AnswersDialog(session, parent)


def _arrived(session: Session, reminder: Reminder, parent: QWidget) -> Dialog | None:
    """Return what notes an arrival, None where another unit has to: the file says all there is."""
    from ledger_app.actions.travel import passages
    from ledger_app.gui.handoff.answering.arrived_dialog import ArrivedDialog

    ways = session.act(passages.may_arrive).otherwise([])
    found = [each for each in ways if each.student == reminder.student]
    return ArrivedDialog(session, found[0], parent) if found else None


def _differences(session: Session, parent: QWidget) -> DifferencesDialog:
    from ledger_app.gui.handoff.deciding.differences_dialog import DifferencesDialog

    return DifferencesDialog(session, parent)


def _leading(dialog: Leading, go: Callable[[Request], None]) -> Dialog:
    def lead(student: str, table: str, record: str, field: str) -> None:
        go(ShowStudent(student, table, record, field))

    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.student_wanted.connect(lead)
    return dialog


def _visits(session: Session, parent: QWidget) -> Dialog:
    from ledger_app.gui.visits.answers_dialog import VisitAnswersDialog

    return VisitAnswersDialog(session, parent)


def _unsure(session: Session, parent: QWidget) -> Dialog:
    from ledger_app.gui.rosters.unsure_dialog import UnsureDialog

    return UnsureDialog(session, parent)


def _roll_over(session: Session, parent: QWidget) -> Dialog:
    from ledger_app.gui.rosters.roll_over_dialog import RollOverDialog

    return RollOverDialog(session, parent)


def _report(session: Session, reminder: Reminder, parent: QWidget) -> Dialog:
    from ledger_app.gui.today.report_dialog import ReportDialog

    return ReportDialog(session, reminder, parent)


_OF_UNIT: dict[str, Callable[[Session, QWidget], Dialog]] = {
    VISIT_SHEET.key: _visits, UNSURE_ROW.key: _unsure, "school_year": _roll_over,
}  # fmt: skip


def unlisted_dialog(session: Session, students: Collection[str], parent: QWidget) -> Dialog:
    """Return the dialog of several children that a list names in vain, all of them chosen."""
    made = _unlisted(session, set(students), parent)
    made.pane.choose_all()
    return made
