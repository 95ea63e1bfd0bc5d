"""How a route sheet is divided, and who goes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class By(StrEnum):
    """What has a sheet of its own; the values are those of the shell and of the paper's shape."""

    VILLAGE = "village"
    PERSON = "person"  # who answers for the child: 包保, else the class teacher
    ONE = "one"


@dataclass(frozen=True)
class Route:
    """`visitor` is who goes; "" is left to the pen, or whoever answers for the children."""

    by: By = By.VILLAGE
    visitor: str = ""


ANYWHERE = Route()
