"""QR codes by reportlab's own encoder, as rows of dark and light modules: no pictures, no fonts."""

from __future__ import annotations

from reportlab.graphics.barcode import qrencoder


def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of the smallest code that holds a text, at level M (15 % may be lost)."""
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return tuple(tuple(map(bool, row)) for row in code.modules)
