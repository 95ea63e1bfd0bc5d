"""One move of a child from a closed school to a receiving school: domain.md §2.8."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, First, Kind, Need, Table
from ledger_app.catalogue.sections import Section, in_section

RELOCATION = Table(
    key="relocation",
    label="分流安置",
    aliases=("分流",),
    order=60,
    tab="分流",
    sort_by="moved_on",
    title=("origin_school", "receiving_school", "moved_on"),
    days=(
        Dated(key="parent_signed_on", facts=("parent_opinion",)),
        Dated(
            key="moved_on",
            title="分流到校",
            told=("origin_school", "receiving_school", "choice_type", "parent_opinion"),
            # A visit has no day of its own: the second and third come after the first week.
            facts=("check_1w",),
            later=(("check_1m", 8), ("check_1t", 8)),
            seen=True,
        ),
        Dated(
            key="solve_by_on",
            title="困难应办结",
            told=("difficulty", "solver"),
            planned=True,
            ahead=True,
        ),
        Dated(key="solved_on", title="困难办结", told=("solution",)),
    ),
    first=(("origin_school", First.SCHOOL), ("origin_grade_class", First.CLASS)),
    suggested=("solver", "transport_solution", "closure_plan_no"),
    telling=("check_1w", "check_1m", "check_1t"),
    listed=True,
    fields=in_section(
        Section("分流去向", filled_by="学籍管理员", source="撤并方案、告知书回执"),
        Field(
            key="origin_school",
            label="原学校(教学点)",
            kind=Kind.SCHOOL_NAME,
            need=Need.FILE,
            max_length=100,
            aliases=("原学校", "撤并学校"),
        ),
        Field(
            key="origin_grade_class",
            label="原年级班级",
            need=Need.FILE,
            max_length=50,
            aliases=("原年级",),
        ),
        Field(
            key="closure_plan_no",
            label="撤并方案文号/批次",
            max_length=100,
            aliases=("撤并方案文号", "撤并批次"),
        ),
        Field(
            key="choice_type",
            label="分流方式",
            kind=Kind.CODE,
            codes="relocation_choice",
            need=Need.FILE,
        ),
        Field(
            key="receiving_school",
            label="接收学校",
            kind=Kind.SCHOOL_NAME,
            need=Need.FILE,
            max_length=100,
        ),
        Field(
            key="receiving_grade_class",
            label="接收年级班级",
            need=Need.FILE,
            max_length=50,
        ),
        Field(
            key="notified_on",
            label="告知书送达日期",
            kind=Kind.DATE,
        ),
        Field(
            key="parent_opinion",
            label="家长意见",
            kind=Kind.CODE,
            codes="parent_opinion",
            need=Need.FILE,
        ),
        Field(
            key="parent_signed_on",
            label="家长签字日期",
            kind=Kind.DATE,
            need=Need.PRINT,
        ),
        Field(
            key="moved_on",
            label="实际到校日期",
            kind=Kind.DATE,
            need=Need.PRINT,
            aliases=("到校日期",),
        ),
        Field(
            key="register_moved_on",
            label="学籍转接完成日期",
            kind=Kind.DATE,
            need=Need.PRINT,
            aliases=("学籍转接日期",),
        ),
    )
    + in_section(
        Section("生活安排", filled_by="班主任", source="家长意见书"),
        Field(
            key="transport_solution",
            label="交通方案",
            max_length=200,
            aliases=("上学交通安排", "交通安排"),
        ),
        Field(
            key="boarding_solution",
            label="住宿安排",
            kind=Kind.CODE,
            codes="boarding_solution",
            aliases=("住宿",),
        ),
        Field(
            key="meal_solution",
            label="用餐安排",
            kind=Kind.CODE,
            codes="meal_solution",
            aliases=("用餐",),
        ),
    )
    + in_section(
        Section("困难与办结", filled_by="学籍管理员", source="走访和会商记录"),
        Field(
            key="difficulty",
            label="存在困难",
            kind=Kind.LONG_TEXT,
            max_length=2000,
        ),
        Field(
            key="solution",
            label="解决措施",
            kind=Kind.LONG_TEXT,
            need=Need.SOMETIMES,
            max_length=2000,
        ),
        Field(
            key="solver",
            label="责任人",
            kind=Kind.NAME,
            need=Need.SOMETIMES,
            max_length=50,
        ),
        Field(
            key="solve_by_on",
            label="计划办结日期",
            kind=Kind.DATE,
            need=Need.SOMETIMES,
            help="过了这一天还没办结，会提醒。",
        ),
        Field(
            key="solved_on",
            label="办结日期",
            kind=Kind.DATE,
        ),
    )
    + in_section(
        Section("回访", filled_by="班主任", source="回访记录"),
        Field(key="check_1w", label="一周回访结果", max_length=500, aliases=("一周回访",)),
        Field(key="check_1m", label="一月回访结果", max_length=500, aliases=("一月回访",)),
        Field(key="check_1t", label="学期末回访结果", max_length=500, aliases=("学期末回访",)),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
