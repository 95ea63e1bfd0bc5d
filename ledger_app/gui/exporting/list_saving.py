"""The student list into a workbook: a file is asked for, the worker writes it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ledger_app.actions.checking.safety_lines import in_list
from ledger_app.actions.exporting import list_workbook
from ledger_app.gui.kit import user_settings
from ledger_app.gui.kit.save_name import ask_target
from ledger_app.gui.safety.safety_question import when_seen
from ledger_app.gui.session import Done, Refused, Session


class ListSaving(QObject):
    """Saves the list. `told(sentence)`: what was done."""

    told = Signal(str)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window

    def ask(self, nos: Sequence[int], columns: Sequence[list_workbook.Column]) -> None:
        """Ask where to save these children with these columns of the list."""
        if not nos:
            self.told.emit(self.tr("名单是空的，没有什么可存。"))
            return
        headings = [heading for heading, _ in columns]
        lines = self._session.act(in_list, nos, headings).otherwise([])
        then = partial(self._ask_file, nos, columns)
        when_seen(self._session, self._window, "students", lines, then)

    def _ask_file(self, nos: Sequence[int], columns: Sequence[list_workbook.Column]) -> None:
        path = ask_target(
            self._window,
            self.tr("名单存工作簿"),
            user_settings.folder_for_files() / self.tr("学生名单.xlsx"),
            self.tr("Excel 工作簿 (*.xlsx)"),
            ".xlsx",
        )
        if path and self._session.is_open:
            then = partial(self._saved, path, len(nos))
            self._session.run(list_workbook.save, nos, columns, path, then=then)

    def _saved(self, path: Path, wanted: int, answer: Done[int] | Refused) -> None:
        if not answer:
            return
        told = self.tr("{0} 人已存到 {1}。号码是完整的，文件没有加密，用完请删掉或锁好。")
        left = wanted - answer.value
        hidden = self.tr("标为涉密的 {0} 人没有写。").format(left) if left else ""
        self.told.emit(told.format(answer.value, path) + hidden)
