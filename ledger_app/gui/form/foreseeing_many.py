"""What the same entry would change for several children, summed under the dialog that asks for it.

A few of them at a time, so that no letter waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer

from ledger_app.actions.foreseeing import many
from ledger_app.actions.foreseeing.what_if import Told
from ledger_app.domain.student_file import Row
from ledger_app.gui.form.consequence_line import ConsequenceLine
from ledger_app.gui.form.foreseeing import Pause
from ledger_app.gui.session import Session

Wanted = tuple[str, Mapping[str, object]]  # table and values


def same_for(
    session: Session, children: Sequence[Row], wanted: Callable[[], Wanted | None]
) -> Callable[[], many.Many | None]:
    """Return what begins to ask of the same values, None for nothing, for all these children."""

    def begin() -> many.Many | None:
        found = wanted()
        ids = [str(child["id"]) for child in children]
        return session.peek(many.tell_of_many, ids, *found).otherwise(None) if found else None

    return begin


class ForMany(QObject):
    """`begin()` returns what is about to be written for many children, None for nothing."""

    def __init__(
        self,
        session: Session,
        line: ConsequenceLine,
        begin: Callable[[], many.Many | None],
    ) -> None:
        super().__init__(line)
        self._session, self._line, self._begin_with = session, line, begin
        self._asked: many.Many | None = None
        self._pause = Pause(self._begin, self)
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._go_on)

    def weigh(self) -> None:
        """Say it anew: something else would be written now."""
        self._next.stop()
        self._pause.start()

    def forget(self) -> None:
        """Say nothing: another field, or another kind of record, is about to be chosen."""
        self._next.stop()
        self._pause.stop()
        self._line.say("")

    def _begin(self) -> None:
        self._asked = self._begin_with()
        self._go_on()

    def _go_on(self) -> None:
        asked = self._asked
        if asked is not None and not asked.is_over:
            if self._session.peek(asked.go_on):
                self._next.start()
                return
            asked = None  # long work has the ledger
        told = many.summed(asked.found) if asked is not None else Told()
        self._line.say(told.line, told.whole)
