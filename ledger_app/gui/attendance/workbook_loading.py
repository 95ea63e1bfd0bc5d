"""Loading a roll call from a workbook: which file, what empty marks mean, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ledger_app.actions.attendance.roll_call import AlreadyTaken, Registered
from ledger_app.actions.attendance.roll_workbook import BlankMarks, Sheets, register_workbook
from ledger_app.gui.kit import question, user_settings
from ledger_app.gui.session import Done, Refused, Session

_KINDS = "*.xlsx *.xls *.ods *.csv *.txt"


class WorkbookLoading(QObject):
    """`registered(list)`: the classes that were; `refused(message, hint)`: why nothing was."""

    registered = Signal(object)
    refused = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._window = session, parent

    def choose(self, sheets: Sheets) -> None:
        """Ask for the workbook; the rest of `sheets` is said already."""
        folder = str(user_settings.folder_for_files())
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("选点名表"), folder, self.tr("点名表 ({0})").format(_KINDS)
        )
        if chosen:
            self.load(replace(sheets, path=Path(chosen)))

    def load(self, sheets: Sheets) -> None:
        """Register what the workbook says, on the worker."""
        then = partial(self._over, sheets)
        self._session.ask(
            "roll workbook",
            partial(self._session.run, register_workbook, sheets, then=then, quiet=True),
        )

    def _over(self, sheets: Sheets, answer: Done[Sequence[Registered]] | Refused) -> None:
        if answer:
            self.registered.emit(answer.value)
        elif isinstance(answer.error, BlankMarks):
            told = self.tr("空着的都算到了吗？不是的话，先在表里写上再读。")
            again = replace(sheets, blank="there")
            self._ask(answer.message, told, self.tr("空着的算到"), again)
        elif isinstance(answer.error, AlreadyTaken):
            told = self.tr("这一天登记过、又不一样的班，都用这张表代替吗？")
            self._ask(answer.message, told, self.tr("用点名表代替"), replace(sheets, replace=True))
        else:
            self.refused.emit(answer.message, answer.hint)

    def _ask(self, said: str, told: str, yes: str, again: Sheets) -> None:
        question.ask(self._window, said, told, yes, partial(self.load, again))
