"""Units as packages name them: this ledger's own, and schools and classes by official code.

Ids of schools and classes are each ledger's own. Across ledgers a school is `school:CODE`, a class
`class:CODE:GRADE:CLASS`; what has no code yet, or shares one, goes by its id: `school:#ID`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ledger_app.catalogue import TABLES, Kind
from ledger_app.catalogue.unit_tables.school import SCHOOL
from ledger_app.catalogue.unit_tables.school_class import SCHOOL_CLASS
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import partners

PLACES = (SCHOOL.key, SCHOOL_CLASS.key)


@dataclass(frozen=True)
class Unit:
    """Whose ledger this is, and which copy of it."""

    kind: str
    name: str
    code: str
    ledger_id: str
    incarnation: str


@dataclass(frozen=True)
class PlaceNames:
    """What this ledger's schools and classes are called in packages, and back.

    `called` has deleted ones, too: an old record may still name them. `ids` prefers living ones.
    """

    called: Mapping[str, str]
    ids: Mapping[str, str]
    schools: Mapping[str, str]  # what a `school:` name is called by people


def own_unit(ledger: Ledger) -> Unit:
    """Return the unit this ledger is of. A copy that never took its place goes by the ledger."""
    kept = settings.everything(ledger)
    ledger_id = str(kept.get("ledger_id") or "")
    return Unit(
        kind=str(kept.get("unit_kind") or ""),
        name=str(kept.get("unit") or ""),
        code=str(kept.get("unit_code") or "") or ledger_id,
        ledger_id=ledger_id,
        incarnation=str(kept.get("incarnation") or "") or ledger_id,
    )


def units_above(ledger: Ledger) -> tuple[str, ...]:
    """Return the codes of the units that packages go up to, those of replaced keys among them."""
    if "units above" not in ledger.lasting:
        ledger.lasting["units above"] = tuple(
            each.unit_code
            for each in partners.partners(ledger)
            if partners.is_above(ledger, each.unit_kind)
        )
    found: tuple[str, ...] = ledger.lasting["units above"]
    return found


def place_names(ledger: Ledger) -> PlaceNames:
    """Return how schools and classes are called across ledgers: kept until one of them changes."""
    if "place names" not in ledger.lasting:
        ledger.lasting["place names"] = _place_names(ledger)
    found: PlaceNames = ledger.lasting["place names"]
    return found


def _place_names(ledger: Ledger) -> PlaceNames:
    own, own_code = settings.get(ledger, "own_school"), settings.get(ledger, "unit_code") or ""
    called: dict[str, str] = {}
    ids: dict[str, str] = {}
    schools: dict[str, str] = {}
    living_first = "ORDER BY deleted_at IS NOT NULL, no"
    for row in ledger.rows(f"SELECT id, name, code FROM school {living_first}"):
        code = row["code"] or (own_code if row["id"] == own else "")
        name = _called(f"school:{code}" if code else "", "school", row["id"], called, ids)
        schools.setdefault(name, row["name"] or "")
    for row in ledger.rows(f"SELECT id, school, grade, class_no FROM school_class {living_first}"):
        _called(class_name(row, called), "class", row["id"], called, ids)
    return PlaceNames(called, ids, schools)


def _called(
    name: str, what: str, record_id: str, called: dict[str, str], ids: dict[str, str]
) -> str:
    """Give a record its name, the first that asks for it; the others go by their ids."""
    own = name if name and name not in ids else f"{what}:#{record_id}"
    called[record_id] = own
    ids[own] = record_id
    return own


def class_name(row: Row, called: Mapping[str, str]) -> str:
    """Return what a class is called across ledgers; the only one of its grade has no number."""
    school = called.get(row["school"] or "", "")
    grade, number = row["grade"] or "", row["class_no"] or ""
    if not school or not (grade or number):
        return ""
    return f"class:{school.removeprefix('school:')}:{grade}:{number}"


@cache
def naming_keys(table: str) -> tuple[str, ...]:
    """Return the keys of a table that hold the id of one school."""
    return tuple(field.key for field in TABLES[table].fields if field.kind is Kind.SCHOOL)


def as_told(table: str, values: dict[str, Any], names: PlaceNames) -> None:
    """Put names in the place of ids of schools, in one record's filled values."""
    for key in naming_keys(table):
        if key in values:
            values[key] = names.called.get(values[key], f"school:#{values[key]}")
    for key in TABLES[table].names_schools:
        if key in values:
            values[key] = _lines(values[key], names.called, "school:#")


def as_stored(table: str, values: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    """Return values with the ids of this ledger in the place of names of schools."""
    stored = dict(values)
    for key in naming_keys(table):
        if stored.get(key):
            stored[key] = ids[stored[key]]
    for key in TABLES[table].names_schools:
        if stored.get(key):
            stored[key] = _lines(stored[key], ids, "")
    return stored


def _lines(text: str, into: Mapping[str, str], unknown: str) -> str:
    """Exchange the first word of each line: lines of school, grade, class number, by tabs."""
    parts = (line.split("\t", 1) for line in str(text).split("\n"))
    return "\n".join(
        "\t".join([into.get(first, f"{unknown}{first}") if first else "", *rest])
        for first, *rest in parts
    )


def schools_named(table: str, values: Mapping[str, Any]) -> Iterable[str]:
    """Yield the `school:` names that one told record holds."""
    for key in naming_keys(table):
        if values.get(key):
            yield values[key]
    for key in TABLES[table].names_schools:
        for line in str(values.get(key) or "").split("\n"):
            first = line.split("\t", 1)[0]
            if first.startswith("school:"):
                yield first
