"""What a column heading means: catalogue labels and aliases, family members, school, class."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ledger_app.catalogue import STUDENT, TABLES, resolve_field
from ledger_app.catalogue.codes import code_list, fold
from ledger_app.catalogue.model import Field, Kind

MEMBER = TABLES["family_member"]


class Use(StrEnum):
    """What a column is used for."""

    STUDENT = "student"
    MEMBER = "member"
    SCHOOL_CODE = "school_code"
    SCHOOL_NAME = "school_name"
    BIRTH_PART = "birth_part"  # year, month or day of birth; `member` says which
    GRADE_CLASS = "grade_class"  # grade and class in one cell
    OPTION = "option"  # one option of a field, ticked or not; `member` is its code
    KNOWN = "known"  # understood and not needed: a serial number, an age
    UNKNOWN = "unknown"
    BLANK = "blank"


@dataclass(frozen=True)
class Meaning:
    """One column's use; `field` for student and member columns, `member` tells members apart."""

    use: Use
    field: Field | None = None
    member: str = ""

    @property
    def counts(self) -> bool:
        """Tell whether the column carries something the ledger keeps."""
        return self.use not in (Use.KNOWN, Use.UNKNOWN, Use.BLANK)


UNKNOWN = Meaning(Use.UNKNOWN)
KNOWN = Meaning(Use.KNOWN)
BLANK = Meaning(Use.BLANK)

