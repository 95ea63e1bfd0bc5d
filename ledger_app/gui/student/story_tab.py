"""经过: everything dated in the open file, what is due on top, newest first."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ledger_app.actions.open_student import OpenFile
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.telling.student_story import Event, story
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel

WIDTHS = (116, 128)


class StoryTab(QWidget):
    """Signals: `record_wanted(table, record id)` on a double click or Enter,
    `reminder_wanted(reminder)` for something that is due."""

    record_wanted = Signal(str, str)
    reminder_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events: list[Event] = []
        self._due: tuple[Reminder, ...] = ()
        headings = [self.tr("日期"), self.tr("事"), self.tr("内容")]
        self._model = PlainTableModel(headings, self)
        self._view = PlainTable(self._model, WIDTHS, self)
        self._view.setAccessibleName(self.tr("经过"))
        self._view.doubleClicked.connect(self._chosen)
        self._hint = QLabel(self.tr("双击或按 Enter 打开这条记录。"), self)
        self._hint.setContentsMargins(10, 6, 10, 6)
        theme.set_role(self._hint, "dim")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self._hint)
        inside.addWidget(self._view, 1)

    def show_file(self, opened: OpenFile, revealed: bool) -> None:
        """Show the time line of a child."""
        self._due = opened.reminders
        self._events = story(opened.file, opened.on, reveal=revealed)
        lines = [_due_line(at, each) for at, each in enumerate(self._due)]
        lines += [_event_line(at, each) for at, each in enumerate(self._events)]
        self._model.show_lines(lines)

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        self._view.setFocus()
        if not self._view.currentIndex().isValid():
            self._view.selectRow(0)

    def _chosen(self, index: QModelIndex) -> None:
        row = index.row()
        if row < len(self._due):
            self.reminder_wanted.emit(self._due[row])
            return
        event = self._events[row - len(self._due)]
        self.record_wanted.emit(event.table, event.record)


def _due_line(at: int, reminder: Reminder) -> Line:
    sign = theme.due_mark(reminder.state)[0]
    token = {"overdue": "danger", "today": "warn"}.get(reminder.state, "dim")
    text = f"{reminder.reason} → {reminder.action}"
    return Line(f"due {at}", (f"{sign} {reminder.due_on}", reminder.label, text), token)


def _event_line(at: int, event: Event) -> Line:
    token = "accent" if event.ahead else ""
    return Line(f"event {at}", (event.day or "日期不详", event.title, event.text), token)
