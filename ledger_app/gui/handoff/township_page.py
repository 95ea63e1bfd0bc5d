"""移交 where packages are received: the units below, and what their packages changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.handoff import overview
from ledger_app.actions.handoff.overview import OwnStatus, UnitLine
from ledger_app.actions.handoff.receiving import unit_children, unit_words
from ledger_app.gui.contact.contact_action import contact_action
from ledger_app.gui.handoff.receipts_dialog import ReceiptsDialog
from ledger_app.gui.handoff.receive_dialog import SLIP
from ledger_app.gui.handoff.travelling.travel_figures import TravelFigures
from ledger_app.gui.handoff.unit_table import UnitTable
from ledger_app.gui.handoff.verdict_view import VerdictView
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.kit.menu_action import Menu, MenuAction, MenuEntry
from ledger_app.gui.kit.one_line import OneLine
from ledger_app.gui.kit.page_area import ABOVE, SIDE
from ledger_app.gui.page import (
    Ask,
    AskBelow,
    LogContact,
    PrintSheet,
    ShowCount,
    ShowList,
    ShowStudent,
    ShowTravel,
    TravelTab,
)
from ledger_app.gui.session import Session

REST = 120  # milliseconds: the files of a unit are read once the cursor rests on it
_LEAST_LINES = 3  # units in sight, however low the window
_LEAST_LETTERS = 18  # of a sentence in one line of it
# Which children a heading of the table counts.
LISTS = {
    "退回": unit_children.RETURNED,
    "缺失": unit_children.MISSING,
}
TO_JUDGE, ON_THE_WAY = "待审", "未到"
# What the numbers under these headings are worked off in.
DIALOGS = {"冲突": Ask.DECIDE, "请核实": Ask.ASKED}


class TownshipPage(QWidget):
    """Units above, files below. `asks(Request)`: what other pages or the window should do."""

    asks = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._units: list[UnitLine] = []
        self.title, self.summary = QLabel(self.tr("移交"), self), QLabel(self)
        self.sentence, self.said = OneLine(parent=self), QLabel(self)
        self.table, self.verdicts = UnitTable(self), VerdictView(session, self)
        self.receive = QPushButton(self.tr("接收…"), self)
        self.receipts = QPushButton(self.tr("出回执…"), self)
        self.slip = QPushButton(self.tr("打印接收回执"), self)
        self.children_of = QPushButton(self.tr("看该校学生"), self)
        self.pair = QPushButton(self.tr("配对…"), self)
        self.pack = QPushButton(self.tr("打包上报…"), self)
        self._numbers = {name: QPushButton(self) for name in (*DIALOGS, ON_THE_WAY, *LISTS)}
        self.travelling = TravelFigures(session, self)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._arrange()
        self._connect()
        self._actions = self._make_actions()
        self.refresh()

    # What every page has.

    def refresh(self) -> None:
        """Read everything again; everything stays in its place."""
        self._session.ask("hand-off overview", self._read)

    def page_actions(self) -> Sequence[MenuAction]:
        """Return the actions for the menu bar."""
        return self._actions

    def commit_pending(self) -> bool:
        """A reason that is half typed is no verdict yet."""
        return True

    def is_printing(self) -> bool:
        """Nothing is printed here."""
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was changed while the page was out of sight."""
        super().showEvent(event)
        self.refresh()
        self.travelling.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the keyboard on to the units."""
        self.table.setFocus(event.reason())

    # How it is made.

    def _arrange(self) -> None:
        theme.set_role(self.title, "title")
        for label in (self.summary, self.said):
            theme.set_role(label, "dim")
        self.sentence.setFont(theme.ui_font(bold=True))
        for label in (self.summary, self.said):
            label.setWordWrap(True)
        # Beside buttons, which would take all.
        self.summary.setMinimumWidth(theme.text_pixels() * _LEAST_LETTERS)
        self.table.setMinimumHeight(theme.text_pixels() * _LEAST_LINES * 2)
        self.receive.setToolTip(self.tr("也可以把文件、文件夹或整个U盘拖到窗口上"))
        top, of_unit = QHBoxLayout(), QVBoxLayout()
        of_unit.setSpacing(2)
        wide, numbers = FlowLayout(), FlowLayout()  # go on in the next line on a small screen
        for button in (self.pair, self.pack, self.receive, self.receipts):
            wide.addWidget(button)
        for button in (self.children_of, *self._numbers.values(), self.slip):
            numbers.addWidget(button)
        top.setSpacing(12)
        top.addWidget(self.title)
        top.addWidget(self.summary, 1)
        top.addLayout(wide)
        of_unit.addWidget(self.sentence)
        of_unit.addLayout(numbers)
        box = QVBoxLayout(self)
        box.setContentsMargins(SIDE, ABOVE // 2, SIDE, ABOVE // 2)  # low screens
        box.setSpacing(2)
        box.addLayout(top)
        box.addWidget(self.travelling)
        box.addWidget(self.table, 2)
        box.addLayout(of_unit)
        box.addWidget(self.verdicts, 3)
        box.addWidget(self.said)
        self.said.hide()

    def _connect(self) -> None:
        self.table.moved.connect(self._unit_chosen)
        self.table.number_wanted.connect(self._show_number)
        self.table.into_files.connect(self._into_files)
        self._rest.timeout.connect(self._show_files)
        wanted = {self.receive: Ask.RECEIVE, self.pair: Ask.PAIR, self.pack: Ask.PACK}
        for button, wish in wanted.items():
            button.clicked.connect(partial(self._want, wish))
        self.travelling.asks.connect(self.asks)
        self.receipts.clicked.connect(self.write_receipts)
        self.slip.clicked.connect(self._print_slip)
        self.children_of.clicked.connect(partial(self._show_list, unit_children.ALL))
        for name, button in self._numbers.items():
            button.clicked.connect(partial(self._show_number, name))
        self.verdicts.student_wanted.connect(self._show_student)
        self.verdicts.question_wanted.connect(self._ask_below)
        self.verdicts.told.connect(self._say)
        back = QShortcut(QKeySequence("Esc"), self.verdicts)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.table.setFocus)
        self._session.changed.connect(self._changed)
        self._session.opened.connect(self.refresh)
        for gone in (self._session.locked, self._session.closed):
            gone.connect(self._forget)

    def _make_actions(self) -> tuple[MenuAction, ...]:
        menu = Menu.HANDOFF
        return (
            MenuAction(
                MenuEntry("unit_children", menu, self.tr("看该校学生")),
                self.children_of.click, self,
            ),
            MenuAction(
                MenuEntry("receipts", menu, self.tr("出回执…")), self.write_receipts, self
            ),
            MenuAction(
                MenuEntry("accept_all", menu, self.tr("全部通过")),
                self.verdicts.accept_all.click, self,
            ),
            contact_action(self._log_contact, self),
        )  # fmt: skip

    def _log_contact(self) -> None:
        """Log a contact to the children whose changed files are chosen."""
        if chosen := self.verdicts.chosen():
            self.asks.emit(LogContact(tuple(chosen)))

    # The units.

    def _read(self) -> None:
        if not self._session.is_open:
            return
        found = self._session.act(overview.overview)
        if found:
            self._units = found.value
            self.summary.setText(unit_words.summary(self._units))
            own = self._session.act(overview.own_status).otherwise(OwnStatus())
            self.pack.setToolTip(own.above)
            self.pack.setVisible(bool(own.above))
            self._colour_likely()
            self.table.show_units(self._units)
            self._show_unit()
            self.verdicts.refresh()
            self.asks.emit(ShowCount(sum(each.to_judge + each.conflicts for each in self._units)))

    def _colour_likely(self) -> None:
        """Colour one button: judging while there is something to judge, else receiving."""
        waiting = any(each.to_judge for each in self._units)
        theme.set_look(self.receive, "primary", not waiting)
        theme.set_look(self.verdicts.accept, "primary", waiting)

    def _changed(self, _students: object) -> None:
        if self.isVisible():
            self.refresh()

    def _forget(self) -> None:
        """Leave no name in sight: the ledger is locked or closed."""
        self._rest.stop()
        self._units = []
        self.table.show_units([])
        self.verdicts.forget()
        self.travelling.forget()
        for label in (self.summary, self.sentence):
            label.clear()
        self._say("")
        self._show_unit()

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def unit(self) -> UnitLine | None:
        """Return the unit that is chosen."""
        row = self.table.currentIndex().row()
        return self._units[row] if 0 <= row < len(self._units) else None

    def _unit_chosen(self, _row: int) -> None:
        self._say("")
        self._show_unit()
        self._rest.start()

    def _show_unit(self) -> None:
        unit = self.unit()
        self.sentence.setText(unit_words.sentence(unit) if unit is not None else "")
        theme.set_tone(self.sentence, unit_words.tone(unit) if unit is not None else "")
        self.children_of.setVisible(unit is not None)
        self.slip.setVisible(unit is not None and unit.sequence > 0)
        self.receipts.setVisible(any(each.is_paired for each in self._units))
        self.verdicts.setVisible(unit is not None)
        cells = unit_words.cells(unit) if unit is not None else ()
        numbers = dict(zip(unit_words.HEADINGS, cells, strict=bool(cells)))
        for name, button in self._numbers.items():
            number = numbers.get(name, unit_words.NOTHING)
            button.setText(f"{name} {number}")
            button.setVisible(number != unit_words.NOTHING)

    def _show_files(self) -> None:
        """Show what this unit's packages changed; while long work runs, as soon as it is over."""
        unit = self.unit()
        if unit is not None:
            self._rest.stop()
            self._session.ask("hand-off files", self.verdicts.show_unit, unit.code)

    def _into_files(self) -> None:
        self._show_files()
        self.verdicts.table.setFocus()

    def _show_number(self, heading: str, _checked: bool = False) -> None:
        if heading == TO_JUDGE:
            self._into_files()
        elif heading == ON_THE_WAY:
            unit = self.unit()
            self.asks.emit(ShowTravel(TravelTab.ON_THE_WAY, unit.code if unit else ""))
        elif heading in DIALOGS:
            self._want(DIALOGS[heading])
        elif heading in LISTS:
            self._show_list(LISTS[heading])

    # What is wanted of other pages and of the window.

    def _want(self, wish: Ask, _checked: bool = False) -> None:
        self.asks.emit(wish)

    def _ask_below(self, students: Sequence[str]) -> None:
        self.asks.emit(AskBelow(tuple(students)))

    def _show_list(self, wanted: str, _checked: bool = False) -> None:
        unit = self.unit()
        if unit is not None:
            filters = self._session.act(unit_children.filters_of, unit.code, wanted)
            if filters:
                self.asks.emit(ShowList(filters.value))

    def _show_student(self, student: str) -> None:
        self.asks.emit(ShowStudent(student))

    # What goes down.

    def write_receipts(self) -> None:
        """Write receipts for the units that wait for one."""
        self._session.ask("receipts", self._write_receipts)

    def _write_receipts(self) -> None:
        dialog = ReceiptsDialog(self._session, (), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.told.connect(self._say)
        dialog.asks.connect(self.asks)
        dialog.open()

    def _print_slip(self) -> None:
        unit = self.unit()
        if unit is not None:
            record = self._session.act(unit_children.last_package, unit.code)
            if record:
                self.asks.emit(PrintSheet(SLIP, record.value))
