"""A child of the ledger that a newer list of its own class leaves out, and what became of it."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Table
from ledger_app.catalogue.sections import in_section

UNLISTED = Table(
    key="unlisted",
    label="不在名单上",
    order=28,
    tab="名单",
    rare=True,
    sort_by="missed_on",
    title=("missed_on", "source", "answer"),
    days=(
        Dated(key="missed_on", title="不在名单上", told=("source", "school_name")),
        Dated(
            key="answered_on",
            title="名单缺人已答复",
            told=("answer", "remark"),
            facts=("answer",),
        ),
    ),
    typed=False,
    fields=in_section(
        "不在名单上",
        Field(key="missed_on", label="名单日期", kind=Kind.DATE),
        Field(key="source", label="名单", max_length=200),
        Field(key="school_name", label="名单上的学校", max_length=100),
        Field(key="grade", label="名单上的年级", kind=Kind.CODE, codes="grade"),
        Field(key="class_no", label="名单上的班级", max_length=40),
        Field(key="answer", label="答复", kind=Kind.CODE, codes="unlisted_answer"),
        Field(key="answered_on", label="答复日期", kind=Kind.DATE),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=500),
    ),
)
