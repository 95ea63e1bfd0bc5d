"""The windows about files that travel, opened from any page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, assert_never

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from ledger_app.actions import keep_settings
from ledger_app.gui.page import Ask, HandDown, HandOver, ShowTravel
from ledger_app.gui.session import Session, waits

SCHOOL = "school"
_ALL = ShowTravel()


class Telling(Protocol):
    """A dialog that says what was done, and leads to other pages."""

    told: SignalInstance
    asks: SignalInstance


class TravelDesk(QObject):
    """Signals and `keep()`: see the desk of the hand-off."""

    made = Signal(object)
    refused = Signal(str)
    told = Signal(str)
    asks = Signal(object)

    def __init__(self, session: Session, keep: Callable[[], bool], window: QWidget) -> None:
        super().__init__(window)
        self._session, self._keep, self._window = session, keep, window

    def slots(self) -> Mapping[str, Callable[[], object]]:
        """Return what the menu does, by the keys of its entries."""
        return {
            "travelling": self.show_travelling,
            "two_schools": self.judge_two_schools,
            "adopt": self.adopt,
            "take_over": self.take_over,
            "hand_down": self.hand_down,
        }

    def answers(self) -> Mapping[Ask, Callable[[], object]]:
        """Return what is done when a page asks for one of these."""
        return {
            Ask.TWO_SCHOOLS: self.judge_two_schools,
            Ask.ADOPT: self.adopt,
            Ask.TAKE_OVER: self.take_over,
        }

    def answer(self, request: ShowTravel | HandOver | HandDown) -> None:
        """Do what a page asks for."""
        match request:
            case ShowTravel():
                self.show_travelling(request)
            case HandOver():
                self.hand_over(request.students)
            case HandDown():
                self.hand_down(request.students)
            case _:
                assert_never(request)

    @waits("travelling")
    def show_travelling(self, wanted: ShowTravel = _ALL) -> None:
        """Show the lists of children whose files travel."""
        from ledger_app.gui.handoff.travelling.travel_dialog import TravelDialog

        if self._keep():
            self._show(TravelDialog(self._session, wanted.tab, wanted.unit, self._window))

    @waits("hand over")
    def hand_over(self, students: tuple[str, ...]) -> None:
        """Hand chosen files to another school."""
        from ledger_app.gui.handoff.travelling.hand_over_dialog import HandOverDialog

        if self._is_above(self.tr("档案由乡镇移交：学校登记转学或分流，随移交包交上去就行。")):
            dialog = HandOverDialog(self._session, students, self._window)
            dialog.told.connect(self.told)
            self.made.emit(dialog)

    @waits("hand down")
    def hand_down(self, students: tuple[str, ...] = ()) -> None:
        """Ask the schools to look at children."""
        from ledger_app.gui.handoff.travelling.hand_down_dialog import HandDownDialog

        if self._is_above(self.tr("核实名单由乡镇（县区）下发，学校在“答复请核实和退回”里答复。")):
            dialog = HandDownDialog(self._session, students, self._window)
            dialog.told.connect(self.told)
            self.made.emit(dialog)

    @waits("two schools")
    def judge_two_schools(self) -> None:
        """Say which school has a child that two schools have a file of."""
        from ledger_app.gui.handoff.travelling.two_schools_dialog import TwoSchoolsDialog

        if self._is_above(self.tr("两校同报由乡镇认定；本校自己的两份档案，用“疑似同一人”合并。")):
            self._show(TwoSchoolsDialog(self._session, self._window))

    @waits("adopt")
    def adopt(self) -> None:
        """Let files begun here go into those that the schools handed over."""
        from ledger_app.gui.handoff.travelling.adopting_dialog import AdoptingDialog

        if self._is_above(self.tr("并入学校档案由乡镇办：学校自己的档案不用并。")):
            self._show(AdoptingDialog(self._session, self._window))

    @waits("take over")
    def take_over(self) -> None:
        """Take a closed school's children over."""
        from ledger_app.gui.handoff.travelling.take_over_dialog import TakeOverDialog

        if self._is_above(self.tr("撤并学校的台账由乡镇接管。")):
            self._show(TakeOverDialog(self._session, self._window))

    def _show(self, dialog: Telling) -> None:
        dialog.told.connect(self.told)
        dialog.asks.connect(self.asks)
        self.made.emit(dialog)

    def _is_above(self, otherwise: str) -> bool:
        """Tell whether schools hand over to this unit, and what is half typed is kept; else say."""
        told = self._session.act(keep_settings.shown).otherwise({})
        if told.get("unit_kind", SCHOOL) == SCHOOL:
            self.refused.emit(otherwise)
            return False
        return self._keep()
