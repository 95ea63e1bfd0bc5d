"""One visit of 送教上门: domain.md §2.15."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, First, Kind, Need, Table
from ledger_app.catalogue.sections import Section, in_section

HOME_TEACHING = Table(
    key="home_teaching",
    label="送教上门",
    aliases=("送教", "送教记录"),
    order=66,
    tab="送教",
    rare=True,
    sort_by="taught_on",
    title=("taught_on", "team", "hours"),
    days=(
        Dated(
            key="taught_on",
            title="送教上门",
            told=("team", "hours", "content"),
            facts=("child_response",),
            seen=True,
        ),
    ),
    first=(("taught_on", First.TODAY), ("team", First.LAST)),
    suggested=("team",),
    listed=True,
    fields=in_section(
        Section("送教上门", filled_by="送教教师", source="送教当次的记录"),
        Field(key="taught_on", label="送教日期", kind=Kind.DATE, need=Need.FILE),
        Field(key="team", label="送教教师", need=Need.FILE, max_length=100),
        Field(key="hours", label="课时", kind=Kind.DECIMAL, help="每次一般 2 课时。"),
        Field(key="content", label="送教内容", kind=Kind.LONG_TEXT, max_length=2000),
        Field(key="child_response", label="学生表现", kind=Kind.LONG_TEXT, max_length=1000),
        Field(key="goal", label="本学期目标", kind=Kind.LONG_TEXT, max_length=1000),
        Field(key="parent_signed", label="家长是否签字", kind=Kind.YES_NO, codes="yesno"),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
