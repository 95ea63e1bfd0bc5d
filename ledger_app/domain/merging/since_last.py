"""What is other than in the package before, in numbers and words: for whoever packs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.domain.merging.told import Gone, State, Told


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


def since(before: State, now: State) -> SinceLast:
    """Return what a state has otherwise than an earlier one of the same ledger."""
    new = [told for told in now.living.values() if told.id not in before.living]
    other = [told for told in now.living.values() if _is_other(told, before.living.get(told.id))]
    gone = [each for each in now.gone.values() if each.id in before.living]
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


def _is_other(told: Told, before: Told | None) -> bool:
    if before is None:
        return False
    return told.student != before.student or dict(told.values) != dict(before.values)


def _files(records: Iterable[Told | Gone]) -> frozenset[str]:
    return frozenset(each.id for each in records if each.table == STUDENT.key)


def _students(records: Iterable[Told | Gone]) -> frozenset[str]:
    return frozenset(each.student for each in records if each.student)
