"""What the unit above wants to hear about a file: one it sent back, a question it asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.handoff_meanings import VerdictCode
from ledger_app.domain.reads import together
from ledger_app.domain.reminding.child_today import ChildToday, Due
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.due_words import said_day

RETURNED, QUESTION, ANSWERED = "returned_file", "open_question", "answered_question"
LONGEST = 60  # characters of what the other side wrote


def returned_file(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield files that the unit above sent back; answered by handing them up again.

    The last verdict counts. That a reply was written does not end it: it has to go up.
    """
    row = _last(child.file.of("verdict"))
    if row.get("verdict") != VerdictCode.RETURNED or row.get("sent_back_on"):
        return
    day = row.get("given_on") or child.today.text
    because = f"：{_short(row.get('reason'))}" if row.get("reason") else ""
    replied = "；已写答复，还没有交上去" if row.get("replied_on") else ""
    yield Due(
        child.rule_day(rule, day),
        day,
        f"{said_day(day, child.today)} 退回{because}{replied}",
        row.get("id") or "",
    )


def open_question(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield questions of the unit above that nobody has answered here."""
    for row in child.file.of("question"):
        if not row.get("answered_on") and not row.get("answer") and not row.get("closed_on"):
            yield _of_question(child, rule, row, "asked_on", f"请核实{_what(row)}")


def answered_question(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield questions that were answered, until whoever asked has looked at the answer."""
    for row in child.file.of("question"):
        if (row.get("answered_on") or row.get("answer")) and not row.get("closed_on"):
            said = f"已答复{_what(row)}"
            yield _of_question(child, rule, row, "answered_on", said, row.get("reply"))


def _of_question(
    child: ChildToday, rule: Rule, row: Row, key: str, said: str, text: str | None = None
) -> Due:
    day = row.get(key) or row.get("asked_on") or child.today.text
    told = _short(text if text is not None else row.get("asked"))
    reason = f"{said_day(day, child.today)} {said}" + (f"：{told}" if told else "")
    return Due(child.rule_day(rule, day), day, reason, row.get("id") or "")


def _what(row: Row) -> str:
    table = TABLES.get(row.get("table_name") or "")
    known = table and any(field.key == row.get("field") for field in table.fields)
    return f"“{table.label_of(row['field'])}”" if table and known else ""


def _last(rows: Sequence[Row]) -> Row:
    """Return the verdict on the newest package: one receipt may bring several, in any order."""
    return max(rows, key=lambda row: (row.get("sequence") or 0, row.get("no") or 0), default={})


def _short(text: str | None) -> str:
    said = " ".join((text or "").split())
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}……"


def _was_judged(file: StudentFile) -> bool:
    return bool(file.of("verdict"))


def _was_asked(file: StudentFile) -> bool:
    return bool(file.of("question"))


_QUESTION_READS = {
    "question": ("table_name", "field", "asked", "asked_on", "answer", "answered_on", "closed_on")
}
TRIGGERS = {
    RETURNED: Trigger(
        _was_judged,
        returned_file,
        {
            "verdict": (
                "no",
                "sequence",
                "verdict",
                "reason",
                "given_on",
                "replied_on",
                "sent_back_on",
            )
        },
        "verdict",
    ),
    QUESTION: Trigger(_was_asked, open_question, _QUESTION_READS, "question"),
    ANSWERED: Trigger(
        _was_asked, answered_question, together(_QUESTION_READS, {"question": ("reply",)})
    ),
}
