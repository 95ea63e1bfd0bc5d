"""Begin the short contact form: of whom, what for, whom to ring up, what was so the last time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ledger_app.actions import open_student
from ledger_app.actions.contact.family_numbers import numbers_in
from ledger_app.actions.ownership.must_write import must_keep_all
from ledger_app.catalogue.codes import code_list
from ledger_app.domain import dates
from ledger_app.domain.day import Day
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reminding.child_today import ChildToday
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.reminding.triggers.missing_school import suspicion
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.domain.telling.guardian import guardian_of
from ledger_app.domain.telling.in_words.safety import safety_line
from ledger_app.domain.telling.phones.tried_numbers import FamilyNumber
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import whose
from ledger_app.store.lists.households.house import house_of
from ledger_app.store.lists.student_files import load_file, load_files

MOST = 100  # children of one contact: a class, a hamlet; each has a line in the form
ANY = ""  # the key of the newest contact, whatever it was for


@dataclass(frozen=True)
class ContactChild:
    """What the form shows of one child and begins its records with.

    `numbers` are read for the only child of a form. `last` is the newest contact by its purpose,
    under ANY of all of them. `is_out` tells whether a case is open, `safety_note` is the line to
    be read first. `suspicion` are the values of the dropout record that an absence becomes.
    """

    id: str
    name: str
    of_class: str
    age: int | None
    status: str
    guardian: str
    numbers: tuple[FamilyNumber, ...] = ()
    safety_note: str = ""
    last: Mapping[str, Row] = field(default_factory=dict)
    is_out: bool = False
    suspicion: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True)
class ContactDraft:
    """What a contact is begun with: `children` of whom it is, `mates` of one's house besides.

    `purpose` is known from the reminder or ""; `wanted_mode` is how the reminder wants it done.
    """

    on: Day
    children: tuple[ContactChild, ...]
    mates: tuple[ContactChild, ...] = ()
    purpose: str = ""
    wanted_mode: str = ""

    @property
    def everybody(self) -> tuple[ContactChild, ...]:
        """Return all children that the form may log for."""
        return (*self.children, *self.mates)


def begin(ledger: Ledger, student_ids: Sequence[str], due: Sequence[Reminder] = ()) -> ContactDraft:
    """Return what the form begins with; `due` are the reminders that it answers.

    Raises LedgerError where a file is gone or kept elsewhere, or there are too many children.
    """
    chosen = list(dict.fromkeys(student_ids))
    if len(chosen) > MOST:
        text = f"选了 {len(chosen)} 人，一次最多给 {MOST} 人登记同一次联系。"
        raise LedgerError(text, "请少选一些，例如一个班一个班地登记。")
    must_keep_all(ledger, chosen)
    on = ledger.day()
    if len(chosen) == 1:
        return _of_one(ledger, chosen[0], due, on)
    files = list(load_files(ledger, chosen))
    if not files:
        raise LedgerError("找不到这些学生的档案。", "可能已被删除：可用“撤销”找回。")
    made = tuple(child_of(file, on, due) for file in files)
    return ContactDraft(on, made, (), *_asked_for(due))


def _of_one(ledger: Ledger, student_id: str, due: Sequence[Reminder], on: Day) -> ContactDraft:
    file = load_file(ledger, student_id)
    asked = due or open_student.open_file(ledger, student_id).reminders
    wanted = asked if due else [each for each in asked if each.opens == "contact"][:1]
    ids = [mate.id for mate in house_of(ledger, file).mates]
    elsewhere = set(whose.reading_copies(ledger, ids))
    mates = load_files(ledger, [each for each in ids if each not in elsewhere])
    one = replace(child_of(file, on, wanted), numbers=numbers_in(ledger, file))
    return ContactDraft(
        on,
        (one,),
        tuple(child_of(mate, on, ()) for mate in mates),
        *_asked_for(wanted),
    )


def _asked_for(due: Iterable[Reminder]) -> tuple[str, str]:
    """Return purpose and mode that all of these reminders ask for, "" where they differ."""
    presets = [each.presets for each in due if each.opens == "contact"]
    found = []
    for key in ("purpose", "mode"):
        asked = {each.get(key, "") for each in presets}
        found.append(asked.pop() if len(asked) == 1 else "")
    return found[0], found[1]


def child_of(file: StudentFile, on: Day, due: Iterable[Reminder]) -> ContactChild:
    """Return what the form shows of a child; `due` are the reminders that it answers."""
    student, today = file.student, ChildToday(file, on)
    born = dates.parse_date(student["birth_date"], on.date)
    own = [each.reason for each in due if each.student == student["id"]]
    made = ContactChild(
        id=student["id"],
        name=student["name"],
        of_class=grade_and_class(student),
        age=dates.age_on(born, on.date) if born else None,
        status=today.standing_now.name,
        guardian=guardian_of(file).called,
        safety_note=safety_line(student),
        last=_last(today.contacts),
        is_out=bool(today.live and today.live.is_open),
        reason="；".join(own),
    )
    away = None if made.is_out else today.missing
    return replace(made, suspicion=suspicion(today, away)) if away else made


def _last(contacts: Iterable[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in contacts:
        found[ANY] = found[row.get("purpose") or ANY] = row
    return found


def said_last(row: Row, key: str) -> str:
    """Return a code of an earlier contact in words."""
    codes = {"mode": "contact_mode", "result": "persuade_result", "purpose": "contact_purpose"}
    return code_list(codes[key]).name_of(row.get(key) or "")
