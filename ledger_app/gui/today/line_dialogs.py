"""Which dialog answers lines of 今日: the report of the unit, a list of names, many at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ledger_app.catalogue.tables.unlisted import UNLISTED
from ledger_app.catalogue.unit_tables.unsure_row import UNSURE_ROW
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.rosters.roll_over_dialog import RollOverDialog
from ledger_app.gui.rosters.unlisted_dialog import UnlistedDialog
from ledger_app.gui.rosters.unsure_dialog import UnsureDialog
from ledger_app.gui.session import Session
from ledger_app.gui.today.answer_dialog import BatchDialog
from ledger_app.gui.today.report_dialog import ReportDialog


def line_dialog(session: Session, reminder: Reminder, parent: QWidget) -> Dialog | None:
    """Return the dialog of one line, None where a record of the child's answers it."""
    if reminder.opens == UNLISTED.key:
        return UnlistedDialog(session, {reminder.student}, parent)
    if reminder.opens == UNSURE_ROW.key:
        return UnsureDialog(session, parent)
    if reminder.opens == "school_year":
        return RollOverDialog(session, parent)
    return None if reminder.student else ReportDialog(session, reminder, parent)


def lines_dialog(session: Session, chosen: Sequence[Reminder], parent: QWidget) -> Dialog:
    """Return the dialog of several lines of children."""
    if any(each.opens != UNLISTED.key for each in chosen):
        return BatchDialog(session, chosen, parent)
    made = UnlistedDialog(session, {each.student for each in chosen}, parent)
    made.pane.choose_all()
    return made
