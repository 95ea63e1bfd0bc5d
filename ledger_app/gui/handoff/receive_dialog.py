"""收包: what lies on a stick is shown child by child, and taken once a person says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.handoff.incoming import Incoming
from ledger_app.actions.handoff.receiving import arrival_words, whole_stick
from ledger_app.actions.handoff.receiving.whole_stick import Outcome, Wish
from ledger_app.actions.undo_revision import Reversal
from ledger_app.gui.handoff.arrival.package_list import PackageList
from ledger_app.gui.handoff.arrival.preview import Preview
from ledger_app.gui.handoff.receipts_dialog import ReceiptsDialog
from ledger_app.gui.kit import question, theme, user_settings
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.page import PrintSheet
from ledger_app.gui.session import Done, Refused, Session
from ledger_app.gui.worker import Progress

SLIP = "receipt_slip"  # the printout of what was taken
_LIST_LINES = 4  # packages in sight, however low the window


class ReceiveDialog(Dialog):
    """Looks at files and folders and takes what is ticked; with no paths it asks for them first.

    `told(text)`: what was taken; `asks(Request)`: the paper of a package, to be printed.
    """

    told = Signal(str)
    asks = Signal(object)

    def __init__(
        self, session: Session, paths: Sequence[Path] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._progress: Progress | None = None
        self._closing = False
        self._is_writing = False  # then what became of the packages is shown before it closes
        self._found: list[Incoming] = []
        self._left_out: set[int] = set()
        self._typed: dict[int, str] = {}
        self._words: dict[int, str] = {}
        self._outcomes: dict[int, Outcome] = {}
        self.setWindowTitle(self.tr("接收移交包"))
        self.head, self.doing = QLabel(self), QLabel(self)
        self.list, self.preview = PackageList(self), Preview(self)
        self.bar = QProgressBar(self)
        self.files = QPushButton(self.tr("选文件…"), self)
        self.folder = QPushButton(self.tr("选U盘或文件夹…"), self)
        self.undo = QPushButton(self.tr("撤销这次合并…"), self)
        self.receipts = QPushButton(self.tr("出回执…"), self)
        self.slip = QPushButton(self.tr("打印接收回执"), self)
        self.cancel, self.take = QPushButton(self), QPushButton(self)
        self._arrange()
        self._connect()
        self._show()
        if paths:
            self.look(paths)

    def _arrange(self) -> None:
        self.head.setWordWrap(True)
        self.head.setFont(theme.ui_font(1, bold=True))
        theme.set_role(self.doing, "dim")
        self.list.setMinimumHeight(theme.text_pixels() * _LIST_LINES * 2)
        self.bar.setFixedWidth(160)
        self.take.setDefault(True)
        buttons = QHBoxLayout()
        for button in (
            self.files, self.folder, self.undo, self.slip, self.receipts, self.cancel,
        ):  # fmt: skip
            button.setAutoDefault(False)
        for widget in (self.files, self.folder, self.undo, self.bar, self.doing):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        for button in (self.slip, self.receipts, self.cancel, self.take):
            buttons.addWidget(button)
        box = QVBoxLayout(self)
        box.setSpacing(8)
        box.addWidget(self.head)
        box.addStretch(0)  # the first sentence stands above, not in the middle of nothing
        box.addWidget(self.list, 1)
        box.addWidget(self.preview, 2)
        box.addLayout(buttons)
        text = theme.text_pixels()
        self.resize(text * 76, text * 44)

    def _connect(self) -> None:
        self.list.moved.connect(self._show_package)
        self.list.ticked.connect(self._tick)
        self.list.doubleClicked.connect(self._into_preview)
        self.preview.typed.connect(self._note_number)
        self.preview.opened.connect(self._open_with_words)
        self.files.clicked.connect(self._choose_files)
        self.folder.clicked.connect(self._choose_folder)
        self.cancel.clicked.connect(self.reject)
        self.take.clicked.connect(self._go_on)
        self.undo.clicked.connect(self._ask_undo)
        self.receipts.clicked.connect(self._write_receipts)
        self.slip.clicked.connect(self._print_slip)

    # Looking.

    def _choose_files(self) -> None:
        kinds = self.tr("移交包和回执 (*.handoff *.receipt)")
        folder = str(user_settings.folder_for_files())
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("选移交包"), folder, kinds)
        if names:
            self.look([Path(name) for name in names])

    def _choose_folder(self) -> None:
        if name := QFileDialog.getExistingDirectory(self, self.tr("选U盘或文件夹")):
            self.look([Path(name)])

    def look(self, paths: Sequence[Path]) -> None:
        """Look at files and folders, a whole stick too; nothing is changed."""
        if self._progress is not None:
            return
        progress = self._begin(self.tr("正在核对，请稍候……"))
        look = whole_stick.look_through
        self._session.run(look, list(paths), progress=progress, then=self._looked, quiet=True)

    def _looked(self, answer: Done[list[Incoming]] | Refused) -> None:
        if not self._ended():
            return
        self._found = list(answer.otherwise([]))
        self._left_out, self._typed, self._words, self._outcomes = set(), {}, {}, {}
        self._show()
        if answer:
            self.head.setText(arrival_words.stick_words(self._found))
        else:
            self._say(answer)
        self.list.setFocus()

    def _open_with_words(self, words: str) -> None:
        row = self.list.currentIndex().row()
        if self._progress is None and 0 <= row < len(self._found):
            self._words[row] = words
            self._begin(self.tr("正在用六个词打开……"))
            path = self._found[row].path
            look = whole_stick.look_with_words
            self._session.run(look, path, words, then=self._opened, quiet=True)

    def _opened(self, answer: Done[Incoming] | Refused) -> None:
        row = self.list.currentIndex().row()
        if not self._ended():
            return
        if answer and 0 <= row < len(self._found):
            self._found[row] = answer.value
            self._show()
            self.head.setText(arrival_words.stick_words(self._found))
            self.list.setFocus()
        elif not answer:
            self._say(answer)

    # What is to be taken.

    def wishes(self) -> list[Wish]:
        """Return the packages that would be taken now."""
        chosen = [at for at in range(len(self._found)) if self._is_ready(at)]
        return [self._wish(at) for at in chosen]

    def _wish(self, at: int) -> Wish:
        return Wish(self._found[at], self._number(at), self._words.get(at, ""))

    def _is_ready(self, at: int) -> bool:
        found = self._found[at]
        wanted = found.number_to_type
        ticked = found.can_be_taken and at not in self._left_out
        return ticked and (wanted is None or self._number(at) == wanted)

    def _number(self, at: int) -> int | None:
        text = self._typed.get(at, "").strip()
        return int(text) if text.isascii() and text.isdigit() else None

    def _tick(self, row: int) -> None:
        if self._progress is None and not self._outcomes and self._found[row].can_be_taken:
            self._left_out ^= {row}
            self._show()

    def _note_number(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._found) and not self._outcomes:
            self._typed[row] = self.preview.number.text()
            self._tick_ready()
            self._enable()

    def _tick_ready(self) -> None:
        ready = [at for at in range(len(self._found)) if self._is_ready(at)]
        self.list.show_found(self._found, ready)

    def _into_preview(self, _index: object) -> None:
        self.preview.begin()

    # Taking.

    def _go_on(self) -> None:
        if self._outcomes:
            self.accept()
        elif wishes := self.wishes():
            progress = self._begin(self.tr("正在备份并合并，请不要关机……"), writes=True)
            self._session.run(
                whole_stick.take, wishes, progress=progress, then=self._taken, quiet=True
            )

    def _taken(self, answer: Done[list[Outcome]] | Refused) -> None:
        if answer:
            places = {each.path: at for at, each in enumerate(self._found)}
            self._outcomes = {places[each.incoming.path]: each for each in answer.value}
        wanted = self._ended()
        if answer and (taken := self._received()):
            self.told.emit(self.tr("已合并 {0} 个包。").format(len(taken)))
        if not wanted:
            return
        self._show()
        if answer:
            left = len(self._outcomes) - len(taken)
            not_taken = self.tr("，没有合并 {0} 个").format(left) if left else ""
            told = self.tr("已合并 {0} 个包{1}。可以一次撤销。")
            self.head.setText(told.format(len(taken), not_taken))
            self.take.setFocus()
        else:
            self._say(answer)

    def _received(self) -> list[Outcome]:
        return [each for each in self._outcomes.values() if each.received is not None]

    def _write_receipts(self) -> None:
        headers = [each.incoming.header for each in self._received()]
        codes = {each.unit_code for each in headers if each is not None}
        dialog = ReceiptsDialog(self._session, codes, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.told.connect(self.told)
        dialog.asks.connect(self._ask)
        dialog.open()

    def _print_slip(self) -> None:
        """Print the paper of the package in sight, or of the first that was taken."""
        here = self._outcomes.get(self.list.currentIndex().row())
        found = [each.received for each in (here, *self._received()) if each is not None]
        record = next((got.package for got in found if got is not None), "")
        self._ask(PrintSheet(SLIP, record))

    def _ask(self, request: PrintSheet) -> None:
        self.asks.emit(request)
        self.accept()

    # Undoing.

    def _revisions(self) -> list[int]:
        made = (each.received.revision_no for each in self._received() if each.received)
        return sorted((number for number in made if number is not None), reverse=True)

    def _ask_undo(self) -> None:
        question.ask(
            self,
            self.tr("撤销刚才合并的 {0} 个包？").format(len(self._revisions())),
            self.tr("台账回到合并以前；之后又改过的保留。学校的这一包就当没有收过，可以再收。"),
            self.tr("撤销合并"),
            self._undo,
        )

    def _undo(self) -> None:
        self._begin(self.tr("正在撤销……"), writes=True)
        self.cancel.setEnabled(False)
        self._session.run(whole_stick.take_back, self._revisions(), then=self._undone, quiet=True)

    def _undone(self, answer: Done[list[Reversal]] | Refused) -> None:
        if not self._ended():
            return
        if not answer:
            self._say(answer)
            return
        self._outcomes = {}
        self._show()
        back = sum(each.reversed_count for each in answer.value)
        kept = [name for each in answer.value for name in each.kept]
        text = self.tr("已撤销，收回 {0} 处改动。").format(back)
        if kept:
            text += self.tr("有 {0} 处合并以后又改过，保留了。").format(len(kept))
        self.head.setText(text)

    # What is in sight.

    def _begin(self, doing: str, *, writes: bool = False) -> Progress:
        self._progress = progress = Progress()
        self._is_writing = writes
        self.doing.setText(doing)
        self.bar.setRange(0, 0)
        progress.moved.connect(self._moved)
        self._enable()
        return progress

    def _moved(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.doing.setText(text or self.doing.text())

    def _ended(self) -> bool:
        """Take the progress away; tell whether the window is still wanted."""
        self._progress = None
        self._enable()
        if self._closing:
            super().reject()
        return not self._closing

    def _say(self, refused: Refused) -> None:
        said = self.tr("程序出错了，正在收的一包没有写入。详情见主窗口下方的提示。")
        self.head.setText(f"{refused.message}{refused.hint}" or said)

    def _show(self) -> None:
        if self._outcomes:
            self.list.show_outcomes(self._outcomes, self._found)
        else:
            self._tick_ready()
        if not self._found:
            self.head.setText(self.tr("选移交包、回执，或整个U盘；也可以直接拖到窗口上。"))
        self._show_package(self.list.currentIndex().row())
        self._enable()

    def _show_package(self, row: int) -> None:
        if row in self._outcomes:
            self.preview.show_outcome(self._outcomes[row])
        elif 0 <= row < len(self._found):
            found = self._found[row]
            self.preview.show_package(found, self._typed.get(row, ""), self._words.get(row, ""))
        else:
            self.preview.show_package(None)

    def _enable(self) -> None:
        busy, is_done = self._progress is not None, bool(self._outcomes)
        for widget in (self.bar, self.doing):
            widget.setVisible(busy)
        for part in (self.list, self.preview):
            part.setEnabled(not busy)
        for button in (self.files, self.folder):
            button.setVisible(not busy and not is_done)
        self.list.setVisible(bool(self._found))
        self.undo.setVisible(is_done and not busy and bool(self._revisions()))
        is_above = any(not arrival_words.is_receipt(each.incoming) for each in self._received())
        for each in (self.receipts, self.slip):
            each.setVisible(not busy and is_above)
        self.cancel.setText(self.tr("停下") if busy else self.tr("取消"))
        self.cancel.setEnabled(True)
        self.cancel.setVisible(busy or not is_done)
        count = len(self.wishes()) if not is_done else 0
        told = self.tr("合并 {0} 个包").format(count) if count else self.tr("合并")
        self.take.setText(self.tr("关闭") if is_done else told)
        theme.set_look(self.take, "primary", not is_done)
        self.take.setEnabled(not busy and (is_done or count > 0))

    def reject(self) -> None:
        """Close; while something runs, stop it first: what is begun is taken wholly or not."""
        if self._progress is None:
            super().reject()
        elif self.cancel.isEnabled():
            self._progress.cancel()
            self._closing = not self._is_writing
            self.doing.setText(self.tr("正在停下……"))
            self.cancel.setEnabled(False)
