"""Answers LogContact over the page in sight, and leads back to where one was."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ledger_app.gui.kit.dialog import ASIDE, Dialog
from ledger_app.gui.page import LogContact, ShowStudent
from ledger_app.gui.session import Session

if TYPE_CHECKING:
    from ledger_app.actions.contact.draft import ContactDraft
    from ledger_app.gui.contact.contact_dialog import HalfTyped

CONTACT = "contact"


class ContactDesk(QObject):
    """Opens the short form. What is half typed when it is closed waits for the same children.

    Signals: `asks(ShowStudent)` for the whole record; `told(sentence)` what became of a form.
    """

    asks = Signal(object)
    told = Signal(str)

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__(over)
        self._session, self._over = session, over
        self._half: dict[tuple[str, ...], HalfTyped] = {}

    def forget(self) -> None:
        """Give up what is half typed: another ledger comes."""
        self._half.clear()

    def log(self, request: LogContact, over: Dialog | None = None) -> None:
        """Open the form, perhaps over a dialog; a file that is gone or kept elsewhere is said."""
        from ledger_app.actions.contact import draft

        begun = self._session.act(draft.begin, request.students, request.due)
        if begun:
            self._open(request, begun.value, over)

    def _open(self, request: LogContact, begun: ContactDraft, over: Dialog | None) -> None:
        from ledger_app.gui.contact.contact_dialog import ContactDialog

        students = tuple(each.id for each in begun.children)
        dialog = ContactDialog(self._session, begun, over or self._over)
        half = self._half.pop(students, None)
        if half is not None:
            dialog.put_back(half)
        if over is not None:
            over.finished.connect(partial(_go_with, dialog))
            dialog.more_wanted.connect(over.reject)  # the whole record is on its page
        dialog.left.connect(partial(self._left, students, begun.children[0].name))
        dialog.more_wanted.connect(partial(self._show_more, students[0]))
        if request.kept is not None:
            dialog.accepted.connect(request.kept)
        back = over or self._over.window()
        dialog.finished.connect(back.activateWindow)  # back where one was
        dialog.open()

    def _left(self, students: tuple[str, ...], name: str, half: HalfTyped) -> None:
        self._half[students] = half
        who = name if len(students) == 1 else self.tr("{0} 人").format(len(students))
        told = self.tr("{0}的联系还没有登记，填了一半的留着：再按 Ctrl+J 接着填。")
        self.told.emit(told.format(who))

    def _show_more(self, student: str, record: str, first: dict[str, object], key: str) -> None:
        if record:
            self.asks.emit(ShowStudent(student, CONTACT, record=record, key=key))
        else:
            self.asks.emit(ShowStudent(student, new_record=CONTACT, presets=first, key=key))


def _go_with(form: Dialog, _result: int) -> None:
    """Close a form with the dialog under it: what is half typed waits for the next time.

    One that was kept or left before says nothing again. PySide calls what a class has in place of
    Qt's own, as `reject`, of a form that is deleted, too.
    """
    if isValid(form) and (form.isVisible() or form.property(ASIDE)):
        form.setProperty(ASIDE, False)
        form.reject()
