"""Why a child is watched: 重点关注, domain.md §2.6."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, First, Kind, Need, Table
from ledger_app.catalogue.sections import Section, in_section

CONCERN = Table(
    key="concern",
    label="重点关注",
    aliases=("关注", "特殊群体"),
    order=20,
    tab="关注",
    sort_by="since_on",
    title=("since_on", "risk_categories", "risk_level"),
    days=(
        Dated(
            key="since_on",
            title="列为重点关注",
            told=("risk_level", "risk_categories", "situation"),
        ),
        Dated(key="until_on", title="解除关注", told=("lifted_reason",), facts=("lifted_reason",)),
    ),
    first=(("since_on", First.TODAY),),
    telling=("lifted_reason",),
    listed=True,
    fields=in_section(
        Section("重点关注", filled_by="班主任", source="家访、摸排，部门名单"),
        Field(
            key="since_on",
            label="开始关注日期",
            kind=Kind.DATE,
            need=Need.FILE,
            aliases=("since", "纳入日期", "开始日期"),
        ),
        Field(
            key="risk_categories",
            label="重点关注类别",
            kind=Kind.CODES,
            codes="risk_category",
            need=Need.PRINT,
            aliases=("特殊类别", "特殊群体类别", "关注类别"),
        ),
        Field(
            key="risk_level",
            label="风险等级",
            kind=Kind.CODE,
            codes="risk_level",
            need=Need.PRINT,
            help="红：已缺勤三天以上或已外出；黄：有两类以上风险或有外出意向；绿：一般关注。",
        ),
        Field(
            key="situation",
            label="家庭情况简述",
            kind=Kind.LONG_TEXT,
            max_length=2000,
            aliases=("家庭情况",),
        ),
        Field(
            key="measures",
            label="帮扶措施",
            kind=Kind.LONG_TEXT,
            max_length=2000,
        ),
        Field(
            key="contact_frequency",
            label="联系频次",
            max_length=50,
            help="写成 每周1次、每月2次、每学期家访1次 这样，到时会提醒；“经常”“不定期”不会。",
        ),
        Field(
            key="until_on",
            label="解除日期",
            kind=Kind.DATE,
            aliases=("until", "解除关注日期"),
        ),
        Field(
            key="lifted_reason",
            label="解除原因",
            need=Need.SOMETIMES,
            max_length=200,
            aliases=("解除关注原因",),
        ),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
