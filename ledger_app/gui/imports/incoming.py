"""What a list may come as: a file, or a table that was copied or dragged out of a spreadsheet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

WORKBOOKS = frozenset((".xlsx", ".xls", ".ods", ".csv", ".txt"))
Source = Path | str  # a file, or the text of a table


def copied_table() -> str:
    """Return the table on the clipboard as text, "" where there is none."""
    return table_of(QGuiApplication.clipboard().mimeData())


def table_of(mime: QMimeData | None) -> str:
    """Return a copied or dragged table as text, "" for anything else."""
    from ledger_app.actions.rehearsing.rehearsal import is_table

    text = mime.text() if mime is not None and mime.hasText() and not mime.hasUrls() else ""
    return text if text and is_table(text) else ""


def dropped(mime: QMimeData) -> Source | None:
    """Return the first workbook, or the table, that is dragged; None for anything else."""
    for url in mime.urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.suffix.lower() in WORKBOOKS:
            return path
    return table_of(mime) or None
