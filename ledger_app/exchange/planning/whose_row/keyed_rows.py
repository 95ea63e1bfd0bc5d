"""Rows of a fill-in workbook of this program: their keys name their children, nothing else does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger_app.domain.fill_keys import HEADING, BadKey, FillKey, read_key
from ledger_app.domain.names import name_key
from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.layout.child_lists import ChildList
from ledger_app.exchange.planning.whose_row.known_child import KnownChild
from ledger_app.exchange.planning.whose_row.listed_row import ListRow
from ledger_app.exchange.planning.whose_row.matching import ChildMatcher
from ledger_app.exchange.reading.workbook import cell_text

_GONE = "填报编号的孩子已不在台账里，这一行没有导入。"
_OTHER_NAME = "填报编号是“{}”的，这一行的姓名是“{}”，没有导入，请核对是不是移动了单元格。"


def listed_rows(
    lists: Sequence[ChildList], placed: Sequence[Sequence[ParsedRow]], ledger_id: str
) -> Iterator[ListRow]:
    """Yield the rows of all lists, those of a fill-in workbook with their keys read."""
    for index, (children, rows) in enumerate(zip(lists, placed, strict=True)):
        at = key_column(children)
        for row in rows:
            text = "" if at is None else cell_text(row.cells[at]).strip()
            key = read_key(text, ledger_id) if text else None
            yield ListRow(row, index, children.withheld.get(row.row, ""), key)


def key_column(children: ChildList) -> int | None:
    """Return the place of the column of keys, None for a list that is no fill-in workbook."""
    columns = children.heading.columns
    return next((each.index for each in columns if each.heading == HEADING), None)


def keyed_child(listed: ListRow, matcher: ChildMatcher) -> KnownChild | str:
    """Return the child that a row's key names, or why it is set aside."""
    key, name = listed.key, str(listed.row.values.get("name") or "")
    if isinstance(key, BadKey):
        return key.text
    assert key is not None
    known = matcher.of_id(key.student_id)
    if known is None:
        return _GONE
    stored = known.side.text("name"), known.side.text("former_name")
    if name and name_key(name) not in map(name_key, filter(None, stored)):
        return _OTHER_NAME.format(stored[0], name)
    return known


def came_back(rows: Sequence[ListRow]) -> dict[str, int]:
    """Return how many rows of each handing out came back."""
    found: dict[str, int] = {}
    for each in rows:
        if isinstance(each.key, FillKey):
            found[each.key.fill_in] = found.get(each.key.fill_in, 0) + 1
    return found
