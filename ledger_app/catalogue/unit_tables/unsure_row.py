"""A row of a workbook of which nobody could tell whose it is: set aside until it is decided."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Owner, Table
from ledger_app.catalogue.sections import in_section

UNSURE_ROW = Table(
    key="unsure_row",
    label="拿不准的行",
    work="定拿不准的行",
    of_student=False,
    order=250,
    sort_by="listed_on",
    title=("listed_on", "name", "source"),
    days=(Dated(key="listed_on"), Dated(key="decided_on")),
    names_children=("candidates", "student"),
    typed=False,
    owner=Owner.HERE,
    fields=in_section(
        "拿不准的行",
        Field(key="listed_on", label="读入日期", kind=Kind.DATE),
        Field(key="source", label="文件", max_length=260),
        Field(key="digest", label="文件校验", max_length=64),
        Field(key="sheet", label="工作表", max_length=100),
        Field(key="row_no", label="行号", kind=Kind.INTEGER),
        Field(key="name", label="姓名", max_length=100),
        # What the same child's row is known by in the next workbook: domain/same_child.row_key.
        Field(key="row_key", label="这一行的标记", max_length=64),
        # {"values": {key: value}, "members": [{key: value}]}: all that the row says, as JSON.
        Field(key="told", label="这一行的内容", kind=Kind.LONG_TEXT, max_length=100_000),
        # Ids of the children it may be about, by blanks.
        Field(key="candidates", label="可能的孩子", kind=Kind.LONG_TEXT, max_length=10_000),
        Field(key="answer", label="答复", kind=Kind.CODE, codes="same_child"),
        # Whose file it went into, or which file was made of it.
        Field(key="student", label="归入的档案", max_length=40),
        Field(key="decided_on", label="答复日期", kind=Kind.DATE),
    ),
)
