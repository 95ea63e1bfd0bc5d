"""Why a value is as it is: a note on one field of a record, so that nobody has to ask."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Owner, Table
from ledger_app.catalogue.sections import in_section

FIELD_NOTE = Table(
    key="field_note",
    label="项目附注",
    order=220,
    sort_by="noted_on",
    title=("noted_on", "note"),
    days=(Dated(key="noted_on", title="附注", told=("note",)),),
    in_file=True,
    typed=False,
    owner=Owner.MAKER,
    fields=in_section(
        "项目附注",
        Field(key="noted_table", label="附注的表", max_length=40),
        Field(key="noted_record", label="附注的记录", max_length=40),
        Field(key="noted_key", label="附注的项目", max_length=40),
        Field(key="note", label="附注", kind=Kind.LONG_TEXT, max_length=1000),
        Field(key="noted_by", label="附注人", kind=Kind.NAME, max_length=50),
        Field(key="noted_on", label="附注日期", kind=Kind.DATE),
    ),
)
