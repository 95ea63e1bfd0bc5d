"""What waits for an answer, of both kinds in one list: questions and files that were sent back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger_app.actions.handoff.questions import Question
from ledger_app.actions.handoff.verdicts import ReturnedFile

QUESTION, RETURNED = "question", "returned"


@dataclass(frozen=True)
class OpenLine:
    """One question, or one file that was sent back. `record`, `field`: what it is about."""

    id: str
    kind: str
    student: str
    name: str
    place: str
    label: str
    text: str
    by: str
    on: str
    table: str = ""
    record: str = ""
    field: str = ""
    value: str = ""  # as it was asked about
    now: str = ""
    reply: str = ""
    changed: bool = False  # here, since it was asked or sent back


def open_lines(returned: Sequence[ReturnedFile], questions: Sequence[Question]) -> list[OpenLine]:
    """Return files that were sent back, then questions; those of one child in their order."""
    return [*map(_returned, returned), *map(_question, questions)]


def _returned(each: ReturnedFile) -> OpenLine:
    return OpenLine(
        id=each.id, kind=RETURNED, student=each.student, name=each.name, place=each.place,
        label="", text=each.reason, by=each.given_by, on=each.given_on,
        reply=each.reply, changed=each.changed,
    )  # fmt: skip


def _question(each: Question) -> OpenLine:
    return OpenLine(
        id=each.id, kind=QUESTION, student=each.student, name=each.name, place=each.place,
        label=each.label, text=each.asked, by=each.asked_by, on=each.asked_on, table=each.table,
        record=each.record, field=each.field, value=each.value, now=each.now,
        reply=each.reply, changed=bool(each.field) and each.value != each.now,
    )  # fmt: skip
