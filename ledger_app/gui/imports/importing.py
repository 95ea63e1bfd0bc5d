"""How lists come to the window: chosen, dropped on it, or copied elsewhere and pasted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ledger_app.gui.imports.incoming import WORKBOOKS, Source, copied_table
from ledger_app.gui.kit import user_settings
from ledger_app.gui.session import Session


class Importing(QObject):
    """Opens the import window for what came. `made(dialog)`: it is to be shown; `refused(text)`:
    why nothing is. `keep()` saves what is half typed: the plan must know it."""

    made = Signal(object)
    refused = Signal(str)

    def __init__(self, session: Session, keep: Callable[[], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._keep, self._window = session, keep, parent

    def choose(self) -> None:
        """Ask for a workbook and show what importing it would do."""
        patterns = " ".join(f"*{suffix}" for suffix in sorted(WORKBOOKS))
        folder = str(user_settings.folder_for_files())
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("选花名册"), folder, self.tr("花名册 ({0})").format(patterns)
        )
        if chosen:
            self.open(Path(chosen))

    def paste(self) -> None:
        """Take the table that was copied in Excel or WPS."""
        text = copied_table()
        if text:
            self.open(text)
        else:
            told = self.tr("剪贴板里没有表格：在 Excel 或 WPS 里连标题行选中名单，复制，再粘贴。")
            self.refused.emit(told)

    def open(self, source: Source) -> None:
        """Show what importing a workbook or a copied table would do."""
        if not self._session.is_open:
            self.refused.emit(self.tr("请先打开台账，再导入花名册。"))
            return
        self._session.ask("import", self._show, source)

    def _show(self, source: Source) -> None:
        from ledger_app.gui.imports.import_window import ImportWindow

        self._keep()
        self.made.emit(ImportWindow(self._session, source, self._window))
