"""The children that are there already and have the name, number or telephone that is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ledger_app.actions.new_file.look_up import NUMBER, Found
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import STAYS, room_for
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel

MOST_ROWS = 4  # seen at once; more scroll
FEW_ROWS, LOW = 2, 600  # on a screen that is lower than so many pixels


class _Table(PlainTable):
    """`left()`: ↑ above the first row, or Esc."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead the keyboard back to the fields."""
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FoundTable(QWidget):
    """Hidden while nobody is found.

    Signals: `wanted(Found)` one of the files is to be opened; `left()` back to the fields.
    """

    wanted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: list[Found] = []
        self._title = QLabel(self)
        self._title.setWordWrap(True)
        theme.set_role(self._title, "note")
        headings = (
            self.tr("相同的"), self.tr("姓名"), self.tr("学校"), self.tr("年级班"),
            self.tr("出生日期"), self.tr("监护人"), self.tr("末四位"),
        )  # fmt: skip
        self._model = PlainTableModel(headings, self)
        self.table = _Table(self._model, (90,), self)
        self.table.give_room_to(1, 2, 5)
        # A bar that comes takes the room that made it come: with a row more it would go again.
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setAccessibleName(self.tr("台账里已有的"))
        self.table.doubleClicked.connect(self._opened)
        self.table.left.connect(self.left)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self._title)
        inside.addWidget(self.table)
        self.setProperty(STAYS, True)  # search first: it is what one looks at while typing
        self.hide()

    def show_found(self, found: Sequence[Found]) -> None:
        """Show these; nobody hides the table."""
        if list(found) == self._found:
            return
        self._found = list(found)
        self._model.show_lines([_line(each) for each in found])
        told = self.tr("台账里已有 {0} 份，请看是不是同一个孩子。↓ 进表，Enter 或 F6 打开。")
        self._title.setText(told.format(len(found)))
        row = self.table.verticalHeader().defaultSectionSize()
        heading = self.table.horizontalHeader().sizeHint().height()
        most = FEW_ROWS if room_for(self.window()).height() < LOW else MOST_ROWS
        more = len(found) > most
        bars = Qt.ScrollBarPolicy
        self.table.setVerticalScrollBarPolicy(
            bars.ScrollBarAlwaysOn if more else bars.ScrollBarAlwaysOff
        )
        self.table.setFixedHeight(min(len(found), most) * row + heading + 4)
        self.setVisible(bool(found))

    def found(self) -> list[Found]:
        """Return who is shown."""
        return list(self._found)

    def current(self) -> Found | None:
        """Return the file in hand, the first where none is; None where nobody is found."""
        row = max(0, self.table.currentIndex().row())
        return self._found[row] if self._found else None

    def chosen(self) -> Found | None:
        """Return the file that the keyboard is at, None while it is in a field."""
        return self.current() if self.table.hasFocus() else None

    def enter(self, at: Found | None = None) -> None:
        """Put the keyboard into a row, the first unless another one is meant."""
        self.table.selectRow(self._found.index(at) if at is not None else 0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _opened(self, at: QModelIndex) -> None:
        self.wanted.emit(self._found[at.row()])


def _line(found: Found) -> Line:
    texts = ("、".join(found.same), found.name, found.school, found.of_class, found.born,
             found.guardian, found.number)  # fmt: skip
    return Line(found.id, texts, "danger" if NUMBER in found.same else "", coloured=0)
