"""Who answers for a child as headings name him: 包保责任人, 县级帮扶领导, 挂钩干部2.

Several may answer for one child, each of a level of his own. Where a heading says the level it is
kept apart by it, else by its number; both together are what a Meaning has as its `member`.
"""

from __future__ import annotations

import re

from ledger_app.catalogue.meanings import PairKind

_WORDS = {
    "县级": "县级|县区级?|县市级?|县|区级",
    "乡镇": "乡镇级?|镇乡|乡级|镇级|乡|镇|街道",
    "村级": "村级|村居|村社|村社区|社区|村委会?|村",
    "校级": "学校级?|校级|校",
}
_LEVELS = "|".join(
    f"(?P<{{0}}{at}>{words})" for at, words in enumerate(_WORDS.values())
)  # {0}: where in a heading it is looked for
_KINDS = {
    "县级": PairKind.COUNTY,
    "乡镇": PairKind.TOWNSHIP,
    "村级": PairKind.VILLAGE,
    "校级": PairKind.SCHOOL,
    "教师": PairKind.TEACHER,
}
_TEACHER = "教师"
_NOUNS = "责任人|联系人|负责人|教师|老师|干部|领导|人员|人|员"
_VERBS = "控辍保学|包保|帮扶|帮包|帮教|包联|联保|挂钩|结对|包户|劝返|包干|挂包|帮联|控保"
_HEADING = re.compile(
    r"(?:双线)?(?:[二三四五六]级)?"
    rf"(?:{_LEVELS.format('a')})?(?:{_VERBS})(?:{_LEVELS.format('b')})?"
    r"(?:帮扶|包保|包联|结对|联系)?(?:责任|联系|帮扶)?"
    rf"(?P<noun>{_NOUNS})(?P<n>[1-9一二三]?)(?P<what>.*)"
    r"|(?P<bare>责任人|联系(?:领导|干部|教师|老师))(?P<bare_n>[1-9]?)(?P<bare_what>.*)"
    r"|(?:帮扶|包保|包联|挂钩|结对|包户|联系|责任)(?P<office>(?:单位|部门).*)"
    # 姓名 and 电话 under 包保 or 结对帮扶 are nobody else's.
    rf"|(?:双线)?(?:{_LEVELS.format('e')})?(?:包保|帮扶|结对帮扶|包联|挂包)(?:责任)?(?:{_LEVELS.format('f')})?"
    r"(?P<said>姓名|(?:联系|手机|办公)?电话(?:号码)?|手机号?码?|联系方式|职务|工作单位|单位及职务)"
)
# One column of names, each with its telephone behind it.
_WITH_PHONE = re.compile(
    r"(?:姓名)?(?:及其?|和|与|、|/|,|兼)(?:联系|手机)?(?:电话|方式|手机)(?:号码|号)?"
    r"|(?:姓名)?\((?:及?(?:联系|手机)?(?:电话|方式|手机)(?:号码|号)?)\)"
)
# 县级, 村级责任人 under 包保责任人; 电话(县级).
_LEVEL_FIRST = re.compile(
    rf"\(?(?:{_LEVELS.format('c')}|(?P<teacher>教师|老师))\)?(?:{_NOUNS})?(?P<what>.*)"
)
_LEVEL_LAST = re.compile(rf"(?P<what>.*)\((?:{_LEVELS.format('d')}|(?P<teacher>教师|老师))\)")
_NUMBERS = {"一": "", "1": "", "二": "2", "三": "3"}
_OF_A_PLACE = ("组", "名称", "委", "代码", "编码", "长")  # 村组, 学校名称, 村长: no level


def responsible_of(text: str) -> tuple[str, str] | None:
    """Return who is meant (level and number, "" for the only one) and what is said of him."""
    found = _HEADING.fullmatch(text)
    if found is None:
        return None
    if found["office"]:
        return "", found["office"]
    if found["bare"]:
        return _told("", found["bare_n"], found["bare_what"])
    level = _level(found, "abef")
    if found["said"]:
        return level, found["said"]
    teacher = found["noun"] in ("教师", "老师")
    return _told(level or (_TEACHER if teacher else ""), found["n"], found["what"])


def _told(level: str, number: str, what: str) -> tuple[str, str]:
    both = _WITH_PHONE.match(what)
    what = what[both.end() :] if both else what
    for pattern, group in ((_LEVEL_FIRST, "c"), (_LEVEL_LAST, "d")):
        found = pattern.fullmatch(what)
        if found and not level and not found["what"].startswith(_OF_A_PLACE):
            level = _TEACHER if found["teacher"] else _level(found, group)
            what = found["what"]
    return level + _NUMBERS.get(number, number), what


def _level(found: re.Match[str], groups: str) -> str:
    names = [*_WORDS]
    return next(
        (names[at] for group in groups for at in range(len(names)) if found[f"{group}{at}"]), ""
    )


def pair_kind_of(member: str) -> str:
    """Return the code of the level that a member's columns are headed with, "" without one."""
    return _KINDS.get(member.rstrip("123456789"), "")


def caption_of(member: str, what: str) -> str:
    """Return a heading that names this person by itself: 县级包保责任人2电话."""
    level = member.rstrip("123456789")
    who = "包保教师" if level == _TEACHER else f"{level}包保责任人"
    return who + member.removeprefix(level) + what
