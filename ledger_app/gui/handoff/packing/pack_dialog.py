"""打包: look at what goes up, write it to a stick, read it back, and only then 可以拔出."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.handoff import pack, preflight
from ledger_app.actions.handoff.making import Packed
from ledger_app.actions.handoff.our_side import exchanges
from ledger_app.actions.handoff.preflight import Preflight
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.handoff.packing.finding_list import FindingList
from ledger_app.gui.handoff.packing.packed_pane import PackedPane
from ledger_app.gui.handoff.packing.travel_form import TravelForm
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.session import Done, Refused, Session
from ledger_app.gui.worker import Progress

LOOKING, READY, WRITING, WRITTEN = range(4)
_BESIDE = 60  # characters: narrower, one stands below the other


class PackDialog(Dialog):
    """`student_wanted(id)`: a file to mend first; `print_wanted(key)`: a printout; it has closed
    then."""

    student_wanted = Signal(str)
    print_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state = LOOKING
        self._progress: Progress | None = None
        self.found: Preflight | None = None
        self.setWindowTitle(self.tr("打包移交"))
        self.head, self.since = QLabel(self), QLabel(self)
        self.findings = FindingList(session, self)
        self.travel = TravelForm(session, self)
        self.words = QCheckBox(self.tr("用六个词加密（还没有配对）"), self)
        self.words_mean = QLabel(self.tr("对方收到后一直标“来源未核实”。"), self)
        self.packed = PackedPane(self)
        self.said, self.bar = QLabel(self), QProgressBar(self)
        self.close_button = QPushButton(self.tr("取消"), self)
        self.go = QPushButton(self.tr("写到U盘"), self)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._judge()
        session.run(preflight.preflight, then=self._looked, quiet=True)

    def _lay_out(self) -> None:
        theme.set_role(self.head, "title")
        theme.set_role(self.words_mean, "dim")
        for label in (self.head, self.since, self.said, self.words_mean):
            label.setWordWrap(True)
        left, right = QVBoxLayout(), QVBoxLayout()
        self._first = first = QWidget(self)
        left.addWidget(QLabel(self.tr("移交前检查（Enter 打开档案）"), self))
        left.addWidget(self.findings, 1)
        right.addWidget(self.travel, 1)
        right.addWidget(self.words)
        right.addWidget(self.words_mean)
        self._beside = beside = QHBoxLayout()
        beside.addLayout(left, 1)
        beside.addLayout(right, 1)
        above = QVBoxLayout(first)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self.since)
        above.addLayout(beside, 1)
        self._pages.addWidget(first)
        self._pages.addWidget(self.packed)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.go)
        box = QVBoxLayout(self)
        box.addWidget(self.head)
        box.addWidget(self._pages, 1)
        box.addWidget(self.said)
        box.addWidget(self.bar)
        box.addLayout(foot)
        text = theme.text_pixels()
        self.findings.setMinimumHeight(text * 8)
        self.resize(text * 66, text * 38)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what is filled in below what was found where there is no room for both."""
        super().resizeEvent(event)
        narrow = self.width() < theme.text_pixels() * _BESIDE
        way = QBoxLayout.Direction
        self._beside.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def _connect(self) -> None:
        self.close_button.setAutoDefault(False)
        self.go.setDefault(True)
        theme.set_look(self.go, "primary", True)
        self.go.clicked.connect(self.write)
        self.close_button.clicked.connect(self.reject)
        self.findings.student_wanted.connect(self._open)
        self.packed.print_wanted.connect(self._print)
        self._session.locked.connect(self._locked)

    # Looking.

    def _looked(self, answer: Done[Preflight] | Refused) -> None:
        if not answer:
            self._say(f"{answer.message}{answer.hint}", "error")
            self._state = WRITTEN  # nothing can be done here any more
            self._judge()
            return
        self.found, self._state = answer.value, READY
        self._show(answer.value)
        self._judge()
        (self.findings if answer.value.blocking else self.travel.folder).setFocus()

    def _show(self, found: Preflight) -> None:
        unit = found.unit_name or self.tr("上级单位")
        self.head.setText(self.tr("移交给{0}：第 {1} 包").format(unit, found.sequence))
        self.since.setText(found.since_last)
        self.findings.show_found(found)
        self.travel.show_withheld(found.withheld)
        usual = self._session.act(exchanges.last_made, quiet=True).otherwise(None)
        if usual is not None:
            self.travel.show_usual(usual.custodian, usual.stick_no)
        for each in (self.words, self.words_mean):
            each.setVisible(not found.is_paired)
        self.words.setChecked(not found.is_paired)

    def _judge(self) -> None:
        ready = self._state == READY and self.found is not None and not self.found.blocking
        self.go.setEnabled(ready)
        self.go.setVisible(self._state in (LOOKING, READY))
        self.bar.setVisible(self._state in (LOOKING, WRITING))
        self._pages.setEnabled(self._state in (READY, WRITTEN))
        texts = {WRITING: self.tr("停下"), WRITTEN: self.tr("关闭")}
        self.close_button.setText(texts.get(self._state, self.tr("取消")))
        if self._state == LOOKING:
            self.bar.setRange(0, 0)
            self._say(self.tr("正在检查……"), "dim")
        elif self._state == READY:
            stands = bool(self.found and self.found.blocking)
            told = self.tr("✗ 的要先处理好才能移交；⚠ 的可以先移交，会写在移交清单上。")
            self._say(told, "error" if stands else "dim")

    def _say(self, text: str, role: str) -> None:
        self.said.setText(text)
        theme.set_role(self.said, role)

    # Writing.

    def write(self) -> None:
        """Make the package and write it, on the worker."""
        if not self.go.isEnabled():
            return
        try:
            chosen = self.travel.chosen()
        except LedgerError as error:
            self._say(f"{error.message}{error.hint}", "error")
            return
        self._state, self._progress = WRITING, Progress()
        self._progress.moved.connect(self._moved)
        self._judge()
        self._say(self.tr("正在打包，不要拔U盘……"), "warning")
        self._session.run(
            pack.pack,
            chosen.folder,
            cut_off=chosen.cut_off,
            include=chosen.include,
            custodian=chosen.custodian,
            stick_no=chosen.stick_no,
            words=self.words.isChecked(),
            progress=self._progress,
            then=self._written,
            quiet=True,
        )

    def _moved(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if text:
            self._say(self.tr("{0}，不要拔U盘……").format(text), "warning")

    def _written(self, answer: Done[Packed] | Refused) -> None:
        self._progress = None
        if not answer:
            self._state = READY
            self._judge()
            self._say(f"{answer.message}{answer.hint}", "error")
            return
        self._state = WRITTEN
        self.packed.show_packed(answer.value)
        ignored = QSizePolicy.Policy.Ignored  # what is done with asks for no room any more
        self._first.setSizePolicy(ignored, ignored)
        self._pages.setCurrentWidget(self.packed)
        self._judge()
        self._say("", "dim")
        self.close_button.setDefault(True)
        self.packed.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Close; while it is written, ask it to stop instead: nothing half stays on the stick."""
        if self._progress is not None:
            self._progress.cancel()
            self._say(self.tr("正在停下，不要拔U盘……"), "warning")
            return
        super().reject()

    def _locked(self) -> None:
        self.reject()

    def _open(self, student: str) -> None:
        self.reject()
        self.student_wanted.emit(student)

    def _print(self) -> None:
        self.accept()
        self.print_wanted.emit("handover_list")
