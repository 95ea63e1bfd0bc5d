"""How many children stand where, counted over the list's rows."""

from __future__ import annotations

from ledger_app.domain.telling.standings.board import Tally
from ledger_app.store.file.ledger import Ledger, Row


def tallies(ledger: Ledger, review_by: str) -> list[Tally]:
    """Return how many have the same standing, status and grounds; `ending` hold only to a day."""
    rows = ledger.rows(
        "SELECT standing, status, coalesce(grounds, '') AS grounds, count(*) AS count, "
        "sum(coalesce(holds_until, '') <> '' AND holds_until <= ?) AS ending "
        "FROM student_index GROUP BY 1, 2, 3",
        [review_by],
    )
    return [Tally(**row) for row in rows]


def ids_of(ledger: Ledger, standing: str) -> list[str]:
    """Return the children that stand in one of the five."""
    return ledger.column("SELECT id FROM student_index WHERE standing = ? ORDER BY no", [standing])


def unverified_by_class(ledger: Ledger) -> list[Row]:
    """Return school, school_name, grade, class_no and count of children nobody has seen, in the
    order of the list."""
    return ledger.rows(
        "SELECT school, school_name, grade, class_no, count(*) AS count FROM student_index "
        "WHERE standing = 'unverified' GROUP BY 1, 2, 3, 4 ORDER BY min(list_order)"
    )
