"""Somebody independent saw the child, or proved where it is: domain.md §2.19."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, First, Kind, Need, Table
from ledger_app.catalogue.sections import Section, in_section

SIGHTING = Table(
    key="sighting",
    label="见到记录",
    aliases=("见到", "到校核实"),
    order=42,
    tab="见到",
    rare=True,
    sort_by="seen_on",
    title=("seen_on", "kind", "place"),
    days=(
        Dated(
            key="seen_on",
            title="见到",
            named_by="kind",
            told=("place", "seen_by", "remark"),
            seen=True,
        ),
    ),
    first=(("seen_on", First.TODAY), ("seen_by", First.AUTHOR)),
    suggested=("place", "seen_by"),
    telling=("place",),
    fields=in_section(
        Section("见到记录", filled_by="见到孩子的人", source="本人所见"),
        Field(key="seen_on", label="见到日期", kind=Kind.DATE, need=Need.FILE),
        Field(
            key="kind",
            label="见到方式",
            kind=Kind.CODE,
            codes="sighting_kind",
            need=Need.FILE,
        ),
        Field(key="place", label="见到地点", max_length=100),
        Field(key="seen_by", label="见到的人", kind=Kind.NAME, need=Need.FILE, max_length=50),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
