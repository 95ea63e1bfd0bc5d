"""The child's family and the seven responsible heads: domain.md §2.5, §2.13."""

from __future__ import annotations

from ledger_app.catalogue.model import Field, Kind, Need
from ledger_app.catalogue.sections import Section, in_section

FAMILY_FIELDS = in_section(
    Section("家庭", filled_by="班主任", source="户口簿、家长填报、家访"),
    Field(
        key="head_name",
        label="户主姓名",
        kind=Kind.NAME,
        need=Need.SOMETIMES,
        max_length=50,
        aliases=("户主",),
    ),
    Field(
        key="head_relation",
        label="与户主关系",
        kind=Kind.CODE,
        codes="relation",
        aliases=("户主关系", "与户主的关系"),
    ),
    Field(
        key="household_no",
        label="户编号",
        max_length=40,
        aliases=("户号", "户口编号", "家庭编号"),
    ),
    Field(
        key="guardian_name",
        label="监护人姓名",
        kind=Kind.NAME,
        need=Need.FILE,
        max_length=50,
        aliases=("监护人", "家长姓名", "家长", "家长(监护人)姓名", "家长(或监护人)姓名"),
        help="法律文书写给这个人，要与身份证上的姓名一致。",
    ),
    Field(
        key="guardian_relation",
        label="监护人关系",
        kind=Kind.CODE,
        codes="relation",
        need=Need.FILE,
        aliases=("与监护人关系", "监护人与学生关系", "与学生关系", "与儿童关系"),
    ),
    Field(
        key="guardian_phone",
        label="监护人电话",
        kind=Kind.PHONE,
        need=Need.FILE,
        max_length=30,
        aliases=("监护人联系电话", "家长电话", "家长联系电话", "家长手机", "监护人手机"),
    ),
    Field(
        key="guardian_id_no",
        label="监护人身份证件号",
        kind=Kind.ID_NUMBER,
        need=Need.FILE,
        max_length=30,
        aliases=("监护人身份证号", "监护人身份证号码", "家长身份证号", "guardian_id"),
    ),
    Field(
        key="guardian_address",
        label="监护人住址",
        need=Need.FILE,
        max_length=200,
        aliases=("监护人现住址", "监护人地址", "家长住址"),
    ),
    Field(
        key="carer_name",
        label="受委托照护人姓名",
        kind=Kind.NAME,
        need=Need.SOMETIMES,
        max_length=50,
        aliases=("受委托照护人", "委托监护人姓名", "委托监护人", "照护人姓名"),
        help="父母外出时受托照护孩子的人；父母要把委托情况书面告知学校和村(居)委会。",
    ),
    Field(
        key="carer_relation",
        label="受委托照护人关系",
        kind=Kind.CODE,
        codes="relation",
        need=Need.SOMETIMES,
        aliases=("委托监护人关系", "照护人关系"),
    ),
    Field(
        key="carer_phone",
        label="受委托照护人电话",
        kind=Kind.PHONE,
        need=Need.SOMETIMES,
        max_length=30,
        aliases=("委托监护人电话", "照护人电话"),
    ),
    Field(
        key="carer_id_no",
        label="受委托照护人身份证件号",
        kind=Kind.ID_NUMBER,
        need=Need.SOMETIMES,
        max_length=30,
        aliases=("委托监护人身份证号", "照护人身份证号", "carer_id"),
    ),
    Field(
        key="carer_address",
        label="受委托照护人住址",
        need=Need.SOMETIMES,
        max_length=200,
        aliases=("委托监护人住址", "照护人住址"),
    ),
    Field(
        key="delegation_notice_on",
        label="委托照护书面告知日期",
        kind=Kind.DATE,
        need=Need.SOMETIMES,
        aliases=("委托告知日期",),
    ),
    # Holds 父或母服刑/强制戒毒 among its values: restricted by domain.md §8.
    Field(
        key="family_structure",
        label="家庭结构",
        kind=Kind.CODES,
        codes="family_structure",
        need=Need.PRINT,
        sensitive=True,
        aliases=("家庭类型", "家庭情况"),
    ),
    Field(
        key="income_source",
        label="家庭主要经济来源",
        kind=Kind.CODES,
        codes="income_source",
        aliases=("家庭经济来源", "经济来源"),
    ),
    Field(
        key="econ_category",
        label="家庭经济困难类别",
        kind=Kind.CODES,
        codes="econ_category",
        need=Need.PRINT,
        aliases=("家庭经济类别", "困难类别", "家庭困难类型", "经济困难类别"),
    ),
    Field(
        key="difficulty_level",
        label="困难等级",
        kind=Kind.CODE,
        codes="difficulty_level",
        aliases=("家庭经济困难等级",),
    ),
    Field(
        key="siblings",
        label="兄弟姐妹人数",
        kind=Kind.INTEGER,
        aliases=("兄弟姐妹人数/在读情况",),
    ),
    Field(key="siblings_note", label="兄弟姐妹在读情况", max_length=200),
    Field(
        key="only_child",
        label="是否独生子女",
        kind=Kind.YES_NO,
        codes="yesno",
        need=Need.SOMETIMES,
        aliases=("独生子女",),
    ),
)

# 七长制度: the names on the day the file was made; from the settings, changeable per child.
HEAD_FIELDS = in_section(
    Section("七长", filled_by="学籍管理员", source="本县控辍保学七长责任制文件"),
    Field(
        key="head_county", label="县(区)长", kind=Kind.NAME, max_length=50, aliases=("县长", "区长")
    ),
    Field(
        key="head_edu",
        label="教育局长",
        kind=Kind.NAME,
        max_length=50,
        aliases=("教育局局长", "教体局长"),
    ),
    Field(
        key="head_township",
        label="乡(镇)长",
        kind=Kind.NAME,
        max_length=50,
        aliases=("乡镇长", "乡长", "镇长"),
    ),
    Field(
        key="head_village",
        label="村长(村主任)",
        kind=Kind.NAME,
        max_length=50,
        aliases=("村长", "村主任"),
    ),
    Field(key="head_school", label="校长", kind=Kind.NAME, max_length=50, aliases=("校长姓名",)),
    Field(
        key="head_teacher", label="师长(班主任)", kind=Kind.NAME, max_length=50, aliases=("师长",)
    ),
    # A column headed plainly 家长 in a roster means the guardian, so it is an alias there.
    Field(
        key="head_parent", label="家长(七长)", kind=Kind.NAME, max_length=50, aliases=("七长家长",)
    ),
)
