"""Numbers with a unit: 1,200 元, 500 米 where kilometres are asked for. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(
    r"([+-]?[0-9]{1,18}(?:\.[0-9]{1,12})?)"
    r"(公里|千米|km|米|m|分钟|分|min|小时|时|h|元|人|个|名|次|天|日|周|岁|年|户|节|%)?"
)
# A unit beside the one in the field's label: 500 米 is 0.5 公里, 1.5 小时 90 分钟.
_CONVERTED = {
    ("公里", "米"): Decimal("0.001"),
    ("公里", "m"): Decimal("0.001"),
    ("分钟", "小时"): Decimal(60),
    ("分钟", "时"): Decimal(60),
    ("分钟", "h"): Decimal(60),
}
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")


def amount(text: str, label: str) -> Decimal | None:
    """Return the number of a half-width text in the unit that a field's label asks for, or None."""
    found = _NUMBER.fullmatch(_THOUSANDS.sub("", text.lower()))
    if not found:
        return None
    unit = next((unit for unit in ("公里", "分钟") if unit in label), "")
    return Decimal(found[1]) * _CONVERTED.get((unit, found[2] or ""), Decimal(1))
