"""What is done with several children at once: set a field, print cards, delete files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from ledger_app.actions import edit_file
from ledger_app.gui.session import Done, Refused, Session, waits
from ledger_app.gui.students.batch_edit import BatchEditDialog

MANY = 300  # children from which the worker writes
Result = TypeVar("Result")


class ManyStudents(QObject):
    """Asks, then writes one revision for exactly the children that were chosen when asking.

    `chosen` returns their ids; `may_leave` keeps what is half typed, and is False if it cannot.
    Signals: `told(sentence)` what was done; `print_cards(ids)`.
    """

    told = Signal(str)
    print_cards = Signal(object)

    def __init__(
        self,
        session: Session,
        chosen: Callable[[], list[str]],
        may_leave: Callable[[], bool],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._chosen, self._may_leave = chosen, may_leave

    @waits("many")
    def ask_batch(self) -> None:
        """Ask which field of the chosen children to set."""
        ids = self._chosen()
        if not ids or not self._may_leave():
            return
        dialog = BatchEditDialog(self._session, len(ids), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(partial(self._set, ids))
        dialog.open()

    @waits("many")
    def _set(self, ids: list[str], key: str, value: object) -> None:
        was_set = partial(self._was_set, len(ids))
        self._write(edit_file.set_for_many, ids, {key: value}, then=was_set)

    def _was_set(self, count: int, answer: Done[int] | Refused) -> None:
        if not answer:
            return
        changed = answer.value
        told = self.tr("改了 {0} 人，{1} 人本来就是这样。Ctrl+Z 可撤销。")
        self.told.emit(told.format(changed, count - changed))

    @waits("many")
    def ask_cards(self) -> None:
        """Ask for the cards of the chosen children."""
        ids = self._chosen()
        if ids and self._may_leave():
            self.print_cards.emit(ids)

    @waits("many")
    def ask_delete(self) -> None:
        """Ask once before whole files are deleted."""
        ids = self._chosen()
        if not ids:
            return
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("删除档案"))
        box.setText(self.tr("删除选中的 {0} 份学生档案？").format(len(ids)))
        box.setInformativeText(self.tr("删除后可以按 Ctrl+Z 全部找回。"))
        delete = box.addButton(self.tr("删除"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        delete.clicked.connect(partial(self.delete, ids))
        box.open()

    @waits("many")
    def delete(self, ids: list[str]) -> None:
        """Delete these files as one revision."""
        if ids:
            self._write(edit_file.delete_students, ids, then=partial(self._was_deleted, len(ids)))

    def _was_deleted(self, count: int, answer: Done[None] | Refused) -> None:
        if answer:
            told = self.tr("已删除 {0} 份档案，按 Ctrl+Z 可以找回。")
            self.told.emit(told.format(count))

    def _write(
        self,
        action: Callable[..., Result],
        ids: list[str],
        *given: object,
        then: Callable[[Done[Result] | Refused], None],
    ) -> None:
        """Write now, or on the worker where a person would have to wait."""
        if len(ids) >= MANY:
            self._session.run(action, ids, *given, then=then)
        else:
            then(self._session.act(action, ids, *given))
