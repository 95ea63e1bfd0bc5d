"""Differences that wait for a person: both values beside each other, and what is decided of them.

A decision is a record: it can be undone, goes with the next package, and is not asked for again
while both sides stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ledger_app.actions.edit_file import parsed_value
from ledger_app.actions.handoff.receiving import told_words
from ledger_app.actions.handoff.still_other import still_other
from ledger_app.actions.show_student import log_reveal
from ledger_app.catalogue import TABLES
from ledger_app.catalogue.model import OWNER
from ledger_app.catalogue.unit_tables.conflict import CONFLICT
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.merging.harmless import is_harmless
from ledger_app.domain.merging.plan import AskedKind
from ledger_app.domain.merging.terms import text_of
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import open_conflicts as kept
from ledger_app.store.handoff import partners, taking_theirs, units
from ledger_app.store.lists import student_lookup

OURS, THEIRS, VALUE = "ours", "theirs", "value"
KIND = "decide"  # of the revision
_WHOLE = told_words.WHOLE


@dataclass(frozen=True)
class ConflictLine:
    """One difference in words. `ours_value` and `theirs_value` are the stored values behind them.

    `kind` is a code of conflict_kind; `refusal_needs_reason`: the unit above must be told why not.
    """

    id: str
    student: str
    name: str
    place: str
    table: str
    record: str
    field: str
    label: str
    base: str
    ours: str
    theirs: str
    ours_by: str
    ours_at: str
    theirs_by: str
    theirs_at: str
    note: str
    kind: str
    unit_code: str
    is_harmless: bool
    answer: str = ""
    reason: str = ""
    decided_by: str = ""
    decided_on: str = ""
    is_final: bool = False  # of a standing difference: the other side was asked and keeps its own

    @property
    def refusal_needs_reason(self) -> bool:
        """Tell whether keeping one's own value must say why."""
        return self.kind in (AskedKind.CORRECTION, AskedKind.DELETION)


def open_conflicts(
    ledger: Ledger, unit_code: str = "", *, reveal: bool = True
) -> list[ConflictLine]:
    """Return what nobody has decided yet, child by child, those that matter most first."""
    with ledger.lock:
        lines = _lines(ledger, _as_they_stand(ledger, kept.open_rows(ledger, unit_code)), reveal)
    return sorted(lines, key=lambda line: (line.is_harmless, line.name, line.student, line.id))


def log_shown(ledger: Ledger, lines: Iterable[ConflictLine]) -> None:
    """Note in the audit trail whose full numbers and sensitive words were looked at."""
    for student in dict.fromkeys(line.student for line in lines if line.student):
        log_reveal(ledger, student)


def decided(ledger: Ledger, *, reveal: bool = True) -> list[ConflictLine]:
    """Return what was decided, newest first."""
    with ledger.lock:
        return _lines(ledger, kept.decided_rows(ledger)[::-1], reveal)


def standing_differences(
    ledger: Ledger, unit_code: str = "", *, reveal: bool = True
) -> list[ConflictLine]:
    """Return what this side keeps as it has it, and the other still had otherwise when it told."""
    with ledger.lock:
        newest = {
            (row["record"], row["field"]): row for row in kept.decided_rows(ledger, unit_code)
        }
        rows = [row for row in newest.values() if row["answer"] == OURS]
        now = taking_theirs.values_now(ledger, rows)
        still = [row for row in rows if now[row["id"]] == _stored(row, "ours")]
        found = still_other(ledger, still)
        lines = _lines(ledger, [row for row in still if row["id"] in found], reveal)
    marked = [replace(line, is_final=found[line.id]) for line in lines]
    return sorted(marked, key=lambda line: (not line.is_final, line.name, line.student, line.id))


