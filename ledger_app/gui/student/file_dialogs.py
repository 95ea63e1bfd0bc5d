"""Small windows over the open file: harm that was seen, a closing, the family's numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ledger_app.actions.open_student import OpenFile
from ledger_app.domain.telling.in_words.field_notes import place_of
from ledger_app.gui.form.field_in_hand import InHand, field_in_hand
from ledger_app.gui.session import Session

if TYPE_CHECKING:
    from ledger_app.gui.noting.note_dialog import NoteDialog
    from ledger_app.gui.noting.second_look_dialog import SecondLookDialog
    from ledger_app.gui.student.closing_dialog import ClosingDialog
    from ledger_app.gui.student.harm_dialog import HarmDialog


class Opened(Protocol):
    """What is known of the pane that shows the file."""

    def opened(self) -> OpenFile | None:
        """Return the file in sight."""

    def commit_pending(self) -> bool:
        """Keep what is half typed."""

    def window(self) -> QWidget:
        """Return the window it stands in."""


class FileDialogs(QObject):
    """Asks about the child whose file is in sight, once what is half typed is kept.

    `for_child(wish, act)` does it for the current child. Signal `told(sentence)`: what was done,
    or why nothing was.
    """

    told = Signal(str)

    def __init__(
        self, session: Session, for_child: Callable[[str, Callable[[], object]], None], pane: Opened
    ) -> None:
        super().__init__()
        self._session, self._for_child, self._pane = session, for_child, pane

    def report_harm(self) -> None:
        """Ask about harm that was seen."""
        from ledger_app.gui.student.harm_dialog import HarmDialog

        self._of_the_child(HarmDialog)

    def close_case(self) -> None:
        """Ask why the case is to be closed."""
        from ledger_app.gui.student.closing_dialog import ClosingDialog

        self._of_the_child(ClosingDialog)

    def reopen(self) -> None:
        """Ask why a closing is to be taken back."""
        from ledger_app.gui.student.closing_dialog import ReopenDialog

        self._of_the_child(ReopenDialog)

    def _of_the_child(self, kind: type[HarmDialog | ClosingDialog]) -> None:
        self._for_child("record", partial(self._ask, kind))

    def note_field(self) -> None:
        """Ask for the note on the field that has the keyboard."""
        self._of_field(self._note)

    def look_again(self) -> None:
        """Ask for the number that has the keyboard once more, from the paper."""
        self._of_field(self._look)

    def _look(self, found: InHand) -> None:
        from ledger_app.actions.checking import second_look
        from ledger_app.gui.noting.second_look_dialog import SecondLookDialog

        place = place_of(found.table, found.record, found.field)
        if not self._pane.commit_pending():
            return
        asked = self._session.act(second_look.to_look, found.student, place)
        if asked:
            dialog = SecondLookDialog(self._session, [asked.value], self._pane.window())
            self._open_at(dialog)

    def _of_field(self, act: Callable[[InHand], object]) -> None:
        found = field_in_hand()
        if found is None:
            said = self.tr("先把光标放到档案里的一项上；新记录先填一项再加。")
            self.told.emit(said)
        else:
            self._for_child("record", partial(self._of_child, found, act))

    def _of_child(self, found: InHand, act: Callable[[InHand], object]) -> None:
        opened = self._pane.opened()
        if opened and opened.student_id == found.student:
            act(found)

    def _note(self, found: InHand) -> None:
        from ledger_app.gui.noting.note_dialog import NoteDialog

        place = place_of(found.table, found.record, found.field)
        dialog = NoteDialog(self._session, found.student, place, self._pane.window())
        self._open_at(dialog)

    def _open_at(self, dialog: NoteDialog | SecondLookDialog) -> None:
        if (field := QApplication.focusWidget()) is not None:
            dialog.stand_at(field)
        self._open(dialog)

    def show_numbers(self) -> None:
        """Show the numbers of the family, the only one as a code for the own phone."""
        self._for_child("record", self._show_numbers)

    def _ask(self, kind: type[HarmDialog | ClosingDialog]) -> None:
        opened = self._pane.opened()
        if opened and self._pane.commit_pending():
            self._open(kind(self._session, opened.file.student, self._pane.window()))

    def _show_numbers(self) -> None:
        from ledger_app.gui.contact.numbers_dialog import show_numbers

        if opened := self._pane.opened():
            show_numbers(self._session, opened.student_id, self._pane.window())

    def _open(self, dialog: HarmDialog | ClosingDialog | NoteDialog | SecondLookDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.told.connect(self.told)
        dialog.open()