TICKABLE = frozenset({Kind.CODE, Kind.CODES, Kind.YES_NO})  # an option may have its own column
_KNOWN = frozenset(
    {"序号", "编号", "序", "号", "no", "no.", "行号", "顺序号", "排序", "年龄", "周岁", "实足年龄"}
    | {
        "年龄(周岁)",
        "岁数",
        "问题",
        "照片",
        "签名",
        "签字",
        "学生签名",
        "家长签名",
        "家长签字",
        "总序号",
    }
)
_GRADE_CLASS = frozenset(
    {
        "年级班级",
        "年级班",
        "年班",
        "班级年级",
        "年级及班级",
        "年级/班级",
        "年级,班级",
        "就读班级",
        "年级(班级)",
    }
    | {
        "所在年级班级",
        "就读年级班级",
        "班别",
        "现就读年级班级",
        "年级和班级",
        "年级班别",
        "年级、班级",
    }
    | {"现就读班级", "就读年级及班级", "年级-班级"}
)
_SCHOOL_AND_CLASS = frozenset(
    {
        "现就读学校及年级",
        "就读学校及年级",
        "学校及年级",
        "就读学校年级",
        "学校班级",
        "就读学校及班级",
    }
    | {"学校年级班级", "学校,年级,班级", "学校年级班", "就读学校年级班级", "所在学校年级班级"}
    | {"学校及班级", "就读学校班级", "就读学校、年级", "就读学校,年级", "现就读学校及班级"}
)
_SCHOOL_CODES = frozenset(
    {"学校标识码", "学校代码", "标识码", "学校编码", "学校(机构)标识码", "机构标识码"}
)
# English headings, folded: no blanks, lower case. Keys of the catalogue are understood anyway.
_ENGLISH = {
    **dict.fromkeys(("studentname", "fullname", "chinesename"), "name"),
    "gender": "sex",
    **dict.fromkeys(("dateofbirth", "birthday", "dob", "birthdate"), "birth_date"),
    **dict.fromkeys(("idnumber", "idno", "idno.", "idcard", "idcardno", "idcardnumber"), "id_no"),
    **dict.fromkeys(("ethnicity", "ethnicgroup"), "ethnic"),
    "class": "class_no",
    **dict.fromkeys(("phonenumber", "phoneno", "mobile", "tel", "telephone", "contact"), "phone"),
    "homeaddress": "address",
    **dict.fromkeys(("parent", "parentname", "guardian", "guardianname"), "guardian_name"),
    **dict.fromkeys(("parentphone", "guardianphone", "parenttel"), "guardian_phone"),
    "relationship": "guardian_relation",
    "village": "village_name",
    **dict.fromkeys(("remarks", "notes", "note"), "remark"),
}
# Headings seen in workbooks beside the catalogue's own aliases.
_MORE = {
    "家庭详细住址": "address",
    "家庭详细地址": "address",
    "详细地址": "address",
    "详细住址": "address",
    "现家庭住址": "address",
    "家庭现住址": "address",
    "现居住地址": "address",
    "家庭住址(详细到组)": "address",
    "家长联系方式": "guardian_phone",
    "监护人联系方式": "guardian_phone",
    "监护人手机号": "guardian_phone",
    "监护人手机号码": "guardian_phone",
    "家长手机号": "guardian_phone",
    "家长手机号码": "guardian_phone",
    "家长电话号码": "guardian_phone",
    "监护人身份证件号码": "guardian_id_no",
    "与孩子关系": "guardian_relation",
    "与本人关系": "guardian_relation",
    "与被监护人关系": "guardian_relation",
    "家长与学生关系": "guardian_relation",
    "家长关系": "guardian_relation",
    "关系": "guardian_relation",
    "家庭联系电话": "phone",
    **dict.fromkeys(("受委托监护人姓名", "受委托监护人", "受委托人姓名", "受委托人"), "carer_name"),
    **dict.fromkeys(("联系电话1", "联系电话一", "电话1", "手机1", "手机号1"), "phone"),
    **dict.fromkeys(("联系电话二", "电话2", "手机2", "手机号2"), "phone2"),
    **dict.fromkeys(("家长电话1", "家长联系电话1"), "guardian_phone"),
    "家庭电话": "phone",
    "就读形式": "study_mode",
    "走读/住校": "study_mode",
    "走读住校": "study_mode",
    "留守儿童类型": "left_behind_edu",
    "留守类型": "left_behind_edu",
    "户籍所在地详细地址": "hukou_address",
    "户口所在地址": "hukou_address",
    "出生日": "birth_date",
    "证件号码(身份证)": "id_no",
    "居民身份证号": "id_no",
    "居民身份证号码": "id_no",
    "全国学籍号码": "register_no",
    "全国统一学籍号": "register_no",
    "名字": "name",
    "学生": "name",
    "姓名(学生)": "name",
    "被监护人姓名": "name",
    **_ENGLISH,
}
_PEOPLE = {
    "父亲": "51",
    "爸爸": "51",
    "父": "51",
    "生父": "51",
    "母亲": "52",
    "妈妈": "52",
    "母": "52",
    "生母": "52",
    "爷爷": "61",
    "祖父": "61",
    "奶奶": "62",
    "祖母": "62",
    "外公": "63",
    "姥爷": "63",
    "外祖父": "63",
    "外婆": "64",
    "姥姥": "64",
    "外祖母": "64",
}
_LONG_PEOPLE = tuple(person for person in _PEOPLE if len(person) > 1)
_NUMBERED = re.compile(
    r"(?P<who>家庭成员|主要家庭成员|成员|家长|监护人|亲属|联系人)(?P<n>[1-9一二三四五六])(?P<what>.*)"
)
_ORDINAL = re.compile(r"第(?P<n>[一二三123])(?P<who>监护人|家长|联系人|成员)(?P<what>.*)")
_UNNUMBERED = re.compile(r"(?P<who>主要家庭成员|家庭成员|成员)(?P<what>.+)")
_NAMED = re.compile(rf"(?P<who>{'|'.join(sorted(_PEOPLE, key=len, reverse=True))})(?P<what>.*)")
_PARTS = ("年", "月", "日")
_BIRTH_PART = re.compile("(?:出生日期|出生)(?P<part>[年月])|出生日期(?P<day>日)")
_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBERING = re.compile(r"^[*★☆●#]*(?:\(?[0-9]{1,3}\)?[.,:)、 ]+)?[*★☆]*")
_GROUP_WORDS = re.compile(r"(?:基本|主要)?(?:信息|情况|资料|概况)$")
_STUDENT_WORDS = (
    *(
        "留守儿童",
        "困境儿童",
        "残疾儿童",
        "残疾学生",
        "辍学学生",
        "辍学儿童",
        "受助学生",
        "资助学生",
    ),
    *("寄宿学生", "寄宿生", "困难学生", "儿童少年", "适龄少年"),
    "学生本人",
    "学生",
    "儿童",
    "孩子",
    "本人",
    "幼儿",
    "适龄儿童",
)


def relation_of(member: str) -> str:
    """Return the relation code a member's column group stands for (父亲 → 51), or ""."""
    return _PEOPLE.get(member, "")


def is_guardian_group(member: str) -> bool:
    """Tell whether the column group is headed 监护人."""
    return member.startswith("监护人")


LONGEST, MOST_GROUPS = 500, 8  # of a heading: what is longer is a text that means harm


@lru_cache(maxsize=8192)
def meaning_of(caption: str) -> Meaning:
    """Return what a heading stands for; `UNKNOWN` when nothing in the catalogue is called so."""
    if not caption.strip():
        return BLANK
    if len(caption) > LONGEST or caption.count("·") > MOST_GROUPS:
        return UNKNOWN
    for text in _variants(caption):
        found = _meaning(text)
        if found:
            return found
    return UNKNOWN


def _variants(caption: str) -> Iterator[str]:
    """Give the heading as it is, then without stars, numbering, remarks in brackets, 学生…"""
    text = fold(caption).replace("的", "").rstrip(":")
    yield text
    plain = _NUMBERING.sub("", text).strip("*★☆")
    yield plain
    bare = _BRACKETS.sub("", plain).strip("*★☆:")
    yield bare
    yield bare.rstrip(".")  # ID Card No.
    for word in _STUDENT_WORDS:
        if bare.startswith(word) and len(bare) > len(word):
            yield bare.removeprefix(word)
    if "/" in bare:
        yield bare.partition("/")[0]


