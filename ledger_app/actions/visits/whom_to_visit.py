"""Whom a route sheet names, and what today's list says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ledger_app.actions import due_list
from ledger_app.actions.visits.routes import Route
from ledger_app.domain.day import Day
from ledger_app.domain.household import phones_of
from ledger_app.domain.phones import dialled
from ledger_app.domain.reminding import reminders
from ledger_app.domain.reminding.matters import Matter
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.column_texts import as_list
from ledger_app.domain.telling.due_words import SOON
from ledger_app.domain.telling.guardian import guardian_of
from ledger_app.domain.telling.phones.tried_numbers import answered_last
from ledger_app.domain.telling.subject import Of, Subject
from ledger_app.printing.visits.sheet import BETWEEN_ROWS
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.households.house import houses_of
from ledger_app.store.lists.student_files import load_files

NOTHING_DUE = "今天没有到期的事"
# Records that a visit leads to: a report that is owed, a case to be written down is owed all the
# same where nobody went.
_BY_A_VISIT = frozenset({"contact", "sighting"})
# Lines that nobody goes to a family for: they are answered at the desk.
_AT_THE_DESK = frozenset({"unlisted", "question", "verdict", "passage", "conflict", "unsure_row"})


def due_children(ledger: Ledger, on: Day) -> list[str]:
    """Return the children to be called or visited on a day: what is overdue and what is due."""
    return list(dict.fromkeys(each.student for each in _due(ledger, on) if _asks_for_them(each)))


def told_of(
    ledger: Ledger, subject: Subject, on: Day, route: Route, *, with_codes: bool
) -> Mapping[str, Any]:
    """Return what a route sheet says besides the files: see printing/visits/shape."""
    lines = _due(ledger, on)
    ids = _ids(ledger, subject, on)
    files = list(load_files(ledger, ids)) if ids is not None else []
    why = _reasons(lines)
    houses = _houses(ledger, files)
    children = {
        (child := str(file.student["id"])): {
            "why": why.get(child, NOTHING_DUE),
            "safety": file.student.get("safety_note") or "",
            "house": houses[child],
            "answered": (number := answered_last(as_list(file, "contact", "contacted_on", on))),
            "code": _code(file, number) if with_codes else "",
        }
        for file in files
    }
    said = f"截至 {on.text}，今天和超期要联系的。" if subject.of is Of.UNIT else ""
    return {"by": str(route.by), "visitor": route.visitor, "said": said, "children": children}


def _ids(ledger: Ledger, subject: Subject, on: Day) -> Sequence[str] | None:
    if subject.of is Of.UNIT:
        return due_children(ledger, on)
    return subject.names if subject.of is Of.STUDENTS else None


def lines_of(ledger: Ledger, on: Day, student_ids: Iterable[str]) -> dict[str, list[Reminder]]:
    """Return by child what is overdue or due on a day and asks for a talk, none for nobody."""
    wanted = set(student_ids)
    found: dict[str, list[Reminder]] = {}
    for line in _due(ledger, on):
        if line.student in wanted and _asks_for_them(line):
            found.setdefault(line.student, []).append(line)
    return found


def not_done_without(ledger: Ledger, on: Day, student_id: str) -> list[Reminder]:
    """Return what of a child is overdue or due on a day and stays so where nobody went there."""
    return [
        each
        for each in _for_papers(ledger, on)
        if each.student == student_id and each.opens in _BY_A_VISIT and _asks_for_them(each)
    ]


def _due(ledger: Ledger, on: Day) -> list[Reminder]:
    return reminders.one_line_each(_for_papers(ledger, on))


def _for_papers(ledger: Ledger, on: Day) -> list[Reminder]:
    """Return the lines of children, but for harm: that goes on no paper, nor to the family."""
    due = due_list.due(ledger, on.date)
    return [each for each in due if each.student and each.matter != Matter.HARM]


def _asks_for_them(line: Reminder) -> bool:
    return line.state != SOON and line.opens not in _AT_THE_DESK


def _reasons(lines: Sequence[Reminder]) -> dict[str, str]:
    """Return by child what 今日 says, the most pressing first, each thing once."""
    said: dict[str, list[str]] = {}
    for line in lines:
        since = f"超 {line.days} 天：" if line.days > 0 else ""
        until = f"{line.due_on} 到期：" if line.state == SOON else ""
        text = f"{since}{until}{line.reason or line.label}"
        if text not in (known := said.setdefault(line.student, [])):
            known.append(text)
    return {child: "\n".join(texts) for child, texts in said.items()}


def _houses(ledger: Ledger, files: Sequence[StudentFile]) -> dict[str, str]:
    """Return for each child one id that all children of its house on the sheet have."""
    found = {str(file.student["id"]): str(file.student["id"]) for file in files}
    for child, house in (houses_of(ledger, files) if files else {}).items():
        of_sheet = [found[mate.id] for mate in house.mates if mate.id in found]
        leader = min([found[child], *of_sheet])
        for other, old in found.items():
            if old in (found[child], *of_sheet):
                found[other] = leader
    return found


def _code(file: StudentFile, answered: str) -> str:
    """Return the number to be called as a QR code, "" without one that a phone can dial."""
    # Imported late: the window starts without the PDF library.
    from ledger_app.printing.pdf.qr import matrix

    numbers = (answered, *phones_of(guardian_of(file).phone))
    uri = next(filter(None, map(dialled, numbers)), "")
    rows = matrix(uri) if uri else ()
    return BETWEEN_ROWS.join("".join(str(int(dark)) for dark in row) for row in rows)
