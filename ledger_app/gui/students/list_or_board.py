"""List and file, or in their place the board 去向."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ledger_app.actions import list_students
from ledger_app.actions.today import show_board
from ledger_app.actions.today.show_board import ShownBoard
from ledger_app.gui.kit.page_area import PageStack
from ledger_app.gui.session import Done, Refused, Session
from ledger_app.gui.students.board_view import BoardView

MANY_STUDENTS = 5000  # from here on the worker counts


class ListOrBoard(PageStack):
    """Shows one of the two; the board is read when it is shown, and again after each change.

    `list_in_sight(is_it)`: the list, with its child, came into sight or went out of it.
    """

    list_in_sight = Signal(bool)

    def __init__(
        self, session: Session, lists: QWidget, keyboard: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._lists, self._keyboard = session, lists, keyboard
        self.board = BoardView(self)
        self.addWidget(lists)
        self.addWidget(self.board)
        self.setFocusProxy(keyboard)
        self.currentChanged.connect(self._tell)

    def shows_list(self) -> bool:
        """Tell whether the list is in sight, not the board."""
        return self.currentWidget() is self._lists

    def _tell(self) -> None:
        self.list_in_sight.emit(self.shows_list())

    def show_list(self) -> None:
        """Bring list and file to the front."""
        self.setCurrentWidget(self._lists)
        self.setFocusProxy(self._keyboard)  # never into what is behind

    def show_board(self) -> None:
        """Bring the board to the front, as of now."""
        self._session.ask("board", self._show_board)

    def _show_board(self) -> None:
        self._read(self._bring)

    def _bring(self, answer: Done[ShownBoard] | Refused) -> None:
        if answer and self._session.is_open:
            self.setCurrentWidget(self.board)
            self.setFocusProxy(self.board)
            self.board.show_board(answer.value)
            self.board.focus_first()

    def refresh(self) -> None:
        """Count again where the board is in sight."""
        if self.currentWidget() is self.board:
            self._session.ask("board figures", self._read, self._update)

    def _update(self, answer: Done[ShownBoard] | Refused) -> None:
        if answer and self.currentWidget() is self.board:
            self.board.show_board(answer.value)

    def _read(self, then: Callable[[Done[ShownBoard] | Refused], None]) -> None:
        """Count now; in a large ledger on the worker thread."""
        if list_students.count(self._session.ledger) <= MANY_STUDENTS:
            then(self._session.act(show_board.show_board))
        else:
            self._session.run(show_board.show_board, then=then)

    def forget(self) -> None:
        """Leave no figure in sight: the ledger is closed or locked."""
        self.show_list()
        self.board.forget()
