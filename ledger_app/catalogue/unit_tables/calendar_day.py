"""An entry of the school calendar: a term, a holiday, a day made up (domain.md §9)."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Need, Owner, Table
from ledger_app.catalogue.sections import Section, in_section

CALENDAR_DAY = Table(
    key="calendar_day",
    label="校历",
    of_student=False,
    aliases=("校历日",),
    order=225,
    sort_by="from_on",
    title=("kind", "from_on", "to_on"),
    days=(Dated(key="from_on", planned=True), Dated(key="to_on", planned=True)),
    owner=Owner.TOWNSHIP,
    fields=in_section(
        Section("校历", filled_by="乡镇(中心校)", source="县教育局校历"),
        Field(
            key="kind",
            label="校历种类",
            kind=Kind.CODE,
            codes="calendar_kind",
            need=Need.FILE,
            aliases=("种类", "类型", "类别", "kind"),
            help="学期写开学第一天和放假前最后一天；寒暑假不用另录，两个学期之间就是。",
        ),
        Field(
            key="name",
            label="校历名称",
            max_length=40,
            aliases=("名称", "节日", "假期", "说明", "name"),
            help="可以不填，如：国庆节、期中家长会。",
        ),
        Field(
            key="from_on",
            label="开始日期",
            kind=Kind.DATE,
            need=Need.FILE,
            aliases=("日期", "开学日期", "起始日期", "起", "开始", "day"),
        ),
        Field(
            key="to_on",
            label="结束日期",
            kind=Kind.DATE,
            aliases=("放假日期", "最后一天", "截止日期", "止", "结束", "至"),
            help="只有一天的不用填。学期填放假前最后一个上课日。",
        ),
        Field(
            key="remark",
            label="备注",
            kind=Kind.LONG_TEXT,
            max_length=500,
            aliases=("来源", "source"),
        ),
    ),
)
