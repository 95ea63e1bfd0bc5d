"""The route sheets that are out, and how far their answers are typed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import whose
from ledger_app.store.rosters import visit_sheets


@dataclass(frozen=True)
class OpenSheet:
    """A sheet that is out. `waiting` are those who have a file still and no answer yet; `gone` are
    those without one whose files another unit keeps now: nobody waits for them here."""

    id: str
    made_on: str
    route: str
    visitor: str
    children: tuple[str, ...]
    answered: frozenset[str]
    waiting: tuple[str, ...]
    gone: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """Return 青山村 11-20 周老师."""
        return " ".join(filter(None, (self.route, self.made_on[5:], self.visitor)))

    @property
    def said(self) -> str:
        """Return the sheet and how far its answers are typed in."""
        done = len(self.children) - len(self.waiting) - len(self.gone)
        gone = f"，{len(self.gone)} 人的档案已移交，不用补录" if self.gone else ""
        return f"{self.called}　已补录 {done}/{len(self.children)} 人{gone}"


def open_sheets(ledger: Ledger) -> list[OpenSheet]:
    """Return the sheets with somebody to be answered for, newest first."""
    rows = visit_sheets.open_sheets(ledger)
    named = {child for row in rows for child in (row["children"] or "").split()}
    living, gone = _living(ledger, named)
    return [sheet for row in rows if (sheet := _sheet(row, living, gone)).waiting]


def sheet_of(ledger: Ledger, sheet_id: str) -> OpenSheet:
    """Return one sheet; raise LedgerError where it is not out any more."""
    row = visit_sheets.open_sheet(ledger, sheet_id)
    return _sheet(row, *_living(ledger, (row["children"] or "").split()))


def sentences(ledger: Ledger) -> list[tuple[str, str]]:
    """Return of each sheet the day it was printed and who is still waited for, oldest first."""
    return [
        (each.made_on, f"走访单 {each.called} 还有 {len(each.waiting)} 人没补录")
        for each in reversed(open_sheets(ledger))
    ]


def _living(ledger: Ledger, named: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return who of these children has a file, and whose is kept elsewhere and only read here."""
    living = visit_sheets.living(ledger, named)
    return living, frozenset(whose.reading_copies(ledger, sorted(living)))


def _sheet(row: Row, living: frozenset[str], gone: frozenset[str]) -> OpenSheet:
    children = tuple((row["children"] or "").split())
    answered = frozenset((row["answered"] or "").split())
    return OpenSheet(
        id=row["id"],
        made_on=row["made_on"],
        route=row["route"] or "",
        visitor=row["visitor"] or "",
        children=children,
        answered=answered,
        waiting=tuple(each for each in children if each in living - gone - answered),
        gone=tuple(each for each in children if each in gone - answered),
    )
