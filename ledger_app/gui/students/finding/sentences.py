"""A sentence in the search box: listed where nobody is called so, turned into filters by Enter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from ledger_app.actions.finding import by_sentence
from ledger_app.actions.finding.by_sentence import Understood
from ledger_app.actions.list_students import ListQuery
from ledger_app.gui.session import Session
from ledger_app.gui.students.finding.understood_row import UnderstoodRow
from ledger_app.gui.students.list_model import StudentListModel

MOST_EARLIER = 10  # in memory only: children may be named in them


class Sentences(QObject):
    """`take(query)` shows a query's text and filters in the bar, and asks for them anew."""

    def __init__(
        self, session: Session, row: UnderstoodRow, take: Callable[[ListQuery], None]
    ) -> None:
        super().__init__(row)
        self._session, self._row, self._take = session, row, take
        self._typed = ""
        self._taken: Understood | None = None
        self._earlier: list[str] = []
        self._back = 0  # how many sentences ↑ has gone back
        row.all_wanted.connect(self._settle_clicked)
        row.name_wanted.connect(self._take_name)

    def ask(self, model: StudentListModel, query: ListQuery) -> None:
        """List who is called as typed; where there is nobody, whom the sentence means.

        While a name is being typed that somebody has, nothing else is done.
        """
        model.show_query(query)
        self._typed, self._taken = query.text, None
        text, found = query.text, model.rowCount()
        plain = text.isascii() and found and not text.endswith(" ")
        if text.strip() and not plain and not model.is_waiting():
            self._taken = self._session.peek(by_sentence.understood, query).otherwise(None)
        if self._taken and self._taken.is_read:
            model.show_query(self._taken.query)
        named = self._session.peek(by_sentence.told, self._taken) if self._taken else None
        self._row.show_told(named.otherwise(None) if named else None)

    def listed(self) -> ListQuery | None:
        """Return what is listed instead of what is typed, None where that is the same."""
        return self._taken.query if self._taken and self._taken.is_read else None

    def name(self) -> str:
        """Return what of the text is looked for in names."""
        listed = self.listed()
        return listed.text if listed else self._typed

    def offers_names(self) -> bool:
        """Tell whether names of the same sound stand under the box."""
        return bool(self._taken and self._taken.alike.children)

    def settle(self) -> bool:
        """Turn what is understood into filters, or take the first name of the same sound.

        Returns False where nothing is to be turned: the child that is marked was meant.
        """
        taken = self._taken
        if taken and taken.alike.children:  # what else was understood becomes filters with it
            self._take_name(taken.alike.children[0][0])
            return True
        return bool(taken and taken.is_read and self._become_filters(taken))

    def _settle_clicked(self) -> None:
        """Turn into filters what is listed as names: somebody clicked on it."""
        if self._taken and self._taken.reading.chips:
            self._become_filters(self._taken)

    def _become_filters(self, taken: Understood) -> bool:
        self._earlier = [self._typed.strip(), *self._earlier][:MOST_EARLIER]
        self._back = 0
        query = taken.query
        if not taken.is_read:
            query = by_sentence.with_reading(query, taken.reading)
        self.forget_text()
        self._take(query)
        return True

    def _take_name(self, name: str) -> None:
        if self._taken:
            query = self._taken.query
            self.forget_text()
            self._take(by_sentence.with_reading(query, by_sentence.name_only(name)))

    def earlier(self) -> str:
        """Return the sentence before the one shown, "" where there is none."""
        if self._back >= len(self._earlier):
            return ""
        self._back += 1
        return self._earlier[self._back - 1]

    def forget_text(self) -> None:
        """Take nothing of what was typed before for the text that is shown now."""
        self._typed, self._taken = "", None
        self._row.show_told(None)

    def forget(self) -> None:
        """Know nothing of what was typed: the ledger is closed or locked."""
        self.forget_text()
        self._earlier, self._back = [], 0
