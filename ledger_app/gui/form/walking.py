"""Where Enter leads to in a form: to every field, or only to those that must still be filled."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.catalogue import Need
from ledger_app.domain.checking.problem import Severity
from ledger_app.gui.form.field_editor import FieldEditor
from ledger_app.gui.kit import remembered

NAME = "typing"
_NEEDED = "only_needed"


def walks_needed() -> bool:
    """Tell whether this user has Enter go on only to what must be filled; ↓ goes to every field."""
    return remembered.recall(NAME).get(_NEEDED) is True


def walk(*, only_needed: bool) -> None:
    """Remember where Enter leads to, for this user on this computer."""
    remembered.keep(NAME, {**remembered.recall(NAME), _NEEDED: only_needed})


def first_empty(editors: Sequence[FieldEditor]) -> FieldEditor | None:
    """Return the first field with nothing in it, else the first."""
    empty = (editor for editor in editors if editor.value() is None)
    return next(empty, next(iter(editors), None))


def first_needed(editors: Sequence[FieldEditor], *, new: bool) -> FieldEditor | None:
    """Return the first field that must still be filled or mended.

    Of a record that is kept (not `new`), a needed field without a problem does not apply to this
    child, or is known from elsewhere.
    """
    return next((each for each in editors if _is_needed(each, new)), None)


def _is_needed(editor: FieldEditor, new: bool) -> bool:
    if editor.entry().isReadOnly():
        return False
    text, severity = editor.problem()
    if text and severity == Severity.ERROR:
        return True
    starred = editor.field.need in (Need.SAVE, Need.FILE)
    return starred and editor.value() is None and (new or bool(text))
