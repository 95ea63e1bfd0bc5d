"""What stays at the school unless somebody lets it go: what the township has no duty for.

Sensitive fields, records that tell by being there, and what a concern says of a restricted matter
(个保法 §6, §28; 未保法 §103). The child itself, and what its township follows up, always goes; so
does the safety note: whoever calls the family must have read it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from ledger_app.catalogue import TABLES, Owner
from ledger_app.catalogue.tables.concern import CONCERN
from ledger_app.catalogue.tables.field_note import FIELD_NOTE
from ledger_app.domain.merging.told import State, Told
from ledger_app.domain.telling.in_words.safety import is_hidden
from ledger_app.domain.telling.restricted import (
    UNSPOKEN_TABLES,
    is_restricted,
    restricted_categories,
    telling_words,
)

WHOLE = "*"  # of a table: none of its records
RESTRICTED = "restricted"  # of a concern: which restricted matter it is about


class LeftOut(NamedTuple):
    """One thing that is not told unless it is chosen: table and key, and what it is called."""

    table: str
    key: str
    label: str

    @property
    def pair(self) -> tuple[str, str]:
        """Return it as it stands in a package."""
        return self.table, self.key


@cache
def left_out() -> tuple[LeftOut, ...]:
    """Return what stays by default, in the order of the tables."""
    found = []
    for table in TABLES.values():
        if table.owner is Owner.HERE:
            continue
        if table.key in UNSPOKEN_TABLES:
            found.append(LeftOut(table.key, WHOLE, f"{table.label}（整张表）"))
            continue
        found += [
            LeftOut(table.key, each.key, each.label) for each in table.fields if is_hidden(each)
        ]
        if table is CONCERN:
            label = f"{table.label}：涉及保密事项的类别和文字"
            found.append(LeftOut(table.key, RESTRICTED, label))
    return tuple(found)


def withheld(include: Collection[tuple[str, str]] = ()) -> frozenset[tuple[str, str]]:
    """Return what is left out where these are let go."""
    return frozenset(each.pair for each in left_out()) - frozenset(include)


def is_held_back(table: str, key: str, held: Collection[tuple[str, str]]) -> bool:
    """Tell whether the values of a field are not spoken of, in decisions either."""
    if (table, key) in held or (table, WHOLE) in held:
        return True
    return (table, RESTRICTED) in held and key in {*telling_words(table), "risk_categories"}


def says_restricted(table: str, values: Mapping[str, Any]) -> bool:
    """Tell whether a record is a concern about a restricted matter."""
    return table == CONCERN.key and is_restricted(values)


def is_untold_note(told: Told, held: Collection[tuple[str, str]]) -> bool:
    """Tell whether this is a note on a field that stays here: then the note stays, too."""
    if told.table != FIELD_NOTE.key or not held:
        return False
    table, key = (str(told.values.get(each) or "") for each in ("noted_table", "noted_key"))
    return (table, RESTRICTED) in held or is_held_back(table, key, held)


def without_restricted(told: Told) -> Told:
    """Return a concern as it goes where what it is about stays: that there is one, since when."""
    if not says_restricted(told.table, told.values):
        return told
    hidden = telling_words(told.table)
    values = {key: value for key, value in told.values.items() if key not in hidden}
    given = str(values.pop("risk_categories")).split(",")
    if kept := [code for code in given if code not in restricted_categories()]:
        values["risk_categories"] = ",".join(kept)
    return replace(told, values=values)


def with_restricted(theirs: State, ours: State) -> State:
    """Return what is told with our word on restricted matters in concerns that leave them out.

    Else what was let go one month would be emptied by the next package, which only leaves it out.
    """
    filled = {}
    for told in theirs.living.values() if (CONCERN.key, RESTRICTED) in theirs.withheld else ():
        here = ours.living.get(told.id)
        if here is not None and _may_hide(told, here):
            filled[told.id] = _filled(told, here)
    return replace(theirs, living={**theirs.living, **filled}) if filled else theirs


def hides_restricted(state: State, then: Told, ours: Told, key: str) -> bool:
    """Tell whether a state left a field of a concern out, of which ours tells restricted matters.

    What it was then is not known, whether it looks empty or not.
    """
    return is_held_back(then.table, key, state.withheld) and _may_hide(then, ours)


def _may_hide(told: Told, here: Told) -> bool:
    """Tell whether restricted matters may have been left out of a telling of our record."""
    if not says_restricted(here.table, here.values) or says_restricted(told.table, told.values):
        return False
    return told.values.keys().isdisjoint(telling_words(told.table))


def _filled(told: Told, here: Told) -> Told:
    hidden = {key: here.values[key] for key in telling_words(told.table) if key in here.values}
    ours = str(here.values["risk_categories"]).split(",")
    codes = [code for code in str(told.values.get("risk_categories") or "").split(",") if code]
    codes += [code for code in ours if code in restricted_categories() and code not in codes]
    given = ours if set(codes) == set(ours) else codes
    return replace(told, values={**told.values, **hidden, "risk_categories": ",".join(given)})
