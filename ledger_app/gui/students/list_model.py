"""The list of children: numbers in memory in the chosen order, rows fetched as they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from ledger_app.actions import list_students
from ledger_app.actions.list_students import ListQuery
from ledger_app.domain.day import Day
from ledger_app.gui.session import Session
from ledger_app.gui.students.list_columns import COLUMNS, Row, hint, row_colour

PORTION = 200  # rows fetched at a time
MOST_KEPT = 6000  # rows kept in memory
WAITING = "…"
LIST = "list"  # the wish to take in what was changed
STUDENT_ID = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class StudentListModel(QAbstractTableModel):
    """Children as rows. Edited rows are marked stale, and read again when they are shown.

    An edit never moves a row: only a new query brings a new order. `counted` follows whenever the
    number of rows has changed, `taken_in` when a change of the ledger has come into the rows.
    """

    counted = Signal()
    taken_in = Signal()
    caught_up = Signal()  # the query that had to wait for long work can be asked now

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._query = ListQuery()
        self._nos: list[int] = []
        self._rows: dict[int, Row] = {}
        self._stale: set[int] = set()
        self._all_stale = False
        self.is_changing = False  # rows come and go: what is selected meanwhile is nobody's wish
        self._waited = self._asked = False  # rows, another query wanted during long work
        self._day: Day | None = None  # of the rows, since some were fetched
        session.busy.connect(self._busy_changed)
        self._unready = False
        self._readying = QTimer(self, interval=0)  # its turn comes when nothing else is to be done
        self._readying.timeout.connect(self._make_ready)

    # What is shown.

    def query(self) -> ListQuery:
        """Return what the list shows."""
        return self._query

    def show_query(self, query: ListQuery) -> None:
        """Show other children, or the same in another order."""
        self._query = query
        self._replace(self._ask(query))
        self.counted.emit()

    def _replace(self, nos: list[int]) -> None:
        self.is_changing = True
        self.beginResetModel()
        self._nos = nos
        self.endResetModel()
        self.is_changing = False

    def clear(self) -> None:
        """Forget everything: the ledger is closed or locked."""
        self.beginResetModel()
        self._nos, self._rows, self._stale = [], {}, set()
        self._waited = self._asked = self._all_stale = False
        self._query, self._unready = ListQuery(), False
        self.endResetModel()
        self.counted.emit()

    def make_ready(self) -> None:
        """Load what is searched through, in small steps: the first key finds it there."""
        self._unready = True
        self._readying.start()

    def _make_ready(self) -> None:
        ready = self._session.peek(list_students.make_ready, self._query)
        self._unready = not ready.otherwise(False)
        if not ready or not self._unready:  # refused while long work runs: its end starts it again
            self._readying.stop()

    def is_waiting(self) -> bool:
        """Tell whether what is shown is not yet what was asked for: long work has the ledger."""
        return self._asked

    def numbers(self) -> list[int]:
        """Return the list numbers of all rows, in order."""
        return list(self._nos)

    def no_at(self, row: int) -> int:
        """Return the list number of a row, 0 past the end."""
        return self._nos[row] if 0 <= row < len(self._nos) else 0

    def row_of_no(self, no: int) -> int:
        """Return the row of a list number, -1 if it is not in the list."""
        try:
            return self._nos.index(no)
        except ValueError:
            return -1

    def id_at(self, row: int) -> str:
        """Return the student id of a row, "" while it cannot be read."""
        found = self.row_at(row)
        return str(found["id"]) if found else ""

    def row_at(self, row: int) -> Row | None:
        """Return the list row, fetched if it must be; None while long work has the ledger."""
        if not 0 <= row < len(self._nos):
            return None
        no = self._nos[row]
        if no in self._rows and no not in self._stale:
            return self._rows[no]
        self._fetch(row)
        return self._rows.get(no)

    def _fetch(self, row: int) -> None:
        start = row - row % PORTION
        portion = self._nos[start : start + PORTION]
        wanted = [no for no in portion if no not in self._rows or no in self._stale]
        answer = self._session.peek(list_students.rows, wanted)
        if not answer:
            self._waited = True
            return
        self._day = self._session.ledger.day()
        for found in answer.value:
            self._rows.pop(found["no"], None)
            self._rows[found["no"]] = found
        self._stale.difference_update(wanted)
        while len(self._rows) > MOST_KEPT:
            del self._rows[next(iter(self._rows))]

    def _ask(self, query: ListQuery) -> list[int]:
        found = self._session.peek(list_students.numbers, query)
        self._asked = self._asked or not found
        return found.otherwise(self._nos)

    # What was changed.

    def refresh(self, students: Iterable[str] | None = None) -> None:
        """Take in a change of these children (None: of anything), with every row in its place."""
        if self._session.is_open and not self._session.ask(LIST, self._take_in, students):
            self._all_stale = True  # a later change under the same name would hide this one

    def _take_in(self, students: Iterable[str] | None) -> None:
        ids = None if students is None or self._all_stale else list(students)
        if ids is None or len(ids) > PORTION:
            self._all_stale = False
            self._stale.update(self._rows)
            self._merge(self._ask(self._query))
            self.make_ready()
        else:
            self._refresh_some(ids)
        self._redraw()
        self.taken_in.emit()

    def _refresh_some(self, ids: Sequence[str]) -> None:
        found = list_students.changed_rows(self._session.ledger, ids)
        self._rows.update((no, row) for no, row in found.items() if row and no in self._rows)
        self._stale.difference_update(found)
        listed = set(self._nos)
        if any((row is not None) != (no in listed) for no, row in found.items()):
            self._merge(self._ask(self._query))

    def _merge(self, wanted: list[int]) -> None:
        """Take out what is gone and put in what is new; everything else keeps its place.

        A child that is still there but fits the query no longer stays listed until the next query.
        """
        new = set(wanted)
        missing = [no for no in self._nos if no not in new]
        added = new.difference(self._nos)
        if len(missing) + len(added) > PORTION:
            self._replace(wanted)
        elif missing or added:
            staying = {row["no"] for row in list_students.rows(self._session.ledger, missing)}
            self.is_changing = True
            self._take_out(set(missing) - staying)
            self._put_in(wanted, added)
            self.is_changing = False
        self.counted.emit()

    def _take_out(self, gone: set[int]) -> None:
        for row in range(len(self._nos) - 1, -1, -1):
            if self._nos[row] in gone:
                self.beginRemoveRows(QModelIndex(), row, row)
                self._rows.pop(self._nos.pop(row), None)
                self.endRemoveRows()

    def _put_in(self, wanted: Sequence[int], added: set[int]) -> None:
        before: dict[int, int] = {}
        for at, no in enumerate(wanted):
            if no in added:
                before[no] = wanted[at - 1] if at else 0
        for no, neighbour in before.items():
            row = self.row_of_no(neighbour) + 1
            self.beginInsertRows(QModelIndex(), row, row)
            self._nos.insert(row, no)
            self.endInsertRows()

    def _redraw(self) -> None:
        if self._nos:
            last = self.index(len(self._nos) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _busy_changed(self, busy: bool) -> None:
        """Catch up after long work; without another query every row keeps its place."""
        if busy or not self._session.is_open:
            return
        if self._unready:
            self._readying.start()
        asked, waited = self._asked, self._waited
        self._asked = self._waited = False
        if asked:
            self.caught_up.emit()
        elif waited:
            self._redraw()

    # What the view asks.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many children are listed."""
        return 0 if parent.isValid() else len(self._nos)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are, hidden ones included."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Return the heading of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return COLUMNS[section].title if section < len(COLUMNS) else None
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Return text, colour or hint of a cell."""
        if not index.isValid() or role not in _ROLES:
            return None
        row = self.row_at(index.row())
        column = COLUMNS[index.column()]
        if row is None or self._day is None:
            return WAITING if role == Role.DisplayRole and index.column() == 0 else None
        if role == Role.DisplayRole:
            return column.text(row, self._day)
        if role == Role.ForegroundRole:
            return row_colour(column.key, row, self._day)
        if role == STUDENT_ID:
            return row["id"]
        return hint(column.key, row, self._day) or None


_ROLES = frozenset((Role.DisplayRole, Role.ForegroundRole, Role.ToolTipRole, STUDENT_ID))
