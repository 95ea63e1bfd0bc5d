"""What the lists were worked out with: where that has changed, they are worked out anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import cache
from hashlib import sha256
from pathlib import Path

import ledger_app
from ledger_app import paths
from ledger_app.domain.calendar import SchoolCalendar, usual_term
from ledger_app.domain.reads import Reads
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers import TRIGGERS

# Whatever a row of the lists is worked out by lies in these folders.
_ROOMS = ("catalogue", "domain", "store/lists")


def current(rules: Sequence[Rule], calendar: SchoolCalendar) -> dict[str, str]:
    """Return hashes of the way lists are worked out, of the calendar, its terms and of the rules.

    When a term begins says of whoever was seen how long that holds: no row is as it was.
    """
    declared = sorted((key, _sorted(trigger.reads)) for key, trigger in TRIGGERS.items())
    return {
        "program": _hash([_sources(), json.dumps(declared)]),
        "calendar": _hash([_days(calendar)]),
        "terms": _hash(_unusual_terms(calendar)),
        "rules": _hash(json.dumps(vars(rule), sort_keys=True) for rule in rules),
    }


def _days(calendar: SchoolCalendar) -> str:
    days = {each.name: getattr(calendar, each.name) for each in fields(calendar) if each.compare}
    return json.dumps(
        {
            name: sorted(map(str, found)) if isinstance(found, frozenset) else found
            for name, found in days.items()
        }
    )


def _unusual_terms(calendar: SchoolCalendar) -> list[str]:
    """Return the terms that do not begin on the day which is taken for granted."""
    return [
        f"{term.key} {term.begins}"
        for term in sorted(calendar.terms)
        if term.begins != usual_term(term.year, term.half).begins
    ]


def _sorted(reads: Reads) -> list[tuple[str, list[str]]]:
    return sorted((table, sorted(columns)) for table, columns in reads.items())


@cache
def _sources() -> str:
    """Return a hash of all source that has a say in a row, and of the code lists.

    A number raised by hand would be forgotten once, and lists of that day would stay wrong without
    a word. A rebuild too many costs seconds after an update. Where the program comes without
    sources, its version speaks for them.
    """
    home = Path(ledger_app.__file__).parent
    files = [path for room in _ROOMS for path in sorted((home / room).rglob("*.py"))]
    files += sorted(paths.resources().glob("*.csv")) + sorted(paths.resources().glob("codes/*.csv"))
    return _hash([ledger_app.__version__, *(path.read_text("utf-8") for path in files)])


def _hash(texts: Iterable[str]) -> str:
    total = sha256()
    for text in texts:
        total.update(text.encode() + b"\0")
    return total.hexdigest()[:32]
