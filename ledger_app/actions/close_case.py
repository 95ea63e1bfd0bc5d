"""销号 as an act: reason, day, evidence, approver; and taking it back. Both can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ledger_app.actions import edit_file
from ledger_app.actions.foreseeing.what_if import foreseen
from ledger_app.actions.ownership.must_write import must_write
from ledger_app.catalogue import TABLES
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import CloseReason
from ledger_app.domain.day import Day
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.foreseeing.changed_file import NEW, Entry
from ledger_app.domain.foreseeing.consequences import Consequences
from ledger_app.domain.standing.cases import Case, cases, live_case
from ledger_app.domain.standing.closing import what_is_missing
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.student_files import load_file

ASKED = ("close_reason", "closed_on", "transferred_to", "close_evidence", "close_approver")
PLACEMENT = TABLES["placement"]


@dataclass(frozen=True)
class Closing:
    """A closing of a child: the record it is kept in, what is written, what it lacks."""

    name: str
    record: str
    values: Mapping[str, Any]
    lacking: tuple[str, ...]

    @property
    def said(self) -> str:
        """Return in words what has become of the case."""
        if self.lacking:
            missing = "、".join(self.lacking)
            return f"{self.name}记为待销号，还缺{missing}。补齐以前个案继续办，今日会提醒。"
        reason = code_list(CloseReason.CODES).name_of(self.values["close_reason"])
        return f"{self.name}已销号：{reason}。"


def begun(ledger: Ledger, student_id: str) -> Closing:
    """Return what is written of a closing so far: of one that lacks something, else nothing."""
    file, on = load_file(ledger, student_id), ledger.day()
    row = _row(file, on)
    kept = {key: row[key] for key in ASKED if row.get(key)} if row else {}
    return _closing(file, on, row, kept)


def lacking(ledger: Ledger, student_id: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a closing with these stored values would lack."""
    file, on = load_file(ledger, student_id), ledger.day()
    return _closing(file, on, _row(file, on), values).lacking


def what_if_closed(ledger: Ledger, student_id: str, values: Mapping[str, Any]) -> Consequences:
    """Return what a closing with these stored values would change."""
    row = _row(load_file(ledger, student_id), ledger.day())
    written = dict(values) if row else {k: v for k, v in values.items() if v is not None}
    entry = Entry(PLACEMENT.key, str(row["id"]) if row else NEW, written, ledger.now())
    return foreseen(ledger, student_id, entry)


def what_if_reopened(ledger: Ledger, student_id: str, on: date) -> Consequences | None:
    """Return what taking the last closing back as of a day would change, None without one."""
    case = _closed_case(cases(load_file(ledger, student_id), ledger.day()))
    if case is None:
        return None
    record = str((case.placement or {})["id"])
    entry = Entry(PLACEMENT.key, record, {"reopened_on": on.isoformat()}, ledger.now())
    return foreseen(ledger, student_id, entry)


def close(ledger: Ledger, student_id: str, given: Mapping[str, object]) -> Closing:
    """Close the case of a child as one revision; what lacks something makes it 待销号.

    Raises LedgerError without a reason, for a day ahead, for 误报 where no case is open.
    """
    stored = edit_file.parsed(ledger, PLACEMENT, given)
    stored.setdefault("closed_on", ledger.today().isoformat())
    with ledger.lock:
        file, on = load_file(ledger, student_id), ledger.day()
        _must_be_possible(file, on, stored)
        row = _row(file, on)
        other = [key for key, value in stored.items() if value != (row or {}).get(key)]
        must_write(ledger, PLACEMENT, other, student_id, row["id"] if row else "")
        closing = _closing(file, on, row, stored)
        reason = code_list(CloseReason.CODES).name_of(stored["close_reason"])
        with revise(ledger, "edit", f"销号：{closing.name}（{reason}）") as revision:
            if row:
                revision.update(PLACEMENT.key, row["id"], stored)
                return closing
            kept = {key: value for key, value in stored.items() if value is not None}
            record = revision.insert(PLACEMENT.key, kept, student_id=student_id)
    return replace(closing, record=record)


def reopen(ledger: Ledger, student_id: str, on: date | None = None) -> str:
    """Take the last closing back as of a day (today by default); return what was said.

    Everything stays written; the case goes on. Raises LedgerError where nothing is closed.
    """
    with ledger.lock:
        file, today = load_file(ledger, student_id), ledger.day()
        case = _closed_case(cases(file, today))
        if case is None:
            raise LedgerError("没有可以撤销的销号。", "孩子没有销号，或者又有了新的个案。")
        closed = case.closed_on or case.claimed_on
        day = (on or today.date).isoformat()
        if not closed <= day <= today.text:
            text = f"撤销日期要在销号那天（{closed}）和今天之间。"
            raise LedgerError(text, "没有撤销。")
        name = str(file.student["name"])
        with revise(ledger, "edit", f"撤销销号：{name}") as revision:
            record = str((case.placement or {})["id"])
            revision.update(PLACEMENT.key, record, {"reopened_on": day})
    return f"已撤销{name} {closed} 的销号，原来的记录都还在。"


def _closed_case(found: Sequence[Case]) -> Case | None:
    live = live_case(found)
    if live:
        return live if live.lacking else None
    ended = [case for case in found if case.closed_on]
    return max(ended, key=lambda case: case.closed_on or "", default=None)


def _must_be_possible(file: StudentFile, on: Day, stored: Mapping[str, Any]) -> None:
    if not stored.get("close_reason"):
        raise LedgerError("销号原因还没选。", "没有原因不能销号。")
    if not stored["closed_on"]:
        raise LedgerError("销号日期还没填。")
    if stored["closed_on"] > on.text:
        raise LedgerError("销号日期晚于今天。", "到那天再销号。")
    live = live_case(cases(file, on))
    if stored["close_reason"] == CloseReason.MISTAKE and live is None:
        raise LedgerError("这个孩子没有在办的个案，没有误报可销。")


def _row(file: StudentFile, on: Day) -> Row | None:
    """Return the record that a closing belongs into: of a return, or of an unfinished closing."""
    live = live_case(cases(file, on))
    record = (live.placement or {}).get("id") if live else None
    row = next((each for each in file.of(PLACEMENT.key) if each["id"] == record), None)
    if row is None or row.get("reopened_on"):
        return None  # what was taken back stays as it was
    return row if live and (live.lacking or not row.get("closed_on")) else None


def _closing(file: StudentFile, on: Day, row: Row | None, values: Mapping[str, Any]) -> Closing:
    written = {**(row or {"id": ""}), **values}
    record = str(written["id"])
    name = str(file.student["name"])
    if not written.get("closed_on"):
        return Closing(name, record, values, what_is_missing(file, written, on))
    others = [each for each in file.of(PLACEMENT.key) if each is not row]
    then = replace(file, records={**file.records, PLACEMENT.key: [*others, written]})
    live = live_case(cases(then, on))
    if live is None:
        return Closing(name, record, values, ())
    # Closed before the case began, or only one of two.
    missing = live.lacking or (f"{live.began or '日期不详'} 起的个案的销号",)
    return Closing(name, record, values, missing)
