"""The words that lock a package between units that are not paired: resources/spoken_words.csv."""

from __future__ import annotations

import csv
from functools import cache

from ledger_app import paths


@cache
def spoken_characters() -> tuple[str, str]:
    """Return what a word begins with and what it ends with: 32 and 64 characters, 11 bits a word.

    None sounds like another of its place, in dialects, too, that part neither n from l or r, nor
    zh from z, nor h from f, nor n from ng at the end: they are told by telephone.
    """
    with (paths.resources() / "spoken_words.csv").open(encoding="utf-8", newline="") as stream:
        found = dict(list(csv.reader(stream))[1:])
    return found["first"], found["second"]
