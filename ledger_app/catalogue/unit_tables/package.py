"""Packages and receipts that went out or came in: design §7. Their contents lie beside, by digest.

A received package is accepted as long as its record stands: undoing the merge takes it away, and
the one before is the last accepted again.
"""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, Kind, Owner, Table
from ledger_app.catalogue.sections import in_section

PACKAGE = Table(
    key="package",
    label="移交包",
    of_student=False,
    order=310,
    sort_by="handed_on",
    title=("handed_on", "unit_name", "sequence"),
    days=(Dated(key="handed_on"),),
    typed=False,
    owner=Owner.HERE,
    fields=in_section(
        "移交包",
        Field(key="direction", label="方向", max_length=10),  # out, in
        Field(key="kind", label="种类", max_length=10),  # handoff, receipt
        Field(key="unit_code", label="对方代码", max_length=40),
        Field(key="unit_name", label="对方单位", max_length=100),
        Field(key="ledger_id", label="制包台账", max_length=40),
        Field(key="incarnation", label="台账副本", max_length=40),
        Field(key="sequence", label="包号", kind=Kind.INTEGER),
        Field(key="digest", label="内容摘要", max_length=80),
        # Of a receipt: digest of the package that it answers.
        Field(key="based_on", label="所答的包", max_length=80),
        Field(key="cut_off_on", label="截至日期", kind=Kind.DATE),
        Field(key="made_at", label="制包时间", max_length=20),  # by the maker's clock
        Field(key="made_by", label="制包人", kind=Kind.NAME, max_length=50),
        Field(key="handed_on", label="交接日期", kind=Kind.DATE),  # made or received, by our clock
        Field(key="verified", label="来源已核实", kind=Kind.YES_NO, codes="yesno"),
        Field(key="file_name", label="文件名", max_length=300),
        Field(key="custodian", label="U盘保管人", kind=Kind.NAME, max_length=50),
        Field(key="stick_no", label="U盘编号", max_length=50),
        Field(key="student_count", label="学生数", kind=Kind.INTEGER),
        Field(key="record_count", label="记录数", kind=Kind.INTEGER),
        # What became of it, for the page and the paper: JSON, see actions/handoff/package_story.
        Field(key="told", label="结果", kind=Kind.LONG_TEXT, max_length=1_000_000),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000),
    ),
)
