"""Pages of boxes as text, for goldens that people can read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ledger_app.printing.boxes import PAD_MM, Band, Page

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "printing"


def described(pages: Iterable[Page]) -> str:
    """Return one line a text, rule and table row, in tenths of millimetres."""
    lines = []
    for number, page in enumerate(pages, 1):
        lines.append(f"page {number} {page.width:g}x{page.height:g}")
        lines += [
            f"text {t.x:.1f} {t.y:.1f} {t.size_pt:g}{'b' if t.bold else ''} {t.text}"
            for t in page.texts
        ]
        lines += [f"rule {r.x1:.1f} {r.y1:.1f} {r.x2:.1f} {r.y2:.1f}" for r in page.strokes]
        for band in page.bands:
            lines += _band(band)
    return "\n".join(lines) + "\n"


def _band(band: Band) -> list[str]:
    lines = ["band " + " ".join(f"{edge:.1f}" for edge in band.edges) + f" top {band.top:.1f}"]
    for row in band.rows:
        lines.append(f"row {row.bottom:.1f}")
        lines += [
            f"  {edge + PAD_MM + x:.1f} {row.baseline + y:.1f} {cell.size_pt:g} {text}"
            for edge, cell in zip(band.edges, row.cells, strict=False)
            for x, y, text in cell.lines
            if text
        ]
    return lines


def same_as_golden(name: str, text: str) -> None:
    """Compare with tests/golden/printing; UPDATE_GOLDEN=1 writes it anew."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{path} differs; UPDATE_GOLDEN=1 renews it"
