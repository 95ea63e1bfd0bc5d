"""From a prepared paper or an edition to the printer or to a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.print_ledger import Prepared
from ledger_app.gui.kit import user_settings
from ledger_app.gui.kit.save_name import ask_target
from ledger_app.gui.printing.printer_job import PaperJob
from ledger_app.gui.session import Done, Refused, Session


class Issuing(QObject):
    """Asks for a printer or a file, has the edition issued, sends the pages.

    Signals: `busy(bool)`; `said(what is going on or was done, file that was written or "")`;
    `issued`: there is one edition more.
    """

    busy = Signal(bool)
    said = Signal(str, str)
    issued = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._window = session, parent
        self.is_at_work = False
        self._job: PaperJob | None = None
        self._dialog: QPrintDialog | None = None

    # Asking.

    def ask_printer(self, printer: QPrinter, prepared: Prepared | None, edition: int = 0) -> None:
        """Ask for the printer; then issue and print the paper, or print an edition again."""
        self._dialog = QPrintDialog(printer, self._window)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.setWindowTitle(self.tr("打印"))
        # Not `accepted`: that of a print dialog hands a printer along.
        self._dialog.finished.connect(partial(self._answered, printer, prepared, edition))
        QDialog.open(self._dialog)  # QPrintDialog's own open wants a slot by name

    def ask_file(self, name: str, prepared: Prepared | None, edition: int = 0) -> None:
        """Ask for a file; then issue the paper into it, or write an edition again."""
        path = ask_target(
            self._window,
            self.tr("存 PDF"),
            user_settings.folder_for_files() / name,
            self.tr("PDF 文件 (*.pdf)"),
            ".pdf",
        )
        if path:
            self.save_as(path, prepared, edition)

    def _answered(
        self, printer: QPrinter, prepared: Prepared | None, edition: int, result: int
    ) -> None:
        if result == QDialog.DialogCode.Accepted:
            self.print_on(printer, prepared, edition)

    # Doing.

    def print_on(self, printer: QPrinter, prepared: Prepared | None, edition: int = 0) -> None:
        """Issue the paper and send it to a printer that was chosen."""
        self._run(partial(self._send, printer), prepared, edition, None)

    def save_as(self, path: Path, prepared: Prepared | None, edition: int = 0) -> None:
        """Issue the paper into a file, whole or not at all."""
        self._run(partial(self._saved, path), prepared, edition, path)

    def is_printing(self) -> bool:
        """Tell whether pages are still going to the printer."""
        return self._job is not None

    def cancel(self) -> None:
        """Stop sending pages after the one under way."""
        if self._job is not None:
            self._job.cancel()

    def _run(
        self,
        then: partial[None],
        prepared: Prepared | None,
        edition: int,
        path: Path | None,
    ) -> None:
        if not self._session.is_open:  # locked while the file or the printer was being chosen
            return
        self._set_busy(True)
        if prepared is not None:
            self.said.emit(self.tr("正在编期号、生成文件……"), "")
            issued = partial(self._issued, then)
            self._session.run(print_ledger.issue, prepared, path, then=issued)
        else:
            self.said.emit(self.tr("正在取出原来的内容……"), "")
            self._session.run(print_ledger.reprint, edition, path, then=partial(self._again, then))

    def _issued(self, then: partial[None], answer: Done[tuple[int, bytes]] | Refused) -> None:
        if answer:
            self.issued.emit()
            then(answer.value[1])
        else:
            self._over()

    def _again(self, then: partial[None], answer: Done[bytes] | Refused) -> None:
        if answer:
            then(answer.value)
        else:
            self._over()

    def _saved(self, path: Path, _content: bytes) -> None:
        self._over()
        self.said.emit(self.tr("已存到 {0}").format(path), str(path))

    def _send(self, printer: QPrinter, content: bytes) -> None:
        self._job = PaperJob(printer, content, self)
        self._job.moved.connect(self._page_sent)
        self._job.finished.connect(self._sent)
        self._job.failed.connect(self._not_sent)
        self._job.start()

    def _page_sent(self, done: int, pages: int) -> None:
        self.said.emit(self.tr("正在打印第 {0} 页，共 {1} 页……").format(done, pages), "")

    def _sent(self, pages: int) -> None:
        self._over()
        self.said.emit(self.tr("已送到打印机 {0} 页。").format(pages), "")

    def _not_sent(self, sentence: str) -> None:
        self._over()
        self.said.emit(sentence, "")

    def _over(self) -> None:
        self._job = None
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        self.is_at_work = busy
        self.busy.emit(busy)
