"""What is ready to be printed, and what it was filled by."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from itertools import chain

from ledger_app.domain.day import Day
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.place_names import PlaceNames
from ledger_app.domain.telling.scope import Scope
from ledger_app.domain.telling.subject import Of, Subject
from ledger_app.printing import sheet_json
from ledger_app.printing.model import PrintedSheet
from ledger_app.printing.printout import Printout
from ledger_app.printing.problems import SheetProblem
from ledger_app.printing.request import Header, Request
from ledger_app.printing.visits.sheet import PrintedRoute
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import suggested_texts


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A printout ready to be shown: its sheets, what would spoil the paper, how many rows."""

    printout: Printout
    sheets: tuple[PrintedSheet, ...]
    hashes: tuple[str, ...]  # of the content of each sheet
    on: Day
    purpose: Purpose
    subject: Subject
    problems: tuple[SheetProblem, ...]
    row_count: int
    scope: Scope | None = None

    @property
    def student_ids(self) -> tuple[str, ...]:
        """Return the children it was asked for by name."""
        return self.subject.names if self.subject.of is Of.STUDENTS else ()

    @property
    def shown_ids(self) -> tuple[str, ...]:
        """Return the children that stand on it: of a route sheet those of all routes."""
        routes = [each.children for each in self.sheets if isinstance(each, PrintedRoute)]
        return tuple(chain.from_iterable(routes)) if routes else self.student_ids


def request_of(ledger: Ledger, prepared: Prepared) -> Request:
    """Return what a prepared printout was filled by, but for its paper."""
    return Request(
        on=prepared.on,
        header=header_of(ledger),
        purpose=prepared.purpose,
        subject=prepared.subject,
        scope=prepared.scope,
    )


def header_of(ledger: Ledger) -> Header:
    """Return what every paper says of the unit."""
    county = settings.get(ledger, "county", "") or ""
    return Header(
        unit=settings.get(ledger, "unit", ""),
        filled_on=ledger.today(),
        township=settings.get(ledger, "township", "") or "",
        county=county,
        places=PlaceNames(lambda: suggested_texts.region_names(ledger), county),
    )


def sheets_of(content: bytes) -> tuple[PrintedSheet, ...]:
    """Return the sheets of an edition as they were kept."""
    return tuple(sheet_json.from_json(text) for text in zlib.decompress(content).split(b"\n"))
