"""What is asked of the records kept of a child: 没填母亲电话, 没有家访记录, 没有家庭成员."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.codes import code_list, fold
from ledger_app.catalogue.meanings import Relation
from ledger_app.domain.phrase.filter_keys import KEPT_TABLES, NOT
from ledger_app.domain.phrase.meaning import Chip, Meaning

# Parents and grandparents: whom a clerk looks for on the paper.
RELATIVES = (
    *(Relation.FATHER, Relation.MOTHER),
    *(Relation.PATERNAL_GRANDFATHER, Relation.PATERNAL_GRANDMOTHER),
    *(Relation.MATERNAL_GRANDFATHER, Relation.MATERNAL_GRANDMOTHER),
)
RECORD = "记录"
_NONE = "(?P<none>(?:还|都)?(?:(?:没有?|未)(?:填写?|登记|写|录入?|留(?!守)下?)?|缺少?|少|无))"
_SOME = "(?:[有已](?:填写?|登记|写|录入?|留(?!守)下?)?|(?:填写?|登记|写|录入?|留(?!守)下?)了)"
_PHONE = "(?P<phone>的?(?:联系电话|电话号码|电话|手机号码|手机号|手机|号码))?(?:的?姓名)?"


def kept(text: str, at: int) -> Iterator[Chip]:
    """Yield what may begin at a place of a folded text and is said of records."""
    for pattern, key in _patterns():
        if found := pattern.match(text, at):
            mark = NOT if found["none"] else ""
            if key == "record":
                yield Chip(found[0], (Meaning(key, mark + _tables()[found["table"]]),))
            else:
                asked = "phone_of" if found["phone"] else "relative"
                yield Chip(found[0], (Meaning(asked, mark + _relatives()[found["who"]]),))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    who, table = (_any_of(each) for each in (_relatives(), _tables()))
    begin = f"(?:{_NONE}|{_SOME})"
    return (
        (re.compile(f"{begin}(?P<who>{who}){_PHONE}"), "relative"),
        (re.compile(f"{begin}(?P<table>{table})"), "record"),
    )


def _any_of(words: dict[str, str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _relatives() -> dict[str, str]:
    return {
        fold(word): code.value
        for code in code_list("relation").codes
        if code.value in RELATIVES
        for word in (code.name, *code.aliases)
    }


@cache
def _tables() -> dict[str, str]:
    """Return by their words the tables of a file: 缺勤记录, 家庭成员."""
    found = {}
    for key in KEPT_TABLES:
        label = TABLES[key].label
        found[fold(label)] = key
        for word in (label, *TABLES[key].aliases):
            found.setdefault(fold(word.removesuffix(RECORD) + RECORD), key)
    return found
