"""Numbers that a wrong one may have been meant to be: one slip away, and sound.

GB 11643's check finds every single wrong digit and every exchange of two neighbours; which one was
wrong it does not say. So each repair is tried, and what else is known of the child has to agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger_app.domain.identity import birth_of, check_digit, id_problem, sex_of

# Letters that are typed or read for a digit; a place of digits never holds a letter.
_LETTERS = str.maketrans("OoQDIlL|", "00001111")
_LAST = str.maketrans({"×": "X", "*": "X", "x": "X", "Ⅹ": "X", "χ": "X", "Х": "X"})
_DIGITS = "0123456789"


def without_letters(text: str, today: date) -> str:
    """Return the sound number in which letters stand for digits (O for 0, l for 1), or ""."""
    if len(text) != 18:
        return ""
    number = text[:17].translate(_LETTERS) + text[17].translate(_LETTERS).translate(_LAST)
    return "" if number == text or id_problem(number, today) else number


def one_slip_away(number: str, birth: str, sex: str, today: date) -> set[str]:
    """Return the sound numbers one slip away that agree with birth date and sex, "" = unknown."""
    tried = {18: _exchanged, 17: _inserted, 19: _shortened}.get(len(number))
    if tried is None:
        return set()
    return {each for each in tried(number) if agrees(each, birth, sex, today)}


def agrees(number: str, birth: str, sex: str, today: date) -> bool:
    """Tell whether a number is sound and says this birth date and sex, where these are known."""
    if id_problem(number, today):
        return False
    born = birth_of(number)
    fits = not birth or (born is not None and born.isoformat() == birth)
    return fits and (not sex or sex_of(number) == sex)


def of_fifteen(number: str, birth: str, today: date) -> list[str]:
    """Return the numbers of 18 characters that one of 15 may stand for, the likelier first.

    Without a birth date both centuries are possible, the later only if it is past already.
    """
    found = []
    for century in ("20", "19"):
        first = f"{number[:6]}{century}{number[6:]}"
        whole = first + check_digit(first)
        if agrees(whole, birth, "", today):
            found.append(whole)
    return found


def _exchanged(number: str) -> Iterator[str]:
    for at in range(18):
        for digit in _DIGITS if at < 17 else _DIGITS + "X":
            if digit != number[at]:
                yield number[:at] + digit + number[at + 1 :]
    for at in range(16):
        if number[at] != number[at + 1]:
            yield number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def _inserted(number: str) -> Iterator[str]:
    for at in range(18):
        for digit in _DIGITS if at < 17 else _DIGITS + "X":
            yield number[:at] + digit + number[at:]


def _shortened(number: str) -> Iterator[str]:
    for at in range(19):
        yield number[:at] + number[at + 1 :]
