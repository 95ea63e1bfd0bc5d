"""Find children: for lists, for the shell, and to name one child in a command."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.catalogue.codes import code_list
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import student_lookup, student_rows
from ledger_app.store.lists.student_rows import ListQuery

__all__ = ["ListQuery", "find", "student_id"]


def find(ledger: Ledger, text: str, limit: int = 0) -> list[Row]:
    """Return list rows of the children that fit the text; every word must fit. 0 = no limit."""
    nos = student_rows.student_nos(ledger, ListQuery(text=text))
    return student_rows.list_rows(ledger, nos[:limit] if limit else nos)


def rows_of(ledger: Ledger, ids: Sequence[str]) -> list[Row]:
    """Return the list rows of these children in this order; who has no file is left out."""
    return student_rows.list_rows(ledger, student_rows.nos_of(ledger, ids))


def status_name(code: str | None) -> str:
    return code_list("status").name_of(code) if code else ""


def grade_name(code: str | None) -> str:
    """Return 三年级 for "3"."""
    return code_list("grade").name_of(code) if code else ""


def student_id(ledger: Ledger, text: str) -> str:
    """Return the id of the one child meant by an id (or its start), ID number, register or file
    number, or full name; raise LedgerError when none or several fit."""
    text = text.strip()
    for ids_of in (
        student_lookup.ids_of_id, student_lookup.ids_of_number, student_lookup.ids_of_name,
    ):  # fmt: skip
        if found := ids_of(ledger, text):
            return _only(ledger, text, found)
    # Six of 32 hexadecimal digits: fewer would often be a word or a number of something else.
    if len(text) >= 6 and (found := student_lookup.ids_starting(ledger, text)):
        return _only(ledger, text, found)
    raise LedgerError(
        f"没有找到学生“{_hinted(text)}”。", "请用姓名全名、身份证号、学籍号或档案编号。"
    )


def several(ledger: Ledger, text: str) -> list[str]:
    """Return the ids of the children named in a text, separated by commas, each once."""
    return list(dict.fromkeys(student_id(ledger, one) for one in text.split(",") if one))


def _only(ledger: Ledger, text: str, found: list[str]) -> str:
    if len(found) == 1:
        return found[0]
    rows = student_rows.list_rows(ledger, sorted(student_rows.nos_of(ledger, found[:5])))
    several = "；".join(
        f"{row['id'][:8]} {row['school_name'] or ''}"
        f"{grade_name(row['grade'])}{row['class_no'] or ''}"
        for row in rows
    )
    raise LedgerError(
        f"“{_hinted(text)}”有 {len(found)} 个学生：{several}。",
        "请改用身份证号，或用前面的编号指明是哪一个。",
    )


def _hinted(text: str) -> str:
    """Return the beginning of what was typed: a script's log must not name a child."""
    return f"{text[:1]}***" if text else ""
