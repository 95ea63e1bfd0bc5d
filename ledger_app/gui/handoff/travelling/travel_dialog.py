"""档案流转: who is to be handed over, who has not arrived, who went, whom a list has in vain."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.travel import passages
from ledger_app.actions.travel.passages import OnTheWay
from ledger_app.actions.travel.standing_files import StandingFiles, standing_files
from ledger_app.gui.handoff.answering.arrived_dialog import ArrivedDialog
from ledger_app.gui.handoff.answering.ask_dialog import AskDialog
from ledger_app.gui.handoff.travelling import travel_lines
from ledger_app.gui.handoff.travelling.hand_over_dialog import HandBackDialog, HandOverDialog
from ledger_app.gui.handoff.travelling.travel_pane import Deed, TravelPane
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.page_area import PageTabs
from ledger_app.gui.page import ShowList, ShowStudent, TravelTab
from ledger_app.gui.session import Session

ORDER = (TravelTab.LEAVING, TravelTab.ON_THE_WAY, TravelTab.GONE, TravelTab.NAME_ONLY)
_OF_WAYS = frozenset(("arrived", "back"))  # deeds that are about a passage, not about its child
_UNIT_WIDTH = 18  # characters
_ABOVE = frozenset((TravelTab.LEAVING, TravelTab.ON_THE_WAY, TravelTab.NAME_ONLY))
_AT_SCHOOL = frozenset((TravelTab.ON_THE_WAY, TravelTab.GONE, TravelTab.NAME_ONLY))


class TravelDialog(Dialog):
    """A tab for each list; above the schools, of one school or of all.

    `told(text)`: what was done; `asks(Request)`: a file, or all of a list, in the page 学生: the
    dialog has closed then.
    """

    told = Signal(str)
    asks = Signal(object)

    def __init__(
        self,
        session: Session,
        tab: TravelTab | None = None,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._standing: StandingFiles | None = None
        self.setWindowTitle(self.tr("档案流转"))
        self.head, self.said = QLabel(self), QLabel(self)
        for label in (self.head, self.said):
            label.setWordWrap(True)
        theme.set_role(self.head, "note")
        self.unit = QComboBox(self)
        self.unit.setAccessibleName(self.tr("哪所学校的"))
        self.unit.setMaximumWidth(theme.text_pixels() * _UNIT_WIDTH)
        self.tabs = PageTabs(self)
        self.panes = self._make_panes()
        self.close_button = QPushButton(self.tr("关闭"), self)
        self._lay_out()
        self.read()
        self._begin(tab, unit)

    # How it is made.

    def _make_panes(self) -> dict[TravelTab, TravelPane]:
        child, place, tel = self.tr("孩子"), self.tr("班级"), self.tr("学校和电话")
        open_file, listed = self.tr("打开档案"), Deed("list", self.tr("列在学生页"), of_many=True)
        opens = Deed("open", open_file)
        left, came = self.tr("原学校"), self.tr("新学校")
        headings = {
            TravelTab.LEAVING: (child, place, left, came, self.tr("方式"), self.tr("离校")),
            TravelTab.ON_THE_WAY: (child, place, left, came, self.tr("离校"), self.tr("应到")),
            TravelTab.GONE: (child, place, came, self.tr("方式"), self.tr("移交"), self.tr("到校")),
            TravelTab.NAME_ONLY: (child, place, tel, self.tr("从哪天"), self.tr("为什么")),
        }
        deeds = {
            TravelTab.LEAVING: (
                Deed("hand_over", self.tr("移交档案"), of_many=True),
                Deed("elsewhere", self.tr("移交到别的学校…"), of_many=True), listed, opens,
            ),
            TravelTab.ON_THE_WAY: (
                Deed("arrived", self.tr("填到校…")), Deed("back", self.tr("退回原校…")),
                Deed("elsewhere", self.tr("移交到别的学校…"), of_many=True), listed, opens,
            ),
            TravelTab.GONE: (listed, opens),
            TravelTab.NAME_ONLY: (
                Deed("verify", self.tr("请学校核实…"), of_many=True), listed, opens,
            ),
        }  # fmt: skip
        roomy = {TravelTab.GONE: (2,), TravelTab.NAME_ONLY: (2, 4)}
        made = {
            tab: TravelPane(headings[tab], roomy.get(tab, (2, 3)), deeds[tab], self)
            for tab in ORDER
        }
        for tab, pane in made.items():
            pane.wanted.connect(partial(self._do, tab))
            pane.table.selectionModel().selectionChanged.connect(self._judge)
        return made

    def _lay_out(self) -> None:
        foot, top = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.head, 1)
        top.addWidget(self.unit)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.accept)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.close_button)
        box = QVBoxLayout(self)
        box.addLayout(top)
        box.addWidget(self.tabs, 1)
        box.addLayout(foot)
        text = theme.text_pixels()
        self.resize(text * 66, text * 36)

    def _begin(self, tab: TravelTab | None, unit: str) -> None:
        """Show the units to choose from, and the list that was wanted or has something in it."""
        found = self._standing
        if found is None:
            return
        self.unit.addItem(self.tr("全部学校"), "")
        for school in found.others:
            self.unit.addItem(school.name, school.code)
        self.unit.setCurrentIndex(max(0, self.unit.findData(unit)))
        self.unit.setVisible(not found.is_school)
        self.unit.currentIndexChanged.connect(self._show)
        for each in ORDER:
            if each in (_AT_SCHOOL if found.is_school else _ABOVE):
                self.tabs.addTab(self.panes[each], "")
            else:
                self.panes[each].hide()  # in no layout it would lie over the first sentence
        self._show()
        shown = [each for each in ORDER if self.tabs.indexOf(self.panes[each]) >= 0]
        full = (each for each in shown if self.panes[each].model.rowCount())
        first = tab if tab in shown else next(full, shown[0])
        self.tabs.setCurrentWidget(self.panes[first])
        self.panes[first].setFocus()

    # What is shown.

    def read(self) -> None:
        """Read everything again; every list stays at its row."""
        answer = self._session.act(standing_files)
        if answer:
            self._standing = answer.value
            self._show()

    def _show(self, _at: int = 0) -> None:
        found, unit = self._standing, str(self.unit.currentData() or "")
        if found is None:
            return
        leaving = [each for each in found.leaving if not unit or each.from_code == unit]
        ways = self._ways(found, unit)
        names = [each for each in found.name_only if not unit or each.from_code == unit]
        lines = {
            TravelTab.LEAVING: [travel_lines.leaving_line(each) for each in leaving],
            TravelTab.ON_THE_WAY: [travel_lines.way_line(each) for each in ways],
            TravelTab.GONE: [travel_lines.gone_line(each) for each in found.gone],
            TravelTab.NAME_ONLY: [travel_lines.name_line(each) for each in names],
        }
        told = {
            TravelTab.LEAVING: {
                each.student: travel_lines.leaving_words(each, found.others) for each in leaving
            },
            TravelTab.ON_THE_WAY: {each.id: travel_lines.way_words(each) for each in ways},
        }
        titles, empty = self._titles(found.is_school), self._empty(found.is_school)
        for tab, pane in self.panes.items():
            pane.show_lines(lines[tab], told.get(tab, {}), empty[tab])
            at = self.tabs.indexOf(pane)
            if at >= 0:
                self.tabs.setTabText(at, f"{titles[tab]} {len(lines[tab])}")
        self.head.setText(self._about(found.is_school))
        self._judge()

    def _ways(self, found: StandingFiles, unit: str) -> list[OnTheWay]:
        """Return those who are to come to a unit; to this school, if it is one."""
        wanted = found.own_code if found.is_school else unit
        return [each for each in found.on_the_way if not wanted or each.to_code == wanted]

    def _titles(self, is_school: bool) -> dict[TravelTab, str]:
        coming = self.tr("转入待到") if is_school else self.tr("离校未到")
        return {
            TravelTab.LEAVING: self.tr("待移交"),
            TravelTab.ON_THE_WAY: coming,
            TravelTab.GONE: self.tr("已移交"),
            TravelTab.NAME_ONLY: self.tr("名在人不在"),
        }

    def _empty(self, is_school: bool) -> dict[TravelTab, str]:
        coming = self.tr("没有转来还没到的孩子。") if is_school else self.tr("移交了的都到校了。")
        return {
            TravelTab.LEAVING: self.tr("没有离了校、档案还没移交的孩子。"),
            TravelTab.ON_THE_WAY: coming,
            TravelTab.GONE: self.tr("没有档案从本校移交出去。"),
            TravelTab.NAME_ONLY: self.tr("名单上的孩子都有下落。"),
        }

    def _about(self, is_school: bool) -> str:
        if is_school:
            return self.tr(
                "乡镇移交来的孩子，人到了就填到校；10 个上课日没有到，两所学校和乡镇都有提醒。"
                "从本校移交出去的，档案是只读副本。"
            )
        return self.tr(
            "学校登记了转学、分流、撤并的孩子，档案由这里移交，随两所学校的下一份回执办。"
            "移交了 10 个上课日还没有人见到的，按下面的电话两边问。按住 Shift 选几个一起办。"
        )

    def _judge(self, *_: object) -> None:
        """Turn off what this unit cannot do with what is chosen."""
        found = self._standing
        if found is not None and found.is_school:
            for key in ("back", "elsewhere"):
                self.panes[TravelTab.ON_THE_WAY].buttons[key].hide()
            self.panes[TravelTab.NAME_ONLY].buttons["verify"].hide()

    # What is done.

    def _do(self, tab: TravelTab, deed: str) -> None:
        self._say("", "dim")
        chosen = self.panes[tab].chosen()
        deeds = {
            "hand_over": self._hand_over,
            "elsewhere": self._hand_elsewhere,
            "arrived": self._note_arrival,
            "back": self._hand_back,
            "verify": self._verify,
            "open": self._open,
            "list": self._list,
        }
        if chosen:
            deeds[deed](self._students(tab, chosen) if deed not in _OF_WAYS else chosen)

    def children_in_hand(self) -> Sequence[str]:
        """Return the children of the chosen lines."""
        tab = ORDER[self.tabs.currentIndex()]
        return self._students(tab, self.panes[tab].chosen())

    def _students(self, tab: TravelTab, keys: list[str]) -> list[str]:
        """Return the children of lines; those of passages have the key of the passage."""
        if tab is not TravelTab.ON_THE_WAY:
            return keys
        return list(dict.fromkeys(way.student for key in keys if (way := self._way(key))))

    def _way(self, key: str) -> OnTheWay | None:
        ways = self._standing.on_the_way if self._standing is not None else ()
        return next((each for each in ways if each.id == key), None)

    def _hand_over(self, students: list[str]) -> None:
        done = self._session.act(passages.hand_over_as_said, students, quiet=True)
        if done:
            self._was_done(self.tr("已移交 {0} 份档案，随下一份回执带下去。").format(done.value))
        else:
            self._say(f"{done.message}{done.hint}", "error")

    def _hand_elsewhere(self, students: list[str]) -> None:
        dialog = HandOverDialog(self._session, students, self)
        dialog.told.connect(self._was_done)
        dialog.open()

    def _note_arrival(self, keys: list[str]) -> None:
        if way := self._way(keys[0]):
            dialog = ArrivedDialog(self._session, way, self)
            dialog.accepted.connect(self.read)
            dialog.open()

    def _hand_back(self, keys: list[str]) -> None:
        if way := self._way(keys[0]):
            dialog = HandBackDialog(self._session, way, self)
            dialog.told.connect(self._was_done)
            dialog.open()

    def _verify(self, students: list[str]) -> None:
        dialog = AskDialog(self._session, students, parent=self)
        dialog.told.connect(self._was_done)
        dialog.open()

    def _open(self, students: list[str]) -> None:
        self.accept()
        self.asks.emit(ShowStudent(students[0]))

    def _list(self, students: list[str]) -> None:
        self.accept()
        self.asks.emit(ShowList({"id": tuple(students)}))

    def _was_done(self, text: str) -> None:
        self._say(text, "dim")
        self.told.emit(text)
        self.read()

    def _say(self, text: str, role: str) -> None:
        self.said.setText(text)
        theme.set_role(self.said, role)
