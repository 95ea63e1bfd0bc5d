"""Under the search box: what of it is understood, what is not, who sounds like it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ledger_app.actions.finding.by_sentence import Told
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.students.finding.chips import in_short, shortened

LONGEST = 20  # characters of one thing said; the whole of it stands in the box


class UnderstoodRow(QWidget):
    """`all_wanted()`: let what is understood be filters; `name_wanted(name)`: who was meant."""

    all_wanted = Signal()
    name_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("这句话的意思"))
        self._flow = FlowLayout(self, 6)
        self._parts: list[QWidget] = []
        self.hide()

    def text(self) -> str:
        """Return all that is said, its parts behind each other."""
        labels = [each for each in self._parts if isinstance(each, QLabel | QPushButton)]
        return " ".join(each.text() for each in labels)

    def show_told(self, told: Told | None) -> None:
        """Say what is understood; None: nothing is to be said."""
        for part in self._parts:
            self._flow.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        if told:
            self._say(told)
        self.setVisible(bool(self._parts))

    def _say(self, told: Told) -> None:
        rest = shortened(told.rest, LONGEST)
        if told.chips:
            self._label(self.tr("看懂了：") if told.is_read else self.tr("也可以作条件："))
            for title, values in told.chips:
                self._chip(in_short(title, shortened(values, LONGEST)))
            if told.alike:
                self._say_alike(rest, told)
                return
            self._say_rest(rest, told.found)
            key = self.tr("按 Enter 变成条件") if told.is_read else self.tr("加空格再按 Enter")
            self._label(key)
        elif told.alike:
            self._say_alike(rest, told)
        elif told.rest:
            self._label(self.tr("没有找到“{0}”，也没有看懂是什么条件。").format(rest))

    def _say_alike(self, rest: str, told: Told) -> None:
        sound = self.tr("同音：") if told.same else self.tr("音近：")
        self._label(self.tr("没有“{0}”。").format(rest) + sound)
        for name, shown in told.alike:
            self._link(name, shortened(shown, LONGEST))
        self._label(self.tr("按 Enter 取第一个"))

    def _say_rest(self, rest: str, found: int) -> None:
        if rest and found:
            self._label(self.tr("按姓名等找：{0}").format(rest))
        elif rest:
            self._label(self.tr("没有看懂“{0}”，也没有这样的姓名").format(rest), "warn")

    def _label(self, text: str, tone: str = "") -> None:
        label = QLabel(text, self)
        theme.set_role(label, "dim")
        if tone:
            theme.set_tone(label, tone)
        self._add(label)

    def _chip(self, text: str) -> None:
        chip = QPushButton(text, self)
        theme.set_role(chip, "chip")
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter in the box does it
        chip.setToolTip(self.tr("变成条件"))
        chip.clicked.connect(self.all_wanted)
        self._add(chip)

    def _link(self, name: str, shown: str) -> None:
        link = QPushButton(shown, self)
        theme.set_look(link, "link", True)
        link.clicked.connect(partial(self.name_wanted.emit, name))
        self._add(link)

    def _add(self, part: QWidget) -> None:
        self._flow.addWidget(part)
        part.show()
        self._parts.append(part)
