"""What of another unit's records may be written here: asked by every action that keeps something.

A ledger that is paired with nobody writes all of it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ledger_app.catalogue import Table
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.merging import ownership
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import whose

_GONE = "要改，请找现在管档案的学校。"
_ASK = "要改，请在移交页请对方更正。"


def must_write(
    ledger: Ledger,
    table: Table,
    keys: Collection[str],
    student_id: str | None = None,
    record_id: str = "",
) -> None:
    """Raise LedgerError if these fields ("": the record as a whole) are another unit's to write.

    `record_id` is empty for a record that is only to be added.
    """
    sides = whose.sides(ledger)
    if not sides.is_paired:
        return
    kept = whose.kept(ledger, student_id, [record_id] if record_id else [])
    for key in keys:
        begun_in = kept.begun.get(record_id, "")
        if reason := ownership.may_write(sides, table, key, begun_in, kept.gone_to):
            raise LedgerError(reason, _GONE if kept.gone_to else _ASK)


def must_keep_all(ledger: Ledger, student_ids: Sequence[str]) -> None:
    """Raise LedgerError if the file of one of these children was handed to a unit elsewhere."""
    if gone := whose.reading_copies(ledger, student_ids):
        text = f"选中的 {len(student_ids)} 人里，{len(gone)} 人的档案已移交，这里只能看。"
        raise LedgerError(text, "请不选他们再做一次；他们的“档案状态”是已移交。")


def must_be_another_school(ledger: Ledger, school: str) -> None:
    """Raise LedgerError if a code is this ledger's own, that partners know it by."""
    if whose.sides(ledger).is_paired and school == settings.get(ledger, "own_school"):
        raise LedgerError("本校的标识码这里不能改。", "请在“设置”里改单位代码，名单会跟着改。")
