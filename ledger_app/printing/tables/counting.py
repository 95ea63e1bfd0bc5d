"""What the foot of a ledger counts: children, each once, by the newest of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ledger_app.domain.telling.record_kinds import Counted
from ledger_app.printing.tables.gathering import Line


def counted_words(counted: Counted, lines: Iterable[Line]) -> str:
    """Return 本表共 3 人 4 条，已返校 1 人，未返校 2 人。"""
    children: dict[str, tuple[str, ...]] = {}
    count = 0
    for line in lines:  # the newest row of a child comes last
        children[line.child] = line.outcome
        count += 1
    found = Counter(label for labels in children.values() for label in labels)
    said = [*counted.labels, *(label for label in counted.others if found[label])]
    parts = [f"本表共 {len(children)} 人 {count} 条"]
    parts += [f"{label} {found[label]} 人" for label in said]
    return "，".join(parts) + "。"