def decide(
    ledger: Ledger, ids: Sequence[str], answer: str, reason: str = "", value: str | None = None
) -> int:
    """Decide differences in one revision; return how many. `value` is what is typed instead.

    Raises LedgerError, with nothing decided, where one is not open any more, a reason is missing or
    the value cannot be kept.
    """
    if answer not in (OURS, THEIRS, VALUE):
        raise LedgerError(f"没有“{answer}”这种决定。", "请选本台账的、来包的，或者另填一个。")
    with ledger.lock:
        found = {row["id"]: row for row in kept.open_rows(ledger)}
        if lost := [each for each in ids if each not in found]:
            raise LedgerError(f"有 {len(lost)} 处已经决定过或者不在了。", "请刷新后再看。")
        rows = _as_they_stand(ledger, [found[each] for each in dict.fromkeys(ids)])
        _must_be_given(rows, answer, reason, value)
        if not rows:
            return 0
        with revise(ledger, KIND, f"决定移交冲突 {len(rows)} 处") as revision:
            _write(revision, rows, answer, reason, value)
            for row in rows:
                # What was edited here since it was found is what is decided about.
                revision.update(CONFLICT.key, row["id"], {"ours": row["ours"]})
                kept.decide(revision, row, answer, reason.strip())
    return len(rows)


def _must_be_given(rows: Sequence[Row], answer: str, reason: str, value: str | None) -> None:
    needs = (AskedKind.CORRECTION, AskedKind.DELETION)
    if answer == OURS and not reason.strip() and any(row["kind"] in needs for row in rows):
        raise LedgerError("还没有写理由。", "不接受更正要写明理由，上级会看到。")
    if answer != VALUE:
        return
    if value is None or len(rows) != 1:
        raise LedgerError("另填只能一处一处来。", "请选一处，写上正确的内容。")
    if (rows[0]["field"] or _WHOLE) in (_WHOLE, OWNER):
        raise LedgerError("这一处不能另填。", "请选保留或删除。")


def _write(
    revision: Revision, rows: Sequence[Row], answer: str, reason: str, value: str | None
) -> None:
    if answer == THEIRS:
        taking_theirs.take_theirs(revision, rows, reason)
    elif answer == VALUE:
        (row,) = rows
        field = TABLES[row["table_name"]].field(row["field"])
        stored = parsed_value(revision.ledger, field, value)
        local = taking_theirs.local_id(revision.ledger, row["table_name"], row["record"])
        revision.update(row["table_name"], local, {row["field"]: stored})


def _as_they_stand(ledger: Ledger, rows: Sequence[Row]) -> list[Row]:
    """Return differences with what stands here by now, which may have been edited since."""
    now = taking_theirs.values_now(ledger, rows)
    return [{**row, "ours": text_of(now[row["id"]])} for row in rows]


def _stored(row: Row, key: str) -> Any:  # noqa: ANN401
    return json.loads(row[key] or "null")


def _lines(ledger: Ledger, rows: Sequence[Row], reveal: bool) -> list[ConflictLine]:
    schools = units.place_names(ledger).schools
    ids = dict.fromkeys(row["student"] for row in rows if row["student"])
    children = {each: student_lookup.student(ledger, each) or {} for each in ids}
    units_of = {each.unit_code: each.unit_name for each in partners.partners(ledger)}
    return [
        _line(_by_its_unit(row, units_of), children.get(row["student"] or "", {}), schools, reveal)
        for row in rows
    ]


def _by_its_unit(row: Row, names: Mapping[str, str]) -> Row:
    """Return a difference with a correction as the unit's: whoever wrote the record may be ours."""
    if row["kind"] != AskedKind.CORRECTION:
        return row
    return {**row, "theirs_by": names.get(row["unit_code"], row["theirs_by"])}


def _line(
    row: Row, child: Mapping[str, Any], schools: Mapping[str, str], reveal: bool
) -> ConflictLine:
    table, field = row["table_name"], row["field"] or _WHOLE
    stored = {key: _stored(row, key) for key in ("base", "ours", "theirs")}
    texts = {
        key: told_words.text_of(table, field, value, schools, reveal=reveal)
        for key, value in stored.items()
    }
    plain = {
        key: str(row[key] or "")
        for key in ("ours_by", "ours_at", "theirs_by", "theirs_at", "note", "kind", "unit_code",
                    "answer", "reason", "decided_by", "decided_on")
    }  # fmt: skip
    return ConflictLine(
        id=row["id"],
        student=row["student"] or "",
        name=str(child.get("name") or ""),
        place=grade_and_class(child) if child else "",
        table=table,
        record=row["record"],
        field=field,
        label=told_words.label_of(table, field),
        is_final=False,
        is_harmless=is_harmless(table, field, stored["ours"], stored["theirs"])
        and row["kind"] in (AskedKind.DIFFER, AskedKind.CORRECTION),
        **texts,
        **plain,
    )
