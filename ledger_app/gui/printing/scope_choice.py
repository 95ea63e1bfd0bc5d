"""Which part of the ledger a printout is of: all of it, a school, a grade, a village …"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ledger_app.actions.printing import print_scope
from ledger_app.actions.printing.print_ledger import Printout
from ledger_app.catalogue import Field, Kind
from ledger_app.domain.telling.scope import Scope, scope_of
from ledger_app.gui.form.editors import FieldEditor, Setting, make_editor
from ledger_app.gui.session import Session

ALL, ALL_NAME = "all", "全部"


def make_scope_editor(parent: QWidget) -> FieldEditor:
    """Return a field that takes a name or its initials; empty means the whole ledger too."""
    editor = make_editor(Field(key="scope", label="范围", kind=Kind.SCHOOL), _setting([]), parent)
    editor.set_value(ALL)
    return editor


def chosen_scope(editor: FieldEditor) -> Scope | None:
    """Return the part that is chosen, None for the whole ledger."""
    value = editor.value()
    return None if value in (None, ALL) else scope_of(str(value))


def offer_scopes(editor: FieldEditor, session: Session, printout: Printout | None) -> None:
    """Offer the parts a printout can be of; what is none of them gives way to the whole."""
    found = session.act(print_scope.scopes, printout).otherwise([])
    editor.refresh_choices(_setting(found))
    if chosen_scope(editor) not in (None, *found):
        editor.set_value(ALL)


def _setting(scopes: list[Scope]) -> Setting:
    return Setting(choices=[(ALL, ALL_NAME), *((one.key, one.name) for one in scopes)])
