"""Members of the family out of their columns: 父亲姓名 | 父亲电话 | 母亲姓名 …"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ledger_app.exchange.layout.heading_words import (
    MEMBER,
    TICKABLE,
    is_guardian_group,
    relation_of,
)


def named_members(
    group: str, rows: Sequence[dict[str, Any]]
) -> tuple[list[dict[str, Any]], dict[int, str]]:
    """Return the member that a group of columns names in each row, {} where it names nobody; and,
    by row, what is said of nobody and so left out. Codes come prefilled and are not worth a word.
    """
    deduced: dict[str, Any] = {}
    if relation_of(group):
        deduced["relation"] = relation_of(group)
    if is_guardian_group(group):
        deduced["is_guardian"] = "1"
    members, nameless = [], {}
    for at, row in enumerate(rows):
        named = "name" in row or "phone" in row
        members.append(deduced | row if named else {})
        fields = [] if named else [MEMBER.field(key) for key in row]
        labels = "、".join(field.label for field in fields if field.kind not in TICKABLE)
        if labels:
            nameless[at] = f"“{group}”没有姓名和电话，{labels}没有导入，请补上姓名。"
    return members, nameless
