"""What the search box looks through, in memory: looking through 200,000 rows in SQL is too slow.

A stored text has two lines. The first holds all Latin letters and digits, the second the words
with other characters; what is typed needs to be looked for in one of them only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.finding import spelled_names
from ledger_app.store.lists.id_lists import THESE, these

Entry = tuple[int, str, str]  # list number, first line, second line
_LATIN = re.compile(r"[!-~]+")
_KEY, _PIECES = "search_texts", "search_texts_begun"
PIECE = 1_000  # children: 3 ms
_MOST = 500  # changed children read one by one; beyond that everything is read again when needed


def stored(words: Iterable[str]) -> str:
    """Return the text to store for these words; a word within another is left out."""
    text = ""
    latin: list[str] = []
    others: list[str] = []
    # The longer one first. No set: its order is another one in each process, and `check` compares.
    for word in sorted(dict.fromkeys(words), key=len, reverse=True):
        if word in text:
            continue
        text += f" {word}"
        if word.isascii():
            latin.append(word)
        else:
            others.append(word)
            latin += _LATIN.findall(word)
    return " ".join(dict.fromkeys(latin)) + "\n" + " ".join(others)


def entries(ledger: Ledger) -> dict[int, Entry]:
    """Return what every child is found by, read once and kept until the ledger is closed."""
    while not load_piece(ledger):
        pass
    found: dict[int, Entry] = ledger.cache[_KEY]
    return found


def load_piece(ledger: Ledger) -> bool:
    """Read on, `PIECE` children at a time; return whether all are there.

    A revision between two pieces empties the cache, so that reading begins again.
    """
    if _KEY in ledger.cache:
        return True
    found: dict[int, Entry]
    found, last = ledger.cache.get(_PIECES, ({}, ""))
    # In list order, which no two children share: looking through a list then walks through memory
    # in one direction.
    with ledger.lock:
        rows = ledger.db.execute(
            "SELECT no, text, list_order FROM student_index JOIN student_search USING (no) "
            "WHERE list_order > ? ORDER BY list_order LIMIT ?",
            (last, PIECE),
        ).fetchall()
    found.update((no, _entry(no, text)) for no, text, _ in rows)
    if len(rows) < PIECE:
        ledger.cache.pop(_PIECES, None)
        ledger.cache[_KEY] = found
        return True
    ledger.cache[_PIECES] = found, rows[-1][2]
    return False


def having(candidates: Sequence[Entry], key: str) -> list[Entry]:
    """Return those that a folded word is found in, in the same order."""
    if key.isascii():
        return [entry for entry in candidates if key in entry[1]]
    return [entry for entry in candidates if key in entry[2]]


def renew(ledger: Ledger, student_ids: Sequence[str]) -> None:
    """Drop cached results after a change of these children; texts of all others stay."""
    found: dict[int, Entry] | None = ledger.cache.pop(_KEY, None)
    spelled: dict[int, str] | None = ledger.cache.pop(spelled_names.KEY, None)
    ledger.cache.clear()
    if found is None or len(student_ids) > _MOST:
        return
    rows = ledger.rows(
        "SELECT s.no, text, i.name, i.sort_name FROM student s "
        "LEFT JOIN student_search t ON t.no = s.no LEFT JOIN student_index i ON i.no = s.no "
        f"WHERE s.id IN {THESE}",
        [these(student_ids)],
    )
    for row in rows:
        found.pop(row["no"], None)
        if row["text"] is not None:
            found[row["no"]] = _entry(row["no"], row["text"])
    ledger.cache[_KEY] = found
    if lines := spelled_names.renewed(spelled, rows):
        ledger.cache[spelled_names.KEY] = lines


def _entry(no: int, text: str) -> Entry:
    first, mark, second = text.partition("\n")
    return (no, first, second) if mark else (no, text, text)  # one line: of an older program
