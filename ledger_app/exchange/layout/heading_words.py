"""What a column heading means: catalogue labels and aliases, and whose they are.

A heading is certain where every word of it and of its groups is understood. Words that are not
understood make it unknown: 住址 under 户口本 is not where the child lives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.codes import code_list, fold
from ledger_app.catalogue.model import Field
from ledger_app.exchange.layout.columns import aliases, persons
from ledger_app.exchange.layout.columns.address_parts import part_of
from ledger_app.exchange.layout.columns.child_words import (
    STUDENT_WORDS,
    is_childs_name,
    is_of_child,
)
from ledger_app.exchange.layout.columns.meanings import (
    BLANK,
    GUARDIAN_KEYS,
    KNOWN,
    MEMBER,
    RESPONSIBILITY,
    TICKABLE,
    UNKNOWN,
    Meaning,
    Use,
    is_guardian_group,
    relation_of,
    responsibility_field,
    student_field,
)
from ledger_app.exchange.layout.columns.owner_fields import NAMES, field_of, member_field
from ledger_app.exchange.layout.columns.persons import PEOPLE, Owner, is_person, owner_of
from ledger_app.exchange.layout.columns.places import Time, told_of
from ledger_app.exchange.layout.columns.responsible import caption_of


class Reading(NamedTuple):
    """What a heading means; if not known, why, and what its caption would mean by itself."""

    meaning: Meaning
    owner: Owner | None = None  # whose it is, if it says so
    time: Time = Time.UNSAID
    doubt: str = ""
    bare: Meaning | None = None  # under groups that are not understood


_PARTS = ("年", "月", "日")
_BIRTH_PART = re.compile("(?:出生日期|出生)(?P<part>[年月])|出生日期(?P<day>日)")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_NUMBERING = re.compile(r"^[*★☆●#]*(?:\(?[0-9]{1,3}\)?[.,:)、 ]+)?[*★☆]*")
_IN_TWO_LANGUAGES = re.compile(r"(?P<own>[^a-z]*[\u4e00-\u9fff)])[/,:-]?(?P<latin>[a-z][a-z.' -]+)")
_GROUP_WORDS = re.compile(r"(?:基本|主要)?(?:信息|情况|资料|概况)$")
# Words of group headings that leave a caption what it is.
_NEUTRAL = re.compile(
    "(?:学生|儿童|少年|孩子|幼儿|本人|个人|子女|适龄|留守|困境|残疾|在校|在籍|就读|学籍|学校|班级|入学|基本|基础|"
    "主要|自然|身份|家庭|其他|其它|补充|登记|填报|填写|采集|摸底|核查|相关|有关|详细|信息|情况|资料|概况|内容|"
    "数据|项目|状况|必填|选填|部分|及|和|与|的|联系|方式|通讯|辍学|疑似|困难|受助|资助|对象|名单|花名册|"
    "[一二三四五六0-9.,()/:])+"
)
_OF_FAMILY = frozenset({"name", "guardian_relation"})  # under 家庭情况: of a member
LONGEST, MOST_GROUPS = 500, 8  # of a heading: what is longer is a text that means harm


def meaning_of(caption: str) -> Meaning:
    """Return what a heading stands for; `UNKNOWN` when nothing in the catalogue is called so."""
    return read_caption(caption).meaning


@lru_cache(maxsize=8192)
def read_caption(caption: str) -> Reading:
    """Return what a heading of one row stands for, and of whom it speaks if it is not known."""
    if not caption.strip():
        return Reading(BLANK)
    if len(caption) > LONGEST or caption.count("·") > MOST_GROUPS:
        return Reading(UNKNOWN)
    asked = Reading(UNKNOWN)
    for text in _variants(caption):
        found = _reading(text)
        if found.meaning.use is not Use.UNKNOWN:
            return found
        # 身份证号(监护人) speaks of a person: what is left without the brackets is not the child's.
        asked = found if asked == Reading(UNKNOWN) else asked
        if (found.owner or found.time) and "(" not in text and "/" not in text:
            return found
    return asked


def _variants(caption: str) -> Iterator[str]:
    """Give the heading as it is, then without stars, numbering, remarks in brackets, 学生…"""
    text = fold(caption).replace("的", "").rstrip(":")
    yield from _translated(text)
    yield text
    plain = _NUMBERING.sub("", text).strip("*★☆")
    yield plain
    bare = _BRACKETS.sub("", plain).strip("*★☆:")
    for said in _BRACKETS.findall(plain):
        if said in STUDENT_WORDS:
            continue
        if bare and _says_who(said):
            yield said + bare
            return  # whoever it is, it is not the bare word any more
    yield bare
    yield bare.rstrip(".")  # ID Card No.
    for word in STUDENT_WORDS:
        if bare.startswith(word) and len(bare) > len(word):
            yield bare.removeprefix(word)
    yield from _either(bare)


def _translated(text: str) -> Iterator[str]:
    """Give the Chinese of a heading in two languages that say the same: 学生 Student Name."""
    both = _IN_TWO_LANGUAGES.fullmatch(text)
    if both and _reading(both["own"]).meaning == meaning_of(both["latin"]):
        yield both["own"]


def _says_who(said: str) -> bool:
    """Tell whether a remark in brackets speaks of somebody, or of another time or place."""
    told = told_of(said)
    if said and not told.rest:
        return True
    owner = owner_of(said)
    return owner is not None and owner.what in ("", "姓名")


def _either(bare: str) -> Iterator[str]:
    """Give the halves of a heading with a slash that both mean the same: 联系电话/手机."""
    if "/" not in bare:
        return
    halves = [half for half in bare.split("/") if half]
    if len({_reading(half).meaning for half in halves}) == 1:
        yield halves[0]
    person = owner_of(halves[-1]) if len(halves) == 2 else None
    if person and person.what in NAMES and (what := _what_above(halves[0])):
        yield person.member + what  # 家长姓名/父


def _what_above(group: str) -> str:
    """Return what a group heading says of the persons under it: 姓名 of 家长姓名, 联系电话."""
    above = owner_of(group)
    if above is None:
        return group
    return above.what if above.kind in (persons.GUARDIAN, persons.PARENTS) else ""


def _reading(text: str) -> Reading:
    found = _whole(text)
    if found:
        return Reading(found)
    told = told_of(text)
    owner = owner_of(told.rest)
    if told.time is Time.UNSAID and not told.hukou:
        return _owned(owner) if owner else Reading(UNKNOWN)
    return _at_time(told.time, hukou=told.hukou, what=told.rest)


def _whole(text: str) -> Meaning | None:
    """Return what a text means that is in the lists as it stands."""
    if text in aliases.KNOWN:
        return KNOWN
    if text in aliases.GRADE_CLASS:
        return Meaning(Use.GRADE_CLASS)
    if text in aliases.SCHOOL_AND_CLASS:
        return Meaning(Use.SCHOOL_NAME)
    if text in aliases.SCHOOL_CODES:
        return Meaning(Use.SCHOOL_CODE)
    part = _BIRTH_PART.fullmatch(text)
    if part:
        return Meaning(Use.BIRTH_PART, STUDENT.field("birth_date"), part["part"] or part["day"])
    pair = responsibility_field(text)
    if pair:
        return Meaning(Use.RESPONSIBLE, pair)
    field = student_field(text)
    if field:
        return Meaning(Use.SCHOOL_NAME) if field.key == "school" else Meaning(Use.STUDENT, field)
    if is_childs_name(text):
        return Meaning(Use.STUDENT, STUDENT.field("name"))
    group, dot, option = text.rpartition("·")
    return _under(group, option) if dot else None


def _under(group: str, caption: str) -> Meaning | None:
    """Return a part of an address or one option of a field under its group."""
    above = meaning_of(group)
    part = part_of(caption)
    if part and above.use is Use.STUDENT and above.field and above.field.key in _ADDRESSES:
        return Meaning(Use.ADDRESS_PART, above.field, part)
    found = option_of(group, caption)
    return Meaning(Use.OPTION, *found) if found else None


_ADDRESSES = frozenset({"address", "hukou_address", "home_address", "mail_address"})


def option_of(group: str, option: str) -> tuple[Field, str] | None:
    """Return the field a group heading stands for and the code of one of its options; else None."""
    field = meaning_of(group).field if meaning_of(group).use is Use.STUDENT else None
    if field is None or field.kind not in TICKABLE or field.key == "grade":
        return None
    code = None if fold(option).isdigit() else code_list(field.codes or "yesno").find(option)
    if code is None and field.key == "boards":  # 住宿 over 走读 | 住校
        return option_of(STUDENT.field("study_mode").label, option)
    return (field, code.value) if code else None


def _owned(owner: Owner) -> Reading:
    """Return what is said of a person: a field of its own, or unknown and not the child's."""
    found = field_of(owner)
    if found.use is not Use.UNKNOWN:
        return Reading(found, owner)
    who = owner.member or owner.kind
    return Reading(UNKNOWN, owner, doubt=f"说的是“{who}”，台账里没有地方放")


