"""The words a sentence may be made of, each with what it can mean. All of it is data.

A word of resources/phrase_words.csv means what stands there; where nothing does, the word says
nothing without the name of its field. Otherwise what the list is filtered by goes before what a
field of the file says: 休学 is where the child stands; 学籍状态休学 is the mark in the register.
Within either, and for places and people, a word may mean several things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from ledger_app.catalogue import Field, Kind
from ledger_app.catalogue.codes import fold
from ledger_app.catalogue.meanings import YES
from ledger_app.catalogue.phrase_words import phrase_words
from ledger_app.domain.phrase.filter_keys import asked_fields, codes_asked, key_of
from ledger_app.domain.phrase.meaning import Meaning
from ledger_app.domain.telling.standings.grounds_words import NAMES as GROUNDS_NAMES

Words = dict[str, tuple[Meaning, ...]]
# Filters of the list whose codes are words, and the list that names them.
LIST_CODES = {
    "status": "status",
    "risk_level": "risk_level",
    "categories": "risk_category",
    "relocation": "relocation_state",
    "grade": "grade",
}
_GROUNDS_LENGTH = 4  # 家访, 名单 … alone say too little
_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_PHONE = (re.compile("(?:电话|手机)$"), ("电话", "手机", "电话号码", "手机号", "手机号码"))
_ID_NUMBER = (re.compile("身份证件?号码?$"), ("身份证", "身份证号", "身份证号码"))
_PLACE_END = ("村委会", "村民委员会", "社区", "村", "屯", "居委会")
_SCHOOL_END = (
    "九年一贯制学校", "中心小学", "中心学校", "中心校", "教学点", "完全小学", "完小", "小学",
    "初级中学", "中学", "初中", "学校",
)  # fmt: skip


@dataclass(frozen=True)
class Places:
    """What is found in one ledger only: (id, name) of schools, names of villages and people."""

    schools: tuple[tuple[str, str], ...] = ()
    villages: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    teachers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """`words` with their meanings, and `said` by meanings, the first word of each; `labels` of
    fields; `codes` of filters by their words."""

    words: Mapping[str, tuple[Meaning, ...]]
    labels: Mapping[str, tuple[Field, ...]]
    codes: Mapping[str, Words]
    school_names: Mapping[str, str] = field(default_factory=dict)
    longest: int = 0
    said: Mapping[tuple[Meaning, ...], str] = field(default_factory=dict)


def vocabulary(places: Places) -> Vocabulary:
    """Return all words for a ledger with these places and people."""
    own: dict[str, list[Meaning]] = {}
    for word, meaning in _of_places(places):
        own.setdefault(fold(word), []).append(meaning)
    words = dict(_words_of_all())
    for word, own_meanings in own.items():
        words[word] = tuple(dict.fromkeys((*own_meanings, *words.get(word, ()))))
    codes = dict(_codes())
    codes["school"] = {fold(name): (Meaning("school", key),) for key, name in places.schools}
    codes["village_name"] = {
        fold(name): (Meaning("village_name", name),) for name in places.villages
    }
    longest = max(map(len, words), default=0)
    said: dict[tuple[Meaning, ...], str] = {}
    for word, meanings in words.items():
        said.setdefault(meanings, word)
    return Vocabulary(words, _labels(), codes, dict(places.schools), longest, said)


# Of every ledger.


def load_piece() -> bool:
    """Gather the words of all ledgers, 15 ms at a time; return whether they are there."""
    for gather in (_labels, _codes, _words_of_all):
        if not gather.cache_info().currsize:
            gather()
            return False
    return True


@cache
def _words_of_all() -> Words:
    """Return the words of all ledgers: said by hand, else of the list, else of a field."""
    found: Words = {}
    for words in (_said(), _of_lists(), _of_fields()):
        for word, meanings in _gathered(words).items():
            found.setdefault(word, meanings)
    return {word: meanings for word, meanings in found.items() if meanings[0].key}


def _gathered(pairs: Iterable[tuple[str, Meaning]]) -> Words:
    found: dict[str, list[Meaning]] = {}
    for word, meaning in pairs:
        found.setdefault(fold(word), []).append(meaning)
    return {word: tuple(dict.fromkeys(meanings)) for word, meanings in found.items()}


def _said() -> Iterator[tuple[str, Meaning]]:
    return ((word, Meaning(key, value)) for word, key, value in phrase_words())


def _of_lists() -> Iterator[tuple[str, Meaning]]:
    for key, codes in LIST_CODES.items():
        for value, words in codes_asked(codes):
            yield from ((word, Meaning(key, value)) for word in _telling(words))
    for value, name in GROUNDS_NAMES.items():
        if value and len(name) >= _GROUNDS_LENGTH:
            yield name, Meaning("grounds", value)


def _of_fields() -> Iterator[tuple[str, Meaning]]:
    for each in asked_fields():
        key = key_of(each)
        if each.kind is Kind.YES_NO:
            yield from ((word, Meaning(key, YES)) for word in _yes_words(each))
        elif each.codes and each.codes not in ("relation", "grade", "sex"):
            for value, words in codes_asked(each.codes):
                yield from ((word, Meaning(key, value)) for word in _telling(words))


def _telling(words: Iterable[str]) -> Iterator[str]:
    """Yield the words that say something by themselves."""
    for word in words:
        for form in (word, _BRACKETS.sub("", word)):
            if len(form) > 1 and not form.isascii() and "、" not in form:
                yield form


def _yes_words(each: Field) -> Iterator[str]:
    """Yield what says yes to a field: 是否独生子女, 独生子女."""
    for word in (each.label, *each.aliases):
        form = _BRACKETS.sub("", word)
        if form.startswith("是否"):
            yield form.removeprefix("是否")


# Fields by their names.


@cache
def _labels() -> Mapping[str, tuple[Field, ...]]:
    found: dict[str, list[Field]] = {}
    for each in asked_fields():
        for word in (each.label, *each.aliases):
            for form in _label_forms(word):
                fields = found.setdefault(fold(form), [])
                if form and not form.isascii() and each not in fields:
                    fields.append(each)
    return {word: tuple(fields) for word, fields in found.items() if fields}


def _label_forms(word: str) -> Iterator[str]:
    """Yield the ways to say the name of a field: 监护人手机号 for 监护人电话."""
    yield from (word, _BRACKETS.sub("", word), word.removeprefix("是否"))
    for said_of_one_thing in (_PHONE, _ID_NUMBER):
        if found := said_of_one_thing[0].search(word):
            yield from (word[: found.start()] + each for each in said_of_one_thing[1])


@cache
def _codes() -> Mapping[str, Words]:
    """Return by filter the words of its codes, each code by name and alias."""
    lists = {**LIST_CODES, "last_result": "persuade_result"}
    for each in asked_fields():
        if each.codes:
            lists[key_of(each)] = each.codes
    return {
        key: _gathered(
            (word, Meaning(key, value))
            for value, words in codes_asked(codes)
            for word in (*words, *(_BRACKETS.sub("", word) for word in words))
            if word
        )
        for key, codes in lists.items()
    }


# Of one ledger.


def _of_places(places: Places) -> Iterator[tuple[str, Meaning]]:
    """Yield names and their beginnings; what is one place's whole name is no other's beginning."""
    whole = {name for _, name in places.schools} | set(places.villages)
    for key, name in places.schools:
        meaning = Meaning("school", key)
        yield from ((form, meaning) for form in _school_forms(name) if form not in whole)
        yield name, meaning
    for name in places.villages:
        meaning = Meaning("village_name", name)
        yield name, meaning
        yield from ((form, meaning) for form in _without(name, _PLACE_END) if form not in whole)
    for name in places.responsible:
        yield name, Meaning("responsible", name)
    for name in places.teachers:
        yield name, Meaning("teacher", name)


def _school_forms(name: str) -> Iterator[str]:
    """Yield 青山村, 青山, 青山小学 for 青山村小学."""
    for stem in _without(name, _SCHOOL_END):
        yield stem
        for shorter in _without(stem, _PLACE_END):
            yield shorter
            yield shorter + name[len(stem) :]


def _without(name: str, ends: Iterable[str]) -> Iterator[str]:
    """Yield a name without the longest of these ends, if two characters are left of it."""
    end = next((each for each in ends if name.endswith(each)), "")
    if end and len(name) - len(end) > 1:
        yield name[: -len(end)]
