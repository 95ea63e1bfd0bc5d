"""体检: what is wrong, child by child; Enter goes to the field, what is mended leaves the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.checking import examine_ledger
from ledger_app.actions.checking.examine_ledger import Examined
from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.domain.checking.contradiction import Spot
from ledger_app.gui.contact.contact_action import contact_action
from ledger_app.gui.examination.choices import KindChoice, OrderChoice
from ledger_app.gui.examination.lines_model import line_of, ordered
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.menu_action import Menu, MenuAction, MenuEntry
from ledger_app.gui.kit.page_area import ABOVE, SIDE
from ledger_app.gui.kit.plain_table import PlainTable, PlainTableModel
from ledger_app.gui.page import LogContact, ShowCount, ShowStudent
from ledger_app.gui.session import Done, Refused, Session
from ledger_app.gui.worker import Progress


class ExaminationPage(QWidget):
    """One list over the whole ledger. `asks(Request)`: what other pages or the window should do."""

    asks = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._found: list[Examined] | None = None  # None: nobody has looked yet
        self._shown: dict[str, Examined] = {}
        self._changed: set[str] | None = set()  # since it was looked at; None: anybody's
        self._progress: Progress | None = None
        self._make_parts()
        self._arrange()
        self._actions = (
            MenuAction(
                MenuEntry("examine", Menu.VIEW, self.tr("重新体检"), ("F5",), "refresh-cw"),
                self.examine,
                self,
            ),
            contact_action(self._log_contact, self),
        )
        self.addAction(self._actions[-1])
        session.changed.connect(self._note_changed)
        session.locked.connect(self._forget)
        self._judge()

    # What every page has.

    def refresh(self) -> None:
        """Look again at what was changed; at everything where that is not known."""
        if self._found is None or self._changed is None:
            self.examine()
        elif self._changed:
            self._session.ask("examine again", self._look_again)

    def page_actions(self) -> Sequence[MenuAction]:
        """Return the actions for the menu bar."""
        return self._actions

    def commit_pending(self) -> bool:
        """Nothing is typed here."""
        return True

    def is_printing(self) -> bool:
        """Nothing is printed here."""
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the ledger when the page is first seen."""
        super().showEvent(event)
        self.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the keyboard on to the list."""
        self.table.setFocus(event.reason())

    # How it is made.

    def _make_parts(self) -> None:
        headings = (
            self.tr("姓名"), self.tr("班级"), self.tr("学校"), self.tr("种类"), self.tr("哪里不对"),
        )  # fmt: skip
        self.model = PlainTableModel(headings, self)
        self.table = PlainTable(self.model, (100, 80, 150, 110), self)
        self.table.setAccessibleName(self.tr("体检清单"))
        self.table.doubleClicked.connect(self._entered)
        self.table.selectionModel().currentRowChanged.connect(self._judge)
        self.title = QLabel(self)
        theme.set_role(self.title, "title")
        self.kinds, self.orders = KindChoice(self), OrderChoice(self)
        self.kinds.chosen.connect(self._show_lines)
        self.orders.chosen.connect(self._show_lines)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        theme.set_role(self._said, "dim")
        self._bar = QProgressBar(self)
        self._stop = QPushButton(self.tr("停下"), self)
        self._again = QPushButton(self.tr("重新体检"), self)
        self._again.setToolTip("F5")
        self._again.clicked.connect(self.examine)
        self._stop.clicked.connect(self._cancel)
        self.places = (QPushButton(self), QPushButton(self))
        keys = (self.tr("Enter"), self.tr("Shift+Enter"))
        for at, (button, key) in enumerate(zip(self.places, keys, strict=True)):
            button.setToolTip(key)
            button.clicked.connect(partial(self._go, at))
        shortcut = QShortcut(QKeySequence("Shift+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(partial(self._go, 1))

    def _arrange(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(self.orders)
        top.addWidget(self._again)
        for each in (self._said, self._bar):
            foot.addWidget(each, 1)
        for button in (self._stop, *self.places):
            foot.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(SIDE, ABOVE, SIDE, ABOVE)
        box.addLayout(top)
        box.addWidget(self.kinds)
        box.addWidget(self.table, 1)
        box.addLayout(foot)

    # Looking.

    def examine(self) -> None:
        """Look at every child, on the worker."""
        if self._progress is None and self._session.is_open:
            self._session.ask("examine", self._begin)

    def _begin(self) -> None:
        self._progress = progress = Progress()
        progress.moved.connect(self._moved)
        self._changed = set()
        self._judge()
        self._session.run(
            examine_ledger.examine_ledger, progress=progress, then=self._ended, quiet=True
        )

    def _moved(self, done: int, total: int, _text: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _cancel(self) -> None:
        if self._progress is not None:
            self._progress.cancel()

    def _ended(self, answer: Done[list[Examined]] | Refused) -> None:
        self._progress = None
        if answer:
            self._found = answer.value
        else:
            self._said.setText(f"{answer.message}{answer.hint}")
        self._show_lines()

    def _look_again(self) -> None:
        """Put what is found of the changed children now in the place of what was found before."""
        changed, self._changed = self._changed or set(), set()
        answer = self._session.act(examine_ledger.examine_ledger, changed)
        if not answer or self._found is None:
            return
        at = next(
            (place for place, each in enumerate(self._found) if each.student in changed),
            len(self._found),
        )
        rest = [each for each in self._found if each.student not in changed]
        self._found = [*rest[:at], *answer.value, *rest[at:]]
        self._show_lines()

    def _note_changed(self, students: frozenset[str] | None) -> None:
        if students is None:
            self._changed = None
        elif self._changed is not None:
            self._changed |= students
        if self.isVisible():
            self.refresh()

    def _forget(self) -> None:
        self._found, self._changed = None, set()
        self._show_lines()

    # Showing.

    def _show_lines(self) -> None:
        found, row = self._found or [], max(0, self.table.currentIndex().row())
        counted = examine_ledger.counts(found)
        self.kinds.show_counts(counted)
        chosen = ordered(found, self.orders.order(), self.kinds.kind())
        self._shown = {str(at): each for at, each in enumerate(chosen)}
        self.model.show_lines([line_of(key, each) for key, each in self._shown.items()])
        if chosen:
            at = self.model.index(min(row, len(chosen) - 1), 0)
            flags = QItemSelectionModel.SelectionFlag
            mode = flags.ClearAndSelect | flags.Rows
            self.table.selectionModel().setCurrentIndex(at, mode)
        self.asks.emit(ShowCount(counted["contradiction"]))
        self._judge()

    def _judge(self, *_: object) -> None:
        working, current = self._progress is not None, self.current()
        for each in (self._bar, self._stop):
            each.setVisible(working)
        self._again.setEnabled(not working)
        self._said.setVisible(not working)
        self.title.setText(self._heading())
        if self._found is not None and not working:
            well = self.tr("✓ 没有发现问题。")
            hint = self.tr("Enter 到要改的地方；改好的自己从这里消失。")
            self._said.setText(hint if self._found else well)
        spots = self._spots(current)
        for at, button in enumerate(self.places):
            button.setVisible(at < len(spots) and not working)
            if at < len(spots):
                button.setText(self.tr("到“{0}”").format(_label(spots[at])))

    def _heading(self) -> str:
        if self._found is None:
            return self.tr("体检")
        children = len({each.student for each in self._found})
        told = self.tr("体检 · {0} 处，{1} 人")
        return told.format(len(self._found), children)

    def current(self) -> Examined | None:
        """Return the chosen line."""
        line = self.model.line(self.table.currentIndex().row())
        return self._shown.get(line.key) if line else None

    def _spots(self, current: Examined | None) -> list[Spot]:
        """Return the places of a line that a form shows."""
        if current is None:
            return []
        both = dict.fromkeys((current.finding.first, current.finding.second))
        return [place for place in both if place.table == STUDENT.key or TABLES[place.table].tab]

    def _log_contact(self) -> None:
        """Log a contact to the child of the chosen line."""
        if current := self.current():
            self.asks.emit(LogContact((current.student,)))

    def _entered(self, _index: QModelIndex) -> None:
        self._go(0)

    def _go(self, at: int, _checked: bool = False) -> None:
        """Go to one of the places of the chosen line; to the child where it has none."""
        current = self.current()
        if current is None:
            return
        spots = self._spots(current)
        if spots:
            place = spots[min(at, len(spots) - 1)]
            wish = ShowStudent(current.student, place.table, record=place.record, key=place.field)
        else:
            wish = ShowStudent(current.student)
        self.asks.emit(wish)


def _label(place: Spot) -> str:
    return place.label if place.field else TABLES[place.table].label
