"""A child of the ledger that a newer list of its own class leaves out, or has with a mark against
what the ledger says; and what became of it."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Table
from ledger_app.catalogue.sections import Section, in_section

UNLISTED = Table(
    key="unlisted",
    label="不在名单上",
    order=28,
    tab="名单",
    rare=True,
    sort_by="missed_on",
    title=("missed_on", "source", "answer"),
    days=(
        Dated(key="missed_on", title="名单不符", told=("source", "school_name", "listed_remark")),
        Dated(
            key="answered_on",
            title="名单缺人已答复",
            told=("answer", "remark"),
            facts=("answer",),
        ),
    ),
    typed=False,
    work="答复名单",
    telling=("source", "listed_remark"),
    fields=in_section(
        Section("不在名单上", filled_by="学籍管理员", source="比对的名单"),
        Field(key="missed_on", label="名单日期", kind=Kind.DATE),
        Field(key="source", label="名单", max_length=200),
        Field(key="school_name", label="名单上的学校", max_length=100),
        Field(key="grade", label="名单上的年级", kind=Kind.CODE, codes="grade"),
        Field(key="class_no", label="名单上的班级", max_length=40),
        # What the list says of the child where it has it: nothing where it leaves it out.
        Field(
            key="listed_register_status",
            label="名单上的学籍状态",
            kind=Kind.CODE,
            codes="register_status",
        ),
        Field(
            key="listed_in_school_status",
            label="名单上的在籍在校情况",
            kind=Kind.CODE,
            codes="presence",
        ),
        Field(
            key="listed_absent_kind",
            label="名单上的在籍不在校归类",
            kind=Kind.CODE,
            codes="absent_kind",
        ),
        Field(key="listed_remark", label="名单上的备注", max_length=500),
        # What became of the child is not on the list: it is asked.
        *in_section(
            Section("不在名单上", filled_by="学籍管理员", source="班主任、家长答复，去向证明"),
            Field(key="answer", label="答复", kind=Kind.CODE, codes="unlisted_answer"),
            Field(key="answered_on", label="答复日期", kind=Kind.DATE),
            Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=500),
        ),
    ),
)
