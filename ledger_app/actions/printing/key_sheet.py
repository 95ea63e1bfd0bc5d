"""One sheet of keys, filled from the page of the help about them: what keys there are is said once.

The page holds a table of (keys, what they do) under each heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, zip_longest
from typing import Any

from ledger_app import paths

PAGE = "keys"
BESIDE = 3
_HEADINGS = ("键", "做什么")


def key_sheet() -> Mapping[str, Any]:
    """Return {"tables": [one]}: its rows in blocks beside each other."""
    rows = list(_rows((paths.resources() / "help" / f"{PAGE}.md").read_text(encoding="utf-8")))
    high = -(-len(rows) // BESIDE)
    blocks = [rows[at : at + high] for at in range(0, len(rows), high)]
    beside = [tuple(chain(*each)) for each in zip_longest(*blocks, fillvalue=("", ""))]
    table = {"title": "", "headings": _HEADINGS * BESIDE, "short": _HEADINGS[:1], "rows": beside}
    return {"tables": (table,)}


def _rows(text: str) -> Iterator[tuple[str, str]]:
    """Yield (keys, what they do), before each group its name."""
    for line in text.splitlines():
        if line.startswith("## "):
            yield f"【{line.removeprefix('## ')}】", ""
        elif line.startswith("| `"):
            keys, deed = line.strip("|").split("|", 1)
            yield _plain(keys), _plain(deed)


def _plain(cell: str) -> str:
    return cell.strip().replace("`", "").replace("**", "")
