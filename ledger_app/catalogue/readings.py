"""How names are read aloud, from resources/surnames.csv and resources/given_name_readings.csv."""

from __future__ import annotations

import csv
from functools import cache

from ledger_app import paths


@cache
def surname_readings() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return surname → for each of its characters, the syllables it has in that surname."""
    found: dict[str, list[list[str]]] = {}
    for surname, pinyin in _rows("surnames.csv"):
        positions = found.setdefault(surname, [[] for _ in surname])
        for readings, syllable in zip(positions, pinyin.split(), strict=True):
            readings.append(syllable)
    return {surname: tuple(map(tuple, positions)) for surname, positions in found.items()}


@cache
def given_name_readings() -> dict[str, tuple[str, ...]]:
    """Return the characters whose first dictionary reading misleads, or that have two in names."""
    found: dict[str, tuple[str, ...]] = {}
    for char, syllable in _rows("given_name_readings.csv"):
        found[char] = (*found.get(char, ()), syllable)
    return found


def _rows(file_name: str) -> list[tuple[str, str]]:
    with (paths.resources() / file_name).open(encoding="utf-8", newline="") as stream:
        return [(first, second) for first, second in list(csv.reader(stream))[1:]]
