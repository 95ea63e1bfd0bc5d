"""出回执: for one unit or for all that wait; written onto a stick, read back, then done."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.handoff import overview
from ledger_app.actions.handoff.overview import UnitLine
from ledger_app.actions.handoff.receiving import receipts_for_many, unit_words
from ledger_app.actions.handoff.receiving.receipts_for_many import Written
from ledger_app.gui.handoff.tick_table import NONE, OPEN, TICKED, TickTable
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.plain_table import Line
from ledger_app.gui.page import PrintSheet
from ledger_app.gui.session import Done, Refused, Session
from ledger_app.gui.worker import Progress

LIST = "handover_list"  # the printout that goes along with the stick
_LEAST_LINES = 5
_COLOURED = 4


class ReceiptsDialog(Dialog):
    """Ticked at first: the units in `codes`, or with none those that wait for a receipt.

    `told(text)`: what was written; `asks(Request)`: the list that goes along, to be printed.
    """

    told = Signal(str)
    asks = Signal(object)

    def __init__(
        self, session: Session, codes: Collection[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._progress: Progress | None = None
        self._units: list[UnitLine] = session.act(overview.overview).otherwise([])
        waiting = {unit.code for unit in receipts_for_many.wait_for_one(self._units)}
        self._ticked = set(codes) or waiting
        self._written: dict[str, Written] = {}
        self.setWindowTitle(self.tr("出回执"))
        self.head, self.doing, self.said = QLabel(self), QLabel(self), QLabel(self)
        headings = ("", self.tr("单位"), self.tr("回答哪一包"), self.tr("回执"), self.tr("结果"))
        self.table = TickTable(headings, self)
        self.table.setAccessibleName(self.tr("给哪些单位出回执"))
        self.table.give_room_to(4)
        self.bar = QProgressBar(self)
        self.print_list = QPushButton(self.tr("打印移交清单"), self)
        self.cancel, self.write = QPushButton(self), QPushButton(self)
        self._arrange()
        self.table.ticked.connect(self._tick)
        self.table.moved.connect(self._show_result)
        self.write.clicked.connect(self._choose_folder)
        self.print_list.clicked.connect(self._print)
        self.cancel.clicked.connect(self.reject)
        self._show()
        self.head.setText(
            self.tr(
                "每份回执里有收下的包、决定、更正、审核、请核实和乡镇填写的记录。空格选或不选。"
            )
        )
        self.table.setFocus()

    def _arrange(self) -> None:
        for label in (self.head, self.said):
            label.setWordWrap(True)
        theme.set_role(self.doing, "dim")
        self.write.setDefault(True)
        self.bar.setFixedWidth(160)
        self.table.setMinimumHeight(theme.text_pixels() * _LEAST_LINES * 2)
        buttons = QHBoxLayout()
        for button in (self.print_list, self.cancel):
            button.setAutoDefault(False)
        for widget in (self.bar, self.doing):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        for button in (self.print_list, self.cancel, self.write):
            buttons.addWidget(button)
        box = QVBoxLayout(self)
        box.setSpacing(8)
        box.addWidget(self.head)
        box.addWidget(self.table, 1)
        box.addWidget(self.said)
        box.addLayout(buttons)
        text = theme.text_pixels()
        self.resize(text * 56, text * 32)

    # What is to be written.

    def chosen(self) -> list[str]:
        """Return the units that a receipt is written for."""
        return [unit.code for unit in self._units if unit.code in self._ticked]

    def _tick(self, row: int) -> None:
        if self._progress is None and not self._written:
            self._ticked ^= {self._units[row].code}
            self._show()

    def _choose_folder(self) -> None:
        if self._written:
            self.accept()
        elif name := QFileDialog.getExistingDirectory(self, self.tr("写到哪个U盘或文件夹")):
            self.write_to(Path(name))

    def write_to(self, folder: Path) -> None:
        """Write the receipts into a folder or onto a stick."""
        self._progress = progress = Progress()
        progress.moved.connect(self._moved)
        self.doing.setText(self.tr("正在写，请不要拔U盘……"))
        self._enable()
        write = receipts_for_many.write_receipts
        self._session.run(
            write, self.chosen(), folder, progress=progress, then=self._over, quiet=True
        )

    def _moved(self, done: int, total: int, _text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _over(self, answer: Done[list[Written]] | Refused) -> None:
        self._progress = None
        if answer:
            self._written = {each.code: each for each in answer.value}
            self.head.setText(self._result(answer.value))
            self.told.emit(self.head.text())
        else:
            said = self.tr("程序出错了。详情见主窗口下方的提示。")
            self.head.setText(f"{answer.message}{answer.hint}" or said)
        self._show()

    def _result(self, written: list[Written]) -> str:
        good = sum(each.packed is not None for each in written)
        if not good:
            return self.tr("没有写成回执，原因在下面。")
        text = self.tr("已写 {0} 份回执，都读回核对过，可以拔出U盘了。").format(good)
        bad = len(written) - good
        return text + (self.tr("有 {0} 份没有写，原因在下面。").format(bad) if bad else "")

    def _print(self) -> None:
        """Ask for the list of the receipt in sight, else of the first that was written."""
        current = self._written.get(self._code(self.table.currentIndex().row()))
        found = [each.packed for each in (current, *self._written.values()) if each is not None]
        record = next((packed.record for packed in found if packed is not None), "")
        self.asks.emit(PrintSheet(LIST, record))
        self.accept()

    # What is in sight.

    def _code(self, row: int) -> str:
        return self._units[row].code if 0 <= row < len(self._units) else ""

    def _show(self) -> None:
        self.table.show_lines([self._line(unit) for unit in self._units])
        self._show_result(self.table.currentIndex().row())
        self._enable()

    def _line(self, unit: UnitLine) -> Line:
        done = self._written.get(unit.code)
        tick = NONE if self._written else TICKED if unit.code in self._ticked else OPEN
        about = self.tr("第 {0} 包").format(unit.sequence) if unit.sequence else unit_words.NOTHING
        state = unit_words.receipt(unit)
        if done is None:
            return Line(unit.code, (tick, unit.name, about, state, ""), faint=bool(self._written))
        if done.packed is None:
            texts = (tick, unit.name, about, state, self.tr("✕ 没有写"))
            return Line(unit.code, texts, "danger", coloured=_COLOURED)
        told = self.tr("✓ 第 {0} 号回执 {1}").format(done.packed.sequence, done.packed.file_name)
        return Line(unit.code, (tick, unit.name, about, state, told), "good", coloured=_COLOURED)

    def _show_result(self, row: int) -> None:
        done = self._written.get(self._code(row))
        refused = done.refused if done is not None else None
        self.said.setText(f"{refused.message}{refused.hint}" if refused is not None else "")
        theme.set_role(self.said, "error")
        self.said.setVisible(refused is not None)

    def _enable(self) -> None:
        busy, is_done = self._progress is not None, bool(self._written)
        for widget in (self.bar, self.doing):
            widget.setVisible(busy)
        self.table.setEnabled(not busy)
        self.print_list.setVisible(any(each.packed for each in self._written.values()))
        self.cancel.setText(self.tr("停下") if busy else self.tr("取消"))
        self.cancel.setEnabled(True)
        self.cancel.setVisible(busy or not is_done)
        told = self.tr("写 {0} 份回执到U盘…").format(len(self.chosen()))
        self.write.setText(self.tr("关闭") if is_done else told)
        theme.set_look(self.write, "primary", not is_done)
        self.write.setEnabled(not busy and (is_done or bool(self.chosen())))

    def reject(self) -> None:
        """Close; while receipts are being written, stop before the next one."""
        if self._progress is None:
            super().reject()
        elif self.cancel.isEnabled():
            self._progress.cancel()
            self.doing.setText(self.tr("正在停下……"))
            self.cancel.setEnabled(False)
