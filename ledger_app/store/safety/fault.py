"""What a check finds: a kind for programs, a sentence for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

NAMED = 50  # faults of one kind that are said one by one
Each = TypeVar("Each")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a ledger. `about`: what it concerns, as plain values."""

    kind: str
    text: str
    about: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text


def some_of(
    found: Sequence[Each], fault: Callable[[Each], Fault], more: str, most: int = NAMED
) -> list[Fault]:
    """Return the first faults one by one, and how many more there are in one (`more`: “…{0}…”)."""
    said = [fault(each) for each in found[:most]]
    if len(found) > most:
        said.append(Fault(said[0].kind, more.format(len(found) - most)))
    return said
