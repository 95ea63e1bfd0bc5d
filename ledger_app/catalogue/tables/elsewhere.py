"""Taught elsewhere while the register stays here, or in a special school: domain.md §2.19, L6."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, First, Kind, Need, Table
from ledger_app.catalogue.sections import Section, in_section

ELSEWHERE = Table(
    key="elsewhere",
    label="在外就读",
    aliases=("外地就读", "在外"),
    order=64,
    tab="在外",
    rare=True,
    sort_by="from_on",
    title=("from_on", "place", "school_name"),
    days=(
        Dated(key="from_on", title="在外就读", told=("kind", "place", "school_name")),
        Dated(
            key="verified_on",
            title="在外就读核实",
            told=("verified_by", "verified_how", "proof"),
            facts=("verified_by", "verified_how", "proof"),
        ),
        Dated(key="verify_by_on", title="应再核实", planned=True, ahead=True),
        Dated(key="ended_on", title="在外就读结束"),
    ),
    first=(("from_on", First.TODAY),),
    suggested=("place", "school_name", "verified_by"),
    telling=("place", "school_name", "proof"),
    listed=True,
    fields=in_section(
        Section("在外就读", filled_by="班主任", source="家长告知，学籍系统"),
        Field(
            key="kind",
            label="就读类别",
            kind=Kind.CODE,
            codes="elsewhere_kind",
            need=Need.FILE,
        ),
        Field(key="from_on", label="开始日期", kind=Kind.DATE, need=Need.FILE),
        Field(
            key="place",
            label="外出地",
            need=Need.FILE,
            max_length=100,
            help="省、市、县，能写多细写多细。",
        ),
        Field(
            key="school_name",
            label="在外就读学校",
            kind=Kind.SCHOOL_NAME,
            need=Need.FILE,
            max_length=100,
        ),
        Field(key="grade", label="在外就读年级", kind=Kind.CODE, codes="grade"),
        Field(
            key="register_moved",
            label="学籍是否转接",
            kind=Kind.YES_NO,
            codes="yesno",
        ),
        Field(key="ended_on", label="结束日期", kind=Kind.DATE, help="回来或转学的那一天。"),
    )
    + in_section(
        Section("核实", filled_by="学籍管理员", source="对方学校的在读证明"),
        Field(
            key="proof",
            label="在读佐证",
            need=Need.PRINT,
            max_length=500,
            help="学籍截图、在读证明、对方学校回函；没有佐证就是“待核实”。",
        ),
        Field(key="verified_by", label="核实人", kind=Kind.NAME, max_length=50),
        Field(
            key="verified_how",
            label="核实方式",
            kind=Kind.CODE,
            codes="sighting_kind",
        ),
        Field(key="verified_on", label="核实日期", kind=Kind.DATE),
        Field(
            key="verify_by_on",
            label="再核实日期",
            kind=Kind.DATE,
            aliases=("verify_by",),
            help="空着就是每学期核实一次。",
        ),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
