"""Opens the windows of route sheets, over whatever page: which, and what came back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ledger_app.gui.session import Session


class VisitDesk(QObject):
    """`asks(Request)`: the print centre is to show a route."""

    asks = Signal(object)

    def __init__(self, session: Session, keep: Callable[[], bool], window: QWidget) -> None:
        super().__init__(window)
        self._session, self._keep, self._window = session, keep, window

    def slots(self) -> Mapping[str, Callable[[], object]]:
        """Return what the menu does, by the keys of its entries."""
        return {"visit_sheet": self.ask_route, "visit_answers": self.ask_answers}

    def ask_route(self, students: tuple[str, ...] = ()) -> None:
        """Ask how these children, else those of today, are divided into routes."""
        self._session.ask("route", self._ask_route, students)

    def ask_answers(self) -> None:
        """Ask for the answers of a sheet, once what is half typed is kept."""
        self._session.ask("visits", self._ask_answers)

    def _ask_route(self, students: tuple[str, ...]) -> None:
        from ledger_app.gui.visits.route_dialog import RouteDialog

        if self._keep():
            dialog = RouteDialog(self._session, students, self._window)
            dialog.wanted.connect(self.asks)
            dialog.open()

    def _ask_answers(self) -> None:
        from ledger_app.gui.visits.answers_dialog import VisitAnswersDialog

        if self._keep():
            VisitAnswersDialog(self._session, self._window).open()
