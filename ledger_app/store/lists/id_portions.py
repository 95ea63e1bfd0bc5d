"""Long lists of parameters in portions that one query takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_PORTION = 1000  # parameters of one query


def portions(values: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield question marks for SQL's `IN (…)` and the values that they stand for."""
    for start in range(0, len(values), _PORTION):
        portion = list(values[start : start + _PORTION])
        yield ", ".join("?" * len(portion)), portion
