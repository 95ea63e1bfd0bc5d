"""A number for the clerk's own phone: as a QR code that is shown, and kept nowhere."""

from __future__ import annotations

from ledger_app.actions.show_student import log_reveal
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.phones import dialled
from ledger_app.store.file.ledger import Ledger


def dial_code(ledger: Ledger, student_id: str, number: str) -> tuple[tuple[bool, ...], ...]:
    """Return the code of a number as rows of dark modules; noted in the audit as shown whole.

    Raises LedgerError for what no phone can dial: then nothing was shown.
    """
    uri = dialled(number)
    if not uri:
        raise LedgerError("这不是能拨打的号码。", "请先在档案里改对号码。")
    # Imported late: the window starts without the PDF library.
    from ledger_app.printing.pdf.qr import matrix

    log_reveal(ledger, student_id)
    return matrix(uri)
