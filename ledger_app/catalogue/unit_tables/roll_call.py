"""报到 or 点名 of one class on one day: evidence for everyone who was there (domain.md §2.19)."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Table
from ledger_app.catalogue.sections import Section, in_section

ROLL_CALL = Table(
    key="roll_call",
    label="点名",
    of_student=False,
    order=230,
    sort_by="held_on",
    title=("held_on", "kind", "grade", "class_no"),
    days=(Dated(key="held_on", seen=True),),
    names_children=("children",),
    typed=False,
    fields=in_section(
        Section("点名", filled_by="班主任", source="当天点名"),
        Field(key="school", label="学校", kind=Kind.SCHOOL),
        Field(key="grade", label="年级", kind=Kind.CODE, codes="grade"),
        Field(key="class_no", label="班级", max_length=40),
        Field(key="held_on", label="点名日期", kind=Kind.DATE),
        Field(key="kind", label="点名种类", kind=Kind.CODE, codes="roll_call_kind"),
        Field(key="taken_by", label="点名人", kind=Kind.NAME, max_length=50),
        Field(key="listed", label="应到人数", kind=Kind.INTEGER),
        Field(key="present", label="实到人数", kind=Kind.INTEGER),
        # Ids of the children that were there, by blanks: who is in a class changes, this does not.
        Field(key="children", label="到校学生", kind=Kind.LONG_TEXT, max_length=1_000_000),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=500),
    ),
)
