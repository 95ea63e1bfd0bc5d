"""Under the lines of 今日: what was done and what was not, last month beside this one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.domain.reminding.months import (
    CARRIED_MEANS,
    DONE_MEANS,
    FAILED_MEANS,
    LEFT_MEANS,
    Deed,
    Month,
)
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel
from ledger_app.gui.page import ShowStudent


class MonthsStrip(QWidget):
    """Six figures, each opens its list. `asks(Request)`: a child's file."""

    asks = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = [QPushButton(self) for _ in range(6)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for at, figure in enumerate(self.figures):
            if at % 3 == 0:
                label = QLabel(self.tr("本月") if at else self.tr("上月"), self)
                theme.set_role(label, "dim")
                row.addSpacing(10 if at else 0)
                row.addWidget(label)
            theme.set_look(figure, "link", True)
            figure.clicked.connect(partial(self._open, at))
            row.addWidget(figure)
        self._lists: list[tuple[str, str, Sequence[Deed]]] = []
        self.hide()

    def show_months(self, months: tuple[Month, Month] | None) -> None:
        """Show the figures; None where there is nothing to be known."""
        done, failed = self.tr("办了"), self.tr("没办成")
        names = ((self.tr("上月"), self.tr("拖到这月")), (self.tr("本月"), self.tr("还有")))
        means = (CARRIED_MEANS, LEFT_MEANS)
        self._lists = []
        for (name, left), meaning, month in zip(names, means, months or (), strict=False):
            self._lists += [
                (f"{name}{done}", DONE_MEANS, month.done),
                (f"{name}{failed}", FAILED_MEANS, month.failed),
                (f"{name}{left}", meaning, month.left),
            ]
        for figure, (title, meaning, deeds) in zip(self.figures, self._lists, strict=False):
            figure.setText(f"{title[2:]} {len(deeds)}")
            figure.setToolTip(meaning)
            figure.setAccessibleName(f"{title} {len(deeds)}")
        self.setVisible(bool(self._lists))

    def _open(self, at: int, _checked: bool = False) -> None:
        if at < len(self._lists):
            dialog = DeedsDialog(*self._lists[at], self)
            dialog.student_wanted.connect(self._lead)
            dialog.open()

    def _lead(self, student: str) -> None:
        self.asks.emit(ShowStudent(student))


class DeedsDialog(Dialog):
    """The things behind one figure: day, child, what, who. `student_wanted(id)`: open its file."""

    student_wanted = Signal(str)

    def __init__(
        self, title: str, meaning: str, deeds: Sequence[Deed], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{title} {len(deeds)}")
        self.resize(820, min(520, parent.window().height()) if parent else 520)
        self._deeds = list(deeds)
        said = QLabel(meaning, self)
        said.setWordWrap(True)
        headings = (self.tr("日期"), self.tr("姓名"), self.tr("谁"), self.tr("什么事"))
        self.model = PlainTableModel(headings, self)
        self.table = PlainTable(self.model, (100, 130, 200), self)
        self.table.setAccessibleName(title)
        self.model.show_lines(
            [
                Line(str(at), (each.day, each.name or self.tr("本单位"), each.who, each.what))
                for at, each in enumerate(self._deeds)
            ]
        )
        self._go = QPushButton(self.tr("打开档案"), self)
        self._go.clicked.connect(self._lead)
        theme.set_look(self._go, "primary", True)
        close = QPushButton(self.tr("关闭"), self)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self._go)
        box = QVBoxLayout(self)
        box.addWidget(said)
        box.addWidget(self.table, 1)
        box.addLayout(buttons)
        self.table.doubleClicked.connect(self._lead)
        self.table.selectionModel().selectionChanged.connect(self._judge)
        if self._deeds:
            self.table.selectRow(0)
        self._judge()

    def _student(self) -> str:
        rows = self.table.selectionModel().selectedRows()
        return self._deeds[rows[0].row()].student if rows else ""

    def _judge(self) -> None:
        self._go.setEnabled(bool(self._student()))

    def children_in_hand(self) -> Sequence[str]:
        """Return whose line is chosen."""
        return (self._student(),)

    def _lead(self) -> None:
        if student := self._student():
            self.accept()
            self.student_wanted.emit(student)
