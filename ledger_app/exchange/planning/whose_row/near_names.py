"""Children of the ledger whom a row may be about under another spelling of the name.

Asked only of those that stand on no row of the workbook by their own name or number: where both are
listed, they are two children, often twins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ledger_app.domain.household import phones_of
from ledger_app.domain.names import name_key
from ledger_app.domain.same_child.facts import Fact
from ledger_app.domain.same_child.finding import Hit
from ledger_app.domain.same_child.sides import Side
from ledger_app.domain.same_child.verdicts import Likeness, name_likeness
from ledger_app.domain.student_file import Row
from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.planning.whose_row.known_child import KnownChild

_NEARLY = "台账里有同校、同一天出生、姓名相近的“{} {}”，按另一个孩子建档，请核对。"
_PEOPLE = ("guardian_name", "carer_name", "head_name")
_PHONES = ("phone", "phone2", "guardian_phone", "carer_phone")


class NearNames:
    """The ledger's children by birth date, grown-ups and telephones; read when first asked for."""

    def __init__(self, known: Iterable[KnownChild], rows: Sequence[ParsedRow]) -> None:
        """Take the ledger's children and all rows of the workbook."""
        self._known = known
        self._rows = rows
        self._groups: dict[str, list[KnownChild]] | None = None
        self._listed: set[tuple[str, str | None]] = set()

    def of(self, row: ParsedRow) -> list[KnownChild]:
        """Return those of a near name who share birth date, family or telephone with a row."""
        if self._groups is None:
            self._groups = self._read()
        groups = self._groups
        if not groups:
            return []
        met = dict.fromkeys(k for key in _keys(row.values, row.birth) for k in groups.get(key, ()))
        side = Side(row.values, row.members)
        return [
            known
            for known in met
            if known.row is None
            and not (row.identity.number and known.values.get("id_no"))
            and not self._is_listed(known)
            and name_likeness(known.side, side) is Likeness.NEAR
        ]

    def notes(self, hits: Iterable[Hit]) -> tuple[tuple[str, str], ...]:
        """Return what is worth a word of children of one school and day with names alike."""
        for hit in hits:
            agreeing, differing = set(hit.weighed.agreeing), set(hit.weighed.differing)
            place = agreeing & {Fact.SCHOOL, Fact.CLASS}
            if Fact.BIRTH in agreeing and place and not differing:
                side = hit.known.side
                return (("name", _NEARLY.format(side.text("name"), side.text("birth_date"))),)
        return ()

    def _read(self) -> dict[str, list[KnownChild]]:
        groups: dict[str, list[KnownChild]] = {}
        for known in self._known:
            for key in _keys(known.values, known.values.get("birth_date")):
                groups.setdefault(key, []).append(known)
        if groups:
            self._listed = {(name_key(r.values.get("name") or ""), r.birth) for r in self._rows}
        return groups

    def _is_listed(self, known: KnownChild) -> bool:
        """Tell whether the workbook has a row of this name and birth date."""
        name, born = name_key(known.side.text("name")), known.values.get("birth_date")
        return (name, born) in self._listed or (name, None) in self._listed


def _keys(values: Row, born: str | None) -> Iterator[str]:
    if born:
        yield born
    for key in _PEOPLE:
        if values.get(key):
            yield name_key(str(values[key]))
    for key in _PHONES:
        if values.get(key):
            yield from phones_of(str(values[key]))
