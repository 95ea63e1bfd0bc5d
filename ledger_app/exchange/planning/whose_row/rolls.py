"""Whether a whole list agrees with a class or village of the ledger, name by name.

That makes nobody certain (a namesake may have come for one who left), but it is worth knowing for
who is asked. Example: a list of 38 bare names of 三(1), 36 of them in 三(1) of the ledger. Of last
year's class, a grade lower, the same holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ledger_app.domain.names import name_key
from ledger_app.domain.same_child.finding import Known
from ledger_app.domain.same_child.sides import Side, village_of
from ledger_app.exchange.cells.parse_rows import ParsedRow

_NEARLY_ALL = 0.6
_FEWEST = 2  # names that agree

_Place = tuple[str, ...]


class Rolls:
    """The names of each class and village a workbook lists, counted when they are asked for."""

    def __init__(
        self,
        rows: Sequence[ParsedRow],
        lists: Sequence[int],
        by_name: Mapping[str, Sequence[Known]],
    ) -> None:
        """Take the rows with the list of each, and the ledger's children by folded name."""
        self._rows = rows
        self._lists = lists
        self._by_name = by_name
        self._known_places: dict[str, list[_Place]] = {}
        self._agreeing: dict[tuple[int, _Place, _Place], bool] | None = None

    def agree(self, known: Known, row: ParsedRow, list_index: int) -> bool:
        """Tell whether this list agrees with the class or village of a child of the ledger."""
        if self._agreeing is None:
            self._agreeing = self._counted()
        theirs = self._places_of(known)
        return any(
            self._agreeing.get((list_index, mine, their), False)
            for mine in _places(Side(row.values))
            for their in theirs
            if _fit(their, mine)
        )

    def _places_of(self, known: Known) -> list[_Place]:
        if known.key not in self._known_places:
            self._known_places[known.key] = _places(known.side)
        return self._known_places[known.key]

    def _counted(self) -> dict[tuple[int, _Place, _Place], bool]:
        listed: Counter[tuple[int, _Place]] = Counter()
        met: Counter[tuple[int, _Place, _Place]] = Counter()
        for row, index in zip(self._rows, self._lists, strict=True):
            places = _places(Side(row.values))
            name = name_key(row.values.get("name") or "")
            namesakes = [each for each in self._by_name.get(name, ()) if each.key]
            theirs = {place for each in namesakes for place in self._places_of(each)}
            for mine in places:
                listed[index, mine] += 1
                met.update((index, mine, their) for their in theirs if _fit(their, mine))
        return {
            (index, mine, their): count >= max(_FEWEST, _NEARLY_ALL * listed[index, mine])
            for (index, mine, their), count in met.items()
        }


def _places(side: Side) -> list[_Place]:
    """Return the class and the village of a child, as far as they are said."""
    grade = side.grade
    found: list[_Place] = []
    if grade:
        found.append(("class", side.school, grade, side.class_no))
    if village := village_of(side.text("village_name")):
        found.append(("village", village))
    return found


def _fit(their: _Place, mine: _Place) -> bool:
    """Tell whether two places are one class, one of this year and the last, or one village."""
    if their == mine:
        return True
    if "village" in (their[0], mine[0]) or (their[1], their[3]) != (mine[1], mine[3]):
        return False
    return their[2].isdigit() and mine[2].isdigit() and int(mine[2]) == int(their[2]) + 1
