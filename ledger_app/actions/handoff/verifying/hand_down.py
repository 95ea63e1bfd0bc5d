"""核查名单: children that the unit above wants looked at go down to the schools that keep them.

Each becomes a question about the whole file (actions/handoff/questions): it stands in the school's
今日, is answered there, and the answer comes up with the next package.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger_app.actions.handoff import questions
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.keepers import keepers
from ledger_app.store.handoff.units import own_unit


@dataclass(frozen=True)
class HandedDown:
    """How many were asked about, by code of the unit; `own` are files that this ledger keeps."""

    by_unit: dict[str, int]
    own: tuple[str, ...]

    @property
    def count(self) -> int:
        """Return how many children were asked about."""
        return sum(self.by_unit.values())


def hand_down(ledger: Ledger, students: Sequence[str], text: str, source: str = "") -> HandedDown:
    """Ask the schools that keep these files to verify each child, as one revision.

    `text` says what is to be looked at, `source` on what list the children stand. Files that this
    ledger keeps itself are left out and named. Raises LedgerError where there is nobody to ask.
    """
    several = list(dict.fromkeys(students))
    with ledger.lock:
        kept, own = keepers(ledger, several), own_unit(ledger).code
        below = [each for each in several if kept.get(each, own) != own]
        if not below:
            raise LedgerError("选的档案都在本台账登记，没有学校可以核查。", "请在这里直接核实。")
        listed = f"（名单：{source.strip()}）" if source.strip() else ""
        questions.ask(ledger, below, f"{text.strip()}{listed}" if text.strip() else "")
    counts: dict[str, int] = {}
    for each in below:
        counts[kept[each]] = counts.get(kept[each], 0) + 1
    return HandedDown(counts, tuple(each for each in several if each not in set(below)))
