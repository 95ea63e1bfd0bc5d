"""Children that a newer list leaves out, or says are not at school: still in question, or settled.

Settled by an answer that is a confirmation, or by evidence of a later day. An answer that names
a record (转走, 休学 …) is told by that record: without it the child is in question again.
"""

from __future__ import annotations

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import UnlistedAnswer
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads
from ledger_app.domain.student_file import Row, StudentFile

MARKS = ("listed_register_status", "listed_in_school_status", "listed_absent_kind")
REMARK = "listed_remark"
LISTED = (*MARKS, REMARK)
UNLISTED_READS: Reads = {"unlisted": ("missed_on", "source", "answer", "answered_on", *LISTED)}
_CONFIRMED = frozenset(
    {UnlistedAnswer.LIST_IS_WRONG, UnlistedAnswer.ON_NEWER_LIST, UnlistedAnswer.AS_LISTED}
)
_OPEN = frozenset({"", UnlistedAnswer.TO_BE_FOUND})


def in_question(file: StudentFile, on: Day, newest: str) -> list[Row]:
    """Return the records that nothing has settled by a day, the newest list last.

    `newest` is the ISO day of the newest evidence that the child is at school, "" for none.
    """
    rows = [
        row
        for row in file.of("unlisted")
        if row.get("missed_on")
        and newest <= row["missed_on"] <= on.text
        and _answer(row, on) not in _CONFIRMED
    ]
    return sorted(rows, key=lambda row: (row["missed_on"], row.get("source") or ""))


def wants_answer(row: Row, on: Day) -> bool:
    """Tell whether nobody has said by a day where the child is."""
    return _answer(row, on) in _OPEN


def is_looked_into(row: Row, on: Day) -> bool:
    """Tell whether somebody is finding out."""
    return _answer(row, on) == UnlistedAnswer.TO_BE_FOUND


def said_of(row: Row, on: Day) -> str:
    """Return what a list says of the child and what is known of that, as one sentence."""
    listed = f"写着{listed_words(row)}，与台账不符" if is_marked(row) else "没有这个孩子"
    if wants_answer(row, on):
        known = "正在查" if is_looked_into(row, on) else "还没有查清"
    else:
        answer = code_list(UnlistedAnswer.CODES).name_of(row["answer"])
        known = f"已答复“{answer}”，没有相应的记录"
    return f"{row['missed_on']} 的名单上{listed}，{known}"


def is_marked(row: Row) -> bool:
    """Tell whether the list has the child, and says that it is not at school."""
    return any(row.get(key) for key in LISTED)


def listed_words(row: Row) -> str:
    """Return what a list says: 学籍状态“疑似辍学(已标注)”、备注“转走”."""
    table = TABLES["unlisted"]
    said = [
        f"{field.label.removeprefix('名单上的')}“{code_list(field.codes).name_of(row[key])}”"
        for key in MARKS
        if row.get(key) and (field := table.field(key))
    ]
    return "、".join([*said, *([f"备注“{row[REMARK][:40]}”"] if row.get(REMARK) else [])])


def _answer(row: Row, on: Day) -> str:
    known = (row.get("answered_on") or on.text) <= on.text
    return (row.get("answer") or "") if known else ""
