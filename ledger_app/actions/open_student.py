"""What the open file shows about one child: status, age, who helps, what is next, what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ledger_app.actions.ownership.shown import Whose, whose_file
from ledger_app.catalogue import STUDENT, TABLES, First, Table
from ledger_app.domain import dates, values
from ledger_app.domain.checking import checks
from ledger_app.domain.checking.problem import Problem
from ledger_app.domain.day import Day
from ledger_app.domain.household import NO_HOUSE, House
from ledger_app.domain.reminding import reminders
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.reminding.triggers.calendar import OF_UNIT
from ledger_app.domain.standing import status
from ledger_app.domain.standing.status import Status
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.responsible import nearest
from ledger_app.domain.telling.taken_over import TakenOver, filled, taken_over
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import student_lookup, suggested_texts, whole_file
from ledger_app.store.lists.households.events import with_events
from ledger_app.store.lists.households.house import house_of
from ledger_app.store.lists.rules_in_use import rules_in_use
from ledger_app.store.lists.student_files import load_file

SCHOOL_GRADES = range(1, 10)
MOST_SUGGESTED = 200


@dataclass(frozen=True)
class OpenFile:
    """One child's file as of the day `on`, with what is derived from it.

    `expected_grade` is None outside grades 1–9; `helper` is today's 包保 record; `reminders` has
    the most urgent first; `house` are the other children of its house; `taken` is what is known
    for fields of the row from elsewhere; `whose` says which units write it. `asked` is the file
    with what happened in its house, `answered` what was decided about its reminders.
    """

    file: StudentFile
    on: Day
    status: Status
    age: int | None
    expected_grade: int | None
    helper: Row | None
    reminders: tuple[Reminder, ...]
    house: House = NO_HOUSE
    taken: Mapping[str, TakenOver] = field(default_factory=dict)
    whose: Whose = field(default_factory=Whose)
    asked: StudentFile | None = None
    answered: Sequence[Row] = ()

    @property
    def student_id(self) -> str:
        return str(self.file.student["id"])

    @property
    def next_mate(self) -> str:
        """Return the id of the next child of the house, "" if there is none."""
        mate = self.house.after(self.file.student["no"])
        return mate.id if mate else ""

    @property
    def name(self) -> str:
        return str(self.file.student["name"])


def open_file(ledger: Ledger, student_id: str) -> OpenFile:
    """Return one child's file; raise LedgerError if it is not there (any more)."""
    file, on = load_file(ledger, student_id), ledger.day()
    born = dates.parse_date(file.student["birth_date"], on.date)
    grade = dates.expected_grade(born, on.date) if born else 0
    answered = whole_file.answered(ledger, student_id)
    house = house_of(ledger, file)
    asked = with_events(ledger, file, house, on)
    rules = [rule for rule in rules_in_use(ledger) if rule.trigger not in OF_UNIT]
    now = status.status_of(file, on)
    due = reminders.reminders([asked], rules, on, answered, standings={student_id: now})
    return OpenFile(
        file=file,
        on=on,
        status=now,
        age=dates.age_on(born, on.date) if born else None,
        expected_grade=grade if grade in SCHOOL_GRADES else None,
        helper=nearest(file, on),
        reminders=tuple(reminders.one_line_each(due)),
        house=house,
        taken=taken_over(file, _township(ledger)),
        whose=whose_file(ledger, file),
        asked=asked,
        answered=answered,
    )


def student_problems(opened: OpenFile) -> list[Problem]:
    """Return what is wrong in the child's row and between its records."""
    own = checks.check_row(STUDENT, filled(opened.file, opened.taken), opened.on)
    return own + checks.check_file(opened.file, opened.on)


def record_problems(opened: OpenFile, table_key: str, row: Row) -> list[Problem]:
    """Return what is wrong with one record of the child."""
    return checks.check_row(TABLES[table_key], row, opened.on, opened.file.student)


def presets(
    ledger: Ledger, opened: OpenFile, table_key: str, given: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the first values of a new record: what is nearly always so; `given` goes first."""
    table = TABLES[table_key]
    first = {key: _first(ledger, opened, table, key, source) for key, source in table.first}
    first.update(given or {})
    return {key: value for key, value in first.items() if value}


def _first(ledger: Ledger, opened: OpenFile, table: Table, key: str, source: First | str) -> Any:  # noqa: ANN401
    student = opened.file.student
    match source:
        case First.TODAY:
            return opened.on.text
        case First.NOW:
            return ledger.now()[11:16]
        case First.AUTHOR:
            return ledger.author
        case First.SCHOOL:
            return opened.file.school.get("name")
        case First.GRADE:
            return student["grade"]
        case First.CLASS_NO:
            return student["class_no"]
        case First.CLASS:
            return _class_in_words(student)
        case First.LAST:
            return suggested_texts.last(ledger, table.key, key)
    return source


def _class_in_words(student: Row) -> str:
    grade = values.display(STUDENT.field("grade"), student["grade"])
    return f"{grade}({student['class_no']})班" if grade and student["class_no"] else grade


def region_choices(ledger: Ledger) -> list[tuple[str, str]]:
    """Return (12-digit code, name) of the regions that the files and settings name."""
    found: dict[str, str] = {}
    township = settings.get(ledger, "township_code")
    if township:
        found[township] = settings.get(ledger, "township_name", "") or ""
    for code, name in suggested_texts.regions(ledger):
        found.setdefault(code, name)
    return sorted(found.items())


def suggestions(
    ledger: Ledger, table_key: str, shown: Collection[str] = ()
) -> dict[str, list[str]]:
    """Return {key: texts typed before, most frequent first} for the fields that offer them.

    Each is looked for in all files: a form that shows a few fields names those as `shown`.
    """
    return {
        key: suggested_texts.texts(ledger, table_key, key, MOST_SUGGESTED)
        for key in TABLES[table_key].suggested
        if not shown or key in shown
    }


def is_there(ledger: Ledger, student_id: str) -> bool:
    """Tell whether a file is there and not deleted."""
    at_hand = whole_file.kept(ledger, student_id) is not None
    return at_hand or student_lookup.is_living(ledger, student_id)


def _township(ledger: Ledger) -> str:
    """Return what the unit calls its township; a file is opened with each save."""
    if "township" not in ledger.lasting:
        ledger.lasting["township"] = settings.get(ledger, "township") or ""
    township: str = ledger.lasting["township"]
    return township
