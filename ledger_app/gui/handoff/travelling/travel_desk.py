"""The windows about files that travel, opened from any page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import assert_never

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ledger_app.actions import keep_settings
from ledger_app.gui.page import HandOver, ShowTravel
from ledger_app.gui.session import Session, waits

SCHOOL = "school"
_ALL = ShowTravel()


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
        return {"travelling": self.show_travelling}

    def answer(self, request: ShowTravel | HandOver) -> None:
        """Do what a page asks for."""
        match request:
            case ShowTravel():
                self.show_travelling(request)
            case HandOver():
                self.hand_over(request.students)
            case _:
                assert_never(request)

    @waits("travelling")
    def show_travelling(self, wanted: ShowTravel = _ALL) -> None:
        """Show the lists of children whose files travel."""
        from ledger_app.gui.handoff.travelling.travel_dialog import TravelDialog

        if self._keep():
            dialog = TravelDialog(self._session, wanted.tab, wanted.unit, self._window)
            dialog.told.connect(self.told)
            dialog.asks.connect(self.asks)
            self.made.emit(dialog)

    @waits("hand over")
    def hand_over(self, students: tuple[str, ...]) -> None:
        """Hand chosen files to another school."""
        from ledger_app.gui.handoff.travelling.hand_over_dialog import HandOverDialog

        if self._is_above(self.tr("档案由乡镇移交：学校登记转学或分流，随移交包交上去就行。")):
            dialog = HandOverDialog(self._session, students, self._window)
            dialog.told.connect(self.told)
            self.made.emit(dialog)

    def _is_above(self, otherwise: str) -> bool:
        """Tell whether schools hand over to this unit, and what is half typed is kept; else say."""
        told = self._session.act(keep_settings.shown).otherwise({})
        if told.get("unit_kind", SCHOOL) == SCHOOL:
            self.refused.emit(otherwise)
            return False
        return self._keep()
