"""What a paper is filled from that is no child's file: a comparison, a package, the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledger_app.actions.code_book.as_tables import as_tables
from ledger_app.actions.code_book.lines import field_lines
from ledger_app.actions.compare.keep_comparison import kept_told
from ledger_app.actions.printing.handover_papers import package_called, slip_of
from ledger_app.actions.printing.key_sheet import key_sheet
from ledger_app.actions.printing.printouts_in_use import printouts_in_use
from ledger_app.actions.visits.routes import ANYWHERE, Route
from ledger_app.actions.visits.whom_to_visit import told_of
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import CompareAnswer
from ledger_app.domain.day import Day
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.subject import Subject
from ledger_app.exchange.comparing.compare_kinds import CompareKind, kind_of
from ledger_app.printing.cards.slip import SLIP
from ledger_app.printing.printout import Printout
from ledger_app.printing.tables.code_book import CODE_BOOK, KEY_SHEET
from ledger_app.printing.tables.comparison import COMPARISON
from ledger_app.printing.visits.shape import VISITS
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.rosters import comparisons


def is_of_evidence(printout: Printout) -> bool:
    """Tell whether a printout is filled from what was kept, and not from files."""
    return printout.shape in (COMPARISON.key, SLIP.key, CODE_BOOK.key, KEY_SHEET.key)


def package_named(ledger: Ledger, printout: Printout, text: str) -> Subject:
    """Return the package that a printout is to be of: a unit's code or name, /NUMBER behind it."""
    if printout.shape != SLIP.key:
        raise LedgerError(f"“{printout.plain_title}”不按移交包打印。")
    return package_called(ledger, printout.body.of, text)


def evidence_of(
    ledger: Ledger,
    printout: Printout,
    subject: Subject,
    on: Day,
    purpose: Purpose,
    route: Route = ANYWHERE,
) -> Mapping[str, Any] | None:
    """Return what a printout is filled from as of a day, beside the files or instead of them."""
    if printout.shape == SLIP.key:
        return slip_of(ledger, printout.body.of, subject, on.text)
    if printout.shape == CODE_BOOK.key:
        return as_tables(field_lines(printouts_in_use(ledger)))
    if printout.shape == KEY_SHEET.key:
        return key_sheet()
    if printout.shape == VISITS.key:
        return told_of(ledger, subject, on, route, with_codes=purpose is Purpose.VISIT)
    if printout.shape != COMPARISON.key:
        return None
    row = comparisons.newest_kept(ledger, on.text)
    return _told(ledger, row, on.text) if row else None


def _told(ledger: Ledger, row: Row, on: str) -> Mapping[str, Any]:
    """Return a kept comparison as it came out, with what was answered since, up to a day."""
    told, kind = kept_told(row), kind_of(row["kind"])
    answers = {
        each["child_key"]: each
        for each in comparisons.answers(ledger)
        if each["kind"] == kind.key and not each["other_key"] and each["answered_on"] <= on
    }
    titles = _titles(kind)
    for key in titles:
        told[key] = [_answered(entry, answers.get(entry["key"])) for entry in told.get(key, ())]
    sides = {"left": kind.left.label, "right": kind.right.label}
    return {**told, "label": kind.label, "titles": titles, "sides": sides}


def _titles(kind: CompareKind) -> dict[str, str]:
    """Return what each list of a result is called; who is on both only where that is wanted."""
    titles = {
        "only_left": f"只在{kind.left.label}",
        "only_right": f"只在{kind.right.label}",
        "differ": "不一致",
        "unsure": "拿不准",
        "answered": "已答复",
    }
    return titles | ({"both": "两份都有"} if kind.met else {})


def _answered(entry: Mapping[str, Any], answer: Row | None) -> Mapping[str, Any]:
    if answer is None:
        return entry
    name = code_list(CompareAnswer.CODES).name_of(answer["answer"] or "")
    told = {key: answer[key] for key in ("answered_by", "answered_on", "remark")}
    return {**entry, **told, "answer": name}