def _meaning(text: str) -> Meaning | None:
    if text in _KNOWN:
        return KNOWN
    if text in _GRADE_CLASS:
        return Meaning(Use.GRADE_CLASS)
    if text in _SCHOOL_AND_CLASS:
        return Meaning(Use.SCHOOL_NAME)
    if text in _SCHOOL_CODES:
        return Meaning(Use.SCHOOL_CODE)
    part = _BIRTH_PART.fullmatch(text)
    if part:
        return Meaning(Use.BIRTH_PART, STUDENT.field("birth_date"), part["part"] or part["day"])
    field = _student_field(text)
    if field:
        return Meaning(Use.SCHOOL_NAME) if field.key == "school" else Meaning(Use.STUDENT, field)
    group, dot, option = text.rpartition("·")
    found = option_of(group, option) if dot else None
    return Meaning(Use.OPTION, *found) if found else _member(text)


def _student_field(text: str) -> Field | None:
    try:
        return resolve_field(STUDENT, _MORE.get(text, text))
    except KeyError:
        return None


def option_of(group: str, option: str) -> tuple[Field, str] | None:
    """Return the field a group heading stands for and the code of one of its options; else None."""
    field = meaning_of(group).field if meaning_of(group).use is Use.STUDENT else None
    if field is None or field.kind not in TICKABLE or field.key == "grade":
        return None
    code = None if fold(option).isdigit() else code_list(field.codes or "yesno").find(option)
    return (field, code.value) if code else None


def _member(text: str) -> Meaning | None:
    for pattern in (_NUMBERED, _ORDINAL, _UNNUMBERED, _NAMED):
        found = pattern.fullmatch(text)
        if found:
            field = member_field(found["what"])
            number = found.groupdict().get("n") or ""
            return Meaning(Use.MEMBER, field, found["who"] + number) if field else None
    return None


def member_field(what: str) -> Field | None:
    """Return a family member's field by the rest of its heading; nothing left means the name."""
    what = what.strip("-_:()·") or "姓名"
    what = {"称谓": "关系", "与本人关系": "关系", "与孩子关系": "关系", "称呼": "关系"}.get(
        what, what
    )
    try:
        return resolve_field(MEMBER, what)
    except KeyError:
        pass
    try:
        return MEMBER.field(resolve_field(STUDENT, what).key)  # 手机号码, 现居住地 …
    except KeyError:
        return None


@lru_cache(maxsize=8192)
def path_meaning(path: tuple[str, ...]) -> Meaning:
    """Return the meaning of a heading in several rows, outermost first: ("父亲", "电话")."""
    texts = [text for text in dict.fromkeys(path) if text.strip()]
    if len(texts) < 2:
        return meaning_of(texts[0] if texts else "")
    *groups, caption = texts
    bare = [_GROUP_WORDS.sub("", fold(group)) for group in groups]
    if fold(caption) in _PARTS and meaning_of(groups[-1]) == meaning_of("出生日期"):
        return meaning_of("出生日期" + fold(caption))
    for start in range(len(bare)):
        whole = meaning_of("".join(bare[start:]) + caption)
        if whole.use is not Use.UNKNOWN:
            return whole
    if any(is_person(group) for group in bare):
        return UNKNOWN  # the father's 文化程度 must not become the child's
    return meaning_of(caption)


def is_person(group: str) -> bool:
    """Tell whether a folded group heading speaks of a member of the family."""
    words = ("监护人", "家长", "父母", "成员", "照护人", "联系人", "户主")
    return group in _PEOPLE or any(word in group for word in (*words, *_LONG_PEOPLE))


def written_caption(heading: str, meaning: Meaning) -> str:
    """Return a one-row heading that will be read as the same meaning again."""
    if not meaning.counts or meaning_of(heading) == meaning:
        return heading
    if meaning.use is Use.BIRTH_PART and meaning.field:
        return meaning.field.label + meaning.member
    if meaning.use is Use.OPTION and meaning.field:
        codes = code_list(meaning.field.codes or "yesno")
        return f"{meaning.field.label}·{codes.name_of(meaning.member)}"
    if meaning.field:
        return meaning.member + meaning.field.label
    return {
        Use.GRADE_CLASS: "年级班级",
        Use.SCHOOL_CODE: "学校标识码",
        Use.SCHOOL_NAME: "学校名称",
    }[meaning.use]


# A student's guardian fields, and what they are called of a member of the family.
GUARDIAN_KEYS = {
    "guardian_name": "name",
    "guardian_relation": "relation",
    "guardian_phone": "phone",
}
