"""Packages that went out and came in, and their contents: what the next merge is based on.

A received package is accepted as long as its record stands: undoing the merge deletes it, so that
the one before it is the last accepted again. `unit_code` is always that of the other end.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from ledger_app.catalogue.meanings import NO, YES
from ledger_app.catalogue.unit_tables.package import PACKAGE
from ledger_app.domain.merging.header import Header, Known, PackageKind
from ledger_app.domain.merging.trail import AUDIT, Trail, is_cut, trail_in
from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file import audit
from ledger_app.store.file.audit import HASH_BYTES
from ledger_app.store.file.ledger import Ledger, Row

_MOST_ENDS = 200  # ends of the own audit trail that a package tells
_LEFT_OUT = "left_out"  # in the column `told`
OUT, IN = "out", "in"
MOST_TOLD = 24  # packages that a header names: two years of months
_MADE_FOR = "direction = 'out' AND coalesce(unit_code, ?1) = ?1"
_KEPT = 3  # bodies a unit and direction, besides those that a merge may be based on
_ANSWERED = 2  # receipts whose answered package is kept
_MOST_UNANSWERED = 40  # packages that were made and never answered: their bodies stay so long
_KNOWN = "SELECT incarnation, sequence, digest FROM package WHERE deleted_at IS NULL"


@dataclass(frozen=True)
class Handing:
    """How a package went from hand to hand, besides what its header says."""

    unit_code: str  # of the other end; empty where only words lock it
    unit_name: str
    verified: bool = True
    file_name: str = ""
    handed_on: str = ""  # empty while it is not known to lie on the stick
    custodian: str = ""
    stick_no: str = ""
    remark: str = ""
    story: str = ""  # what became of it: actions/handoff/package_story


def accepted(ledger: Ledger, unit: str) -> list[Known]:
    """Return the packages taken from a unit, by its ledger's id or its code, newest first."""
    return _known(ledger, "direction = 'in' AND (ledger_id = ?1 OR unit_code = ?1)", unit)


def made(ledger: Ledger, unit_code: str) -> list[Known]:
    """Return the packages made for a unit that this ledger remembers, newest first.

    One that only words locked was for whoever stands above: there is one such unit.
    """
    return _known(ledger, _MADE_FOR, unit_code)


def ever_taken(ledger: Ledger, unit: str) -> list[Known]:
    """Return those taken from a unit, too, whose merge was undone: a number stays used."""
    with ledger.lock:
        rows = ledger.db.execute(
            "SELECT incarnation, sequence, digest FROM package WHERE direction = 'in' "
            "AND (ledger_id = ?1 OR unit_code = ?1) ORDER BY no DESC",
            [unit],
        ).fetchall()
    return [Known(*row) for row in rows]


def is_first_receipt(ledger: Ledger, header: Header) -> bool:
    """Tell whether the receipt that a package's maker took last is the only one it can have taken.

    Its ledger told nothing before: it was begun anew, and has from there all that the receipt has.
    """
    if header.heard is None or accepted_of_ledger(ledger, header.ledger_id):
        return False
    made_since = ledger.column(
        "SELECT p.digest FROM package p JOIN change c ON c.record_id = p.id AND c.op = 'create' "
        "WHERE p.direction = 'out' AND p.unit_code = ?1 AND c.revision_no > (SELECT "
        "max(n.revision_no) FROM partner w JOIN change n ON n.record_id = w.id "
        "AND n.op = 'create' WHERE w.ledger_id = ?2)",
        [header.unit_code, header.ledger_id],
    )
    return made_since == [header.heard.digest]


def accepted_of_ledger(ledger: Ledger, ledger_id: str) -> list[Known]:
    """Return the packages taken from one ledger of a unit, newest first."""
    return _known(ledger, "direction = 'in' AND ledger_id = ?1", ledger_id)


def kept_digests(ledger: Ledger) -> frozenset[str]:
    """Return the packages whose contents are still kept here."""
    return frozenset(ledger.column("SELECT digest FROM package_body"))


def _known(ledger: Ledger, condition: str, unit: str) -> list[Known]:
    with ledger.lock:
        rows = ledger.db.execute(f"{_KNOWN} AND {condition} ORDER BY no DESC", [unit]).fetchall()
    return [Known(*row) for row in rows]


