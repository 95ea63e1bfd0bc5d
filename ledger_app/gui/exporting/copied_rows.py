"""Rows of a list on the clipboard: for a sheet as a table of texts, for a letter as lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QMimeData

_BREAKS = re.compile(r"[\t\r\n]+")
# Excel and WPS take the cell as it is written: 01 stays 01, 1-2 is no date, = begins no formula.
_STYLE = r'style="mso-number-format:\'\@\';white-space:nowrap"'
_FORMULA = ("=", "+", "-", "@")


def copied(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> QMimeData:
    """Return the rows under their headings, as HTML and as text between tabs."""
    lines = [headings, *rows]
    table = QMimeData()
    table.setText("\n".join("\t".join(map(_plain, line)) for line in lines))
    table.setData("text/html", _html(lines).encode())
    return table


def _plain(text: str) -> str:
    """Return a text that neither moves the columns nor begins a formula where it is pasted."""
    flat = _BREAKS.sub(" ", text)
    return f"'{flat}" if flat.startswith(_FORMULA) else flat


def _html(lines: Iterable[Sequence[str]]) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td {_STYLE}>{escape(text)}</td>" for text in line) + "</tr>"
        for line in lines
    )
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'
