"""A file that goes to another school: what is a reading copy by now, and who has not arrived.

The township hands a file over (table passage). At the school the child left, the file is a reading
copy from then on: 已移交, counted where the child is now. Everywhere else the child is between two
schools until somebody has seen it arrive.
"""

from __future__ import annotations

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import PassageHow
from ledger_app.catalogue.meanings import FileStatus, StatusCode
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads
from ledger_app.domain.standing.case_status import Status, status
from ledger_app.domain.student_file import Row, StudentFile

ARRIVAL_DAYS = 10  # school days within which a child that left is to appear elsewhere
COPY_READS: Reads = {
    "student": ("file_status",),
    "passage": ("no", "handed_on", "created_at"),
}
PASSAGE_READS: Reads = {
    "student": ("file_status",),
    "passage": (
        "no", "how", "left_on", "handed_on", "arrived_on", "from_name", "to_name", "created_at",
    ),
}  # fmt: skip


def last_passage(file: StudentFile, on: Day) -> Row | None:
    """Return the last passage of a file that was handed over by a day, None if there is none.

    The last by its place in the ledger, as store/handoff/keepers has it: clocks decide nothing.
    """
    made = [row for row in file.of("passage") if handed_on(row) <= on.text]
    return max(made, key=lambda row: (row.get("no") or 0, handed_on(row)), default=None)


def handed_on(row: Row) -> str:
    """Return the ISO day a file was handed over on: at the latest when it was written down."""
    return row.get("handed_on") or (row.get("created_at") or "")[:10]


def is_reading_copy(file: StudentFile, on: Day) -> bool:
    """Tell whether the child of a file is kept elsewhere by a day: it is counted there."""
    if not file.of("passage") or file.student.get("file_status") != FileStatus.HANDED_OVER:
        return False  # 已移交 alone is a typed mark: it says nothing by itself
    return last_passage(file, on) is not None


def reading_copy(file: StudentFile, on: Day) -> Status | None:
    """Return the standing of a reading copy, None of a file that is kept here."""
    if not is_reading_copy(file, on):
        return None
    row = last_passage(file, on) or {}
    day, to = handed_on(row), row.get("to_name") or "接收学校"
    said = f"{day} 档案已移交{to}，这里只是副本，由{to}计数"
    if row.get("how") == PassageHow.SAME_CHILD:
        said = f"{day} 两校同报：{to}已有这个孩子的档案，按那一份计数"
    return status(StatusCode.HANDED_OVER, day, said, grounds="passage")


def open_passage(file: StudentFile, on: Day) -> Row | None:
    """Return the passage of a child that left one school and is not known to be at the next."""
    row = last_passage(file, on)
    if row is None or row.get("how") == PassageHow.SAME_CHILD:
        return None
    if row.get("how") == PassageHow.CLOSURE and not row.get("left_on"):
        return None  # taken over with its school's ledger: no school awaits the child yet
    has_arrived = "" < (row.get("arrived_on") or "") <= on.text
    return None if has_arrived else row


def gone_since(row: Row) -> str:
    """Return the ISO day a child left the old school by a passage, that of the paper if unknown."""
    return row.get("left_on") or handed_on(row)


def arrives_by(row: Row, on: Day) -> str:
    """Return the ISO day by which a child that left is to be at the new school."""
    return on.calendar.shifted(gone_since(row), ARRIVAL_DAYS, "school_day")


def between_schools(file: StudentFile, on: Day) -> Status | None:
    """Return the standing of a child that left and has not arrived, None of any other."""
    row = open_passage(file, on) if file.of("passage") else None
    if row is None:
        return None
    since, due_on = gone_since(row), arrives_by(row, on)
    to = row.get("to_name") or "接收学校"
    way = code_list(PassageHow.CODES).name_of(row["how"]) if row.get("how") else "转出"
    said = f"{since} {way}离开{row.get('from_name') or '原学校'}，应到{to}，还没有到校日期"
    if on.text <= due_on:
        return status(StatusCode.TRANSFERRING, since, said, due_on, "passage")
    return status(
        StatusCode.ABSENT, since, f"{said}，已超过 {ARRIVAL_DAYS} 个上课日", "", "passage"
    )
