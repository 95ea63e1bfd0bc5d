"""One value of a reminder rule as this ledger has it instead of the program's."""

from __future__ import annotations

from ledger_app.catalogue.model import Field, Kind, Owner, Table

RULE_CHANGE = Table(
    key="rule_change",
    label="提醒规则的改动",
    of_student=False,
    typed=False,
    owner=Owner.TOWNSHIP,
    order=230,
    sort_by="rule",
    title=("rule", "entry", "value"),
    fields=(
        Field(key="rule", label="提醒规则", max_length=60),
        Field(key="entry", label="改的项目", max_length=60),
        Field(key="value", label="改成", kind=Kind.LONG_TEXT),  # as JSON: true, 5, "school_day"
    ),
)
