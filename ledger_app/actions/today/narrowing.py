"""Which lines of 今日 are looked for: by words, and by several values of several facets at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ledger_app.actions.today.arranging import (
    OF_UNIT,
    STATES,
    UNFILLED,
    Order,
    class_title,
    group_of,
    who_of,
)
from ledger_app.actions.today.due_lines import TodayLine
from ledger_app.domain.names import query_key, search_keys
from ledger_app.domain.reminding.matters import Matter, title_of
from ledger_app.domain.telling.due_words import due_group

ROLE = "学籍管理员"  # whoever keeps the ledger


@dataclass(frozen=True)
class Facet:
    """One thing that lines are chosen by: `values_of` a line, `names` of values that are codes."""

    key: str
    title: str
    values_of: Callable[[TodayLine], Iterable[str]]
    names: Mapping[str, str] = field(default_factory=dict)
    order: Order | None = None  # in which the values are offered as that order has its groups


def _village(line: TodayLine) -> tuple[str]:
    return (line.child.get("village_name") or UNFILLED if line.child else OF_UNIT,)


def _class(line: TodayLine) -> tuple[str]:
    return (class_title(line) if line.child else OF_UNIT,)


def _who(line: TodayLine) -> tuple[str]:
    return (who_of(line) or UNFILLED,)


def _state(line: TodayLine) -> tuple[str]:
    return (due_group(line.reminder.days),)


def _matters(line: TodayLine) -> set[str]:
    """Return all that a line speaks for: who looks for promises finds them in every line."""
    return {str(line.reminder.matter), *line.reminder.others}


FACETS = {
    each.key: each
    for each in (
        Facet("matter", "原因", _matters, {str(each): title_of(each) for each in Matter}),
        Facet("state", "时间", _state, STATES),
        Facet("village", "村", _village, order=Order.VILLAGE),
        Facet("class", "班级", _class, order=Order.CLASS),
        Facet("who", "负责人", _who, order=Order.PERSON),
    )
}


@dataclass(frozen=True)
class Narrowing:
    """What is looked for; `mine` is the name of the clerk who looks for her own lines only.

    Words must all be found. Of one facet any of the values will do; every facet must fit.
    """

    text: str = ""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mine: str = ""

    def __bool__(self) -> bool:
        return bool(self.text.strip() or any(self.values.values()) or self.mine)

    def kept(
        self, lines: Sequence[TodayLine], texts: Callable[[], Sequence[str]]
    ) -> list[TodayLine]:
        """Return the lines that fit; `texts` are those that words are looked for in, by line."""
        found = [line for line in lines if self._fits(line)] if self.has_values else list(lines)
        words = [key for word in self.text.split() if (key := query_key(word))]
        if not words:
            return found
        said = {id(line): text for line, text in zip(lines, texts(), strict=True)}
        return [line for line in found if all(word in said[id(line)] for word in words)]

    @property
    def has_values(self) -> bool:
        """Tell whether more than words is looked for."""
        return bool(self.mine or any(self.values.values()))

    def _fits(self, line: TodayLine) -> bool:
        if self.mine and not is_of(line, self.mine):
            return False
        return all(
            not wanted or any(value in wanted for value in FACETS[key].values_of(line))
            for key, wanted in self.values.items()
        )


def is_of(line: TodayLine, clerk: str) -> bool:
    """Tell whether a clerk must act: by her name, or as whoever keeps the ledger."""
    who = line.reminder.who
    return clerk in who or ROLE in who


def search_texts(lines: Iterable[TodayLine]) -> list[str]:
    """Return for each line all that words find it by: name, pinyin, place, why, who."""
    return [f"{search_keys(line.reminder.name)}\t{_said(line)}" for line in lines]


def _said(line: TodayLine) -> str:
    reminder, child = line.reminder, line.child
    keys = ("village_name", "school_name")
    parts = (
        *(child.get(key) or "" for key in keys),
        class_title(line) if child else OF_UNIT,
        reminder.label,
        title_of(reminder.matter),
        reminder.who,
        reminder.reason,
    )
    return "\t".join(query_key(part) for part in parts)


def offered(lines: Iterable[TodayLine], key: str) -> list[tuple[str, str, int]]:
    """Return value, name and count of lines of every value of a facet that there is."""
    facet = FACETS[key]
    counts: dict[str, int] = {}
    first: dict[str, TodayLine] = {}
    for line in lines:
        for value in facet.values_of(line):
            counts[value] = counts.get(value, 0) + 1
            first.setdefault(value, line)
    if facet.names:
        values = [value for value in facet.names if value in counts]
    else:
        order = facet.order
        values = sorted(counts, key=lambda value: group_of(first[value], order)) if order else []
    return [(value, facet.names.get(value, value), counts[value]) for value in values]


def value_name(key: str, value: str) -> str:
    """Return what a value of a facet is called."""
    return FACETS[key].names.get(value, value)