def _at_time(time: Time, *, hukou: bool, what: str) -> Reading:
    """Return what is said of before or after, or of the household register."""
    found = meaning_of(what) if what else UNKNOWN
    key = found.field.key if found.field and found.use is Use.STUDENT else ""
    if hukou:
        found = _in_register(found, key, what)
    if time in (Time.UNSAID, Time.NEW):
        return Reading(found, time=time)
    if time is Time.OLD and found.use is Use.SCHOOL_NAME:
        return Reading(Meaning(Use.STUDENT, STUDENT.field("prev_school")), time=time)
    if time is Time.OLD and key == "name":
        return Reading(Meaning(Use.STUDENT, STUDENT.field("former_name")), time=time)
    when = "以前的" if time is Time.OLD else "打算的，还不是现在的"
    doubt = f"说的是{when}，和现在的分开，没有地方放" if what else ""
    return Reading(UNKNOWN, time=time, doubt=doubt)


def _in_register(found: Meaning, key: str, what: str) -> Meaning:
    """Return what a caption means of the household register: its address is not where one lives."""
    address = STUDENT.field("hukou_address")
    if key in ("address", "home_address", "hukou_address"):
        return Meaning(Use.STUDENT, address)
    part = part_of(what)
    if part:
        return Meaning(Use.ADDRESS_PART, address, part)
    return UNKNOWN if found.use in (Use.SCHOOL_NAME, Use.GRADE_CLASS) else found


