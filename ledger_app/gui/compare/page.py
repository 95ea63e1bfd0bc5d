"""比对: choose what is compared and the two lists; what came out stays while files are opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.compare import compare_lists, keep_comparison
from ledger_app.actions.compare.compare_lists import KINDS, Compared
from ledger_app.actions.compare.result_words import sources_words
from ledger_app.gui.compare.result_pane import ResultPane
from ledger_app.gui.compare.side_choice import SideChoice
from ledger_app.gui.contact.contact_action import contact_action
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.menu_action import Menu, MenuAction, MenuEntry
from ledger_app.gui.kit.page_area import ABOVE, SIDE
from ledger_app.gui.page import LogContact, PrintSheet, ShowStudent
from ledger_app.gui.session import Done, Refused, Session

PRINTOUT = "comparison_sheet"  # the same on paper


class ComparePage(QWidget):
    """Two lists beside each other. `asks(Request)`: what other pages or the window should do."""

    asks = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_working, self._is_choosing = False, True
        self.kind = QComboBox(self)
        self.kind.setAccessibleName(self.tr("比对什么"))
        for each in KINDS:
            self.kind.addItem(each.label, each.key)
        self.left, self.right = SideChoice(self), SideChoice(self)
        self.go = QPushButton(self.tr("开始比对"), self)
        theme.set_look(self.go, "primary", True)
        self.keep = QPushButton(self.tr("记入台账"), self)
        self.keep.setToolTip(self.tr("两份名单的日期、行数、校验和这次的结果，作为依据记下来。"))
        self.print = QPushButton(self.tr("打印结果表"), self)
        self.others = QPushButton(self.tr("换名单"), self)
        self.results = ResultPane(session, self)
        self.said, self._bar = QLabel(self), QProgressBar(self)
        self._arrange()
        self._connect()
        self._name_sides()
        self._actions = (
            MenuAction(
                MenuEntry("compare", Menu.VIEW, self.tr("重新比对"), ("F5",), "refresh-cw"),
                self.compare,
                self,
            ),
            contact_action(self._log_contact, self),
        )
        self._judge()

    def _arrange(self) -> None:
        title = QLabel(self.tr("比对"), self)
        theme.set_role(title, "title")
        self.said.setWordWrap(True)
        self._bar.setRange(0, 0)
        self._bar.setFixedWidth(160)
        top = QHBoxLayout()
        for widget in (title, self.kind):
            top.addWidget(widget)
        top.addStretch(1)
        for each in (self._bar, self.others, self.keep, self.print, self.go):
            top.addWidget(each)
        box = QVBoxLayout(self)
        box.setContentsMargins(SIDE, ABOVE, SIDE, ABOVE)
        box.addLayout(top)
        box.addWidget(self.left)
        box.addWidget(self.right)
        box.addWidget(self.said)
        box.addWidget(self.results, 1)
        box.addStretch(0)  # without a result, the two lists stand together at the top

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._name_sides)
        for side in (self.left, self.right):
            side.chosen.connect(self._judge)
            side.wanted.connect(self.compare)
        self.go.clicked.connect(self.compare)
        self.keep.clicked.connect(self._keep)
        self.print.clicked.connect(self._print)
        self.others.clicked.connect(self._choose_others)
        self.results.opened.connect(self._open)
        self.results.decided.connect(self._renew)
        self._session.locked.connect(self._forget)
        self._session.closed.connect(self._forget)

    # What every page has.

    def refresh(self) -> None:
        """Nothing is read before it is asked for: F5 compares again."""
        self._judge()

    def page_actions(self) -> Sequence[MenuAction]:
        """Return the actions for the menu bar."""
        return self._actions

    def commit_pending(self) -> bool:
        """Nothing half typed would be lost."""
        return True

    def is_printing(self) -> bool:
        """Nothing is printed here."""
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the keyboard on to what comes next."""
        done = self.results.compared() is not None
        (self.results if done else self.kind).setFocus(event.reason())

    # Choosing.

    def _choose_others(self) -> None:
        """Show the two lines again in which lists are named: a result takes their room."""
        self._is_choosing = True
        self._judge()
        self.left.setFocus()

    def _name_sides(self, _index: int = 0) -> None:
        kind = KINDS[max(0, self.kind.currentIndex())]
        self.left.name(kind.left.label)
        self.right.name(kind.right.label)
        self._is_choosing = True
        self._judge()

    def _judge(self) -> None:
        ready = bool(self.left.text() and self.right.text())
        self._bar.setVisible(self._is_working)
        self.go.setEnabled(ready and not self._is_working)
        compared = self.results.compared()
        for side in (self.left, self.right):
            side.setVisible(self._is_choosing or compared is None)
        self.others.setVisible(compared is not None and not self._is_choosing)
        for button in (self.keep, self.print):
            button.setVisible(compared is not None)
            button.setEnabled(not self._is_working)
        self.results.setVisible(compared is not None)
        if compared is None and not self.said.text():
            self._say(
                self.tr(
                    "四查三比对：选要比什么，再选两份名单（也可以一边是台账）。"
                    "比对不改台账；答复了才记。"
                ),
                "dim",
            )

    def _say(self, text: str, role: str) -> None:
        theme.set_role(self.said, role)
        self.said.setText(text)

    # Comparing.

    def compare(self) -> None:
        """Compare the two lists, on the worker."""
        if self.go.isEnabled():
            self._session.ask("compare", self._begin)

    def _begin(self) -> None:
        self._work()
        sides = (self.left.text(), self.right.text(), str(self.kind.currentData()))
        self._session.run(compare_lists.compare_lists, *sides, then=self._ended, quiet=True)

    def _renew(self) -> None:
        """Compare the same again: children who were said to be two stand on their lists now."""
        compared = self.results.compared()
        if compared is not None and not self._is_working:
            self._work()
            self._session.run(compare_lists.renewed, compared, then=self._ended, quiet=True)

    def _work(self) -> None:
        self._is_working = True
        self._say(self.tr("正在比对……"), "dim")
        self._judge()

    def _ended(self, answer: Done[Compared] | Refused) -> None:
        self._is_working = False
        if answer:
            self._say(sources_words(answer.value), "dim")
            self.results.show_compared(answer.value)
            self._is_choosing = False
        else:
            self._say(f"{answer.message}{answer.hint}", "error")
        self._judge()
        if answer:
            self.results.setFocus()

    def _keep(self) -> bool:
        """Keep what came out; return whether it is kept."""
        compared = self.results.compared()
        if compared is None:
            return False
        answer = self._session.act(keep_comparison.keep, compared, quiet=True)
        if answer:
            self.results.say(self.tr("这次比对已作为依据记入台账。"), "dim")
        else:
            self.results.say(f"{answer.message}{answer.hint}", "error")
        return bool(answer)

    def _print(self) -> None:
        """Keep what came out, and show it as it goes on paper."""
        if self._keep():
            self.asks.emit(PrintSheet(PRINTOUT))

    def _open(self, student_id: str) -> None:
        self.asks.emit(ShowStudent(student_id))

    def _log_contact(self) -> None:
        """Log a contact with the chosen children that have a file."""
        if students := self.results.chosen_students():
            self.asks.emit(LogContact(students))

    def _forget(self) -> None:
        self.results.forget()
        self.said.clear()
        self._judge()
