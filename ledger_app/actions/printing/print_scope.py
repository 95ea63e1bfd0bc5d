"""Which parts of a ledger can be printed: its schools, grades and villages."""

from __future__ import annotations

from collections.abc import Iterable

from ledger_app.actions.list_students import offered
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.scope import PART_NAMES, Part, Scope
from ledger_app.printing.printout import Printout
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places


def scopes(ledger: Ledger, printout: Printout | None = None) -> list[Scope]:
    """Return the parts a ledger can be printed in, schools first; one school alone is no part.

    Of schools that take children in only with a printout that can be of one.
    """
    schools = _schools(ledger)
    grades, villages = _filled(ledger, Part.GRADE), _filled(ledger, Part.VILLAGE)
    return [
        *([Scope(Part.SCHOOL, name) for name in schools] if len(schools) > 1 else []),
        *(Scope(Part.GRADE, value) for value in grades),
        *(Scope(Part.VILLAGE, value) for value in villages),
        *(Scope(Part.RECEIVING, value) for value in _receiving(ledger, printout)),
    ]


def scope_called(ledger: Ledger, part: Part, text: str, printout: Printout | None = None) -> Scope:
    """Return the part of this name or code; raise LedgerError that names those there are."""
    known = [each for each in scopes(ledger, printout) if each.part is part]
    wanted = text.strip()
    for each in known:
        if wanted in (each.value, each.name):
            return each
    raise LedgerError(
        f"台账里没有“{text}”这个{PART_NAMES[part]}。",
        f"可用的有：{'、'.join(each.name for each in known) or '（没有可分的）'}。",
    )


def _receiving(ledger: Ledger, printout: Printout | None) -> list[str]:
    return places.schools_receiving(ledger) if printout and printout.kind.receiving else []


def _schools(ledger: Ledger) -> list[str]:
    """Return all schools a row can be of: those kept, those children have left, and none."""
    kept = [row["name"] for row in places.schools(ledger)]
    children = (name if value else "" for value, name, _ in offered(ledger, Part.SCHOOL))
    return _once((*kept, *places.schools_left(ledger), *children))


def _filled(ledger: Ledger, part: Part) -> list[str]:
    return _once(value for value, _, _ in offered(ledger, part))


def _once(values: Iterable[str]) -> list[str]:
    """Return each value once, the one for "not filled in" last."""
    found = dict.fromkeys(values)
    return [*(value for value in found if value), *([""] if "" in found else [])]
