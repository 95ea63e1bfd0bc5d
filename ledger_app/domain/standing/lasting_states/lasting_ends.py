"""What ends a state that lasts: the child is back in a class, or gone for good."""

from __future__ import annotations

from ledger_app.catalogue.evidence_meanings import RegisterChange
from ledger_app.catalogue.meanings import RelocationChoice
from ledger_app.domain.standing.lasting_states.lasting_state import (
    AWAY,
    BY_PLACEMENT,
    ENDING_CHANGES,
    NO_ARRIVAL,
    ON_LEAVE,
    Lasting,
)
from ledger_app.domain.student_file import StudentFile

Back = tuple[str, frozenset[str]]  # the day, and which codes it ends; none named: all


def ends(back: Back, state: Lasting) -> bool:
    """Tell whether a day ends a state begun before it; on the day itself the state begins."""
    day, codes = back
    return state.since < day and (not codes or state.code in codes)


def backs(file: StudentFile, today: str) -> list[Back]:
    """Return the days on which a child came back to a class, or left for good."""
    every: frozenset[str] = frozenset()
    found: list[Back] = [
        (row.get("returned_on") or "", every)
        for row in file.of("placement")
        if row.get("placement") not in BY_PLACEMENT
    ]
    found += [(row.get("returned_on") or "", ON_LEAVE) for row in file.of("leave")]
    found += [(row.get("ended_on") or "", AWAY) for row in file.of("elsewhere")]
    for row in file.of("register_change"):
        if row.get("kind") in ENDING_CHANGES:
            found.append((row.get("changed_on") or row.get("completed_on") or "", every))
        elif row.get("kind") == RegisterChange.OUT:
            found.append((row.get("completed_on") or "", every))
    for row in file.of("relocation"):
        if row.get("choice_type") not in NO_ARRIVAL:
            found.append((row.get("moved_on") or "", every))
        elif row.get("choice_type") == RelocationChoice.OUT_OF_COUNTY:
            found.append((row.get("register_moved_on") or "", every))
    return [back for back in found if "" < back[0] <= today]
