"""A row of a workbook and the list it stands in."""

from __future__ import annotations

from typing import NamedTuple

from ledger_app.domain.fill_keys import BadKey, FillKey
from ledger_app.exchange.cells.parse_rows import ParsedRow


class ListRow(NamedTuple):
    """A row and the list it stands in."""

    row: ParsedRow
    list_index: int
    withheld: str = ""  # why it waits: hidden, struck out
    key: FillKey | BadKey | None = None  # of a fill-in workbook of this program