def remembered_by(ledger: Ledger, header: Header) -> frozenset[str]:
    """Return digests of the packages taken here that whoever made one remembers: its own copy's.

    A restored ledger has forgotten its last ones; another copy never knew them.
    """
    taken = accepted(ledger, header.ledger_id)
    own = {each.digest for each in taken if each.incarnation == header.incarnation}
    return frozenset(own | {each.digest for each in header.knows})


def rows_of(ledger: Ledger, unit_code: str = "", direction: str = "") -> list[Row]:
    """Return the living records of packages, newest first: of one unit, one direction, or all."""
    return ledger.rows(
        "SELECT * FROM package WHERE deleted_at IS NULL AND (?1 = '' OR unit_code = ?1) "
        "AND (?2 = '' OR direction = ?2) ORDER BY no DESC",
        [unit_code, direction],
    )


def next_sequence(ledger: Ledger, unit_code: str) -> int:
    """Return the number of the next package for a unit; one that was taken back is not used again.

    It may lie on a stick all the same.
    """
    last = ledger.value(f"SELECT max(sequence) FROM package WHERE {_MADE_FOR}", [unit_code])
    return int(last or 0) + 1


def never_handed(ledger: Ledger, unit_code: str, incarnation: str) -> list[int]:
    """Return the last numbers that this copy spoilt for a unit: what bore them was not written."""
    return sorted(
        ledger.column(
            f"SELECT sequence FROM package WHERE {_MADE_FOR} AND deleted_at IS NOT NULL "
            "AND handed_on IS NULL AND incarnation = ?2 ORDER BY no DESC LIMIT ?3",
            [unit_code, incarnation, MOST_TOLD],
        )
    )


def record_package(
    revision: Revision, direction: str, header: Header, digest: str, handing: Handing
) -> str:
    """Keep that a package was made or taken, in an open revision; return the id of its record."""
    values = {
        "direction": direction,
        "kind": str(header.kind),
        "unit_code": handing.unit_code or None,
        "unit_name": handing.unit_name,
        "ledger_id": header.ledger_id,
        "incarnation": header.incarnation,
        "sequence": header.sequence,
        "digest": digest,
        "based_on": header.based_on.digest if header.based_on else None,
        "cut_off_on": header.cut_off_on or None,
        "made_at": header.made_at,
        "made_by": header.made_by or None,
        "handed_on": handing.handed_on or None,
        "verified": YES if handing.verified else NO,
        "file_name": handing.file_name or None,
        "custodian": handing.custodian or None,
        "stick_no": handing.stick_no or None,
        "student_count": header.counts.get("student", 0),
        "record_count": sum(header.counts.values()),
        "told": _told(handing.story, header),
        "remark": handing.remark or None,
    }
    return revision.insert(PACKAGE.key, values)


def _told(story: str, header: Header) -> str:
    left_out, trail = sorted(map(list, header.withheld)), trail_in(header.shown)
    kept = {**json.loads(story or "{}"), _LEFT_OUT: left_out}
    if trail is not None:
        kept[AUDIT] = Trail(trail.no, trail.head).shown
    return json.dumps(kept, ensure_ascii=False)


def withheld_by(ledger: Ledger, unit_code: str) -> frozenset[tuple[str, str]]:
    """Return the (table, key) that the last package taken from a unit left out."""
    told = ledger.value(
        "SELECT told FROM package WHERE deleted_at IS NULL AND direction = 'in' "
        "AND unit_code = ? ORDER BY no DESC LIMIT 1",
        [unit_code],
    )
    left_out = json.loads(told or "{}").get(_LEFT_OUT, [])
    return frozenset((table, key) for table, key in left_out)


def own_trail(ledger: Ledger, unit_code: str) -> Trail:
    """Return how the own trail stands now, and at the ends that this unit was told before."""
    numbers = ledger.column(
        "SELECT json_extract(told, '$.audit.no') FROM package WHERE direction = 'out' "
        "AND coalesce(unit_code, ?1) = ?1 AND json_extract(told, '$.audit.no') IS NOT NULL "
        "ORDER BY no DESC LIMIT ?2",
        [unit_code, _MOST_ENDS],
    )
    return Trail(*audit.end(ledger), audit.hashes(ledger, numbers))


