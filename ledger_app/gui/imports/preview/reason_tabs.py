"""Tabs of lines with their reasons: before writing all of them, afterwards what was left out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ledger_app.actions.import_workbook import ImportPlan
from ledger_app.gui.imports.preview.lines import (
    ignored_lines,
    leaves_words_out,
    left_out_lines,
    unmapped_lines,
)
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.page_area import PageTabs
from ledger_app.gui.kit.plain_table import FollowedTable, Line, PlainTableModel

UNIT = 14  # pixels: widths below are in characters
Columns = tuple[tuple[str, int], ...]
PLACE = ("工作表、行号", 11)
ROW_COLUMNS = (PLACE, ("姓名", 11), ("学校", 14), ("年级班", 6), ("说明", 12))
CELL_COLUMNS = (PLACE, ("列", 12), ("问题", 12))
DIFFERENCE_COLUMNS = (
    PLACE, ("姓名", 9), ("项目", 11), ("台账里的", 15), ("工作簿里的", 15), ("怎么办", 8),
)  # fmt: skip
_UNMAPPED_COLUMNS = (("工作表", 11), ("列", 4), ("标题", 16), ("有内容的", 8), ("为什么", 12))
_IGNORED_COLUMNS = (PLACE, ("为什么不导入", 12))


class ReasonTabs(QWidget):
    """The tabs, and below them the reason in hand where its column is too narrow for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs, self.whole = PageTabs(self), QLabel(self)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.currentChanged.connect(self._show_whole)
        self.whole.setWordWrap(True)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.whole.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.whole)

    def add(self, name: str, lines: list[Line], columns: Columns, count: int = 0) -> None:
        """Add a tab with these lines, if there are any; its title says how many."""
        if not lines:
            return
        title = f"{name} {count or len(lines)}"
        model = PlainTableModel([heading for heading, _ in columns], self.tabs)
        model.show_lines(lines)
        table = FollowedTable(model, [width * UNIT for _, width in columns], self.tabs)
        model.setParent(table)
        table.setAccessibleName(title)
        table.moved.connect(self._show_whole)
        self.tabs.addTab(table, title)

    def add_left_out(self, plan: ImportPlan) -> None:
        """Add what is not imported: cells, columns; rows that are no children."""
        self.add(self.tr("没有导入的格"), left_out_lines(plan), CELL_COLUMNS)
        self.add(self.tr("没有导入的列"), unmapped_lines(plan), _UNMAPPED_COLUMNS)
        if leaves_words_out(plan):
            self.add(self.tr("略去"), ignored_lines(plan), _IGNORED_COLUMNS)

    def take_away(self, *kept: QWidget) -> None:
        """Take all tabs away; those kept are used again."""
        while page := self.tabs.widget(0):
            self.tabs.removeTab(0)
            if page in kept:
                page.hide()  # in no tab, it would stand on the page itself
            else:
                page.deleteLater()
        self.whole.hide()

    def _show_whole(self, _at: int = 0) -> None:
        """Show the last text of the row in hand where it is cut off."""
        table = self.tabs.currentWidget()
        text, room = "", 0
        if isinstance(table, FollowedTable) and isinstance(model := table.model(), PlainTableModel):
            line = model.line(table.currentIndex().row())
            text = line.texts[-1] if line is not None else ""
            room = table.columnWidth(model.columnCount() - 1) - theme.text_pixels()
        self.whole.setText(text)
        self.whole.setVisible(self.fontMetrics().horizontalAdvance(text) > room > 0)
