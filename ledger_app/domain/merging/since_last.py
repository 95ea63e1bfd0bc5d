"""What is other than in the package before, in numbers and words: for whoever packs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.domain.merging.ownership import Sides, is_of_upper
from ledger_app.domain.merging.told import Gone, State, Told

_ALONE = Sides()


@dataclass(frozen=True)
class SinceLast:
    """Children whose files are new, changed, gone, by id; records of each table that are new."""

    new: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    records: tuple[tuple[str, int], ...] = ()  # label and how many, of records of children
    places: int = 0  # changed records of the unit: classes, roll calls

    @property
    def words(self) -> str:
        """Return it in a sentence."""
        parts = [
            f"{what} {len(ids)} 人"
            for what, ids in (
                ("新建档案", self.new),
                ("改动档案", self.changed),
                ("删除档案", self.gone),
            )
            if ids
        ]
        parts += [f"新增{label} {count} 条" for label, count in self.records]
        if self.places:
            parts.append(f"班级、名单和点名有改动 {self.places} 处")
        return "，".join(parts) or "没有改动"


def since(before: State, now: State, sides: Sides = _ALONE) -> SinceLast:
    """Return what a state has otherwise than an earlier one of the same ledger.

    What the unit above wrote is no news to it: of its records only what was answered in them is.
    """
    new = [
        told
        for told in now.living.values()
        if told.id not in before.living and not _is_from_above(sides, told)
    ]
    other = [
        told for told in now.living.values() if _is_other(sides, told, before.living.get(told.id))
    ]
    gone = [
        each
        for each in now.gone.values()
        if each.id in before.living and not _is_from_above(sides, before.living[each.id])
    ]
    added = _files(new)
    removed = _files(gone)
    counts = Counter(told.table for told in new if told.student and told.table != STUDENT.key)
    touched: Sequence[Told | Gone] = [*new, *other, *gone]
    return SinceLast(
        new=added,
        changed=_students(touched) - added - removed,
        gone=removed,
        records=tuple((TABLES[key].label, counts[key]) for key in TABLES if counts[key]),
        places=sum(each.student is None for each in touched),
    )


def _is_from_above(sides: Sides, told: Told) -> bool:
    return is_of_upper(sides, TABLES[told.table], "", told.unit)


def _is_other(sides: Sides, told: Told, before: Told | None) -> bool:
    """Tell whether a record that is not new as a whole has something new written here."""
    if before is None and not _is_from_above(sides, told):
        return False
    if before is not None and told.student != before.student:
        return True
    old: Mapping[str, Any] = before.values if before is not None else {}
    return any(
        old.get(key) != told.values.get(key)
        and not is_of_upper(sides, TABLES[told.table], key, told.unit)
        for key in {*old, *told.values}
    )


def _files(records: Iterable[Told | Gone]) -> frozenset[str]:
    return frozenset(each.id for each in records if each.table == STUDENT.key)


def _students(records: Iterable[Told | Gone]) -> frozenset[str]:
    return frozenset(each.student for each in records if each.student)
