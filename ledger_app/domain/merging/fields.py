"""A record that lives on both sides: three-way per field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ledger_app.catalogue.model import OWNER
from ledger_app.domain.merging.asking import asked, kind_of, old_difference
from ledger_app.domain.merging.looking import Look, is_withheld, value_of
from ledger_app.domain.merging.plan import Asked
from ledger_app.domain.merging.told import Told


@dataclass
class Differences:
    """What becomes of one record's fields: taken over, asked, or as it is."""

    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    moved_to: str | None = None
    ask: list[Asked] = field(default_factory=list)


def merge_fields(
    look: Look, ours: Told, theirs: Told, may_hold: Callable[[str], bool]
) -> Differences:
    """Merge the fields of a record; `may_hold` tells whether a record may go to that file.

    Example: both knew 联系电话 = 1; here it is 1, there 2: taken. Here 3, there 1: stays. Here 3,
    there 2: asked. A field that the sender may not write is asked where it would be taken.
    """
    found = Differences()
    keys = sorted({*ours.values, *theirs.values} - {OWNER})
    if ours.student != theirs.student:
        keys.append(OWNER)
    for key in keys:
        here, there = value_of(ours, key), value_of(theirs, key)
        if here == there or is_withheld(look.theirs, ours.table, key):
            continue
        outcome = _outcome(look, ours, theirs, key)
        if outcome is True and key == OWNER and not may_hold(there):
            outcome = _question(look, ours, theirs, key)
        if isinstance(outcome, Asked):
            found.ask.append(outcome)
        elif outcome and key == OWNER:
            found.moved_to = there
        elif outcome:
            found.values[key], found.before[key] = there, here
    return found


def _outcome(look: Look, ours: Told, theirs: Told, key: str) -> Asked | bool:
    """Return whether theirs is taken, or the question."""
    here, there = value_of(ours, key), value_of(theirs, key)
    old = old_difference(look, theirs, key, here, there)
    if old is not None:
        return old.kind is not None and _question(look, ours, theirs, key)
    was = look.before(ours, key)
    is_copy = look.is_reading_copy(ours.student)
    # Gone on one side until now: what was told meanwhile has been taken over by nobody.
    is_back = (ours.id, "") in look.terms.open
    if was.known and there == was.value and not is_back:
        return False
    # A receipt told it, as a correction: that it is still empty there is no answer to that.
    is_untold = there is None and not was.shared and theirs.unit == look.terms.unit
    if was.known and is_untold and not is_copy:
        return False
    if was.known:
        is_free = here == was.value and (was.shared or here is None)
    elif there is None and not is_copy:
        return False
    else:
        is_free = here is None or is_copy
    return (is_free and look.rights.may_write(ours, key)) or _question(look, ours, theirs, key)


def _question(look: Look, ours: Told, theirs: Told, key: str) -> Asked:
    here, there = value_of(ours, key), value_of(theirs, key)
    was = look.before(ours, key)
    old = old_difference(look, theirs, key, here, there)
    kind = old.kind if old is not None else None
    if kind is None:
        is_ours_old = was.known and here == was.value
        kind = kind_of(look, key, here, there, is_ours_as_before=is_ours_old)
    return asked(look, theirs, key, kind, (was.value, here, there))
