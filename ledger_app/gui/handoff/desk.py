"""Every window of the hand-off, opened from any page: menu 移交, files dropped on the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from ledger_app.actions import keep_settings
from ledger_app.actions.handoff import overview
from ledger_app.gui.form.field_in_hand import field_in_hand
from ledger_app.gui.handoff.brought import cards_among
from ledger_app.gui.handoff.travelling.travel_desk import TravelDesk
from ledger_app.gui.page import Ask, AskBelow, DeskRequest, PrintSheet, ShowStudent
from ledger_app.gui.session import Session, waits

SCHOOL = "school"


class Desk(QObject):
    """Signals: `made(dialog)` is to be shown, `refused(text)` why nothing is, `told(text)` what was
    done, `asks(Request)` of a page, `standing(text, late)`: when the last package went up.

    `keep()` saves what is half typed: a package holds what is stored.
    """

    made = Signal(object)
    refused = Signal(str)
    told = Signal(str)
    asks = Signal(object)
    standing = Signal(str, bool)

    def __init__(self, session: Session, keep: Callable[[], bool], window: QWidget) -> None:
        super().__init__(window)
        self._session, self._keep, self._window = session, keep, window
        self.travel = TravelDesk(session, keep, window)
        for signal, own in (
            (self.travel.made, self.made),
            (self.travel.refused, self.refused),
            (self.travel.told, self.told),
            (self.travel.asks, self.asks),
        ):
            signal.connect(own)
        session.opened.connect(self.tell_standing)
        session.changed.connect(self._changed)

    def slots(self) -> Mapping[str, Callable[[], object]]:
        """Return what the menu does, by the keys of its entries."""
        return {
            "pack": self.pack,
            "receive": self.receive,
            "differences": self.decide,
            "standing": self.show_standing,
            "answers": self.answer,
            "ask_below": self.ask_field,
            "asked": self.show_asked,
            **self.travel.slots(),
            "pairing": self.pair,
        }

    def answers(self) -> Mapping[Ask, Callable[[], object]]:
        """Return what is done when a page asks for one of these."""
        return {
            Ask.PACK: self.pack,
            Ask.RECEIVE: self.receive,
            Ask.DECIDE: self.decide,
            Ask.STANDING: self.show_standing,
            Ask.ANSWER: self.answer,
            Ask.ASKED: self.show_asked,
            Ask.PAIR: self.pair,
            **self.travel.answers(),
        }

    def answer_request(self, request: DeskRequest) -> None:
        """Do what a page asks for, with what it says about it."""
        if isinstance(request, AskBelow):
            self.ask_below(request)
        else:
            self.travel.answer(request)

    # What comes.

    def take(self, paths: Sequence[Path]) -> None:
        """Show what was dropped on the window: cards pair, everything else is received."""
        if not self._session.is_open:
            self.refused.emit(self.tr("请先打开台账，再接收移交包、回执或配对卡片。"))
        elif cards := cards_among(tuple(paths)):
            self._pair(cards[0])
        else:
            self._receive(tuple(paths))

    def receive(self) -> None:
        """Ask for packages, receipts or a whole stick, and show what is in them."""
        self._receive(())

    @waits("receive")
    def _receive(self, paths: Sequence[Path]) -> None:
        from ledger_app.gui.handoff.receive_dialog import ReceiveDialog

        if self._keep():
            dialog = ReceiveDialog(self._session, paths, self._window)
            dialog.told.connect(self.told)
            dialog.asks.connect(self.asks)
            self._show(dialog)

    # What goes.

    @waits("pack")
    def pack(self) -> None:
        """Look at what goes up, and write it to a stick."""
        from ledger_app.gui.handoff.packing.pack_dialog import PackDialog

        if self._keep():
            dialog = PackDialog(self._session, self._window)
            dialog.student_wanted.connect(self._open_student)
            dialog.print_wanted.connect(self._print)
            self._show(dialog)

    # What is decided and answered.

    @waits("differences")
    def decide(self) -> None:
        """Decide what two ledgers have otherwise."""
        from ledger_app.gui.handoff.deciding.differences_dialog import DifferencesDialog

        if self._keep():
            dialog = DifferencesDialog(self._session, self._window)
            dialog.student_wanted.connect(self._open_field)
            self._show(dialog)

    @waits("standing differences")
    def show_standing(self) -> None:
        """Show what was decided here and is otherwise at the other end."""
        from ledger_app.gui.handoff.deciding.standing_dialog import StandingDialog

        if self._keep():
            dialog = StandingDialog(self._session, self._window)
            dialog.student_wanted.connect(self._open_field)
            self._show(dialog)

    @waits("answers")
    def answer(self) -> None:
        """Answer what the unit above asks, and what it sent back."""
        from ledger_app.gui.handoff.answering.answers_dialog import AnswersDialog

        if self._keep():
            dialog = AnswersDialog(self._session, self._window)
            dialog.student_wanted.connect(self._open_field)
            self._show(dialog)

    # What is asked below.

    def ask_field(self) -> None:
        """Ask about the field that has the keyboard."""
        if not self._asks_below():
            return
        here = field_in_hand()
        if here is None:
            self.refused.emit(self.tr("先打开孩子的档案，把光标放到要请学校核实的那一项上。"))
        else:
            self.ask_below(AskBelow((here.student,), here.table, here.record, here.field))

    @waits("ask below")
    def ask_below(self, about: AskBelow) -> None:
        """Ask the unit that keeps these files."""
        from ledger_app.gui.handoff.answering.ask_dialog import AskDialog

        if self._keep():
            place = (about.table, about.record, about.field)
            dialog = AskDialog(self._session, about.students, place, self._window)
            dialog.told.connect(self.told)
            self._show(dialog)

    @waits("asked")
    def show_asked(self) -> None:
        """Show what was asked below, and what was answered."""
        from ledger_app.gui.handoff.answering.asked_dialog import AskedDialog

        if self._asks_below():
            dialog = AskedDialog(self._session, self._window)
            dialog.student_wanted.connect(self._open_field)
            self._show(dialog)

    def _asks_below(self) -> bool:
        """Tell whether this unit has others below it; say so if not."""
        told = self._session.act(keep_settings.shown).otherwise({})
        below = told.get("unit_kind", SCHOOL) != SCHOOL
        if not below:
            self.refused.emit(
                self.tr("请核实是乡镇和县区问学校的；学校在“答复请核实和退回”里答复。")
            )
        return below

    # Who it is exchanged with.

    def pair(self) -> None:
        """Pair with another unit, or see to a pairing."""
        self._pair(None)

    @waits("pairing")
    def _pair(self, card: Path | None) -> None:
        from ledger_app.gui.handoff.pairing.pairing_dialog import PairingDialog

        dialog = PairingDialog(self._session, card, self._window)
        dialog.told.connect(self.told)
        self._show(dialog)

    # What all have.

    def _show(self, dialog: QDialog) -> None:
        dialog.finished.connect(self.tell_standing)
        self.made.emit(dialog)

    def _open_student(self, student: str) -> None:
        self.asks.emit(ShowStudent(student))

    def _open_field(self, student: str, table: str, record: str, field: str) -> None:
        self.asks.emit(ShowStudent(student, table, record, field))

    def _print(self, printout: str) -> None:
        self.asks.emit(PrintSheet(printout))

    @waits("hand-off standing")
    def tell_standing(self) -> None:
        """Say when the last package went up."""
        answer = self._session.peek(overview.own_status)
        if answer:
            self.standing.emit(answer.value.words, answer.value.is_late)

    def _changed(self, students: frozenset[str] | None) -> None:
        """Look again after an undo, a merge, a new day; not after each saved field."""
        if students is None:
            self.tell_standing()
