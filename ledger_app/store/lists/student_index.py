"""The narrow tables that lists read: one row a child, rebuilt in the transaction that changes it.

`student_index` is what lists show, filter and sort by (with today's status and next due day);
`student_search` is what the search box looks through; `student_due` holds what is due that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from ledger_app.domain.day import Day
from ledger_app.domain.reminding import reminders
from ledger_app.domain.reminding.triggers.calendar import OF_UNIT
from ledger_app.domain.student_file import StudentFile
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.file.memory import forget_pages
from ledger_app.store.file.saving import saving
from ledger_app.store.lists import index_row, outcomes, whole_file
from ledger_app.store.lists.added_files import AddedFiles
from ledger_app.store.lists.freshness import index_version, lines_of_day, list_sum
from ledger_app.store.lists.id_lists import THESE, these
from ledger_app.store.lists.index_row import COLUMNS, ByDay
from ledger_app.store.lists.rules_in_use import rules_in_use
from ledger_app.store.lists.student_files import load_files

_INSERT = (
    f"INSERT OR REPLACE INTO student_index ({', '.join(COLUMNS)}) "
    f"VALUES ({', '.join('?' * len(COLUMNS))})"
)
# Of a school, or of the school of a class: a teacher is named in what is due.
_OF_SCHOOL = (
    "SELECT id FROM student WHERE school = ?1 "
    "UNION SELECT id FROM student WHERE school = (SELECT school FROM school_class WHERE id = ?1)"
)
_PORTION = 500  # files held in memory at once
_LABELS = {
    "status": "状态", "status_since": "状态", "status_reason": "状态", "due_on": "提醒",
    "due_rule": "提醒", "due_text": "提醒", "risk_level": "重点关注", "categories": "重点关注",
    "last_contact_on": "最近联系", "relocation": "分流", "left_behind": "留守",
    "text": "查找用的文字", "standing": "去向", "grounds": "去向", "holds_until": "去向",
    "last_seen_on": "最近见到", "last_seen_by": "最近见到", "lines": "提醒",
}  # fmt: skip
Answered = Mapping[str, Sequence[Row]]  # outcomes by child
Tell = Callable[[int, int], None]  # how many are done, of how many


def refresh_touched(
    ledger: Ledger, students: Iterable[str], schools: Iterable[str], added: AddedFiles
) -> tuple[StudentFile, list[Row]] | None:
    """Rebuild the rows of these children, and of all children of changed schools and classes.

    Files that were `added` are not read again. Where it is one child only, return its file and what
    was decided about its reminders: whoever changed it shows it next.
    """
    ids = dict.fromkeys(students)
    for record_id in schools:
        ids.update(dict.fromkeys(ledger.column(_OF_SCHOOL, [record_id])))
    if len(ids) != 1:
        refresh(ledger, list(ids), added=added)
        return None
    file, answered = (
        whole_file.read(ledger, one := next(iter(ids))),
        outcomes.of_students(ledger, ids),
    )
    _write(ledger, [one], [file] if file else [], answered)
    return (file, answered.get(one, [])) if file else None


def follow_rules(ledger: Ledger) -> None:
    """Rebuild every row that other rules or another calendar may change, where they are others.

    Inside the transaction that changes them. An entry of the calendar that does not count, a term
    that repeats what was taken for granted: nobody waits for those.
    """
    made_with = index_version.current(rules_in_use(ledger), ledger.calendar)
    before = settings.get(ledger, "index_of", {})
    now = {**before, **made_with, "program": before.get("program")}
    if now != before:
        refresh(ledger, _concerned(ledger, before, now))
        settings.write(ledger, {"index_of": now})


def _concerned(ledger: Ledger, before: dict[str, str], now: dict[str, str]) -> list[str]:
    """Return ids of the children whose rows may be others than they were worked out `before`."""
    is_same = all(before.get(key) == now.get(key) for key in ("program", "terms"))
    return by_day(ledger) if is_same else everyone(ledger)


def refresh(
    ledger: Ledger,
    student_ids: Sequence[str],
    tell: Tell | None = None,
    added: AddedFiles | None = None,
) -> None:
    """Rebuild these children's rows inside the open transaction; deleted ones leave the lists."""
    reads = index_row.reads(rules_in_use(ledger))
    for start in range(0, len(student_ids), _PORTION):
        if tell:
            tell(start, len(student_ids))
        portion = student_ids[start : start + _PORTION]
        files = added.files(portion) if added else {}
        others = [each for each in portion if each not in files]
        found = [*files.values(), *load_files(ledger, others, reads=reads)]
        _write(ledger, portion, found, outcomes.of_students(ledger, portion))


def _write(
    ledger: Ledger,
    student_ids: Sequence[str],
    files: Sequence[StudentFile],
    answered: Answered,
) -> None:
    conn, before = ledger.db.conn, list_sum.total(ledger)
    before -= list_sum.of(ledger, student_ids)
    found = {file.student["id"] for file in files}
    gone = [(student_id,) for student_id in student_ids if student_id not in found]
    for table in ("student_due", "student_search", "student_index") if gone else ():
        conn.executemany(
            f"DELETE FROM {table} WHERE no = (SELECT no FROM student WHERE id = ?)", gone
        )
    rows, lines = rows_and_lines(ledger, files, ledger.day(), answered)
    texts = [(file.student["no"], index_row.search_text(file)) for file in files]
    conn.executemany(_INSERT, rows)
    conn.executemany("INSERT OR REPLACE INTO student_search (no, text) VALUES (?, ?)", texts)
    lines_of_day.keep(ledger, [(row[0], text) for row, text in zip(rows, lines, strict=True)])
    list_sum.keep(ledger, before + sum(map(list_sum.of_row, rows, texts, lines)))


