"""Which word of a code list a mistyped one is likely to be: 汗族 sounds like 汉族, 布侬族 is a
character away from 布依族. Offered in a sentence, never taken."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ledger_app.catalogue.codes import Code, CodeList, code_list, fold
from ledger_app.domain.names import sort_key

_LONGEST = 12  # characters: what is longer is a sentence and no mistyped word
_MOST = 3  # words to choose from; more of them are no help
_SURE = 3  # characters a word must have for another of them to be a slip


def likely(known: CodeList, text: str) -> tuple[Code, ...]:
    """Return the codes whose name or alias sounds like `text`, else is a character away; few or
    none."""
    folded = fold(text)
    if not 1 <= len(folded) <= _LONGEST or folded.isascii():
        return ()
    sound = sort_key(folded)
    sounding = {value for value, word in _words(known) if _sound(word) == sound}
    found = sounding or {value for value, word in _words(known) if _one_apart(folded, word)}
    if len(found) > _MOST:
        return ()
    return tuple(code for code in known.codes if code.value in found)


def _words(known: CodeList) -> Iterator[tuple[str, str]]:
    for code in code_list(known.key).codes:
        for word in (code.name, *code.aliases):
            if not word.isascii():
                yield code.value, fold(word)


@lru_cache(maxsize=4096)
def _sound(word: str) -> str:
    return sort_key(word)


def _one_apart(first: str, second: str) -> bool:
    """Tell whether a character is exchanged, missing or too many, or two have changed places."""
    if min(len(first), len(second)) < _SURE:
        return False
    if len(first) == len(second):
        differing = [at for at, char in enumerate(first) if char != second[at]]
        swapped = len(differing) == 2 and sorted(first) == sorted(second)
        return len(differing) == 1 or swapped
    shorter, longer = sorted((first, second), key=len)
    if len(longer) - len(shorter) != 1:
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
