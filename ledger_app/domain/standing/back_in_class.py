"""Since when a child that was out is in a class again: 休学 settles a case without it (S17)."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.catalogue.meanings import ON_LEAVE
from ledger_app.domain.student_file import Row


def back_in_class(placements: Sequence[Row], leaves: Sequence[Row], today: str) -> str | None:
    """Return the ISO day of the return to a class that still holds, None for a child on leave.

    `placements` are those that ended one case. Example: 休学 on 03-01, back on 09-01, typed again
    on 09-03: the day is 09-01. A leave that ended without a new placement counts as well.
    """
    steps = sorted(
        (day, row.get("placement") in ON_LEAVE)
        for row in placements
        if "" < (day := row.get("returned_on") or "") <= today
    )
    if not steps:
        return None
    last_leave = max((day for day, on_leave in steps if on_leave), default="")
    back = [day for day, on_leave in steps if not on_leave and day >= last_leave]
    if not back:
        ended = (row.get("returned_on") or "" for row in leaves)
        back = [day for day in ended if last_leave <= day <= today and day]
    return min(back, default=None)
