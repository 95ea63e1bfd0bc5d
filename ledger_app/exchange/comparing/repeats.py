"""Rows of one list that are about a child further up on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ledger_app.domain.names import name_key
from ledger_app.domain.same_child.facts import weigh
from ledger_app.domain.same_child.verdicts import Likeness, Verdict, name_likeness
from ledger_app.exchange.comparing.likeness import are_others, verdict
from ledger_app.exchange.comparing.listed_child import ListedChild
from ledger_app.exchange.reading.patience import go_on

MOST_NAMESAKES = 60  # of one name on one list: more are no names (未命名, 张某)


class Repeat(NamedTuple):
    """A child that stands on its list again, and where it stood first."""

    child: ListedChild
    first: ListedChild


def without_repeats(
    children: Sequence[ListedChild],
) -> tuple[list[ListedChild], list[Repeat]]:
    """Return the children of a list once each, and those that are there again."""
    groups: dict[str, list[ListedChild]] = defaultdict(list)
    once: list[ListedChild] = []
    again: list[Repeat] = []
    for child in children:
        keys = {child.number, f"={name_key(child.name)}"} - {""}
        go_on()
        likely = (other for key in keys for other in groups[key][:MOST_NAMESAKES])
        first = next((other for other in likely if _is_same(other, child)), None)
        if first is not None:
            again.append(Repeat(child, first))
            continue
        once.append(child)
        for key in keys:
            groups[key].append(child)
    return once, again


def _is_same(first: ListedChild, child: ListedChild) -> bool:
    """Tell whether two rows are certainly one child: of one number, or by facts of their own."""
    if are_others(first, child):
        return False
    if name_likeness(first.side, child.side) is not Likeness.SAME:
        return False
    if first.number and first.number == child.number:
        return True
    weighed = weigh(first.side, child.side, one_list=True)
    return verdict(first, child, weighed, one_list=True) is Verdict.SAME
