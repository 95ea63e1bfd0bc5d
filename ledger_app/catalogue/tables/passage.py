"""流转: the file of a child that goes from one unit's ledger to another's, through the township."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Owner, Table
from ledger_app.catalogue.sections import Section, in_section

PASSAGE = Table(
    key="passage",
    label="档案流转",
    order=214,
    sort_by="handed_on",
    title=("handed_on", "from_name", "to_name"),
    days=(
        Dated(key="left_on", title="离开原学校", told=("from_name", "to_name")),
        Dated(key="handed_on", title="档案流转", named_by="how", told=("from_name", "to_name")),
        Dated(key="arrived_on", title="到新学校", told=("to_name",), seen=True),
    ),
    in_file=True,
    work="填到校",
    typed=False,
    owner=Owner.TOWNSHIP,
    answered=("arrived_on", "arrived_note"),
    fields=in_section(
        Section("档案流转", filled_by="乡镇(中心校)", source="转学、分流的通知"),
        Field(key="from_code", label="原学校代码", max_length=40),
        Field(key="from_name", label="原学校", max_length=100),
        Field(key="from_phone", label="原学校电话", kind=Kind.PHONE, max_length=30),
        Field(key="to_code", label="新学校代码", max_length=40),
        Field(key="to_name", label="新学校", max_length=100),
        Field(key="to_phone", label="新学校电话", kind=Kind.PHONE, max_length=30),
        Field(key="how", label="流转方式", kind=Kind.CODE, codes="passage_how"),
        Field(key="left_on", label="离校日期", kind=Kind.DATE),
        Field(key="handed_on", label="移交日期", kind=Kind.DATE),
        Field(key="arrived_on", label="到校日期", kind=Kind.DATE),
        Field(key="arrived_note", label="到校说明", kind=Kind.LONG_TEXT, max_length=2000),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
