"""A number typed a second time from the paper and compared: as EpiData and REDCap have it."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Owner, Table
from ledger_app.catalogue.sections import in_section

SECOND_LOOK = Table(
    key="second_look",
    label="复录核对",
    order=222,
    sort_by="looked_on",
    title=("looked_on", "looked_key"),
    days=(Dated(key="looked_on", title="复录核对"),),
    in_file=True,
    typed=False,
    owner=Owner.MAKER,
    fields=in_section(
        "复录核对",
        Field(key="looked_table", label="核对的表", max_length=40),
        Field(key="looked_record", label="核对的记录", max_length=40),
        Field(key="looked_key", label="核对的项目", max_length=40),
        # Of the value that was compared: once it is another one, nobody has looked a second time.
        Field(key="value_digest", label="核对的值（摘要）", max_length=64),
        Field(key="was_equal", label="一次相符", kind=Kind.YES_NO, codes="yesno"),
        Field(key="looked_by", label="核对人", kind=Kind.NAME, max_length=50),
        Field(key="looked_on", label="核对日期", kind=Kind.DATE),
    ),
)
