"""Holds list and current child together: who is selected is the child, the child is selected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer, Signal

from ledger_app.actions import find_students
from ledger_app.gui.kit import best_match
from ledger_app.gui.session import Session
from ledger_app.gui.student.cover import MOST_NAMES
from ledger_app.gui.student.current_child import CurrentChild
from ledger_app.gui.students.list_model import StudentListModel
from ledger_app.gui.students.list_view import StudentListView

CHILD = "child"  # the wish to see a child: the newest counts


class ListCursor(QObject):
    """Follows the selection of the list, and brings it back where the list was made anew.

    `may_leave` keeps what is half typed in the file, and is False where it cannot be kept: then the
    selection returns. `hidden(name)`: the child that is to be shown is not among those listed.
    """

    hidden = Signal(str)

    def __init__(
        self,
        session: Session,
        view: StudentListView,
        model: StudentListModel,
        current: CurrentChild,
        may_leave: Callable[[], bool],
    ) -> None:
        super().__init__(view)
        self._session, self._view, self._model = session, view, model
        self._current, self._may_leave = current, may_leave
        self._row = 0  # where the child stands: its neighbour comes into this place
        self._held = 0  # > 0: the selection is being moved from here, or by the model
        view.picked.connect(self.follow)
        model.taken_in.connect(self._list_changed)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Let the selection change without following it: the list is being made anew."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1

    # From the list to the child.

    def follow(self) -> None:
        """Take over who is selected: the one, several, or nobody."""
        if self._held or self._model.is_changing:
            return
        rows = self._view.chosen_rows()
        if len(rows) == 1:
            self._move_to(self._model.no_at(rows[0]))
        elif not self._keeps_file():
            self.mark()
        elif rows:
            found = [self._model.row_at(row) for row in rows[: MOST_NAMES + 1]]
            names = tuple(str(each["name"]) for each in found if each)
            self._row = rows[0]
            self._current.be_several(len(rows), names)
        else:
            self._current.be_nobody()

    def _move_to(self, no: int) -> None:
        other = no != self._current.no or not self._current.id
        if other and self._keeps_file():
            self._become(no)
        self.mark()

    def _keeps_file(self) -> bool:
        """Keep what is half typed; the list that follows from it leaves the selection alone."""
        with self.hold():
            return self._may_leave()

    def _become(self, no: int) -> None:
        self._row = self._model.row_of_no(no)
        found = self._model.row_at(self._row)
        if found is not None:
            self._current.be(no, str(found["id"]), str(found["name"]))
        else:
            self._current.be_unread(no)
        # Whoever was wished for before, while long work has the ledger, is wished for no more.
        self._session.ask(CHILD, self._read_again)

    def _read_again(self) -> None:
        if self._current.no and not self._current.id:
            self._become(self._current.no)

    # From the child to the list.

    def mark(self) -> None:
        """Select the child in the list; nobody where there is none."""
        row = self._model.row_of_no(self._current.no) if self._current.no else -1
        with self.hold():
            if row < 0:
                self._view.clearSelection()
            elif self._view.chosen_rows() != [row]:
                self._view.go_to_row(row)
        if row >= 0:
            self._row = row
        # Qt may be in the middle of moving its cursor elsewhere: it is led back after that.
        QTimer.singleShot(0, self, self._lead_back)

    def _lead_back(self) -> None:
        rows = self._view.chosen_rows()
        if len(rows) == 1 and not self._held:
            self._view.lead_cursor(rows[0])

    def go_to_row(self, row: int) -> None:
        """Make the child of a row the current one; nobody where there is no such row."""
        if 0 <= row < self._model.rowCount():
            self._move_to(self._model.no_at(row))
        else:
            self.let_go()

    def let_go(self) -> None:
        """Make nobody the current child, unless what is half typed holds it."""
        if self._keeps_file():
            self._current.be_nobody()
        self.mark()

    def go_to(self, student_id: str) -> bool:
        """Make this child the current one, wherever it is; return whether it could be done."""
        if student_id != self._current.id and not self._keeps_file():
            self.mark()
            return False
        found = self._session.act(find_students.rows_of, [student_id]).otherwise([])
        if not found:
            return False
        no, name = int(found[0]["no"]), str(found[0]["name"])
        if self._model.row_of_no(no) < 0:
            self.hidden.emit(name)
        self._current.be(no, student_id, name)
        self.mark()
        return True

    # The list changed.

    def asked_anew(self, text: str, *, stays: bool) -> None:
        """Go to the row that Enter opens for this text; or, if it `stays`, only where the child is
        not listed any more."""
        listed = bool(self._current.no) and self._model.row_of_no(self._current.no) >= 0
        if stays and listed:
            self.mark()
        else:
            self.go_to_row(self._best_row(text))
        if self._current.id and self._model.row_of_no(self._current.no) < 0:
            self.hidden.emit(self._current.name)  # what is half typed there holds it
            self.mark()

    def _best_row(self, text: str) -> int:
        """Return the row of who is meant by the text, -1 where nobody was found."""
        count = min(self._model.rowCount(), best_match.LOOKED_AT)
        if not count or not text.strip():
            return 0 if count else -1
        rows = [self._model.row_at(row) for row in range(count)]
        return best_match.best([str(row["name"]) if row else "" for row in rows], text)

    def _list_changed(self) -> None:
        """Stay at the child; where it is gone, go to the one that came into its place."""
        if self._held:
            return
        if self._current.count > 1:
            self._several_changed()
        elif self._current.no and self._model.row_of_no(self._current.no) >= 0:
            self.mark()
        elif self._current.count or not self._view.chosen_rows():
            self._go_to_neighbour()

    def _several_changed(self) -> None:
        if self._view.chosen_rows():
            self.follow()
        else:
            self._go_to_neighbour()

    def _go_to_neighbour(self) -> None:
        if self._current.count:
            self._current.be_nobody()  # who is gone has nothing half typed that could be kept
            self.go_to_row(min(self._row, self._model.rowCount() - 1))
        else:
            self.mark()
