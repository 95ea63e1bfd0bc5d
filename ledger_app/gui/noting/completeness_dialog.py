"""完整度: the children of a class by the parts of their files, Enter goes to the first lack; the
classes of a school, Enter goes into the class, Backspace back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.checking import completeness_board
from ledger_app.actions.checking.completeness_board import (
    Board,
    BoardLine,
    ClassSum,
    ClassThere,
    SchoolBoard,
    label_of,
)
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel
from ledger_app.gui.page import PrintSheet, Request, ShowStudent
from ledger_app.gui.session import Session

PRINTOUT = "completeness"
SUMS = ""  # the key of the last line
BEFORE = 2  # columns before the parts: name, all of it


class CompletenessDialog(Dialog):
    """The board of one class, or of the classes of one school, at a time.

    Signal `asks(Request)`: a child's file, the printout.
    """

    asks = Signal(object)

    def __init__(self, session: Session, student: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._board: Board | SchoolBoard = Board((), ())
        self.setWindowTitle(self.tr("完整度"))
        self.classes = QComboBox(self)
        self.classes.setAccessibleName(self.tr("班级"))
        self._shown: list[ClassThere | str] = []  # a class, or the id of a school
        self._offer()
        self._table: PlainTable | None = None
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        theme.set_role(self._said, "note")
        self._arrange()
        self._choose_class_of(student)
        self.classes.currentIndexChanged.connect(self.refresh)
        session.changed.connect(self._changed)
        self.refresh()

    def _choose_class_of(self, student: str) -> None:
        place = self._session.act(completeness_board.place_of, student).otherwise(None)
        self._choose(lambda each: isinstance(each, ClassThere) and each.place == place)

    def _choose(self, is_meant: Callable[[ClassThere | str], bool]) -> None:
        at = next((at for at, each in enumerate(self._shown) if is_meant(each)), -1)
        if at >= 0:
            self.classes.setCurrentIndex(at)

    def _offer(self) -> None:
        """Offer each school of several classes before its classes."""
        classes = self._session.act(completeness_board.classes).otherwise([])
        schools = self._session.act(completeness_board.schools).otherwise([])
        sums = {school: (name, count) for school, name, count in schools}
        for each in classes:
            school = each.place[0]
            if school in sums:
                self._shown.append(school)
                self.classes.addItem(self.tr("{0}各班（{1} 人）").format(*sums.pop(school)))
            self._shown.append(each)
            self.classes.addItem(self.tr("{0}（{1} 人）").format(each.name, each.count))

    def _arrange(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        label = QLabel(self.tr("班级"), self)
        label.setBuddy(self.classes)
        top.addWidget(label)
        top.addWidget(self.classes, 1)
        paper = QPushButton(self.tr("打印、存工作簿…"), self)
        leave = QPushButton(self.tr("关闭"), self)
        for button in (paper, leave):
            button.setAutoDefault(False)
        paper.clicked.connect(self._print)
        leave.clicked.connect(self.reject)
        back = QShortcut(Qt.Key.Key_Backspace, self)
        back.activated.connect(self._to_school)
        foot.addStretch(1)
        foot.addWidget(paper)
        foot.addWidget(leave)
        self._inside = QVBoxLayout(self)
        self._inside.setSpacing(8)
        self._inside.addLayout(top)
        self._place = QVBoxLayout()
        self._inside.addLayout(self._place, 1)
        self._inside.addWidget(self._said)
        self._inside.addLayout(foot)
        self.resize(theme.text_pixels() * 72, theme.text_pixels() * 38)

    def table(self) -> PlainTable | None:
        """Return the table as it is shown, None where there is no class."""
        return self._table

    def _changed(self, _students: object) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show the chosen class or school as it stands now; the cell in hand stays."""
        at = self.classes.currentIndex()
        if not 0 <= at < len(self._shown):
            self._said.setText(self.tr("台账里还没有班级。"))
            return
        shown = self._shown[at]
        if isinstance(shown, str):
            found = self._session.act(completeness_board.school_board, shown)
            self._board = found.otherwise(SchoolBoard((), ()))
        else:
            of_class = self._session.act(completeness_board.board, shown.place)
            self._board = of_class.otherwise(Board((), ()))
        before = self._table.currentIndex() if self._table else QModelIndex()
        row, column = max(before.row(), 0), max(before.column(), 1)
        self._show_table()
        if self._table is not None:
            self._table.setCurrentIndex(self._table.model().index(row, column))
            self._table.setFocus()
        self._said.setText(self._explained())

    def _explained(self) -> str:
        if isinstance(self._board, SchoolBoard):
            lacking = sum(each.unfinished for each in self._board.lines)
            said = self.tr(
                "每格是缺这一部分的人数，✓ 都填齐了；没填齐的人最多的班在最前面，"
                "全校没填齐的 {0} 人。Enter 看这个班是哪些孩子。"
            )
            return said.format(lacking)
        lacking = sum(each.filled < each.needed for each in self._board.lines)
        said = self.tr(
            "✓ 填齐了，3/5 填了 3 项、要 5 项，— 不涉及这个孩子。最不完整的在最前面；"
            "没填齐的 {0} 人。方向键选一格，Enter 到那里第一处没填的；退格键看全校各班。"
        )
        return said.format(lacking)

    def _show_table(self) -> None:
        parts = map(label_of, self._board.columns)
        if isinstance(self._board, SchoolBoard):
            headings = [self.tr("班级"), self.tr("没填齐"), *parts]
            lines = [*map(self._class_line, self._board.lines), self._school_sums(self._board)]
            called = self.tr("完整度：班级和各部分")
        else:
            headings = [self.tr("姓名"), self.tr("合计"), *parts]
            lines = [*map(self._line, self._board.lines), self._sums(self._board)]
            called = self.tr("完整度：孩子和各部分")
        model = PlainTableModel(headings, self)
        model.show_lines(lines)
        table = PlainTable(model, (92,), self)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setAccessibleName(called)
        mode = QHeaderView.ResizeMode.ResizeToContents  # no name of a part is cut
        table.horizontalHeader().setSectionResizeMode(mode)
        table.doubleClicked.connect(self._entered)
        if self._table is not None:
            self._place.removeWidget(self._table)
            self._table.deleteLater()
        self._place.addWidget(table)
        table.show()  # at once: what is not yet shown takes no keys
        self._table = table

    def _class_line(self, each: ClassSum) -> Line:
        counts = [each.unfinished, *each.lacking.values()]
        name = self.tr("{0}（{1} 人）").format(each.there.in_school, each.there.count)
        return Line("/".join(each.there.place), (name, *map(self._people, counts)))

    def _school_sums(self, board: SchoolBoard) -> Line:
        counts = [sum(each.unfinished for each in board.lines)]
        counts += [sum(each.lacking[key] for each in board.lines) for key in board.columns]
        return Line(SUMS, (self.tr("全校"), *map(self._people, counts)), faint=True)

    def _people(self, count: int) -> str:
        return self.tr("{0} 人").format(count) if count else "✓"

    def _line(self, each: BoardLine) -> Line:
        texts = (each.parts[key].said for key in self._board.columns)
        return Line(each.student, (each.name, f"{each.filled}/{each.needed}", *texts))

    def _sums(self, board: Board) -> Line:
        lacking = [board.lacking(key) for key in board.columns]
        said = (self.tr("缺 {0} 人").format(count) if count else "✓" for count in lacking)
        return Line(SUMS, (self.tr("全班"), "", *said), faint=True)

    def children_in_hand(self) -> Sequence[str]:
        """Return the child of the cell in hand."""
        if isinstance(self._board, SchoolBoard):
            return ()
        row = self._table.currentIndex().row() if self._table is not None else -1
        lines = self._board.lines
        return (lines[row].student,) if 0 <= row < len(lines) else ()

    def _entered(self, index: QModelIndex) -> None:
        """Open the child at the first lack of the part in hand, of the whole file in front; or the
        class."""
        if not index.row() < len(self._board.lines):
            return
        if isinstance(self._board, SchoolBoard):
            there = self._board.lines[index.row()].there
            self._choose(lambda each: isinstance(each, ClassThere) and each.place == there.place)
            return
        line, at = self._board.lines[index.row()], index.column() - BEFORE
        keys = self._board.columns[at : at + 1] if at >= 0 else self._board.columns
        spots = [spot for key in keys for spot in line.parts[key].lacking]
        wish = ShowStudent(line.student)
        if spots:
            first = spots[0]
            wish = ShowStudent(line.student, first.table, record=first.record, key=first.field)
        self._leave_for(wish)

    def _to_school(self) -> None:
        """Show the classes of the school whose class is shown, that class in hand."""
        at = self.classes.currentIndex()
        shown = self._shown[at] if 0 <= at < len(self._shown) else ""
        if isinstance(shown, str):
            return
        self._choose(lambda each: each == shown.place[0])
        model = self._table.model() if self._table is not None else None
        if self._table is not None and isinstance(model, PlainTableModel):
            row = model.row_of("/".join(shown.place))
            self._table.setCurrentIndex(model.index(max(row, 0), 1))

    def _leave_for(self, wish: Request) -> None:
        self.accept()
        if (window := self.parentWidget()) is not None:
            window.activateWindow()
        self.asks.emit(wish)

    def _print(self) -> None:
        self._leave_for(PrintSheet(PRINTOUT))
