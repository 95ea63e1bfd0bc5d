"""What the columns of a workbook are taken for, in a TOML file that a person can edit.

`import --dry-run --save-columns FILE` writes it, `import --columns FILE` reads it: the same works
without a window. A column is `taken_for` a heading that means it by itself (班级, 父亲联系电话), or
不要; an empty one is still asked.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ledger_app.actions.imports.open_questions import open_questions
from ledger_app.domain.errors import LedgerError, fault_text
from ledger_app.exchange.layout.assignment import (
    NOT_TAKEN,
    Assignment,
    SaidColumn,
    SheetAssignment,
)
from ledger_app.exchange.layout.heading_words import meaning_of
from ledger_app.exchange.planning.import_plan import ColumnUse, ImportPlan
from ledger_app.files import writing

_TEXTS = ("school", "year", "grade", "class_no")
_FLAGS = ("hidden", "struck", "skipped")
_MEND = "请改好这个文件，或用 --dry-run --save-columns 重新写一份。"


def write(plan: ImportPlan, path: Path, *, source: Path | None = None) -> int:
    """Write what each column was taken for; return how many columns are still asked about.

    Raises LedgerError where the file can't be written, or is one that must stay."""
    asked = [use for use in plan.mapping if not use.taken_for]
    writing.write(path, "\n".join(_lines(plan)).encode(), source=source)
    return len(asked)


def _lines(plan: ImportPlan) -> Iterator[str]:
    yield "# 各列认作什么：taken_for 写台账里的项目（如 班级、监护人联系电话、父亲姓名），"
    yield f"# 不导入的写“{NOT_TAKEN}”；空着的是还没有认出来的，不会导入。"
    yield "# 改好后再导入：import 台账 工作簿 --columns 本文件"
    for sheet in dict.fromkeys(use.sheet for use in plan.mapping):
        said = plan.assignment.of(sheet)
        yield ""
        yield "[[sheet]]"
        yield f"name = {_text(sheet)}"
        if said.heading_row is not None:
            yield f"heading_row = {said.heading_row}"
            yield f"heading_rows = {said.heading_rows}"
        for key in _TEXTS:
            yield f"{key} = {_text(getattr(said, key))}"
        if said.left_out:
            yield f"left_out = {sorted(said.left_out)}"
        for key in _FLAGS:
            value = getattr(said, key)
            if value is not None:
                yield f"{key} = {str(value).lower()}"
        for question in open_questions(plan):
            if question.sheet == sheet:
                rows = f"{question.words}（{'、'.join(question.names)}）"
                yield f"# {rows}：读写 {question.about} = true，不读写 false"
        for use in plan.mapping:
            if use.sheet == sheet:
                yield from _column_lines(use)


def _column_lines(use: ColumnUse) -> Iterator[str]:
    yield ""
    yield "[[sheet.column]]"
    yield f"letter = {_text(use.letter)}"
    yield f"heading = {_text(use.heading)}"
    yield f"taken_for = {_text(use.taken_for)}"
    note = "；".join(filter(None, (use.doubt, "、".join(use.choices), f"样子：{use.sample}")))
    yield f"# {' '.join(note.split())}"


def _text(text: str) -> str:
    """Return a TOML basic string: JSON's escapes are TOML's, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read(path: Path) -> Assignment:
    """Return what a file says of the columns; raise LedgerError, with the place, where it can't
    be understood."""
    try:
        found = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise LedgerError(
            f"打不开列的对应文件“{path.name}”：{fault_text(error)}。", _MEND
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LedgerError(f"列的对应文件“{path.name}”写法不对：{error}。", _MEND) from error
    sheets = found.get("sheet", [])
    if not isinstance(sheets, list) or not all(isinstance(each, dict) for each in sheets):
        raise LedgerError(f"“{path.name}”里没有 [[sheet]]。", _MEND)
    return Assignment({str(each.get("name", "")): _sheet(each, path) for each in sheets})


def _sheet(told: Mapping[str, Any], path: Path) -> SheetAssignment:
    where = f"“{path.name}”的工作表“{told.get('name', '')}”"
    rows = _typed(told, "left_out", list, where, [])
    return SheetAssignment(
        heading_row=_typed(told, "heading_row", int, where, None),
        heading_rows=_typed(told, "heading_rows", int, where, 1),
        columns=tuple(_column(each, where) for each in _typed(told, "column", list, where, [])),
        left_out=frozenset(row for row in rows if isinstance(row, int)),
        **{key: _typed(told, key, str, where, "") for key in _TEXTS},
        hidden=_typed(told, "hidden", bool, where, None),
        struck=_typed(told, "struck", bool, where, None),
        skipped=_typed(told, "skipped", bool, where, False),
    )


def _typed(told: Mapping[str, Any], key: str, kind: type, where: str, otherwise: Any) -> Any:  # noqa: ANN401
    value = told.get(key, otherwise)
    if value is not otherwise and not isinstance(value, kind):
        raise LedgerError(f"{where}里 {key} 写的是“{value}”，不是这里能写的。", _MEND)
    return value


def _column(told: Mapping[str, Any], where: str) -> SaidColumn:
    letter, heading = str(told.get("letter", "")), str(told.get("heading", ""))
    taken_for = str(told.get("taken_for", "")).strip()
    if taken_for and taken_for != NOT_TAKEN and not meaning_of(taken_for).counts:
        raise LedgerError(
            f"{where}里 {letter} 列“{heading}”写着认作“{taken_for}”，台账里没有这个项目。", _MEND
        )
    return SaidColumn(letter, heading, taken_for)
