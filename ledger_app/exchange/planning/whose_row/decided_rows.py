"""What was decided of rows that were set aside before, found by their keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.domain.names import name_key
from ledger_app.domain.same_child.fact_words import in_words
from ledger_app.domain.same_child.finding import Hit
from ledger_app.domain.same_child.row_keys import row_key
from ledger_app.domain.same_child.sides import Side
from ledger_app.domain.same_child.verdicts import Likeness
from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.planning.import_plan import LedgerContents
from ledger_app.exchange.planning.unsure import Candidate, Decision, Unsure
from ledger_app.exchange.planning.whose_row.known_child import KnownChild
from ledger_app.exchange.planning.whose_row.listed_row import ListRow
from ledger_app.exchange.planning.whose_row.matching import ChildMatch, ChildMatcher, Why, side_of

_SAME = Likeness.SAME
_MOST = 8  # children a row may be about that are shown


@dataclass(frozen=True)
class Asking:
    """What is needed to ask whose row it is: the workbook's name, what was said for this plan of
    rows set aside (by their key), how a school is called, and whether this file is known."""

    workbook: str = ""
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    school_name: Callable[[str], str] = str
    was_loaded: bool = False  # this very file, before


class DecidedRows:
    """Keys of the rows of a workbook, and what was said of those that were set aside."""

    def __init__(
        self,
        rows: Sequence[ListRow],
        asking: Asking,
        contents: LedgerContents,
    ) -> None:
        """Take the rows, and the decisions that the ledger has already."""
        self._rows = rows
        self._asking = asking
        self._remembered = contents.decided
        self._decided = {**self._remembered, **asking.decisions}
        self._asked_before = contents.row_keys if asking.was_loaded else ()
        self._same_name: dict[str, list[int]] | None = None

    def key(self, at: int) -> str:
        """Return the key of a row; of rows that say the same, each has a number of its own."""
        if self._same_name is None:
            self._same_name = {}
            for place, each in enumerate(self._rows):
                self._same_name.setdefault(_name(each), []).append(place)
        places = self._same_name[_name(self._rows[at])]
        keys: Counter[str] = Counter()
        for place in places:
            key = self._bare_key(place)
            keys[key] += 1
            if place == at:
                return f"{key}-{keys[key]}" if keys[key] > 1 else key
        raise AssertionError(at)

    def _bare_key(self, at: int) -> str:
        """Return the key of what a row says; a new school has another id in each plan."""
        row = self._rows[at].row
        side = side_of(row)
        if school := self._asking.school_name(side.school):
            side = Side({**side.values, "school": school}, side.family)
        return row_key(side, row.identity.typed, self._asking.workbook)

    def resolved(self, at: int, match: ChildMatch, matcher: ChildMatcher) -> ChildMatch:
        """Return what was decided of a row that nobody, or nobody for certain, was found for."""
        if match.known is None and match.why and self._asking.was_loaded:
            match = self._of_same_file(at, match, match.why)
        if match.known is not None or not self._decided:
            return match
        decision = self._decided.get(self.key(at))
        if decision is None or decision.answer == SameChild.LATER:
            return match
        if decision.student_id:  # whose row it is, or the file that was made of it
            known = matcher.of_id(decision.student_id)
            return ChildMatch(known) if known else match
        hits = match.why.hits if match.why else ()
        if decision.answer == SameChild.SAME:
            return ChildMatch(known_of(hits[0])) if len(hits) == 1 else match
        return ChildMatch(notes=match.notes)

    def _of_same_file(self, at: int, match: ChildMatch, why: Why) -> ChildMatch:
        """Return the child a row of a file loaded before was taken for then: the only one of whom
        nothing differs. What was set aside then stays so."""
        alike = [hit for hit in why.hits if not hit.weighed.differing and hit.names is _SAME]
        children = [known_of(hit) for hit in alike]
        if len(children) != 1 or why.of_number or self.key(at) in self._asked_before:
            return match
        known = children[0]
        return ChildMatch(known) if known.student_id and known.row is None else match

    def is_news(self, at: int) -> bool:
        """Tell whether a row was decided for this plan, and the ledger does not know it yet."""
        decisions = self._asking.decisions
        return (
            bool(decisions) and (key := self.key(at)) in decisions and key not in self._remembered
        )

    def unsure(
        self, at: int, hits: Sequence[Hit], values: Mapping[str, Any], row: ParsedRow
    ) -> Unsure:
        """Return what is asked of a row: whom it may be about, and the facts of each.

        `values` are what would be written of `row` as a child of its own.
        """
        side = side_of(self._rows[at].row)
        candidates = tuple(self._candidate(hit, side) for hit in hits[:_MOST])
        people = (tuple(row.members), tuple(row.responsible))
        return Unsure(self.key(at), candidates, values, *people)

    def _candidate(self, hit: Hit, side: Side) -> Candidate:
        known = known_of(hit)
        agreeing, differing = in_words(hit.weighed, known.side, side, self._asking.school_name)
        place = None
        if known.row is not None:
            row = self._rows[known.row].row
            place = (row.sheet, row.row)
        values = {key: value for key, value in known.values.items() if key != "id" and value}
        return Candidate(
            known.student_id, place, known.side.text("name"), values, agreeing, differing
        )


def known_of(hit: Hit) -> KnownChild:
    """Return the child of a hit among those of an import."""
    assert isinstance(hit.known, KnownChild)
    return hit.known


def _name(listed: ListRow) -> str:
    return name_key(listed.row.values.get("name") or "")
