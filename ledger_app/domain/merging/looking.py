"""One record on both sides and before: what each says, what both started from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from ledger_app.catalogue.model import OWNER
from ledger_app.domain.merging.rights import Rights
from ledger_app.domain.merging.terms import Place, Side, Terms, answered
from ledger_app.domain.merging.told import Answer, Gone, State, Told
from ledger_app.domain.merging.withholding import hides_restricted


class Before(NamedTuple):
    """What a field was when both sides last knew of it; not `known`: nobody can say.

    `shared`: both had it. Else it was told the sender, who may have refused it.
    """

    known: bool
    value: Any = None
    shared: bool = False


UNKNOWN = Before(known=False)


@dataclass(frozen=True)
class Look:
    """All that is looked at in one merge. `last` is what the sender told the time before."""

    base: State | None
    ours: State
    theirs: State
    last: State | None
    terms: Terms

    @cached_property
    def rights(self) -> Rights:
        """Return what the sender may write."""
        return Rights(self.terms, self.ours, self.theirs)

    @cached_property
    def answers(self) -> Mapping[Place, Answer]:
        """Return what the sender decided, by place."""
        return {(each.record, each.field): each for each in self.theirs.answers}

    @cached_property
    def open_fields(self) -> Mapping[str, tuple[str, ...]]:
        """Return the keys of the differences that wait, by record."""
        found: dict[str, tuple[str, ...]] = {}
        for record, key in self.terms.open:
            found[record] = (*found.get(record, ()), key)
        return found

    @cached_property
    def ours_by_child(self) -> Mapping[str, tuple[Told, ...]]:
        """Return our living records by the child they belong to, without the files themselves."""
        return _by_child(self.ours)

    @cached_property
    def theirs_by_child(self) -> Mapping[str, tuple[Told, ...]]:
        """Return the living records told, by the child they belong to."""
        return _by_child(self.theirs)

    def earlier(self, record: Told, key: str) -> Iterator[State]:
        """Yield the states that both sides started from for this field, the better one first.

        What belongs to the lower unit is measured against its package that both know, what
        belongs to the upper one against the last receipt that the lower one took: else what a
        first receipt brought would look like an edit made below when a second one comes.
        """
        of_upper = self.rights.is_of_upper(record, key)
        for state in (self._heard, self.base) if of_upper else (self.base, self._heard):
            if state is not None:
                yield state

    @cached_property
    def _heard(self) -> State | None:
        return self.last if self.terms.side is Side.ABOVE else self.terms.heard()

    def before(self, record: Told, key: str) -> Before:
        """Return what a field of this record was for both."""
        for state in self.earlier(record, key):
            then = state.living.get(record.id)
            if then is None or is_withheld(state, then.table, key):
                continue
            if not hides_restricted(state, then, record, key):
                return Before(True, value_of(then, key), self.is_shared(state, record, key))
        return UNKNOWN

    def is_shared(self, state: State, record: Told, key: str) -> bool:
        """Tell whether both had what a state tells: of a receipt, what is not asked below."""
        is_receipt = state is self._heard and self.terms.side is Side.BELOW
        if is_receipt and self.terms.heard_all and record.student is not None:
            return True
        return not is_receipt or self.rights.is_of_upper(record, key)

    def is_reading_copy(self, child: str | None) -> bool:
        """Tell whether a file comes here of which nothing written here is left untold."""
        is_known = self.base is not None and child in self.base.away
        return is_known and child in self.terms.taken_whole

    def is_as_before(self, record: Told) -> bool:
        """Tell whether nothing of our record was changed here since both knew the same of it."""
        keys = set(record.values) | {OWNER}
        for state in self.earlier(record, ""):
            then = state.living.get(record.id)
            keys |= set(then.values) if then is not None else set()
        return all(self._is_as_before(record, key) for key in keys)

    def _is_as_before(self, record: Told, key: str) -> bool:
        was = self.before(record, key)
        return bool(value_of(record, key) == was.value) and (was.shared or not was.known)

    def changed_since_last(self, told: Told | Gone, key: str) -> bool:
        """Tell whether the sender says something else here than the time before."""
        if self.last is None:
            return False
        if isinstance(told, Gone):
            return told.id not in self.last.gone
        then = self.last.living.get(told.id)
        if then is None:
            return True
        if key:
            return not is_withheld(self.last, then.table, key) and (
                value_of(then, key) != value_of(told, key)
            )
        return not is_same(then, told, self.last, self.theirs)

    def refusal(self, place: Place, ours: object, theirs: object) -> Answer | None:
        """Return the school's new refusal of what we have here, if it sent one."""
        answer = self.answers.get(place)
        if answer is None or self.terms.side is not Side.BELOW:
            return None
        is_new = self.last is None or answer not in self.last.answers
        about = (answered(place[1], theirs), answered(place[1], ours))
        return answer if is_new and (answer.kept, answer.refused) == about else None


def value_of(told: Told, key: str) -> Any:  # noqa: ANN401
    """Return what a record says; whose it is counts as a field. An empty value is None."""
    if key == OWNER:
        return told.student
    value = told.values.get(key)
    return None if value == "" else value


def is_withheld(state: State, table: str, key: str) -> bool:
    """Tell whether a state does not tell this field."""
    return bool(state.withheld) and (
        (table, key) in state.withheld or (table, "*") in state.withheld
    )


def is_same(one: Told, other: Told, *states: State) -> bool:
    """Tell whether two tellings of a record say the same, as far as both tell it."""
    if one.values == other.values and one.student == other.student:
        return True
    return one.student == other.student and all(
        value_of(one, key) == value_of(other, key)
        for key in {*one.values, *other.values}
        if not any(is_withheld(state, one.table, key) for state in states)
    )


def _by_child(state: State) -> dict[str, tuple[Told, ...]]:
    found: dict[str, list[Told]] = {}
    for told in state.living.values():
        if told.student is not None and told.student != told.id:
            found.setdefault(told.student, []).append(told)
    return {child: tuple(records) for child, records in found.items()}
