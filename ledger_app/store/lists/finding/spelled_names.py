"""Children by the syllables of their names: guogx finds 郭桂秀, 往刚 is told that there is a 王刚.

All names lie in one text, a line a reading: " guo gui xiu". One search through it is faster than
one in each of 17,359 names; where nothing else finds anybody, and only there, it is looked through.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from ledger_app.domain import names
from ledger_app.store.file.ledger import Ledger, Row

KEY = "spelled names"
_TEXT, _BEGUN, _HEARD_TEXT = "spelled text", "spelled names begun", "heard names"
PIECE = 1_000  # names: 3 ms
_SHORTEST = 3  # letters: two are found as initials
_NEXT = "(?:[a-z]* )?"  # a letter goes on in its syllable, or begins the next one
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003fffd]{2,20}")
# What many do not part in speaking, either way, each with what stands for both: zh z, ch c, sh s,
# n l, an ang, en eng, in ing; huang wang fang, hui fei, hu fu; yu yi, xue xie. Southern speakers
# type so as well.
_HEARD = tuple(
    (re.compile(pattern), heard)
    for pattern, heard in (
        ("(?<=[zcs])h", ""), ("^n", "l"), ("(?<=n)g", ""), ("^hong?$", "fen"), ("^hun$", "fen"),
        ("^(?:hu|w)(?=[aeo])", "f"), ("^hui$", "fei"), ("^(?:hu|wu)$", "fu"), ("^fon$", "fen"),
        ("^lv", "li"), ("^yu(?=a)", "y"), ("^yu", "yi"), ("^yie$", "ye"), ("(?<=^[jqx])u", "i"),
    )
)  # fmt: skip
# The same of letters of which nobody knows where a syllable ends.
_HEARD_LETTERS = tuple(
    (re.compile(pattern), heard)
    for pattern, heard in (
        ("(?<=[zcs])h", ""), ("ng(?![aeiou])", "n"), ("hui", "fei"), ("hun", "fen"),
        ("(?:hu|w)(?=[aeo])", "f"), ("hu|wu|w", "f"), ("yu(?=a)", "y"), ("yue", "ye"),
        ("yu", "yi"), ("(?<=[jqx])u", "i"), ("v", "i"), ("n", "l"),
    )
)  # fmt: skip


@dataclass(frozen=True)
class _Text:
    """All lines, where each begins, and whose it is."""

    text: str
    begins: tuple[int, ...]
    nos: tuple[int, ...]

    def having(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """Yield the children of the lines in which a pattern is found."""
        for found in pattern.finditer(self.text):
            yield self.nos[bisect_right(self.begins, found.start()) - 1]

    def line_nos(self) -> tuple[int, ...]:
        """Return whose each line is: a name read in several ways has several."""
        ends = (*self.begins[1:], len(self.text))[: len(self.begins)]  # of no line, none
        return tuple(
            no
            for no, begin, end in zip(self.nos, self.begins, ends, strict=True)
            for _ in range(self.text.count("\n", begin, end))
        )


def is_spelling(key: str) -> bool:
    """Tell whether a folded word can be the beginnings of syllables."""
    return len(key) >= _SHORTEST and key.isascii() and key.isalpha()


def spelled_so(ledger: Ledger, key: str) -> set[int]:
    """Return the children of whose names each syllable begins as typed, none left out between."""
    return set(_text(ledger).having(_beginnings(key)))


def sounding(ledger: Ledger, typed: str) -> tuple[list[int], list[int]]:
    """Return the children whose names sound as what was typed, and those that sound nearly so.

    Letters that spell nobody are taken as somebody types who does not part n and l, an and ang.
    """
    if is_spelling(typed):
        pattern = _beginnings(_as_heard(typed, _HEARD_LETTERS))
        return [], list(dict.fromkeys(_heard_text(ledger).having(pattern)))
    if not _HAN.fullmatch(typed):
        return [], []
    readings = names.spelled(typed)
    same = list(dict.fromkeys(_text(ledger).having(_any_of(readings))))
    heard = [_heard(reading) for reading in readings]
    near = _heard_text(ledger).having(_any_of(heard))
    return same, [no for no in dict.fromkeys(near) if no not in same]


@lru_cache(maxsize=64)
def _beginnings(key: str) -> re.Pattern[str]:
    return re.compile(" " + _NEXT.join(key))


def _any_of(readings: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, readings))})(?=[ \n])")


def _heard(reading: str) -> str:
    """Return a reading with one spelling for what is easily taken for each other."""
    return "".join(f" {_heard_syllable(each)}" for each in reading.split())


@lru_cache(maxsize=4096)  # there are some 400 syllables
def _heard_syllable(syllable: str) -> str:
    return _as_heard(syllable, _HEARD).replace("n", "l")


def _as_heard(text: str, sounds: Sequence[tuple[re.Pattern[str], str]]) -> str:
    for pattern, heard in sounds:
        text = pattern.sub(heard, text)
    return text


def _heard_text(ledger: Ledger) -> _Text:
    """Return all names as they are heard: made where nobody was found, kept until one changes."""
    if _HEARD_TEXT not in ledger.cache:
        lines = _all_heard(_text(ledger).text).splitlines(keepends=True)
        begins = tuple(accumulate(map(len, lines[:-1]), initial=0))
        ledger.cache[_HEARD_TEXT] = _Text("".join(lines), begins, _text(ledger).line_nos())
    found: _Text = ledger.cache[_HEARD_TEXT]
    return found


def _all_heard(text: str) -> str:
    """Return all readings as they are heard; each syllable is thought about once, with its end."""
    syllables = text.split(" ")
    heard = {
        each: f"{_heard_syllable(each.rstrip())}{each[len(each.rstrip()) :]}"
        for each in set(syllables)
    }
    return " ".join(map(heard.__getitem__, syllables))


def _text(ledger: Ledger) -> _Text:
    if _TEXT not in ledger.cache:
        while not load_piece(ledger):
            pass
        ledger.cache[_TEXT] = _joined(ledger.cache[KEY])
    found: _Text = ledger.cache[_TEXT]
    return found


def make_ready(ledger: Ledger) -> bool:
    """Spell on; once all names are spelled, hear them; return whether nothing is left to do."""
    if not load_piece(ledger):
        return False
    _heard_text(ledger)
    return True


def load_piece(ledger: Ledger) -> bool:
    """Spell on, `PIECE` names at a time; return whether all are spelled."""
    if KEY in ledger.cache:
        return True
    found: dict[int, str]
    found, last = ledger.cache.get(_BEGUN, ({}, 0))
    rows = ledger.rows(
        "SELECT no, name, sort_name FROM student_index WHERE no > ? ORDER BY no LIMIT ?",
        [last, PIECE],
    )
    found.update((row["no"], _lines(row)) for row in rows)
    if len(rows) < PIECE:
        ledger.cache.pop(_BEGUN, None)
        ledger.cache[KEY] = found
        return True
    ledger.cache[_BEGUN] = found, rows[-1]["no"]
    return False


def _joined(lines: Mapping[int, str]) -> _Text:
    begins, at = [], 0
    for line in lines.values():
        begins.append(at)
        at += len(line)
    return _Text("".join(lines.values()), tuple(begins), tuple(lines))


def _lines(row: Row) -> str:
    if names.has_one_reading(row["name"]) and "v" not in row["sort_name"]:
        return f" {row['sort_name']}\n"
    return "".join(f"{each}\n" for each in names.spelled(row["name"]))


def renewed(before: dict[int, str] | None, rows: Iterable[Row]) -> dict[int, str] | None:
    """Return the lines after these children changed; None where none were read yet."""
    if before is not None:
        for row in rows:
            before.pop(row["no"], None)
            if row["sort_name"] is not None:
                before[row["no"]] = _lines(row)
    return before
