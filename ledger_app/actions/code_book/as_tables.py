"""The code book as tables for paper and workbooks: one of fields, one of codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ledger_app.actions.code_book.lines import HEADINGS, FieldLine
from ledger_app.catalogue.codes import code_list

SHORT = ("表", "栏", "代号", "形式", "什么时候填")
CODE_HEADINGS = ("用在", "代码", "名称", "也认")
MOST_CODES = 12  # that stand beside their field; longer lists only stand in the table of codes
_USES = 6  # fields that a list is named after


def as_tables(lines: Iterable[FieldLine]) -> Mapping[str, Any]:
    """Return {"tables": [{title, headings, short, rows}]}."""
    every = list(lines)
    fields = {"title": "项目", "headings": HEADINGS, "short": SHORT}
    codes = {"title": "代码", "headings": CODE_HEADINGS, "short": ("代码",)}
    return {
        "tables": (
            {**fields, "rows": [_cells(line) for line in every]},
            {**codes, "rows": list(_codes(every))},
        )
    }


def _cells(line: FieldLine) -> tuple[str, ...]:
    cells = list(line.cells)
    if len(line.codes) > MOST_CODES:
        cells[HEADINGS.index("代码")] = f"共 {len(line.codes)} 项，见代码表"
    return tuple(cells)


def _codes(lines: Iterable[FieldLine]) -> Iterator[tuple[str, ...]]:
    uses: dict[str, dict[str, None]] = {}
    for line in lines:
        if line.field.codes:
            uses.setdefault(line.field.codes, {})[line.field.label] = None
    for key, labels in uses.items():
        named = "、".join(list(labels)[:_USES]) + ("等" if len(labels) > _USES else "")
        for code in code_list(key).codes:
            known = (each for each in code.aliases if any(map(str.isalnum, each)))  # not √
            yield named, code.value, code.name, "、".join(known)
