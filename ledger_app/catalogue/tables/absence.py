"""Missing school for a day or more, and who was told: domain.md §2.9."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, First, Kind, Need, Table
from ledger_app.catalogue.sections import Section, in_section

ABSENCE = Table(
    key="absence",
    label="缺勤记录",
    aliases=("缺勤", "缺课", "请假"),
    order=26,
    tab="缺勤",
    sort_by="from_on",
    title=("from_on", "to_on", "reason_given"),
    days=(
        Dated(key="from_on", title="开始缺勤", told=("reason_given", "excused")),
        Dated(key="to_on", title="缺勤最后一天", planned=True),  # of a leave that was asked for
        Dated(key="home_visit_on", title="因缺勤家访"),
    ),
    first=(("from_on", First.TODAY), ("excused", "0")),
    suggested=("contact_by",),
    telling=("contact_result",),
    work="登记缺勤处理",
    fields=in_section(
        Section("缺勤", filled_by="班主任", source="点名"),
        Field(
            key="from_on",
            label="缺勤起",
            kind=Kind.DATE,
            need=Need.FILE,
            aliases=("from_date", "缺勤开始日期"),
            help="第一个没到校的上课日。",
        ),
        Field(
            key="to_on",
            label="缺勤止",
            kind=Kind.DATE,
            aliases=("to_date", "缺勤结束日期"),
            help="最后一个没到校的上课日，还没回来就空着；请了假的写请到哪一天。",
        ),
        Field(
            key="reason_given",
            label="缺勤事由",
            kind=Kind.CODE,
            codes="absence_reason",
            need=Need.FILE,
            aliases=("缺勤原因",),
        ),
        Field(
            key="excused",
            label="是否请假",
            kind=Kind.YES_NO,
            codes="yesno",
            need=Need.FILE,
        ),
    )
    + in_section(
        Section("联系与上报", filled_by="班主任", source="当次联系的记录"),
        Field(
            key="contacted_at",
            label="首次联系时间",
            max_length=40,
            aliases=("contact_time",),
            help="几月几日几点，例如 09-03 08:40。",
        ),
        Field(key="contact_by", label="联系人", kind=Kind.NAME, max_length=50),
        Field(key="contact_result", label="首次联系结果", max_length=500),
        Field(key="home_visit_on", label="缺勤家访日期", kind=Kind.DATE),
        Field(
            key="escalated_to",
            label="已报告到",
            max_length=200,
            help="教务处、校长、村委会、乡镇、县局，各写上时间。",
        ),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
