"""The narrow tables that lists read: one row a child, rebuilt in the transaction that changes it.

`student_index` is what lists show, filter and sort by (with today's status and next due day);
`student_search` is what the search box looks through.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ledger_app.catalogue.codes import code_list
from ledger_app.domain import names
from ledger_app.domain.day import Day
from ledger_app.domain.reminding import reminders
from ledger_app.domain.standing import cases, status
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import outcomes, search_texts, whole_file
from ledger_app.store.lists.rules_in_use import rules_in_use
from ledger_app.store.lists.student_files import load_files

_COLUMNS = (
    "no", "id", "list_order", "name", "sort_name", "sex", "school", "school_name", "grade",
    "class_no", "village_name", "status", "status_since", "status_reason", "risk_level",
    "categories", "boards", "left_behind", "relocation", "last_contact_on", "due_on", "due_rule",
    "due_text",
)  # fmt: skip
_INSERT = (
    f"INSERT OR REPLACE INTO student_index ({', '.join(_COLUMNS)}) "
    f"VALUES ({', '.join('?' * len(_COLUMNS))})"
)
# What list rows and search texts are made of.
_STUDENT_COLUMNS = (
    "no", "name", "former_name", "sex", "id_no", "register_no", "aux_no", "file_no", "temp_no",
    "village_name", "hamlet", "address", "hukou_address", "phone", "phone2", "guardian_name",
    "guardian_phone", "boards", "register_status", "in_school_status", "absent_kind",
    "left_behind_edu", "left_behind_mca", "opened_on", "created_at", "home_teacher",
    "teacher_phone", "file_status",
)  # fmt: skip
_PORTION = 500  # files held in memory at once
DAY_TABLES = ("concern", "dropout", "contact", "responsibility", "relocation", "placement")
# What status and reminders need of the student row.
DAY_COLUMNS = (
    "name", "register_status", "in_school_status", "absent_kind", "left_behind_edu",
    "left_behind_mca", "opened_on", "created_at", "home_teacher", "teacher_phone",
    "guardian_name", "guardian_phone", "phone", "file_status",
)  # fmt: skip


def refresh_touched(
    ledger: Ledger, students: Iterable[str], schools: Iterable[str]
) -> StudentFile | None:
    """Rebuild the rows of these children, and of all children of changed schools.

    Where it is one child only, return its file: whoever changed it shows it next.
    """
    ids = dict.fromkeys(students)
    for record_id in schools:
        ids.update(
            dict.fromkeys(ledger.column("SELECT id FROM student WHERE school = ?", [record_id]))
        )
    if len(ids) != 1:
        refresh(ledger, list(ids))
        return None
    file = whole_file.read(ledger, next(iter(ids)))
    _write(ledger, list(ids), [file] if file else [])
    return file


def refresh(ledger: Ledger, student_ids: Sequence[str]) -> None:
    """Rebuild these children's rows inside the open transaction; deleted ones leave the lists."""
    for start in range(0, len(student_ids), _PORTION):
        portion = student_ids[start : start + _PORTION]
        _write(ledger, portion, list(load_files(ledger, portion, columns=_STUDENT_COLUMNS)))


def _write(ledger: Ledger, student_ids: Sequence[str], files: Sequence[StudentFile]) -> None:
    on = ledger.day()
    due = _first_due(ledger, files, on)
    conn = ledger.db.conn
    found = {file.student["id"] for file in files}
    gone = [(student_id,) for student_id in student_ids if student_id not in found]
    for table in ("student_search", "student_index") if gone else ():
        conn.executemany(
            f"DELETE FROM {table} WHERE no = (SELECT no FROM student WHERE id = ?)", gone
        )
    conn.executemany(_INSERT, [_index_row(file, due.get(file.student["id"]), on) for file in files])
    conn.executemany(
        "INSERT OR REPLACE INTO student_search (no, text) VALUES (?, ?)",
        [(file.student["no"], search_text(file)) for file in files],
    )


def _first_due(
    ledger: Ledger, files: Sequence[StudentFile], on: Day
) -> dict[str, reminders.Reminder]:
    """Return each child's most pressing reminder."""
    answered = outcomes.of_students(ledger, [file.student["id"] for file in files])
    answers = [row for rows in answered.values() for row in rows]
    first: dict[str, reminders.Reminder] = {}
    for each in reminders.reminders(files, rules_in_use(ledger), on, answers):
        if each.student:
            first.setdefault(each.student, each)
    return first


def refresh_day(ledger: Ledger) -> bool:
    """Bring statuses and due days to today, if they are of another day; tell if they were."""
    today = ledger.today().isoformat()
    if settings.get(ledger, "index_day") == today:
        return False
    with ledger.lock, ledger.db.atomic():
        refresh(ledger, day_dependent(ledger))
        settings.write(ledger, {"index_day": today})
    with ledger.lock:
        # The morning's look at every file filled the page cache; the day's lists need little of it.
        ledger.db.execute("PRAGMA shrink_memory")
    ledger.forget()
    return True


def day_dependent(ledger: Ledger) -> list[str]:
    """Return ids of children whose status or due day can change by itself."""
    records = " UNION ALL ".join(
        f"SELECT student_id FROM {table} WHERE deleted_at IS NULL" for table in DAY_TABLES
    )
    off_school = ", ".join(f"'{code}'" for code in sorted(status.UNSEEN))
    # The narrow table holds the living files, in the order in which the wide one keeps them.
    return ledger.column(
        f"SELECT id FROM student_index WHERE id IN ({records}) OR left_behind = '1' "
        f"OR due_on IS NOT NULL OR status IN ({off_school}) ORDER BY no"
    )


def _index_row(file: StudentFile, first: reminders.Reminder | None, on: Day) -> tuple[Any, ...]:
    student = file.student
    now = status.status_of(file, on)
    level, categories = _concerns(file, on)
    sort_name = names.sort_key(student["name"])
    return (
        student["no"], student["id"], _list_order(file, sort_name), student["name"], sort_name,
        student["sex"], student["school"], file.school.get("name"), student["grade"],
        student["class_no"], student["village_name"], now.code, now.since, now.reason, level,
        categories, student["boards"], _left_behind(student), _relocation(file, on),
        _last_contact(file, on), first and first.due_on, first and first.rule,
        first and first.reason,
    )  # fmt: skip


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


def _left_behind(student: Row) -> str:
    away = student["left_behind_edu"] in ("1", "2") or student["left_behind_mca"] == "1"
    return "1" if away else "0"


def _relocation(file: StudentFile, on: Day) -> str | None:
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
    numbers = (student[key] for key in ("id_no", "register_no", "aux_no", "file_no", "temp_no"))
    places = (student[key] for key in ("village_name", "hamlet", "address", "hukou_address"))
    phones = (student[key] for key in ("phone", "phone2", "guardian_phone"))
    family = file.of("family_member")
    relatives = (row[key] for row in family for key in ("name", "phone"))
    others = (*numbers, *phones, *places, file.school.get("name"), student["guardian_name"])
    own = [student["name"], student["former_name"]]
    words = [word for name in own if name for word in names.search_keys(name).split()]
    return search_texts.stored(
        [*words, *(names.query_key(value) for value in (*others, *relatives) if value)]
    )
