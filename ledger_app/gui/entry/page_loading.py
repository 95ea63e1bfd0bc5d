"""Load the code of the pages while the password is typed, so that the list comes at once then."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QObject, QTimer

BETWEEN = 60  # milliseconds: keys typed meanwhile are shown
# In small steps, what others need first: the longest takes a tenth of a second.
MODULES = (
    "domain.checking.checks", "domain.reminding.reminders", "actions.list_students",
    "actions.edit_file", "gui.form.editors", "gui.form.record_form", "gui.student.pane",
    "gui.students.page", "gui.today.page", "actions.printing.print_ledger",
    "gui.printing.pdf_pane", "gui.printing.page", "gui.settings.page",
)  # fmt: skip


class PageLoading(QTimer):
    """Imports one module a turn, each once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = list(MODULES)
        self.setInterval(BETWEEN)
        self.timeout.connect(self._load_one)

    def begin(self) -> None:
        """Go on loading, unless everything is there."""
        if self._left:
            self.start()

    def _load_one(self) -> None:
        if self._left:
            import_module(f"ledger_app.{self._left.pop(0)}")
        if not self._left:
            self.stop()
