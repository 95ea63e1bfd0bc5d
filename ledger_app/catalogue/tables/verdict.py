"""通过 or 退回 of a file that a package changed: as Survey Solutions has it, peers2.md §1 (d)."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Owner, Table
from ledger_app.catalogue.sections import Section, in_section

VERDICT = Table(
    key="verdict",
    label="审核",
    order=212,
    sort_by="given_on",
    title=("given_on", "verdict", "reason"),
    days=(
        Dated(key="given_on", title="乡镇审核", named_by="verdict", told=("reason",)),
        Dated(key="replied_on", title="答复退回", told=("reply",)),
    ),
    in_file=True,
    work="改档案或答复",
    typed=False,
    owner=Owner.TOWNSHIP,
    answered=("reply", "replied_by", "replied_on", "sent_back_on"),
    fields=in_section(
        Section("审核", filled_by="乡镇(中心校)", source="收到的移交包"),
        Field(key="digest", label="所审的包", max_length=80),
        Field(key="sequence", label="包号", kind=Kind.INTEGER),
        Field(key="verdict", label="审核意见", kind=Kind.CODE, codes="verdict"),
        Field(key="reason", label="退回原因", kind=Kind.LONG_TEXT, max_length=2000),
        Field(key="given_by", label="审核人", kind=Kind.NAME, max_length=50),
        Field(key="given_on", label="审核日期", kind=Kind.DATE),
        Field(key="reply", label="答复说明", kind=Kind.LONG_TEXT, max_length=2000),
        Field(key="replied_by", label="答复人", kind=Kind.NAME, max_length=50),
        Field(key="replied_on", label="答复日期", kind=Kind.DATE),
        # Set by packing: the file went up again, changed or answered.
        Field(key="sent_back_on", label="重新上交日期", kind=Kind.DATE),
    ),
)
