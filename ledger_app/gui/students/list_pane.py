"""The left half of the students page: the list, what to do when it is empty, the bottom bar."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ledger_app.gui.kit import icons, theme
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.page import Ask, ShowPlaces
from ledger_app.gui.session import Session
from ledger_app.gui.students.finding.nobody_found import NobodyFound
from ledger_app.gui.students.list_model import StudentListModel
from ledger_app.gui.students.list_view import StudentListView


class ListPane(QWidget):
    """Signals: `batch_wanted()`, `cards_wanted()`, `delete_wanted()`, `board_wanted()` where all
    children stand, `new_wanted()` a new file; `asks(Request)`: a first step of an empty ledger."""

    batch_wanted = Signal()
    cards_wanted = Signal()
    delete_wanted = Signal()
    asks = Signal(object)
    new_wanted = Signal()
    board_wanted = Signal()

    def __init__(
        self, session: Session, model: StudentListModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self.view = StudentListView(model, self)
        self._stack = QStackedWidget(self)
        self.nobody = NobodyFound(session, self)
        self.nobody.new_wanted.connect(self.new_wanted)
        self.nobody.asks.connect(self.asks)
        self._first = self._make_first_steps()
        for widget in (self.view, self.nobody, self._first):
            self._stack.addWidget(widget)
        self._count = QLabel(self)
        theme.set_role(self._count, "dim")
        self._told = QLabel(self)
        self._told.setWordWrap(True)  # nothing of what is said may be cut off
        self._told.setContentsMargins(10, 0, 6, 4)
        theme.set_role(self._told, "dim")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self._stack, 1)
        inside.addWidget(self._make_bottom())
        inside.addWidget(self._told)

    def count_text(self) -> str:
        """Return what the bottom bar says."""
        return self._count.text()

    def told_text(self) -> str:
        """Return what was said last."""
        return self._told.text()

    def show_counts(self, all_count: int, found: int, picked: int, filtered: bool) -> None:
        """Show how many there are, were found, are selected."""
        parts = [self.tr("{0} 人").format(all_count)]
        if filtered:
            parts.append(self.tr("筛出 {0}").format(found))
        if picked:
            parts.append(self.tr("选中 {0}").format(picked))
        self._count.setText(" · ".join(parts))
        for button in self._for_many:
            button.setVisible(picked > 1)
        page = self.view if found else (self.nobody if all_count else self._first)
        self.nobody.show_query(self._model.query() if page is self.nobody else None)
        self._stack.setCurrentWidget(page)

    def tell(self, text: str) -> None:
        """Say something in the bottom bar, until something else happens."""
        self._told.setText(text)
        self._told.setVisible(bool(text))

    def _make_bottom(self) -> QWidget:
        bottom = QWidget(self)
        row = FlowLayout(bottom)
        row.setContentsMargins(10, 4, 6, 4)
        self._count.setMinimumHeight(theme.text_pixels() + 16)
        row.addWidget(self._count)
        board = QPushButton(self.tr("去向…"), bottom)
        theme.set_look(board, "link", True)
        board.setToolTip(self.tr("全部孩子在哪里：五处合计等于全部  F7"))
        board.clicked.connect(self.board_wanted)
        row.addWidget(board)
        batch = QPushButton(self.tr("批量修改…"), bottom)
        batch.clicked.connect(self.batch_wanted)
        cards = QPushButton(self.tr("打印卡片"), bottom)
        cards.clicked.connect(self.cards_wanted)
        delete = QPushButton(self.tr("删除…"), bottom)
        delete.clicked.connect(self.delete_wanted)
        self._for_many = (batch, cards, delete)
        for button in self._for_many:
            button.hide()
            row.addWidget(button)
        self._told.hide()
        return bottom

    def _make_first_steps(self) -> QWidget:
        page = QWidget(self)
        title = QLabel(self.tr("台账里还没有学生，从这里开始："), page)
        theme.set_role(title, "heading")
        steps = (
            (self.tr("1  导入花名册"), "import", partial(self.asks.emit, Ask.IMPORT)),
            (self.tr("2  设年级班级"), "school", partial(self.asks.emit, ShowPlaces())),
            (self.tr("3  登记第一个重点学生"), "user-plus", self.new_wanted),
        )
        buttons = []
        for text, icon, wanted in steps:
            button = QPushButton(text, page)
            button.setMinimumSize(260, 44)
            icons.set_icon(button, icon)
            button.clicked.connect(wanted)
            buttons.append(button)
        return _in_the_middle(page, title, *buttons)


def _in_the_middle(page: QWidget, *widgets: QWidget) -> QWidget:
    inside = QVBoxLayout(page)
    inside.setSpacing(12)
    inside.addStretch(2)
    for widget in widgets:
        inside.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
    inside.addStretch(3)
    return page
