"""The parts of a sentence that name a field or a person: 没填监护人电话, 民族是彝族, 李敏包保."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger_app.domain.phrase.counted import counted
from ledger_app.domain.phrase.filter_keys import FILLED, key_of
from ledger_app.domain.phrase.meaning import Chip, Meaning
from ledger_app.domain.phrase.vocabulary import Vocabulary

# What filters of the list are called that are no field of the file.
LIST_LABELS = {
    "status": "状态",
    "risk_level": "风险",
    "categories": "类别",
    "relocation": "分流",
    "standing": "去向",
    "grounds": "依据",
}
_NOT = ("不是", "不在", "非", "不")
_EMPTY = re.compile("没有?填写?|没有?登记|未填写?|未登记|缺少?|没有?|无|未")
_IS_EMPTY = re.compile(
    "(?:还|都)?(?:没有?填写?|未填写?|没有?登记|未登记|为空|空着|空白|缺|没有|不详)"
)
_FILLED = re.compile("有填写?|填写?了|已填写?|已登记|有")
_IS_FILLED = re.compile("已填写?|已登记|填了|有填")
_IS = re.compile("[是为:]?")
_LAST_RESULT = re.compile(
    "(?:上次|上一次|最近一?次?|最后一次)(?:联系|劝返|电话|家访|走访)?(?:的?结果)?[是为:]?"
)
_BEFORE_PERSON = {
    "responsible": re.compile("(?:包保|帮扶|责任|联系)(?:责任)?人?[是为:]?"),
    "teacher": re.compile("班主任[是为:]?"),
}
_AFTER_PERSON = {
    "responsible": re.compile("(?:包保|帮扶)"),
    "teacher": re.compile("班主任|班[里上]?"),
}
_LONGEST_LABEL = 24


def pieces(text: str, at: int, words: Vocabulary) -> Iterator[Chip]:
    """Yield whatever may begin at a place of a folded text, each with the words it takes."""
    yield from counted(text, at)
    yield from _word(text, at, words)
    yield from _emptiness(text, at, words)
    yield from _labelled(text, at, words)
    yield from _person(text, at, words)
    if found := _LAST_RESULT.match(text, at):
        yield from _coded(text, at, found.end(), words, "last_result")
    for denial in _NOT:
        if text.startswith(denial, at):
            begin = at + len(denial)
            for chip in (*counted(text, begin), *_word(text, begin, words)):
                yield Chip(denial + chip.text, chip.meanings, negated=True)


def _word(text: str, at: int, words: Vocabulary) -> Iterator[Chip]:
    for length in range(min(words.longest, len(text) - at), 0, -1):
        word = text[at : at + length]
        if meanings := words.words.get(word):
            yield Chip(word, meanings)


def _labels(text: str, at: int, words: Vocabulary) -> Iterator[tuple[int, str]]:
    """Yield end and label of the names of fields that begin at a place, the longest first."""
    for end in range(min(len(text), at + _LONGEST_LABEL), at, -1):
        if text[at:end] in words.labels:
            yield end, text[at:end]


def _emptiness(text: str, at: int, words: Vocabulary) -> Iterator[Chip]:
    """没填监护人电话, 缺身份证号, 监护人电话没填, 有联系电话."""
    for pattern, value in ((_EMPTY, ""), (_FILLED, FILLED)):
        found = pattern.match(text, at)
        for end, label in _labels(text, found.end(), words) if found else ():
            yield _filled_or_not(text[at:end], label, value, words)
    for end, label in _labels(text, at, words):
        for pattern, value in ((_IS_EMPTY, ""), (_IS_FILLED, FILLED)):
            if found := pattern.match(text, end):
                yield _filled_or_not(text[at : found.end()], label, value, words)


def _filled_or_not(text: str, label: str, value: str, words: Vocabulary) -> Chip:
    return Chip(text, tuple(Meaning(key_of(each), value) for each in words.labels[label]))


def _labelled(text: str, at: int, words: Vocabulary) -> Iterator[Chip]:
    """学籍状态休学, 民族不是汉族, 学校:青山村小学."""
    for end, label in _labels(text, at, words):
        for field in words.labels[label]:
            yield from _coded(text, at, _after(_IS, text, end), words, key_of(field))
    for key, label in LIST_LABELS.items():
        if text.startswith(label, at):
            yield from _coded(text, at, _after(_IS, text, at + len(label)), words, key)


def _coded(text: str, at: int, after: int, words: Vocabulary, key: str) -> Iterator[Chip]:
    """Yield what the words after the name of a filter mean as a value of it."""
    codes = words.codes.get(key, {})
    for denial in ("", *_NOT):
        begin = after + len(denial)
        for end in range(len(text), begin, -1):
            meanings = codes.get(text[begin:end])
            if meanings and text.startswith(denial, after):
                yield Chip(text[at:end], meanings, negated=bool(denial))


def _person(text: str, at: int, words: Vocabulary) -> Iterator[Chip]:
    """包保人李敏, 李敏包保, 班主任是周晓燕: the name is one of the ledger's."""
    for key, before in _BEFORE_PERSON.items():
        found = before.match(text, at)
        for chip in _word(text, found.end(), words) if found else ():
            yield from _only(chip, key, text[at : found.end()] + chip.text if found else "")
    for chip in _word(text, at, words):
        for key, behind in _AFTER_PERSON.items():
            if found := behind.match(text, at + len(chip.text)):
                yield from _only(chip, key, chip.text + found[0])


def _only(chip: Chip, key: str, text: str) -> Iterator[Chip]:
    if meanings := tuple(each for each in chip.meanings if each.key == key):
        yield Chip(text, meanings)


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
