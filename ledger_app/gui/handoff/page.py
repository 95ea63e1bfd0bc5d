"""移交: one page, which is another one in a school than in the unit that receives from schools."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ledger_app.actions import keep_settings
from ledger_app.gui.kit.menu_action import MenuAction
from ledger_app.gui.page import Request
from ledger_app.gui.session import Session

SCHOOL = "school"
# Module and class by kind of ledger, imported late; a kind that is not here stands where a
# township does: it receives.
SIDES = {
    SCHOOL: "ledger_app.gui.handoff.school.pane:SchoolPane",
    "township": "ledger_app.gui.handoff.township_page:TownshipPage",
}


@runtime_checkable
class Side(Protocol):
    """What the page of a kind of ledger has; it is a widget besides, made with the session."""

    asks: SignalInstance  # (Request)

    def refresh(self) -> None:
        """Read everything again; everything stays in its place."""

    def page_actions(self) -> Sequence[MenuAction]:
        """Return the actions for the menu bar."""

    def commit_pending(self) -> bool:
        """Keep what is half typed; return False where something cannot be kept."""

    def is_printing(self) -> bool:
        """Tell whether pages are still going to a printer."""


class HandoffPage(QWidget):
    """Holds the side that belongs to this ledger.

    `asks(Request)`: what other pages or the window should do, as the side says it.
    """

    asks = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = ""
        self._side: Side | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        session.opened.connect(self._choose)
        self._choose()

    def refresh(self) -> None:
        """Read again; the unit may be of another kind since."""
        if not self._choose() and self._side is not None:
            self._side.refresh()

    def page_actions(self) -> Sequence[MenuAction]:
        """Return the actions for the menu bar."""
        return self._side.page_actions() if self._side is not None else ()

    def commit_pending(self) -> bool:
        """Keep what is half typed."""
        return self._side is None or self._side.commit_pending()

    def is_printing(self) -> bool:
        """Tell whether pages are still going to a printer."""
        return self._side is not None and self._side.is_printing()

    def answer(self, request: Request) -> None:
        """Stand in sight: all that others ask of it."""

    def place(self) -> None:
        """Say that nothing need be found again."""

    def showEvent(self, event: QShowEvent) -> None:
        """Choose the side now if it could not be done before: long work had the ledger."""
        super().showEvent(event)
        self._session.ask("hand-off side", self._choose)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the keyboard on."""
        side = self.side()
        if side is not None:
            side.setFocus(event.reason())

    def side(self) -> QWidget | None:
        """Return the side in sight as the widget that it is."""
        return self._side if isinstance(self._side, QWidget) else None

    def _choose(self) -> bool:
        """Make the side of this ledger's kind, unless it is there; return whether it was made."""
        told = self._session.peek(keep_settings.shown)
        if not told or told.value["unit_kind"] == self._kind:
            return False
        self._kind = told.value["unit_kind"]
        old, made = self.side(), make_side(self._kind, self._session)
        if old is not None:
            self._box.removeWidget(old)
            old.deleteLater()
        self._side = made
        made.asks.connect(self.asks)
        assert isinstance(made, QWidget)
        self._box.addWidget(made)
        if self.hasFocus():
            made.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


def make_side(kind: str, session: Session) -> Side:
    """Make the side of a kind of ledger."""
    module, _, name = SIDES.get(kind, SIDES["township"]).partition(":")
    made = getattr(import_module(module), name)(session)
    assert isinstance(made, Side), name
    return made
