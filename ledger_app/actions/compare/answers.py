"""What was answered about children of comparisons: known the next time, whatever list it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ledger_app.catalogue.evidence_meanings import CompareAnswer
from ledger_app.exchange.comparing.pairing import Decided
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.rosters import comparisons


@dataclass(frozen=True)
class Answers:
    """Answers about children, by kind of comparison and key; and about pairs, by both keys."""

    of_children: Mapping[tuple[str, str], Row] = field(default_factory=dict)
    of_pairs: Decided = field(default_factory=dict)


def answers_known(ledger: Ledger) -> Answers:
    """Return all that was answered; the last answer about a child or a pair counts.

    That two are one child, or are not, holds in whichever order their lists are compared.
    """
    children: dict[tuple[str, str], Row] = {}
    pairs: dict[tuple[str, str], bool] = {}
    for row in comparisons.answers(ledger):
        one, other = str(row["child_key"] or ""), str(row["other_key"] or "")
        if other:
            pairs[one, other] = pairs[other, one] = row["answer"] == CompareAnswer.SAME
        else:
            children[str(row["kind"]), one] = row
    return Answers(children, pairs)
