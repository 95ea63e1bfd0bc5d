"""What stands around the table on a page: title, unit and dates above, page number below."""

from __future__ import annotations

from ledger_app.printing.boxes import Text, placed
from ledger_app.printing.fonts import PT_MM, printable, width_mm
from ledger_app.printing.model import Align, Card, Paper, PrintedTable

TITLE_PT, LINE_PT, RUNNING_PT, FOOT_PT = 18.0, 10.0, 8.0, 6.5
PAGE_PT, CARD_PT = 9.0, 9.0
EN_SPACE = "\u2002"  # this font's own space is so narrow that text readers drop it
LEAST_TITLE_PT = 10.0
LEAST_GAP_MM = 4.0  # between neighbours on a line


def opening(
    ledger: PrintedTable, left: float, right: float, top: float
) -> tuple[float, tuple[Text, ...]]:
    """Return where the table begins on the first page, and the texts above it."""
    y = top + TITLE_PT * PT_MM
    texts = [title(ledger.title, left, right, y)]
    if ledger.subtitle:
        y += 6.0
        texts.append(placed(printable(ledger.subtitle), left, right, y, LINE_PT, Align.CENTRE))
    y += 8.5
    unit, day = f"填报单位（盖章）：{ledger.unit}", f"填报日期：{ledger.filled_on}"
    texts += line_of_three((unit, f"截至：{ledger.as_of}", day), left, right, y, LINE_PT)
    return y + 2.5, tuple(texts)


def reopening(
    ledger: PrintedTable, left: float, right: float, top: float
) -> tuple[float, tuple[Text, ...]]:
    """Return the same for every later page: one small line that tells loose sheets apart."""
    y = top + RUNNING_PT * PT_MM
    name = "　".join(filter(None, (f"{ledger.title}（续）", ledger.subtitle)))
    texts = (f"填报单位：{ledger.unit}", name, f"截至：{ledger.as_of}")
    return y + 2.0, line_of_three(texts, left, right, y, RUNNING_PT)


def card_opening(
    card: Card, left: float, right: float, top: float
) -> tuple[float, tuple[Text, ...]]:
    """Return where the first block of a card begins, and the texts above it."""
    y = top + TITLE_PT * PT_MM
    line = y + 7.5
    unit, number = f"填报单位（盖章）：{card.unit}", f"档案编号：{card.file_no}"
    texts = line_of_three((unit, f"截至：{card.as_of}", number), left, right, line, CARD_PT)
    return line + 2.5, (title(card.title, left, right, y), *texts)


def card_reopening(
    card: Card, left: float, right: float, top: float
) -> tuple[float, tuple[Text, ...]]:
    """Return the same for later pages of a card."""
    y = top + RUNNING_PT * PT_MM
    return y + 2.0, (
        placed(printable(f"{card.title}（续页）"), left, right, y, RUNNING_PT, Align.LEFT),
        placed(printable(f"档案编号：{card.file_no}"), left, right, y, RUNNING_PT, Align.RIGHT),
    )


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


def page_foot(sheet: PrintedTable | Card, number: int, total: int) -> tuple[Text, ...]:
    """Return the foot of one page: edition left, page number in the middle, purpose right."""
    paper: Paper = sheet.paper
    width, height = paper.size_mm
    _, right, bottom, left = paper.margins_mm
    y = height - bottom + 6.0
    edge = width - right
    pages = f"第 {number} 页 共 {total} 页".replace(" ", EN_SPACE)
    foot = [placed(pages, left, edge, y, PAGE_PT, Align.CENTRE)]
    if sheet.footer:
        foot.append(placed(printable(sheet.footer), left, edge, y, FOOT_PT, Align.LEFT))
    if sheet.purpose:
        foot.append(placed(printable(sheet.purpose), left, edge, y, FOOT_PT, Align.RIGHT))
    return tuple(foot)
