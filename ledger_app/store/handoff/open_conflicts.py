"""Differences that wait for a person, and what was decided: records that stay in this ledger."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ledger_app.catalogue.unit_tables.conflict import CONFLICT
from ledger_app.domain.merging.plan import Asked
from ledger_app.domain.merging.terms import answered, text_of
from ledger_app.domain.merging.told import Answer
from ledger_app.domain.merging.undecided import Undecided
from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file.ledger import Ledger, Row

OURS, THEIRS, VALUE, AGREED = "ours", "theirs", "value", "agreed"
_LIVING = "SELECT * FROM conflict WHERE deleted_at IS NULL AND (?1 = '' OR unit_code = ?1)"


def open_rows(ledger: Ledger, unit_code: str = "") -> list[Row]:
    """Return the differences that nobody has decided yet, oldest first: of one unit, or all."""
    return ledger.rows(f"{_LIVING} AND answer IS NULL ORDER BY no", [unit_code])


def decided_rows(ledger: Ledger, unit_code: str = "") -> list[Row]:
    """Return those that a person decided, oldest first."""
    return ledger.rows(
        f"{_LIVING} AND answer IN ('ours', 'theirs', 'value') ORDER BY no", [unit_code]
    )


def answers(
    ledger: Ledger, unit_code: str, values: Mapping[str, Mapping[str, Any]]
) -> list[Answer]:
    """Return what was decided of a unit's differences, the last word on each, to be told there.

    `values` are the told values of living records by id: what was typed instead of either side.
    """
    last = {(row["record"], row["field"]): row for row in decided_rows(ledger, unit_code)}
    return [_answer(row, values) for row in last.values()]


def _answer(row: Row, values: Mapping[str, Mapping[str, Any]]) -> Answer:
    ours, theirs = json.loads(row["ours"] or "null"), json.loads(row["theirs"] or "null")
    kept, refused = (theirs, ours) if row["answer"] == THEIRS else (ours, theirs)
    if row["answer"] == VALUE:
        kept = values.get(row["record"], {}).get(row["field"])
    key = row["field"] or ""
    return Answer(
        table=row["table_name"],
        record=row["record"],
        student=row["student"],
        field=key,
        kept=answered(key, kept),
        refused=answered(key, refused),
        reason=row["reason"] or "",
        author=row["decided_by"] or "",
        on=row["decided_on"] or "",
    )


def undecided(ledger: Ledger, unit_code: str) -> list[Undecided]:
    """Return what waits of a unit, as a receipt has to know it."""
    return [
        Undecided(
            row["table_name"],
            row["record"],
            row["student"],
            row["field"] or "",
            json.loads(row["theirs"] or "null"),
        )
        for row in open_rows(ledger, unit_code)
    ]


def remembered(
    rows: Iterable[Row], remembers: Collection[str] | None = None
) -> dict[tuple[str, str], Row]:
    """Return open ones by record and field: those of packages that the maker of one remembers.

    `remembers` are digests, None: all. What waits of another copy of its ledger waits on: this one
    knows nothing of it.
    """
    return {
        (row["record"], row["field"] or ""): row
        for row in rows
        if remembers is None or row["digest"] in remembers
    }


def ask(
    revision: Revision,
    asked: Iterable[Asked],
    unit_code: str,
    digest: str,
    ours_by: Mapping[tuple[str, str], tuple[str, str]],
    remembers: Collection[str] | None = None,
) -> list[str]:
    """Keep differences for a person; return the ids of their records.

    An open one of the same field is renewed: it shows what both sides have by now, and still what
    both had before. `ours_by` says who wrote the value that stands here last, and when.
    """
    known = remembered(open_rows(revision.ledger, unit_code), remembers)
    ids = []
    for each in asked:
        values = _values(each, unit_code, digest, ours_by)
        row = known.get((each.record, each.field))
        if row is None:
            values["found_on"] = revision.at[:10]
            ids.append(revision.insert(CONFLICT.key, values))
            continue
        ids.append(row["id"])
        del values["base"]
        if values["theirs"] == row["theirs"]:
            del values["digest"]  # it is still that package's
        revision.update(CONFLICT.key, row["id"], values, before=row)
    return ids


def _values(
    asked: Asked, unit_code: str, digest: str, ours_by: Mapping[tuple[str, str], tuple[str, str]]
) -> dict[str, Any]:
    by, at = ours_by.get((asked.record, asked.field), ("", ""))
    return {
        "student": asked.student,
        "table_name": asked.table,
        "record": asked.record,
        "field": asked.field or None,
        "kind": str(asked.kind),
        "base": text_of(asked.base),
        "ours": text_of(asked.ours),
        "theirs": text_of(asked.theirs),
        "ours_by": by or None,
        "ours_at": at or None,
        "theirs_by": asked.theirs_by or None,
        "theirs_at": asked.theirs_at or None,
        "note": asked.note or None,
        "unit_code": unit_code,
        "digest": digest,
    }


def settle(
    revision: Revision,
    settled: Collection[tuple[str, str]],
    unit_code: str,
    remembers: Collection[str] | None = None,
) -> None:
    """Close the open differences on which both sides say the same by now."""
    if not settled:
        return
    known = remembered(open_rows(revision.ledger, unit_code), remembers)
    for place in dict.fromkeys(settled):
        if place in known:
            values = {"answer": AGREED, "decided_on": revision.at[:10]}
            revision.update(CONFLICT.key, known[place]["id"], values, before=known[place])


def decide(revision: Revision, row: Row, answer: str, reason: str) -> None:
    """Keep what was decided of one difference; the record itself is written by who decides."""
    values = {
        "answer": answer,
        "reason": reason or None,
        "decided_by": revision.author or None,
        "decided_on": revision.at[:10],
    }
    revision.update(CONFLICT.key, row["id"], values, before=row)
