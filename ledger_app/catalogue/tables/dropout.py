"""Leaving school, one record a case: domain.md §2.10."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, First, Kind, Need, Table
from ledger_app.catalogue.sections import Section, in_section

# To whom a case is reported, one above the other, and in writing once it is confirmed (§28).
REPORTS = (
    *(f"reported_{level}" for level in ("school", "center", "township", "county")),
    "written_report",
)


def _reported(level: str, name: str, *aliases: str) -> tuple[Field, Field]:
    """Return the day and the time a case was reported to one level."""
    return (
        Field(
            key=f"reported_{level}_on",
            label=f"上报{name}日期",
            kind=Kind.DATE,
            need=Need.SOMETIMES,
            aliases=(f"reported_{level}", *aliases),
            help="可以连时间一起输入，例如 11-18 15:30。",
        ),
        Field(key=f"reported_{level}_at", label=f"上报{name}时间", kind=Kind.TIME),
    )


DROPOUT = Table(
    key="dropout",
    label="辍学情况",
    aliases=("辍学",),
    order=30,
    tab="辍学",
    sort_by="suspected_on",
    title=("dropout_ym", "main_reason", "dropout_whereabouts"),
    days=(
        Dated(
            key="suspected_on", told=("dropout_reasons", "dropout_whereabouts", "dropout_detail")
        ),
        Dated(key="last_attended", seen=True),
        Dated(key="confirmed_on", told=("confirmed_by", "main_reason"), facts=("confirmed_by",)),
        *(Dated(key=f"{each}_on", told=(f"{each}_at",), facts=(f"{each}_at",)) for each in REPORTS),
    ),
    first=(("is_suspected", "1"), ("suspected_on", First.TODAY), ("dropout_grade", First.GRADE)),
    suggested=("confirmed_by",),
    telling=("whereabouts_note",),
    listed=True,
    work="填上报情况",
    fields=in_section(
        Section("辍学情况", filled_by="学籍管理员", source="点名、家访和认定材料"),
        Field(
            key="is_suspected",
            label="是否疑似辍学对象",
            kind=Kind.YES_NO,
            codes="yesno",
            need=Need.FILE,
            aliases=("是否为疑似辍学对象",),
        ),
        Field(
            key="suspected_on",
            label="疑似辍学认定日期",
            kind=Kind.DATE,
            need=Need.FILE,
            aliases=("疑似认定日期",),
        ),
        Field(
            key="last_attended",
            label="最后到校日期",
            kind=Kind.DATE,
            need=Need.FILE,
            aliases=("最后到校时间",),
            help="缺课天数从这一天的后一天算起。",
        ),
        Field(
            key="dropout_ym",
            label="辍学年月",
            kind=Kind.MONTH,
            need=Need.FILE,
            aliases=("辍学时间", "辍学日期"),
        ),
        Field(
            key="dropout_grade",
            label="辍学时年级",
            kind=Kind.CODE,
            codes="grade",
            need=Need.FILE,
            aliases=("辍学年级",),
        ),
        Field(
            key="confirmed_on",
            label="辍学认定日期",
            kind=Kind.DATE,
            need=Need.SOMETIMES,
            help="填了这一天，孩子从疑似辍学转入辍学台账。",
        ),
        Field(
            key="confirmed_by",
            label="认定人",
            need=Need.SOMETIMES,
            max_length=100,
            aliases=("辍学认定人",),
        ),
    )
    + in_section(
        Section("原因与去向", filled_by="学籍管理员", source="家访和劝返记录"),
        Field(
            key="dropout_reasons",
            label="辍学原因",
            kind=Kind.CODES,
            codes="dropout_reason",
            need=Need.FILE,
            aliases=("疑似辍学原因", "未入学原因", "失学原因", "未入学(失学)原因"),
        ),
        Field(
            key="main_reason",
            label="主要辍学原因",
            kind=Kind.CODE,
            codes="dropout_reason",
            need=Need.FILE,
            aliases=("辍学原因(主)", "主要原因"),
            help="只选一个，必须是辍学原因里已选的。",
        ),
        Field(
            key="dropout_detail",
            label="辍学原因说明",
            kind=Kind.LONG_TEXT,
            need=Need.PRINT,
            max_length=2000,
        ),
        Field(
            key="control_type",
            label="控辍类别",
            kind=Kind.CODES,
            codes="control_type",
            need=Need.PRINT,
        ),
        Field(
            key="dropout_whereabouts",
            label="辍学去向",
            kind=Kind.CODE,
            codes="dropout_whereabouts",
            need=Need.FILE,
            aliases=("去向",),
        ),
        Field(
            key="whereabouts_note",
            label="辍学去向说明",
            need=Need.SOMETIMES,
            max_length=200,
            aliases=("去向说明",),
            help="写到省、市、县和单位。",
        ),
        Field(
            key="measures_taken",
            label="已采取的帮扶措施",
            kind=Kind.LONG_TEXT,
            need=Need.FILE,
            max_length=2000,
            aliases=("已采取措施",),
        ),
    )
    + in_section(
        Section(
            "标注与上报",
            filled_by="学籍管理员",
            source="上报当时的记录（未成年人保护法第二十八条）",
        ),
        Field(
            key="registry_flagged_on",
            label="学籍系统标注日期",
            kind=Kind.DATE,
            need=Need.SOMETIMES,
        ),
        *_reported("school", "学校"),
        *_reported("center", "中心校"),
        *_reported("township", "乡镇"),
        *_reported("county", "县级", "上报县局日期"),
        Field(
            key="written_report_on",
            label="书面报告日期",
            kind=Kind.DATE,
            need=Need.SOMETIMES,
            aliases=("辍学报告书日期", "书面报告县级日期"),
            help="认定辍学后向县级教育部门书面报告的日期(未成年人保护法第二十八条)。",
        ),
        Field(key="written_report_at", label="书面报告时间", kind=Kind.TIME),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
