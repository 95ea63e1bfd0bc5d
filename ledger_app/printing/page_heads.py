"""What stands around the table on a page: title, unit and dates above, page number below."""

from __future__ import annotations

from ledger_app.printing.boxes import Text, placed
from ledger_app.printing.cells import LEADING
from ledger_app.printing.fonts import PT_MM, advances, printable, width_mm
from ledger_app.printing.model import Align, PrintedSheet
from ledger_app.printing.wrapping import wrap

TITLE_PT, LINE_PT, RUNNING_PT, FOOT_PT = 18.0, 10.0, 8.0, 7.0
PAGE_PT = 9.0
EN_SPACE = "\u2002"  # this font's own space is so narrow that text readers drop it
LEAST_TITLE_PT, LEAST_LINE_PT = 10.0, 7.0
LEAST_GAP_MM = 4.0  # between neighbours on a line


def line_of_three(
    texts: tuple[str, str, str], left: float, right: float, y: float, size: float
) -> tuple[Text, ...]:
    """Set three texts at the left, in the middle and at the right; none runs into another.

    The middle one gives way to a long neighbour; all are made smaller if the line is too short,
    and what is still too long grows upwards.
    """
    shown = tuple(printable(text) for text in texts)
    widths = [width_mm(text, size) for text in shown]
    room = right - left - 2 * LEAST_GAP_MM
    if sum(widths) > room:
        size = max(LEAST_LINE_PT, size * room / sum(widths))
        widths = [width_mm(text, size) for text in shown]
        longest = widths.index(max(widths))
        widths[longest] = min(widths[longest], room - sum(widths) + widths[longest])
    first, last = left + widths[0] + LEAST_GAP_MM, right - widths[2] - LEAST_GAP_MM
    middle = min(max((left + right - widths[1]) / 2, first), last - widths[1])
    return (
        *_grown(shown[0], left, left + widths[0], y, size, Align.LEFT),
        *_grown(shown[1], middle, middle + widths[1], y, size, Align.LEFT),
        *_grown(shown[2], right - widths[2], right, y, size, Align.RIGHT),
    )


def _grown(
    text: str, left: float, right: float, y: float, size: float, align: Align, bold: bool = False
) -> tuple[Text, ...]:
    """Set a text whose last line stands at y, lines that find no room there above it."""
    if width_mm(text, size, bold) <= right - left + 0.01:
        return (placed(text, left, right, y, size, align, bold),)
    lines = wrap(text, (right - left) * 1000 / (size * PT_MM), advances(bold))
    leading = LEADING * size * PT_MM
    return tuple(
        placed(line, left, right, y - number * leading, size, align, bold)
        for number, line in enumerate(reversed(lines))
    )


def in_middle(
    text: str, left: float, right: float, y: float, size: float, bold: bool = False
) -> tuple[Text, ...]:
    """Set a line in the middle, made smaller if the sheet is too narrow for it, then parted."""
    shown = printable(text)
    wide = width_mm(shown, size, bold)
    if wide > right - left:
        size = max(min(LEAST_TITLE_PT, size - 3.0), size * (right - left) / wide)
    return _grown(shown, left, right, y, size, Align.CENTRE, bold)


def title(text: str, left: float, right: float, y: float) -> tuple[Text, ...]:
    """Set a title in the middle."""
    return in_middle(text, left, right, y, TITLE_PT, bold=True)


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
