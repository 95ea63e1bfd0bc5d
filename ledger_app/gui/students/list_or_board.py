"""List and file, or in their place the board 去向."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ledger_app.actions.today import show_board
from ledger_app.gui.kit.page_area import PageStack
from ledger_app.gui.session import Session
from ledger_app.gui.students.board_view import BoardView


class ListOrBoard(PageStack):
    """Shows one of the two; the board is read when it is shown, and again after each change."""

    def __init__(self, session: Session, lists: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._lists = session, lists
        self.board = BoardView(self)
        self.addWidget(lists)
        self.addWidget(self.board)

    def show_list(self) -> None:
        """Bring list and file to the front."""
        self.setCurrentWidget(self._lists)

    def show_board(self) -> None:
        """Bring the board to the front, as of now."""
        self._session.ask("board", self._show_board)

    def _show_board(self) -> None:
        if self._read():
            self.setCurrentWidget(self.board)
            self.board.focus_first()

    def refresh(self) -> None:
        """Count again where the board is in sight."""
        if self.currentWidget() is self.board:
            self._session.ask("board figures", self._read)

    def _read(self) -> bool:
        shown = self._session.peek(show_board.show_board)
        if shown:
            self.board.show_board(shown.value)
        return bool(shown)

    def forget(self) -> None:
        """Leave no figure in sight: the ledger is closed or locked."""
        self.show_list()
        self.board.forget()
