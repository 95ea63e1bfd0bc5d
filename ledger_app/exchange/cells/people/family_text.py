"""People of a family written into one cell: 父王刚13800000000 母李兰13900000001.

Read only where nothing is left over and each of several people says who it is to the child. Of
“张德贵/周桂英” nobody can tell who is the father, of “父亲杨光明，已故” nothing is stored either.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from ledger_app.catalogue.codes import code_list
from ledger_app.domain.names import name_problem

_RELATIONS = (
    *("父亲", "母亲", "爸爸", "妈妈", "爷爷", "奶奶", "外公", "外婆", "祖父", "祖母", "外祖父"),
    *("外祖母", "姥爷", "姥姥", "伯父", "伯母", "叔叔", "婶婶", "舅舅", "舅妈", "姑姑", "姑妈"),
    *("姨妈", "继父", "继母", "养父", "养母", "哥哥", "姐姐", "父", "母", "爸", "妈", "爷", "奶"),
    *("父子", "父女", "母子", "母女", "祖孙", "爷孙"),  # what they are to each other
)
_WHO = "|".join(sorted(_RELATIONS, key=len, reverse=True))
_LONG_WHO = "|".join(word for word in _RELATIONS if len(word) > 1)
_HAN = "\u4e00-\u9fff"
_NAME = f"[{_HAN}]{{2,4}}(?:·[{_HAN}]{{1,10}})?"
_PHONE = re.compile("1[3-9][0-9]{9}")
_BREAKS = re.compile(r"[\s,;:/、()|-]+|(?<=[^0-9])(?=[0-9])|(?<=[0-9])(?=[^0-9])")
_SURNAME = "母"  # the one word for a relation that is a surname, too
_BOTH = frozenset({"父母", "父母亲", "双亲", "爷爷奶奶", "外公外婆", "祖父母", "外祖父母"})
_FIRST = frozenset(word[0] for word in _RELATIONS)
_PLAIN = re.compile(f"{_NAME}|[0-9]{{7,12}}")
_TOLD_PERSON = re.compile(
    f"(?P<who>{_WHO})(?P<name>{_NAME})|(?P<first>{_NAME}?)(?P<last>{_LONG_WHO})"
)
_TWO = re.compile(f"(?P<a>{_WHO})(?P<b>[{_HAN}]{{2,3}})(?P<c>{_WHO})(?P<d>[{_HAN}]{{2,3}})")
_MORE = re.compile(r"[0-9]{7}|[;:,/、|\n]|^[父爸妈爷奶]")
_LONG = tuple(word for word in _RELATIONS if len(word) > 1)
# 王 刚 is a name with a blank in it, 王建国 李兰 are two; other peoples' names hold blanks, too.
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
    "阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_LABELS = frozenset(
    {"电话", "手机", "手机号", "联系电话", "联系方式", "姓名", "号码"}
    | {"微信", "微信同号", "同微信", "手机同微信"}
)
# What is said of a person and could be taken for a name: nothing of such a cell is certain.
_NO_NAMES = re.compile(
    "已故|去世|死亡|病故|改嫁|离异|离婚|失联|失踪|外出|务工|打工|在家|残疾|服刑|再婚|不详|未知|同上"
    "|父母|双亲|家长|监护|出走|分居|单亲|孤儿|无$|老师|主任|村|组"
)
_LONGEST = 120  # characters: what is longer is a story


class Person(NamedTuple):
    """One person of a cell: code of the relation, name, telephone; "" for what is not said."""

    relation: str
    name: str
    phone: str


def is_plain(text: str) -> bool:
    """Tell whether a cell holds one name or one number and nothing to be taken apart."""
    if not _PLAIN.fullmatch(text):
        return False
    if text[0] not in _FIRST:
        return True
    return (
        text not in _RELATIONS
        and text not in _BOTH
        and (len(text) == 2 or text[0] == _SURNAME or not text.startswith(_RELATIONS))
    )


def relation_alone(text: str) -> str:
    """Return the code of 父亲 where a cell says only that, else ""."""
    plain = text.strip()
    said = plain in _RELATIONS or plain in _BOTH
    code = code_list("relation").find(plain) if said else None
    return code.value if code else ""


def is_no_single_name(text: str) -> bool:
    """Tell whether a cell of one person's name holds more than a name, or two of them."""
    plain = unicodedata.normalize("NFKC", text).strip()
    pieces = plain.split()
    two = len(pieces) == 2 and all(
        piece[0] in _SURNAMES and len(piece) in (2, 3) for piece in pieces
    )
    return two or bool(_MORE.search(plain)) or plain.startswith(_LONG)


@lru_cache(maxsize=8192)
def people_in(text: str) -> tuple[Person, ...]:
    """Return the people of a cell, () where it is not certain who is who."""
    plain = unicodedata.normalize("NFKC", text).replace("。", " ").strip()
    if len(plain) > _LONGEST or _NO_NAMES.search(plain):
        return ()
    tokens = [token for piece in _BREAKS.split(plain) for token in _tokens(piece or "")]
    if not tokens or any(kind == "" for kind, _text in tokens):
        return ()
    found = [_person(one) for one in _one_by_one(tokens)]
    people = [person for person in found if person is not None]
    if len(people) < len(found):
        return ()
    relations = {person.relation for person in people}
    several = len(people) > 1
    # Two people: each has to say who it is, and they cannot be the same to the child.
    return () if several and ("" in relations or len(relations) < len(people)) else tuple(people)


def _tokens(piece: str) -> list[tuple[str, str]]:
    """Return a piece between separators as what it says: who, name or phone; "" for all else."""
    if not piece or piece in _LABELS:
        return []
    if _PHONE.fullmatch(piece):
        return [("phone", piece)]
    if piece in _RELATIONS:
        return [("who", piece)]
    two = _TWO.fullmatch(piece)
    if two:
        return [("who", two["a"]), ("name", two["b"]), ("who", two["c"]), ("name", two["d"])]
    told = _TOLD_PERSON.fullmatch(piece)
    if told and told["who"]:
        return [("who", told["who"]), ("name", told["name"])]
    if told:
        return [("name", told["first"]), ("who", told["last"])]
    return [("name" if re.fullmatch(_NAME, piece) else "", piece)]


def _one_by_one(tokens: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Return the tokens of each person: a new one begins where the first kind comes again."""
    groups: list[list[tuple[str, str]]] = []
    for kind, text in tokens:
        if kind == tokens[0][0]:
            groups.append([])
        groups[-1].append((kind, text))
    return groups


def _person(tokens: list[tuple[str, str]]) -> Person | None:
    said = dict(tokens)
    name = said.get("name", "")
    if len(said) < len(tokens) or set(said) == {"who"} or name_problem(name):
        return None
    code = code_list("relation").find(said["who"]) if "who" in said else None
    return Person(code.value if code else "", name, said.get("phone", ""))
