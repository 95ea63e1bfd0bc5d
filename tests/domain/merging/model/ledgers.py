"""Ledgers of a model township: records as plain values, and beside them what each person has seen.

`seen` holds for each field of a record the values that whoever wrote its present one knew of: a
value that gives way to another one must be among those, or else an edit has vanished.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.model import OWNER, Owner
from ledger_app.domain.merging.header import Known
from ledger_app.domain.merging.plan import Asked
from ledger_app.domain.merging.terms import Pair, Place, answered, text_of
from ledger_app.domain.merging.told import Answer, Gone, State, Told

TOWNSHIP = "529901"
LIFE = ""  # the key under which `seen` holds that a record was begun, deleted, brought back
Seen = dict[Place, frozenset[Any]]
NOTHING: frozenset[Any] = frozenset()


@dataclass(frozen=True)
class Sent:
    """A package on a stick. Sticks are lost, copied, found again."""

    maker: str
    to: str
    known: Known
    knows: tuple[Known, ...]
    state: State
    seen: Seen
    heard: str  # of a package: the receipt that was taken last


@dataclass(frozen=True)
class Waiting:
    """A difference that waits for a person, and what the other side had seen."""

    asked: Asked
    seen: frozenset[Any]
    of: Known  # the package it came with, or was renewed by

    @property
    def place(self) -> Place:
        return (self.asked.record, self.asked.field)

    @property
    def theirs(self) -> str:
        return text_of(self.asked.theirs)


@dataclass(frozen=True)
class Decision:
    """What a person said of a difference."""

    pair: Pair
    answer: Answer
    is_ours: bool

    @property
    def place(self) -> Place:
        return (self.answer.record, self.answer.field)

    @property
    def theirs(self) -> str:
        return self.pair.theirs


@dataclass
class Ledger:
    """One copy of one unit's ledger."""

    code: str
    incarnation: str
    living: dict[str, Told] = field(default_factory=dict)
    gone: dict[str, Gone] = field(default_factory=dict)
    seen: Seen = field(default_factory=dict)
    made: dict[str, list[Known]] = field(default_factory=dict)
    accepted: dict[str, list[Known]] = field(default_factory=dict)
    bodies: dict[str, State] = field(default_factory=dict)
    open: dict[str, list[Waiting]] = field(default_factory=dict)
    decided: dict[str, dict[Place, Decision]] = field(default_factory=dict)
    was: dict[str, Told] = field(default_factory=dict)  # what deleted records held
    edits: dict[str, int] = field(default_factory=dict)  # of a file: packages made before the last
    answered: str = ""  # the newest own package that the township is known to have

    @property
    def is_township(self) -> bool:
        return self.code == TOWNSHIP

    def kept(self) -> Ledger:
        """Return a copy, as a backup or another computer has it."""
        other = copy(self)
        for name in ("living", "gone", "seen", "bodies", "was", "edits"):
            setattr(other, name, dict(getattr(self, name)))
        for name in ("made", "accepted", "open"):
            setattr(other, name, {unit: list(all_) for unit, all_ in getattr(self, name).items()})
        other.decided = {unit: dict(all_) for unit, all_ in self.decided.items()}
        return other

    def keeper(self, child: str) -> str:
        """Return who keeps a child's file, as this ledger knows."""
        passages = [
            each
            for each in self.living.values()
            if each.table == "passage" and each.student == child
        ]
        if passages:
            return str(max(passages, key=lambda each: each.values["no"]).values["to_code"])
        file = self.living.get(child) or self.was.get(child)
        return file.unit if file is not None else self.code

    def keepers(self) -> dict[str, str]:
        """Return who keeps each file, those of deleted ones, too."""
        children = [each.id for each in self.living.values() if each.table == "student"]
        children += [each.id for each in self.gone.values() if each.table == "student"]
        return {child: self.keeper(child) for child in children}

    # What a person does

    def write(self, record: str, key: str, value: object, clock: str) -> None:
        """Type a value into a field, "" to move a record: whoever types has seen what was there."""
        told = self.living[record]
        place = (record, key)
        if key == OWNER:
            self.living[record] = replace(told, student=value, changed_at=clock)  # type: ignore[arg-type]
            before: Any = told.student
        else:
            before = told.values.get(key)
            values = {**told.values, key: value}
            if value is None:
                del values[key]
            self.living[record] = replace(told, values=values, changed_at=clock)
        self.seen[place] = self.seen.get(place, NOTHING) | {before, value}
        self._edited(told.student, self.living[record].student)

    def begin(self, told: Told, life: str) -> None:
        """Add a record."""
        self.living[told.id] = told
        for key, value in self.fields(told):
            self.seen[told.id, key] = frozenset({value})
        self.seen[told.id, LIFE] = frozenset({life})
        self._edited(told.student)

    def delete(self, record: str, life: str, clock: str) -> None:
        """Delete a record."""
        told = self.living.pop(record)
        self.gone[record] = Gone(told.table, record, told.student, clock, "王老师", "录重了")
        self.seen[record, LIFE] |= {life}
        for each in (one for waiting in self.open.values() for one in waiting):
            if each.asked.record == record:  # it stands beside the record that is deleted
                self.seen[each.place] = self.seen.get(each.place, NOTHING) | each.seen
        self.was[record] = told
        self._edited(told.student)

    def undelete(self, record: str, life: str) -> None:
        """Bring a record back."""
        del self.gone[record]
        self.living[record] = self.was[record]
        self.seen[record, LIFE] |= {life}
        self._edited(self.was[record].student)

    def _edited(self, *children: str | None) -> None:
        made = len(self.made.get(TOWNSHIP, ()))
        self.edits.update((child, made) for child in children if child is not None)

    @staticmethod
    def fields(told: Told) -> Iterator[tuple[str, Any]]:
        """Yield what a record says, field by field; whose it is counts as one."""
        yield from told.values.items()
        yield OWNER, told.student

    def saw(self, record: str, key: str, value: object) -> bool:
        """Tell whether a value was known to whoever wrote the one that stands here."""
        return value is None or value in self.seen.get((record, key), NOTHING)

    # What it tells

    def pack(self, number: str) -> Sent:
        """Make a package for the township."""
        away = frozenset(self._read_only())
        untold = {
            each.id
            for each in (*self.living.values(), *self.gone.values())
            if each.student in away or not self._goes_up(each)
        }
        state = State(
            {key: each for key, each in self.living.items() if key not in untold},
            {key: each for key, each in self.gone.items() if key not in untold},
            answers=tuple(self._answers(TOWNSHIP)),
            away=away,
        )
        return self._sent(TOWNSHIP, state, dict(self.seen), number, self.made.get(TOWNSHIP, ()))

    def receipt(self, unit: str, number: str) -> Sent:
        """Make a receipt for a school."""
        kept = self.keepers()
        mine = {child for child, keeper in kept.items() if keeper == unit}
        left = {
            str(each.student)
            for each in self.living.values()
            if each.table == "passage" and each.values["from_code"] == unit
        } - mine
        living = {
            key: each
            for key, each in self.living.items()
            if each.student in mine or (each.table == "passage" and each.student in left)
        }
        gone = {key: each for key, each in self.gone.items() if each.student in mine}
        seen = dict(self.seen)
        self._as_the_other_has_it(unit, living, gone, seen)
        state = State(living, gone, answers=tuple(self._answers(unit)), away=frozenset(left))
        return self._sent(unit, state, seen, number, self.accepted.get(unit, ()))

    def _as_the_other_has_it(
        self, unit: str, living: dict[str, Told], gone: dict[str, Gone], seen: Seen
    ) -> None:
        """Tell a difference that waits as if the other side's value had been taken."""
        for waiting in self.open.get(unit, ()):
            record, key = waiting.place
            theirs, told = waiting.asked.theirs, living.get(record)
            if record not in living and record not in gone:
                continue
            if not key and theirs is None and told is not None:
                gone[record] = Gone(told.table, record, told.student)
                del living[record]
            elif not key and theirs is not None and told is None:
                gone.pop(record, None)
                values = {name: value for name, value in theirs.items() if name != OWNER}
                table, child = waiting.asked.table, theirs[OWNER]
                living[record] = Told(table, record, child, values, unit=unit)
            elif key == OWNER and told is not None:
                living[record] = replace(told, student=theirs)
            elif key and told is not None:
                values = {**told.values, key: theirs}
                if theirs is None:
                    del values[key]
                living[record] = replace(told, values=values)
            seen[record, key] = waiting.seen

    def _sent(self, to: str, state: State, seen: Seen, number: str, knows: Iterable[Known]) -> Sent:
        made = self.made.setdefault(to, [])
        known = Known(self.incarnation, made[0].sequence + 1 if made else 1, f"digest {number}")
        taken = self.accepted.get(to, ())
        heard = taken[0].digest if taken else ""
        sent = Sent(self.code, to, known, tuple(knows), state, seen, heard)
        made.insert(0, known)
        self.bodies[known.digest] = state
        return sent

    def _goes_up(self, record: Told | Gone) -> bool:
        is_townships = TABLES[record.table].owner is Owner.TOWNSHIP
        return not is_townships or not isinstance(record, Told) or record.unit == TOWNSHIP

    def _read_only(self) -> Iterator[str]:
        """Yield the children whose files went on, once all that was written here has been told."""
        made = self.made.get(TOWNSHIP, [])
        heard = [len(made) - at for at, each in enumerate(made) if each.digest == self.answered]
        for child, keeper in self.keepers().items():
            if keeper != self.code and self.edits.get(child, -1) < max(heard, default=0):
                yield child

    def _answers(self, unit: str) -> Iterator[Answer]:
        return (each.answer for each in self.decided.get(unit, {}).values())


def decision(waiting: Asked, is_ours: bool, kept: object, clock: str) -> Decision:
    """Return what was decided of a difference."""
    refused = waiting.theirs if is_ours else waiting.ours
    answer = Answer(
        waiting.table,
        waiting.record,
        waiting.student,
        waiting.field,
        answered(waiting.field, kept),
        answered(waiting.field, refused),
        "户口本为准",
        "王老师",
        clock,
    )
    return Decision(Pair(text_of(waiting.ours), text_of(waiting.theirs)), answer, is_ours)
