"""A number for the clerk's own phone: as a QR code that is shown, and kept nowhere."""

from __future__ import annotations

from collections.abc import Collection

from ledger_app.actions.checking.safety_lines import SafetyLine, must_be_read, safety_lines
from ledger_app.actions.show_student import log_reveal
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.phones import dialled
from ledger_app.store.file.ledger import Ledger

WHAT = "dial_code"  # in the audit


def dial_code(
    ledger: Ledger, student_id: str, number: str, seen: Collection[SafetyLine] = ()
) -> tuple[tuple[bool, ...], ...]:
    """Return the code of a number as rows of dark modules; noted in the audit as shown whole.

    Raises LedgerError for what no phone can dial, NotRead for a safety note that is not among
    those `seen`: then nothing was shown.
    """
    uri = dialled(number)
    if not uri:
        raise LedgerError("这不是能拨打的号码。", "请先在档案里改对号码。")
    must_be_read(ledger, WHAT, safety_lines(ledger, [student_id]), seen)
    # Imported late: the window starts without the PDF library.
    from ledger_app.printing.pdf.qr import matrix

    log_reveal(ledger, student_id)
    return matrix(uri)
