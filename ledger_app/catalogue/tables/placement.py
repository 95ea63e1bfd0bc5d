"""Coming back, on leave, closed: 复学安置, domain.md §2.14."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, First, Kind, Need, Table
from ledger_app.catalogue.sections import Section, in_section

PLACEMENT = Table(
    key="placement",
    label="复学安置",
    aliases=("复学", "销号", "安置"),
    order=70,
    tab="复学",
    sort_by="returned_on",
    title=("returned_on", "placement", "return_school"),
    days=(
        Dated(
            key="returned_on",
            told=("placement", "return_school", "return_grade"),
            # A visit has no day of its own: one after a month cannot be known in the first week.
            facts=("check_7d", "check_term"),
            later=(("check_30d", 8), ("check_90d", 31)),
        ),
        Dated(key="relapsed_on", facts=("relapse",)),
        Dated(
            key="closed_on",
            told=("close_reason", "transferred_to", "close_evidence"),
            facts=("close_reason", "transferred_to", "close_evidence", "close_approver"),
        ),
    ),
    first=(
        ("return_school", First.SCHOOL),
        ("return_grade", First.GRADE),
        ("return_class", First.CLASS_NO),
    ),
    suggested=("study_helper", "psych_helper", "close_approver"),
    telling=("close_evidence", "check_7d", "check_30d", "check_90d", "check_term"),
    listed=True,
    decided_above=("close_approver",),
    fields=in_section(
        Section("复学安置", filled_by="班主任", source="返校当天的登记"),
        Field(
            key="returned_on",
            label="复学日期",
            kind=Kind.DATE,
            need=Need.FILE,
            aliases=("复学时间",),
        ),
        Field(
            key="placement",
            label="安置方式",
            kind=Kind.CODE,
            codes="placement",
            need=Need.FILE,
        ),
        Field(
            key="return_school",
            label="复学学校",
            kind=Kind.SCHOOL_NAME,
            need=Need.FILE,
            max_length=100,
        ),
        Field(
            key="return_grade",
            label="复学年级",
            kind=Kind.CODE,
            codes="grade",
            need=Need.FILE,
        ),
        Field(
            key="return_class",
            label="复学班级",
            need=Need.FILE,
            max_length=40,
            aliases=("接收班级",),
        ),
        Field(
            key="register_restored_on",
            label="学籍恢复日期",
            kind=Kind.DATE,
        ),
        Field(
            key="welcome_measures",
            label="返校保障",
            kind=Kind.LONG_TEXT,
            max_length=2000,
            aliases=("返校保障(学习补课/心理辅导/生活资助)", "学业/心理/生活保障"),
            help="学习补课、心理辅导、生活资助等。",
        ),
        Field(
            key="study_helper",
            label="学业帮扶教师",
            kind=Kind.NAME,
            max_length=50,
            aliases=("帮扶教师",),
        ),
        Field(
            key="psych_helper",
            label="心理辅导教师",
            kind=Kind.NAME,
            max_length=50,
            sensitive=True,
        ),
    )
    + in_section(
        Section("巩固回访", filled_by="班主任", source="回访记录"),
        Field(key="check_7d", label="7日回访结果", max_length=500, aliases=("7日回访",)),
        Field(key="check_30d", label="30日回访结果", max_length=500, aliases=("30日回访",)),
        Field(key="check_90d", label="90日回访结果", max_length=500, aliases=("90日回访",)),
        Field(key="check_term", label="学期末回访结果", max_length=500, aliases=("学期末回访",)),
        Field(
            key="relapse",
            label="是否再次辍学",
            kind=Kind.YES_NO,
            codes="yesno",
            help="选“是”后，请另建一条辍学情况记录。",
        ),
        Field(
            key="relapsed_on",
            label="再次辍学日期",
            kind=Kind.DATE,
            need=Need.SOMETIMES,
        ),
    )
    + in_section(
        Section("销号", filled_by="学籍管理员", source="佐证材料和审批"),
        Field(
            key="closed_on",
            label="销号日期",
            kind=Kind.DATE,
        ),
        Field(
            key="close_reason",
            label="销号原因",
            kind=Kind.CODE,
            codes="close_reason",
            need=Need.SOMETIMES,
        ),
        Field(
            key="transferred_to",
            label="转入学校",
            kind=Kind.SCHOOL_NAME,
            max_length=100,
            help="因学籍转出销号的，写接收学校。",
        ),
        Field(
            key="close_evidence",
            label="销号佐证",
            need=Need.SOMETIMES,
            max_length=500,
            aliases=("销号佐证材料",),
        ),
        Field(
            key="close_approver",
            label="销号审批人",
            need=Need.SOMETIMES,
            max_length=50,
            aliases=("审批人",),
        ),
        Field(
            key="reopened_on",
            label="撤销销号日期",
            kind=Kind.DATE,
            help="撤销销号后，以前的销号记录仍然保留。",
        ),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
