"""How filters are called in chips, and the sentence that asks for one again."""

from __future__ import annotations

from collections.abc import Mapping

from ledger_app.catalogue import STUDENT, TABLES, Field
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import NO, YES
from ledger_app.domain.dates import as_day
from ledger_app.domain.phrase.filter_keys import EITHER, FIELD, FILLED, NEITHER, NOT
from ledger_app.domain.phrase.kept import RECORD
from ledger_app.domain.phrase.meaning import Meaning
from ledger_app.domain.phrase.pieces import LIST_LABELS
from ledger_app.domain.phrase.reader import read
from ledger_app.domain.phrase.vocabulary import Vocabulary
from ledger_app.domain.telling.class_words import short_class

TITLES = {
    "class": "班",
    "not_contacted": "联系",
    "not_called": "打电话",
    "not_visited": "家访",
    "not_seen": "见到",
    "contacted": "联系",
    "called": "打电话",
    "visited": "家访",
    "seen": "见到",
    "due": "提醒",
    "age": "年龄",
    "born": "出生",
    "born_between": "出生",
    "created": "新建",
    "last_result": "上次联系",
    "responsible": "包保",
    "teacher": "班主任",
    "phone_of": "家人电话",
    "relative": "家人",
    "record": "记录",
}
_DONE = {"contacted": "联系过", "called": "打过电话", "visited": "家访过", "seen": "见过"}
_NAMES: dict[str, Mapping[str, str]] = {
    "not_contacted": {"never": "从没联系过"},
    "not_called": {"never": "从没打过电话"},
    "not_visited": {"never": "从没家访过"},
    "not_seen": {"never": "从没见过"},
    **{
        key: {"ever": done, "today": f"今天{done}", "week": f"本周{done}", "month": f"本月{done}"}
        for key, done in _DONE.items()
    },
    "due": {"over": "超期", "today": "今天到期", FILLED: "有提醒", "": "没有提醒"},
    "created": {"week": "本周新建", "month": "本月新建", "today": "今天新建"},
    "responsible": {"": "没有包保人", FILLED: "有包保人"},
    "last_result": {FILLED: "有结果"},
}
_COUNTED = {
    "not_contacted": "{0}天没联系",
    "not_called": "{0}天没打电话",
    "not_visited": "{0}天没家访",
    "not_seen": "{0}天没见到",
    **{key: f"{{0}}天内{done}" for key, done in _DONE.items()},
    "due": "{0}天内到期",
    "created": "近{0}天新建",
}
_YES_OR_NO = {
    f"{NOT}{YES}": "否或没填", f"{NOT}{NO}": "是或没填", YES: "是", NO: "否",
    "": "没填", FILLED: "已填",
}  # fmt: skip


def title(key: str) -> str:
    """Return what a filter that a sentence made is called, "" for one of the list's own."""
    if key.startswith((EITHER, NEITHER)):
        return key.partition(":")[2]
    if key.startswith(FIELD):
        return _field(key).label
    return TITLES.get(key, "")


def value_name(key: str, value: str) -> str:
    """Return how a value of such a filter is called."""
    if key.startswith(FIELD):
        return _value_of_field(_field(key), value)
    if key in _KEPT:
        return _KEPT[key](value)
    if value.startswith(NOT):
        return f"不是{value_name(key, value[len(NOT) :])}"
    named = _NAMES.get(key, {}).get(value)
    if named:
        return named
    if key in _COUNTED:
        return _COUNTED[key].format(value)
    return _SHAPES[key](value) if key in _SHAPES else value


def _field(key: str) -> Field:
    return STUDENT.field(key.removeprefix(FIELD))


def _value_of_field(field: Field, value: str) -> str:
    if field.codes == "yesno" and value in _YES_OR_NO:
        return _YES_OR_NO[value]
    if value.startswith(NOT):
        return f"不是{_value_of_field(field, value[len(NOT) :])}"
    if value in ("", FILLED):
        return "已填" if value else "没填"
    return code_list(field.codes).name_of(value) if field.codes else value


