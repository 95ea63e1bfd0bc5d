"""A printout as a workbook: the same sheets as on paper, under the same numbers and rules."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path

from ledger_app.actions.checking.safety_lines import SafetyLine
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.prepared import Prepared
from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.writing.ledger_sheets import (
    Alignment,
    LedgerColumn,
    LedgerSheet,
    write_ledgers,
)
from ledger_app.exchange.writing.tables import text_width
from ledger_app.files.targets import free_target
from ledger_app.printing.model import Align, PrintedSheet
from ledger_app.printing.printout import Printout
from ledger_app.printing.shapes import SHAPES
from ledger_app.printing.sign_blocks import DAY, STAMPED, unit_label
from ledger_app.printing.tables.layout import parts_of
from ledger_app.printing.tables.sheet import PrintedColumn, PrintedTable
from ledger_app.store.file.ledger import Ledger

SUFFIX = ".xlsx"
SIGN_WIDTH = 110  # half-width characters of signers on a line
BLANK = "＿" * 8
_ALIGN: dict[Align, Alignment] = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


def is_table(printout: Printout | None) -> bool:
    """Tell whether a printout is a table, which a workbook can hold."""
    return printout is not None and bool(SHAPES[printout.shape].rows)


def must_be_table(printout: Printout) -> None:
    """Raise LedgerError for a card or a form."""
    if not is_table(printout):
        raise LedgerError(
            f"“{printout.plain_title}”是一人一份的卡片，不能存成工作簿。",
            "请打印或存 PDF。",
        )


def must_be_workbook(path: Path) -> None:
    """Raise LedgerError unless the file is called a workbook of the kind that is written."""
    if path.suffix.lower() != SUFFIX:
        raise LedgerError(f"“{path.name}”不是 .xlsx 文件名。", "请写成以 .xlsx 结尾的文件名。")


def issue(
    ledger: Ledger, prepared: Prepared, path: Path, seen: Collection[SafetyLine] = ()
) -> tuple[int, bytes]:
    """Give the printout its edition number, record it, and write the workbook.

    Returns the edition's record number and the workbook. Raises LedgerError as printing does, for
    what is no table, and for a text that is too long for a cell: then no number is used.
    """
    must_be_table(prepared.printout)
    must_be_workbook(path)
    free_target(path)  # before a number is given
    return print_ledger.issue_as(ledger, prepared, partial(_written, path=path), path, seen)


def _written(sheets: tuple[PrintedSheet, ...], path: Path) -> bytes:
    found = [_sheet(sheet) for sheet in sheets if isinstance(sheet, PrintedTable)]
    return write_ledgers(found, path)


def _sheet(table: PrintedTable) -> LedgerSheet:
    shown = _shown(table)
    unit = f"{unit_label(table)}{table.unit}"
    columns = [_column(table.columns[at], width) for at, width in shown.items()]
    return LedgerSheet(
        title=table.title,
        subtitle=table.subtitle,
        head=(unit, f"截至：{table.as_of}", f"填报日期：{table.filled_on}"),
        columns=columns,
        rows=[[row[at] for at in shown] for row in table.rows],
        under=[*table.notes, *_signatures(table)],
        foot=(table.footer, table.purpose),
        paper="A3" if table.paper.name == "A3" else "A4",
        landscape=table.paper.landscape,
        font_pt=table.paper.font_pt,
        margins_mm=table.paper.margins_mm,
    )


def _shown(table: PrintedTable) -> dict[int, float]:
    """Return the columns on paper with their widths (mm), each once, in their order.

    Where the paper has to part a table, a sheet of a workbook does not.
    """
    widths: dict[int, float] = {}
    for part in parts_of(table):
        for at, width in zip(part.columns, part.widths_mm, strict=True):
            widths.setdefault(at, width)
    return dict(sorted(widths.items()))


def _column(column: PrintedColumn, width_mm: float) -> LedgerColumn:
    align = _ALIGN[column.align]
    return LedgerColumn(heading=column.caption, group=column.group, width_mm=width_mm, align=align)


def _signatures(table: PrintedTable) -> list[str]:
    """Return the lines that are signed and stamped, none where nobody signs."""
    if not table.signers:
        return []
    lines = [""]
    for signer in table.signers:
        said = f"{signer}：{BLANK}"
        joined = f"{lines[-1]}　{said}" if lines[-1] else said
        if lines[-1] and text_width(joined) > SIGN_WIDTH:
            lines.append(said)
        else:
            lines[-1] = joined
    return [*lines, f"{STAMPED}{table.unit}　　　　{DAY}"]
