"""What was understood of a sentence: chips, and the filters that they make together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ledger_app.domain.phrase.filter_keys import EITHER, NEITHER, NOT, Filters, joined


class Meaning(NamedTuple):
    """A filter and one value of it."""

    key: str
    value: str


@dataclass(frozen=True)
class Chip:
    """Words that were understood. Several meanings: any of them, until somebody says which."""

    text: str
    meanings: tuple[Meaning, ...]
    negated: bool = False

    def filter(self) -> tuple[str, tuple[str, ...]]:
        """Return the one filter that this chip is."""
        keys = {each.key for each in self.meanings}
        if len(keys) > 1:
            begin = NEITHER if self.negated else EITHER
            return f"{begin}{self.text}", tuple(joined(*each) for each in self.meanings)
        mark = NOT if self.negated else ""
        return self.meanings[0].key, tuple(f"{mark}{each.value}" for each in self.meanings)

    def denied(self) -> Chip:
        return replace(self, negated=not self.negated)

    def or_(self, other: Chip) -> Chip | None:
        """Return this chip or the other one as one chip; None where "not" makes it unclear."""
        if self.negated or other.negated:
            return None
        meanings = tuple(dict.fromkeys((*self.meanings, *other.meanings)))
        return Chip(f"{self.text}或{other.text}", meanings)


@dataclass(frozen=True)
class Reading:
    """A sentence as it was understood; `rest` is what is left to be looked for in names."""

    chips: tuple[Chip, ...] = ()
    rest: str = ""

    def filters(self) -> Filters:
        """Return the filters of all chips, those of one kind together: any of them will do."""
        return together(chip.filter() for chip in self.chips)


def together(filters: Iterable[tuple[str, Sequence[str]]]) -> Filters:
    """Join filters of one kind: 三年级, 四年级 is either; 12岁以上, 15岁以下 is between."""
    found: dict[str, tuple[str, ...]] = {}
    for key, values in filters:
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *values)))
    if "age" in found:
        found["age"] = _between(found["age"])
    return tuple(found.items())


def _between(ages: tuple[str, ...]) -> tuple[str, ...]:
    """Return one span for "12-" and "-15"; ages that do not meet stay as they are."""
    least = [each for each in ages if each.endswith("-")]
    most = [each for each in ages if each.startswith("-")]
    if len(ages) == 2 and least and most and int(least[0][:-1]) <= int(most[0][1:]):
        return (f"{least[0]}{most[0][1:]}",)
    return ages
