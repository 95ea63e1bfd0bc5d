"""A change in the national register, with its dates: domain.md §2.19, §3.2; §6 counts by them."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, First, Kind, Need, Table
from ledger_app.catalogue.sections import Section, in_section

REGISTER_CHANGE = Table(
    key="register_change",
    label="学籍异动",
    aliases=("异动", "转学"),
    order=68,
    tab="异动",
    rare=True,
    sort_by="changed_on",
    title=("changed_on", "kind", "to_school"),
    days=(
        Dated(
            key="changed_on",
            title="学籍异动",
            named_by="kind",
            told=("from_school", "to_school", "paper_no"),
        ),
        Dated(key="completed_on", title="学籍异动办结", told=("kind", "to_school")),
    ),
    first=(("changed_on", First.TODAY), ("from_school", First.SCHOOL)),
    suggested=("to_school", "from_school"),
    listed=True,
    fields=in_section(
        Section("学籍异动", filled_by="学籍管理员", source="全国学籍系统和批件"),
        Field(
            key="kind",
            label="异动类别",
            kind=Kind.CODE,
            codes="register_change",
            need=Need.FILE,
        ),
        Field(
            key="changed_on",
            label="异动日期",
            kind=Kind.DATE,
            need=Need.FILE,
            help="转学填离校（到校）的那一天；死亡、毕业填发生的那一天。",
        ),
        Field(key="from_school", label="转出学校", kind=Kind.SCHOOL_NAME, max_length=100),
        Field(key="to_school", label="转入学校", kind=Kind.SCHOOL_NAME, max_length=100),
        Field(key="applied_on", label="申请日期", kind=Kind.DATE),
        Field(key="accepted_on", label="对方接收日期", kind=Kind.DATE),
        Field(
            key="completed_on",
            label="办结日期",
            kind=Kind.DATE,
            help="学籍系统里办完的那一天；转出没有办结，孩子仍是在籍不在校。",
        ),
        Field(
            key="paper_no",
            label="证明材料或文号",
            max_length=200,
            help="毕业证号、死亡证明、转学联系表等。",
        ),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
