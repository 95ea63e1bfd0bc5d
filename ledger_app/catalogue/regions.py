"""Names of the provinces, prefectures and counties by their codes: GB/T 2260, abolished ones too.

`resources/regions.csv` holds every code since 2002 with its last name; townships and villages have
no national list that a program could carry, their names are those a ledger itself knows.
"""

from __future__ import annotations

import csv
from functools import cache

from ledger_app import paths

# Words of the list for a level that has no name of its own.
_NO_NAME = frozenset({"市辖区", "县", "市", "省直辖县级行政区划", "自治区直辖县级行政区划"})


def county_name(code: str) -> str:
    """Return 云南省昭通市镇雄县 for a code that begins with 530627; "" if nobody knows it."""
    names = _names()
    if code[:6] not in names:
        return ""
    levels = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code[:6]))
    known = [names.get(level, "") for level in levels]
    return "".join(name for name in known if name not in _NO_NAME)


@cache
def _names() -> dict[str, str]:
    with (paths.resources() / "regions.csv").open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row["name"] for row in csv.DictReader(stream)}
