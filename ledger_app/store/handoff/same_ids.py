"""One id, one record: an id that is told of one table may not be in use in another one.

Whose a record is, its tombstone and its story are kept by id. A unit that told a record under the
id of somebody else's would hide that one, or be taken for its maker.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.catalogue import TABLES
from ledger_app.domain.merging.told import Gone, State, Told
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.units import PLACES, schools_named
from ledger_app.store.lists.id_lists import THESE, these

_BY_ID = "school:#"  # a school without a code


def has_borrowed_ids(ledger: Ledger, told: State, ours: State) -> bool:
    """Tell whether a package uses an id for something else than it stands for here."""
    new: dict[str, str] = {}  # id → table
    for each in _told(told):
        here = ours.living.get(each.id) or ours.gone.get(each.id)
        if here is not None and here.table != each.table:
            return True
        if here is None and each.table not in PLACES:
            new[each.id] = each.table
    schools = set(_schools_by_id(told))
    if not schools.isdisjoint(new):
        return True
    new.update(dict.fromkeys(schools, "school"))
    return bool(new) and any(_in_use(ledger, table, new) for table in TABLES)


def _told(state: State) -> Iterator[Told | Gone]:
    yield from state.living.values()
    yield from state.gone.values()


def _schools_by_id(told: State) -> Iterator[str]:
    for each in told.living.values():
        for name in (each.id, *schools_named(each.table, each.values)):
            if name.startswith(_BY_ID):
                yield name.removeprefix(_BY_ID)


def _in_use(ledger: Ledger, table: str, new: dict[str, str]) -> bool:
    asked = [each for each, own in new.items() if own != table]
    return bool(ledger.value(f"SELECT 1 FROM {table} WHERE id IN {THESE} LIMIT 1", [these(asked)]))
