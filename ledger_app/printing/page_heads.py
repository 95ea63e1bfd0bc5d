"""What stands around the table on a page: title, unit and dates above, page number below."""

from __future__ import annotations

from ledger_app.printing.boxes import Text, placed
from ledger_app.printing.fonts import printable, width_mm
from ledger_app.printing.model import Align, PrintedSheet

TITLE_PT, LINE_PT, RUNNING_PT, FOOT_PT = 18.0, 10.0, 8.0, 7.0
PAGE_PT = 9.0
EN_SPACE = "\u2002"  # this font's own space is so narrow that text readers drop it
LEAST_TITLE_PT = 10.0
LEAST_GAP_MM = 4.0  # between neighbours on a line


def line_of_three(
    texts: tuple[str, str, str], left: float, right: float, y: float, size: float
) -> tuple[Text, ...]:
    """Set three texts at the left, in the middle and at the right; none runs into another.

    The middle one gives way to a long neighbour; all are made smaller if the line is too short.
    """
    shown = tuple(printable(text) for text in texts)
    widths = [width_mm(text, size) for text in shown]
    room = right - left - 2 * LEAST_GAP_MM
    if sum(widths) > room:
        size *= room / sum(widths)
        widths = [width_mm(text, size) for text in shown]
    first, last = left + widths[0] + LEAST_GAP_MM, right - widths[2] - LEAST_GAP_MM
    middle = min(max((left + right - widths[1]) / 2, first), last - widths[1])
    return (
        placed(shown[0], left, right, y, size, Align.LEFT),
        Text(middle, y, shown[1], size),
        placed(shown[2], left, right, y, size, Align.RIGHT),
    )


def title(text: str, left: float, right: float, y: float) -> Text:
    """Set a title in the middle, made smaller if the sheet is too narrow for it."""
    shown = printable(text)
    size = TITLE_PT
    wide = width_mm(shown, size, bold=True)
    if wide > right - left:
        size = max(LEAST_TITLE_PT, size * (right - left) / wide)
    return placed(shown, left, right, y, size, Align.CENTRE, bold=True)


def page_foot(sheet: PrintedSheet, number: int, total: int) -> tuple[Text, ...]:
    """Return the foot of one page: edition left, page number in the middle, purpose right."""
    width, height = sheet.paper.size_mm
    _, right, bottom, left = sheet.paper.margins_mm
    y = height - bottom + 5.0
    edge = width - right
    pages = f"第 {number} 页 共 {total} 页".replace(" ", EN_SPACE)
    foot = [placed(pages, left, edge, y, PAGE_PT, Align.CENTRE)]
    if sheet.footer:
        foot.append(placed(printable(sheet.footer), left, edge, y, FOOT_PT, Align.LEFT))
    if sheet.purpose:
        foot.append(placed(printable(sheet.purpose), left, edge, y, FOOT_PT, Align.RIGHT))
    return tuple(foot)
