"""Harm or danger that was seen, and when it was reported to whom: 未成年人保护法 §11, domain.md §8.

What happened is sensitive, and no shared paper may name these records: see telling/restricted.py.
"""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, First, Kind, Need, Table
from ledger_app.catalogue.sections import Section, in_section

# Key and name of the authorities, in the order of the law; 人社 for children that are employed.
AUTHORITIES = {
    "police": "公安",
    "civil": "民政",
    "education": "教育部门",
    "labour": "人社(劳动监察)",
}


def _to(authority: str, name: str) -> tuple[Field, Field, Field]:
    return (
        Field(key=f"{authority}_on", label=f"报{name}日期", kind=Kind.DATE, need=Need.SOMETIMES),
        Field(key=f"{authority}_at", label=f"报{name}时间", kind=Kind.TIME),
        Field(
            key=f"{authority}_to",
            label=f"{name}接报人",
            max_length=100,
            help="单位和接报人，例如 福利派出所 王警官。",
        ),
    )


HARM = Table(
    key="harm",
    label="伤害或危险",
    aliases=("发现伤害", "发现伤害或危险", "强制报告"),
    order=90,
    tab="强制报告",
    sort_by="found_on",
    title=("found_on", "found_at", "found_by"),
    days=(
        Dated(key="found_on", title="发现伤害或危险", facts=("found_at",)),
        *(
            Dated(
                key=f"{each}_on",
                title=f"报告{name}",
                told=(f"{each}_at", f"{each}_to"),
                facts=(f"{each}_at", f"{each}_to"),
            )
            for each, name in AUTHORITIES.items()
        ),
    ),
    first=(("found_on", First.TODAY), ("found_at", First.NOW), ("found_by", First.AUTHOR)),
    telling=tuple(f"{each}_to" for each in AUTHORITIES),
    work="填向谁报告",
    fields=in_section(
        Section("发现", filled_by="首先发现的教职工", source="本人所见所闻"),
        Field(key="found_on", label="发现日期", kind=Kind.DATE, need=Need.FILE),
        Field(key="found_at", label="发现时间", kind=Kind.TIME, need=Need.FILE),
        Field(key="found_by", label="发现人", kind=Kind.NAME, need=Need.FILE, max_length=50),
        Field(
            key="kind",
            label="伤害或危险种类",
            kind=Kind.CODE,
            codes="harm_kind",
            need=Need.FILE,
            sensitive=True,
        ),
        Field(
            key="detail",
            label="伤害或危险情况",
            kind=Kind.LONG_TEXT,
            max_length=4000,
            sensitive=True,
            help="只供本人档案使用，任何共享台账都不打印。",
        ),
    )
    + in_section(
        Section("立即报告", filled_by="报告人", source="报告当时的记录（未成年人保护法第十一条）"),
        *(field for each, name in AUTHORITIES.items() for field in _to(each, name)),
        Field(key="reported_by", label="报告人", kind=Kind.NAME, max_length=50),
    )
    + in_section(
        Section("处理", filled_by="学籍管理员", source="受理部门的答复"),
        Field(
            key="outcome",
            label="受理和处理情况",
            kind=Kind.LONG_TEXT,
            max_length=2000,
            sensitive=True,
        ),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000, sensitive=True),
    ),
)
