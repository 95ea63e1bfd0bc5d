"""Once a person pauses, what the value in hand would change is said under its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ledger_app.gui.form.record_form import RecordForm

if TYPE_CHECKING:
    from ledger_app.actions.foreseeing.what_if import Told

IDLE = 150  # milliseconds without a key: no letter waits for it


class Pause(QTimer):
    """Calls once nothing more has been asked for a moment."""

    def __init__(self, then: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent, singleShot=True, interval=IDLE)
        self.timeout.connect(then)


class Foreseeing(QObject):
    """`ask(key, value)` returns what keeping a value would change; it may read, and read only."""

    def __init__(self, form: RecordForm, ask: Callable[[str, object], Told | None]) -> None:
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
        told = self._ask(self._key, weighed.value) if weighed else None
        editor.set_consequence(*((told.line, told.whole) if told else ()))
