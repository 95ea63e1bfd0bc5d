"""One field that two units have otherwise, or a record that one deleted: waits for a person."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Owner, Table
from ledger_app.catalogue.sections import in_section

CONFLICT = Table(
    key="conflict",
    label="移交冲突",
    of_student=False,
    order=320,
    sort_by="found_on",
    title=("found_on", "table_name", "field"),
    days=(Dated(key="found_on"), Dated(key="decided_on")),
    names_children=("student",),
    typed=False,
    owner=Owner.HERE,
    fields=in_section(
        "移交冲突",
        Field(key="student", label="学生", max_length=40),  # empty: a record of the unit
        Field(key="table_name", label="表", max_length=40),
        Field(key="record", label="记录", max_length=200),
        Field(key="field", label="项目", max_length=60),  # empty: whether the record stays
        Field(key="kind", label="种类", kind=Kind.CODE, codes="conflict_kind"),
        # Stored values as JSON; null is empty.
        Field(key="base", label="上次一致的值", kind=Kind.LONG_TEXT, max_length=20_000),
        Field(key="ours", label="本台账的值", kind=Kind.LONG_TEXT, max_length=20_000),
        Field(key="theirs", label="来包的值", kind=Kind.LONG_TEXT, max_length=20_000),
        Field(key="ours_by", label="本方修改人", max_length=50),
        Field(key="ours_at", label="本方修改时间", max_length=20),
        Field(key="theirs_by", label="对方修改人", max_length=50),
        Field(key="theirs_at", label="对方修改时间", max_length=20),
        Field(key="note", label="对方说明", kind=Kind.LONG_TEXT, max_length=2000),
        Field(key="unit_code", label="对方代码", max_length=40),
        Field(key="digest", label="来自哪一包", max_length=80),
        Field(key="found_on", label="发现日期", kind=Kind.DATE),
        Field(key="answer", label="决定", kind=Kind.CODE, codes="conflict_answer"),
        Field(key="reason", label="理由", kind=Kind.LONG_TEXT, max_length=2000),
        Field(key="decided_by", label="决定人", max_length=50),
        Field(key="decided_on", label="决定日期", kind=Kind.DATE),
    ),
)
