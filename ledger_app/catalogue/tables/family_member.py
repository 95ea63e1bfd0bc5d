"""The people of the child's home: domain.md §2.5."""

from __future__ import annotations

from ledger_app.catalogue.model import Field, Kind, Need, Table
from ledger_app.catalogue.sections import Section, in_section

# The register template carries exactly two members (成员1, 成员2); a file may have more.
FAMILY_MEMBER = Table(
    key="family_member",
    label="家庭成员",
    aliases=("成员", "家庭"),
    order=10,
    tab="家庭",
    title=("name", "relation", "phone"),
    telling=("employer", "job", "relation_note", "address"),
    fields=in_section(
        Section("家庭成员", filled_by="班主任", source="户口簿、家长填报"),
        Field(
            key="name",
            label="姓名",
            kind=Kind.NAME,
            need=Need.FILE,
            max_length=50,
            aliases=("m_name", "成员姓名", "家庭成员姓名"),
        ),
        Field(
            key="relation",
            label="关系",
            kind=Kind.CODE,
            codes="relation",
            need=Need.FILE,
            aliases=("m_relation", "成员关系", "与学生关系"),
        ),
        Field(
            key="relation_note",
            label="关系说明",
            need=Need.SOMETIMES,
            max_length=100,
            aliases=("m_relation_note",),
            help="关系选“其他”时，写清是什么人。",
        ),
        Field(
            key="is_guardian",
            label="是否监护人",
            kind=Kind.YES_NO,
            codes="yesno",
            need=Need.FILE,
            aliases=("m_is_guardian",),
        ),
        Field(
            key="phone",
            label="联系电话",
            kind=Kind.PHONE,
            need=Need.FILE,
            max_length=30,
            aliases=("m_phone", "电话", "手机"),
        ),
        Field(
            key="id_type",
            label="身份证件类型",
            kind=Kind.CODE,
            codes="id_type",
            aliases=("m_id_type", "证件类型"),
        ),
        Field(
            key="id_no",
            label="身份证件号",
            kind=Kind.ID_NUMBER,
            need=Need.SOMETIMES,
            max_length=30,
            aliases=("m_id_no", "身份证号", "身份证号码", "公民身份号码"),
            help="孩子自己没有身份证号时，家庭成员的必须填。",
        ),
        Field(
            key="address",
            label="现住址",
            need=Need.FILE,
            max_length=200,
            aliases=("m_address", "住址"),
        ),
        Field(
            key="hukou_code",
            label="户口所在地行政区划",
            kind=Kind.REGION,
            need=Need.FILE,
            max_length=12,
            aliases=("m_hukou_code", "户口所在地", "户口所在地行政区划代码"),
        ),
        Field(
            key="ethnic",
            label="民族",
            kind=Kind.CODE,
            codes="ethnic",
            aliases=("m_ethnic",),
        ),
        Field(
            key="employer",
            label="工作单位",
            max_length=100,
            aliases=("m_employer", "务工地点", "当前务工地点"),
        ),
        Field(key="job", label="职务", max_length=50, aliases=("m_job", "职业")),
    ),
)
