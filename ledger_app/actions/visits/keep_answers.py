"""Type in what came back on a route sheet: all of it at once, one revision, one undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ledger_app.actions import due_list, edit_file
from ledger_app.actions.contact import keep
from ledger_app.actions.contact.keep import Spoken
from ledger_app.actions.ownership.must_write import must_write
from ledger_app.actions.rosters.sheets_out import OpenSheet, sheet_of
from ledger_app.actions.visits.whom_to_visit import not_done_without
from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.meanings import Outcome
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.rosters import visit_sheets

PHONE = "guardian_phone"
TOLD = ("met_who", "result", "content")  # without any of them a visit says nothing


@dataclass(frozen=True)
class Answer:
    """What the paper says of one child: a contact's values, or why nobody went there.

    `beside` are the records that its result leads to (`keep.record_of`), where the person said yes;
    `phone` is the guardian's number from now on, "" for the one that is known.
    """

    student: str
    values: Mapping[str, object] = field(default_factory=dict)
    not_gone: str = ""
    beside: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    phone: str = ""


def keep_answers(
    ledger: Ledger, sheet_id: str, shared: Mapping[str, object], answers: Sequence[Answer]
) -> int:
    """Keep a contact of each child that was visited, and why the others were not; return how many.

    `shared` are day, mode and visitors of the whole sheet; an answer's own values win. Who has an
    answer is noted on the sheet, which is closed with the last one. Raises LedgerError, by the
    number on the paper, where a line says nothing; then nothing is kept.
    """
    sheet = sheet_of(ledger, sheet_id)
    _must_be_waited_for(sheet, answers)
    gone = [each for each in answers if not each.not_gone]
    for each in gone:
        if not any(each.values.get(key) for key in TOLD):
            raise LedgerError(f"第 {_number(sheet, each)} 号还没有写见到谁、结果或说了什么。")
    spoken = [Spoken(each.student, each.values, each.beside) for each in gone]
    made = keep.made_of(ledger, shared, spoken)
    phones = {each.student: _phone(ledger, each) for each in gone if each.phone}
    lines = _lines_not_done(ledger, sheet, answers)
    about = f"补录走访结果：{sheet.called}，{len(answers)} 人"
    with revise(ledger, "edit", about) as revision:
        keep.add(revision, made)
        for student, values in phones.items():
            revision.update(STUDENT.key, student, values)
        for reason, found in lines:
            due_list.note(revision, found, Outcome.IMPOSSIBLE, reason)
        _note(revision, sheet, [each.student for each in answers])
    return len(answers)


def _must_be_waited_for(sheet: OpenSheet, answers: Sequence[Answer]) -> None:
    if not answers:
        raise LedgerError("还没有填哪个孩子的走访结果。", "请照着纸上一行一行填。")
    waiting = set(sheet.waiting)
    if any(each.student not in waiting for each in answers):
        raise LedgerError("有的孩子不在这张单子上，或者已经补录过。", "请重新打开这张走访单。")


def _phone(ledger: Ledger, answer: Answer) -> Mapping[str, object]:
    values = edit_file.parsed(ledger, STUDENT, {PHONE: answer.phone})
    must_write(ledger, STUDENT, values, answer.student)
    return values


def _number(sheet: OpenSheet, answer: Answer) -> int:
    return sheet.children.index(answer.student) + 1


def _lines_not_done(
    ledger: Ledger, sheet: OpenSheet, answers: Sequence[Answer]
) -> list[tuple[str, list[Reminder]]]:
    """Return what could not be done of whom, each with its reason; what else is due stays due."""
    found = []
    for each in answers:
        if not each.not_gone:
            continue
        lines = not_done_without(ledger, ledger.day(), each.student)
        if not lines:
            raise LedgerError(
                f"第 {_number(sheet, each)} 号今天没有要联系的事，没去的原因没有地方记。",
                "请把这一行留空，或者登记一次联系。",
            )
        found.append((each.not_gone, lines))
    return found


def _note(revision: Revision, sheet: OpenSheet, ids: Sequence[str]) -> None:
    answered = [each for each in sheet.children if each in sheet.answered or each in ids]
    values: dict[str, object] = {"answered": " ".join(answered)}
    if set(sheet.waiting) <= set(ids):
        values["closed_on"] = revision.at[:10]
    revision.update(visit_sheets.TABLE, sheet.id, values)
