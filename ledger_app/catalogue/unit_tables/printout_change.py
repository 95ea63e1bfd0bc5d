"""One value of a printout, or of one of its columns, as this ledger has it."""

from __future__ import annotations

from ledger_app.catalogue.model import Field, Kind, Owner, Table

PRINTOUT_CHANGE = Table(
    key="printout_change",
    label="打印表的改动",
    of_student=False,
    typed=False,
    owner=Owner.TOWNSHIP,
    order=240,
    sort_by="printout",
    title=("printout", "part", "entry", "value"),
    fields=(
        Field(key="printout", label="打印表", max_length=60),
        Field(key="part", label="哪一列", max_length=200),  # empty: the printout as a whole
        Field(key="entry", label="改的项目", max_length=60),
        Field(key="value", label="改成", kind=Kind.LONG_TEXT),  # as JSON: 12.5, false, "联系电话"
    ),
)
