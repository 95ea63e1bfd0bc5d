"""A list of names that was loaded, with its day: evidence that a school lists these children."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Table
from ledger_app.catalogue.sections import in_section

NAME_LIST = Table(
    key="name_list",
    label="名单",
    of_student=False,
    order=240,
    sort_by="listed_on",
    title=("listed_on", "source"),
    days=(Dated(key="listed_on"),),
    names_children=("children",),
    names_schools=("scope",),
    typed=False,
    fields=in_section(
        "名单",
        Field(key="listed_on", label="名单日期", kind=Kind.DATE),
        Field(key="source", label="文件", max_length=260),
        Field(key="digest", label="文件校验", max_length=64),
        # Of which classes it names children: lines of school id, grade, class number, by tabs.
        Field(key="scope", label="范围", kind=Kind.LONG_TEXT, max_length=1_000_000),
        # Ids of the children it names as being at school, by blanks.
        Field(key="children", label="名单上的学生", kind=Kind.LONG_TEXT, max_length=20_000_000),
    ),
)
