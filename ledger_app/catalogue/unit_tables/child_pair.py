"""Two student files that look like one child: what was decided, so that nobody asks again."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Owner, Table
from ledger_app.catalogue.sections import in_section

CHILD_PAIR = Table(
    key="child_pair",
    label="疑似同一人",
    of_student=False,
    order=260,
    sort_by="decided_on",
    title=("decided_on", "answer"),
    days=(Dated(key="decided_on"),),
    names_children=("first", "second"),
    typed=False,
    owner=Owner.HERE,
    fields=in_section(
        "疑似同一人",
        Field(key="first", label="一份档案", max_length=40),
        Field(key="second", label="另一份档案", max_length=40),
        Field(key="answer", label="答复", kind=Kind.CODE, codes="same_child"),
        Field(key="decided_on", label="答复日期", kind=Kind.DATE),
        Field(key="remark", label="说明", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
