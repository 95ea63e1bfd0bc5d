"""Long lists of ids, names or numbers as one parameter of one query, however many they are."""

from __future__ import annotations

import json
from collections.abc import Iterable

THESE = "(SELECT value FROM json_each(?))"  # stands after IN; its parameter is made by `these`


def these(values: Iterable[str | int]) -> str:
    """Return the values as the parameter of `THESE`."""
    return json.dumps(list(values), ensure_ascii=False)
