"""The words of sentences that children are looked for by: resources/phrase_words.csv."""

from __future__ import annotations

import csv
from functools import cache

from ledger_app import paths


@cache
def phrase_words() -> tuple[tuple[str, str, str], ...]:
    """Return (word, key of a filter, value); without a key the word alone says nothing."""
    with (paths.resources() / "phrase_words.csv").open(encoding="utf-8", newline="") as stream:
        return tuple((row["word"], row["key"], row["value"]) for row in csv.DictReader(stream))
