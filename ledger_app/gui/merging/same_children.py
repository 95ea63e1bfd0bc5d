"""The entries 合并档案, 拆分档案, 疑似同一人 of the menu: each opens its dialog."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from ledger_app.actions import list_students
from ledger_app.domain.student_file import Row
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.session import Session


class SameChildren(QObject):
    """Asks about the children that are chosen, once what is half typed is kept.

    Signals: `told(sentence)` what was done; `child_wanted(ShowStudent)`: a file is to be opened.
    """

    told = Signal(str)
    child_wanted = Signal(object)

    def __init__(
        self,
        session: Session,
        chosen: Callable[[], list[int]],
        may_leave: Callable[[], bool],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._chosen, self._may_leave = chosen, may_leave

    def ask_merge(self) -> None:
        """Merge the two children that are chosen; of one ask which is the other."""
        self._session.ask("merging", self._ask_merge, self._chosen())

    def ask_split(self) -> None:
        """Take the file of the one that is chosen apart."""
        self._session.ask("merging", self._ask_split, self._chosen())

    def ask_pairs(self) -> None:
        """Show which files look like one child's."""
        self._session.ask("merging", self._ask_pairs)

    def _ask_merge(self, nos: list[int]) -> None:
        from ledger_app.gui.merging.pick_other import PickOtherDialog

        rows = self._rows(nos)
        if len(rows) == 2:
            self._open_merge(str(rows[0]["id"]), str(rows[1]["id"]))
        elif len(rows) == 1:
            dialog = PickOtherDialog(self._session, rows[0], self._window)
            dialog.picked.connect(partial(self._open_merge, str(rows[0]["id"])))
            self._open(dialog)
        elif rows:
            self.told.emit(self.tr("一次合并两份档案：请选一份或两份。"))

    def _open_merge(self, kept: str, other: str) -> None:
        from ledger_app.gui.merging.merge_dialog import MergeDialog

        dialog = MergeDialog(self._session, kept, other, self._window)
        dialog.told.connect(self.told)
        dialog.merged.connect(self._go_to)
        self._open(dialog)

    def _ask_split(self, nos: list[int]) -> None:
        from ledger_app.gui.merging.split_dialog import SplitDialog

        rows = self._rows(nos)
        if len(rows) == 1:
            dialog = SplitDialog(self._session, rows[0], self._window)
            dialog.told.connect(self.told)
            self._open(dialog)

    def _ask_pairs(self) -> None:
        from ledger_app.gui.merging.pairs_dialog import PairsDialog

        if self._may_leave():
            dialog = PairsDialog(self._session, self._window)
            dialog.told.connect(self.told)
            dialog.child_wanted.connect(self.child_wanted)
            self._open(dialog)

    def _rows(self, nos: list[int]) -> list[Row]:
        """Return the list rows of those chosen, once what is half typed of them is kept."""
        if not self._may_leave():
            return []
        answer = self._session.act(list_students.rows, nos)
        return list(answer.value) if answer else []

    def _open(self, dialog: Dialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _go_to(self, student_id: str) -> None:
        self.child_wanted.emit(ShowStudent(student_id))
