"""Whose word counts: what of a record the sender may write, and what it may not."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.model import Owner
from ledger_app.domain.merging.terms import Side, Terms
from ledger_app.domain.merging.told import State, Told

SCHOOL_NAME = "school:"
CLASS_NAME = "class:"


class Keeping(Enum):
    """What the sender has to do with a file."""

    KEEPS = auto()
    KEPT = auto()  # it did, before the file went on: what it still wrote there is asked
    NEVER = auto()


class Rights:
    """What the sender of one package may write."""

    def __init__(self, terms: Terms, ours: State, theirs: State) -> None:
        """Take the terms and both sides.

        That it was handed a file is believed of the sender: a restored township has forgotten it,
        and all that is gained by a lie is that what it says there is asked.
        """
        self._terms = terms
        self._ours = ours
        self._kept = {child for state in (ours, theirs) for child in _passed_by(terms.unit, state)}

    def keeping(self, student: str | None) -> Keeping:
        """Say whether the sender keeps the file of this child, or did."""
        terms = self._terms
        if student is None or terms.side is Side.ABOVE or student in terms.taken_whole:
            return Keeping.KEEPS
        keeper = terms.keeper.get(student)
        if keeper is None:
            ours = self._ours.living.get(student)
            keeper = terms.unit if ours is None else ours.unit or terms.own
        if keeper == terms.unit:
            return Keeping.KEEPS
        return Keeping.KEPT if self._ever_kept(student) else Keeping.NEVER

    def keeping_of(self, ours: Told, theirs: Told) -> Keeping:
        """Say whether the sender keeps a record, or did: it may lie in another file by now."""
        found = self.keeping(ours.student)
        if found is not Keeping.NEVER:
            return found
        is_in_own = self.keeping(theirs.student) is not Keeping.NEVER
        return Keeping.KEPT if is_in_own else Keeping.NEVER

    def may_write(self, record: Told, key: str) -> bool:
        """Tell whether the sender may write this field ("": remove the record, or bring it back).

        `record` is ours if it is here: what the sender says of its maker proves nothing.
        """
        terms = self._terms
        if record.student in terms.taken_whole:
            return True
        if self.keeping(record.student) is not Keeping.KEEPS:
            return False
        is_upper = self.is_of_upper(record, key)
        if terms.side is Side.BELOW:
            return not is_upper and self.is_own_place(record)
        return is_upper or self._is_other_place(record) or self._is_kept_elsewhere(record)

    def is_of_upper(self, record: Told, key: str) -> bool:
        """Tell whether a field belongs to the upper one of the two units."""
        table = TABLES[record.table]
        if table.owner is Owner.SCHOOL:
            return self._terms.of_school and key in table.decided_above
        return record.unit in self._terms.upper and key not in table.answered

    def is_own_place(self, record: Told) -> bool:
        """Tell whether what is told is not a school or class of another unit than the sender.

        One without a code may be the sender's: it has none yet.
        """
        code = code_in(record.id)
        is_free = not code or code.startswith("#") or not self._terms.of_school
        return is_free or code == self._terms.unit

    def _ever_kept(self, student: str) -> bool:
        ours = self._ours.living.get(student)
        began = ours is not None and ours.unit == self._terms.unit
        return began or student in self._kept

    def _is_kept_elsewhere(self, record: Told) -> bool:
        """Tell whether another unit answers for this child by now: here is a reading copy."""
        if record.student is None or TABLES[record.table].owner is not Owner.TOWNSHIP:
            return False
        return self._terms.keeper.get(record.student, self._terms.own) != self._terms.own

    def _is_other_place(self, record: Told) -> bool:
        """Tell whether this is a school or class of another unit: the unit above hands them out."""
        code = code_in(record.id)
        return bool(code) and code != self._terms.own and self._terms.of_school


def code_in(record_id: str) -> str:
    """Return the code of the school that the name of a school or class holds, "" for others."""
    for start in (SCHOOL_NAME, CLASS_NAME):
        if record_id.startswith(start):
            return record_id.removeprefix(start).partition(":")[0]
    return ""


def is_of_upper_table(record: Told, terms: Terms) -> bool:
    """Tell whether only the upper one of the two begins such a record."""
    owner = TABLES[record.table].owner
    return record.unit in terms.upper or (terms.of_school and owner is Owner.TOWNSHIP)


def _passed_by(unit: str, state: State) -> Iterator[str]:
    """Yield the children whose files this unit had according to the passages in a state."""
    for told in state.living.values():
        if told.table == "passage" and told.student is not None:
            codes = (told.values.get("from_code"), told.values.get("to_code"))
            if unit in codes:
                yield told.student
