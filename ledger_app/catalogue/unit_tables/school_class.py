"""A class of a school, by grade and number: domain.md §2.1."""

from __future__ import annotations

from ledger_app.catalogue.model import Field, Kind, Need, Table
from ledger_app.catalogue.sections import Section, in_section

SCHOOL_CLASS = Table(
    key="school_class",
    label="班级",
    of_student=False,
    order=220,
    sort_by="grade",
    title=("grade", "class_no", "home_teacher"),
    fields=in_section(
        Section("班级", filled_by="学籍管理员", source="学校编班"),
        Field(
            key="school",
            label="学校",
            kind=Kind.SCHOOL,
            need=Need.FILE,
            aliases=("就读学校", "学校名称"),
        ),
        Field(key="grade", label="年级", kind=Kind.CODE, codes="grade", need=Need.FILE),
        Field(
            key="class_no",
            label="班级",
            need=Need.FILE,
            max_length=40,
            aliases=("班级号", "班号", "班级名称"),
        ),
        Field(
            key="home_teacher",
            label="班主任",
            kind=Kind.NAME,
            need=Need.PRINT,
            max_length=50,
            aliases=("班主任姓名",),
        ),
        Field(
            key="teacher_phone",
            label="班主任电话",
            kind=Kind.PHONE,
            need=Need.PRINT,
            max_length=30,
            aliases=("班主任联系电话",),
        ),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
