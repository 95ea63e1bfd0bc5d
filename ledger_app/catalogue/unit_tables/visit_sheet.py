"""A route sheet that went out on paper: whom it names, and whose answers have been typed in."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Owner, Table
from ledger_app.catalogue.sections import in_section

VISIT_SHEET = Table(
    key="visit_sheet",
    label="走访单",
    of_student=False,
    order=295,
    sort_by="made_on",
    title=("made_on", "route"),
    days=(Dated(key="made_on"), Dated(key="closed_on")),
    names_children=("children", "answered"),
    typed=False,
    owner=Owner.HERE,
    fields=in_section(
        "走访单",
        Field(key="made_on", label="打印日期", kind=Kind.DATE),
        Field(key="made_by", label="打印人", kind=Kind.NAME, max_length=50),
        Field(key="route", label="路线", max_length=200),  # the village, or who goes
        Field(key="visitor", label="走访人", max_length=200),
        Field(key="children", label="单上的孩子", kind=Kind.LONG_TEXT, max_length=40_000),
        Field(key="answered", label="已补录的孩子", kind=Kind.LONG_TEXT, max_length=40_000),
        Field(key="closed_on", label="收回日期", kind=Kind.DATE),
    ),
)
