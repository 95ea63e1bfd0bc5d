"""What would spoil a paper, as values: what kind of problem, about whom, in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SheetProblemKind(StrEnum):
    """What can be wrong with a sheet before it is printed."""

    GLYPH = "glyph"  # a character that no font has
    EMPTY = "empty"  # cells that a paper of this kind can't do without
    NUMBER = "number"  # what looks like somebody's number on a masked paper and can't be judged


@dataclass(frozen=True, slots=True)
class Who:
    """A child as it stands on the paper: name and identity number, "" where they do not."""

    name: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class SheetProblem:
    kind: SheetProblemKind
    text: str
    about: Who
