"""A school that student files point to: domain.md §3.4."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Need, Table
from ledger_app.catalogue.sections import Section, in_section

SCHOOL = Table(
    key="school",
    label="学校",
    of_student=False,
    order=210,
    sort_by="name",
    days=(Dated(key="closed_on", planned=True),),  # a closure is decided before it comes
    title=("name", "kind", "township_name"),
    fields=in_section(
        Section("学校", filled_by="学籍管理员", source="学校基本信息（教育局核定）"),
        Field(
            key="name",
            label="学校名称",
            need=Need.FILE,
            max_length=100,
            aliases=("school_name", "校名"),
            help="与学校公章一致。",
        ),
        Field(
            key="code",
            label="学校标识码",
            need=Need.FILE,
            max_length=10,
            aliases=("school_id", "学校代码", "标识码"),
            help="10 位数字。",
        ),
        Field(
            key="kind",
            label="学校类型",
            kind=Kind.CODE,
            codes="school_kind",
            need=Need.FILE,
            aliases=("办学类型", "学校类别"),
        ),
        Field(
            key="township_code",
            label="乡镇(街道)代码",
            kind=Kind.REGION,
            max_length=12,
            aliases=("乡镇代码", "街道代码"),
        ),
        Field(
            key="township_name",
            label="乡镇(街道)",
            max_length=50,
            aliases=("乡镇", "街道", "所属乡镇"),
        ),
        Field(key="village_name", label="村(社区)", max_length=50, aliases=("村名", "所在村")),
        Field(
            key="status",
            label="学校状态",
            kind=Kind.CODE,
            codes="school_status",
            aliases=("办学状态",),
        ),
        Field(
            key="closed_on",
            label="撤并日期",
            kind=Kind.DATE,
            need=Need.SOMETIMES,
        ),
        Field(
            key="receiving_school",
            label="接收学校",
            kind=Kind.SCHOOL_NAME,
            need=Need.SOMETIMES,
            max_length=100,
        ),
        Field(key="principal", label="校长", kind=Kind.NAME, max_length=50, aliases=("校长姓名",)),
        Field(key="phone", label="联系电话", kind=Kind.PHONE, max_length=30, aliases=("电话",)),
        Field(key="address", label="学校地址", max_length=200, aliases=("地址",)),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
