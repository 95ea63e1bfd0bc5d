"""The usual columns of the student list in the room there is: what is due is never out of sight."""

from __future__ import annotations

from typing import Any

from ledger_app.gui.students.list_columns import COLUMNS

USUAL = {column.key: column.width for column in COLUMNS if column.shown}
# Pixels, for ordinary text, in which a column says what it has to say of nearly every child.
_LEAST = {"name": 88, "class": 66, "status": 92, "risk": 52, "last_contact": 80, "due": 94}
_FIRST_OUT = ("last_contact", "risk")  # said on top of the file as well
# Who takes the room that is left, up to how much: six characters of a name, the longest status,
# the longest name. What is still left is the last column's.
_GROWING = (("name", 104), ("status", 146), ("name", 246))


def is_usual(shown: list[str], widths: dict[str, Any]) -> bool:
    """Tell whether columns are as nobody ever moved them."""
    return shown == list(USUAL) and all(USUAL.get(key) == width for key, width in widths.items())


def widths_in(room: int) -> dict[str, int]:
    """Return how wide each usual column is in so many pixels; those without room are left out."""
    widths = dict(_LEAST)
    for key in _FIRST_OUT:
        if sum(widths.values()) > room:
            del widths[key]
    left = max(0, room - sum(widths.values()))
    for key, most in _GROWING:
        more = min(left, most - widths[key])
        widths[key] += more
        left -= more
    return widths
