"""Which school a row means: by code or name, by the title, by the ledger's own unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from uuid import uuid4

from ledger_app.catalogue.codes import fold
from ledger_app.domain.student_file import Row
from ledger_app.exchange.planning.import_plan import NewSchool

_PLACE = re.compile(r".*[省市县区州旗镇乡]")
_POINT_OF = re.compile(r".*(?:小学|中心校|中学)")  # 福利镇中心小学石门教学点 is 石门教学点
_POINT = ("教学点", "校区", "分校")
_SHORTEST = 4  # characters that names with and without their county must share to be one school
_NOISE = re.compile(r"[^\w()·]|_")  # a full stop behind the name, blanks and dots inside
_ASIDE = re.compile(r"\([^()]*\)?|已?(?:撤并|撤销|合并|停办)|^(?:原|旧)")
# Kinds of school that one and the same is called by, each by the word it is compared as.
_KINDS = (
    (re.compile("(?:村?完全小学|村?完小|小学校|村小学|村小|教学点)$"), "小学"),
    (re.compile("小学小学$"), "小学"),
    (re.compile("中心(?:校|学校)$"), "中心小学"),
    (re.compile("(?:初级中学|初中|九年一贯制学校|九年制学校)$"), "中学"),
)
_PLACE_WORDS = re.compile("[省市县区镇乡村](?!$)")  # 青山石门小学 for 青山镇石门小学
# What calls a school without saying which.
_ANY = re.compile("[本我该原村完高初小中大幼]?(?:校|学校|小|小学|中学|学|中|初中|高中|中心校)")
_SCHOOL = re.compile("校|学|园|教学点|[一二三四五六七八九十县镇乡城]小$|中$|完小|村小")


class SchoolBook:
    """The ledger's schools and those the plan adds. Answers are ids."""

    def __init__(
        self, schools: Sequence[Row], unit: str | None, new_id: Callable[[], str] | None = None
    ) -> None:
        self.unit = unit
        self.codes_learnt: dict[str, str] = {}
        self.new: dict[str, NewSchool] = {}
        self._new_id = new_id or (lambda: uuid4().hex)
        self._by_code: dict[str, str] = {}
        self._by_name: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        for school in schools:
            self._enter(
                str(school["id"]), str(school.get("name") or ""), str(school.get("code") or "")
            )

    def _enter(self, key: str, name: str, code: str) -> None:
        self._names[key], self._codes[key] = name, code
        if name:
            self._by_name.setdefault(_NOISE.sub("", fold(name)), key)
        if code:
            self._by_code.setdefault(code, key)

    def name_of(self, key: str) -> str:
        """Return the name of a school, "" if unknown."""
        return self._names.get(key, "")

    def code_of(self, key: str) -> str:
        """Return the code of a school, "" if it has none."""
        return self._codes.get(key, "")

    def by_code(self, code: str) -> str | None:
        return self._by_code.get(code)

    def by_name(self, name: str) -> str | None:
        """Return the school of this name, its county or township written before it or not."""
        folded = _NOISE.sub("", fold(name))
        found = self._by_name.get(folded)
        if found or len(folded) < _SHORTEST:
            return found
        close = [key for known, key in self._by_name.items() if _same_but_place(known, folded)]
        # Two towns have a 石门小学 each: the short name is neither then.
        return close[0] if len(close) == 1 else None

    def nearly(self, name: str) -> str | None:
        """Return a school of nearly this name: with (教学点) or 已撤并 behind it, 完小 for 小学."""
        core = _core(name)
        for known, key in self._by_name.items():
            theirs = _core(known)
            if theirs == core or _same_but_place(theirs, core) or _same_words(theirs, core):
                return key
        return None

    def need(self, name: str, code: str = "") -> str:
        """Return the school of this name, added to the plan if the ledger has none.

        A code the school lacks is learnt; a school known by code only is called by it.
        """
        found = (self.by_code(code) if code else None) or (self.by_name(name) if name else None)
        if found is None:
            found = self._new_id()
            self.new[found] = NewSchool(found, name or f"学校{code}", code)
            self._enter(found, name or f"学校{code}", code)
        elif code:
            self.learn(found, code)
        return found

    def learn(self, key: str, code: str) -> None:
        """Note the code of a school that has none yet."""
        if self._codes.get(key):
            return
        self._codes[key] = code
        self._by_code.setdefault(code, key)
        if key in self.new:
            self.new[key] = NewSchool(key, self._names[key], code)
        else:
            self.codes_learnt[key] = code


def is_school_like(name: str) -> bool:
    """Tell whether a text of a school's column can be the name of one: 广东 can't."""
    folded = fold(name)
    return bool(_SCHOOL.search(folded)) and not _ANY.fullmatch(folded)


@lru_cache(maxsize=4096)
def _core(name: str) -> str:
    core = _ASIDE.sub("", _NOISE.sub("", fold(name)))
    for kind, word in _KINDS:
        core = kind.sub(word, core)
    return core


def _same_words(first: str, second: str) -> bool:
    """Tell whether two names differ in 镇, 乡 and the like only."""
    return _PLACE_WORDS.sub("", first) == _PLACE_WORDS.sub("", second)


def _same_but_place(first: str, second: str) -> bool:
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) < _SHORTEST or not longer.endswith(shorter) or shorter == longer:
        return False
    before = longer.removesuffix(shorter)
    return bool(
        _PLACE.fullmatch(before) or (shorter.endswith(_POINT) and _POINT_OF.fullmatch(before))
    )
