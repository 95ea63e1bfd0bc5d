"""The children of a comparison as lines of a table: both sides, how sure, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ledger_app.actions.compare.compare_lists import Candidate, Compared, Entry, Found
from ledger_app.actions.compare.result_words import (
    facts_words,
    file_words,
    side_words,
    why_words,
)
from ledger_app.gui.kit.plain_table import Line

SURE, DOUBTFUL, UNSURE = "●", "◐", "○"
ANSWERED = "answered"  # beside the kinds of Found
ORDER = (
    Found.ONLY_LEFT, Found.ONLY_RIGHT, Found.DIFFER, Found.UNSURE, Found.BOTH, ANSWERED,
    Found.OUTSIDE_AGE, Found.REPEATED,
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """What one line is about: a child, and where it is asked whether it is another one, whom.

    `student_id` is the file that can be opened, "" where there is none.
    """

    entry: Entry
    candidate: Candidate | None = None
    student_id: str = ""


def _file_of(compared: Compared, entry: Entry, candidate: Candidate | None = None) -> str:
    """Return the file of a child, also one that an answer has made."""
    children = (entry.left, entry.right, candidate.child if candidate else None)
    known = [child.student_id for child in children if child and child.student_id]
    answer = compared.answer_to(entry) or {}
    return str(next(iter(known), answer.get("student") or ""))


def count_of(compared: Compared, which: str) -> int:
    """Return how many children a kind has, answers apart."""
    return len(_entries(compared, which))


def shown_of(compared: Compared, which: str) -> dict[str, Shown]:
    """Return the lines of a kind by key: of a child that may be several, one each."""
    found: dict[str, Shown] = {}
    for at, entry in enumerate(_entries(compared, which)):
        for number, shown in enumerate(_shown(compared, entry)):
            found[f"{at}.{number}"] = shown
    return found


def _entries(compared: Compared, which: str) -> list[Entry]:
    return compared.answered() if which == ANSWERED else compared.open(Found(which))


def _shown(compared: Compared, entry: Entry) -> Iterator[Shown]:
    if entry.found is not Found.UNSURE:
        yield Shown(entry, None, _file_of(compared, entry))
    for candidate in compared.undecided(entry):
        yield Shown(entry, candidate, _file_of(compared, entry, candidate))


def line_of(key: str, shown: Shown, compared: Compared) -> Line:
    """Return one line: name, both sides, how sure, why, whether there is a file."""
    entry, candidate = shown.entry, shown.candidate
    other = candidate.child if candidate else entry.right
    name = entry.child.name
    if other is not None and other.name != name:
        name = f"{name} / {other.name}"
    why = facts_words(candidate) if candidate else why_words(compared, entry)
    texts = (
        name, side_words(entry.left), side_words(other), _sureness(shown),
        file_words(shown.student_id), why,
    )  # fmt: skip
    token = "danger" if entry.found is Found.ONLY_LEFT and compared.kind.left.asked else ""
    return Line(key, texts, token=token)


def _sureness(shown: Shown) -> str:
    if shown.candidate:
        return UNSURE
    return SURE if shown.entry.is_sure else DOUBTFUL
