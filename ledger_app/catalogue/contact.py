"""Calls, visits, talks, persuasion: domain.md §2.11."""

from __future__ import annotations

from ledger_app.catalogue.model import Field, Kind, Need, Table
from ledger_app.catalogue.sections import in_section

CONTACT = Table(
    key="contact",
    label="联系记录",
    sort_by="contacted_on",
    title=("contacted_on", "mode", "result"),
    fields=in_section(
        "联系记录",
        Field(
            key="contacted_on",
            label="联系(劝返)日期",
            kind=Kind.DATE,
            need=Need.FILE,
            aliases=("date", "劝返时间", "劝返日期", "联系日期", "家访日期", "日期"),
        ),
        Field(
            key="purpose",
            label="联系目的",
            kind=Kind.CODE,
            codes="contact_purpose",
            need=Need.FILE,
            aliases=("家访目的", "目的"),
        ),
        Field(
            key="mode",
            label="方式",
            kind=Kind.CODE,
            codes="contact_mode",
            need=Need.FILE,
            aliases=("联系方式", "劝返方式", "联系(劝返)方式"),
        ),
        Field(key="place", label="地点", max_length=100, aliases=("联系地点", "劝返地点")),
        Field(
            key="persuaders",
            label="联系(劝返)人员姓名",
            need=Need.FILE,
            max_length=200,
            aliases=("劝返人员姓名", "劝返人员", "家访教师", "联系人员"),
            help="几个人之间用顿号隔开，可以写上单位和职务。",
        ),
        Field(
            key="persuader_phone",
            label="劝返人员电话",
            kind=Kind.PHONE,
            need=Need.PRINT,
            max_length=60,
            aliases=("联系人员电话",),
        ),
        Field(
            key="met_who",
            label="见面对象",
            kind=Kind.CODES,
            codes="met_who",
            aliases=("联系对象",),
        ),
        Field(
            key="content",
            label="劝返就读情况记录/谈话内容",
            kind=Kind.LONG_TEXT,
            need=Need.FILE,
            max_length=4000,
            aliases=("劝返就读情况记录", "谈话内容", "内容"),
        ),
        Field(
            key="student_attitude",
            label="学生态度",
            kind=Kind.LONG_TEXT,
            max_length=1000,
        ),
        Field(
            key="parent_attitude",
            label="家长态度",
            kind=Kind.LONG_TEXT,
            max_length=1000,
            aliases=("家长意见与建议",),
        ),
        Field(
            key="result",
            label="劝返结果",
            kind=Kind.CODE,
            codes="persuade_result",
            need=Need.SOMETIMES,
            aliases=("结果", "联系结果"),
        ),
        Field(
            key="promised_on",
            label="承诺返校日期",
            kind=Kind.DATE,
            need=Need.SOMETIMES,
            aliases=("promise_date", "承诺日期"),
            help="填了以后，到期还没返校会提醒。",
        ),
        Field(
            key="next_plan",
            label="下一步措施",
            kind=Kind.LONG_TEXT,
            max_length=1000,
            aliases=("后续跟进计划", "下一步计划"),
        ),
        Field(
            key="next_on",
            label="下次联系日期",
            kind=Kind.DATE,
        ),
        Field(
            key="evidence",
            label="佐证",
            max_length=500,
            aliases=("佐证材料", "佐证(照片/录音/影像)"),
            help="只写照片、录音的文件名和存放处。",
        ),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
