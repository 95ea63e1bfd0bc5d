"""What a ledger has, as plain values; says so when a child is looked for by something else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from ledger_app.domain.student_file import Row
from ledger_app.exchange.planning.import_plan import StoredChild
from ledger_app.exchange.planning.roster import ClassPlace, ListsBefore
from ledger_app.exchange.planning.unsure import Decision
from ledger_app.exchange.planning.whose_row.matching import FOUND_BY


class FoundBy(dict[str, Any]):
    """A child's row that only has what children are found by; asking for anything else fails."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        super().__init__({key: row.get(key) for key in ("id", *FOUND_BY)})

    def get(self, key: str, default: Any = None) -> Any:
        return default if self[key] is None else self[key]


@dataclass(frozen=True)
class Existing:
    """Children with their families by id, schools, classes: (school id, grade, class_no)."""

    rows: Sequence[Row] = ()
    members: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    schools: Sequence[Row] = ()
    classes: Collection[tuple[str, str, str]] = frozenset()
    lists_before: ListsBefore = field(default_factory=ListsBefore)
    standing: Mapping[str, str] = field(default_factory=dict)
    decided: Mapping[str, Decision] = field(default_factory=dict)
    files: Set[str] = frozenset()  # sha256 of those loaded
    row_keys: Set[str] = frozenset()  # of rows set aside
    responsible: Mapping[str, Sequence[Row]] = field(default_factory=dict)  # by child

    @property
    def students(self) -> Sequence[Row]:
        return [FoundBy(row) for row in self.rows]

    def stored(self, ids: Sequence[str]) -> Mapping[str, StoredChild]:
        members = self.members
        rows = [row for row in self.rows if row["id"] in ids]
        return {
            row["id"]: StoredChild(
                row, members.get(row["id"], ()), self.responsible.get(row["id"], ())
            )
            for row in rows
        }

    def was_loaded(self, sha256: str) -> bool:
        return sha256 in self.files

    def families(self, ids: Sequence[str]) -> Mapping[str, Sequence[Row]]:
        return {key: self.members[key] for key in ids if key in self.members}

    def handed_over(self, ids: Sequence[str]) -> Collection[str]:
        return ()

    def statuses(self, ids: Sequence[str]) -> Mapping[str, str]:
        return {key: self.standing[key] for key in ids if key in self.standing}

    def scopes_of(self, _ids: Sequence[str]) -> Mapping[str, Sequence[Collection[ClassPlace]]]:
        return {}
