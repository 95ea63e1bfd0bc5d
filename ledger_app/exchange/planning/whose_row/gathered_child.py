"""One child that is imported, while its rows are gathered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ledger_app.domain.names import name_key
from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.cells.row_problem import RowProblem
from ledger_app.exchange.layout.heading_words import GUARDIAN_KEYS
from ledger_app.exchange.planning.marks import is_at_school
from ledger_app.exchange.planning.whose_row.known_child import KnownChild
from ledger_app.exchange.planning.whose_row.listed_row import ListRow

# What a row of one guardian says of that guardian: another row has another one's.
OF_A_GUARDIAN = frozenset({*GUARDIAN_KEYS, "guardian_id_no", "guardian_address", "phone"})
_AS_MEMBER = {**GUARDIAN_KEYS, "guardian_id_no": "id_no", "guardian_address": "address"}


@dataclass(slots=True)
class GatheredChild:
    """One child that is imported: the row it is imported with, and what others say besides."""

    first: ListRow
    known: KnownChild
    problems: list[RowProblem]
    more: dict[str, Any] = field(default_factory=dict)
    family: list[Mapping[str, Any]] = field(default_factory=list)  # of all its rows
    responsible: list[Mapping[str, Any]] = field(default_factory=list)  # of all its rows
    contested: set[str] = field(default_factory=set)  # keys of which its rows say different things

    def said(self, key: str) -> Any:  # noqa: ANN401
        """Return what its rows say of a field, None where they say nothing."""
        return self.first.row.values.get(key, self.more.get(key))

    def add(self, more: Mapping[str, Any]) -> None:
        """Add what a later row says besides; a new child can be found by it from now on."""
        self.more.update(more)
        if self.student_id is None:
            self.known.say({**self.known.values, **more})

    @property
    def all_said(self) -> dict[str, Any]:
        """Return what its rows say together."""
        return {**self.more, **self.first.row.values}

    @property
    def is_marked(self) -> bool:
        """Tell whether its rows say that it is not at school."""
        first = self.first.row.values
        return not is_at_school(self.all_said if self.more else first)

    @property
    def student_id(self) -> str | None:
        """Return its id in the ledger, None for a new child."""
        return self.known.student_id

    def differing(self, row: ParsedRow) -> list[str]:
        """Return what a later row says otherwise than all that was gathered."""
        return [key for key, value in row.values.items() if self.said(key) not in (None, value)]

    def second_guardian(self, row: ParsedRow, differing: list[str]) -> Mapping[str, Any] | None:
        """Return the family member a later row names where lists have a row for each guardian.

        王小明 | 王建国 | 父亲 | 139… above 王小明 | 赵秀兰 | 母亲 | 137…: the mother is a member.
        """
        name, first = row.values.get("guardian_name"), self.said("guardian_name")
        if not name or not first or name_key(name) == name_key(first):
            return None
        if not OF_A_GUARDIAN.issuperset(differing):
            return None
        member = {key: row.values[of] for of, key in _AS_MEMBER.items() if of in row.values}
        phone = row.values.get("phone")
        if phone and "phone" not in member and phone != self.said("phone"):
            member["phone"] = phone
            self._give_phone_to_guardian()
        return member

    def _give_phone_to_guardian(self) -> None:
        """Take the first row's telephone for its guardian's: each row has its guardian's own."""
        values = dict(self.first.row.values)
        phone = values.pop("phone", None)
        if phone is None or values.get("guardian_phone"):
            return
        values["guardian_phone"] = phone
        self.first = self.first._replace(row=self.first.row._replace(values=values))
        if self.student_id is None:
            new = {**self.known.values, "guardian_phone": phone}
            del new["phone"]
            self.known.say(new)