def cut_after(ledger: Ledger, header: Header) -> int:
    """Return the number of the entry that the sender's trail lost since the last package, or 0.

    It is held against the last one taken of this copy of its ledger; of a restored or copied one
    against the last that both know: what came after that was never in its trail.
    """
    known = {each.digest for each in header.knows}
    for each in accepted(ledger, header.ledger_id):
        if each.incarnation == header.incarnation or each.digest in known:
            then = _kept_trail(ledger, each.digest)
            is_lost = then is not None and is_cut(trail_in(header.shown), then)
            return then.no if then is not None and is_lost else 0
    return 0


def _kept_trail(ledger: Ledger, digest: str) -> Trail | None:
    told = ledger.value(
        "SELECT told FROM package WHERE deleted_at IS NULL AND direction = 'in' AND digest = ?",
        [digest],
    )
    return trail_in(json.loads(told or "{}"))


def body(ledger: Ledger, digest: str) -> bytes | None:
    """Return the contents of a package that is still kept, or None."""
    found = ledger.value("SELECT body FROM package_body WHERE digest = ?", [digest])
    return None if found is None else zlib.decompress(found)


def keep_body(revision: Revision, digest: str, content: bytes) -> None:
    """Keep the contents of a package in the open revision; drop those that nothing needs."""
    packed = zlib.compress(content, 6)
    done = revision.ledger.db.execute(
        "INSERT OR IGNORE INTO package_body (digest, body) VALUES (?, ?)", [digest, packed]
    )
    if done.rowcount:
        _seal(revision, {digest: _sum(packed)})
    _prune(revision, digest)


def _seal(revision: Revision, bodies: dict[str, str]) -> None:
    """Let the audit entry of the revision say which contents are kept now, "" for one that went."""
    revision.beside.setdefault("bodies", {}).update(bodies)


def _sum(packed: bytes) -> str:
    return blake2b(packed, digest_size=HASH_BYTES).hexdigest()


def altered_bodies(ledger: Ledger, sealed: Mapping[str, str]) -> list[str]:
    """Return digests of contents that are not what the audit trail says, or not there."""
    wanted = {digest: own for digest, own in sealed.items() if own}
    stored = {
        digest: _sum(packed)
        for digest, packed in ledger.db.execute("SELECT digest, body FROM package_body")
    }
    return sorted({digest for digest, _ in wanted.items() ^ stored.items()})


def _prune(revision: Revision, newest: str) -> None:
    """Drop contents that no merge will be based on."""
    ledger = revision.ledger
    rows = ledger.rows(
        "SELECT direction, kind, unit_code, digest, based_on FROM package "
        "WHERE deleted_at IS NULL ORDER BY no DESC"
    )
    needed = _needed(rows) | {newest}
    kept = ledger.column("SELECT digest FROM package_body")
    gone = [digest for digest in kept if digest not in needed]
    ledger.db.conn.executemany("DELETE FROM package_body WHERE digest = ?", [(d,) for d in gone])
    if gone:
        _seal(revision, dict.fromkeys(gone, ""))


def _needed(rows: Sequence[Row]) -> set[str]:
    """Return digests of the contents to keep: `rows` are packages, newest first.

    Of each unit and direction the last three; what the last two receipts answered, since the newest
    may be undone; and what went up since the last, because any of it may be the one that arrived.
    """
    needed: set[str] = set()
    counts: dict[tuple[str, str, str], int] = {}
    answered: dict[str, int] = {}  # receipts with an answer that were passed, by unit
    for row in rows:
        key = (row["unit_code"], row["direction"], row["kind"])
        counts[key] = counts.get(key, 0) + 1
        is_answer = row["kind"] == PackageKind.RECEIPT and row["based_on"]
        if is_answer:
            answered[row["unit_code"]] = answered.get(row["unit_code"], 0) + 1
            if answered[row["unit_code"]] <= _ANSWERED:
                needed.add(row["based_on"])
        is_awaited = row["direction"] == OUT and row["unit_code"] not in answered
        if counts[key] <= (_MOST_UNANSWERED if is_awaited else _KEPT):
            needed.add(row["digest"])
    return needed
