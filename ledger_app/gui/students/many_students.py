"""What is done with several children at once: set a field, print cards, delete files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from ledger_app.actions import edit_file
from ledger_app.actions.open_ledger import Ledger
from ledger_app.gui.session import Progress, Session
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

    def must_wait(self, wish: Callable[[], None]) -> bool:
        """Tell whether there is no ledger to work on; the wish is granted once long work ends."""
        if self._session.is_busy:
            self._session.when_free("many", wish)
        return self._session.is_busy or not self._session.is_open

    def ask_batch(self) -> None:
        """Ask which field of the chosen children to set."""
        if self.must_wait(self.ask_batch):
            return
        ids = self._chosen()
        if not ids or not self._may_leave():
            return
        dialog = BatchEditDialog(self._session, len(ids), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(partial(self._set, ids))
        dialog.open()

    def _set(self, ids: list[str], key: str, value: object) -> None:
        if not self.must_wait(partial(self._set, ids, key, value)):
            self._write(partial(_set, ids, {key: value}), partial(self._was_set, len(ids)), ids)

    def _was_set(self, count: int, changed: int) -> None:
        told = self.tr("改了 {0} 人，{1} 人本来就是这样。Ctrl+Z 可撤销。")
        self.told.emit(told.format(changed, count - changed))

    def ask_cards(self) -> None:
        """Ask for the cards of the chosen children."""
        if self.must_wait(self.ask_cards):
            return
        ids = self._chosen()
        if ids and self._may_leave():
            self.print_cards.emit(ids)

    def ask_delete(self) -> None:
        """Ask once before whole files are deleted."""
        if self.must_wait(self.ask_delete):
            return
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

    def delete(self, ids: list[str], _checked: bool = False) -> None:
        """Delete these files as one revision."""
        if ids and not self.must_wait(partial(self.delete, ids)):
            self._write(partial(_delete, ids), self._was_deleted, ids)

    def _was_deleted(self, count: int) -> None:
        self.told.emit(self.tr("已删除 {0} 份档案，按 Ctrl+Z 可以找回。").format(count))

    def _write(
        self,
        work: Callable[[Ledger], Result],
        done: Callable[[Result], None],
        ids: list[str],
    ) -> None:
        """Write now, or on the worker where a person would have to wait."""
        if len(ids) >= MANY:
            self._session.run_long(partial(_on_worker, work, self._session.ledger), done)
            return
        result = self._session.act(work, students=ids)
        if result is not None:
            done(result)


def _on_worker(work: Callable[[Ledger], Result], ledger: Ledger, _progress: Progress) -> Result:
    return work(ledger)


def _set(ids: list[str], given: dict[str, object], ledger: Ledger) -> int:
    return edit_file.set_for_many(ledger, ids, given)


def _delete(ids: list[str], ledger: Ledger) -> int:
    edit_file.delete_students(ledger, ids)
    return len(ids)
