"""A file that is printed into instead of a printer: made elsewhere, then whole in its place."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter

from ledger_app import paths
from ledger_app.domain.errors import LedgerError, fault_text
from ledger_app.files import left_overs
from ledger_app.files.targets import free_target
from ledger_app.files.writing import write
from ledger_app.gui.printing.rare_names import with_rare_characters


def target_of(printer: QPrinter) -> Path | None:
    """Return the file that was chosen to be printed into; raise LedgerError for one that must stay.

    None for a real printer. Qt would write over a ledger, for everybody to read, and half.
    """
    if (
        printer.outputFormat() is not QPrinter.OutputFormat.PdfFormat
        or not printer.outputFileName()
    ):
        return None
    return free_target(Path(printer.outputFileName()))


class PrintedFile:
    """One such file while it is being printed into."""

    def __init__(self, printer: QPrinter) -> None:
        self.target = target_of(printer)
        self._stack = ExitStack()
        if self.target is None:
            return
        self._part = left_overs.new_name(paths.user_folder())
        self._stack.enter_context(left_overs.noted(self._part))
        printer.setOutputFileName(str(self._part))

    def deliver(self, stand_ins: dict[int, int]) -> None:
        """Put what was printed in its place; raise LedgerError if that fails."""
        with self._stack:
            if self.target is None:
                return
            try:
                content = self._part.read_bytes()
            except OSError as error:
                raise LedgerError(
                    f"没有打印成文件：{fault_text(error)}。",
                    "请看磁盘是不是满了，或者改用“存 PDF”。",
                ) from error
            write(self.target, with_rare_characters(content, stand_ins))

    def discard(self) -> None:
        """Leave nothing."""
        self._stack.close()
