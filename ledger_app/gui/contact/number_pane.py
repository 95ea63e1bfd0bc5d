"""The numbers of a family in a small list: whose, what came of calling, when they are answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ledger_app.domain.telling.masking import screen_phone
from ledger_app.domain.telling.phones.good_hours import said_hours, said_of_family, said_results
from ledger_app.domain.telling.phones.tried_numbers import Came, FamilyNumber
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.plain_table import FollowedTable, Line, PlainTableModel

CODE_KEY = "F9"
MOST_ROWS = 6  # numbers seen at once; more scroll


class NumberPane(QWidget):
    """↑↓ choose a number; Enter, a double click or F9 ask for its code.

    `chosen(number)`: another number is the current one, "" for none. `code_wanted(number)`: its
    code is asked for.
    """

    chosen = Signal(str)
    code_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers: tuple[FamilyNumber, ...] = ()
        headings = (self.tr("号码"), self.tr("谁的"), self.tr("接通"), self.tr("几点能打通"))
        self._model = PlainTableModel(headings, self)
        self.table = FollowedTable(self._model, (130, 150, 130, 120), self)
        self.table.setAccessibleName(self.tr("家里的号码"))
        self.table.give_room_to(1, 3)
        self.table.moved.connect(self._moved)
        self.table.doubleClicked.connect(self._pressed)
        self._about = QLabel(self)
        self._about.setWordWrap(True)
        theme.set_role(self._about, "dim")
        key = QShortcut(QKeySequence(CODE_KEY), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self._pressed)
        self.setFocusProxy(self.table)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.table)
        inside.addWidget(self._about)

    def show_numbers(self, numbers: Sequence[FamilyNumber], *, revealed: bool) -> None:
        """Show these numbers, masked unless revealed; the chosen one stays chosen."""
        before = self.number()
        self._numbers = tuple(numbers)
        self._model.show_lines([self._line(each, revealed) for each in numbers])
        self._fit()
        self.go_to(before)

    def forget(self) -> None:
        """Show nobody's numbers."""
        self.show_numbers((), revealed=False)

    def number(self) -> str:
        """Return the chosen number as it is stored, "" for none."""
        line = self._model.line(self.table.currentIndex().row())
        return line.key if line is not None else ""

    def go_to(self, number: str) -> None:
        """Choose a number, the first where it is not there."""
        self.table.go_to(max(self._model.row_of(number), 0))
        self._tell()

    def _line(self, each: FamilyNumber, revealed: bool) -> Line:
        number = each.number if revealed else screen_phone(each.number)
        whose = self.tr("旧号 · {0}").format(each.owner) if each.is_former else each.owner
        hours = said_hours(each) if each.tries else ""
        return Line(each.number, (number, whose, self._results(each), hours), faint=each.is_former)

    def _results(self, each: FamilyNumber) -> str:
        if not each.tries:
            return self.tr("没打过")
        last = each.tries[-1]
        came = {
            Came.ANSWERED: self.tr("接了"),
            Came.NOBODY: self.tr("没人接"),
            Came.WRONG: self.tr("号码不对"),
            Came.UNSAID: self.tr("没写"),
        }[last.came]
        counted = self.tr("{0}/{1}").format(each.answered, len(each.told))
        return f"{counted} · {last.on[5:]} {came}"

    def _fit(self) -> None:
        rows = max(1, min(len(self._numbers), MOST_ROWS))
        heading = self.table.horizontalHeader().sizeHint().height()
        row = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(rows * row + heading + 2 * self.table.frameWidth() + 2)

    def _moved(self, _row: int) -> None:
        self._tell()
        self.chosen.emit(self.number())

    def _tell(self) -> None:
        """Say under the list what there is to say of the chosen number, else of the family."""
        row = self.table.currentIndex().row()
        one = self._numbers[row] if 0 <= row < len(self._numbers) else None
        parts = [] if one is None else [self._about_former(one), said_results(one)]
        hours = said_of_family(self._numbers)
        parts.append(self.tr("几点能打通：{0}").format(hours) if self._numbers else "")
        self._about.setText("\n".join(filter(None, parts)) or self.tr("没有家里的电话。"))

    def _about_former(self, one: FamilyNumber) -> str:
        if not one.is_former:
            return ""
        stood = self.tr("旧号，{0} 换掉；还可以再打，春节前后可能又通。")
        return stood.format(one.until)

    def _pressed(self, _index: QModelIndex | None = None) -> None:
        if number := self.number():
            self.code_wanted.emit(number)
