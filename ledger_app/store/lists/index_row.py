"""One child's row in the lists, and the text that the search box finds it by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import NO, YES, RelocationState
from ledger_app.domain import names
from ledger_app.domain.checking.contradictions import (
    CONTRADICTION_READS,
    contradictions,
    may_contradict,
)
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads, together
from ledger_app.domain.reminding import reminders
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers import TRIGGERS
from ledger_app.domain.standing import cases, closed_school, sightings, status
from ledger_app.domain.standing.lasting_states import lasting
from ledger_app.domain.standing.standings import Standing
from ledger_app.domain.standing.status import Status
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.left_behind import MARK_READS, is_left_behind
from ledger_app.store.lists import search_texts

COLUMNS = (
    "no", "id", "list_order", "name", "sort_name", "sex", "school", "school_name", "grade",
    "class_no", "village_name", "status", "status_since", "status_reason", "risk_level",
    "categories", "boards", "left_behind", "relocation", "last_contact_on", "due_on", "due_rule",
    "due_text", "by_day", "standing", "grounds", "holds_until",
    "last_seen_on", "last_seen_by",
)  # fmt: skip
# What is worked out as of a day, so that it can change by itself.
_DATED_READS = together(
    status.STATUS_READS,
    closed_school.CLOSED_READS,
    sightings.SEEN_READS,
    {
        "concern": ("since_on", "until_on", "risk_level", "risk_categories"),
        "contact": ("contacted_on",),
    },
)
IndexRow = tuple[Any, ...]
_STEADY_READS = together(
    _DATED_READS,
    lasting.LASTING_READS,
    # Asked only of children of whom nothing is written in the other tables.
    {
        table: frozenset(columns) - {"file_status"}
        for table, columns in CONTRADICTION_READS.items()
        if table not in status.ELSEWHERE_TABLES
    },
)
_UNDATED = {"student", "school", "school_class"}
# That a list names a child is all that it says: it holds until the term is over.
_DATED_TABLES = sorted(_DATED_READS.keys() - _UNDATED - {"name_list", "roll_call"})
# Of a steady child there is nothing in them, or nobody asks for it.
UNASKED = frozenset({*status.ELSEWHERE_TABLES, "name_list", "roll_call"})
# What the search box finds a child by, besides its names, its school and its family.
_OTHER_WORDS = (
    "id_no", "register_no", "aux_no", "file_no", "temp_no", "phone", "phone2", "guardian_phone",
    "village_name", "hamlet", "address", "hukou_address", "guardian_name",
)  # fmt: skip
_ROW_READS: Reads = {
    "student": (
        "no", "name", "sex", "school", "grade", "class_no", "village_name", "boards",
        *MARK_READS["student"],
    ),
    "school": ("name",),
}  # fmt: skip
_SEARCH_READS: Reads = {
    "student": ("name", "former_name", *_OTHER_WORDS),
    "school": ("name",),
    "family_member": ("name", "phone"),
}


def reads(rules: Sequence[Rule]) -> Reads:
    """Return everything that the row and the search text of a child are worked out from."""
    triggers = (trigger.reads for trigger in TRIGGERS.values())
    asked = (reminders.found_by(rules), reminders.said_with(rules))
    return together(_ROW_READS, _STEADY_READS, _SEARCH_READS, *triggers, *asked)


@dataclass(frozen=True)
class ChildNow:
    """A child, where it stands on a day, whether it is steady (see `is_steady`), and whether it is
    quiet, too: nothing can become due about it while it is steady."""

    file: StudentFile
    status: Status
    is_steady: bool
    is_quiet: bool


def child_now(file: StudentFile, on: Day) -> ChildNow:
    """Return a child as it stands on a day."""
    now = status.status_of(file, on)
    steady = now.standing is Standing.SEEN and is_steady(file, on)
    return ChildNow(file, now, steady, steady and not reminders.may_concern(file))


def index_row(child: ChildNow, first: reminders.Reminder | None, on: Day) -> IndexRow:
    file, student, now = child.file, child.file.student, child.status
    level, categories = _concerns(file, on)
    seen = sightings.last_seen(file, on)
    sort_name = names.sort_key(student["name"])
    return (
        student["no"], student["id"], _list_order(file, sort_name), student["name"], sort_name,
        student["sex"], student["school"], file.school.get("name"), student["grade"],
        student["class_no"], student["village_name"], now.code, now.since, now.reason, level,
        categories, student["boards"], YES if is_left_behind(student) else NO,
        _relocation(file, on), _last_contact(file, on), first and first.due_on,
        first and first.rule, first and first.reason, int(_by_day(child)),
        str(now.standing), str(now.grounds), now.until, seen and seen.day, seen and seen.by,
    )  # fmt: skip


class ByDay(IntEnum):
    """Whether a row can change by itself before the day to which its status holds."""

    NEVER = 0  # seen at school, nothing else is written, nothing is due
    DUE = 1  # still seen at school, and nothing against it; but something may become due
    ANY = 2


def _by_day(child: ChildNow) -> ByDay:
    """Tell what of a row can change by itself, whatever the rules and their days may be."""
    if not child.is_steady:
        return ByDay.ANY
    if child.is_quiet and not any(map(child.file.of, _DATED_TABLES)):
        return ByDay.NEVER
    return ByDay.DUE


def is_steady(file: StudentFile, on: Day) -> bool:
    """Tell whether nothing that is written says that a child is, was or will be somewhere else.

    A day that lies ahead is a contradiction, too: what comes with it is not known yet.
    """
    return status.is_plain(file) and not (may_contradict(file) and contradictions(file, on))


def _list_order(file: StudentFile, sort_name: str) -> str:
    """Return the text that sorts children by school, grade, class and name."""
    student = file.student
    return "\t".join(
        (
            file.school.get("name") or "\uffff",
            _padded(student["grade"]),
            _padded(student["class_no"]),
            sort_name,
            f"{student['no']:08d}",
        )
    )


def _padded(number: str | None) -> str:
    return f"{number or '~':0>3}"


def _concerns(file: StudentFile, on: Day) -> tuple[str | None, str | None]:
    today = on.text
    active = [
        row
        for row in file.of("concern")
        if (row["since_on"] or "") <= today < (row["until_on"] or "9999")
    ]
    levels = [row["risk_level"] for row in active if row["risk_level"]]
    used = {code for row in active for code in (row["risk_categories"] or "").split(",") if code}
    ordered = [code.value for code in code_list("risk_category").codes if code.value in used]
    return (max(levels) if levels else None), (f",{','.join(ordered)}," if ordered else None)


def _relocation(file: StudentFile, on: Day) -> str | None:
    if closed_school.stands_unplaced(file, on):
        return RelocationState.TO_BE_PLACED
    if not file.of("relocation"):
        return None
    rows = cases.in_relocation_ledger(file, on)  # the newest last
    return cases.relocation_state(rows[-1], on) if rows else None


def _last_contact(file: StudentFile, on: Day) -> str | None:
    days = [row["contacted_on"] for row in file.of("contact") if row["contacted_on"]]
    return max((day for day in days if day <= on.text), default=None)


def search_text(file: StudentFile) -> str:
    """Return what the search box finds a child by: names and pinyin, numbers, places, guardian."""
    student = file.student
    others = [student[key] for key in _OTHER_WORDS]
    others.append(file.school.get("name"))
    for relative in file.of("family_member"):
        others += (relative["name"], relative["phone"])
    own = [student["name"], student["former_name"]]
    words = [word for name in own if name for word in names.search_keys(name).split()]
    return search_texts.stored(words + [names.query_key(each) for each in others if each])
