"""Once a person pauses, what the value in hand would change is said under its field.

For several children it is summed, a few of them at a time, so that no letter waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer

from ledger_app.actions.foreseeing import many
from ledger_app.actions.foreseeing.what_if import Told
from ledger_app.domain.student_file import Row
from ledger_app.gui.form.consequence_line import ConsequenceLine
from ledger_app.gui.form.record_form import RecordForm
from ledger_app.gui.session import Session

IDLE = 150  # milliseconds without a key: no letter waits for it


class Pause(QTimer):
    """Calls once nothing more has been asked for a moment."""

    def __init__(self, then: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent, singleShot=True, interval=IDLE)
        self.timeout.connect(then)


class Foreseeing(QObject):
    """`ask(key, value)` returns what keeping a value would change; it may read, and read only."""

    def __init__(self, form: RecordForm, ask: Callable[[str, object], Told]) -> None:
        super().__init__(form)
        self._form, self._ask = form, ask
        self._key = ""
        self._pause = Pause(self._say, self)
        form.field_weighed.connect(self._weighed)
        form.field_committed.connect(self._forget)

    def say_again(self) -> None:
        """Ask anew of a value that is still half typed: the file around it has changed."""
        if self._key:
            self._pause.start()

    def _weighed(self, key: str) -> None:
        if self._key and self._key != key:
            self._form.set_consequence(self._key)
        self._key = key
        self._pause.start()

    def _forget(self, _key: str, _value: object) -> None:
        self._key = ""
        self._pause.stop()

    def _say(self) -> None:
        editor = self._form.editor(self._key) if self._key else None
        if editor is None:
            return
        weighed = editor.considered()
        told = self._ask(self._key, weighed.value) if weighed else Told()
        editor.set_consequence(told.line, told.whole)


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
