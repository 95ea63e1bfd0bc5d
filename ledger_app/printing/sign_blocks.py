"""What stands under the table on the last page: notes, signatures, room for the stamp."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.printing.boxes import Stroke, Text, placed
from ledger_app.printing.cells import LEADING
from ledger_app.printing.fonts import PT_MM, advances, printable, width_mm
from ledger_app.printing.model import Align, PrintedSheet
from ledger_app.printing.wrapping import wrap

STAMP_MM = 45.0  # a round seal is 42 mm across; domain.md §4 asks for 45 mm square
SIGNER_MM, SIGNER_LINE_MM = 62.0, 13.0
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


def closing(sheet: PrintedSheet, left: float, right: float) -> Closing:
    """Lay out notes and signatures between two edges, top at y = 0."""
    notes = _notes(sheet.notes, left, right)
    signs = signatures(sheet.signers, left, right).at(notes.height)
    return Closing(notes.height + signs.height, notes.texts + signs.texts, signs.strokes)


def signatures(signers: tuple[str, ...], left: float, right: float) -> Closing:
    """Lay out a labelled line for each signer, and a square for the stamp at the right."""
    if not signers:
        return Closing(0.0)
    edge = right - STAMP_MM
    per_line = max(1, int((edge - left) // SIGNER_MM))
    pitch = (edge - left) / per_line
    lines = -(-len(signers) // per_line)
    texts, strokes = _stamp(edge, right)
    for index, signer in enumerate(signers):
        x, y = left + index % per_line * pitch, 12.0 + index // per_line * SIGNER_LINE_MM
        label = printable(f"{signer}：")
        texts.append(Text(x, y, label, SIGN_PT))
        strokes.append(Stroke(x + width_mm(label, SIGN_PT) + 1, y + 1, x + pitch - 6, y + 1))
    return Closing(max(STAMP_MM, 12.0 + lines * SIGNER_LINE_MM) + 2.0, tuple(texts), tuple(strokes))


def _stamp(left: float, right: float) -> tuple[list[Text], list[Stroke]]:
    return [
        placed("（盖章）", left, right, STAMP_MM / 2, SIGN_PT, Align.CENTRE),
        placed("年　　月　　日", left, right, STAMP_MM - 4, SIGN_PT, Align.CENTRE),
    ], []


def _notes(notes: tuple[str, ...], left: float, right: float) -> Closing:
    leading = LEADING * NOTE_PT * PT_MM
    room = (right - left) * 1000 / (NOTE_PT * PT_MM)
    lines = [line for note in notes for line in wrap(printable(note), room, advances())]
    texts = tuple(
        Text(left, 2.0 + (number + 1) * leading, line, NOTE_PT) for number, line in enumerate(lines)
    )
    return Closing(2.0 + len(lines) * leading if lines else 0.0, texts)
