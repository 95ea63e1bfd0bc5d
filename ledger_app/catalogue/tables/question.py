"""请核实: the township asks about one field of a file, the school answers. peers2.md §1 (d)."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Owner, Table
from ledger_app.catalogue.sections import Section, in_section

QUESTION = Table(
    key="question",
    label="请核实",
    order=210,
    sort_by="asked_on",
    title=("asked_on", "asked", "answer"),
    days=(
        Dated(key="asked_on", title="乡镇请核实", told=("asked",)),
        Dated(key="answered_on", title="答复核实", named_by="answer", told=("reply",)),
    ),
    in_file=True,
    work="答复核实",
    typed=False,
    owner=Owner.TOWNSHIP,
    answered=("answer", "reply", "answered_by", "answered_on"),
    fields=in_section(
        Section("请核实", filled_by="乡镇(中心校)", source="收到的移交包、下发的名单"),
        Field(key="table_name", label="表", max_length=40),
        Field(key="record", label="记录", max_length=200),
        Field(key="field", label="项目", max_length=60),  # empty: the file as a whole
        Field(key="value", label="问的时候的内容", kind=Kind.LONG_TEXT, max_length=20_000),
        Field(key="asked", label="问题", kind=Kind.LONG_TEXT, max_length=2000),
        Field(key="asked_by", label="提问人", kind=Kind.NAME, max_length=50),
        Field(key="asked_on", label="提问日期", kind=Kind.DATE),
        Field(key="answer", label="答复", kind=Kind.CODE, codes="question_answer"),
        Field(key="reply", label="答复说明", kind=Kind.LONG_TEXT, max_length=2000),
        Field(key="answered_by", label="答复人", kind=Kind.NAME, max_length=50),
        Field(key="answered_on", label="答复日期", kind=Kind.DATE),
        Field(key="closed_on", label="了结日期", kind=Kind.DATE),
    ),
)
