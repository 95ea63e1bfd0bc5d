"""What was decided about a reminder: kept like any record, so that it can be undone."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Table

OUTCOME = Table(
    key="outcome",
    label="提醒处理",
    order=200,
    sort_by="due_on",
    days=(
        Dated(key="due_on", planned=True, ahead=True),
        Dated(key="postponed_to", planned=True, ahead=True),
    ),
    title=("rule", "due_on", "outcome"),
    fields=(
        Field(key="rule", label="提醒规则", max_length=60),
        Field(key="due_on", label="应办日期", kind=Kind.DATE),
        Field(key="outcome", label="处理结果", kind=Kind.CODE, codes="outcome"),
        Field(key="reason", label="原因", kind=Kind.LONG_TEXT, max_length=500),
        Field(key="postponed_to", label="改期到", kind=Kind.DATE),
        # Of a report of the unit: it goes out on a day, under somebody's name.
        Field(key="done_on", label="报送日期", kind=Kind.DATE),
        Field(key="signer", label="签报人", kind=Kind.NAME),
    ),
)
