"""What waits for a person is told as the other side has it: nobody is asked below yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from ledger_app.catalogue.model import OWNER
from ledger_app.domain.merging.told import Gone, State, Told


@dataclass(frozen=True)
class Undecided:
    """A difference that waits: `theirs` is the other side's value, of a whole record all of it."""

    table: str
    record: str
    student: str | None
    field: str
    theirs: Any


def as_they_have_it(state: State, waiting: Iterable[Undecided], unit: str) -> State:
    """Return a state as the unit it is for has what waits here of it.

    Else the unit would be asked, as a correction, what nobody above has decided yet: both would
    decide at once, and each take what the other just gave up.
    """
    living, gone = dict(state.living), dict(state.gone)
    for each in waiting:
        if each.record not in living and each.record not in gone:
            continue  # of a file that is not told this unit
        told = living.pop(each.record, None)
        buried = gone.pop(each.record, None)
        theirs = _theirs(each, told, unit)
        if theirs is not None:
            living[each.record] = theirs
        else:
            gone[each.record] = buried or Gone(each.table, each.record, each.student)
    return replace(state, living=living, gone=gone)


def _theirs(each: Undecided, told: Told | None, unit: str) -> Told | None:
    if not each.field:
        if each.theirs is None:
            return None
        values = {key: value for key, value in each.theirs.items() if key != OWNER}
        child = each.theirs.get(OWNER)
        return Told(each.table, each.record, child, values, unit=told.unit if told else unit)
    if told is None:
        return None  # it is deleted here: that is decided
    if each.field == OWNER:
        return replace(told, student=each.theirs)
    values = {**told.values, each.field: each.theirs}
    return replace(
        told, values={key: value for key, value in values.items() if value not in (None, "")}
    )
