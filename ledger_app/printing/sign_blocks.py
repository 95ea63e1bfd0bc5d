"""What stands under the table on the last page: notes, signatures, room for the stamp."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.printing.boxes import Stroke, Text
from ledger_app.printing.cells import LEADING
from ledger_app.printing.fonts import PT_MM, advances, printable, width_mm
from ledger_app.printing.model import PrintedSheet
from ledger_app.printing.wrapping import wrap

STAMP_MM = 45.0  # a round seal is 42 mm across; domain.md §4 asks for 45 mm square
STAMPED, DAY = "填报单位（盖章）：", "年　　月　　日"
FIRST_MM, SIGNER_LINE_MM, UNDER_MM = 12.0, 13.0, 10.0  # baselines from what stands above
LEAST_LINE_MM, MOST_LINE_MM, BESIDE_MM = 22.0, 45.0, 7.0
NOTE_PT, SIGN_PT = 8.0, 10.0


@dataclass(frozen=True)
class Closing:
    """The block with its top at y = 0."""

    height: float
    texts: tuple[Text, ...] = ()
    strokes: tuple[Stroke, ...] = ()

    def at(self, top: float) -> Closing:
        """Return the block moved down."""
        return Closing(
            self.height,
            tuple(Text(t.x, t.y + top, t.text, t.size_pt, t.bold) for t in self.texts),
            tuple(Stroke(r.x1, r.y1 + top, r.x2, r.y2 + top, r.width) for r in self.strokes),
        )


def unit_label(sheet: PrintedSheet) -> str:
    """Return what stands before the unit at the head: a signed sheet is stamped below."""
    return "填报单位：" if sheet.signers else STAMPED


def closing(sheet: PrintedSheet, left: float, right: float) -> Closing:
    """Lay out notes and signatures between two edges, top at y = 0."""
    notes = _notes(sheet.notes, left, right)
    if not sheet.signers:
        return notes
    lines = signatures(sheet.signers, left, right - STAMP_MM)
    stamped = _stamp_line(sheet.unit, left, right - STAMP_MM).at(lines.height)
    height = max(STAMP_MM, stamped.height + lines.height) + 2.0
    # Beside the last lines nothing but white: a round seal is not set on words.
    drop = max(0.0, height - 2.0 - lines.height - stamped.height)
    signs, stamp = lines.at(notes.height), stamped.at(notes.height + drop)
    return Closing(notes.height + height, notes.texts + signs.texts + stamp.texts, signs.strokes)


def signatures(signers: tuple[str, ...], left: float, right: float) -> Closing:
    """Lay out a label for each signer and after it a line, all of one length."""
    unit = SIGN_PT * PT_MM / 1000
    room = (right - left - BESIDE_MM - LEAST_LINE_MM) / unit
    labels = [wrap(printable(f"{signer}："), room, advances()) for signer in signers]
    widest = max(width_mm(line, SIGN_PT) for label in labels for line in label)
    per_line = max(1, int((right - left) // (widest + BESIDE_MM + LEAST_LINE_MM)))
    pitch = (right - left) / min(per_line, len(labels))
    length = min(MOST_LINE_MM, pitch - widest - BESIDE_MM)
    leading = LEADING * SIGN_PT * PT_MM
    texts, strokes = [], []
    for index, label in enumerate(labels):
        x, y = left + index % per_line * pitch, FIRST_MM + index // per_line * SIGNER_LINE_MM
        for number, line in enumerate(reversed(label)):  # a long one grows upwards
            texts.append(Text(x, y - number * leading, line, SIGN_PT))
        start = x + width_mm(label[-1], SIGN_PT) + 1
        strokes.append(Stroke(start, y + 1, start + length, y + 1))
    lines = -(-len(labels) // per_line)
    return Closing(FIRST_MM + (lines - 1) * SIGNER_LINE_MM + 3.0, tuple(texts), tuple(strokes))


def _stamp_line(unit: str, left: float, right: float) -> Closing:
    """Lay out who stamps it and when, beside the room for the stamp."""
    room = (right - left - 2.0) * 1000 / (SIGN_PT * PT_MM)
    lines = wrap(printable(f"{STAMPED}{unit}"), room, advances())
    leading = LEADING * SIGN_PT * PT_MM
    texts = [
        Text(left, UNDER_MM + number * leading, line, SIGN_PT) for number, line in enumerate(lines)
    ]
    day = width_mm(DAY, SIGN_PT)
    last = UNDER_MM + (len(lines) - 1) * leading
    if left + width_mm(lines[-1], SIGN_PT) + BESIDE_MM + day > right - 2.0:
        last += leading
    texts.append(Text(right - 2.0 - day, last, DAY, SIGN_PT))
    return Closing(last + 3.0, tuple(texts))


def _notes(notes: tuple[str, ...], left: float, right: float) -> Closing:
    leading = LEADING * NOTE_PT * PT_MM
    room = (right - left) * 1000 / (NOTE_PT * PT_MM)
    lines = [line for note in notes for line in wrap(printable(note), room, advances())]
    texts = tuple(
        Text(left, 2.0 + (number + 1) * leading, line, NOTE_PT) for number, line in enumerate(lines)
    )
    return Closing(2.0 + len(lines) * leading if lines else 0.0, texts)
