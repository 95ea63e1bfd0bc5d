"""People's names: one spelling for each, what looks wrong, and how a typed text finds them."""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cache, lru_cache

from ledger_app.catalogue.readings import given_name_readings, surname_readings

DOT = "\u00b7"  # the dot of GB 18030 and of household registers, as in 阿卜杜热西提·买买提江
MAX_LENGTH = 50  # characters, as in the national register

_DOTS = ".-\u00b7\u0387\u2010\u2011\u2013\u2014\u2022\u2024\u2027\u2219\u22c5\u25cf\u2e31\u3002"
_DOTS += "\u30fb\ufe52\uff0d\uff0e\uff61\uff65"
_QUOTES = "'`\u00b4\u2018\u2019\u02bc\uff07"
_INVISIBLE = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
# Chinese characters, with the private-use ones that old systems stored in their place.
_HAN = "\u3005-\u3007\u3400-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003fffd"
_HAN_ONE = re.compile(f"[{_HAN}]")
_HAN_DOT = re.compile(f"(?<=[{_HAN}])[{re.escape(_DOTS)}]+(?=[{_HAN}])")
_HAN_BLANK = re.compile(
    f"(?<=[{_HAN}{re.escape(_DOTS)}]) (?=[{_HAN}])|(?<=[{_HAN}]) (?=[{re.escape(_DOTS)}])"
)
# Nearly all names and numbers: nothing in them needs a second look.
_PLAIN = re.compile("[\u4e00-\u9fff]{1,20}")
_FOLDED = re.compile("[0-9a-z\u4e00-\u9fff]*")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_WIDE = {
    wide: wide - 0xFEE0
    for a, b in ("09", "AZ", "az")
    for wide in range(ord(a) + 0xFEE0, ord(b) + 0xFEE1)
}

_SEVERAL = "、,，;；/／|｜&＆+＋\r\n\t"
_BRACKETS = "()（）[]【】〔〕<>《》{}"
_MASKS = "*＊?？□■○●�"
_PLACEHOLDERS = {"无", "无名", "不详", "未知", "未定", "待定", "暂无", "空"}

MAX_SPELLINGS = 16


def normalise_name(text: str) -> str:
    """Return the one spelling of a name: no stray blanks, one kind of dot, half-width letters.

    Characters are never exchanged for similar ones: the household register decides (GB 18030).
    """
    if _PLAIN.fullmatch(text):
        return text
    plain = " ".join(_UNSEEN.sub("", text).translate(_WIDE).split())
    return _HAN_DOT.sub(DOT, _HAN_BLANK.sub("", plain))


def name_problem(name: str) -> str:
    """Return what looks wrong with a normalised name, as a sentence, or "" for a good one."""
    if not name or (_PLAIN.fullmatch(name) and name not in _PLACEHOLDERS):
        return ""
    return _shape_problem(name) or next(
        filter(None, map(_character_problem, enumerate(name, 1))), ""
    )


def _shape_problem(name: str) -> str:
    if len(name) > MAX_LENGTH:
        return f"姓名有 {len(name)} 个字，最多 {MAX_LENGTH} 个字，请核对是否把别的内容填进来了。"
    if name.strip() in _PLACEHOLDERS:
        return f"“{name.strip()}”不像姓名，请填写户口簿上的姓名；没有户籍的，填写家里平时用的名字。"
    if any(mark in name for mark in _SEVERAL):
        return "看起来填了好几个姓名，请一个人填一条。"
    if any(mark in name for mark in _BRACKETS):
        return "姓名里有括号，请只填姓名，说明写到备注或曾用名里。"
    if name != name.strip() or (" " in name and _HAN_ONE.search(name)):
        return "姓名里有空格，请删去。"
    if name[0] in _DOTS or name[-1] in _DOTS:
        return "姓名的开头或末尾多了一个点，请删去。"
    return ""


def _character_problem(place: tuple[int, str]) -> str:
    number, char = place
    category = unicodedata.category(char)
    if category == "Co":
        return f"第 {number} 个字是自造字，别的电脑上看不到，请用输入法重新输入标准字。"
    if _HAN_ONE.match(char):  # Python's own tables end before the newest characters of GB 18030
        return ""
    if category in {"Cc", "Cf", "Cs", "Cn"}:
        return f"第 {number} 个字无法识别，请重新输入。"
    if char in _MASKS:
        return f"姓名里有“{char}”，可能是隐去的字或没有显示出来的字，请填写完整的姓名。"
    if category[0] == "N":
        return f"姓名里有数字“{char}”，请核对后删去。"
    if category[0] in "LM" or char in _DOTS or char in _QUOTES or char == " ":
        return ""
    return f"姓名里有符号“{char}”，请核对后删去。"


