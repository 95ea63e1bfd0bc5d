"""The code book as pages of the help (Markdown): one of all tables, one a table, one a field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ledger_app.actions.code_book.as_tables import MOST_CODES
from ledger_app.actions.code_book.lines import FieldLine
from ledger_app.catalogue import Table

_MEANT = str.maketrans({"|": "\\|", "*": "\\*", "_": "\\_", "<": "&lt;", "[": "\\["})


def contents_page(lines: Iterable[FieldLine]) -> str:
    """Return the page that leads to each table: a link `table` each."""
    tables = dict.fromkeys(line.table for line in lines)
    linked = (f"- [{each.label}]({each.key})：{len(each.fields)} 项" for each in tables)
    told = "每一项是什么、怎么填、谁填、依据什么、印在哪里。在任何一项上按 `F1`，就是那一项的说明。"
    return "\n".join(("# 字段说明", "", told, "", *linked, ""))


def table_page(table: Table, lines: Iterable[FieldLine]) -> str:
    """Return the page of one table: its fields by section, a link `table.key` each."""
    own = [line for line in lines if line.table == table]
    found = [f"# {table.label}", ""]
    for section, members in groupby(own, key=lambda line: line.field.section):
        found += [f"## {section or table.label}", "", "| 项目 | 形式 | 什么时候填 | 谁填 | 依据 |"]
        found += ["|---|---|---|---|---|", *map(_row, members), ""]
    return "\n".join(found)


def _row(line: FieldLine) -> str:
    field = line.field
    linked = f"[{meant(field.label)}]({line.table.key}.{field.key})"
    cells = linked, *map(meant, (line.shape, line.need, line.filled_by, field.source))
    return f"| {' | '.join(cells)} |"


def field_page(line: FieldLine, rules: Sequence[str] = ()) -> str:
    """Return what there is to say about one field, and by which `rules` it is looked at."""
    heading = f"# {meant(line.field.label)}"
    return "\n".join((heading, "", *_paragraphs(line), *_codes(line), "", *_rules(rules)))


def _paragraphs(line: FieldLine) -> Iterator[str]:
    field = line.field
    if field.help:
        yield from (meant(field.help), "")
    told: Sequence[tuple[str, str]] = (
        ("形式", line.shape),
        ("什么时候填", line.need),
        ("谁填", line.filled_by),
        ("依据", field.source),
        ("印在哪里", "、".join(line.printed_on) or "不打印"),
        ("表头也认", "、".join(field.aliases)),
        ("代号", f"{line.table.key}.{field.key}"),
    )
    beside = f"，{meant(field.section)}" if field.section else ""
    yield f"- **在哪里**：[{meant(line.table.label)}]({line.table.key}){beside}"
    yield from (f"- **{name}**：{meant(text)}" for name, text in told if text)
    if field.sensitive:
        yield "- **敏感**：平时不显示，不进共享的名单和台账，上交时默认不带。"
    yield ""


def _codes(line: FieldLine) -> Iterator[str]:
    if not line.codes:
        return
    if len(line.codes) > MOST_CODES:
        yield f"代码：{meant('；'.join(f'{value} {name}' for value, name in line.codes))}"
        return
    yield from ("| 代码 | 名称 |", "|---|---|")
    yield from (f"| {meant(value)} | {meant(name)} |" for value, name in line.codes)


def _rules(rules: Sequence[str]) -> Iterator[str]:
    if rules:
        yield from ("## 按什么规则", "", *(f"- {meant(each)}" for each in rules), "")


def meant(text: str) -> str:
    """Return a text as it is, where Markdown would take some of it for its own signs."""
    return text.translate(_MEANT)
