"""Bytes as groups of characters to be typed from paper: a slip in any of them shows.

Four characters of base 32 and a check character each; the check knows its place, so that swapped
groups show, too.
"""

from __future__ import annotations

from collections.abc import Sequence

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32: no I, L, O, U
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_QUAD, _BITS = 4, 20  # characters of a group without its check, and what they hold


def groups_of(content: bytes) -> list[str]:
    """Return bytes as groups of five characters; the last one is filled up with zero bits."""
    count = -(-len(content) * 8 // _BITS)
    number = int.from_bytes(content, "big") << (count * _BITS - len(content) * 8)
    letters = [_ALPHABET[number >> 5 * place & 31] for place in reversed(range(count * _QUAD))]
    quads = ["".join(letters[at : at + _QUAD]) for at in range(0, len(letters), _QUAD)]
    return [quad + _check_character(quad, place) for place, quad in enumerate(quads)]


def bytes_of(groups: Sequence[str]) -> bytes:
    """Return the bytes of groups that are right; what filled the last one up may follow them."""
    number = 0
    for letter in "".join(group[:_QUAD] for group in groups):
        number = number << 5 | _ALPHABET.index(letter)
    bits = len(groups) * _BITS
    return (number >> bits % 8).to_bytes(bits // 8, "big")


def tidied(typed: str) -> str:
    """Return typed characters as they were printed, without gaps: O is 0, I and L are 1."""
    return "".join(typed.upper().split()).replace("-", "").translate(_LOOK_ALIKES)


def first_wrong(groups: Sequence[str]) -> int:
    """Return the number of the first group with a slip, counted from 1; 0 if all are right."""
    wrong = (place for place, each in enumerate(groups, 1) if not is_right(each, place - 1))
    return next(wrong, 0)


def is_right(group: str, place: int) -> bool:
    """Tell if a group's check character fits; `place` counts from 0."""
    return (
        len(group) == _QUAD + 1
        and all(letter in _ALPHABET for letter in group)
        and _check_character(group[:_QUAD], place) == group[_QUAD]
    )


def _check_character(quad: str, place: int) -> str:
    # Weights 1, 3, 5, 7 are odd, so each change of one character changes the sum modulo 32; the
    # doubled neighbour product tells most swaps of two characters.
    values = [_ALPHABET.index(letter) for letter in quad]
    total = sum(value * weight for value, weight in zip(values, (1, 3, 5, 7), strict=True))
    return _ALPHABET[(total + 11 * place) % 32]
