"""What would spoil a paper, as values: what kind of problem, about whom, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class SheetProblemKind(StrEnum):
    """What can be wrong with a sheet before it is printed."""

    GLYPH = "glyph"  # a character that no font has
    EMPTY = "empty"  # cells that a paper of this kind can't do without
    NUMBER = "number"  # what looks like somebody's number on a masked paper and can't be judged
    REGION = "region"  # a place of which only the code is known


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


def unknown_place(code: str, names: Sequence[str]) -> str:
    """Return the words about a code of a place that is printed as it is."""
    shown = "、".join(names[:3]) + (f"等 {len(names)} 人" if len(names) > 3 else "")
    return f"行政区划代码 {code} 没有对应的地名，纸上印的是代码（{shown}）。"
