"""完整度: the children of a class by the parts of their files; Enter goes to the first lack."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
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
from ledger_app.actions.checking.completeness_board import Board, BoardLine
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel
from ledger_app.gui.page import PrintSheet, Request, ShowStudent
from ledger_app.gui.session import Session

PRINTOUT = "completeness"
SUMS = ""  # the key of the last line
BEFORE = 2  # columns before the parts: name, all of it


class CompletenessDialog(Dialog):
    """The board of one class at a time. Signal `asks(Request)`: a child's file, the printout."""

    asks = Signal(object)

    def __init__(self, session: Session, student: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._board = Board((), ())
        self.setWindowTitle(self.tr("完整度"))
        self._classes = session.act(completeness_board.classes).otherwise([])
        self.classes = QComboBox(self)
        self.classes.setAccessibleName(self.tr("班级"))
        self.classes.addItems(
            [self.tr("{0}（{1} 人）").format(each.name, each.count) for each in self._classes]
        )
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
        places = [tuple(each.place) for each in self._classes]
        if place is not None and tuple(place) in places:
            self.classes.setCurrentIndex(places.index(tuple(place)))

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
        self.resize(theme.text_pixels() * 66, theme.text_pixels() * 38)

    def table(self) -> PlainTable | None:
        """Return the table as it is shown, None where there is no class."""
        return self._table

    def _changed(self, _students: object) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show the chosen class as it stands now; the cell in hand stays."""
        at = self.classes.currentIndex()
        if not 0 <= at < len(self._classes):
            self._said.setText(self.tr("台账里还没有班级。"))
            return
        found = self._session.act(completeness_board.board, self._classes[at].place)
        self._board = found.otherwise(self._board)
        before = self._table.currentIndex() if self._table else QModelIndex()
        row, column = max(before.row(), 0), max(before.column(), 1)
        self._show_table()
        if self._table is not None:
            self._table.setCurrentIndex(self._table.model().index(row, column))
            self._table.setFocus()
        lacking = sum(each.filled < each.needed for each in self._board.lines)
        said = self.tr(
            "✓ 填齐了，3/5 填了 3 项、要 5 项，— 不涉及这个孩子。最不完整的在最前面；"
            "没填齐的 {0} 人。方向键选一格，Enter 到那里第一处没填的。"
        )
        self._said.setText(said.format(lacking))

    def _show_table(self) -> None:
        headings = [self.tr("姓名"), self.tr("合计"), *map(self._board.label, self._board.columns)]
        model = PlainTableModel(headings, self)
        model.show_lines([*map(self._line, self._board.lines), self._sums()])
        table = PlainTable(model, (92,), self)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setAccessibleName(self.tr("完整度：孩子和各部分"))
        mode = QHeaderView.ResizeMode.ResizeToContents  # no name of a part is cut
        table.horizontalHeader().setSectionResizeMode(mode)
        table.doubleClicked.connect(self._entered)
        if self._table is not None:
            self._place.removeWidget(self._table)
            self._table.deleteLater()
        self._place.addWidget(table)
        self._table = table

    def _line(self, each: BoardLine) -> Line:
        texts = (each.parts[key].said for key in self._board.columns)
        return Line(each.student, (each.name, f"{each.filled}/{each.needed}", *texts))

    def _sums(self) -> Line:
        lacking = [self._board.lacking(key) for key in self._board.columns]
        said = (self.tr("缺 {0} 人").format(count) if count else "✓" for count in lacking)
        return Line(SUMS, (self.tr("全班"), "", *said), faint=True)

    def _entered(self, index: QModelIndex) -> None:
        """Open the child at the first lack of the part in hand; of the whole file in front."""
        if not index.row() < len(self._board.lines):
            return
        line, at = self._board.lines[index.row()], index.column() - BEFORE
        keys = self._board.columns[at : at + 1] if at >= 0 else self._board.columns
        spots = [spot for key in keys for spot in line.parts[key].lacking]
        wish = ShowStudent(line.student)
        if spots:
            first = spots[0]
            wish = ShowStudent(line.student, first.table, record=first.record, key=first.field)
        self._leave_for(wish)

    def _leave_for(self, wish: Request) -> None:
        self.accept()
        if (window := self.parentWidget()) is not None:
            window.activateWindow()
        self.asks.emit(wish)

    def _print(self) -> None:
        self._leave_for(PrintSheet(PRINTOUT))
