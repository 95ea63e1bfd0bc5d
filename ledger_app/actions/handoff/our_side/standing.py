"""All that the page 移交 shows of a ledger that hands over: read together, once."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.actions.handoff import (
    conflicts,
    overview,
    pairing,
    preflight,
    questions,
    verdicts,
)
from ledger_app.actions.handoff.our_side import exchanges
from ledger_app.actions.handoff.our_side.exchanges import PackageLine, Partner
from ledger_app.actions.handoff.overview import OwnStatus
from ledger_app.actions.travel import passages
from ledger_app.domain.merging.plan import AskedKind
from ledger_app.domain.merging.withholding import withheld
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.telling import passed_on, tell_up


@dataclass(frozen=True)
class OwnSide:
    """How it stands with the unit above. Counts are of what waits for a person here.

    `standing`: fields that each side keeps as it has them, after both were asked.
    """

    status: OwnStatus
    partners: tuple[Partner, ...]
    packages: tuple[PackageLine, ...]
    returned: int
    returned_ready: int  # of those: changed or answered, they go up again with the next package
    questions: int
    corrections: int
    conflicts: int
    standing: int
    arriving: int = 0  # children whose files were handed here and whom nobody has seen here yet
    gone: int = 0  # files that were handed on from here
    since_last: str = ""  # what changed since the last package, in words

    @property
    def waiting(self) -> int:
        """Return how many things wait for an answer or a decision."""
        open_returned = self.returned - self.returned_ready
        return open_returned + self.questions + self.corrections + self.conflicts


def own_side(ledger: Ledger) -> OwnSide:
    """Return how it stands now."""
    with ledger.lock:
        kinds = [each.kind for each in conflicts.open_conflicts(ledger)]
        returned = verdicts.returned(ledger)
        corrections = kinds.count(AskedKind.CORRECTION)
        return OwnSide(
            status=overview.own_status(ledger),
            partners=tuple(each for each in pairing.partners_of(ledger) if each.is_active),
            packages=tuple(exchanges.packages_of(ledger)),
            returned=len(returned),
            returned_ready=sum(1 for each in returned if each.changed or each.reply),
            questions=len(questions.to_answer(ledger)),
            corrections=corrections,
            conflicts=len(kinds) - corrections,
            standing=len(conflicts.standing_differences(ledger)),
            arriving=len(passages.arriving(ledger)),
            gone=len(passed_on(ledger)),
            since_last=_since_last(ledger),
        )


def _since_last(ledger: Ledger) -> str:
    changes, is_first = preflight.since_last(ledger, tell_up(ledger, withheld(())))
    return "" if is_first else preflight.words_of(changes, is_first=False)
