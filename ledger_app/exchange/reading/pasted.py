"""A table that was copied: from Excel, WPS or a web page, as text with tabs between its cells."""

from __future__ import annotations

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.reading.read_workbook import LIMITS, read_content
from ledger_app.exchange.reading.workbook import Limits, Workbook

NAME = "粘贴的表格"


def is_table(text: str) -> bool:
    """Tell whether a copied text is a table: two rows, and cells beside each other in both."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 and sum("\t" in line for line in lines) > 1


def read_pasted(text: str, limits: Limits = LIMITS) -> Workbook:
    """Return a copied table as a workbook of one sheet, within the limits of a file."""
    content = text.encode("utf-8", errors="replace")
    if not text.strip():
        raise LedgerError("剪贴板里没有表格。", "请在 Excel 或 WPS 里选中名单，复制以后再粘贴。")
    if len(content) > limits.file_bytes:
        raise LedgerError(
            f"粘贴的内容超过 {limits.file_bytes // 1_000_000} MB，没有读取。",
            "请存成工作簿，再按文件导入。",
        )
    return read_content(NAME, NAME, content, "pasted" if "\t" in text else "text", limits)
