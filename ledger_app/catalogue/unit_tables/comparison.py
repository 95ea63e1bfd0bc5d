"""Two lists that were compared: from where and of which day, and what came out, as evidence."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Owner, Table
from ledger_app.catalogue.sections import in_section

COMPARISON = Table(
    key="comparison",
    label="比对",
    of_student=False,
    order=270,
    sort_by="compared_on",
    title=("compared_on", "left_source", "right_source"),
    days=(Dated(key="compared_on"), Dated(key="left_on"), Dated(key="right_on")),
    typed=False,
    owner=Owner.HERE,
    fields=in_section(
        "比对",
        Field(key="compared_on", label="比对日期", kind=Kind.DATE),
        Field(key="kind", label="比对种类", max_length=40),
        Field(key="left_source", label="左边名单", max_length=260),
        Field(key="left_digest", label="左边文件校验", max_length=64),
        Field(key="left_on", label="左边名单日期", kind=Kind.DATE),
        Field(key="left_count", label="左边行数", kind=Kind.INTEGER),
        Field(key="right_source", label="右边名单", max_length=260),
        Field(key="right_digest", label="右边文件校验", max_length=64),
        Field(key="right_on", label="右边名单日期", kind=Kind.DATE),
        Field(key="right_count", label="右边行数", kind=Kind.INTEGER),
        # What came out, child by child, as JSON (actions/compare/as_plain.py).
        Field(key="told", label="比对结果", kind=Kind.LONG_TEXT, max_length=20_000_000),
    ),
)
