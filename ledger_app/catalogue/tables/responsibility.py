"""Who answers for a child: 包保, domain.md §2.13."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, First, Kind, Need, Owner, Table
from ledger_app.catalogue.sections import Section, in_section

RESPONSIBILITY = Table(
    key="responsibility",
    label="帮扶责任",
    aliases=("帮扶", "包保", "帮扶责任人"),
    order=50,
    tab="包保",
    sort_by="from_on",
    title=("helper_name", "helper_unit", "pair_kind"),
    days=(
        Dated(
            key="from_on",
            title="开始包保",
            told=("helper_name", "helper_unit", "pair_kind"),
            planned=True,
        ),
        Dated(key="to_on", title="包保结束", planned=True),
    ),
    first=(("from_on", First.TODAY),),
    suggested=("helper_name", "helper_unit"),
    owner=Owner.MAKER,
    fields=in_section(
        Section("帮扶责任", filled_by="学籍管理员", source="包保责任文件"),
        Field(
            key="helper_name",
            label="帮扶责任人",
            kind=Kind.NAME,
            need=Need.FILE,
            max_length=50,
            aliases=("帮扶联系人", "帮扶责任人(联系人)", "包保责任人", "帮扶联系人姓名", "责任人"),
        ),
        Field(
            key="helper_unit",
            label="责任人单位",
            max_length=100,
            aliases=("单位", "帮扶责任人单位"),
        ),
        Field(
            key="helper_role",
            label="责任人职务",
            max_length=50,
            aliases=("职务", "七长职务"),
            help="属于七长的写明是哪一长，例如村长、师长。",
        ),
        Field(
            key="helper_phone",
            label="责任人电话",
            kind=Kind.PHONE,
            need=Need.FILE,
            max_length=30,
            aliases=("帮扶联系人手机", "帮扶责任人电话", "包保责任人电话"),
        ),
        Field(
            key="pair_kind",
            label="包保类型",
            kind=Kind.CODE,
            codes="pair_kind",
            aliases=("包保级别", "包保层级"),
        ),
        Field(
            key="from_on",
            label="包保开始日期",
            kind=Kind.DATE,
            aliases=("from", "开始日期", "包保开始时间"),
        ),
        Field(
            key="to_on",
            label="包保结束日期",
            kind=Kind.DATE,
            aliases=("to", "结束日期", "包保结束时间"),
        ),
        Field(
            key="plan",
            label="帮扶措施",
            kind=Kind.LONG_TEXT,
            max_length=2000,
        ),
        Field(
            key="visits_per_term",
            label="约定走访频次",
            kind=Kind.INTEGER,
            aliases=("每学期走访次数",),
            help="每学期走访几次，只填数字。",
        ),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
