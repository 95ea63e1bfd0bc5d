"""The parts of a sentence that name a field or a person: 没填监护人电话, 民族是彝族, 李敏包保."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger_app.domain.phrase.counted import counted
from ledger_app.domain.phrase.filter_keys import FIELD, FILLED, key_of
from ledger_app.domain.phrase.kept import kept
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
_NONE = ("没有", "没", "未", "无")  # before a trait it says not so: 没留守, 没有住校
_BUT = ("除了", "除", "不要", "不算", "不含", "不包括")
_BUT_AFTER = re.compile("除外|之外|以外|外")
_FILL = "(?:填写?|登记|写|录入?|留(?!守)下?)"
_EMPTY = re.compile(f"(?:还|都)?(?:(?:没有?|未){_FILL}?|缺少?|少|无)")
_IS_EMPTY = re.compile(f"(?:还|都)?(?:(?:没有?|未){_FILL}|为空|空着|空白|缺|没有|不详)")
_FILLED = re.compile(f"{_FILL}了|[有已]{_FILL}|有")
_IS_FILLED = re.compile(f"[有已]{_FILL}|{_FILL}了")
_AND_OR = re.compile("[和与及,]|或者?")
_BARE = frozenset((*_NONE, "有"))
# Keys of what a child is or has; no place and nobody is "not there": 没青山.
_NO_TRAIT = frozenset(
    {"school", "village_name", "grade", "class_no", "sex", "responsible", "teacher"}
)
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
_WHO_CARES = re.compile("(?:监护人|家长)[是为:]?")  # 监护人是奶奶
_LONGEST_LABEL = 24


def pieces(text: str, at: int, words: Vocabulary) -> Iterator[Chip]:
    """Yield whatever may begin at a place of a folded text, each with the words it takes."""
    yield from counted(text, at)
    yield from kept(text, at)
    yield from _word(text, at, words)
    yield from _emptiness(text, at, words)
    yield from _labelled(text, at, words)
    yield from _person(text, at, words)
    if found := _LAST_RESULT.match(text, at):
        yield from _coded(text, at, found.end(), words, "last_result")
    yield from _denied(text, at, words)


def _denied(text: str, at: int, words: Vocabulary) -> Iterator[Chip]:
    """不是三年级, 没留守, 除了五年级以外, 五年级除外."""
    for denial in ("", *_NOT, *_NONE, *_BUT):
        if not text.startswith(denial, at):
            continue
        begin = at + len(denial)
        for chip in (*counted(text, begin), *_word(text, begin, words)):
            if denial in _NONE and _NO_TRAIT & {each.key for each in chip.meanings}:
                continue
            end = begin + len(chip.text)
            but = _BUT_AFTER.match(text, end) if denial in ("", "除了", "除") else None
            if denial or but:
                yield Chip(text[at : but.end() if but else end], chip.meanings, negated=True)


def _word(text: str, at: int, words: Vocabulary) -> Iterator[Chip]:
    for length in range(min(words.longest, len(text) - at), 0, -1):
        word = text[at : at + length]
        if meanings := words.words.get(word):
            yield Chip(word, meanings)


def _labels(text: str, at: int, words: Vocabulary) -> Iterator[tuple[int, str]]:
    """Yield end and label of the names of fields that begin at a place, the longest first."""
    for end in range(min(len(text), at + _LONGEST_LABEL), at, -1):
        label = text[at:end] if text[end - 1] == "的" else text[at:end].replace("的", "")
        if label in words.labels:
            yield end, label


def said_of_each(text: str, words: Vocabulary) -> str:
    """Return 没填电话和没填住址 for 没填电话和住址: what is said once is said of both."""
    for found in _EMPTY.finditer(text):
        for end, _ in _labels(text, found.end(), words):
            joined = _AND_OR.match(text, end)
            if joined and any(_labels(text, joined.end(), words)):
                again = text[: joined.end()] + found[0] + text[joined.end() :]
                return said_of_each(again, words)
    return text


def _emptiness(text: str, at: int, words: Vocabulary) -> Iterator[Chip]:
    """没填监护人电话, 缺身份证号, 监护人电话没填, 有联系电话; 没留守 and 有残疾 are no such."""
    for pattern, value in ((_EMPTY, ""), (_FILLED, FILLED)):
        found = pattern.match(text, at)
        for end, label in _labels(text, found.end(), words) if found else ():
            if not (found and found[0].lstrip("还都") in _BARE and label in words.words):
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
    if found := _WHO_CARES.match(text, at):
        yield from _coded(text, at, found.end(), words, f"{FIELD}guardian_relation")


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
