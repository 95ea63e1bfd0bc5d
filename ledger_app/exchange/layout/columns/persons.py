"""Whose a column is: the child's, a parent's, the class teacher's, an official's.

A telephone beside an official is the official's. Who has no place in a student file (the holder of
a bank account, a village official) keeps his column to himself: it is named and not stored.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ledger_app.exchange.layout.columns.responsible import responsible_of

PEOPLE = {
    **dict.fromkeys(("父亲", "爸爸", "父", "爸", "生父", "父方"), "51"),
    **dict.fromkeys(("母亲", "妈妈", "母", "妈", "生母", "母方"), "52"),
    **dict.fromkeys(("爷爷", "祖父"), "61"),
    **dict.fromkeys(("奶奶", "祖母"), "62"),
    **dict.fromkeys(("外公", "姥爷", "外祖父"), "63"),
    **dict.fromkeys(("外婆", "姥姥", "外祖母"), "64"),
}
GUARDIAN, PARENTS, CARER, HOUSEHOLDER, TEACHER, RESPONSIBLE, OTHER = (
    "监护人",
    "父母",
    "照护人",
    "户主",
    "班主任",
    "帮扶责任人",
    "其他人",
)
_NUMBERED = re.compile(
    r"(?P<who>主要家庭成员|家庭主要成员|家庭成员|成员|家长|监护人|亲属|联系人)"
    r"\(?(?P<n>[1-9一二三四五六])\)?(?P<what>.*)"
)
_ORDINAL = re.compile(r"第(?P<n>[一二三123])(?P<who>监护人|家长|联系人|成员)(?P<what>.*)")
_UNNUMBERED = re.compile(
    r"(?P<who>主要家庭成员|家庭主要成员|其他家庭成员|家庭成员|成员|主要成员|家属)(?P<what>.*)"
)
_NAMED = re.compile(rf"(?P<who>{'|'.join(sorted(PEOPLE, key=len, reverse=True))})(?P<what>.*)")
_GUARDIAN = re.compile(
    r"(?:学生|孩子|儿童)?(?:父母或其他|法定|现|实际|主要)?"
    r"(?:家长(?:[/,]|或者?|及)监护人|监护人(?:[/,]|或者?|及)家长|父母(?:[/,]|或者?)监护人"
    r"|家长\(监护人\)|家长\(或监护人\)|监护人\(家长\)|监护人|家长)(?P<what>.*)"
)
_PARENTS = re.compile(r"(?:父母亲?|父亲母亲|双亲)(?P<what>.*)")
_CARER = re.compile(
    r"(?:受?委托(?:监护|照护|照料)?人|(?:实际|现)?(?:照[护料看顾]|看护|带养)人)(?P<what>.*)"
)
_HOUSEHOLDER = re.compile(r"(?:家庭)?户主(?P<what>.*)")
_TEACHER = re.compile(r"班主任(?:老师|教师)?(?P<what>.*)")
# Words of people who have no place in the file. 人 alone is in too many other words.
_OTHER = re.compile(
    r"(?:[开收领]户|持卡|领款|收款|代领|代办|申请|填报|填表|填写|经办|负责|介绍|证明|接送|接收|见证|送达|调查|"
    r"核查|排查|走访|送教|校方|学校|单位|村组?|组|镇|乡|街道|县|区|社区)?"
    r"(?:联系人|紧急联系人|负责人|责任人|干部|领导|书记|主任|支书|老师|教师|校长|园长|局长|镇长|乡长|县长|"
    r"区长|村长|组长|队长|队员|专干|网格员|民警|司机|医生|户名|卡主|账户名|持卡人|开户人|领款人|收款人|代领人|"
    r"投保人|代办人|申请人|填报人|填表人|填写人|经办人|介绍人|证明人|接送人|接收人|见证人|送达人|调查人|核查人|排查人|"
    r"走访人|工作人员|人员|保长|会长|楼长|支部书记)"
)
_OTHER_AT = re.compile(rf"(?P<who>.{{0,8}}?{_OTHER.pattern})(?P<what>.*)")
_FAMILY = (
    "父母",
    "双亲",
    "亲属",
    "亲戚",
    "成员",
    "配偶",
    "兄弟",
    "姐妹",
    "哥哥",
    "姐姐",
    "弟弟",
    "妹妹",
)


class Owner(NamedTuple):
    """Whose a heading is and what of that person it says; `kind` is one of the names above, or
    成员 for a member of the family, whom `member` tells apart."""

    kind: str
    member: str = ""
    what: str = ""


MEMBER_OF_FAMILY = "成员"


def owner_of(text: str) -> Owner | None:
    """Return whose a folded heading is, None where it begins with nobody."""
    for pattern in (_NUMBERED, _ORDINAL):
        found = pattern.fullmatch(text)
        if found:
            return Owner(MEMBER_OF_FAMILY, found["who"] + found["n"], found["what"])
    if responsible := responsible_of(text):
        return Owner(RESPONSIBLE, *responsible)
    for pattern, kind in _KINDS:
        found = pattern.fullmatch(text)
        if found:
            member = found["who"] if kind in (MEMBER_OF_FAMILY, OTHER) else ""
            return Owner(kind, member, found["what"])
    return None


_KINDS = (
    (_GUARDIAN, GUARDIAN),
    (_PARENTS, PARENTS),
    (_CARER, CARER),
    (_HOUSEHOLDER, HOUSEHOLDER),
    (_TEACHER, TEACHER),
    (_UNNUMBERED, MEMBER_OF_FAMILY),
    (_NAMED, MEMBER_OF_FAMILY),
    (_OTHER_AT, OTHER),
)


def is_person(group: str) -> bool:
    """Tell whether a folded group heading speaks of a member of the family or of an official."""
    words = ("监护人", "家长", "照护人", "联系人", "户主", *_FAMILY)
    return owner_of(group) is not None or any(word in group for word in words)


def is_of_family(group: str) -> bool:
    """Tell whether a folded group heading speaks of the family and of nobody in particular."""
    owner = owner_of(group)
    return owner is not None and owner.kind in (GUARDIAN, PARENTS) and not owner.what