def path_meaning(path: tuple[str, ...]) -> Meaning:
    """Return the meaning of a heading in several rows, outermost first: ("父亲", "电话")."""
    return read_path(path).meaning


@lru_cache(maxsize=8192)
def read_path(path: tuple[str, ...]) -> Reading:
    """Return what a heading in several rows means, every group of it understood or nothing."""
    texts = [text for text in dict.fromkeys(path) if text.strip()]
    if len(texts) < 2:
        return read_caption(texts[0] if texts else "")
    *groups, caption = texts
    if fold(caption) in _PARTS and meaning_of(groups[-1]) == meaning_of("出生日期"):
        return Reading(meaning_of("出生日期" + fold(caption)))
    bare = [_GROUP_WORDS.sub("", fold(group)).rstrip(":") for group in groups]
    own = read_caption(caption)
    if all(_is_neutral(group) or persons.is_of_family(group) for group in bare):
        owner = owner_of(fold(caption))
        if owner and (own.meaning.counts or owner.what not in NAMES) and owner.what:
            return own  # 父亲姓名 under 家长信息
    in_family = own.meaning.field is not None and own.meaning.field.key in _OF_FAMILY
    if in_family and any("家庭" in group for group in groups) and all(map(_is_neutral, bare)):
        return _owned(Owner(persons.MEMBER_OF_FAMILY, "家庭成员", fold(caption)))
    told = told_of("".join(bare))
    if _is_class(own.meaning) and _is_neutral(told.rest):  # 年级 under 原就读学校
        return _at_time(told.time, hukou=told.hukou, what=caption) if told.time else own
    for start in range(1, len(bare)):  # 父亲 under 父母外出务工情况
        if _is_parent(bare[start]) and all(map(_of_both, bare[:start])):
            found = _joined(bare[start:], groups[start:], caption)
            if found.meaning.use is not Use.UNKNOWN:
                return found
    for start in range(len(bare)):
        if all(_is_neutral(group) for group in bare[:start]):
            found = _joined(bare[start:], groups[start:], caption)
            if found.meaning.use is not Use.UNKNOWN or found.owner or found.time:
                return found
    if all(_is_neutral(group) for group in bare):
        return own
    named = next(group for group, text in zip(groups, bare, strict=True) if not _is_neutral(text))
    doubt = f"上面的“{named}”看不懂，不知道“{caption}”说的是谁、是什么"
    return Reading(UNKNOWN, doubt=doubt, bare=own.meaning if own.meaning.counts else None)


