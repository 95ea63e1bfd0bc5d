"""Who answers for a child out of the columns: 包保责任人 | 职务 | 单位 | 联系电话, of each level.

A record needs a name. An office, two names in one cell or a telephone alone are no person: they are
left out, and said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ledger_app.domain.names import name_key
from ledger_app.exchange.cells.column_values import rows_from_columns
from ledger_app.exchange.cells.list_cells import ListCells
from ledger_app.exchange.cells.row_problem import LEFT_OUT, ProblemKind
from ledger_app.exchange.layout.columns.responsible import pair_kind_of
from ledger_app.exchange.layout.heading_words import RESPONSIBILITY, Use
from ledger_app.exchange.layout.headings import ListColumn
from ledger_app.exchange.reading.workbook import Cell

Responsible = dict[str, Any]
_NAME, _ROLE, _PHONE, _KIND = "helper_name", "helper_role", "helper_phone", "pair_kind"
_HAN = "[\u4e00-\u9fff]"
_PERSON = f"{_HAN}{{2,4}}(?:·{_HAN}{{1,10}})?"
_NUMBER = r"(?:1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8})"
_WITH_PHONE = re.compile(
    rf"(?P<name>{_PERSON})[\s,:;/、(-]*(?:(?:联系)?电话|手机)?:?\s*(?P<phone>{_NUMBER})\)?"
)
_WITH_ROLE = re.compile(rf"(?P<name>{_PERSON})\s*\((?P<role>{_HAN}{{2,12}})\)")


class _Apart(NamedTuple):
    """A cell of a name taken apart: 李明(副镇长), 李明 13900000000."""

    name: Cell
    role: str = ""
    phone: str = ""


def responsible_people(cells: ListCells) -> list[list[Responsible]]:
    """Return who answers for the child of each row, as records of `responsibility`."""
    groups: dict[str, list[ListColumn]] = {}
    for column in cells.columns(Use.RESPONSIBLE):
        groups.setdefault(column.meaning.member, []).append(column)
    found: list[list[Responsible]] = [[] for _ in range(cells.count)]
    for member, columns in groups.items():
        if not any(map(is_name, columns)):
            continue  # said once for the whole column
        for at, record in enumerate(_records(cells, columns)):
            if _NAME in record:
                kind = pair_kind_of(member)
                found[at].append({_KIND: kind, **record} if kind else record)
            elif record:
                _say_nameless(cells, at, columns, record)
    return [one_answering_once(people) if len(people) > 1 else people for people in found]


def _say_nameless(
    cells: ListCells, at: int, columns: Sequence[ListColumn], record: Responsible
) -> None:
    for column in columns:
        if column.meaning.field and column.meaning.field.key in record:
            text = f"没有姓名，{column.meaning.field.label}没有导入，请补上姓名。"
            cells.note(at, column, text, ProblemKind.LEFT_OUT)


def is_name(column: ListColumn) -> bool:
    """Tell whether a column names who answers for the child."""
    return column.meaning.field is not None and column.meaning.field.key == _NAME


def _records(cells: ListCells, columns: Sequence[ListColumn]) -> list[Responsible]:
    """Return one row of values a child of one person's columns."""
    parsed: dict[str, list[Any]] = {}
    beside: dict[int, _Apart] = {}
    for column in columns:
        key = column.meaning.field.key if column.meaning.field else ""
        raws: list[Cell] | None = None
        if key == _NAME:
            apart = [_taken_apart(raw) for raw in cells.cells[column.index]]
            raws = [each.name for each in apart]
            beside.update({at: each for at, each in enumerate(apart) if each.role or each.phone})
        values = cells.parsed(RESPONSIBILITY.key, column, raws)
        parsed[key] = cells.second(parsed[key], values, column) if key in parsed else values
    rows = rows_from_columns(parsed, cells.count)
    name = next(filter(is_name, columns))
    for at, apart_at in beside.items():
        for key, said in ((_ROLE, apart_at.role), (_PHONE, apart_at.phone)):
            if said and rows[at].setdefault(key, said) != said:
                text = f"“{said}”与旁边一列的“{rows[at][key]}”不同{LEFT_OUT}"
                cells.note(at, name, text, ProblemKind.LEFT_OUT)
    return rows


@lru_cache(maxsize=4096)
def _taken_apart(raw: Cell) -> _Apart:
    if not isinstance(raw, str) or not raw.strip():
        return _Apart(raw)
    plain = unicodedata.normalize("NFKC", raw).strip()
    if found := _WITH_PHONE.fullmatch(plain):
        return _Apart(found["name"], phone=found["phone"])
    if found := _WITH_ROLE.fullmatch(plain):
        return _Apart(found["name"], role=found["role"])
    return _Apart(raw)


def one_answering_once(people: Iterable[Mapping[str, Any]]) -> list[Responsible]:
    """Return the people, one who stands in two groups of columns only once."""
    found: list[Responsible] = []
    for person in people:
        same = next((one for one in found if is_same(one, person)), None)
        if same is None:
            found.append(dict(person))
        else:
            same |= {key: value for key, value in person.items() if key not in same}
    return found


def is_same(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """Tell whether both are one person answering for the child, as far as they say."""
    if name_key(first.get(_NAME) or "") != name_key(second.get(_NAME) or ""):
        return False
    kinds = {each.get(_KIND) for each in (first, second)} - {None, ""}
    return len(kinds) < 2
