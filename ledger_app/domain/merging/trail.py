"""Whether a sender's audit trail still holds what it held when it sent the package before.

The head of the trail goes along with each package: a copy of it that lies outside the ledger is
what makes a trail that was cut or written anew visible (reliability.md §2.8).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

AUDIT = "audit"  # in `shown` of a header


@dataclass(frozen=True)
class Trail:
    """The newest entry of a trail when a package was made: its number and its hash.

    `earlier` has the hashes that stand now at the ends which packages before it told.
    """

    no: int
    head: str
    earlier: Mapping[int, str] = field(default_factory=dict)

    @property
    def shown(self) -> dict[str, object]:
        """Return it as a header tells it."""
        earlier = [[no, text] for no, text in sorted(self.earlier.items())]
        return {"no": self.no, "head": self.head, "earlier": earlier}


def trail_in(shown: Mapping[str, object]) -> Trail | None:
    """Return the trail that a header tells; None if it tells none that can be read."""
    found = shown.get(AUDIT)
    if not isinstance(found, dict):
        return None
    no, head, earlier = found.get("no"), found.get("head"), found.get("earlier")
    if type(no) is not int or not isinstance(head, str) or not isinstance(earlier, list):
        return None
    pairs = [each for each in earlier if isinstance(each, list) and len(each) == 2]
    return Trail(no, head, {at: text for at, text in pairs if type(at) is int})


def is_cut(now: Trail | None, then: Trail) -> bool:
    """Tell whether a trail no longer has the entry that it ended with then."""
    return now is None or now.earlier.get(then.no) != then.head