def _is_parent(group: str) -> bool:
    """Tell whether a folded group is 父亲 or 母亲 and no more: of whom the columns under it are."""
    owner = owner_of(group)
    return owner is not None and not owner.what and owner.member in PEOPLE


def _of_both(group: str) -> bool:
    """Tell whether a folded group speaks of the parents, whatever of them: 父母外出务工."""
    return _is_neutral(group) or group.startswith(("父母", "家长", "双亲", "监护人", "家庭"))


def is_neutral_group(group: str) -> bool:
    """Tell whether a group heading leaves the captions under it what they are: 学生情况."""
    return _is_neutral(_GROUP_WORDS.sub("", fold(group)))


def _is_class(meaning: Meaning) -> bool:
    key = meaning.field.key if meaning.field else ""
    return meaning.use is Use.GRADE_CLASS or key in ("grade", "class_no")


def _is_neutral(group: str) -> bool:
    """Tell whether a group heading leaves the captions under it what they are."""
    if not group or _NEUTRAL.fullmatch(group):
        return True
    return is_of_child(group)


def _joined(bare: list[str], groups: list[str], caption: str) -> Reading:
    """Read groups and caption as one text, or as a field over persons, or over its options."""
    under = _under(groups[-1], caption) if len(groups) == 1 else None
    if under and under.use is Use.ADDRESS_PART:  # a lone option is none: columns.option_columns
        return Reading(under)
    whole = read_caption("".join(bare) + caption)
    if whole.meaning.use is not Use.UNKNOWN:
        return whole
    if fold(caption) in STUDENT_WORDS and len(bare) == 1:
        return read_caption(groups[0])  # 身份证号 over 学生 | 家长
    person = owner_of(fold(caption))
    if person and person.what in NAMES and len(bare) == 1 and (what := _what_above(bare[0])):
        return _owned(Owner(person.kind, person.member, what))  # 家长姓名 over 父 | 母
    told = told_of("".join(bare))
    if (told.time or told.hukou) and _is_neutral(told.rest):
        return _at_time(told.time, hukou=told.hukou, what=caption)
    return whole


def written_caption(heading: str, meaning: Meaning) -> str:
    """Return a one-row heading that will be read as the same meaning again."""
    if not meaning.counts or meaning_of(heading) == meaning:
        return heading
    if meaning.use is Use.BIRTH_PART and meaning.field:
        return meaning.field.label + meaning.member
    if meaning.use is Use.ADDRESS_PART and meaning.field:
        return f"{meaning.field.label}·{meaning.member}"
    if meaning.use is Use.OPTION and meaning.field:
        codes = code_list(meaning.field.codes or "yesno")
        return f"{meaning.field.label}·{codes.name_of(meaning.member)}"
    if meaning.use is Use.RESPONSIBLE and meaning.field:
        label = meaning.field.label
        if label.startswith("包保"):
            return label
        return caption_of(meaning.member, label.removeprefix("帮扶").removeprefix("责任人"))
    if meaning.field:
        return meaning.member + meaning.field.label
    return {
        Use.GRADE_CLASS: "年级班级",
        Use.SCHOOL_CODE: "学校标识码",
        Use.SCHOOL_NAME: "学校名称",
    }[meaning.use]


__all__ = [
    "BLANK",
    "GUARDIAN_KEYS",
    "KNOWN",
    "MEMBER",
    "NAMES",
    "PEOPLE",
    "RESPONSIBILITY",
    "TICKABLE",
    "UNKNOWN",
    "Meaning",
    "Use",
    "field_of",
    "is_guardian_group",
    "is_person",
    "member_field",
    "relation_of",
]
