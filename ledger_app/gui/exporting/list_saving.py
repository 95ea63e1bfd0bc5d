"""The student list into a workbook, which the worker writes, or onto the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ledger_app.actions.checking.safety_lines import SafetyLine, in_list, safety_lines
from ledger_app.gui.exporting.copied_rows import copied
from ledger_app.gui.kit import user_settings
from ledger_app.gui.kit.save_name import ask_target
from ledger_app.gui.safety.safety_question import when_seen
from ledger_app.gui.session import Done, Refused, Session

if TYPE_CHECKING:
    from ledger_app.actions.exporting.list_workbook import Column


class ListSaving(QObject):
    """Saves the list, copies rows of it. `told(sentence)`: what was done."""

    told = Signal(str)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window

    def ask(self, nos: Sequence[int], columns: Sequence[Column]) -> None:
        """Ask where to save these children with these columns of the list."""
        if not nos:
            self.told.emit(self.tr("名单是空的，没有什么可存。"))
            return
        if lines := self._session.act(in_list, nos):
            then = partial(self._ask_file, nos, columns, lines.value)
            when_seen(self._session, self._window, lines.value, then)

    def _ask_file(
        self,
        nos: Sequence[int],
        columns: Sequence[Column],
        read: Sequence[SafetyLine],
    ) -> None:
        from ledger_app.actions.exporting import list_workbook

        path = ask_target(
            self._window,
            self.tr("名单存工作簿"),
            user_settings.folder_for_files() / self.tr("学生名单.xlsx"),
            self.tr("Excel 工作簿 (*.xlsx)"),
            ".xlsx",
        )
        if path and self._session.is_open:
            then = partial(self._saved, path, len(nos))
            self._session.run(list_workbook.save, nos, columns, path, read, then=then)

    def copy(self, headings: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Copy rows of the list, each a child's id and its texts, once the safety notes were
        read."""
        ids = [each for each, _ in rows]
        if lines := self._session.act(safety_lines, ids):
            then = partial(self._copy, headings, rows, lines.value)
            when_seen(self._session, self._window, lines.value, then)

    def _copy(
        self,
        headings: Sequence[str],
        rows: Sequence[tuple[str, Sequence[str]]],
        read: Sequence[SafetyLine],
    ) -> None:
        from ledger_app.actions.exporting import list_workbook

        ids = [each for each, _ in rows]
        free = self._session.act(list_workbook.copied, ids, headings, read)
        if not free:
            return
        texts = [of_child for each, of_child in rows if each in free.value]
        if texts:
            QGuiApplication.clipboard().setMimeData(copied(headings, texts))
        told = self.tr("复制了 {0} 人，可以粘贴到 Excel 或 WPS 表格里；号码和列表里一样遮着。")
        left = len(rows) - len(texts)
        hidden = self.tr("标为涉密的 {0} 人没有复制。").format(left) if left else ""
        self.told.emit(told.format(len(texts)) + hidden)

    def _saved(self, path: Path, wanted: int, answer: Done[int] | Refused) -> None:
        if not answer:
            return
        told = self.tr("{0} 人已存到 {1}。号码是完整的，文件没有加密，用完请删掉或锁好。")
        left = wanted - answer.value
        hidden = self.tr("标为涉密的 {0} 人没有写。").format(left) if left else ""
        self.told.emit(told.format(answer.value, path) + hidden)
