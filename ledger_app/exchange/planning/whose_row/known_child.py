"""A child a row may be about: of the ledger, or of a row of the workbook looked at before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from ledger_app.domain.identity import is_valid_id
from ledger_app.domain.same_child.finding import Known
from ledger_app.domain.same_child.sides import Side


class KnownChild(Known):
    """A child a row may be about: of the ledger (`student_id`), or of a row looked at before.

    `row` is the place of the workbook's row that was found to be about it, None while there is
    none; `list_index` the list that row stands in.
    """

    def __init__(
        self,
        student_id: str | None,
        values: Mapping[str, Any],
        row: int | None = None,
        list_index: int = -1,
        family: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        """Take a child of the ledger by its id, or a new one of the workbook (None)."""
        super().__init__(student_id or "", Side(values, family))
        self.student_id = student_id
        self.row = row
        self.list_index = list_index

    @property
    def values(self) -> Mapping[str, Any]:
        """Return what is known of the child by key."""
        return self.side.values

    @cached_property
    def has_sound_number(self) -> bool:
        """Tell whether its number is sound."""
        return is_valid_id(str(self.values.get("id_no") or ""))

    def say(self, values: Mapping[str, Any]) -> None:
        """Take what is known of the child from now on."""
        self.side = Side(values, self.side.family)