def rows_and_lines(
    ledger: Ledger, files: Sequence[StudentFile], on: Day, answered: Answered
) -> tuple[list[index_row.IndexRow], list[str | None]]:
    """Return the list rows of these children as they are on a day, and what is due of each."""
    answers = [row for rows in answered.values() for row in rows]
    now = [index_row.child_now(file, on) for file in files]
    steady = {child.file.student["id"] for child in now if child.is_steady}
    standings = {child.file.student["id"]: child.status for child in now}
    due: dict[str, list[reminders.Reminder]] = {}
    rules = [rule for rule in rules_in_use(ledger) if rule.trigger not in OF_UNIT]
    asked = [child.file for child in now if not child.is_quiet]
    for each in reminders.reminders(asked, rules, on, answers, steady=steady, standings=standings):
        due.setdefault(each.student, []).append(each)  # the most pressing one first
    found = [due.get(child.file.student["id"], []) for child in now]
    rows = [
        index_row.index_row(child, own[0] if own else None, on)
        for child, own in zip(now, found, strict=True)
    ]
    return rows, list(map(lines_of_day.text, found))


def bring_up_to_date(ledger: Ledger, tell: Tell | None = None) -> bool:
    """Work out the lists anew where they are of another day, program or rules; tell if they were.

    A row is never older than its child's last change; it can be older than the program.
    """
    made_with = index_version.current(rules_in_use(ledger), ledger.calendar)
    today, before = ledger.today().isoformat(), settings.get(ledger, "index_of", {})
    if (settings.get(ledger, "index_day"), before) == (today, made_with):
        return False
    is_same_program = before.get("program") == made_with["program"]
    try:
        with saving(ledger):
            if not is_same_program:
                list_sum.begin(ledger)  # of rows that an older program summed up in its own way
            refresh(ledger, _concerned(ledger, before, made_with), tell)
            settings.write(ledger, {"index_day": today, "index_of": made_with})
    except BaseException:
        ledger.forget()  # the sum of the lists has never been
        raise
    forget_pages(ledger)
    ledger.forget()
    return True


def is_of_one_day(ledger: Ledger) -> bool:
    """Tell whether all rows were worked out by today's program for the day of `index_day`."""
    before = settings.get(ledger, "index_of")
    if not before or before != index_version.current(rules_in_use(ledger), ledger.calendar):
        return False
    newest = ledger.value("SELECT substr(max(at), 1, 10) FROM revision") or ""
    return bool(newest <= settings.get(ledger, "index_day"))


def is_of_day(ledger: Ledger, on: Day) -> bool:
    """Tell whether all rows and lines were worked out for this day, and nothing on another one."""
    return settings.get(ledger, "index_day") == on.text and is_of_one_day(ledger)


def differing(ledger: Ledger, student_ids: Sequence[str]) -> list[tuple[str, str]]:
    """Return (name, label) of children whose stored row or search text is not what it should be."""
    if not student_ids:
        return []
    on = ledger.day(date.fromisoformat(settings.get(ledger, "index_day")))
    stored = {
        row["id"]: row
        for row in ledger.rows(
            f"{list_sum.STORED} WHERE id IN {THESE}",
            [these(student_ids)],
        )
    }
    reads = index_row.reads(rules_in_use(ledger))
    files = list(load_files(ledger, student_ids, reads=reads))
    found = []
    answered = outcomes.of_students(ledger, student_ids)
    for file, row, lines in zip(files, *rows_and_lines(ledger, files, on, answered), strict=True):
        right = dict(zip(COLUMNS, row, strict=True))
        right |= {"text": index_row.search_text(file), "lines": lines}
        kept = stored[right["id"]]
        if wrong := [key for key, value in right.items() if kept[key] != value]:
            found.append((right["name"], _LABELS.get(wrong[0], "名单内容")))
    return found


def by_day(ledger: Ledger, on: date | None = None) -> list[str]:
    """Return ids of children whose status or due day can change by itself, or with the rules.

    Of the others it is known to what day they are seen at school: all whose evidence does not
    reach to `on` (today by default) are among them, too.
    """
    return list(by_need(ledger, on))


def by_need(ledger: Ledger, on: date | None = None) -> dict[str, bool]:
    """Return the same ids, with whether a child is steady: seen at school, and not contradicted.

    Of such a child something may be due, but nothing of what may be due about anybody.
    """
    day = (on or ledger.today()).isoformat()
    held = "coalesce(?1 BETWEEN status_since AND holds_until, FALSE)"
    with ledger.lock:
        rows = ledger.db.execute(
            # What was written later is not known of the days before that of the lists.
            f"SELECT id, by_day = {ByDay.DUE:d} AND {held} AND ?1 >= ?2 FROM student_index "
            f"WHERE by_day IS NOT {ByDay.NEVER:d} OR NOT {held} ORDER BY no",
            [day, settings.get(ledger, "index_day") or day],
        )
        return {student_id: bool(steady) for student_id, steady in rows}


def everyone(ledger: Ledger) -> list[str]:
    """Return ids of all children, deleted ones left out."""
    return ledger.column("SELECT id FROM student WHERE deleted_at IS NULL ORDER BY no")
