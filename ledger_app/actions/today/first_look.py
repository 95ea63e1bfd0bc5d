"""Said once, when a ledger of before is first opened: how many children nobody has verified."""

from __future__ import annotations

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.standing.standings import Standing
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import student_rows
from ledger_app.store.safety.ledger_files import UNTOLD

WHY = (
    "从这一版起，没有本学期依据（报到、点名、名单、到校见到）的孩子不再算在校，"
    "要先查明在哪里。档案和记录都没有变。"
)


def take_note(ledger: Ledger) -> LedgerError | None:
    """Return what is to be said and why, None where there is nothing or it was said before.

    431 人本学期还没有核实：导入本学期花名册，或登记报到。
    """
    if not settings.get(ledger, UNTOLD):
        return None
    if not ledger.refusal:
        settings.put(ledger, {UNTOLD: False}, audited=False)
    counts = dict(student_rows.values_of(ledger, "standing"))
    count = counts.get(Standing.UNVERIFIED, 0)
    if not count:
        return None
    return LedgerError(f"{count} 人本学期还没有核实：导入本学期花名册，或登记报到。", WHY)
