"""历史: who changed what in the open file, when, old → new; Enter goes to the field."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import edit_file, show_student
from ledger_app.actions.open_student import OpenFile
from ledger_app.catalogue import STUDENT, TABLES, Kind
from ledger_app.domain.telling.masking import mask_numbers
from ledger_app.domain.telling.student_story import HIDDEN, shown
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel
from ledger_app.gui.session import Session

WIDTHS = (132, 66)
WHAT, TOLD = 2, 3  # columns that share what is left: old → new is never out of sight
ARROW = " → "
MOST_LINES = 1000
OPS = {
    "create": "新建",
    "delete": "删除",
    "undelete": "找回",
    "move_in": "从另一份档案移来",
    "move_out": "移到另一份档案",
}
REVERSING = {"undo": "（撤销）", "redo": "（重做）", "import": "（导入）"}
EMPTY = "（空）"

Change = dict[str, Any]


class HistoryTab(QWidget):
    """Signals: `restored()` after an old value was kept again; `field_wanted(table, record, field)`
    for Enter or a double click on a change: no record for the child's own row."""

    restored = Signal()
    field_wanted = Signal(str, str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._changes: list[Change] = []
        self._opened: OpenFile | None = None
        headings = self.tr("时间"), self.tr("谁"), self.tr("项目"), self.tr("原来 → 改为")
        self._model = PlainTableModel(headings, self)
        self._view = PlainTable(self._model, WIDTHS, self)
        self._view.setAccessibleName(self.tr("修改历史"))
        for column in (WHAT, TOLD):
            self._view.horizontalHeader().setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch
            )
        self._view.selectionModel().currentRowChanged.connect(self._row_changed)
        self._view.doubleClicked.connect(self._wanted)
        self._whole = QLabel(self)  # of the line in hand: the table cuts what is long
        self._whole.setWordWrap(True)
        self._whole.setContentsMargins(10, 4, 10, 6)
        self._whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._count = QLabel(self)
        theme.set_role(self._count, "dim")
        self._restore = QPushButton(self.tr("恢复此值"), self)
        self._restore.setToolTip(self.tr("把选中那一项改回“原来”的内容，作为一次新的修改"))
        self._restore.setEnabled(False)
        self._restore.clicked.connect(self.restore_chosen)
        self._arrange()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 6, 10, 6)
        top.addWidget(self._count, 1)
        top.addWidget(self._restore)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(top)
        inside.addWidget(self._view, 1)
        inside.addWidget(self._whole)

    def show_file(self, opened: OpenFile, revealed: bool) -> None:
        """Show the changes of a child, newest first."""
        self._opened = opened
        found = self._session.act(show_student.changes, opened.student_id).otherwise([])
        self._changes = found[:MOST_LINES]
        self._model.show_lines(
            [_line(at, change, revealed) for at, change in enumerate(self._changes)]
        )
        self._count.setText(self.tr("共 {0} 处修改").format(len(found)))
        self._row_changed(self._view.currentIndex(), QModelIndex())

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        self._view.setFocus()
        if not self._view.currentIndex().isValid():
            self._view.selectRow(0)

    def restore_chosen(self) -> None:
        """Keep the old value of the chosen change again, as a new edit."""
        change = self._chosen(self._view.currentIndex())
        if change is not None and self._opened is not None:
            self._session.ask("restore", self._restore_old, change)

    def _restore_old(self, change: Change) -> None:
        done = self._session.act(
            edit_file.save_fields,
            change["table"],
            change["record"],
            {change["field"]: change["old"]},
        )
        if done:
            self.restored.emit()

    def _chosen(self, index: QModelIndex) -> Change | None:
        row = index.row()
        change = self._changes[row] if 0 <= row < len(self._changes) else None
        return change if change and change["op"] == "update" else None

    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._restore.setEnabled(self._chosen(current) is not None)
        line = self._model.line(current.row())
        self._whole.setText("：".join(line.texts[2:]) if line else "")
        self._whole.setVisible(bool(line))

    def _wanted(self, index: QModelIndex) -> None:
        """Go to where a change was made, if that is there still."""
        change = self._changes[index.row()]
        own = change["table"] == STUDENT.key
        file = self._opened.file if self._opened else None
        there = file is not None and any(
            row["id"] == change["record"] for row in file.of(change["table"])
        )
        if own or there:
            record = "" if own else change["record"]
            self.field_wanted.emit(change["table"], record, change["field"] or "")


def _line(at: int, change: Change, revealed: bool) -> Line:
    table = TABLES[change["table"]]
    where = "" if table.key == "student" else f"{table.tab or table.label} · "
    when = change["at"][:16]
    by = REVERSING.get(change["kind"], "")
    if not change["field"]:
        what = f"{OPS.get(change['op'], change['op'])}{table.label}{by}"
        undone = change["kind"] in ("undo", "redo")  # the summary says it
        why = "" if undone else change["why"] if revealed else mask_numbers(change["why"])
        told = f"{change['summary']}（原因：{why}）" if why else change["summary"]
        return Line(str(at), (when, change["author"], what, told))
    texts = (_text(change, "old", revealed), _text(change, "new", revealed))
    label = f"{where}{change['label']}{by}"
    return Line(str(at), (when, change["author"], label, ARROW.join(texts)))


def _text(change: Change, side: str, revealed: bool) -> str:
    value = change[side]
    if value in (None, ""):
        return EMPTY
    if change["sensitive"] and not revealed:
        return HIDDEN
    field = TABLES[change["table"]].field(change["field"])
    if field.kind is Kind.SCHOOL:
        return str(change[f"{side}_text"])
    return " ".join(shown(field, value, revealed).split())
