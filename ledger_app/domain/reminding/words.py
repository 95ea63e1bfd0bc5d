"""What the sentences of a rule may say in {braces}."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from string import Formatter

from ledger_app.catalogue.codes import code_list
from ledger_app.domain.reads import Reads, together
from ledger_app.domain.reminding.child_today import ChildToday, Due
from ledger_app.domain.telling.due_words import said_day
from ledger_app.domain.telling.guardian import NAME_READS, guardian_name
from ledger_app.domain.telling.responsible import NEAREST, RESPONSIBLE_READS, TEACHERS, nearest

NOBODY = "未指定"  # a gap that is to be seen


class Words(dict[str, str]):
    """The words a rule's sentences may use, each looked up when a sentence asks for it."""

    def __init__(self, child: ChildToday, due: Due, due_on: str) -> None:
        self.child, self.due, self.due_on = child, due, due_on

    def __missing__(self, word: str) -> str:
        return _SAY[word].say(self)


@dataclass(frozen=True)
class _Word:
    say: Callable[[Words], str]
    reads: Reads = field(default_factory=dict)


def _teacher(words: Words) -> str:
    file = words.child.file
    return _in_brackets(file.student.get("home_teacher") or file.school_class.get("home_teacher"))


def _student_word(key: str, unknown: str) -> _Word:
    reads = {"student": (key,)}
    return _Word(lambda words: words.child.file.student.get(key) or unknown, reads)


_TEACHER_READS: Reads = {"student": ("home_teacher",), "school_class": ("home_teacher",)}


# What is unknown is named by its role.
_SAY: dict[str, _Word] = {
    "name": _student_word("name", "孩子"),
    "guardian": _Word(lambda words: guardian_name(words.child.file) or "监护人", NAME_READS),
    "grade": _Word(
        lambda words: code_list("grade").name_of(words.child.file.student.get("grade") or ""),
        {"student": ("grade",)},
    ),
    "school": _Word(
        lambda words: words.child.file.school.get("name") or "学校", {"school": ("name",)}
    ),
    "teacher": _Word(_teacher, _TEACHER_READS),
    "helper": _Word(
        lambda words: _in_brackets(_responsible(words.child, NEAREST) or NOBODY), RESPONSIBLE_READS
    ),
    "mentor": _Word(
        lambda words: _in_brackets(_responsible(words.child, TEACHERS)) or _teacher(words),
        together(RESPONSIBLE_READS, _TEACHER_READS),
    ),
    "solver": _Word(lambda words: _in_brackets(words.due.solver)),
    "to": _Word(lambda words: words.due.to or "接收学校"),
    "day": _Word(lambda words: said_day(words.due.day, words.child.today)),
    "due": _Word(lambda words: said_day(words.due_on, words.child.today)),
    "days": _Word(lambda words: str(abs(words.child.today.days_since(words.due_on)))),
}
WORDS = tuple(_SAY)


def words_in(sentence: str) -> list[str]:
    """Return the words in {braces}; raise ValueError where a brace is missing."""
    return [word for _, word, _, _ in Formatter().parse(sentence) if word is not None]


def words_read(sentence: str) -> Reads:
    """Return what the words of a sentence are taken from."""
    return together(*(_SAY[word].reads for word in words_in(sentence)))


def _in_brackets(name: str | None) -> str:
    return f"（{name}）" if name else ""


def _responsible(child: ChildToday, kinds: Sequence[str]) -> str | None:
    return (nearest(child.file, child.today, kinds) or {}).get("helper_name")