def query_key(text: str) -> str:
    """Fold what was typed, so that `query_key(typed) in search_keys(name)` means found.

    Dots, blanks and tone marks are dropped; width and case are folded; ü becomes v.
    """
    if text.isascii() and text.isalnum():  # numbers, and what is typed in Latin letters
        return text.lower()
    return text if _FOLDED.fullmatch(text) else text.translate(_FOLDS)


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """Return what two spellings of one name have in common: no dots, no blanks, no case."""
    return query_key(normalise_name(name))


def search_keys(name: str) -> str:
    """Return all that finds a name, one lower-case text: characters, full pinyin, initials.

    Names with characters of several readings are spelled in each of them, up to MAX_SPELLINGS.
    """
    plain = query_key(name)
    keys = [plain]
    if DOT in name:
        keys.append(name.lower())
    fulls, initials = _spellings(plain)
    return " ".join(dict.fromkeys((*keys, *fulls, *initials)))


def sort_key(name: str) -> str:
    """Return what sorts names as a class list does: by the syllables of their likeliest reading."""
    return " ".join(readings[0] for readings in _choices(query_key(name)))


def spelled(name: str) -> list[str]:
    """Return the syllables of a name in each of its readings, each behind a blank: " wang gang"."""
    found = [""]
    for readings in _choices(query_key(name)):
        several = readings if len(found) * len(readings) <= MAX_SPELLINGS else readings[:1]
        found = [f"{text} {syllable}" for text in found for syllable in several]
    return found


def has_one_reading(name: str) -> bool:
    """Tell quickly whether a name is read in one way only, so that `sort_key` says all of it."""
    given, surnames = _read_in_several_ways()
    return given.isdisjoint(name) and name[:1] not in surnames and name[:2] not in surnames


@cache
def _read_in_several_ways() -> tuple[frozenset[str], frozenset[str]]:
    """Return characters anywhere in a name, and surnames, that have several readings."""
    given = frozenset(char for char, found in given_name_readings().items() if len(found) > 1)
    surnames = frozenset(each for each in surname_readings() if len(spelled(each)) > 1)
    return given, surnames


def _spellings(plain: str) -> tuple[list[str], list[str]]:
    fulls, initials = [""], [""]
    for readings in _choices(plain):
        if len(readings) == 1 or len(fulls) * len(readings) > MAX_SPELLINGS:
            syllable = readings[0]
            letter = syllable[:1]
            fulls = [text + syllable for text in fulls]
            initials = [text + letter for text in initials]
        else:
            fulls = [text + syllable for text in fulls for syllable in readings]
            initials = [text + syllable[:1] for text in initials for syllable in readings]
    return fulls, initials


@lru_cache(maxsize=4096)  # a name is sorted by and searched for, soon after each other
def _choices(plain: str) -> tuple[tuple[str, ...], ...]:
    choices = [_readings(char) for char in plain]
    for surname in (plain[:1], plain[:2]):
        if surname in surname_readings():
            for position, syllables in enumerate(_surname_choices(surname)):
                choices[position] = tuple(dict.fromkeys((*syllables, *choices[position])))
    return tuple(choices)


@cache
def _surname_choices(surname: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(form for syllable in syllables for form in _with_umlaut_forms(syllable))
        for syllables in surname_readings()[surname]
    )


class _Folds(dict[int, str]):
    """What each character folds to, filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


_FOLDS = _Folds()


def _folded(char: str) -> str:
    """Fold one character alone, so that any part of a name folds to a part of the folded name."""
    if char in _DOTS or char in _QUOTES or char.isspace() or _UNSEEN.match(char):
        return ""
    folded = unicodedata.normalize("NFKC", char).casefold()
    parts = unicodedata.normalize("NFD", folded)
    if parts[0] == "u" and "\u0308" in parts:
        return "v"
    kept = (c for c in parts if not ("\u0300" <= c <= "\u036f" or c.isspace()))
    return "".join(c for c in kept if c not in _DOTS and c not in _QUOTES)


@cache
def _readings(char: str) -> tuple[str, ...]:
    """Return the syllables of one folded character, the likeliest first; itself if it has none."""
    found = given_name_readings().get(char) or (_dictionary_reading(char),)
    return tuple(spelling for syllable in found for spelling in _with_umlaut_forms(syllable))


def _with_umlaut_forms(syllable: str) -> tuple[str, ...]:
    """Offer lv as lu, typed by many, and lyu, printed in passports, too."""
    if syllable[:2] in {"lv", "nv"}:
        return syllable, syllable.replace("v", "u"), syllable.replace("v", "yu")
    return (syllable,)


def _dictionary_reading(char: str) -> str:
    if not _HAN_ONE.match(char):
        return char
    # Imported late because it is slow; phrases are not needed for single characters and cost 20 MB.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    return query_key(pinyin(char, style=Style.NORMAL)[0][0]) or char
