"""What the child whom a list is about is called in headings: 该生, 受助学生, 患儿姓名."""

from __future__ import annotations

import re

STUDENT_WORDS = (
    *("留守儿童", "困境儿童", "残疾儿童", "残疾学生", "疑似辍学学生", "辍学学生", "辍学儿童"),
    *(
        "受助学生",
        "资助学生",
        "寄宿学生",
        "寄宿生",
        "困难学生",
        "儿童少年",
        "适龄少年",
        "适龄儿童少年",
    ),
    *("学生本人", "失学儿童", "劝返学生", "送教学生", "在校生", "在校学生", "学员", "子女", "学生"),
    *("儿童", "孩子", "本人", "幼儿", "适龄儿童", "该生", "被监护人", "小孩"),
)
# 困境儿童姓名, 患儿姓名, 寄宿生姓名: the child whom the list is about, whatever it is called.
_CHILD_NAME = re.compile(
    "[^()/·,]{0,8}?(?:学生|儿童|少年|孩子|幼儿|学员|青年|孤儿|患儿|小孩|残疾人|新生|(?:毕业|转学|流失|辍学|休学|复学|贫困|困难"
    "|特困|寄宿|住校|走读|借读|随读|留守|插班|资助|受助|优|在读|在籍)生)(?:姓名|名字|名单|名称)"
)
_OF_CHILD = re.compile("[^()/·,]{0,6}(?:学生|儿童|少年|孩子|幼儿|学员|新生)")  # a group: 参保学生
_NOT_THIS_CHILD = re.compile(
    "其[他它余]|同住|同班|兄|姐|弟|妹|同学|同伴|家长|监护|原|曾|父|母|是否|有无|与"
)


def is_childs_name(text: str) -> bool:
    """Tell whether a folded heading is the name of the child whom the list is about."""
    return bool(_CHILD_NAME.fullmatch(text)) and not _NOT_THIS_CHILD.search(text)


def is_of_child(group: str) -> bool:
    """Tell whether a folded group heading speaks of that child: 参保学生."""
    return bool(_OF_CHILD.fullmatch(group)) and not _NOT_THIS_CHILD.search(group)
