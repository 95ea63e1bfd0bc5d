"""Numbers as they are typed: 7, ７, 七, 十五, 两, 二十一, 一百."""

from __future__ import annotations

NUMBER = "(?:[0-9]{1,4}|[零〇一二两三四五六七八九十百]{1,5})"
_DIGITS = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def number(text: str) -> int | None:
    """Return what a number is, None where it is none: 一二."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    hundreds, mark, below = text.partition("百")
    if not mark:
        return _below_hundred(text)
    first, last = _below_hundred(hundreds), _below_hundred(below.lstrip("零〇")) if below else 0
    return None if first is None or last is None else first * 100 + last


def _below_hundred(text: str) -> int | None:
    tens, mark, ones = text.partition("十")
    if not mark:
        return _DIGITS.get(text)
    first, last = (
        _DIGITS.get(tens, 1 if not tens else None),
        _DIGITS.get(ones, 0 if not ones else None),
    )
    return None if first is None or last is None else first * 10 + last
