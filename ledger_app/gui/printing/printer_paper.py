"""What was chosen in the system's print dialog, held beside what the paper was laid out for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from ledger_app.actions.printing.printer_pages import SHEET_MM

NEAR_MM = 2.5  # printers round their papers
_MILLIMETRE = QPageSize.Unit.Millimeter
_HELD = QPageLayout.Orientation


@dataclass(frozen=True)
class WrongPaper:
    """Why a paper can't be printed, and the name of a smaller one to lay it out for, if any."""

    sentence: str
    instead: str = ""


def printer_of(size_mm: tuple[float, float], copies: int = 1) -> QPrinter:
    """Return a printer set to sheets of this size as they are held, and to so many copies."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(_layout(size_mm))
    printer.setFullPage(True)
    printer.setCopyCount(copies)
    return printer


def _layout(size_mm: tuple[float, float]) -> QPageLayout:
    width, height = size_mm
    turned = _HELD.Landscape if width > height else _HELD.Portrait
    upright = QSizeF(min(size_mm), max(size_mm))
    near = QPageSize(upright, _MILLIMETRE, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    return QPageLayout(near, turned, QMarginsF())


def wrong_paper(
    printer: QPrinter, size_mm: tuple[float, float], possible: Collection[str] = ()
) -> WrongPaper | None:
    """Tell what is wrong with the paper that was chosen for sheets of this size, if anything.

    `possible`: names of the papers they could be laid out for.
    """
    chosen = printer.pageLayout().pageSize()
    if _same(chosen, size_mm) and _has(printer, size_mm):
        return None
    wanted = paper_name(size_mm)
    smaller = "A4" if wanted == "A3" and "A4" in possible else ""
    if not _has(printer, size_mm):
        sentence = f"打印机“{printer.printerName()}”没有 {wanted} 纸，没有打印。"
        advice = "可以改成 A4 版，或换一台打印机。" if smaller else "请换一台打印机。"
        return WrongPaper(sentence + advice, smaller)
    sentence = f"这一份是按 {wanted} 纸排的，打印时选的是 {_called(chosen)}，没有打印。"
    advice = f"请在打印对话框里选 {wanted}" + ("，或改成 A4 版再打印。" if smaller else "。")
    return WrongPaper(sentence + advice, smaller)


def wrong_pages(printer: QPrinter, count: int) -> WrongPaper | None:
    """Tell that none of the pages chosen is there, of so many; 0 if that is not known yet."""
    chosen = printer.pageRanges()
    if not count or chosen.isEmpty() or any(map(chosen.contains, range(1, count + 1))):
        return None
    return WrongPaper(f"没有第 {chosen.toString()} 页：这一份共 {count} 页，没有打印。")


def turn_as_laid_out(printer: QPrinter, size_mm: tuple[float, float]) -> bool:
    """Hold the sheet as the table lies on it; tell whether something else had been chosen."""
    width, height = size_mm
    held = _HELD.Landscape if width > height else _HELD.Portrait
    if printer.pageLayout().orientation() == held:
        return False
    printer.setPageOrientation(held)
    return True


def unprintable_mm(printer: QPrinter) -> float:
    """Return the widest edge that the printer leaves white."""
    least = printer.pageLayout()
    least.setUnits(QPageLayout.Unit.Millimeter)
    margins = least.minimumMargins()
    return max(margins.left(), margins.top(), margins.right(), margins.bottom())


def is_mirrored(printer: QPrinter, size_mm: tuple[float, float]) -> bool:
    """Tell whether leaves are turned like a book's: what is left in front is right on the back."""
    width, height = size_mm
    match printer.duplex():
        case QPrinter.DuplexMode.DuplexNone:
            return False
        case QPrinter.DuplexMode.DuplexLongSide:
            return height >= width
        case QPrinter.DuplexMode.DuplexShortSide:
            return width > height
    return True  # automatic: Qt takes the edge that turns like a book


def paper_name(size_mm: tuple[float, float]) -> str:
    """Return what a sheet of this size is called."""
    for name, (short, long) in SHEET_MM.items():
        if abs(min(size_mm) - short) < NEAR_MM and abs(max(size_mm) - long) < NEAR_MM:
            return name
    return f"{min(size_mm):.0f}×{max(size_mm):.0f} 毫米"


def _called(chosen: QPageSize) -> str:
    size = chosen.size(_MILLIMETRE)
    name = paper_name((size.width(), size.height()))
    return name if name in SHEET_MM else f"{chosen.name()}（{name}）"


def _same(paper: QPageSize, size_mm: tuple[float, float]) -> bool:
    size = paper.size(_MILLIMETRE)
    short, long = sorted((size.width(), size.height()))
    return abs(short - min(size_mm)) < NEAR_MM and abs(long - max(size_mm)) < NEAR_MM


def _has(printer: QPrinter, size_mm: tuple[float, float]) -> bool:
    """Tell whether the printer knows this paper; one that says nothing is believed to."""
    if printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat:
        return True
    known, largest = papers_of(printer)
    if any(_same(each, size_mm) for each in known):
        return True
    if largest is None:
        return not known
    short, long = sorted((largest.width(), largest.height()))
    return min(size_mm) < short + NEAR_MM and max(size_mm) < long + NEAR_MM


def papers_of(printer: QPrinter) -> tuple[list[QPageSize], QSizeF | None]:
    """Return the papers a printer says it has, and the largest that may be made up for it."""
    found = QPrinterInfo.printerInfo(printer.printerName())
    if found.isNull():
        return [], None
    largest = found.maximumPhysicalPageSize()
    made_up = found.supportsCustomPageSizes() and largest.isValid()
    return found.supportedPageSizes(), largest.size(_MILLIMETRE) if made_up else None
