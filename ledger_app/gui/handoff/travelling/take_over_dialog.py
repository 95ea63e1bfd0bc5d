"""接管撤并学校: every child of a closed school, where it goes, and taking all of them over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.travel import closing_school, passages
from ledger_app.actions.travel.closing_school import Closable, Closing
from ledger_app.catalogue import Field, Kind
from ledger_app.domain.dates import parse_date
from ledger_app.gui.form.editors import Setting, make_editor
from ledger_app.gui.handoff.travelling.travel_pane import Deed, TravelPane
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.one_line import Sentence
from ledger_app.gui.kit.plain_table import Line
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.session import Done, Refused, Session


class TakeOverDialog(Dialog):
    """`told(text)`: who was taken over; `asks(Request)`: a child's file; it has closed then."""

    told = Signal(str)
    asks = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._schools: dict[str, Closable] = {}
        self._found: Closing | None = None
        self._given: dict[str, str] = {}  # child: code of the school that was chosen here
        self.setWindowTitle(self.tr("接管撤并学校"))
        self.last, self.about, self.said = Sentence(parent=self), QLabel(self), QLabel(self)
        self.school = QComboBox(self)
        self.school.setAccessibleName(self.tr("撤并的学校"))
        names = [(each.code, each.name) for each in session.act(passages.schools).otherwise([])]
        setting = Setting(today=session.ledger.today, choices=names)
        day = Field(key="closed_on", label=self.tr("撤并日期"), kind=Kind.DATE)
        to = Field(key="to_code", label=self.tr("接收学校"), kind=Kind.SCHOOL)
        self.closed_on, self.to = make_editor(day, setting, self), make_editor(to, setting, self)
        deeds = (
            Deed("give", self.tr("选中的去这所接收学校"), of_many=True),
            Deed("open", self.tr("打开档案")),
        )
        headings = (self.tr("孩子"), self.tr("班级"), self.tr("去哪所学校"))
        self.pane = TravelPane(headings, (2,), deeds, self)
        self.leave, self.go = QPushButton(self.tr("关闭"), self), QPushButton(self)
        self._lay_out()
        self._connect()
        self.read()
        self.school.setFocus()

    def _lay_out(self) -> None:
        for label in (self.about, self.said):
            label.setWordWrap(True)
        theme.set_role(self.last, "dim")
        theme.set_look(self.go, "primary", True)
        self.leave.setAutoDefault(False)
        self.go.setAutoDefault(False)
        form, foot = QFormLayout(), QHBoxLayout()
        form.addRow(self.tr("撤并的学校"), self.school)
        form.addRow(self.closed_on.field.label, self.closed_on)
        form.addRow("", self.last)
        form.addRow(self.to.field.label, self.to)
        foot.addWidget(self.said, 1)
        for button in (self.leave, self.go):
            foot.addWidget(button)
        box = QVBoxLayout(self)
        box.addLayout(form)
        box.addWidget(self.about)
        box.addWidget(self.pane, 1)
        box.addLayout(foot)
        text = theme.text_pixels()
        self.resize(text * 54, text * 36)

    def _connect(self) -> None:
        self.school.currentIndexChanged.connect(self._school_chosen)
        self.pane.wanted.connect(self._do)
        self.leave.clicked.connect(self.reject)
        self.go.clicked.connect(self.take_over)

    # What is shown.

    def read(self) -> None:
        """Read which schools still keep children."""
        found = self._session.act(closing_school.closable).otherwise([])
        self._schools = {each.code: each for each in found}
        self.school.blockSignals(True)
        self.school.clear()
        for each in found:
            sign = self.tr("{0}（已撤并，{1} 人）") if each.is_closed else self.tr("{0}（{1} 人）")
            self.school.addItem(sign.format(each.name, each.children), each.code)
        self.school.blockSignals(False)
        self._school_chosen()

    def code(self) -> str:
        """Return the code of the school that is chosen, "" if there is none."""
        return str(self.school.currentData() or "")

    def _school_chosen(self, _at: int = 0) -> None:
        self._given = {}
        school = self._schools.get(self.code())
        self.closed_on.set_value(school.closed_on if school is not None else None)
        self._say("")
        self._look()

    def _look(self) -> None:
        code, self._found = self.code(), None
        if code:
            found = self._session.act(closing_school.look, code, self._given, quiet=True)
            if found:
                self._found = found.value
            else:
                self._say(f"{found.message}{found.hint}", "error")
        self._show_children()

    def _show_children(self) -> None:
        children = self._found.children if self._found is not None else ()
        nowhere = self.tr("⚠ 还没有定")
        self.pane.show_lines(
            [
                Line(
                    each.student, (each.name, each.place, each.to.name if each.to else nowhere),
                    "" if each.to else "warn", coloured=2,
                )
                for each in children
            ],
            {}, self.tr("没有要接管的学校：名单里的学校都没有孩子的档案。"),
        )  # fmt: skip
        self._show_sums()

    def _show_sums(self) -> None:
        found = self._found
        self.last.setText(f"{found.last}。" if found is not None else "")
        unplaced = len(found.unplaced) if found is not None else 0
        count = len(found.children) if found is not None else 0
        told = self.tr("{0} 人都有接收学校。").format(count)
        if unplaced:
            told = self.tr(
                "{0} 人里 {1} 人还没有定去哪里：先归本单位，今日里一直提醒，到定下为止。"
            ).format(count, unplaced)
        self.about.setText(told if found is not None else "")
        theme.set_tone(self.about, "warn" if unplaced else "")
        self.go.setText(self.tr("接管 {0} 人").format(count))
        self.go.setEnabled(bool(count))

    # What is done.

    def children_in_hand(self) -> Sequence[str]:
        """Return the chosen children."""
        return self.pane.chosen()

    def _do(self, deed: str) -> None:
        chosen = self.pane.chosen()
        if deed == "open" and chosen:
            self.accept()
            self.asks.emit(ShowStudent(chosen[0]))
        elif deed == "give" and chosen:
            self._give(chosen)

    def _give(self, chosen: list[str]) -> None:
        to = self.to.read()
        if not to.kept or not to.value:
            self._say(to.problem or self.tr("先选接收学校，再选去那里的孩子。"), "error")
            self.to.focus_editor()
            return
        self._given |= dict.fromkeys(chosen, str(to.value))
        self._say("")
        self._look()

    def take_over(self) -> None:
        """Take the school over, on the worker."""
        parsed = self.closed_on.read()
        day: date | None = None
        if parsed.value:
            day = parse_date(str(parsed.value), self._session.ledger.today())
        if not parsed.kept or day is None:
            self._say(parsed.problem or self.tr("撤并日期还没有填。"), "error")
            self.closed_on.focus_editor()
            return
        self.go.setEnabled(False)
        self._say(self.tr("正在接管……"))
        self._session.run(
            closing_school.take_over, self.code(), day, self._given, then=self._over, quiet=True
        )

    def _over(self, answer: Done[Closing] | Refused) -> None:
        if not answer:
            self._show_sums()
            self._say(f"{answer.message}{answer.hint}", "error")
            return
        count, unplaced = len(answer.value.children), len(answer.value.unplaced)
        told = self.tr("已接管{0}：{1} 人随接收学校的下一份回执过去，{2} 人先归本单位。")
        text = told.format(answer.value.name, count - unplaced, unplaced)
        self.read()
        self._say(text)
        self.told.emit(text)

    def _say(self, text: str, role: str = "dim") -> None:
        self.said.setText(text)
        theme.set_role(self.said, role)
