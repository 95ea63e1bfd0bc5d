"""Keep what a workbook says of whole classes: the list and its day, whom it leaves out or marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from ledger_app.catalogue.evidence_meanings import UnlistedAnswer
from ledger_app.exchange.planning.import_plan import ImportPlan
from ledger_app.exchange.planning.roster import (
    ClassPlace,
    ListsBefore,
    MarkedChild,
    MissingChild,
    Roster,
    record_values,
)
from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places
from ledger_app.store.rosters import name_lists, unlisted_rows

_PARTLY = "部分"  # behind a class of which a list leaves out most


def lists_before(ledger: Ledger, digest: str) -> ListsBefore:
    """Return what the lists loaded in this term say that concerns a workbook of this digest."""
    since = ledger.day().term_begins.isoformat()
    known = name_lists.loaded_since(ledger, digest, since)
    return ListsBefore(
        since,
        known["id"] if known else "",
        _read_scope(known["scope"] or "") if known else None,
        unlisted_rows.unlisted_since(ledger, since),
    )


def scopes_of(
    ledger: Ledger, ids: Sequence[str], since: str
) -> dict[str, list[frozenset[ClassPlace]]]:
    """Return the classes of the lists of this term that have these children, by id."""
    found = name_lists.scopes_of(ledger, ids, since)
    return {key: [_classes(text) for text in texts] for key, texts in found.items()}


def write(revision: Revision, plan: ImportPlan, created: Mapping[int, str]) -> None:
    """Write the list and the records of its children, inside the open revision.

    `created` has the ids of the children that the plan makes, by the place of their row.
    """
    roster = plan.roster
    if roster.is_new:
        ids = [created.get(at) or plan.rows[at].student_id for at in roster.rows]
        listed = {
            "listed_on": revision.at[:10],
            "source": plan.workbook,
            "digest": plan.sha256,
            "scope": _scope_text(roster) or None,
            "children": " ".join(dict.fromkeys(filter(None, ids))) or None,
        }
        revision.insert("name_list", listed)
    elif roster.is_widened:
        revision.update("name_list", roster.known_id, {"scope": _scope_text(roster)})
    names = places.school_names(revision.ledger) | {each.id: each.name for each in plan.new_schools}
    children: list[MissingChild | MarkedChild] = [*roster.asked, *roster.marked]
    revision.insert_many("unlisted", [_record(revision, plan, each, names) for each in children])
    found = {"answer": UnlistedAnswer.ON_NEWER_LIST, "answered_on": revision.at[:10]}
    for record_id in roster.found_again:
        revision.update("unlisted", record_id, {**found, "remark": plan.workbook})


def _record(
    revision: Revision,
    plan: ImportPlan,
    child: MissingChild | MarkedChild,
    names: Mapping[str, str],
) -> dict[str, Any]:
    return {
        "id": uuid4().hex,
        "student_id": child.id,
        "missed_on": revision.at[:10],
        "source": plan.workbook,
        **record_values(child, names),
    }


def _scope_text(roster: Roster) -> str:
    """Return a line for each class: of those that are hardly listed with a fourth column."""
    lines = ["\t".join(place) for place in roster.scope]
    lines += ["\t".join((*each.place, _PARTLY)) for each in roster.partial]
    return "\n".join(sorted(lines))


def _classes(text: str) -> frozenset[ClassPlace]:
    """Return all classes of which a list has children."""
    return frozenset(ClassPlace(*line.split("\t")[:3]) for line in text.splitlines())


def _read_scope(text: str) -> frozenset[ClassPlace]:
    """Return the classes that a list speaks for."""
    lines = (line.split("\t") for line in text.splitlines())
    return frozenset(ClassPlace(*parts) for parts in lines if len(parts) == 3)
