"""The columns of the student's own fields to rows, names mended and spare numbers placed."""

from __future__ import annotations

from typing import Any

from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.model import Field
from ledger_app.exchange.cells.column_values import differing, first_filled, rows_from_columns
from ledger_app.exchange.cells.id_cells import move_register_numbers, normalise_register
from ledger_app.exchange.cells.list_cells import ListCells
from ledger_app.exchange.cells.phones import without_place
from ledger_app.exchange.cells.remarks import is_no_name, name_and_remark, tells_of_leaving
from ledger_app.exchange.cells.row_problem import ProblemKind
from ledger_app.exchange.cells.ticked_options import ticked_rows
from ledger_app.exchange.cells.told_columns import add_told
from ledger_app.exchange.layout.heading_words import Use
from ledger_app.exchange.layout.headings import ListColumn

_READ_WITH_OTHERS = frozenset({"id_no", "grade", "class_no", "birth_date"})


def student_rows(cells: ListCells) -> list[dict[str, Any]]:
    """Return the values of each row by key; not those that are read together with other columns."""
    parsed: dict[str, list[Any]] = {}
    for column in cells.columns(Use.STUDENT):
        key = column.meaning.field.key if column.meaning.field else ""
        if key in _READ_WITH_OTHERS:
            continue
        values = cells.parsed("student", column)
        if key == "register_no":
            values = [value and normalise_register(value) for value in values]
        parsed[key] = cells.second(parsed[key], values, column) if key in parsed else values
    for key, values in _ticked(cells).items():
        parsed[key] = _with_ticks(cells, key, parsed[key], values) if key in parsed else values
    rows = rows_from_columns(parsed, cells.count)
    add_told(cells, rows)
    _mend_names(cells, rows)
    move_register_numbers(rows)
    _place_spare_phones(cells, rows)
    _note_gone(cells, rows)
    return rows


def _ticked(cells: ListCells) -> dict[str, list[Any]]:
    """Return the codes of fields whose options have a column each, by key."""
    groups: dict[Field, list[ListColumn]] = {}
    for column in cells.columns(Use.OPTION):
        assert column.meaning.field is not None
        groups.setdefault(column.meaning.field, []).append(column)
    found = {}
    for field, columns in groups.items():
        options = [(column.meaning.member, cells.cells[column.index]) for column in columns]
        found[field.key], problems = ticked_rows(field, options)
        for at, text in problems.items():
            cells.note(at, columns[0], text, ProblemKind.LEFT_OUT)
    return found


def _with_ticks(cells: ListCells, key: str, said: list[Any], ticks: list[Any]) -> list[Any]:
    """Return a column and the ticks beside it as one; where they differ the column counts."""
    field = STUDENT.field(key)
    for at in differing(said, ticks):
        name = code_list(field.codes or "yesno").name_of(ticks[at])
        text = f"“{field.label}”另外勾了“{name}”，与这一列不同，打的勾没有导入，请核对。"
        cells.note(at, cells.with_key(key)[0], text, ProblemKind.LEFT_OUT)
    return first_filled([said, ticks])


def _mend_names(cells: ListCells, rows: list[dict[str, Any]]) -> None:
    """Take no sex, number or ethnic group for a name; move 王刚(转走)'s remark to 备注."""
    for column in cells.with_key("name"):
        for at, row in enumerate(rows):
            if "name" in row:
                _mend_name(cells, at, row, column)


def _mend_name(cells: ListCells, at: int, row: dict[str, Any], column: ListColumn) -> None:
    name = row["name"]
    if is_no_name(name):
        del row["name"]
        text = f"“姓名”这一栏写的是“{name}”，不是一个人的姓名，这一行可能错位了。"
        cells.note(at, column, text, ProblemKind.LEFT_OUT)
        return
    row["name"], said = name_and_remark(name)
    if said:
        row["remark"] = "；".join(filter(None, (said, row.get("remark"))))
        others = cells.problems.get(at, ())
        # What was said of the name was about the brackets, and these are gone.
        cells.problems[at] = [problem for problem in others if problem.about != "name"]
        cells.note(at, column, f"姓名后面的“{said}”移到了备注。", ProblemKind.MOVED)


def _place_spare_phones(cells: ListCells, rows: list[dict[str, Any]]) -> None:
    """Put the second number of a row into 备用电话, if that is free; say what has no place."""
    for at, spare in cells.spare_phones.items():
        more = without_place(rows[at], [number for _, number in spare])
        if more:
            text = f"有好几个电话，{'、'.join(more)} 没有地方放，没有导入。"
            cells.note(at, spare[0][0], text, ProblemKind.LEFT_OUT)


def _note_gone(cells: ListCells, rows: list[dict[str, Any]]) -> None:
    """Say where a remark tells that the child is not at school any more."""
    for at, row in enumerate(rows):
        if tells_of_leaving(row):
            text = f"备注写着“{row['remark'][:40]}”，请核对孩子是否还在校，需要时在档案里登记。"
            cells.note(at, "备注", text, ProblemKind.CHECK, "remark")
