"""并入学校档案: files begun here of children whose schools have handed over theirs since."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.handoff import adopting
from ledger_app.actions.handoff.adopting import Adoptable
from ledger_app.gui.handoff.travelling.travel_pane import Deed, TravelPane
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.plain_table import Line
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.session import Done, Refused, Session
from ledger_app.gui.worker import Progress


class AdoptingDialog(Dialog):
    """`told(text)`: how many went; `asks(Request)`: a school's file; the dialog has closed then."""

    told = Signal(str)
    asks = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._progress: Progress | None = None
        self._found: dict[str, Adoptable] = {}
        self.setWindowTitle(self.tr("并入学校档案"))
        self.head, self.said = QLabel(self), QLabel(self)
        for label in (self.head, self.said):
            label.setWordWrap(True)
        theme.set_role(self.head, "note")
        self.head.setText(
            self.tr(
                "本台账自己建的档案，学校后来也移交了同一个孩子的（号码和姓名都相同）：并到学校的那份里。"
                "两份的记录都留下，空的补上，不同的以学校的为准、另一份写进说明；每一份都可以拆回。"
            )
        )
        deeds = (
            Deed("adopt", self.tr("并入选中的"), of_many=True),
            Deed("open", self.tr("打开学校的档案")),
        )
        self.pane = TravelPane((self.tr("孩子"),), (0,), deeds, self)
        self.bar = QProgressBar(self)
        self.stop, self.go = QPushButton(self), QPushButton(self)
        self._lay_out()
        self.pane.wanted.connect(self._do)
        self.stop.clicked.connect(self.reject)
        self.go.clicked.connect(self.adopt_all)
        self.read()
        self.pane.setFocus()

    def _lay_out(self) -> None:
        theme.set_look(self.go, "primary", True)
        self.go.setDefault(True)
        self.stop.setAutoDefault(False)
        self.bar.setFixedWidth(160)
        foot = QHBoxLayout()
        foot.addWidget(self.bar)
        foot.addWidget(self.said, 1)
        for button in (self.stop, self.go):
            foot.addWidget(button)
        box = QVBoxLayout(self)
        box.addWidget(self.head)
        box.addWidget(self.pane, 1)
        box.addLayout(foot)
        text = theme.text_pixels()
        self.resize(text * 52, text * 32)

    def read(self) -> None:
        """Read which files can go into a school's."""
        found = self._session.act(adopting.adoptable).otherwise([])
        self._found = {each.own: each for each in found}
        self.pane.show_lines(
            [Line(each.own, (each.called,)) for each in found], {},
            self.tr("没有可以并入的：本台账自己建的档案里，没有学校也移交了的孩子。"),
        )  # fmt: skip
        self._enable()

    def _enable(self) -> None:
        busy = self._progress is not None
        self.bar.setVisible(busy)
        self.pane.setEnabled(not busy)
        self.stop.setText(self.tr("停下") if busy else self.tr("关闭"))
        self.stop.setEnabled(True)
        self.go.setText(self.tr("全部并入 {0} 份").format(len(self._found)))
        self.go.setEnabled(not busy and bool(self._found))

    # What is done.

    def children_in_hand(self) -> Sequence[str]:
        """Return the chosen children, by the files that their schools handed over."""
        return [self._found[key].told for key in self.pane.chosen()]

    def _do(self, deed: str) -> None:
        chosen = [self._found[key] for key in self.pane.chosen()]
        if deed == "adopt":
            self._adopt(chosen)
        elif chosen:
            self.accept()
            self.asks.emit(ShowStudent(chosen[0].told))

    def adopt_all(self) -> None:
        """Let all of them go into the schools' files."""
        self._adopt(list(self._found.values()))

    def _adopt(self, chosen: list[Adoptable]) -> None:
        if not chosen or self._progress is not None:
            return
        self._progress = progress = Progress()
        progress.moved.connect(self._moved)
        self._say(self.tr("先做备份……"))
        self._enable()
        self._session.run(adopting.adopt, chosen, progress=progress, then=self._over, quiet=True)

    def _moved(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._say(text)

    def _over(self, answer: Done[int] | Refused) -> None:
        self._progress = None
        self.read()
        if not answer:
            self._say(f"{answer.message}{answer.hint}", "error")
            return
        told = self.tr("并入了 {0} 份档案，还有 {1} 份。在“疑似同一人 › 合并过的”里可以拆回。")
        self._say(told.format(answer.value, len(self._found)))
        self.told.emit(self.said.text())

    def _say(self, text: str, role: str = "dim") -> None:
        self.said.setText(text)
        theme.set_role(self.said, role)

    def reject(self) -> None:
        """Close; while files are merged, stop after the one in hand."""
        if self._progress is None:
            super().reject()
        elif self.stop.isEnabled():
            self._progress.cancel()
            self.stop.setEnabled(False)
