"""What the page of a new file begins with: what was sought in vain, and the place that is sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledger_app.exchange.layout.class_names import typed_class
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places


def school_of_unit(ledger: Ledger) -> str:
    """Return the id of the school that a new child is at, "" where that would be a guess."""
    own = settings.get(ledger, "own_school") or ""
    known = [row["id"] for row in places.schools(ledger)]
    return own if own in known else (known[0] if len(known) == 1 else "")


def class_read(text: str) -> tuple[str, str]:
    """Return grade code and class number of a typed class, each "" where it is not said."""
    found = typed_class(text)
    return found.grade, found.class_no


def class_count(ledger: Ledger, school: str, grade: str, class_no: str) -> int:
    """Return how many children are in a class."""
    return len(places.member_ids(ledger, (school, grade, class_no)))


def of_filters(filters: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the one school and the one class that the list is filtered by."""
    one = {key: values[0] for key, values in filters.items() if len(values) == 1 and values[0]}
    found = {"school": one["school"]} if "school" in one else {}
    if "grade" in one and "class_no" in one:
        found["class"] = f"{one['grade']} {one['class_no']}"
    return found
