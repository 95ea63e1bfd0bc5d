"""Keep one call or visit in the files of all its children, with what it led to: one revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ledger_app.actions import edit_file, open_student
from ledger_app.actions.ownership.must_write import must_keep_all, must_write
from ledger_app.catalogue import TABLES
from ledger_app.catalogue.evidence_meanings import SightingKind
from ledger_app.catalogue.meanings import YES, PersuadeResult
from ledger_app.domain.checking import checks
from ledger_app.domain.checking.problem import Problem
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.standing.reached import TELLS_OUT
from ledger_app.domain.student_file import Row
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.student_lookup import name_of

CONTACT = TABLES["contact"]
Made = Mapping[str, Sequence[tuple[str, Mapping[str, Any]]]]  # of each child, table and values
CASE, RETURN, SIGHTING = "dropout", "placement", "sighting"


@dataclass(frozen=True)
class Spoken:
    """What a contact has of one child's own: `values` beside the shared ones, and in `beside` the
    first values of a record that it leads to, by its table."""

    student: str
    values: Mapping[str, object] = field(default_factory=dict)
    beside: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True)
class Kept:
    """The ids of the contacts by child, in the order in which they were kept."""

    contacts: Mapping[str, str]


def leads_to(result: str | None, *, is_out: bool) -> str:
    """Return the table of the record that a result asks for, "" for none.

    What only of a child can be said that is not in class opens a case where none is open; whoever
    saw the child come back ends it, or the absence.
    """
    if result == PersuadeResult.RETURNED_AT_ONCE:
        return RETURN if is_out else SIGHTING
    return CASE if result in TELLS_OUT and not is_out else ""


def record_of(
    leads_to: str, on: str, given: Mapping[str, object] | None = None
) -> dict[str, dict[str, object]]:
    """Return by its table the record that is begun with a contact of this ISO day, once the person
    said yes; `given` is what is known of a case."""
    if leads_to == CASE:
        known = dict(given or {})
        attended, reasons = (
            str(known.get(key) or "") for key in ("last_attended", "dropout_reasons")
        )
        first = {
            "is_suspected": YES,
            "suspected_on": on,
            "dropout_ym": (attended or on)[:7],
            "main_reason": reasons if "," not in reasons else None,
        }
        return {CASE: {**first, **known}}
    if leads_to == RETURN:
        return {RETURN: {"returned_on": on}}
    return {SIGHTING: {"seen_on": on, "kind": SightingKind.AT_SCHOOL}} if leads_to else {}


def problems(ledger: Ledger, values: Mapping[str, object]) -> list[Problem]:
    """Return what is wrong with a contact as it stands in the form (stored values)."""
    return checks.check_row(CONTACT, values, ledger.day())


def keep(ledger: Ledger, shared: Mapping[str, object], spoken: Sequence[Spoken]) -> Kept:
    """Add the contact to each child's file, and the records it led to, as one revision.

    The time of day is that of keeping for a contact of today: of an earlier one nobody knows it.
    Raises LedgerError on a value that cannot be kept, without a day, and for a file that is kept
    elsewhere; then nothing is saved.
    """
    made = made_of(ledger, timed(ledger, shared), spoken)
    with revise(ledger, "edit", _about(ledger, list(made))) as revision:
        return add(revision, made)


def made_of(ledger: Ledger, shared: Mapping[str, object], spoken: Sequence[Spoken]) -> Made:
    """Return the records of a contact by child, checked; raises LedgerError as `keep` does."""
    common = _parsed(ledger, shared)
    must_keep_all(ledger, [each.student for each in spoken])
    return {each.student: _rows(ledger, common, each) for each in spoken}


def add(revision: Revision, made: Made) -> Kept:
    """Add the records of a contact within a revision that may hold more."""
    contacts = {}
    for student, rows in made.items():
        for table, values in rows:
            added = revision.insert(table, values, student_id=student)
            if table == CONTACT.key:
                contacts[student] = added
    return Kept(contacts)


def _parsed(ledger: Ledger, shared: Mapping[str, object]) -> Row:
    common = edit_file.parsed(ledger, CONTACT, {"persuaders": ledger.author, **shared})
    if not common.get("contacted_on"):
        raise LedgerError("联系日期还没填。", "请填实际联系的那一天。")
    return common


def timed(ledger: Ledger, shared: Mapping[str, object]) -> dict[str, object]:
    """Return what all share with the time of day, where that is known: of a contact of today."""
    given = dict(shared)
    if _parsed(ledger, given).get("contacted_on") == ledger.today().isoformat():
        given.setdefault("contacted_at", ledger.now()[11:16])
    return given


def _rows(ledger: Ledger, common: Row, each: Spoken) -> list[tuple[str, dict[str, Any]]]:
    """Return the records of one child: the contact, then what it led to."""
    own = edit_file.parsed(ledger, CONTACT, each.values)
    rows = [(CONTACT.key, _filled({**common, **own}))]
    for table, given in each.beside.items():
        opened = open_student.open_file(ledger, each.student)
        first = open_student.presets(ledger, opened, table)
        known = edit_file.parsed(ledger, TABLES[table], given)
        rows.append((table, _filled({**first, **known})))
    for table, values in rows:
        must_write(ledger, TABLES[table], values, each.student)
    return rows


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "")}


def _about(ledger: Ledger, ids: Sequence[str]) -> str:
    if len(ids) == 1:
        return f"{name_of(ledger, ids[0])}：登记联系"
    return f"登记联系：{len(ids)} 人"
