"""From a prepared paper or an edition to the printer or to a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ledger_app.actions.checking.safety_lines import SafetyLine
from ledger_app.actions.printing import print_ledger, print_workbook, printer_pages
from ledger_app.actions.printing.prepared import Prepared
from ledger_app.actions.printing.printer_pages import PaperPages
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.kit import user_settings
from ledger_app.gui.kit.save_name import ask_target
from ledger_app.gui.printing.printed_file import target_of
from ledger_app.gui.printing.printer_job import PaperJob
from ledger_app.gui.printing.printer_paper import wrong_pages, wrong_paper
from ledger_app.gui.session import Done, Refused, Session

_TAKEN_OUT = "正在取出原来的内容……"


def _papers(prepared: Prepared | None) -> set[str]:
    """Return the papers a table can be laid out for; an edition stays as it is."""
    if prepared is None:
        return set()
    return {one.name for one in print_ledger.formats(prepared.printout, prepared.purpose)}


class Issuing(QObject):
    """Asks for a printer or a file, has the edition issued, sends the pages.

    Signals: `busy(bool)`; `said(what is going on or was done, file that was written or "")`;
    `issued`: there is one edition more; `unfit(name or "")`: the printer has not the paper, which
    could be of that name.
    """

    busy = Signal(bool)
    said = Signal(str, str)
    issued = Signal()
    unfit = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._window = session, parent
        self.is_at_work = False
        self._job: PaperJob | None = None
        self._dialog: QPrintDialog | None = None

    # Asking.

    def ask_printer(
        self,
        printer: QPrinter,
        prepared: Prepared | None,
        edition: int = 0,
        pages: int = 0,
        read: Sequence[SafetyLine] = (),
    ) -> None:
        """Ask for the printer; then issue and print the paper, or print an edition again.

        `pages`: how many there are, 0 if that is not known yet. `read`: the safety notes.
        """
        self._dialog = QPrintDialog(printer, self._window)
        if pages:
            self._dialog.setMinMax(1, pages)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.setWindowTitle(self.tr("打印"))
        # Not `accepted`: that of a print dialog hands a printer along.
        self._dialog.finished.connect(
            partial(self._answered, printer, prepared, edition, pages, read)
        )
        QDialog.open(self._dialog)  # QPrintDialog's own open wants a slot by name

    def ask_file(
        self,
        name: str,
        prepared: Prepared | None,
        edition: int = 0,
        read: Sequence[SafetyLine] = (),
    ) -> None:
        """Ask for a file; then issue the paper into it, or write an edition again."""
        path = ask_target(
            self._window,
            self.tr("存 PDF"),
            user_settings.folder_for_files() / name,
            self.tr("PDF 文件 (*.pdf)"),
            ".pdf",
        )
        if path:
            self.save_as(path, prepared, edition, read)

    def ask_workbook(self, name: str, prepared: Prepared, read: Sequence[SafetyLine] = ()) -> None:
        """Ask for a file; then issue the paper into it as a workbook."""
        path = ask_target(
            self._window,
            self.tr("存工作簿"),
            user_settings.folder_for_files() / name,
            self.tr("Excel 工作簿 (*.xlsx)"),
            ".xlsx",
        )
        if path:
            self.save_workbook(path, prepared, read)

    def _answered(
        self,
        printer: QPrinter,
        prepared: Prepared | None,
        edition: int,
        pages: int,
        read: Sequence[SafetyLine],
        result: int,
    ) -> None:
        if result == QDialog.DialogCode.Accepted:
            self.print_on(printer, prepared, edition, pages, read)

    # Doing.

    def print_on(
        self,
        printer: QPrinter,
        prepared: Prepared | None,
        edition: int = 0,
        pages: int = 0,
        read: Sequence[SafetyLine] = (),
    ) -> None:
        """Issue the paper and send it to a printer that was chosen, if that has such paper."""
        size = self._size_mm(prepared, edition)
        if size is None:
            return
        # Before there is a number on it.
        wrong = wrong_paper(printer, size, _papers(prepared)) or wrong_pages(printer, pages)
        if wrong is not None:
            unused = self.tr("期号没有用掉。") if prepared is not None else ""
            self.said.emit(wrong.sentence + unused, "")
            self.unfit.emit(wrong.instead)
            return
        try:
            target_of(printer)
        except LedgerError as error:
            self.said.emit(f"{error.message}{error.hint}", "")
            return
        then = partial(self._send, printer)
        if prepared is not None:
            self._run(
                then,
                self.tr("正在编期号、排版……"),
                partial(printer_pages.issue_pages, prepared=prepared, seen=read),
            )
        else:
            again = partial(printer_pages.reprint_pages, edition_no=edition, seen=read)
            self._run(then, _TAKEN_OUT, again)

    def save_as(
        self,
        path: Path,
        prepared: Prepared | None,
        edition: int = 0,
        read: Sequence[SafetyLine] = (),
    ) -> None:
        """Issue the paper into a file, whole or not at all."""
        then = partial(self._saved, path)
        if prepared is not None:
            self._run(
                then,
                self.tr("正在编期号、生成文件……"),
                partial(print_ledger.issue, prepared=prepared, path=path, seen=read),
            )
        else:
            again = partial(print_ledger.reprint, edition_no=edition, path=path, seen=read)
            self._run(then, _TAKEN_OUT, again)

    def save_workbook(
        self, path: Path, prepared: Prepared, read: Sequence[SafetyLine] = ()
    ) -> None:
        """Issue the paper as a workbook, whole or not at all."""
        issue = partial(print_workbook.issue, prepared=prepared, path=path, seen=read)
        self._run(partial(self._saved, path), self.tr("正在编期号、生成文件……"), issue)

    def is_printing(self) -> bool:
        """Tell whether pages are still going to the printer."""
        return self._job is not None

    def cancel(self) -> None:
        """Stop sending pages after the one under way."""
        if self._job is not None:
            self._job.cancel()

    def _size_mm(self, prepared: Prepared | None, edition: int) -> tuple[float, float] | None:
        if prepared is not None:
            return prepared.sheets[0].paper.size_mm
        if not self._session.is_open:
            return None
        return self._session.act(print_ledger.edition_size_mm, edition).otherwise(None)

    def _run(self, then: Callable[[Any], None], doing: str, action: Callable[..., Any]) -> None:
        if not self._session.is_open:  # locked while the file or the printer was being chosen
            return
        self._set_busy(True)
        self.said.emit(doing, "")
        self._session.run(action, then=partial(self._made, then))

    def _made(self, then: Callable[[Any], None], answer: Done[Any] | Refused) -> None:
        if not answer:
            self._over()
        elif isinstance(answer.value, tuple):  # number and pages of an edition that is new
            self.issued.emit()
            then(answer.value[1])
        else:
            then(answer.value)

    def _saved(self, path: Path, _content: bytes) -> None:
        self._over()
        self.said.emit(self.tr("已存到 {0}").format(path), str(path))

    def _send(self, printer: QPrinter, paper: PaperPages) -> None:
        self._job = job = PaperJob(printer, paper, self)
        job.moved.connect(self._page_sent)
        job.finished.connect(partial(self._sent, job))
        job.failed.connect(self._not_sent)
        self.busy.emit(True)  # from here on it can be stopped
        job.start()

    def _page_sent(self, done: int, pages: int) -> None:
        self.said.emit(self.tr("正在打印第 {0} 页，共 {1} 页……").format(done, pages), "")

    def _sent(self, job: PaperJob, pages: int) -> None:
        self._over()
        if not job.page_count():
            self.said.emit(self.tr("没有选中任何一页，什么也没有打印。"), "")
            return
        text = self.tr("已送到打印机 {0} 页。").format(pages)
        if path := job.file():
            text = self.tr("已存到 {0}（{1} 页）。").format(path, pages)
        if pages < job.page_count():
            text = self.tr("已停止：送到打印机 {0} 页，共 {1} 页。").format(pages, job.page_count())
        if job.turned:
            text += self.tr("纸的横竖按表排的方向，没有按对话框里选的。")
        if job.cut_mm:
            text += self.tr("这台打印机纸边有 {0} 毫米印不到，请看边线和页脚是否完整。").format(
                f"{job.cut_mm:.0f}"
            )
        self.said.emit(text, path)

    def _not_sent(self, sentence: str) -> None:
        self._over()
        self.said.emit(sentence, "")

    def _over(self) -> None:
        self._job = None
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        self.is_at_work = busy
        self.busy.emit(busy)
