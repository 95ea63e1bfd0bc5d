"""The number that a child without papers goes by until it has a real one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from ledger_app.domain.names import name_key

_LENGTH = 8  # digits: a township has a few dozen such children
_TOLD_BY = ("birth_date", "sex", "guardian_name", "head_name", "village_name")


def temporary_number(values: Mapping[str, Any]) -> str:
    """Return LS and eight digits made of what is known of the child: the same for the same row.

    It is told once, when the child's file is made; what is learnt later does not change it.
    """
    told = [name_key(str(values.get("name") or "")), *(str(values.get(k) or "") for k in _TOLD_BY)]
    digest = hashlib.sha256("|".join(told).encode()).hexdigest()
    return f"LS{int(digest, 16) % 10**_LENGTH:0{_LENGTH}}"
