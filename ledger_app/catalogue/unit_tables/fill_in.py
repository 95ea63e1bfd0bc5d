"""A fill-in workbook that was handed out to a class, and whether it has come back."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Owner, Table
from ledger_app.catalogue.sections import in_section

FILL_IN = Table(
    key="fill_in",
    label="填报表",
    of_student=False,
    order=290,
    sort_by="handed_on",
    title=("handed_on", "school", "grade", "class_no"),
    days=(Dated(key="handed_on"), Dated(key="returned_on")),
    typed=False,
    owner=Owner.HERE,
    fields=in_section(
        "填报表",
        Field(key="handed_on", label="发出日期", kind=Kind.DATE),
        Field(key="school", label="学校", kind=Kind.SCHOOL),
        Field(key="grade", label="年级", kind=Kind.CODE, codes="grade"),
        Field(key="class_no", label="班级", max_length=40),
        Field(key="asked", label="要填的项目", max_length=2000),
        Field(key="child_count", label="人数", kind=Kind.INTEGER),
        Field(key="returned_on", label="交回日期", kind=Kind.DATE),
        Field(key="returned_count", label="交回行数", kind=Kind.INTEGER),
        Field(key="source", label="交回的文件", max_length=260),
    ),
)
