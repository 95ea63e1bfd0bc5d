"""What was answered about a child of a comparison: asked no second time of lists of that kind."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Owner, Table
from ledger_app.catalogue.sections import in_section

COMPARED_CHILD = Table(
    key="compared_child",
    label="比对答复",
    of_student=False,
    order=275,
    sort_by="answered_on",
    title=("answered_on", "name", "answer"),
    days=(Dated(key="answered_on"),),
    names_children=("student",),
    typed=False,
    owner=Owner.HERE,
    fields=in_section(
        "比对答复",
        Field(key="kind", label="比对种类", max_length=40),
        Field(key="name", label="姓名", max_length=100),
        # What the child is known by on lists (domain/same_child/row_keys.py); of a pair, both.
        Field(key="child_key", label="孩子的标记", max_length=64),
        Field(key="other_key", label="另一份名单上的标记", max_length=64),
        Field(key="answer", label="核查结果", kind=Kind.CODE, codes="compare_answer"),
        Field(key="student", label="档案", max_length=40),
        Field(key="source", label="核查来源", max_length=260),
        Field(key="answered_by", label="核查人", kind=Kind.NAME, max_length=50),
        Field(key="answered_on", label="核查日期", kind=Kind.DATE),
        Field(key="remark", label="佐证和说明", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
