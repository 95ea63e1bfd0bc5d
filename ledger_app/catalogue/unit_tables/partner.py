"""Who packages are exchanged with, and the keys that prove it: made by pairing, tech2.md §G."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Owner, Table
from ledger_app.catalogue.sections import in_section

PARTNER = Table(
    key="partner",
    label="配对单位",
    of_student=False,
    order=300,
    sort_by="paired_on",
    title=("unit_name", "paired_on", "state"),
    days=(Dated(key="paired_on"),),
    typed=False,
    owner=Owner.HERE,
    fields=in_section(
        "配对单位",
        Field(key="unit_kind", label="单位类型", kind=Kind.CODE, codes="unit_kind"),
        Field(key="unit_name", label="单位名称", max_length=100),
        Field(key="unit_code", label="单位代码", max_length=40),
        Field(key="ledger_id", label="台账标识", max_length=40),
        Field(key="sign_key", label="签名公钥", max_length=80),
        Field(key="seal_key", label="加密公钥", max_length=120),
        Field(key="fingerprint", label="指纹", max_length=40),
        # "0": its keys came with six spoken words only; what it sent is 来源未核实 for ever.
        Field(key="verified", label="来源已核实", kind=Kind.YES_NO, codes="yesno"),
        Field(key="paired_on", label="配对日期", kind=Kind.DATE),
        Field(key="paired_by", label="经办人", kind=Kind.NAME, max_length=50),
        Field(key="state", label="状态", kind=Kind.CODE, codes="partner_state"),
        Field(key="state_reason", label="停用原因", max_length=200),
        Field(key="clerk", label="对方经办人", kind=Kind.NAME, max_length=50),
        Field(key="phone", label="对方电话", kind=Kind.PHONE, max_length=30),
    ),
)
