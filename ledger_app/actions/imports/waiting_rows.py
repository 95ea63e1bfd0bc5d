"""Rows of workbooks that nobody could tell whose they are, and that wait to be decided."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import student_lookup
from ledger_app.store.rosters import unsure_rows

_NAMES_SHOWN = 3


@dataclass(frozen=True)
class WaitingRow:
    """A row that waits: where it stood, what it says by key, the files it may be about by id."""

    id: str
    name: str
    source: str
    sheet: str
    row: int
    listed_on: str
    values: Mapping[str, Any]
    members: Sequence[Mapping[str, Any]]
    responsible: Sequence[Mapping[str, Any]]
    candidates: tuple[str, ...]
    later: bool  # somebody has seen it and put it off
    new_school: Mapping[str, str] | None = None  # name and code of a school that came with it


def waiting(ledger: Ledger) -> list[WaitingRow]:
    """Return the rows that nobody has decided, oldest first."""
    return [_waiting(row) for row in unsure_rows.waiting(ledger)]


def _waiting(row: Row) -> WaitingRow:
    told = json.loads(row["told"] or "{}")
    return WaitingRow(
        row["id"],
        row["name"] or "",
        row["source"] or "",
        row["sheet"] or "",
        row["row_no"] or 0,
        row["listed_on"] or "",
        told.get("values", {}),
        told.get("members", ()),
        told.get("responsible", ()),
        tuple((row["candidates"] or "").split()),
        row["answer"] == SameChild.LATER,
        told.get("school"),
    )


def name_of(ledger: Ledger, student_id: str) -> str:
    """Return the name of a file that a row may be about."""
    return student_lookup.name_of(ledger, student_id)


def sentences(ledger: Ledger) -> list[tuple[str, str]]:
    """Return, for each workbook with rows that wait, the day it was read and what is said of it."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in unsure_rows.waiting(ledger):
        found.setdefault((row["listed_on"] or "", row["source"] or ""), []).append(row["name"])
    return [(day, _sentence(source, names)) for (day, source), names in found.items()]


def _sentence(source: str, names: Sequence[str]) -> str:
    shown = "、".join(names[:_NAMES_SHOWN]) + ("……" if len(names) > _NAMES_SHOWN else "")
    return f"“{source}”里有 {len(names)} 行拿不准是不是台账里的孩子：{shown}，还没有进台账"