def _class(value: str) -> str:
    grade, _, number = value.partition("/")
    return f"{short_class({'grade': grade, 'class_no': number})}班"


def _age(value: str) -> str:
    least, _, most = value.partition("-")
    if least == most:
        return f"{least}岁"
    if not most:
        return f"{least}岁以上"
    return f"{least}到{most}岁" if least else f"{most}岁以下"


def _born(value: str) -> str:
    year, _, month = value.partition("-")
    return (f"{year}年" if year else "") + (f"{int(month)}月" if month else "") + "出生"


def _born_between(value: str) -> str:
    first, _, last = (_in_words(each) for each in value.partition("/"))
    if first and last:
        return f"{first}到{last}出生"
    return f"{first}以后出生" if first else f"{last}以前出生"


def _in_words(day: str) -> str:
    found = as_day(day)
    return f"{found.year}年{found.month}月{found.day}日" if found else ""


def _relative(value: str) -> str:
    return ("没填" if value.startswith(NOT) else "有") + code_list("relation").name_of(
        value.removeprefix(NOT)
    )


def _record(value: str) -> str:
    label = TABLES[value.removeprefix(NOT)].label
    label = label if label.endswith((RECORD, "成员")) else label + RECORD
    return ("没有" if value.startswith(NOT) else "有") + label


def _result(value: str) -> str:
    return code_list("persuade_result").name_of(value)


_KEPT = {
    "phone_of": lambda value: f"{_relative(value)}电话",
    "relative": _relative,
    "record": _record,
}
_SHAPES = {
    "born_between": _born_between,
    "class": _class,
    "age": _age,
    "born": _born,
    "last_result": _result,
}


def sentence(key: str, values: tuple[str, ...], words: Vocabulary) -> str:
    """Return words that ask for this filter, "" where there are none: of chosen children."""
    meanings = tuple(Meaning(key, value) for value in values)
    texts = [_said(meanings, words)] if len(values) > 1 else []
    each = [_one(meaning, words) for meaning in meanings]
    texts += [" ".join(each)] if all(each) else []
    if key.startswith((EITHER, NEITHER)):
        texts.insert(0, title(key))
    wanted = ((key, values),)
    return next((text for text in texts if text and read(text, words).filters() == wanted), "")


def _one(meaning: Meaning, words: Vocabulary) -> str:
    """Return words for one value: those of its own, else the name behind the name of the filter."""
    key, value = meaning
    if said := _said((meaning,), words):
        return said
    if value.startswith(NOT) and key not in _KEPT:
        positive = _one(Meaning(key, value[len(NOT) :]), words)
        return (
            f"不是{positive}"
            if positive in words.words or key in TITLES
            else _label(key) + (f"不是{_name(meaning, words)}")
        )
    if value in ("", FILLED) and key not in TITLES:
        return f"{'有' if value else '没填'}{_label(key)}"
    if key in TITLES:
        return _typed(key, value)
    if key == "class_no":
        return value if value.endswith("班") else f"{value}班"
    return _label(key) + _name(meaning, words)


def _typed(key: str, value: str) -> str:
    before = {"responsible": "包保", "teacher": "班主任", "last_result": "上次联系"}.get(key, "")
    named = value in _NAMES.get(key, {})
    return value_name(key, value) if named else f"{before}{value_name(key, value)}"


def _label(key: str) -> str:
    if key.startswith(FIELD):
        return _field(key).label
    return LIST_LABELS.get(key) or next((f.label for f in STUDENT.fields if f.key == key), "")


def _name(meaning: Meaning, words: Vocabulary) -> str:
    """Return the word of a filter's codes that means this value and nothing else."""
    value = meaning.value.removeprefix(NOT)
    wanted = (Meaning(meaning.key, value),)
    codes = words.codes.get(meaning.key, {})
    return next((word for word, meant in codes.items() if meant == wanted), "")


def _said(meanings: tuple[Meaning, ...], words: Vocabulary) -> str:
    return words.said.get(meanings, "")
